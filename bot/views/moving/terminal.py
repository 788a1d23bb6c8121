"""What the person at the terminal reads of a move from another system: what was written, what could not be carried over
and what to do about it, and who is on call there and here. English, whoever it is.
"""

from collections.abc import Sequence
from pathlib import Path

from incidents.oncall.flaws import moment
from incidents.oncall.moving.comparing import Comparison, Difference
from incidents.oncall.moving.given import BadExport, Note, Why
from incidents.policy import Policy

MOST = 50  # Spans that are listed of one schedule.
NOBODY = "nobody"
GUIDE = "docs/moving-in.md says how to fetch one"
NO_JSON = "{file}, line {line}: this is no JSON ({error}); write the answers of the calls one after the other: " + GUIDE
NO_PERSON = (
    "--person: “{word}” says nobody: write such as --person 'Ana Doe=ana@example.com', or a Slack id after the ="
)
NO_SHIFTS = "{file}: no event of this calendar says who is on call from {begin} on. Nothing was written."
EMPTY = "{file}: there is no schedule of {product} in it; put the answers of the calls into one file: " + GUIDE

SAID = {
    Why.NO_MAIL: "has no e-mail address in the export ({what}), so is in no rotation or policy here: add the users' "
    "answer to the file, or write their Slack id into sitrep.toml",
    Why.GONE: "the turn of nobody, or of somebody who is gone, would be empty, turn {what} has it here: take it out of "
    "`people` at a handoff that suits you",
    Why.NOBODY: "nobody is in this rotation, it is left out: delete it there, or write a layer by hand",
    Why.UNWRITTEN: "nobody is in it, it is left out",
    Why.ENDS: "it ends at {what} there; a layer here does not: delete it then",
    Why.LATE: "it begins at {what}, in the middle of a turn; here with the next whole turn: add an override until then",
    Why.LENGTH: "a turn of {what} is not possible here, it is left out: write a layer by hand, such as of 12h",
    Why.SPARSE: "it leaves times out that no weekday or hour says (such as every second week), it is left out: write "
    "overrides, or a layer with two turns by hand",
    Why.OVERLAPS: "several of its turns or people are on call at the same time; here it is one after the other",
    Why.MONTHS: "months, days of the month or very long intervals are not possible here, it is left out: "
    "write overrides",
    Why.SEVERAL: "several people are on call at once, or at hours that one schedule cannot say; it becomes {what}: "
    "page all of them in the escalation policy",
    Why.CALENDAR: "it takes events from a calendar that is not in the export: write layers or overrides by hand",
    Why.DISABLED: "it is switched off there, it is left out",
    Why.ONCE: "a single event becomes an override: whoever else would be on call then is relieved here",
    Why.PARTLY: "an override there is for some of its rotations; look at it at the end of this list",
    Why.TARGET: "{what} is not here: its turns go to whoever comes next, a step goes on without it",
    Why.STEP: "“{what}” is not carried over: write the step by hand",
    Why.WAIT: "a wait of {what} is not possible here: a step waits 1 minute to 7 days, and the first is told at once",
    Why.REPEAT: "it begins anew {what} times there; here 9 at the most",
    Why.UNCHOSEN: "this policy is used by its name only: write services, teams or severities under [escalation.{what}]",
    Why.TEAMLESS: "the team has no members in the export, it is left out: write [teams] by hand",
    Why.IRREGULAR: "its shifts come round by no rotation: until {what} they are overrides, afterwards whoever has most "
    "of them has every turn: write layers by hand before that day",
    Why.EVENT: "{what}: it is left out",
    Why.CUT: "an answer says that more pages follow, and they are not there: fetch all pages",
}


def bad(file: str, wrong: BadExport) -> str:
    """Something in the export is not as it should be."""
    found = "is missing" if wrong.found is None else f"is {str(wrong.found)[:60]!r}"
    where = wrong.where or "at the top"
    return f"{file}: {where}: “{wrong.key}” {found}; it should be {wrong.wanted}. Nothing was written."


def refused(mistakes: Sequence[str]) -> str:
    """What would have been written cannot be used."""
    return "\n".join(("The settings that come of it are not in order, and nothing was written:", *mistakes))


def written(path: Path, wanted: Path, policy: Policy, *, merged: bool) -> str:
    """Where the settings are now."""
    said = (
        f"{path} is written: {len(policy.schedules)} schedules, {len(policy.escalations)} escalation policies, "
        f"{len(policy.teams)} teams."
    )
    kept = f" The other settings are those of {wanted}." if merged else ""
    beside = f" {wanted} was there already and is as it was; --force writes over it." if path != wanted else ""
    return said + kept + beside


def noted(notes: Sequence[Note]) -> list[str]:
    """Everything that was not carried over as it is, each once."""
    lines = dict.fromkeys(f"- {note.where}: {SAID[note.why].format(what=note.what)}." for note in notes)
    return ["Not carried over as it is:", *lines] if lines else []


def compared(comparison: Comparison) -> list[str]:
    """A schedule there against ours: the sum, then each span that differs, by the schedule's clock."""
    name, zone = comparison.name, comparison.zone
    if comparison.shown is None:
        return [f"{name}: the export does not say who is on call, so nothing was compared: {GUIDE} that does."]
    lines = [f"{name}: {comparison.halves:,} half hours: {comparison.same:,} the same."]
    lines += [_span(one, zone) for one in comparison.differences[:MOST]]
    if comparison.differences:
        more = len(comparison.differences) - MOST
        lines.append(f"  {len(comparison.differences):,} spans differ (times in {zone})")
        lines[-1] += f", {more:,} of them are not listed." if more > 0 else "."
    return lines


def _span(one: Difference, zone: str) -> str:
    there = "the export says nothing" if one.there is None else f"there {_people(one.there)}"
    return f"  {moment(one.begin, zone)} - {moment(one.end, zone)}: {there}, here {_people(one.here)}"


def _people(people: Sequence[str]) -> str:
    return " and ".join(people) or NOBODY
