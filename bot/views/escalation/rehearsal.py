"""What a rehearsal shows: who would be paged, turn by turn."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from bot.views.blocks import EMPTY, Drawn, buttons, channel, context, fitting, paragraphs, section
from bot.views.escalation.posts import SEATS
from bot.views.media import named
from bot.views.words import SafeText, Voice, esc, msg
from incidents.escalation.rehearsal import Called, Forecast, Turn
from incidents.model import PersonId
from incidents.people.ringing import SHADOW
from incidents.plan import Reach, Target
from incidents.policy import Policy
from incidents.reply import Answer, Reply

IDENTITY = re.compile(r"[UW][A-Z0-9]{2,}")
# Beside the seats themselves.
PARTS: Mapping[str, str] = {
    "person": msg("named by the policy"),
    SHADOW: msg("a copy, without duty"),
    "fallback": msg("the last whom the policy names"),
}


def _rehearsed(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Forecast):
        return EMPTY
    found = told.data
    lines = fitting([line for turn in found.turns for line in _turn(turn, found, voice)]) if found.policy else []
    head, foot = _head(found, voice), _end(found, voice)
    note = context(voice.say("A rehearsal: nobody is paged now."))
    blocks = (section(head), *paragraphs(lines), section(foot), note, *buttons(voice, told.choices))
    return Drawn("\n".join((head, *lines, foot)), blocks)


def _head(found: Forecast, voice: Voice) -> SafeText:
    case = found.case
    what = SafeText(f"{case.severity.mark} {case.severity.name}")
    said = (
        voice.say(
            "*If {severity} {name} is opened {at} and nobody answers*", severity=what, name=case.service, at=case.at
        )
        if case.service
        else voice.say("*If {severity} of no service is opened {at} and nobody answers*", severity=what, at=case.at)
    )
    by = voice.say("By the escalation policy {name}:", name=found.policy) if found.policy else ""
    return SafeText("\n".join(line for line in (said, by) if line))


def _turn(turn: Turn, found: Forecast, voice: Voice) -> Iterator[SafeText]:
    """A line for when, and one for each who is told or is not."""
    after = turn.at - found.case.at
    when = voice.say("at once") if not after else voice.say("after {span}", span=after)
    yield SafeText(f"*{when}* · {voice.day(turn.at)}")
    if turn.cried:
        yield voice.say("• NOBODY HAS IT is said in its channel, in the announcements and to whoever reported it")
    for seat in turn.empty:
        yield voice.say("• nobody can be paged as {seat}: skipped at once", seat=_seat(seat, voice))
    for person in turn.lost:
        yield voice.say(
            "• {who} CANNOT be paged: no account here that can. Correct it in sitrep.toml", who=_name(person, voice)
        )
    for one in turn.called:
        yield _called(one, voice)
    for room in turn.rooms:
        yield voice.say("• {seat} is told", seat=_room(room, voice))
    if not (turn.called or turn.rooms or turn.cried):
        yield voice.say("• nobody anew: everybody meant was paged a moment before")


def _called(one: Called, voice: Voice) -> SafeText:
    media = SafeText(", ".join(_medium(medium, delay, voice) for medium, delay in one.media))
    part = PARTS[one.seat] if one.seat in PARTS else SEATS[one.seat]
    seat = voice.say(part, name=one.name)
    said = voice.say("• {who} ({seat}) by {media}", who=_name(one.person, voice), seat=seat, media=media)
    if one.is_only_in_slack and one.seat != SHADOW:
        return SafeText(f"{said}. {voice.say('Slack alone: Do Not Disturb silences it.')}")
    return said


def _medium(medium: str, delay: timedelta, voice: Voice) -> SafeText:
    """A medium by its kind alone: whose address it is, is nobody else's affair."""
    kind = named(medium, voice)
    return SafeText(f"{kind} {voice.say('after {span}', span=delay)}") if delay else kind


def _seat(seat: Target, voice: Voice) -> SafeText:
    if seat.reach is Reach.PERSON:
        return _name(seat.name, voice)
    return voice.say(SEATS[seat.reach], name=seat.name)


def _room(room: Target, voice: Voice) -> SafeText:
    return channel(room.name) if room.reach is Reach.CHANNEL else _seat(room, voice)


def _name(written: str, voice: Voice) -> SafeText:
    """A person by name; who is written otherwise than by an id is shown as written."""
    return voice.name(PersonId(written)) if IDENTITY.fullmatch(written) else esc(written)


def _end(found: Forecast, voice: Voice) -> SafeText:
    """What comes after the last turn; or that there is no policy, and what then happens."""
    if found.again:
        return voice.say("Then it begins anew, until somebody answers.")
    if found.policy:
        return voice.say("Then the paging stops, and from time to time it is said again that nobody has it.")
    mend = voice.say("Give the service a team, or write `[escalation.NAME]` in sitrep.toml.")
    if not found.turns:
        return SafeText(f"{voice.say('No escalation policy is meant for it: NOBODY is paged or reminded.')} {mend}")
    said = voice.say(
        "No escalation policy is meant for it: NOBODY is paged. After {span} it is said in its channel, in the "
        "announcements and to whoever reported it that nobody has it, and again from time to time.",
        span=found.turns[0].at - found.case.at,
    )
    return SafeText(f"{said} {mend}")


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {Answer.REHEARSED: _rehearsed}
