"""`/incident timeline`: what happened, newest first, a page at a time; as a file with `export`."""

from commands import words
from commands.core import Ask, Command, known, subject
from commands.whom import ME
from commands.words import TokenKind, Words
from incidents.decision import Choice, Decision, Refused
from incidents.model import EntryKind, Incident, PersonId
from incidents.permissions import Act
from incidents.record import exports, filters
from incidents.record.exports import Form
from incidents.reply import Answer, Lines, Reply, reply
from storage.record.timeline import Pick
from storage.tx import Tx

SHOWN = 20
EXPORT = ("export", "download", "file", "导出")
PAGES = ("before", "after")


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Show a page of the lines that are asked for, to the asker alone, or send them all as a file."""
    incident, left = subject(ask, said, tx, only_open=False)
    if _exports(left):
        return _export(ask, left.after_first(), incident, tx)
    turned, left = _page(left, incident)
    pick, spelt = _pick(ask, left, incident, tx)
    lines = tuple(tx.timeline.page(incident.id, pick.turned(**turned), limit=SHOWN))
    older = tx.timeline.count(incident.id, pick.turned(before=lines[-1].seq)) if lines else 0
    newer = tx.timeline.count(incident.id, pick.turned(after=lines[0].seq)) if lines else 0
    return Reply(kind=Answer.TIMELINE, data=Lines(incident, lines, older, newer, spelt))


def _page(left: Words, incident: Incident) -> tuple[dict[str, int], Words]:
    """`--before 37` and `--after 37`, taken out of the words."""
    flags = [at for at, token in enumerate(left.tokens) if token.kind is TokenKind.FLAG and token.value in PAGES]
    if not flags:
        return {}, left
    flag, following = left.tokens[flags[0]], left.tokens[flags[0] + 1 : flags[0] + 2]
    number = words.number(following[0].text) if following else None
    if number is None:
        raise Refused(
            "Say the number of a line: `/incident timeline {key} --before 37`.",
            key=incident.key,
            choices=(Choice("Timeline", "timeline", about=incident.id),),
        )
    return {flag.value: number}, left.without((flag, *following))


def _pick(ask: Ask, left: Words, incident: Incident, tx: Tx) -> tuple[Pick, str]:
    """Which lines are asked for, and how that is typed again for the next page."""
    kinds: tuple[str, ...] = ()
    actor: PersonId | None = None
    spelt = []
    for token in left.tokens:
        if token.kind is TokenKind.PERSON:
            actor = PersonId(token.value)
            known(tx, [actor])
            spelt.append(f"<@{actor}>")
        elif token.text.casefold() in ME:
            actor = ask.person
            spelt.append("me")
        else:
            name, wanted = _filter(token.text, incident)
            kinds += tuple(kind.value for kind in wanted)
            spelt.append(name)
    return Pick(kinds=kinds, actor=actor), " ".join(spelt)


def _filter(word: str, incident: Incident) -> tuple[str, tuple[EntryKind, ...]]:
    found = filters.named(word)
    if found is None:
        raise Refused(
            "I do not know “{word}”. The timeline of {key} can be narrowed to: {filters}, or to @person.",
            word=word,
            key=incident.key,
            filters=", ".join(f"`{name}`" for name in filters.FILTERS),
        )
    return found


def _export(ask: Ask, left: Words, incident: Incident, tx: Tx) -> Reply:
    form = exports.form_of(left.first)
    if form is None:
        raise Refused(
            "I do not know the form “{word}”. `/incident timeline {key} export md`, `json` or `csv`.",
            word=left.first,
            key=incident.key,
            choices=tuple(
                Choice("{word}", f"timeline export {one.value}", incident.id, values=(("word", one.value),))
                for one in Form
            ),
        )
    told = exports.export(incident, form, to=ask.person)
    tx.record(Decision(incident=incident, messages=(told,)))
    return reply(Answer.EXPORTING, key=incident.key, word=form.value)


def _exports(left: Words) -> bool:
    return left.first.casefold() in EXPORT


def _only_shows(said: Words) -> bool:
    """Whether a sentence asks for lines, not for a file."""
    named = words.reference(said.first) is not None or words.number(said.first) is not None
    return not (_exports(said) or (named and _exports(said.after_first())))


COMMAND = Command(
    name="timeline",
    usage="[notes | updates | @person ...] [export md | json | csv]",
    summary="Show what happened, newest first; `timeline export` sends it as a file",
    example="timeline",
    run=run,
    act=Act.SEE,
    aliases=("history", "时间线"),
    shows=_only_shows,
)
