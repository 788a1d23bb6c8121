"""Articles found by number, by words and as a list."""

from collections.abc import Callable
from dataclasses import replace

from commands import words
from commands.core import Ask, sees
from commands.knowledge import keeping
from commands.words import Words
from incidents.checklist import key_of
from incidents.decision import Choice, Refused
from incidents.knowledge import freshness
from incidents.knowledge.articles import Article, Kind, Label, numbered
from incidents.knowledge.shown import Labels, Shown
from incidents.model import Incident
from incidents.reply import Answer, Reply
from storage.tx import Tx

MOST = 20
MOST_FOUND = 5
PAGE = ("page", "页")


def show(ask: Ask, said: Words, tx: Tx) -> Reply:
    """One article, a page of it where it is long; withdrawn ones say so."""
    article = named(said, tx)
    rest = said.after_first()
    page = words.number(rest.after_first().first) if rest.first.casefold() in PAGE else None
    stale = freshness.stale(article, keeping.change_of(article, tx), tx.now)
    uses = tx.checklists.uses(article.number)
    shown = Shown(article, page or 1, _key(here(ask, tx)), uses.used_at, uses.drilled_at, stale)
    return Reply(kind=Answer.ARTICLE, data=shown)


def list_all(ask: Ask, said: Words, tx: Tx) -> Reply:
    """The newest articles; with words those that have them as a tag, a kind or in their title."""
    wanted = said.line.casefold()
    found = [one for one in tx.articles.labels() if _fits(one, wanted)]
    return Reply(
        kind=Answer.ARTICLES, data=Labels(tuple(found[:MOST]), said.line, len(found), incident=_key(here(ask, tx)))
    )


def search(ask: Ask, said: Words, tx: Tx) -> Reply:
    """What answers these words best."""
    if not said.tokens:
        raise Refused("Search for what? `/kb search certificate expired`.")
    found = tx.articles.search(said.text, MOST_FOUND)
    labels = tuple(replace(label, line=one.line) for label, one in found)
    missed = _missed(ask, said.text, tx, found=bool(found))
    shown = Labels(labels, said.text, len(labels), _key(here(ask, tx)), best=True, missed=missed)
    return Reply(kind=Answer.ARTICLES, data=shown)


def _missed(ask: Ask, words: str, tx: Tx, *, found: bool) -> bool | None:
    """Whether a search counts among those in vain. Not one in a private incident, whoever asks there: what it is about
    is told nobody outside.
    """
    if found:
        return False if tx.searches.is_missed(words) else None
    there = _there(ask, tx)
    return None if there and there.private else True


def counted(ask: Ask, told: Reply) -> Callable[[Tx], None] | None:
    """What is written after a search: that it was in vain, or that there is an answer at last. Mostly nothing."""
    data = told.data
    if not isinstance(data, Labels) or data.missed is None:
        return None
    words, missed = data.words, data.missed

    def count(tx: Tx) -> None:
        if ask.key and not tx.inbound.receive(ask.key):
            return  # A second delivery.
        if missed:
            tx.searches.miss(words)
        else:
            tx.searches.found(words)

    return count


def named(said: Words, tx: Tx) -> Article:
    """The article that the words begin with. Raises Refused."""
    number = numbered(said.first)
    number = words.number(said.first.lstrip("#")) if number is None else number
    if number is None:
        raise Refused("Which article? `/kb list` shows them all, `/kb show KB-3` one.", choices=(LIST,))
    return of_number(number, tx)


def of_number(number: int, tx: Tx) -> Article:
    """The article of a number. Raises Refused."""
    found = tx.articles.find(number)
    if found is None:
        raise Refused("There is no article {key}. `/kb list` shows them all.", key=key_of(number), choices=(LIST,))
    return found


def here(ask: Ask, tx: Tx) -> Incident | None:
    """The incident where it is asked, if the asker sees it; not locked."""
    found = _there(ask, tx)
    return found if found and sees(tx, ask.person, found) else None


def _there(ask: Ask, tx: Tx) -> Incident | None:
    if ask.about is not None:
        return tx.incidents.shown([ask.about]).get(ask.about)
    return tx.incidents.glance(ask.channel, ask.thread) if ask.channel else None


def _key(incident: Incident | None) -> int:
    return incident.id if incident else 0


def _fits(label: Label, wanted: str) -> bool:
    kinds = {f"{kind.value}s": kind for kind in Kind} | {kind.value: kind for kind in Kind}
    if wanted in kinds:
        return label.kind is kinds[wanted]
    return not wanted or wanted.lstrip("#") in label.tags or wanted in label.title.casefold()


LIST = Choice("List", "kb list")
