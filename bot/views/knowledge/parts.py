"""What several views say of an article: its kind, where it comes from, how fresh it is."""

from bot.views.blocks import outward
from bot.views.words import SafeText, Voice, cut, esc, msg
from incidents.knowledge.articles import Article, Kind
from incidents.model import PersonId
from incidents.record import links

KB, RUNBOOK = "kb", "runbook"  # The verbs that buttons type.
KINDS = {Kind.ARTICLE: "", Kind.RUNBOOK: msg("runbook"), Kind.POSTMORTEM: msg("postmortem")}


def kind(of: Kind, voice: Voice) -> SafeText:
    """The word for a kind; nothing for what most are."""
    return voice.say(KINDS[of]) if KINDS[of] else SafeText("")


def facts(article: Article, voice: Voice) -> list[str]:
    """The small lines under a title."""
    page = article.page
    owner = [voice.say("owner {who}", who=_who(page.owner, voice))] if page.owner else []
    first = [kind(page.kind, voice), " ".join(f"#{esc(tag)}" for tag in page.tags), *owner]
    if page.matching.services:
        first.append(voice.say("for {names}", names=", ".join(page.matching.services)))
    second = [_source(article, voice)]
    if page.reviewed_at:
        second.append(voice.say("reviewed {at}", at=voice.day(page.reviewed_at)))
    if article.withdrawn_at:
        second.append(voice.say("withdrawn {at}", at=article.withdrawn_at))
    return [" · ".join(part for part in parts if part) for parts in (first, second) if any(parts)]


def _who(owner: str, voice: Voice) -> SafeText:
    return esc(owner) if "@" in owner else voice.mention(PersonId(owner))


def _source(article: Article, voice: Voice) -> SafeText:
    if article.file:
        return voice.say("from the file {file}", file=cut(article.file, 200))
    address = links.clean(article.source)
    if address:
        return voice.say("from {message}", message=outward(address, voice.word("a message")))
    return voice.say("written {at} by {name}", at=article.added_at, name=voice.name(article.added_by))
