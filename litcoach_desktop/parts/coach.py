"""The coach's share of bootstrap: its toolbox filled from the other services, its phrases and its rules read."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from litcoach_desktop.domain.coaching.turns import LastReading, Pupil
from litcoach_desktop.domain.safety import Rulebook, read_rulebook
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.parts.assistant import assistant_source
from litcoach_desktop.parts.safety import learned_safety
from litcoach_desktop.parts.vocabulary import is_word
from litcoach_desktop.resource_paths import RESOURCES
from litcoach_desktop.services.agent import AgentService, ModelSource, TalkKeeper, Toolbox, WritingKeeper

if TYPE_CHECKING:
    from litcoach_desktop.domain.roster import Student
    from litcoach_desktop.engines.scripted_coach.coach import Resources, ScriptedCoach
    from litcoach_desktop.ports.clock import Clock
    from litcoach_desktop.ports.talks import TalkStore
    from litcoach_desktop.ports.writings import WritingStore
    from litcoach_desktop.services.assessment import AssessmentService
    from litcoach_desktop.services.content import ContentService
    from litcoach_desktop.services.teacher import TeacherService
    from litcoach_desktop.settings import Settings


def agent_service(
    content: ContentService,
    assessment: AssessmentService,
    teacher: TeacherService,
    student: Callable[[str], Student],
    clock: Clock,
    talks: TalkStore,
    writings: WritingStore,
    settings: Settings,
    thinking: ModelSource | None = None,
) -> AgentService:
    """The coach over these services. student: the child of an id; a KeyError when there is none.

    thinking: its language model; without it the scripted coach talks alone.
    """

    def find(words: str, limit: int) -> Sequence[Text]:
        return [content.text(hit.card.text_id) for hit in content.search(words, limit=limit).hits]

    def by_title(title: str) -> Text | None:
        wanted = title.strip().casefold()
        return next((text for text in content.shelf() if wanted in (text.title.casefold(), text.id)), None)

    def passages(question: str, text_id: str) -> Sequence[tuple[int, int]]:
        return [(hit.start, hit.end) for hit in content.passages_for(question, text_id)]

    def recommend(pupil: Pupil, limit: int) -> Sequence[Text]:
        read = [] if pupil.id is None else assessment.texts_read(pupil.id)
        return [content.text(one.card.text_id) for one in content.recommend(read, pupil.grade, limit)]

    def last_reading(student_id: str) -> LastReading | None:
        result = assessment.last_result(student(student_id))
        if result is None or result.reading_id is None:
            return None
        words = tuple(result.passage.words[index].text for index in result.practice_words)
        return LastReading(
            result.reading_id, result.text_title, result.praise.strategy.value, result.praise.word or "", words
        )

    def unseen(pupil: Pupil) -> frozenset[str]:
        return assessment.unseen(None if pupil.id is None else student(pupil.id))

    def coach(pupil: Pupil) -> ScriptedCoach:
        from litcoach_desktop.engines.scripted_coach.coach import ScriptedCoach

        return ScriptedCoach(coach_resources(), pupil, start=clock.now().toordinal())

    toolbox = Toolbox(
        find=find,
        by_title=by_title,
        passages=passages,
        syllables=content.syllables,
        sentence_with=content.sentence_with,
        recommend=recommend,
        last_reading=last_reading,
        is_word=is_word,
        unseen=unseen,
    )

    def keeper(pupil: Pupil) -> TalkKeeper:
        return TalkKeeper(talks, pupil, clock, lambda: round(settings.coach_messages_a_day))

    def writing_keeper(pupil: Pupil) -> WritingKeeper:
        return WritingKeeper(writings, pupil, clock, is_word)

    classes = assistant_source(teacher, content, last_reading, clock)
    return AgentService(toolbox, coach, safety_rules, keeper, writing_keeper, classes, thinking)


@functools.cache
def coach_resources() -> Resources:
    """The phrases and intents that ship with litcoach."""
    from litcoach_desktop.engines.scripted_coach.coach import Resources

    return Resources(RESOURCES / "coach")


@functools.cache
def coach_instructions() -> str:
    """What a language model is told of its work, before the list of its tools."""
    return (RESOURCES / "prompts" / "coach.txt").read_text(encoding="utf-8")


@functools.cache
def safety_rules() -> Rulebook:
    """The safety rules that ship with litcoach."""
    return read_rulebook(
        tomllib.loads((RESOURCES / "coach" / "safety.toml").read_text(encoding="utf-8")),
        learned_safety(RESOURCES / "coach" / "safety_words.toml", RESOURCES / "coach" / "safety.npz"),
    )
