"""Who is on call, and what was changed about it: told to whoever asked."""

from collections.abc import Callable

from bot.views.blocks import EMPTY, Drawn, context, fitting, paragraphs, section
from bot.views.words import SafeText, Voice, msg
from incidents.model import PersonId
from incidents.oncall.model import Seat, Shift
from incidents.oncall.swapping import Ready
from incidents.policy import Policy
from incidents.reply import Answer, Mine, OnDuty, Readiness, Reply, Rotas

SENTENCES: dict[Answer, str] = {
    Answer.ROTA_CHECKING: msg("I am looking at {names} and tell you by DM what is the matter."),
    Answer.OWN_CALENDAR: msg("Your shifts of the next three months come to you by DM as a calendar file."),
    Answer.CALENDAR: msg("The next three months of {name} come to you by DM as a calendar file."),
    Answer.HOURS: msg("Hours on call and pages of {names} from {since} to {due} come to you by DM as a table (CSV)."),
    Answer.SEATED: msg("{owner} is primary for {name} from {since} to {due} (override {number})."),
    Answer.SEATED_BACKUP: msg("{owner} is backup for {name} from {since} to {due} (override {number})."),
    Answer.UNSEATED: msg("{owner} is not on call for {name} from {since} to {due} (override {number})."),
    Answer.STANDS_IN: msg("{owner} stands in for {person} in {name} from {since} to {due} (override {number})."),
    Answer.OVERRIDE_ENDED: msg("Override {number} of {name} is taken back; the schedule counts again."),
    Answer.SWAP_ASKED: msg("{owner} is asked by DM to take {name} from {since} to {due}. Until then it stays yours."),
    Answer.SWAP_TAKEN: msg("You have {name} from {since} to {due}. {owner} is told."),
    Answer.SWAP_DECLINED: msg("{owner} is told that you cannot."),
    Answer.READY_BACKUP: msg("By your word {owner} is ready as backup for {name}."),
    Answer.READY_PRIMARY: msg("By your word {owner} is ready as primary for {name}."),
}


def seat_of(shift: Shift, voice: Voice) -> SafeText:
    """Primary and backup of a shift."""
    return _both(shift.primary, shift.backup, voice)


def _both(primary: str | None, backup: str | None, voice: Voice) -> SafeText:
    if primary is None:
        return voice.say("nobody is on call")
    one = voice.name(PersonId(primary))
    if backup is None:
        return voice.say("{primary} is primary, and there is no backup", primary=one)
    return voice.say("{primary} is primary, {backup} is backup", primary=one, backup=voice.name(PersonId(backup)))


def _on_call(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Rotas):
        return EMPTY
    at = told.data.at
    head = voice.say("*On call {at}*", at=at) if at else voice.say("*On call now*")
    lines = [line for one in told.data.rotas for line in _lines(one, voice)]
    note = voice.say("`/incident oncall me` shows when you are, `/incident override` puts somebody else on call.")
    return Drawn("\n".join((head, *lines)), (section(head), *paragraphs(lines), context(note)))


def _lines(one: OnDuty, voice: Voice) -> list[SafeText]:
    duty = one.duty
    seats = _both(duty.primary, duty.backup, voice)
    first = voice.say("*{name}*: {seats}", name=one.name, seats=seats)
    if duty.until:
        first = SafeText(f"{first} {voice.say('(until {due})', due=duty.until)}")
    later = [
        voice.say("• from {since}: {seats}", since=shift.start, seats=seat_of(shift, voice)) for shift in one.ahead
    ]
    return [first, *later]


def _mine(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Mine):
        return EMPTY
    if not told.data.shifts:
        text = voice.say("You have no shift within the next two months.")
        return Drawn(text, (section(text),))
    head = voice.say("*Your next shifts*")
    lines = [_own(name, shift, seat, voice) for name, shift, seat in told.data.shifts]
    more = [context(voice.say("There are more."))] if told.data.more else []
    return Drawn("\n".join((head, *lines)), (section(head), *paragraphs(lines), *more))


def _own(name: str, shift: Shift, seat: Seat, voice: Voice) -> SafeText:
    if seat is Seat.PRIMARY:
        return voice.say("• {name}: primary from {since} to {due}", name=name, since=shift.start, due=shift.end)
    return voice.say("• {name}: backup from {since} to {due}", name=name, since=shift.start, due=shift.end)


def _readiness(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    if not isinstance(told.data, Readiness):
        return EMPTY
    if not told.data.rows:
        text = voice.say("Nobody has said who is ready: `/incident ready @person backup service` says it.")
        return Drawn(text, (section(text),))
    head = voice.say("*Ready to be on call*")
    lines = fitting([_ready(one, voice) for one in told.data.rows])
    return Drawn("\n".join((head, *lines)), (section(head), *paragraphs(lines)))


def _ready(one: Ready, voice: Voice) -> SafeText:
    who, by = voice.name(one.person), voice.name(one.signed_by)
    if one.seat is Seat.PRIMARY:
        return voice.say(
            "• {who}: primary for {name}, says {by}, {at}", who=who, name=one.service, by=by, at=one.signed_at
        )
    return voice.say("• {who}: backup for {name}, says {by}, {at}", who=who, name=one.service, by=by, at=one.signed_at)


LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {
    Answer.ON_CALL: _on_call,
    Answer.MY_SHIFTS: _mine,
    Answer.READINESS: _readiness,
}
