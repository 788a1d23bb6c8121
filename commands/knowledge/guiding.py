"""Which runbook fits an incident, which are under way in it: for its card, and for the verb `runbook`."""

from collections.abc import Callable, Collection, Iterator, Sequence

from incidents.checklist import Guide, Offer
from incidents.decision import Refused
from incidents.knowledge import runbooks
from incidents.knowledge.articles import Article, Meant
from incidents.knowledge.runbooks import Occasion
from incidents.messages import Message, MessageKind
from incidents.model import Incident
from storage.tx import Tx

CARDS = (MessageKind.INTRO, MessageKind.CARD)
MOST = 5


def of(tx: Tx, message: Message, incident: Incident | None, known: Callable[[], Sequence[Meant]]) -> Guide:
    """What a message is drawn from: a card offers the runbook that fits, a checklist is drawn as it stands."""
    if incident is None:
        return Guide()
    if number := message.values.get("checklist"):
        every = tx.checklists.of(incident.id)
        return Guide(checklist=next((one for one in every if one.number == int(number)), None))
    if message.kind not in CARDS:
        return Guide()
    running = tuple(one for one in tx.checklists.of(incident.id) if not one.ended_at)
    begun = {one.article for one in running}
    offers = fitting(tx, incident, known(), but=begun) if incident.is_open else iter(())
    return Guide(offer=next(offers, None), running=running)


def fitting(tx: Tx, incident: Incident, known: Sequence[Meant], *, but: Collection[int]) -> Iterator[Offer]:
    """The runbooks that fit an incident, the likeliest first; of two alike the one that was reviewed last. Each is read
    when its turn comes.
    """
    occasion = Occasion(
        text="\n".join((incident.title if incident.named else "", incident.summary)),
        severity=incident.severity,
        service=incident.service or "",
    )
    found = [(runbooks.fits(one.matching, occasion), one) for one in known]
    best = sorted((pair for pair in found if pair[0]), key=lambda pair: (-pair[0], _age(pair[1]), pair[1].number))
    for number in (one.number for _, one in best[:MOST] if one.number not in but):
        if (article := tx.articles.find(number)) and (offer := offered(article)):
            yield offer


def offered(article: Article) -> Offer | None:
    """A runbook as it is offered; None for one without steps."""
    try:
        steps = runbooks.steps(article.page.body)
    except Refused:
        return None
    return Offer(
        number=article.number, title=article.page.title, steps=len(steps), reviewed_at=article.page.reviewed_at
    )


def _age(one: Meant) -> float:
    return -one.reviewed_at.timestamp() if one.reviewed_at else 0.0
