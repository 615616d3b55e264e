"""The agent service: talks with the coach, its tools, and the safety around them."""

from litcoach_desktop.services.agent.assistant import AssistantSession
from litcoach_desktop.services.agent.class_toolbox import ChildWeek, ClassToolbox, ReadingLine, WordRead
from litcoach_desktop.services.agent.keeping import TalkKeeper
from litcoach_desktop.services.agent.service import AgentService, AssistantSource, ModelSource
from litcoach_desktop.services.agent.session import CoachSession
from litcoach_desktop.services.agent.toolbox import Toolbox
from litcoach_desktop.services.agent.writing_keeper import WritingKeeper

__all__ = [
    "AgentService",
    "AssistantSession",
    "AssistantSource",
    "ChildWeek",
    "ClassToolbox",
    "CoachSession",
    "ModelSource",
    "ReadingLine",
    "TalkKeeper",
    "Toolbox",
    "WordRead",
    "WritingKeeper",
]
