"""A text that is to be assessed is new to the child: whatever way it comes to it, one try, no help, one protocol."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from litcoach_desktop.bootstrap import Services
from litcoach_desktop.domain.assignments import Assignment, Kind
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.norms import Season
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text
from tests.fakes.parts import ScriptedParts


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    opened = ScriptedParts(tmp_path).open_services(lambda letter: letter())
    opened.teacher.set_up("seven quiet otters")
    yield opened
    opened.close()


@pytest.fixture
def maya(services: Services) -> Student:
    return services.teacher.add_student(services.teacher.add_class("Room 12", 1).id, "Maya", "Lin", 1)


@pytest.fixture
def nap(services: Services) -> Text:
    return next(text for text in services.content.shelf() if text.title == "A Nap for Pat")


@pytest.fixture
def asked(services: Services, maya: Student, nap: Text) -> Assignment:
    return services.teacher.assignments.give(Kind.ASSESSMENT, text_ids=(nap.id,), class_id=maya.class_id)


def read(services: Services, child: Student | None, text: Text, assignment_id: str | None = None) -> str:
    reading = services.assessment.open_reading(child, text, assignment_id=assignment_id)
    services.assessment.judge(reading)
    assert reading.id is not None
    return reading.id


def test_from_the_shelf_it_is_read_as_the_assessment(
    services: Services, maya: Student, nap: Text, asked: Assignment
) -> None:
    assert services.assessment.unseen(maya) == {nap.id}
    reading = services.assessment.open_reading(maya, nap)
    assert not reading.helped
    assert reading.clock_s == 60
    services.assessment.judge(reading)
    assert reading.id is not None
    assert services.teacher.reading(reading.id).protocol.id == asked.protocol == "dibels8"
    (given,) = services.teacher.assignments.of_class(maya.class_id)
    assert given.progress[0].readings == (reading.id,)
    with pytest.raises(Refused, match="already"):
        services.assessment.open_reading(maya, nap, assignment_id=asked.id)


def test_once_it_is_read_it_is_a_text_like_any_other(
    services: Services, maya: Student, nap: Text, asked: Assignment
) -> None:
    read(services, maya, nap, asked.id)
    assert services.assessment.unseen(maya) == frozenset()
    services.assessment.need_help_allowed(maya, nap)
    again = services.assessment.open_reading(maya, nap)
    assert again.helped
    session = services.agent.open_session(maya)
    session.open_text(nap)
    assert session.use("read_part", {"which": "first"}).status == "part"


def test_it_is_not_read_to_the_child_before(services: Services, maya: Student, nap: Text, asked: Assignment) -> None:
    for child in (maya, None):
        with pytest.raises(Refused, match="Today"):
            services.assessment.need_help_allowed(child, nap)
    other = next(text for text in services.content.shelf() if text.id != nap.id)
    services.assessment.need_help_allowed(maya, other)


def test_a_guest_cannot_read_it_either_and_somebody_who_is_not_asked_can(
    services: Services, maya: Student, nap: Text, asked: Assignment
) -> None:
    with pytest.raises(Refused):
        services.assessment.open_reading(None, nap)
    omar = services.teacher.add_student(services.teacher.add_class("Room 13", 1).id, "Omar", "Aziz", 1)
    assert services.assessment.unseen(omar) == frozenset()
    assert services.assessment.open_reading(omar, nap).helped
    services.teacher.assignments.withdraw(asked.id)
    assert services.assessment.unseen(None) == services.assessment.unseen(maya) == frozenset()
    assert services.assessment.open_reading(None, nap).helped


@pytest.mark.parametrize(
    "wish",
    ["open a nap for pat", "read a nap for pat to me", "find a nap for pat", "something about naps", "what next?"],
)
def test_the_coach_neither_finds_nor_opens_nor_reads_it(
    services: Services, maya: Student, nap: Text, asked: Assignment, wish: str
) -> None:
    session = services.agent.open_session(maya)
    reply = session.say(wish)
    assert session.text is None or session.text.id != nap.id
    assert all(source.id != nap.id for source in reply.sources)
    assert nap.body[:20] not in reply.said + session.say("read to me").said


def test_no_tool_of_the_coach_gives_anything_of_it(
    services: Services, maya: Student, nap: Text, asked: Assignment
) -> None:
    session = services.agent.open_session(maya)
    assert session.use("open_text", {"title": nap.title}).status == "later"
    with pytest.raises(Refused, match="Today"):
        session.open_text(nap)
    for tool, arguments in (
        ("read_part", {"which": "first"}),
        ("go_to_part", {"part": "1"}),
        ("about_text", {}),
        ("find_in_text", {"question": "Where does Pat nap?"}),
        ("ask_question", {}),
        ("show_me_where", {}),
    ):
        assert session.use(tool, arguments).status == "no_text"
    for tool, wish in (("find_texts", {"about": "nap"}), ("find_texts", {"about": nap.title}), ("what_next", {})):
        assert nap.title not in session.use(tool, wish).choices


def test_what_lies_open_is_put_away_when_it_is_asked_for(services: Services, maya: Student, nap: Text) -> None:
    session = services.agent.open_session(maya)
    session.open_text(nap)
    assert session.use("read_part", {"which": "first"}).status == "part"
    services.teacher.assignments.give(Kind.ASSESSMENT, text_ids=(nap.id,), children=(maya.id,))
    assert session.use("read_part", {"which": "next"}).status == "no_text"
    assert session.text is None


def test_the_passages_of_a_benchmark_are_read_in_their_order(services: Services, maya: Student) -> None:
    texts = services.content.shelf()[:3]
    given = services.teacher.assignments.give(
        Kind.BENCHMARK, text_ids=tuple(text.id for text in texts), class_id=maya.class_id, season=Season.WINTER
    )
    with pytest.raises(Refused, match="Today"):
        services.assessment.open_reading(maya, texts[1])
    read(services, maya, texts[0])
    assert services.assessment.unseen(maya) == {texts[1].id, texts[2].id}
    read(services, maya, texts[1], given.id)
    read(services, maya, texts[2])
    assert services.assessment.tasks(maya) == []


def test_the_protocol_of_an_assessment_stays(services: Services, maya: Student, nap: Text, asked: Assignment) -> None:
    assessed = read(services, maya, nap)
    with pytest.raises(Refused, match="assessment"):
        services.teacher.choose_protocol(assessed, "running_record")
    practised = read(services, maya, nap)
    assert services.teacher.choose_protocol(practised, "running_record").protocol.id == "running_record"
