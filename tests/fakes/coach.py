"""A toolbox over a few texts in memory, which remembers whose readings were asked for; and talks opened on it."""

import re
from collections.abc import Sequence

from litcoach_desktop.domain.coaching.turns import LastReading, Pupil, Role
from litcoach_desktop.domain.texts import ClosedQuestion, QuestionKind, Text, WordMeaning
from litcoach_desktop.engines.scripted_coach.coach import ScriptedCoach
from litcoach_desktop.parts.coach import coach_resources, safety_rules
from litcoach_desktop.services.agent import CoachSession, Toolbox, WritingKeeper
from litcoach_desktop.services.agent.student_tools import StudentTools
from litcoach_desktop.services.agent.toolset import Toolset
from litcoach_desktop.services.content.syllables import syllables
from tests.fakes.talks import MemoryTalks
from tests.fakes.writings import MemoryWritings

MITTEN = Text(
    id="lost-mitten",
    title="The Lost Mitten",
    grade=2,
    genre="story",
    topics=("winter", "funny"),
    body=(
        "Tom had one red mitten and one cold hand. He looked under the bench, behind the door and in the "
        "kitchen. No mitten.\n\n“Maybe the cat took it through the garden,” said his sister. Tom went out. There, "
        "by the fence, the snow was warm and round, and out of the middle stuck a little red thumb."
    ),
    vocabulary=(WordMeaning("mitten", "a glove without fingers"),),
    questions=(
        ClosedQuestion(
            QuestionKind.LITERAL, "Where did Tom look first?", ("in the garden", "under the bench", "in bed"), 1
        ),
        ClosedQuestion(QuestionKind.INFERENTIAL, "Why was the snow warm?", ("It was summer.", "The cat lay there."), 1),
    ),
)
TIDE = Text(
    id="where-the-tide-goes",
    title="Where the Tide Goes",
    grade=3,
    genre="information",
    topics=("sea", "moon"),
    body="Twice a day the sea walks up the beach, and twice a day it walks back again. The moon pulls the water.",
)
WORDS = frozenset(
    "a and because big brown cat dog down fell friend fun had has have he house i in is it like liked my ran red run "
    "sad she that the then they to tree up was we went with".split()
)
MAYA = Pupil("s0", "Maya", 2)
READINGS = {
    "s0": LastReading("r0", "The Lost Mitten", "self_corrected", "bench", ("bench", "kitchen")),
    "s1": LastReading("r1", "A Secret of Leo Brandt", "reread", "leopard", ("leopard",)),
}


class MemoryToolbox:
    """Finds texts by their topics and titles; the readings of two children are there."""

    def __init__(self, *texts: Text) -> None:
        self._texts = texts or (MITTEN, TIDE)
        self.asked_about: list[str] = []
        self.talks = MemoryTalks()
        self.writings = MemoryWritings()
        self.unseen: set[str] = set()

    def box(self) -> Toolbox:
        """What the agent service is handed."""
        return Toolbox(
            find=self._find,
            by_title=lambda title: next((one for one in self._texts if one.title.casefold() == title.casefold()), None),
            passages=lambda _question, text_id: [(0, len(one.body)) for one in self._texts if one.id == text_id],
            syllables=syllables,
            sentence_with=lambda text, word: next(
                (one + "." for one in text.body.split(".") if word.casefold() in re.findall(r"\w+", one.casefold())), ""
            ),
            recommend=lambda _pupil, limit: self._texts[:limit],
            last_reading=self._last_reading,
            is_word=WORDS.__contains__,
            unseen=lambda _pupil: frozenset(self.unseen),
        )

    def session(self, pupil: Pupil = MAYA) -> CoachSession:
        """A talk with the scripted coach."""
        coach = ScriptedCoach(coach_resources(), pupil)
        return CoachSession(
            coach,
            StudentTools(self.box(), pupil),
            safety_rules(),
            self.talks.keeper(pupil),
            self.writing_keeper(pupil),
        )

    def writing_keeper(self, pupil: Pupil) -> WritingKeeper:
        """What keeps the writing of this child."""
        return WritingKeeper(self.writings, pupil, self.talks.clock, WORDS.__contains__)

    def tools(self, pupil: Pupil = MAYA) -> Toolset:
        """The tools of a child."""
        return Toolset(StudentTools(self.box(), pupil), Role.STUDENT)

    def _find(self, words: str, limit: int) -> Sequence[Text]:
        wanted = set(words.casefold().split())
        return [one for one in self._texts if wanted & {*one.topics, *one.title.casefold().split(), one.genre}][:limit]

    def _last_reading(self, student_id: str) -> LastReading | None:
        self.asked_about.append(student_id)
        return READINGS.get(student_id)
