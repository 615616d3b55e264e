"""The tools for a teacher: they see one class of that teacher, and every answer names what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from litcoach_desktop.domain.coaching.naming import alike_in, named_in
from litcoach_desktop.domain.coaching.turns import Role, Source, ToolResult
from litcoach_desktop.domain.growth.asked_pattern import AskedPattern, asked_pattern
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.safety.normalising import words_of
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.agent.class_toolbox import ChildWeek, ClassToolbox, ReadingLine
from litcoach_desktop.services.agent.toolset import tool

_RECENT = timedelta(days=28)
# The words of a child's last readings tell what it misreads now; older ones tell what it has learned since.
_READINGS_A_CHILD = 4
_MOST_NAMES = 12
_MOST_TEXTS = 4
_MOST_WORDS = 8
# A child who tried a pattern this often and missed it this often is named: one slip is none.
_LEAST_MISSED = 2
_LEAST_SHARE = 0.2
# A text practises a pattern when so many of its words have it.
_LEAST_PATTERN_WORDS = 4


class TeacherTools:
    """What the assistant can do for one class."""

    def __init__(self, toolbox: ClassToolbox) -> None:
        self._toolbox = toolbox

    @tool(Role.TEACHER)
    def roster(self) -> ToolResult:
        """Name the children of the class."""
        children = self._toolbox.children()
        if not children:
            return ToolResult("empty")
        return ToolResult("found", {"count": str(len(children)), "names": _names(children)}, sources=_sources(children))

    @tool(Role.TEACHER)
    def not_read_this_week(self) -> ToolResult:
        """Name the children who have read nothing in the last seven days."""
        children = self._toolbox.children()
        if not children:
            return ToolResult("empty")
        missing = [one for one in children if one.this_week == 0]
        facts = {"count": str(len(missing)), "all": str(len(children)), "names": _names(missing)}
        if not missing:
            return ToolResult("all_read", facts)
        return ToolResult("none_read" if len(missing) == len(children) else "some", facts, (), _sources(missing))

    @tool(Role.TEACHER)
    def misreads(self, pattern: str) -> ToolResult:
        """Name the children who misread words with a spelling pattern. pattern: such as "-ed endings" or "silent e"."""
        meant = _pattern(pattern)
        if meant is None:
            return ToolResult("no_pattern", {"pattern": pattern})
        told, sources, tried = [], [], 0
        for child in self._toolbox.children():
            missed: Counter[str] = Counter()
            seen, where = 0, []
            for reading in self._recent(child.student)[:_READINGS_A_CHILD]:
                words = [one for one in self._toolbox.words(reading.id) if meant.has(one.word)]
                wrong = [one.word.lower() for one in words if not one.right]
                seen += len(words)
                missed.update(wrong)
                if wrong:
                    where.append(_reading(reading))
            tried += seen
            if missed.total() >= _LEAST_MISSED and missed.total() >= _LEAST_SHARE * seen:
                listed = ", ".join(word for word, _ in missed.most_common(3))
                told.append((-missed.total() / seen, f"{_short(child)} ({missed.total()} of {seen}: {listed})"))
                sources += [_source(child.student), *where]
        facts = {"pattern": meant.name, "children": "; ".join(one for _, one in sorted(told)[:_MOST_NAMES])}
        if not tried:
            return ToolResult("not_tried", facts)
        choices = (f"Suggest texts with {meant.name}",)
        return ToolResult("found", facts, choices, tuple(sources)) if told else ToolResult("nobody", facts, choices)

    @tool(Role.TEACHER)
    def suggest_texts(self, level: str, interest: str, pattern: str) -> ToolResult:
        """Suggest texts for a group. level: a grade from 0 to 8, else the class's. interest, pattern: may be empty."""
        grade = int(level) if level.isdecimal() and int(level) <= 8 else self._toolbox.grade
        meant = _pattern(pattern)
        liked = {text_id: place for place, text_id in enumerate(self._toolbox.find(interest))} if interest else {}
        fitting = [text for text in self._toolbox.shelf() if grade - 1 <= text.grade <= grade]
        facts = {"grade": _grade(grade), "interest": interest, "pattern": meant.name if meant else pattern}
        if pattern and meant is None:
            return ToolResult("no_pattern", facts)
        if interest:
            fitting = [text for text in fitting if text.id in liked]
        ranked = []
        for text in fitting:
            practice = _practice(text, meant) if meant else 0
            if meant is None or practice >= _LEAST_PATTERN_WORDS:
                far = abs(text.grade - grade)
                ranked.append((-practice, far, liked.get(text.id, 0), text.title, text, practice))
        if not ranked:
            return ToolResult("none", facts)
        best = sorted(ranked, key=lambda one: one[:4])[:_MOST_TEXTS]
        titles = "; ".join(
            f"{text.title} ({_grade(text.grade)}, {text.minutes} min{f', {many} such words' if meant else ''})"
            for *_, text, many in best
        )
        sources = tuple(Source("text", one[4].id, one[4].title) for one in best)
        why = "_".join(name for name, wanted in (("interest", interest), ("pattern", meant)) if wanted)
        return ToolResult(f"found_{why}" if why else "found", {**facts, "titles": titles}, (), sources)

    @tool(Role.TEACHER)
    def how_is(self, child: str) -> ToolResult:
        """Tell how a child is doing: readings of four weeks, rate, accuracy, words to practise. child: its name."""
        student = self._child(child)
        if isinstance(student, ToolResult):
            return student
        readings = self._recent(student)
        last = self._toolbox.last_reading(student.id)
        facts = {"name": student.display_name, "given": student.given_name, "count": str(len(readings))}
        sources = (_source(student), *(_reading(one) for one in readings[:_READINGS_A_CHILD]))
        if not readings:
            return ToolResult("no_readings", facts, _next_for(student), sources)
        facts |= {"title": readings[0].title, "date": _date(readings[0].at)}
        facts |= {"words": ", ".join(last.hard_words) if last else ""}
        scored = [one for one in readings if one.wcpm is not None and one.accuracy is not None]
        if not scored:
            return ToolResult("unscored", facts, _next_for(student), sources)
        newest, oldest = scored[0], scored[-1]
        facts |= {
            "wcpm": f"{newest.wcpm:.0f}", "first_wcpm": f"{oldest.wcpm:.0f}",
            "accuracy": f"{100 * (newest.accuracy or 0):.0f}", "first_date": _date(oldest.at),
        }  # fmt: skip
        return ToolResult("several" if len(scored) > 1 else "once", facts, _next_for(student), sources)

    @tool(Role.TEACHER)
    def draft_note(self, child: str, language: Literal["english", "spanish"]) -> ToolResult:
        """Draft a note to a child's family, to be read and sent by the teacher. child: its name."""
        student = self._child(child)
        if isinstance(student, ToolResult):
            return student
        readings = self._recent(student)
        facts = {"name": student.given_name, "child": student.display_name, "count": str(len(readings))}
        last = self._toolbox.last_reading(student.id)
        if not readings or last is None:
            return ToolResult("no_readings", facts, _next_for(student), (_source(student),))
        facts |= {"title": last.title, "word": last.word, "strategy": last.strategy, "language": language}
        facts |= {"words": ", ".join(last.hard_words[:3])}
        return ToolResult("draft", facts, (), (_source(student), _reading(readings[0])))

    @tool(Role.TEACHER)
    def to_review(self) -> ToolResult:
        """Name the readings that need the teacher's ear, the most doubtful first."""
        waiting = self._toolbox.waiting()
        if not waiting:
            return ToolResult("none")
        names = {one.student.id: _short(one) for one in self._toolbox.children()}
        told = [
            f"{names.get(one.student_id, '')}, {one.title} ({one.doubtful_words} doubtful)"
            for one in waiting[:_MOST_TEXTS]
        ]
        facts = {"count": str(len(waiting)), "readings": "; ".join(told)}
        return ToolResult("found", facts, (), tuple(_reading(one) for one in waiting[:_MOST_TEXTS]))

    @tool(Role.TEACHER)
    def hard_words(self) -> ToolResult:
        """Name the words that several children of the class misread in the last four weeks."""
        missed: Counter[str] = Counter()
        tried: Counter[str] = Counter()
        children: dict[str, set[str]] = {}
        where: dict[str, list[Source]] = {}
        for child in self._toolbox.children():
            for reading in self._recent(child.student)[:_READINGS_A_CHILD]:
                for one in self._toolbox.words(reading.id):
                    word = one.word.lower()
                    tried[word] += 1
                    if not one.right:
                        missed[word] += 1
                        children.setdefault(word, set()).add(child.student.id)
                        where.setdefault(word, []).append(_reading(reading))
        # A word that stands everywhere is missed once by many; that does not make it hard.
        shared = [word for word in children if len(children[word]) > 1 and missed[word] >= _LEAST_SHARE * tried[word]]
        shared.sort(key=lambda word: (-len(children[word]), -missed[word] / tried[word], word))
        if not shared:
            return ToolResult("none")
        told = shared[:_MOST_WORDS]
        facts = {"words": ", ".join(f"{word} ({len(children[word])} children)" for word in told)}
        return ToolResult("found", facts, (), tuple(dict.fromkeys(one for word in told for one in where[word])))

    @tool(Role.TEACHER)
    def alerts(self) -> ToolResult:
        """Say how many messages of children to the coach wait for somebody."""
        count = self._toolbox.open_alerts()
        return ToolResult("found" if count else "none", {"count": str(count)})

    def _recent(self, student: Student) -> list[ReadingLine]:
        since = self._toolbox.now() - _RECENT
        return [one for one in self._toolbox.readings(student.id) if one.at >= since]

    def _child(self, said: str) -> Student | ToolResult:
        """The child that is named, or what to say when none is, or several are."""
        students = [one.student for one in self._toolbox.children()]
        found = named_in(said, students)
        if len(found) == 1:
            return found[0]
        found = found or alike_in(said, students)
        names = tuple(one.display_name for one in found)
        return ToolResult("which_child" if found else "no_child", {"names": "; ".join(names)}, names[:_MOST_TEXTS])


def _pattern(said: str) -> AskedPattern | None:
    return asked_pattern(" ".join(words_of(said.replace("-", " "))))


def _practice(text: Text, pattern: AskedPattern) -> int:
    return sum(pattern.has(word.spoken) for word in text.passage.words)


def _names(children: Sequence[ChildWeek]) -> str:
    names = [one.student.display_name for one in children]
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _short(child: ChildWeek) -> str:
    return child.student.display_name


def _sources(children: Sequence[ChildWeek]) -> tuple[Source, ...]:
    return tuple(_source(one.student) for one in children[:_MOST_NAMES])


def _source(student: Student) -> Source:
    return Source("student", student.id, student.display_name)


def _reading(line: ReadingLine) -> Source:
    return Source("reading", line.id, f"{line.title}, {_date(line.at)}")


def _date(at: datetime) -> str:
    return f"{at.day} {at:%B}"


def _grade(grade: int) -> str:
    return f"grade {grade}" if grade else "kindergarten"


def _next_for(student: Student) -> tuple[str, ...]:
    return (f"Draft a note home for {student.display_name}",)
