"""The agent service: talks with the coach, its tools, and the safety around them."""

from litcoach_desktop.services.agent.keeping import TalkKeeper
from litcoach_desktop.services.agent.service import AgentService, ModelSource
from litcoach_desktop.services.agent.session import CoachSession
from litcoach_desktop.services.agent.toolbox import Toolbox

__all__ = ["AgentService", "CoachSession", "ModelSource", "TalkKeeper", "Toolbox"]
