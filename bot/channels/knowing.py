"""What the courier posts of articles, runbooks and postmortems."""

from collections.abc import Callable, Mapping

from bot.views.blocks import Drawn
from bot.views.knowledge import checklists, posts, running
from bot.views.postmortem import posts as postmortem
from bot.views.scene import Scene
from incidents.messages import MessageKind

VIEWS: Mapping[MessageKind, Callable[[Scene], Drawn]] = {
    MessageKind.ARTICLE: posts.article,
    MessageKind.KNOWLEDGE: posts.knowledge,
    MessageKind.CHECKLIST: checklists.checklist,
    MessageKind.CHECKLIST_DRAWN: checklists.checklist,
    MessageKind.STEP_LATE: checklists.late,
    MessageKind.RUN_TOLD: running.told,
    MessageKind.POSTMORTEM: postmortem.postmortem,
    MessageKind.POSTMORTEM_DRAWN: postmortem.postmortem,
    MessageKind.POSTMORTEM_TOLD: postmortem.told,
}
