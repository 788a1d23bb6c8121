"""What the courier posts of articles and runbooks."""

from collections.abc import Callable, Mapping

from bot.views.blocks import Drawn
from bot.views.knowledge import checklists, posts, running
from bot.views.scene import Scene
from incidents.messages import MessageKind

VIEWS: Mapping[MessageKind, Callable[[Scene], Drawn]] = {
    MessageKind.ARTICLE: posts.article,
    MessageKind.KNOWLEDGE: posts.knowledge,
    MessageKind.CHECKLIST: checklists.checklist,
    MessageKind.CHECKLIST_DRAWN: checklists.checklist,
    MessageKind.STEP_LATE: checklists.late,
    MessageKind.RUN_TOLD: running.told,
}
