"""What is shown: one incident, the list, the help."""

from collections.abc import Callable

from bot.views import timeline
from bot.views.blocks import EMPTY, Block, Drawn, buttons, context, fitting, header, paragraphs, section, spoken
from bot.views.words import SafeText, Voice, cut, esc
from incidents.decision import Choice
from incidents.model import Incident
from incidents.policy import Policy
from incidents.reply import Answer, Help, Listing, Reply, State, Verb

SENTENCES: dict[Answer, str] = {}


def _state(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, State):
        return EMPTY
    incident, data = told.data.incident, told.data
    rows = [_line(incident, voice, policy, data.channel), *_details(incident, voice)]
    blocks: list[Block] = [section(*rows)]
    if data.lines:
        blocks.append(context(*(timeline.line(link, voice, policy) for link in data.lines)))
    number = incident.id
    acts = (Choice("Update", "update", number), Choice("Timeline", "timeline", number), Choice("Join", "join", number))
    over = (Choice("Timeline", "timeline", number), Choice("Reopen", "reopen", number))
    return Drawn("\n".join(rows), (*blocks, *buttons(voice, acts if incident.is_open else over)))


def _details(incident: Incident, voice: Voice) -> list[str]:
    lines: list[str] = [voice.say("Reported {at} by {name}", at=incident.opened_at, name=voice.name(incident.reporter))]
    if incident.impact:
        lines.append(voice.say("Impact: {impact}", impact=cut(incident.impact, 600)))
    if incident.summary:
        lines.append(voice.say("Now: {summary}", summary=cut(incident.summary, 600)))
    if incident.update_due_at and incident.is_open:
        lines.append(voice.say("Next update by {at}", at=incident.update_due_at))
    if incident.resolved_at:
        lines.append(voice.say("resolved after {span}", span=incident.resolved_at - incident.opened_at))
    if incident.fix:
        lines.append(voice.say("fixed by: {fix}", fix=cut(incident.fix, 600)))
    return lines


def _line(incident: Incident, voice: Voice, policy: Policy, channel: str | None) -> SafeText:
    severity = policy.severity(incident.severity)
    mark = severity.mark if incident.is_open else "✅"
    title = esc(cut(incident.title, 120)) if incident.named else voice.say("Untitled incident")
    owner = (
        voice.say("{name} leads", name=voice.name(incident.owner)) if incident.owner else voice.say("nobody leads yet")
    )
    parts = [f"{mark} *{incident.key}* {title}", severity.name, esc(voice.status(incident.status)), owner]
    parts += [voice.say("TEST")] if incident.test else []
    parts += [voice.say("private")] if incident.private else []
    parts += [f"<#{channel}>"] if channel else []
    return SafeText(" · ".join(parts))


def _list(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Listing):
        return EMPTY
    listing = told.data
    if not listing.incidents:
        empty = voice.say(
            "Nothing is open. `/incident open sev2 what is failing` opens an incident, "
            "`/incident list all` shows the past."
        )
        return spoken(empty if listing.only_open else voice.say("There has been no incident yet."), (), voice)
    every = [_line(one, voice, policy, listing.channels.get(one.key)) for one in listing.incidents]
    lines = fitting(every)
    head = voice.say("*Open incidents*") if listing.only_open else voice.say("*Incidents, newest first*")
    blocks = [section(head), *paragraphs(lines)]
    if listing.more or len(lines) < len(every):
        blocks.append(context(voice.say("There are more; these are the newest {n}.", n=len(lines))))
    return Drawn("\n".join((head, *lines)), tuple(blocks))


def _more(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """What else can be done with an incident: a button for each, the likeliest first."""
    if not isinstance(told.data, State):
        return EMPTY
    line = _line(told.data.incident, voice, policy, told.data.channel)
    return Drawn(line, (section(line), *buttons(voice, _further(told.data.incident))))


def _further(incident: Incident) -> tuple[Choice, ...]:
    """The verbs that have no button on the card now."""
    number = incident.id
    resolve = Choice("Resolve", "resolve", number, danger=True)
    first = (resolve,) if incident.is_open and not incident.acknowledged_at else ()
    changing = (Choice("Owner", "owner", number),) if incident.is_open else (Choice("Reopen", "reopen", number),)
    return (
        *first,
        *changing,
        Choice("Add a note", "note", number),
        Choice("Title", "title", number),
        Choice("Timeline", "timeline", number),
        Choice("Details", "status", number),
    )


def _help(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Help):
        return EMPTY
    if told.data.one:
        return _help_of(told.data.one, voice)
    urgent = [_verb(verb, voice) for verb in told.data.verbs if verb.urgent]
    rest = [_verb(verb, voice) for verb in told.data.verbs if not verb.urgent]
    blocks = (
        header(voice.word("In an emergency")),
        section(*urgent),
        header(voice.word("Everything else")),
        section(*rest),
        context(
            voice.say(
                "In an incident's channel a verb is about that incident; elsewhere name it: `/incident ack INC-42`."
            )
        ),
    )
    return Drawn("\n".join((*urgent, *rest)), blocks)


def _verb(verb: Verb, voice: Voice) -> SafeText:
    return SafeText(f"`/incident {esc(verb.example)}`  {voice.say(verb.summary)}")


def _help_of(verb: Verb, voice: Voice) -> Drawn:
    lines = [
        f"`/incident {esc(f'{verb.name} {verb.usage}'.strip())}`",
        voice.say(verb.summary),
        voice.say("For example: {example}", example=SafeText(f"`/incident {esc(verb.example)}`")),
    ]
    if verb.aliases:
        aliases = SafeText(" ".join(f"`{esc(word)}`" for word in verb.aliases))
        lines.append(voice.say("Also understood: {words}", words=aliases))
    return Drawn("\n".join(lines), (section(*lines),))


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {
    Answer.STATE: _state,
    Answer.MORE: _more,
    Answer.LIST: _list,
    Answer.HELP: _help,
}
