"""`/incident similar [words]`: has this happened before, and what fixed it then? Buttons say whether it is the same."""

from commands import words
from commands.core import Ask, Bare, Command, sees, subject
from commands.knowledge import likening
from commands.words import Words
from incidents.decision import Hidden
from incidents.knowledge import judging
from incidents.knowledge.judging import Verdict
from incidents.reply import Answer, Reply, reply
from storage.tx import Tx

VERDICTS = {
    **{verdict.value: verdict for verdict in Verdict},
    "不同": Verdict.DIFFERENT,
    "相同": Verdict.SAME,
}


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Show what looks like the incident that is meant, or like the words; or keep what was said of one of them."""
    if verdict := _verdict(said):
        return _judged(ask, said, verdict, tx)
    if said.tokens and ask.about is None and words.reference(said.first) is None:
        return Reply(kind=Answer.SIMILAR, data=likening.of_text(tx, ask, said.text))
    incident, _ = subject(ask, said, tx, bare=Bare.NEVER)
    return Reply(kind=Answer.SIMILAR, data=likening.of_incident(tx, ask, incident))


def _verdict(said: Words) -> Verdict | None:
    """What is said of one incident: `same INC-7`; anything longer is a text to look for."""
    named = len(said.tokens) == 2 and words.reference(said.tokens[1].text) is not None  # Both words.
    return VERDICTS.get(said.first.casefold()) if named else None


def _judged(ask: Ask, said: Words, verdict: Verdict, tx: Tx) -> Reply:
    number = words.reference(said.tokens[1].text) or 0
    incident, _ = subject(ask, said.without(said.tokens), tx, only_open=False)
    other = tx.incidents.shown([number]).get(number)
    if other is None or not sees(tx, ask.person, other):
        raise Hidden(f"INC-{number}")
    tx.record(judging.judge(incident, other, verdict, by=ask.person, now=tx.now))
    tx.likenesses.judge(incident.id, other.id, verdict, by=ask.person, at=tx.now)
    return reply(Answer.JUDGED, key=incident.key, other=other.key, verdict=verdict.value)


COMMAND = Command(
    name="similar",
    usage="[words]",
    summary="Has this happened before, and what fixed it? Of the incident here, or of words",
    example="similar payments return 502",
    run=run,
    aliases=("before", "past", "类似", "相似"),
    shows=lambda said: _verdict(said) is None,
)
