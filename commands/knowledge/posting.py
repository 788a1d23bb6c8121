"""An article posted into an incident, for everybody there."""

from commands.core import Ask, Bare, subject
from commands.knowledge import finding
from commands.words import Words
from incidents.knowledge import telling
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx


def post(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Post the article that is named first into the incident that is named then, or where it is asked."""
    article = finding.named(said, tx)
    incident, _ = subject(ask, said.after_first(), tx, bare=Bare.INCIDENT)
    tx.record(telling.post(incident, article, by=ask.person, now=tx.now))
    return reply(Answer.ARTICLE_POSTED, key=incident.key, name=article.key)
