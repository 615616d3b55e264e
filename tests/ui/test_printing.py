"""Pages for paper: as many as they should be, everything on them, inside the margins, gray, with text to be copied."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QImage, QPainter

from litcoach_desktop.domain.growth.hard_words import HardPattern
from litcoach_desktop.domain.growth.points import weeks_of
from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.domain.reading.feedback import Praise, Strategy
from litcoach_desktop.domain.reading.running_record import Cue, Entry
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.services.teacher.reporting import Language, ParentReport, parent_page
from litcoach_desktop.ui.printing.class_pages import ClassPages
from litcoach_desktop.ui.printing.document import Document
from litcoach_desktop.ui.printing.name_cards import NameCards
from litcoach_desktop.ui.printing.parents_page import ParentsPage, parents_document
from litcoach_desktop.ui.printing.pdf import pdf_of
from litcoach_desktop.ui.printing.record_pages import RecordPages
from litcoach_desktop.ui.printing.sheet import Paper, Sheet, mm, paper_called
from tests.fakes.kept_readings import BRIDGE, FakeReading, bridge_events
from tests.fakes.teacher import LONG_NAME, NOW, PASSPHRASE, FakeTeacherService, sample_school
from tests.unit.test_report_words import growth_of, report_of

LETTER = Sheet(Paper.LETTER)
SIXTY = "Maximiliana-Theodora Wilhelmina von und zu Hohenstaufen-Würt"
_PIXELS_WIDE = 340


def read(document: Document, sheet: Sheet = LETTER) -> list[str]:
    """The text of each page, its spaces single."""
    found = PdfReader(io.BytesIO(pdf_of(document, sheet))).pages
    return [" ".join(page.extract_text().split()) for page in found]


def drawn(document: Document, sheet: Sheet = LETTER) -> Iterator[QImage]:
    """Each page as a picture."""
    size, scale = sheet.size, _PIXELS_WIDE / sheet.size.width()
    for page in document.pages(sheet):
        picture = QImage(QSize(_PIXELS_WIDE, round(size.height() * scale)), QImage.Format.Format_RGB32)
        picture.fill(0xFFFFFFFF)
        painter = QPainter(picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        page(painter)
        painter.end()
        yield picture


def inked(picture: QImage) -> list[tuple[int, int, int, int]]:
    """Every pixel that is not white, with how far its colours lie apart: x, y, difference, darkness."""
    found = []
    data = bytes(picture.constBits())
    for place in range(0, len(data), 4):
        blue, green, red = data[place : place + 3]
        if min(blue, green, red) < 250:
            across = place // 4
            difference = max(blue, green, red) - min(blue, green, red)
            found.append((across % picture.width(), across // picture.width(), difference, min(blue, green, red)))
    return found


def full(name: str = "Maya", **figures: Any) -> ParentReport:
    """As much as a page may have to hold."""
    patterns = ("ar, or, er, ir, ur", "sh, ch, th, wh, ph")
    words = ("incomprehensibilities" * 2, "neighborhood", "thoroughly", "straightforward", "well-known", "enough")
    return report_of(
        growth_of(name, **figures),
        praises=tuple(
            Praise(strategy, "counterrevolutionaries")
            for strategy in (Strategy.SELF_CORRECTED, Strategy.WORKED_OUT, Strategy.REREAD)
        ),
        words=(*words, "misunderstanding", "acknowledgements"),
        patterns=tuple(HardPattern(one, 9, 20, ("s",), ("misunderstanding",) * 3) for one in patterns),
    )


def busy() -> ParentReport:
    """Of a child with 300 readings in this school year."""
    growth = growth_of("Zoë", weeks=43, rate=40.0)
    points = tuple(
        point._replace(reading_id=f"{point.reading_id}-{turn}") for point in growth.points for turn in range(7)
    )
    report = full("Zoë")
    return replace(report, growth=replace(growth, points=points, weeks=weeks_of(points)), readings=len(points))


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "report",
    [full(SIXTY, weeks=44, rate=30.0), full("W" * 60, weeks=16), full("آوا" * 20), report_of(growth_of(weeks=0)),
     report_of(growth_of(weeks=1)), full("Łukasz", grade=0), busy()],
    ids=["60 letters", "60 wide letters", "right to left", "no reading", "one reading", "no norms", "300 readings"],
)  # fmt: skip
def test_the_page_for_parents_is_always_one_with_everything_on_it(
    qapp: object, report: ParentReport, language: Language, paper: Paper
) -> None:
    page = parent_page(report, language)
    sheet = Sheet(paper)
    (text,) = read(ParentsPage(page, "Lincoln Elementary School of the Performing Arts and Sciences"), sheet)
    assert text.endswith(page.number)
    for said in (page.well.heading, page.now.heading, page.home.heading, page.made_by, *page.words):
        assert said in text
    assert len(page.now.said) > 1 or page.now.said[0] in text


@pytest.mark.parametrize("paper", Paper)
def test_a_full_page_stays_inside_its_margins_and_is_gray(qapp: object, paper: Paper) -> None:
    sheet = Sheet(paper)
    pixel = sheet.size.width() / _PIXELS_WIDE
    page = parent_page(full(SIXTY, weeks=44, rate=30.0), Language.SPANISH)
    (picture,) = drawn(ParentsPage(page), sheet)
    body, foot = sheet.body, sheet.foot
    for x, y, difference, _dark in inked(picture):
        assert difference < 16
        assert body.left() - pixel <= (x + 0.5) * pixel <= body.right() + pixel
        middle = (y + 0.5) * pixel
        assert body.top() <= middle <= body.bottom() + pixel or foot.top() - pixel <= middle <= foot.bottom() + pixel


def test_the_goal_is_a_gray_band_and_there_is_none_without_norms(qapp: object) -> None:
    def grays(report: ParentReport) -> int:
        (picture,) = drawn(ParentsPage(parent_page(report, Language.ENGLISH)))
        return sum(200 < dark < 235 for *_place, dark in inked(picture))

    assert grays(report_of(growth_of())) > 2 * grays(report_of(growth_of(grade=0)))


def test_a_pdf_says_what_it_is_and_holds_its_fonts(qapp: object) -> None:
    document = ParentsPage(parent_page(full(), Language.SPANISH))
    pdf = PdfReader(io.BytesIO(pdf_of(document, LETTER)))
    assert pdf.metadata is not None
    assert pdf.metadata.title == "La lectura de Maya Okafor"
    assert pdf.root_object["/Lang"] == "es"
    assert pdf.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    fonts = pdf.pages[0]["/Resources"]["/Font"]
    assert fonts
    for font in fonts.values():
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)


def test_what_is_copied_out_of_a_pdf_has_all_its_letters(qapp: object) -> None:
    report = full("Łukasz", rate=60.0)
    report = replace(report, words=("office", "first", "flight", "waffle"))
    document = ParentsPage(parent_page(report, Language.SPANISH))
    (text,) = read(document)
    for word in ("Łukasz", "Lo que salió bien", "«counterrevolutionaries»", "office", "first", "flight", "waffle"):
        assert word in text
    signs = {letter for page in PdfReader(io.BytesIO(pdf_of(document, LETTER))).pages for letter in page.extract_text()}
    assert not signs & set("\t\u00a0\u00ad\ufffd")


def test_pages_of_a_class_of_parents_come_in_its_order_in_each_language(qapp: object) -> None:
    reports = [full(name) for name in ("Ada", "Maya", "Zoë")]
    both = parents_document(reports, (Language.ENGLISH, Language.SPANISH), "", "All")
    assert [text.split(" Okafor")[0] for text in read(both)] == [
        "How Ada", "La lectura de Ada", "How Maya", "La lectura de Maya", "How Zoë", "La lectura de Zoë",
    ]  # fmt: skip
    assert parents_document(reports[:1], (Language.ENGLISH,), "", "All").title == "How Ada Okafor reads"
    assert len(read(parents_document((), (Language.ENGLISH,), "", "All"))) == 1


@pytest.fixture
def school(qapp: object) -> FakeTeacherService:
    teacher = sample_school()
    teacher.unlock(PASSPHRASE)
    return teacher


def test_a_class_is_on_paper_with_every_child_and_counted_pages(school: FakeTeacherService) -> None:
    room = school.rooms[0]
    for number in range(60):
        school.add_student(room.id, f"Child{number}", "Lin", 3)
    pages = read(ClassPages(school.reports.of_class(room.id), "Lincoln Elementary School"))
    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
    everything = " ".join(pages)
    for number in range(60):
        # In its group, in the table of children and in that of weeks.
        assert everything.count(f"Child{number} Lin") >= 3
    assert pages[0].startswith("Lincoln Elementary School Otters, room 12: class report")
    # The head of a table comes again on every page that it goes on to.
    assert sum("Next, and why" in text for text in pages) > 1
    assert "Hard words, with how many children missed them: bridge (" in everything


def test_a_class_without_children_says_so(school: FakeTeacherService) -> None:
    (text,) = read(ClassPages(school.reports.of_class(school.rooms[1].id)))
    assert "There is no child in this class yet." in text


def test_a_running_record_has_its_marks_tallies_and_who_reviewed_it(school: FakeTeacherService) -> None:
    school.choose_protocol("reading-0", "running_record")
    school.mark_cues("reading-0", (2, Entry.ERROR), frozenset({Cue.VISUAL}))
    school.mark_cues("reading-0", (30, Entry.ERROR), frozenset({Cue.VISUAL}))
    school.mark("reading-0", 30, WordStatus.MISREAD)
    school.reviews.done("reading-0", "With a cold.")
    report = school.reports.running_record("reading-0")
    (text,) = read(RecordPages(report, "Lincoln"))
    score = report.detail.score
    assert score is not None
    for said in (
        "Maya Okafor",
        "Scored by: Running record.",
        "Heard by the computer (sphinx 5.1.1).",
        "Words marked by a person (teacher): 1.",
        "Reviewed by teacher on",
        "With a cold.",
        "bride",
        "grab",
        "? | SC",
        "big",
        "Words of the text further on: ",
    ):
        assert said in text, said
    # Totals stand after the word: errors, self-corrections, then the cues in each.
    assert f"Total {score.errors} {score.self_corrections} M S V2 M S V" in text


def test_tallies_of_the_lines_come_to_those_of_the_sheet(school: FakeTeacherService) -> None:
    report = school.reports.running_record("reading-0")
    cuts = [(0, 9), (10, 20), (21, 29), (30, 60)]
    lines = [report.tally(first, last) for first, last in cuts]
    whole = report.tally(0, 60)
    assert sum(line.errors for line in lines) == whole.errors
    assert sum(line.corrections for line in lines) == whole.corrections == 1
    assert report.sheet is not None
    assert whole.errors + whole.corrections == len(report.sheet.lines)


def test_a_reading_that_was_not_scored_says_why_and_shows_no_marks(school: FakeTeacherService) -> None:
    (text,) = read(RecordPages(school.reports.running_record("reading-4")))
    assert "This reading was not scored: the voice was too quiet." in text
    assert "bridge" not in text
    assert "Not yet reviewed by a person." in text


def test_a_long_text_goes_on_for_pages_up_to_where_the_reader_stopped(school: FakeTeacherService) -> None:
    passage = Passage("\n\n".join([BRIDGE] * 40))
    events = bridge_events(passage)
    words = tuple(replace(word, status=WordStatus.CORRECT, start_s=1.0, end_s=2.0) for word in events.words[:1500])
    events = replace(events, words=words + events.words[1500:])
    school.kept.append(FakeReading("long", school.children[0].id, "Long " * 60, passage.text, NOW, events))
    pages = read(RecordPages(school.reports.running_record("long")))
    assert len(pages) > 3
    assert sum(text.count("creaked") for text in pages) == 1500 // len(Passage(BRIDGE).words) + 1
    assert "Total" in pages[-1]
    assert all("Cues in SC" in text for text in pages[:-1])


def test_name_cards_have_every_child_ten_on_a_page(qapp: object) -> None:
    children = [Student(f"s{number}", "c", f"Child{number}", "Lin", 3, "owl") for number in range(12)]
    children.append(Student("s12", "c", *LONG_NAME, 3, "fox", ("bee", "owl", "fox")))
    pages = read(NameCards(children, "Room 12"))
    assert len(pages) == 2
    for number in range(12):
        assert f"Child{number}" in pages[number // 10]
    assert "Maximiliana-Theodora" in pages[1]


def test_a_card_shows_the_picture_pin(qapp: object) -> None:
    plain = Student("s1", "c", "Maya", "Lin", 3, "owl")
    with_pin = replace(plain, picture_pin=("bee", "snail", "fox"))
    (without,), (pin,) = drawn(NameCards([plain], "Room 12")), drawn(NameCards([with_pin], "Room 12"))
    assert without != pin
    # Drawn in the lower third of the card, of which five stand in the height of the page; its frame is there anyhow.
    lower = (0.05 + 0.66 * 0.18) * pin.height(), (0.05 + 0.92 * 0.18) * pin.height()

    def inked_there(picture: QImage) -> int:
        return sum(lower[0] < y < lower[1] and x < picture.width() / 2 for x, y, *_colour in inked(picture))

    assert inked_there(pin) > inked_there(without) + 500


@pytest.mark.parametrize(
    ("setting", "locale", "paper"),
    [
        ("auto", QLocale("en_US"), Paper.LETTER),
        ("auto", QLocale("es_MX"), Paper.LETTER),
        ("auto", QLocale("en_GB"), Paper.A4),
        ("auto", QLocale.c(), Paper.LETTER),
        ("a4", QLocale("en_US"), Paper.A4),
        ("letter", QLocale("de_DE"), Paper.LETTER),
    ],
)
def test_the_paper_is_that_of_the_setting_or_of_the_country(setting: str, locale: QLocale, paper: Paper) -> None:
    assert paper_called(setting, locale) is paper


@pytest.mark.parametrize(("paper", "points"), [(Paper.LETTER, (612, 792)), (Paper.A4, (595, 842))])
def test_a_pdf_has_the_size_of_its_paper(qapp: object, paper: Paper, points: tuple[int, int]) -> None:
    pdf = PdfReader(io.BytesIO(pdf_of(NameCards((), "Room"), Sheet(paper))))
    box = pdf.pages[0].mediabox
    assert (round(box.width), round(box.height)) == pytest.approx(points, abs=1)
    assert Sheet(paper).body.left() == mm(15.0)
