"""How the timeline tells of articles and runbooks."""

from collections.abc import Callable, Mapping

from bot.views.words import SafeText, Voice
from incidents.model import EntryKind
from incidents.policy import Policy

Said = Mapping[str, str]


def _article(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("posted {key}: {title}", key=said["article"], title=said["title"])


SENTENCES: dict[EntryKind, Callable[[Said, Voice, Policy], SafeText]] = {EntryKind.ARTICLE: _article}
