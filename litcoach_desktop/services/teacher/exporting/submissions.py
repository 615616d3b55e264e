"""Readings in the shape of Microsoft Graph's `readingAssignmentSubmission`, as one JSON object with a `value` list."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from litcoach_desktop.domain.reading.events import WordFlag, WordStatus
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.services.teacher.rows import ReadingDetail


def submissions_json(readings: Iterable[tuple[ClassRoom, Student, ReadingDetail]]) -> bytes:
    """The readings that were scored; the others have nothing to submit."""
    value = [submission(room, student, one) for room, student, one in readings if one.score is not None]
    return json.dumps({"value": value}, ensure_ascii=False, indent=1).encode()


def submission(room: ClassRoom, student: Student, detail: ReadingDetail) -> dict[str, Any]:
    """One scored reading. action: EditMiscue once a person has marked a word, else Attempt.

    accuracyScore: percent. monotoneScore: phrases on one note, our reading of a figure without a published
    formula. What is missed is a mark that was read over without a pause. These and the pauses are None for a
    reading of too few words to say anything of its expression.
    """
    score, events = detail.score, detail.events
    if score is None:
        raise ValueError("only a scored reading can be submitted")
    counted = events.words[: score.last_attempted + 1]
    statuses = Counter(word.status for word in counted)
    flags = Counter(flag for word in counted for flag in word.flags)
    wrong = Counter(detail.passage.words[word.index].spoken for word in counted if word.status is WordStatus.MISREAD)
    missed = None if detail.expression is None else detail.expression.missed
    return {
        "id": detail.summary.id,
        "submissionId": detail.summary.id,
        "submissionDateTime": detail.summary.started_at.isoformat(timespec="seconds"),
        "assignmentId": detail.summary.text_title,
        "classId": room.id,
        "studentId": student.id,
        "action": "EditMiscue" if detail.marks else "Attempt",
        "accuracyScore": None if score.accuracy is None else round(100 * score.accuracy, 1),
        "wordsPerMinute": round(score.wcpm, 1),
        "wordCount": len(detail.passage.words),
        "challengingWords": [{"word": word, "count": count} for word, count in wrong.most_common()],
        "insertions": sum(one.after_index <= score.last_attempted for one in events.insertions),
        "mispronunciations": statuses[WordStatus.MISREAD],
        "omissions": statuses[WordStatus.OMITTED],
        "repetitions": flags[WordFlag.REPETITION],
        "selfCorrections": flags[WordFlag.SELF_CORRECTION],
        "missedPeriods": None if missed is None else missed.periods,
        "missedQuestionMarks": None if missed is None else missed.questions,
        "missedExclamationMarks": None if missed is None else missed.exclamations,
        "missedShorts": None if missed is None else missed.shorts,
        "unexpectedPauses": None if missed is None else missed.unexpected_pauses,
        "monotoneScore": None if missed is None else missed.monotone,
    }
