"""All that is somebody's, as whoever asks reads it before they leave."""

from collections.abc import Iterator

from bot.views.blocks import EMPTY, Drawn, buttons, context, fitting, paragraphs, section
from bot.views.words import SafeText, Voice, cut, msg
from incidents.model import PersonId
from incidents.oncall.model import Override, Seat
from incidents.oncall.swapping import Swap
from incidents.people.leaving import Held, Holdings, Line, Owned
from incidents.people.roles import Part
from incidents.policy import Policy
from incidents.reply import Reply

SHORT = 80
LONGEST = 200  # Characters of a line of the settings.
PARTS = {None: msg("lead"), Part.COMMS: msg("comms"), Part.SCRIBE: msg("scribe")}

ASKS = msg("• {name}: asks {other} to take {since} to {due} (swap {number})")
IS_ASKED = msg("• {name}: is asked by {other} to take {since} to {due} (swap {number})")


def holdings(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """Each in a line, what only sitrep.toml can change with what to write there."""
    found = told.data
    if not isinstance(found, Holdings):
        return EMPTY
    who = voice.name(PersonId(found.person))
    if found.is_empty:
        text = voice.say(
            "Nothing is {person}'s that you may see: no shift, no sign-off, no incident, no to-do, no action item, "
            "no postmortem, no article, no line of sitrep.toml.",
            person=who,
        )
        return Drawn(text, (section(text),))
    head = voice.say("*What is {person}'s*", person=who)
    lines = fitting([*_shifts(found, voice), *_work(found, voice), *_settings(found, voice)])
    note = voice.say(
        "`/incident leaving @person to @other` hands on shifts, parts, to-dos, action items, postmortems and articles, "
        "ends swaps, and lets the other stand in for 90 days where somebody has turns. Lines of sitrep.toml are "
        "changed there, then `sitrep apply`."
    )
    acts = buttons(voice, told.choices, block_id="acts")
    return Drawn("\n".join((head, *lines)), (section(head), *paragraphs(lines), context(note), *acts))


def _shifts(found: Holdings, voice: Voice) -> Iterator[SafeText]:
    yield from (_override(name, change, voice) for name, change in found.overrides)
    yield from (_swap(swap, found.person, voice) for swap in found.swaps)
    for name, until in found.calendars:
        yield voice.say("• {name}: its calendar gives them shifts until {due}: change it there", name=name, due=until)
    for one in found.signed:
        if one.seat is Seat.PRIMARY:
            yield voice.say("• signed off as primary for {name}", name=one.service)
        else:
            yield voice.say("• signed off as backup for {name}", name=one.service)


def _override(name: str, change: Override, voice: Voice) -> SafeText:
    return voice.say(
        "• {name}: on call by override {number} from {since} to {due}",
        name=name,
        number=change.id,
        since=change.begin,
        due=change.end,
    )


def _swap(swap: Swap, person: PersonId, voice: Voice) -> SafeText:
    asks = swap.asked_by == person
    other = voice.name(swap.asked if asks else swap.asked_by)
    said = ASKS if asks else IS_ASKED
    return voice.say(said, other=other, name=swap.schedule, number=swap.id, since=swap.begin, due=swap.end)


def _work(found: Holdings, voice: Voice) -> Iterator[SafeText]:
    yield from (_held(one, voice) for one in found.incidents)
    for number, todo in found.todos:
        yield voice.say(
            "• INC-{key}: to-do {number}, {text}", key=number, number=todo.number, text=cut(todo.text, SHORT)
        )
    yield from (_kept(one, voice) for one in found.articles)
    for action in found.actions:
        text = cut(action.text, SHORT)
        yield voice.say(
            "• INC-{key}: action item {number}, {text}", key=action.incident, number=action.number, text=text
        )
    for incident in found.drafts:
        yield voice.say("• {key}: finishes its postmortem", key=incident.key)


def _kept(one: Owned, voice: Voice) -> SafeText:
    title = cut(one.title, SHORT)
    if one.file:
        file = cut(one.file, SHORT)
        return voice.say("• KB-{key} {title}: write another `owner` in {file}", key=one.number, title=title, file=file)
    return voice.say("• KB-{key} {title}: keeps the article", key=one.number, title=title)


def _held(one: Held, voice: Voice) -> SafeText:
    parts = ", ".join(voice.word(PARTS[part]) for part in one.parts)
    title = one.incident.title if one.incident.named else voice.word("Untitled incident")
    return voice.say("• {key} {title}: {parts}", key=one.incident.key, title=cut(title, SHORT), parts=parts)


def _settings(found: Holdings, voice: Voice) -> Iterator[SafeText]:
    yield from (_line(one, voice) for one in found.lines)


def _line(one: Line, voice: Voice) -> SafeText:
    key = cut(one.key, SHORT)
    if one.value is None:
        return voice.say("• sitrep.toml: `{key}` names them alone: write whoever comes after them", key=key)
    return voice.say("• sitrep.toml: write `{key} = {value}`", key=key, value=cut(one.value, LONGEST))
