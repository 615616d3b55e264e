"""Importing books, whole and odd: passages come out in order, and what is left out is said; nothing crashes."""

import contextlib
import json
import textwrap
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs.context import Cancelled, JobContext
from litcoach_desktop.services.content.importing import ImportPreview, preview_file, preview_pasted, texts_to_add
from tests.fakes.books import archive, epub_file, pdf_file, word_file, word_paragraph

STORY = (
    "The old goat sat on the wall all day. At night it came down and ate a hat. Nobody saw it, but the hat was gone."
)


def quiet(done: int, total: int, note: str) -> None:
    """A tick that tells nobody."""


def take(tmp_path: Path, name: str, content: bytes | str, *, words: int = 250) -> ImportPreview:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return preview_file(path, [], words, quiet)


def said(preview: ImportPreview) -> str:
    return "\n\n".join(passage.text.body for passage in preview.passages)


def refused(tmp_path: Path, name: str, content: bytes | str) -> str:
    with pytest.raises(TextFileProblem) as problem:
        take(tmp_path, name, content)
    assert problem.value.meaning == "Nothing was added to the library."
    assert problem.value.remedy
    return problem.value.happened


# Plain text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_plain_text_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    text = f"Ana’s café – “Let’s go!”\r\n\r\n{STORY}"
    assert said(take(tmp_path, "a.txt", text.encode(encoding))) == f"Ana’s café – “Let’s go!”\n\n{STORY}"


def test_broken_lines_are_joined_and_verse_is_not(tmp_path: Path) -> None:
    broken = textwrap.fill(STORY, 58)
    verse = "The goat sat still\nUpon the hill\nAnd ate its fill"
    assert said(take(tmp_path, "a.txt", f"{broken}\n\n{verse}")) == f"{STORY}\n\n{verse}"


def test_each_line_is_a_paragraph_where_no_line_is_empty(tmp_path: Path) -> None:
    assert said(take(tmp_path, "a.txt", f"{STORY}\n{STORY[::1]}\nThe end.")).count("\n\n") == 2


def test_chapters_name_the_passages(tmp_path: Path) -> None:
    preview = take(
        tmp_path, "goat.txt", f"CHAPTER ONE\n\n{STORY}\n\n* * *\n\n{STORY}\n\nChapter 2\n\n{STORY}", words=60
    )
    assert [passage.text.title for passage in preview.passages] == ["CHAPTER ONE", "Chapter 2"]


def test_an_archives_notes_are_left_out_and_told(tmp_path: Path) -> None:
    notes = "*** START OF THE BOOK ***\n\n{}\n\n*** END OF THE BOOK ***\nDonate!"
    preview = take(tmp_path, "a.txt", "Header\n" + notes.format(STORY))
    assert said(preview) == STORY
    assert "archive" in preview.left_out[0]


@pytest.mark.parametrize("raw", [b"", b"  \n\n ", b"\xff\xfe", b"*** --- ***\n\n...", "\u200f\u200e".encode()])
def test_a_file_without_words_is_refused(tmp_path: Path, raw: bytes) -> None:
    assert "cannot be imported" in refused(tmp_path, "a.txt", raw)


@pytest.mark.parametrize(
    "raw", [bytes(range(256)) * 50, b"\x7fELF\x02\x01\x01" + bytes(500), b"MZ\x90\x00" + b"\x01\x02" * 900]
)
def test_a_program_named_txt_is_refused(tmp_path: Path, raw: bytes) -> None:
    assert "not a text file" in refused(tmp_path, "a.txt", raw)


def test_a_file_that_is_too_large_a_folder_or_missing_is_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    for path, reason in ((huge, "larger than 50 MB"), (tmp_path, "folder"), (tmp_path / "none.txt", "no such file")):
        with pytest.raises(TextFileProblem, match=reason):
            preview_file(path, [], 250, quiet)


def test_text_from_right_to_left_is_kept_and_has_no_level(tmp_path: Path) -> None:
    arabic = "جلس الماعز على الجدار طوال اليوم. ثم نزل في الليل وأكل القبعة! " * 10
    preview = take(tmp_path, "a.txt", arabic, words=60)
    assert said(preview).split() == arabic.split()
    assert preview.language == "und"
    assert all(passage.level is None for passage in preview.passages)
    with pytest.raises(TextFileProblem, match="Say for which grade"):
        texts_to_add(preview)
    assert {text.grade for text in texts_to_add(preview, grade=3)} == {3}


def test_a_paragraph_without_any_punctuation_is_cut(tmp_path: Path) -> None:
    preview = take(tmp_path, "a.txt", "goat wall hat " * 5_000)
    assert max(passage.words for passage in preview.passages) <= 250
    assert sum(passage.words for passage in preview.passages) == 15_000


# Markdown


def test_markdown_gives_its_words_and_not_its_marks(tmp_path: Path) -> None:
    source = (
        "---\ntitle: The Goat\nauthor: Ana Ito\nrights: CC BY\n---\n\n# The **Wall**\n\nThe _old_ goat sat [on the wall](http://x.y)"
        " &amp; **slept**.\n\n```python\nx = 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![A goat](goat.png)\n\n"
        "> It ate a hat.\n\n- First the hat.\n- Then a shoe.\n\nThe End\n-------\n\nIt snores\\\nall night."
    )
    preview = take(tmp_path, "goat.md", source)
    assert (preview.title, preview.author, preview.rights) == ("The Goat", "Ana Ito", "CC BY")
    assert [passage.text.title for passage in preview.passages] == ["The Wall", "The End"]
    assert said(preview) == (
        "The old goat sat on the wall & slept.\n\nIt ate a hat.\n\nFirst the hat.\n\nThen a shoe.\n\n"
        "It snores\nall night."
    )
    assert [sentence.split(" were")[0].split(" was")[0] for sentence in preview.left_out] == [
        "1 piece of code",
        "1 table",
        "1 picture",
    ]


# Word


def test_a_word_file_gives_its_paragraphs_and_tells_what_it_leaves_out(tmp_path: Path) -> None:
    cell = word_paragraph("In a table")
    body = (
        word_paragraph("The Wall", "Heading1")
        + word_paragraph("The old goat", more='<w:r><w:footnoteReference w:id="1"/><w:t> sat.</w:t></w:r>')
        + f"<w:tbl><w:tr><w:tc>{cell}<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
        + word_paragraph(
            "It ate", more="<w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:r><w:br/><w:t>a hat.</w:t></w:r>"
        )
        + word_paragraph("", more="<w:r><w:drawing/></w:r>")
        + word_paragraph("", more=f"<w:r><w:txbxContent>{word_paragraph('In a box')}</w:txbxContent></w:r>")
    )
    preview = take(tmp_path, "goat.docx", word_file(body, "<dc:title>The Goat</dc:title><dc:creator>Ana</dc:creator>"))
    assert (preview.title, preview.author) == ("The Goat", "Ana")
    assert said(preview) == "The old goat sat.\n\nIt ate\na hat."
    told = " ".join(preview.left_out)
    for part in ("1 table was", "1 footnote was", "1 text box was", "1 picture was", "1 deleted part was"):
        assert part in told


def test_a_word_file_behind_a_password_or_damaged_is_refused(tmp_path: Path) -> None:
    whole = word_file(word_paragraph(STORY))
    assert "password" in refused(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "damaged" in refused(tmp_path, "b.docx", whole[: len(whole) // 2])
    assert "damaged" in refused(tmp_path, "c.docx", word_file("<w:p><w:r>"))
    assert "not a Word file" in refused(tmp_path, "d.docx", archive({"hello.txt": "hi"}))


def test_an_xml_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "goat">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    assert "damaged" in refused(tmp_path, "a.docx", word_file(word_paragraph("&j;"), before=f"{bomb}]>"))


def test_a_zip_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    bomb = word_file(word_paragraph("goat " * 13_000_000))
    assert len(bomb) < 1_000_000
    assert "unpacks to more" in refused(tmp_path, "a.docx", bomb)
    assert "unpacks to more" in refused(tmp_path, "b.epub", epub_file(["<p>" + "goat " * 13_000_000 + "</p>"]))


def test_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    assert "an archive, not a book" in refused(tmp_path, "a.zip", archive({"a.txt": STORY}))


# EPUB


def test_an_epub_gives_its_pages_in_the_order_of_its_spine(tmp_path: Path) -> None:
    pages = [
        "<h1>One</h1><p>The old<br/>goat sat.<a epub:type='noteref' href='#n'>1</a></p><script>bad()</script>",
        "<p>Beside.</p>",
        "<h2>Two</h2><div>It ate a hat &amp; slept.<p>It woke.</p></div><table><tr><td>No</td></tr></table>"
        "<aside epub:type='footnote'><p>Note</p></aside><img src='x'/><p>The end.</p>",
    ]
    metadata = (
        "<dc:title>The Goat</dc:title><dc:creator>Ana</dc:creator><dc:creator>Ben</dc:creator>"
        "<dc:language>en-GB</dc:language><dc:rights>Ours</dc:rights>"
    )
    preview = take(
        tmp_path, "goat.epub", epub_file(pages, metadata=metadata, linear=[1], more={"OEBPS/in.epub": b"PK"})
    )
    assert (preview.title, preview.author, preview.language, preview.rights) == (
        "The Goat",
        "Ana, Ben",
        "en-GB",
        "Ours",
    )
    assert [(one.text.title, one.text.body) for one in preview.passages] == [
        ("One", "The old\ngoat sat."),
        ("Two", "It ate a hat & slept.\n\nIt woke.\n\nThe end."),
    ]
    told = " ".join(preview.left_out)
    for part in ("1 page beside", "1 table was", "1 note was", "1 picture was", "1 file inside the book"):
        assert part in told


def test_a_web_page_gives_its_words(tmp_path: Path) -> None:
    page = (
        f"<html><head><title>No</title></head><body><nav>Menu</nav><h1>Goat</h1><p>{STORY}</p><img src=a></body></html>"
    )
    preview = take(tmp_path, "goat.html", page)
    assert [(one.text.title, one.text.body) for one in preview.passages] == [("Goat", STORY)]
    assert preview.left_out == ("1 picture was left out: only words are imported.",)


def test_other_documents_are_refused_with_what_to_do(tmp_path: Path) -> None:
    assert "this kind of document" in refused(tmp_path, "a.rtf", "{\\rtf1 The goat sat.}")
    assert "this kind of document" in refused(tmp_path, "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_a_protected_epub_is_refused_and_scrambled_fonts_are_not_minded(tmp_path: Path) -> None:
    def scrambled(part: str) -> dict[str, str | bytes]:
        inside = f'<e:CipherReference xmlns:e="http://www.w3.org/2001/04/xmlenc#" URI="{part}"/>'
        return {"META-INF/encryption.xml": f"<encryption>{inside}</encryption>"}

    page = [f"<p>{STORY}</p>"]
    assert "protects it against copying" in refused(
        tmp_path, "a.epub", epub_file(page, more=scrambled("OEBPS/page%200.xhtml"))
    )
    assert said(take(tmp_path, "b.epub", epub_file(page, more=scrambled("OEBPS/font.otf")))) == STORY


def test_an_epub_with_broken_pages_gives_what_it_has(tmp_path: Path) -> None:
    preview = take(tmp_path, "a.epub", epub_file([f"<p>{STORY}<p>Unclosed <b>and <i>crossed</b></i>", "<p>&nbsp;</p>"]))
    assert said(preview) == f"{STORY}\n\nUnclosed and crossed"
    assert "damaged" in refused(tmp_path, "b.epub", archive({"META-INF/container.xml": "<container"}))
    assert "part of it is missing" in refused(tmp_path, "c.epub", archive({"META-INF/container.xml": "<container/>"}))
    assert "no words" in refused(tmp_path, "d.epub", epub_file(["<img src='a'/>"]))


# PDF


def test_a_pdf_gives_its_paragraphs_without_what_stands_on_every_page(tmp_path: Path) -> None:
    lines = [
        "The old goat sat on the wall all day and looked at the hats that the peo-",
        "ple of the town had put out to dry.",
        "It ate one.",
    ]
    pages = [["The Goat Book", *lines, str(number)] for number in range(1, 5)]
    preview = take(tmp_path, "goat.pdf", pdf_file([*pages, []], title="The Goat"))
    assert preview.title == "The Goat"
    whole = (
        "The old goat sat on the wall all day and looked at the hats that the people of the town had put out to dry."
    )
    assert said(preview).split("\n\n")[0].startswith(whole)
    assert "Goat Book" not in said(preview)
    assert said(preview).count("It ate one.") == 4
    assert "1 page was left out: it has no words." in preview.left_out


def test_a_pdf_that_is_protected_scanned_or_damaged_is_refused(tmp_path: Path) -> None:
    whole = pdf_file([["The goat."]])
    assert "password" in refused(tmp_path, "a.pdf", pdf_file([["The goat."]], password="secret"))
    assert "pictures without words" in refused(tmp_path, "b.pdf", pdf_file([[], []]))
    assert "cannot be imported" in refused(tmp_path, "c.pdf", whole[:100])
    assert "cannot be imported" in refused(tmp_path, "d.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_damage_to_a_file_raises_anything_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    name, whole = data.draw(st.sampled_from(WHOLE))
    raw = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("odd") / name
    path.write_bytes(raw[: data.draw(st.integers(0, len(raw)))])
    with contextlib.suppress(TextFileProblem):
        assert preview_file(path, [], 250, quiet).passages


WHOLE = [
    ("a.docx", word_file(word_paragraph(STORY))),
    ("a.epub", epub_file([f"<p>{STORY}</p>"])),
    ("a.pdf", pdf_file([[STORY[:60], STORY[60:]]])),
    ("a.json", json.dumps([{"id": "a", "title": "A", "grade": 1, "genre": "story", "body": STORY}]).encode()),
    ("a.csv", f"title,grade,body\nThe Goat,2,{STORY.replace(',', '')}\n".encode()),
    ("a.md", f"# Goat\n\n{STORY}".encode()),
]


# Tables


def test_a_table_gives_whole_texts_and_tells_a_broken_row_by_its_line(tmp_path: Path) -> None:
    rows = (
        f'Grade;Title;Body;Topics;Lexile\nK;The Goat;"{STORY}\n\nThe end.";animals, hats;BR100L\n'
        f"12;Too Hard;{STORY};;\n2;A Hat;{STORY};;"
    )
    preview = take(tmp_path, "texts.csv", "\ufeff" + rows)
    first = preview.passages[0].text
    assert (first.title, first.grade, first.topics, first.lexile) == ("The Goat", 0, ("animals", "hats"), "BR100L")
    assert first.body.endswith("\n\nThe end.")
    assert [passage.text.id for passage in preview.passages] == ["the-goat", "a-hat"]
    assert "whole number" in preview.left_out[0]
    assert "line 5" in preview.left_out[0]
    assert preview.passages[1].twin == "The Goat"


def test_a_table_without_title_and_body_is_refused(tmp_path: Path) -> None:
    assert "names no title and body" in refused(tmp_path, "a.csv", "name,age\nAna,7")
    assert "none of its texts" in refused(tmp_path, "b.csv", "title,body\nA,B")
    with pytest.raises(TextFileProblem):
        take(tmp_path, "a.json", "{}")


# The preview


def test_what_the_library_has_already_is_found_even_when_cut_elsewhere() -> None:
    long = " ".join(f"The goat of house {number} ate the hat of house {number + 1}." for number in range(60))
    ours = Text("ours", "Our Goat", 2, "story", (), long)
    other = " ".join(f"The cat sat on mat {number}." for number in range(9))
    preview = preview_pasted(f"{long[:700]}\n\n{other}", "Pasted", [ours], 60, quiet)
    *goats, cat = preview.passages
    assert {passage.twin for passage in goats} == {"Our Goat"}
    assert cat.twin == ""
    assert [text.body for text in texts_to_add(preview)] == [cat.text.body]


def test_passages_have_levels_ids_that_stay_and_rights() -> None:
    preview = preview_pasted(STORY, "My Goat!", [], 250, quiet)
    (passage,) = preview.passages
    assert passage.level is not None
    assert passage.text.grade == int(passage.level.grade)
    (text,) = texts_to_add(preview, rights="Mine")
    assert text.rights == "Mine"
    assert text.id.startswith("my-goat-")
    assert texts_to_add(preview_pasted(STORY, "My Goat!", [], 250, quiet))[0].id == text.id
    assert texts_to_add(preview, chosen=[]) == []
    assert "may copy" in preview.rights_note


def test_stopping_ends_the_preview() -> None:
    stop = threading.Event()
    context = JobContext(None, None, stop)
    stop.set()
    with pytest.raises(Cancelled):
        preview_pasted(STORY, "Goat", [], 250, context.tick)
