"""The migrations of each database, oldest first. A shipped one is never changed: a new one follows it."""

from litcoach_desktop.store.migrations import Migration

TEACHER = (
    Migration(
        "0001 roster, readings and marks",
        (
            "CREATE TABLE fact (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT",
            "CREATE TABLE audit ("
            " seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,"
            " about TEXT NOT NULL) STRICT",
            "CREATE TABLE class_room (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, grade INTEGER NOT NULL) STRICT",
            "CREATE TABLE student ("
            " id TEXT NOT NULL PRIMARY KEY, class_id TEXT NOT NULL REFERENCES class_room (id),"
            " given_name TEXT NOT NULL, family_name TEXT NOT NULL, grade INTEGER NOT NULL, animal TEXT NOT NULL,"
            " picture_pin TEXT) STRICT",
            "CREATE INDEX student_of_class ON student (class_id)",
            "CREATE TABLE passage (sha256 BLOB NOT NULL PRIMARY KEY, text TEXT NOT NULL) STRICT",
            "CREATE TABLE reading ("
            " id TEXT NOT NULL PRIMARY KEY, student_id TEXT REFERENCES student (id), text_id TEXT NOT NULL,"
            " text_title TEXT NOT NULL, passage_sha256 BLOB NOT NULL REFERENCES passage (sha256),"
            " protocol TEXT NOT NULL, started_at INTEGER NOT NULL,"
            " state TEXT NOT NULL CHECK (state IN ('recording', 'judging', 'judged', 'unscored', 'abandoned')),"
            " device TEXT NOT NULL, wcpm REAL, wcpm_low REAL, wcpm_high REAL, accuracy REAL, unscored_reason TEXT,"
            " doubtful_words INTEGER NOT NULL) STRICT",
            "CREATE INDEX reading_of_student ON reading (student_id, started_at)",
            # Small, because almost every reading is done: the start asks for those that are not.
            "CREATE INDEX reading_under_way ON reading (started_at) WHERE state IN ('recording', 'judging')",
            "CREATE TABLE judgement ("
            " seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " reading_id TEXT NOT NULL REFERENCES reading (id),"
            " format INTEGER NOT NULL, events BLOB NOT NULL) STRICT",
            "CREATE INDEX judgement_of_reading ON judgement (reading_id)",
            "CREATE TABLE mark ("
            " seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " reading_id TEXT NOT NULL REFERENCES reading (id), word INTEGER NOT NULL,"
            " status TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL, note TEXT NOT NULL,"
            " flags TEXT) STRICT",
            "CREATE INDEX mark_of_reading ON mark (reading_id)",
            # What was judged, marked or done is never rewritten, not even by a mistake in our own code.
            # Erasing a child removes whole rows, so deleting stays possible.
            "CREATE TRIGGER judgement_stays BEFORE UPDATE ON judgement"
            " BEGIN SELECT RAISE (ABORT, 'a judgement is never changed'); END",
            "CREATE TRIGGER mark_stays BEFORE UPDATE ON mark"
            " BEGIN SELECT RAISE (ABORT, 'a mark is never changed'); END",
            "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit"
            " BEGIN SELECT RAISE (ABORT, 'the audit is never changed'); END",
        ),
    ),
    Migration(
        "0002 page looks",
        (
            "CREATE TABLE page_look ("
            " student_id TEXT NOT NULL PRIMARY KEY REFERENCES student (id), look TEXT NOT NULL) STRICT",
        ),
    ),
    Migration(
        "0003 protocols of classes, cues and accepted pronunciations",
        (
            "CREATE TABLE class_protocol ("
            " class_id TEXT NOT NULL PRIMARY KEY REFERENCES class_room (id), protocol TEXT NOT NULL) STRICT",
            "CREATE TABLE cue_mark ("
            " seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " reading_id TEXT NOT NULL REFERENCES reading (id), word INTEGER NOT NULL, entry TEXT NOT NULL,"
            " cues TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL) STRICT",
            "CREATE INDEX cue_mark_of_reading ON cue_mark (reading_id)",
            "CREATE TABLE pronunciation ("
            " seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " student_id TEXT NOT NULL REFERENCES student (id), reading_id TEXT NOT NULL REFERENCES reading (id),"
            " word_index INTEGER NOT NULL, word TEXT NOT NULL, heard TEXT, since INTEGER NOT NULL,"
            " accepted INTEGER NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL) STRICT",
            "CREATE INDEX pronunciation_of_student ON pronunciation (student_id)",
            "CREATE INDEX pronunciation_of_reading ON pronunciation (reading_id)",
            "CREATE TRIGGER cue_mark_stays BEFORE UPDATE ON cue_mark"
            " BEGIN SELECT RAISE (ABORT, 'a mark is never changed'); END",
            "CREATE TRIGGER pronunciation_stays BEFORE UPDATE ON pronunciation"
            " BEGIN SELECT RAISE (ABORT, 'a pronunciation is never changed'); END",
        ),
    ),
    Migration(
        "0004 legal holds and certificates of erasure",
        (
            "CREATE TABLE legal_hold ("
            " student_id TEXT NOT NULL PRIMARY KEY REFERENCES student (id), since TEXT NOT NULL,"
            " made_by TEXT NOT NULL, reason TEXT NOT NULL) STRICT",
            "CREATE TABLE erasure ("
            " seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,"
            " made_by TEXT NOT NULL, what TEXT NOT NULL, about TEXT NOT NULL, rows TEXT NOT NULL,"
            " copies_until INTEGER) STRICT",
            "CREATE TRIGGER erasure_stays BEFORE UPDATE ON erasure"
            " BEGIN SELECT RAISE (ABORT, 'a certificate is never changed'); END",
        ),
    ),
    Migration(
        "0005 talks with the coach",
        (
            # Without a child: a guest's, of which only what is grave is kept.
            "CREATE TABLE talk ("
            " id TEXT NOT NULL PRIMARY KEY, student_id TEXT REFERENCES student (id), started_at INTEGER NOT NULL)"
            " STRICT",
            "CREATE INDEX talk_of_student ON talk (student_id, started_at)",
            "CREATE TABLE talk_message ("
            " seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " talk_id TEXT NOT NULL REFERENCES talk (id), at INTEGER NOT NULL,"
            " said_by TEXT NOT NULL CHECK (said_by IN ('child', 'coach')), said TEXT NOT NULL,"
            " text_id TEXT NOT NULL, text_title TEXT NOT NULL,"
            " tier TEXT CHECK (tier IN ('now', 'today')), category TEXT CHECK ((category IS NULL) = (tier IS NULL)),"
            " sources TEXT NOT NULL) STRICT",
            "CREATE INDEX message_of_talk ON talk_message (talk_id, at)",
            # Small, because almost nothing that children say is one.
            "CREATE INDEX alert ON talk_message (at) WHERE tier IS NOT NULL",
            "CREATE TABLE alert_step ("
            " seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " message_id TEXT NOT NULL REFERENCES talk_message (id), at INTEGER NOT NULL, made_by TEXT NOT NULL,"
            " step TEXT NOT NULL CHECK (step IN ('seen', 'settled')), note TEXT NOT NULL) STRICT",
            "CREATE INDEX step_of_message ON alert_step (message_id)",
            "CREATE TRIGGER talk_message_stays BEFORE UPDATE ON talk_message"
            " BEGIN SELECT RAISE (ABORT, 'what was said is never changed'); END",
            "CREATE TRIGGER alert_step_stays BEFORE UPDATE ON alert_step"
            " BEGIN SELECT RAISE (ABORT, 'what was done about an alert is never changed'); END",
        ),
    ),
    Migration(
        "0006 reviews",
        (
            "CREATE TABLE review ("
            " seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " reading_id TEXT NOT NULL REFERENCES reading (id), made_by TEXT NOT NULL, made_at TEXT NOT NULL,"
            " note TEXT NOT NULL) STRICT",
            "CREATE INDEX review_of_reading ON review (reading_id)",
            "CREATE TRIGGER review_stays BEFORE UPDATE ON review"
            " BEGIN SELECT RAISE (ABORT, 'a review is never changed'); END",
        ),
    ),
    Migration(
        "0007 figures for growth",
        (
            # Derived like the ones before them: lists of hundreds of readings would otherwise unpack their events.
            "ALTER TABLE reading ADD COLUMN expression INTEGER",
            "ALTER TABLE reading ADD COLUMN missed TEXT",
            "DROP INDEX reading_of_student",
            # Holds all that a time line shows, so that a child's years lie beside each other and no row is fetched.
            "CREATE INDEX reading_of_student ON reading"
            " (student_id, started_at, state, wcpm, wcpm_low, wcpm_high, accuracy, expression, id)",
        ),
    ),
    Migration(
        "0008 imported rosters",
        (
            # Who has left is kept, with all that was read.
            "ALTER TABLE student ADD COLUMN left_at INTEGER",
            "CREATE TABLE class_source ("
            " source TEXT NOT NULL, source_id TEXT NOT NULL, class_id TEXT NOT NULL REFERENCES class_room (id),"
            " PRIMARY KEY (source, source_id)) STRICT",
            "CREATE INDEX source_of_class ON class_source (class_id)",
            "CREATE TABLE child_source ("
            " source TEXT NOT NULL, source_id TEXT NOT NULL, student_id TEXT NOT NULL REFERENCES student (id),"
            " PRIMARY KEY (source, source_id)) STRICT",
            "CREATE INDEX source_of_child ON child_source (student_id)",
            "CREATE TABLE roster_import ("
            " seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,"
            " made_by TEXT NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL, undone_at INTEGER) STRICT",
            "CREATE TABLE child_before_import ("
            " import_id TEXT NOT NULL REFERENCES roster_import (id), student_id TEXT NOT NULL REFERENCES student (id),"
            " before TEXT, had_source INTEGER NOT NULL, PRIMARY KEY (import_id, student_id)) STRICT",
            "CREATE INDEX import_of_child ON child_before_import (student_id)",
            "CREATE TABLE class_before_import ("
            " import_id TEXT NOT NULL REFERENCES roster_import (id),"
            " class_id TEXT NOT NULL REFERENCES class_room (id), before TEXT,"
            " PRIMARY KEY (import_id, class_id)) STRICT",
            "CREATE INDEX import_of_class ON class_before_import (class_id)",
        ),
    ),
    Migration(
        "0009 assignments",
        (
            "CREATE TABLE assignment ("
            " id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, text_ids TEXT NOT NULL, grade INTEGER,"
            " class_id TEXT REFERENCES class_room (id), group_name TEXT NOT NULL, given_at INTEGER NOT NULL, due TEXT,"
            " protocol TEXT, season TEXT, withdrawn INTEGER NOT NULL) STRICT",
            "CREATE INDEX assignment_of_class ON assignment (class_id)",
            "CREATE TABLE assigned_child ("
            " assignment_id TEXT NOT NULL REFERENCES assignment (id),"
            " student_id TEXT NOT NULL REFERENCES student (id), PRIMARY KEY (assignment_id, student_id)) STRICT",
            "CREATE INDEX assignment_of_child ON assigned_child (student_id)",
            "CREATE TABLE assigned_reading ("
            " reading_id TEXT NOT NULL PRIMARY KEY REFERENCES reading (id),"
            " assignment_id TEXT NOT NULL REFERENCES assignment (id)) STRICT",
            "CREATE INDEX reading_of_assignment ON assigned_reading (assignment_id)",
        ),
    ),
    Migration(
        "0010 children in several classes",
        (
            "CREATE TABLE enrolment ("
            " student_id TEXT NOT NULL REFERENCES student (id), class_id TEXT NOT NULL REFERENCES class_room (id),"
            " PRIMARY KEY (student_id, class_id)) STRICT, WITHOUT ROWID",
            "CREATE INDEX enrolment_of_class ON enrolment (class_id)",
            "INSERT INTO enrolment (student_id, class_id) SELECT id, class_id FROM student",
            # The class whose protocol holds is one of the child's classes, whoever writes the row.
            "CREATE TRIGGER student_is_enrolled AFTER INSERT ON student"
            " BEGIN INSERT OR IGNORE INTO enrolment (student_id, class_id) VALUES (new.id, new.class_id); END",
            "CREATE TRIGGER student_is_enrolled_again AFTER UPDATE OF class_id ON student"
            " BEGIN INSERT OR IGNORE INTO enrolment (student_id, class_id) VALUES (new.id, new.class_id); END",
        ),
    ),
    Migration(
        "0011 reading groups",
        (
            "CREATE TABLE reading_group ("
            " id TEXT NOT NULL PRIMARY KEY, class_id TEXT NOT NULL REFERENCES class_room (id), name TEXT NOT NULL,"
            " reason TEXT NOT NULL, made_at INTEGER NOT NULL) STRICT",
            "CREATE INDEX group_of_class ON reading_group (class_id)",
            "CREATE TABLE group_member ("
            " group_id TEXT NOT NULL REFERENCES reading_group (id), student_id TEXT NOT NULL REFERENCES student (id),"
            " PRIMARY KEY (group_id, student_id)) STRICT, WITHOUT ROWID",
            "CREATE INDEX group_of_child ON group_member (student_id)",
            "CREATE TABLE assigned_group ("
            " assignment_id TEXT NOT NULL PRIMARY KEY REFERENCES assignment (id),"
            " group_id TEXT NOT NULL REFERENCES reading_group (id)) STRICT",
            "CREATE INDEX assignment_of_group ON assigned_group (group_id)",
        ),
    ),
    Migration(
        "0012 writing",
        (
            "CREATE TABLE writing ("
            " id TEXT NOT NULL PRIMARY KEY, student_id TEXT NOT NULL REFERENCES student (id), text_id TEXT NOT NULL,"
            " text_title TEXT NOT NULL, prompt TEXT NOT NULL, started_at INTEGER NOT NULL) STRICT",
            "CREATE INDEX writing_of_student ON writing (student_id, started_at)",
            "CREATE TABLE writing_version ("
            " seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " writing_id TEXT NOT NULL REFERENCES writing (id), at INTEGER NOT NULL, written TEXT NOT NULL,"
            " handed_in INTEGER NOT NULL, words INTEGER NOT NULL, spelled INTEGER NOT NULL,"
            " sentences INTEGER NOT NULL, sequences INTEGER NOT NULL, possible INTEGER NOT NULL,"
            " counted_by TEXT NOT NULL) STRICT",
            "CREATE INDEX version_of_writing ON writing_version (writing_id)",
            "CREATE TRIGGER writing_version_stays BEFORE UPDATE ON writing_version"
            " BEGIN SELECT RAISE (ABORT, 'what was written is never changed'); END",
        ),
    ),
    Migration(
        "0013 accounts",
        (
            "CREATE TABLE account ("
            " id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,"
            " role TEXT NOT NULL CHECK (role IN ('manager', 'teacher', 'principal')),"
            " passphrase_hash TEXT NOT NULL, wrong_tries INTEGER NOT NULL, last_try INTEGER, made_at INTEGER NOT NULL)"
            " STRICT",
            "CREATE TABLE class_teacher ("
            " account_id TEXT NOT NULL REFERENCES account (id),"
            # An import that is undone takes its classes away, whoever has them by then.
            " class_id TEXT NOT NULL REFERENCES class_room (id) ON DELETE CASCADE,"
            " PRIMARY KEY (account_id, class_id)) STRICT, WITHOUT ROWID",
            "CREATE INDEX teacher_of_class ON class_teacher (class_id)",
            # The passphrase of the laptop is that of its first account, with the wait that its wrong tries have earned.
            "INSERT INTO account SELECT"
            # UUID version 7, as everything else has.
            " printf('%08x-%04x-7%03x-8%03x-%012x', now / 65536, now % 65536, abs(random()) % 4096,"
            " abs(random()) % 4096, abs(random()) % 281474976710656), 'teacher', 'teacher', 'manager', value,"
            " coalesce((SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'passphrase.wrong_tries'), 0),"
            " (SELECT CAST(1000000 * unixepoch(value, 'subsec') AS INTEGER) FROM fact"
            " WHERE name = 'passphrase.last_try'),"
            " 1000 * now FROM fact, (SELECT CAST(1000 * unixepoch('subsec') AS INTEGER) AS now)"
            " WHERE name = 'passphrase.hash'",
            "DELETE FROM fact WHERE name IN ('passphrase.hash', 'passphrase.wrong_tries', 'passphrase.last_try')",
        ),
    ),
    Migration(
        "0014 paces to aim at",
        (
            "CREATE TABLE aim_pace ("
            " seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " student_id TEXT NOT NULL REFERENCES student (id), pace TEXT NOT NULL, made_by TEXT NOT NULL,"
            " made_at TEXT NOT NULL) STRICT",
            "CREATE INDEX pace_of_child ON aim_pace (student_id)",
            "CREATE TRIGGER aim_pace_stays BEFORE UPDATE OF pace, made_by, made_at ON aim_pace"
            " BEGIN SELECT RAISE (ABORT, 'a pace is never changed: another one follows it'); END",
        ),
    ),
    Migration(
        "0015 erasures that were begun",
        (
            "CREATE TABLE begun_erasure ("
            " id TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL, made_by TEXT NOT NULL, what TEXT NOT NULL,"
            " about TEXT NOT NULL, rows TEXT NOT NULL, sound TEXT NOT NULL, copies_until INTEGER) STRICT",
            # A passage goes with the last of its readings, which would otherwise be looked for among all of them.
            "CREATE INDEX reading_of_passage ON reading (passage_sha256)",
        ),
    ),
    Migration(
        "0016 demographics",
        (
            # Empty unless the school has switched them on.
            "CREATE TABLE demographic ("
            " student_id TEXT NOT NULL PRIMARY KEY REFERENCES student (id), birth_date TEXT, sex TEXT, race TEXT,"
            " hispanic TEXT, home_language TEXT, ell TEXT, iep TEXT, lunch TEXT) STRICT",
        ),
    ),
    Migration(
        "0017 names of imported lists",
        (
            "CREATE TABLE roster_source ("
            " id TEXT NOT NULL PRIMARY KEY, family TEXT NOT NULL, name TEXT NOT NULL, shape TEXT NOT NULL,"
            " made_at INTEGER NOT NULL) STRICT",
            # Until now there was one for each form.
            "INSERT INTO roster_source (id, family, name, shape, made_at)"
            " SELECT source, source, source, '', 0 FROM"
            " (SELECT source FROM class_source UNION SELECT source FROM child_source)",
        ),
    ),
)

RECORDINGS = (
    Migration(
        "0001 recordings",
        (
            "CREATE TABLE recording (reading_id TEXT NOT NULL PRIMARY KEY, length INTEGER, flac BLOB) STRICT",
            "CREATE TABLE second ("
            " reading_id TEXT NOT NULL REFERENCES recording (reading_id), number INTEGER NOT NULL,"
            " samples BLOB NOT NULL, PRIMARY KEY (reading_id, number)) STRICT",
        ),
    ),
)

CONTENT = (
    Migration(
        "0001 texts",
        (
            "CREATE TABLE fact (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT",
            "CREATE TABLE text ("
            " id TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL, grade INTEGER NOT NULL, genre TEXT NOT NULL,"
            " topics TEXT NOT NULL, body TEXT NOT NULL, place INTEGER NOT NULL) STRICT",
        ),
    ),
    Migration(
        "0002 search",
        (
            # Numbers are never used twice: the vectors, which are kept elsewhere, go by them.
            "CREATE TABLE indexed_text (number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
            " text_id TEXT NOT NULL UNIQUE, digest BLOB NOT NULL, words INTEGER NOT NULL) STRICT",
            "CREATE TABLE indexed_passage (number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
            " text_number INTEGER NOT NULL REFERENCES indexed_text (number) ON DELETE CASCADE,"
            " start INTEGER NOT NULL, stop INTEGER NOT NULL, digest BLOB NOT NULL) STRICT",
            "CREATE INDEX passage_of_text ON indexed_passage (text_number)",
            # With their content: without it, BM25 would go on counting texts that were taken out.
            "CREATE VIRTUAL TABLE text_search USING fts5(title, topics, vocabulary, body,"
            " tokenize='porter unicode61 remove_diacritics 2')",
            "CREATE VIRTUAL TABLE passage_search USING fts5(title, body,"
            " tokenize='porter unicode61 remove_diacritics 2')",
            # The words as they are spelt: what completes a beginning, and what mistakes are held against.
            "CREATE VIRTUAL TABLE spelt USING fts5(body,"
            " content='', contentless_delete=1, detail='none', tokenize='unicode61 remove_diacritics 2')",
            "CREATE VIRTUAL TABLE spelt_word USING fts5vocab('spelt', 'row')",
            "CREATE TABLE embedding ("
            " digest BLOB NOT NULL PRIMARY KEY, model TEXT NOT NULL, vector BLOB NOT NULL) STRICT",
            # Texts that were there before have to be indexed.
            "DELETE FROM fact",
        ),
    ),
    Migration(
        "0003 questions and sources",
        (
            "ALTER TABLE text ADD COLUMN language TEXT NOT NULL DEFAULT 'en'",
            # Only ever read with the whole text, so it needs no tables of its own.
            "ALTER TABLE text ADD COLUMN details TEXT NOT NULL DEFAULT '{}'",
            # The catalogue has more to say of each of them now.
            "DELETE FROM text",
            "DELETE FROM fact",
        ),
    ),
)
