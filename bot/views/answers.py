"""What the asker alone is told: a sentence for every kind of answer, a layout for the rich ones."""

from collections.abc import Callable

from bot.views import timeline
from bot.views.blocks import Block, Drawn, buttons, context, fitting, header, paragraphs, section
from bot.views.words import SafeText, Voice, cut, esc, msg
from incidents.decision import Choice
from incidents.model import Incident
from incidents.policy import Policy
from incidents.reply import Answer, Help, Lines, Listing, Reply, State, Verb

SENTENCES: dict[Answer, str] = {
    Answer.OPENED: msg("{mark} {key} ({severity}) is recorded: *{title}*. You are invited to its channel in a moment."),
    Answer.UNKNOWN_SEVERITY: msg("It is open as {severity}: I do not know “{word}”."),
    Answer.UNTITLED: msg("It has no title yet."),
    Answer.UNKNOWN_PERSON: msg(
        "{names} could not be made owner: not a member here. `/incident owner @person` names somebody."
    ),
    Answer.TITLE_KEPT: msg("The title was cut at {most} characters; the whole is the first note."),
    Answer.ACKNOWLEDGED: msg("{key} is yours. Nobody else will be paged."),
    Answer.ACKNOWLEDGED_FOR: msg("{key} is acknowledged. {owner} owns it; `/incident owner me` takes it over."),
    Answer.YOURS_ALREADY: msg("You have {key} since {since}."),
    Answer.TAKEN: msg("{owner} has {key} since {since}. `/incident owner me` takes it over."),
    Answer.OWNED: msg("{owner} owns {key} and is told by DM."),
    Answer.OWNED_ALREADY: msg("{owner} owns {key} already."),
    Answer.NAMED: msg("{key} is called “{title}”."),
    Answer.GRADED: msg("{key} is {severity} now."),
    Answer.GRADED_ALREADY: msg("{key} is {severity} already."),
    Answer.CORRECT: msg(
        "{key} is {status}. This corrects the record to {severity}, pages nobody and keeps both values."
    ),
    Answer.CORRECTED: msg("The record of {key} is corrected to {severity}."),
    Answer.MOVED: msg("{key} is {status} now."),
    Answer.MOVED_ALREADY: msg("{key} is {status} already."),
    Answer.NOTED: msg("Written into the timeline of {key}."),
    Answer.RESOLVED: msg("{key} is resolved after {lasted}. If it comes back: `/incident reopen {key}`."),
    Answer.REOPENED: msg("{key} is open again."),
    Answer.SNOOZED: msg("I remind you of the update on {key} at {at}."),
    Answer.QUIET: msg("No more reminders for {key}."),
    Answer.NO_FORM: msg("Slack did not show the form in time. Press again, or type it: `/incident {verb} ...`."),
    Answer.TWICE: msg("You opened {other} with the same words {span} ago. If this is one too many, cancel it."),
    Answer.NOT_RECORDED: msg(
        "NOT recorded, NOBODY paged: the database does not answer. {contacts} Try again in a minute. Your text: {text}"
    ),
    Answer.UNSURE: msg(
        "I cannot say whether this was recorded: the database fell silent. Look with "
        "`/incident list` before you repeat it. Your text: {text}"
    ),
    Answer.FAILED: msg(
        "That went wrong on my side and nothing was recorded. Try again; if it stays, "
        "tell your administrator: {reference}. Your text: {text}"
    ),
}


def draw(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """An answer with its further sentences and its buttons."""
    first = LAYOUTS.get(told.kind, _sentence)(told, voice, policy)
    parts = [first, *(draw(one, voice, policy) for one in told.more)]
    text = "\n".join(part.text for part in parts)
    return Drawn(text, tuple(block for part in parts for block in part.blocks))


def plain(told: Reply, voice: Voice) -> str:
    """A refusal or a failure in plain words: forms read no mark-up in their errors."""
    values = dict(told.values)
    sentence = str(values.pop("sentence", "")) or SENTENCES[told.kind]
    if told.kind is Answer.NOT_RECORDED:
        values["contacts"] = _call(told, voice)
    return voice.word(sentence, **values)


def _sentence(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    return _said(voice.say(SENTENCES[told.kind], **told.values), told.choices, voice)


def _said(text: str, choices: tuple[Choice, ...], voice: Voice) -> Drawn:
    return Drawn(text, (section(text), *buttons(voice, choices)))


def _refused(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    values = dict(told.values)
    sentence = str(values.pop("sentence"))
    return _said(voice.say(sentence, **values), told.choices, voice)


def _opened(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    values = dict(told.values)
    nature = values.pop("nature", "")
    values["title"] = values["title"] or SafeText(voice.say("Untitled incident"))
    text = voice.say(SENTENCES[Answer.OPENED], **values)
    if nature == "test":
        text = SafeText(f"{voice.say('TEST')} {text} {voice.say('It is announced to nobody.')}")
    if nature == "private":
        text = SafeText(f"{text} {voice.say('It is private: only those in its channel see it.')}")
    return _said(text, told.choices, voice)


def _updated(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    text = voice.say(
        "Update {number} of {key} is recorded and posted.", key=told.values["key"], number=told.values["number"]
    )
    if "due" in told.values:
        text = SafeText(f"{text} {voice.say('The next one is due at {at}.', at=told.values['due'])}")
    return _said(text, told.choices, voice)


def _joined(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    channel = str(told.values["channel"])
    if not channel:
        return _said(
            voice.say("The channel of {key} is being made; you are invited in a moment.", key=told.values["key"]),
            (),
            voice,
        )
    return _said(voice.say("You are invited to {channel}.", channel=SafeText(f"<#{channel}>")), (), voice)


def _unknown_verb(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    values = told.values
    if "verb" in values:
        text = voice.say(
            "I do not know “{word}”. Did you mean `{verb}`? `/incident help` lists all.",
            word=values["word"],
            verb=values["verb"],
        )
    else:
        text = voice.say(
            "Open “{title}” as an incident? `/incident help` lists what else I know.",
            title=cut(str(values["title"]), 200),
        )
    return _said(text, told.choices, voice)


def _state(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, State):
        return _sentence(told, voice, policy)
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
        return _sentence(told, voice, policy)
    listing = told.data
    if not listing.incidents:
        empty = voice.say(
            "Nothing is open. `/incident open sev2 what is failing` opens an incident, "
            "`/incident list all` shows the past."
        )
        return _said(empty if listing.only_open else voice.say("There has been no incident yet."), (), voice)
    every = [_line(one, voice, policy, listing.channels.get(one.key)) for one in listing.incidents]
    lines = fitting(every)
    head = voice.say("*Open incidents*") if listing.only_open else voice.say("*Incidents, newest first*")
    blocks = [section(head), *paragraphs(lines)]
    if listing.more or len(lines) < len(every):
        blocks.append(context(voice.say("There are more; these are the newest {n}.", n=len(lines))))
    return Drawn("\n".join((head, *lines)), tuple(blocks))


def _timeline(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    return timeline.draw(told.data, voice, policy) if isinstance(told.data, Lines) else _sentence(told, voice, policy)


def _help(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Help):
        return _sentence(told, voice, policy)
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


def _not_recorded(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    call = _call(told, voice)
    return _said(voice.say(SENTENCES[told.kind], contacts=call, text=told.values["text"]), (), voice)


def _call(told: Reply, voice: Voice) -> str:
    contacts = told.values["contacts"]
    return voice.word("Call: {contacts}.", contacts=contacts) if contacts else voice.word("Phone a colleague.")


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {
    Answer.REFUSED: _refused,
    Answer.OPENED: _opened,
    Answer.NOT_RECORDED: _not_recorded,
    Answer.UPDATED: _updated,
    Answer.JOINED: _joined,
    Answer.UNKNOWN_VERB: _unknown_verb,
    Answer.STATE: _state,
    Answer.LIST: _list,
    Answer.TIMELINE: _timeline,
    Answer.HELP: _help,
}
