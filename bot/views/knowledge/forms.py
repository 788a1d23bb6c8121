"""The form in which an article is written or changed."""

from collections.abc import Mapping

from bot.views.blocks import Block, context
from bot.views.fields import Fields, entry, option, person, text
from bot.views.words import Voice, msg
from incidents.knowledge.articles import LONGEST_FIELD, LONGEST_TITLE
from incidents.policy import Policy
from incidents.reply import FormKind


def _article(values: Mapping[str, str], voice: Voice, policy: Policy) -> list[Block]:
    owner = values.get("owner", "")
    title = text(
        "title", voice.word("Title, or the question"), most=LONGEST_TITLE, optional=False, value=_of(values, "title")
    )
    body = text(
        "body",
        voice.word("Text, or the answer; Markdown"),
        most=LONGEST_FIELD,
        lines=True,
        optional=False,
        value=_of(values, "body"),
    )
    blocks = [
        title,
        body,
        text("tags", voice.word("Tags: dns network"), most=400, value=_of(values, "tags")),
        person(voice, voice.word("Who keeps it right?"), owner if owner.isalnum() else "", optional=True),
        text(
            "review",
            voice.word("To be reviewed every, such as 90d; empty for never"),
            most=10,
            value=_of(values, "review"),
        ),
        context(voice.say("Everybody in this workspace can read it.")),
    ]
    return [*blocks[:1], *_which(values, voice), *blocks[1:]]


def _which(values: Mapping[str, str], voice: Voice) -> list[Block]:
    """Which article is changed: a list with one entry, that nobody can mistype."""
    if not (key := values.get("key")):
        return []
    only = option(key, key)
    select: Block = {"type": "static_select", "action_id": "key", "options": [only], "initial_option": only}
    return [entry("key", voice.word("Article"), select, optional=False)]


def _of(values: Mapping[str, str], name: str) -> str:
    return values.get(name, "")


FORMS: dict[FormKind, tuple[str, str, Fields]] = {FormKind.KB: (msg("Article"), msg("Save"), _article)}
