"""The settings as the text of a sitrep.toml, every key written out; and the difference between two settings, key by
key.

The text is TOML 1.0: a JSON string is a basic string of TOML but for the character DEL.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta

from incidents.oncall import lengths
from incidents.oncall.model import Change as Kind
from incidents.oncall.model import Layer, Mask, Override, Schedule
from incidents.outlets import Gateway, Pager, Robot, Runner
from incidents.plan import Escalation, Step
from incidents.policy import OwnTemplate, Policy, Severity
from incidents.postmortem.templates import layout
from incidents.upkeep.spans import deadline_spelt, spelt

BARE = re.compile(r"[A-Za-z0-9_-]+")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Lines = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """One key that differs: what it held and what it holds, as it is written; None where it is not there."""

    key: str
    before: str | None
    after: str | None


def written(policy: Policy) -> str:
    """The text that reads as exactly these settings."""
    parts = [_table("", _plain(policy)), _table("[hours]", _hours(policy)), _table("[knowledge]", _library(policy))]
    parts.append(_table("[postmortems]", _papers(policy)))
    parts += [_table("[actions]", _actions(policy))]
    parts += [_table(f"[teams.{_key(team.name)}]", _team(policy, at)) for at, team in enumerate(policy.teams)]
    for schedule in policy.schedules:
        parts += [_table(head, lines) for head, lines in _schedule(schedule)]
    parts += [_table(f"[services.{_key(one.name)}]", _service(policy, at)) for at, one in enumerate(policy.services)]
    parts += [_table(f"[hooks.{_key(hook.name)}]", _hook(policy, at)) for at, hook in enumerate(policy.hooks)]
    for tracker in policy.trackers:
        parts.append(_table(f"[trackers.{_key(tracker.name)}]", iter([("address", _text(tracker.address))])))
    parts += [_table(f"[gateways.{_key(one.name)}]", _gateway(one)) for one in policy.gateways]
    parts += [_table(f"[robots.{_key(one.name)}]", _robot(one)) for one in policy.robots]
    parts += [_table(f"[pagerduty.{_key(one.name)}]", _pager(one)) for one in policy.pagers]
    parts += [_table(f"[runs.{_key(one.name)}]", _runner(one)) for one in policy.runners]
    for one in policy.escalations:
        parts += [_table(head, lines) for head, lines in _escalation(one)]
    parts += [_table("[[severities]]", _severity(severity)) for severity in policy.severities]
    return "\n".join(parts)


def differences(before: Policy, after: Policy) -> Sequence[Change]:
    """Every key that is not the same in both, in the order of the text; what is gone comes last."""
    old, new = dict(flat(before)), dict(flat(after))
    keys = [*new, *(key for key in old if key not in new)]
    return [Change(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key)]


def flat(policy: Policy) -> Lines:
    """Every key with its full name, lists of tables by the names in them."""
    yield from _plain(policy)
    yield from _under("hours", _hours(policy))
    yield from _under("knowledge", _library(policy))
    yield from _under("postmortems", _papers(policy))
    yield from _each("postmortems.templates", [(one.name, _template(one)) for one in policy.templates])
    yield from _under("actions", _actions(policy))
    yield from _each("teams", [(one.name, _team(policy, at)) for at, one in enumerate(policy.teams)])
    for schedule in policy.schedules:
        yield from _whole(schedule)
    yield from _each("services", [(one.name, _service(policy, at)) for at, one in enumerate(policy.services)])
    yield from _each("hooks", [(one.name, _hook(policy, at)) for at, one in enumerate(policy.hooks)])
    yield from ((f"trackers.{_key(one.name)}.address", _text(one.address)) for one in policy.trackers)
    yield from _each("gateways", [(one.name, _gateway(one)) for one in policy.gateways])
    yield from _each("robots", [(one.name, _robot(one)) for one in policy.robots])
    yield from _each("pagerduty", [(one.name, _pager(one)) for one in policy.pagers])
    yield from _each("runs", [(one.name, _runner(one)) for one in policy.runners])
    for one in policy.escalations:
        name = f"escalation.{_key(one.name)}"
        yield from _under(name, _rounds(one))
        for at, step in enumerate(one.steps, 1):
            yield from _under(f"{name}.steps.{at}", _step(step))
    yield "severities", _list([severity.key for severity in policy.severities])
    for severity in policy.severities:
        yield from _under(f"severities.{severity.key}", _severity(severity))


def _each(table: str, named: Sequence[tuple[str, Lines]]) -> Lines:
    for name, lines in named:
        yield from _under(f"{table}.{_key(name)}", lines)


def _under(table: str, lines: Lines) -> Lines:
    yield from ((f"{table}.{key}", value) for key, value in lines)


def _plain(policy: Policy) -> Lines:
    yield "language", _text(policy.language)
    yield "announcements", _text(policy.announcements)
    yield "channel_name", _text(policy.channel_template)
    yield "default_severity", _text(policy.default_severity)
    yield "contacts", _list(policy.contacts)
    yield "bridge", _text(policy.bridge)
    yield "reaction", _text(policy.reaction)
    yield "lesson_reaction", _text(policy.lesson)
    yield "keep_pictures", "true" if policy.keep_pictures else "false"
    yield "in_threads", _list(policy.in_threads)
    yield "archive_after", _span(policy.archive_after)
    yield "daily_at", _text("" if policy.daily_at is None else _clock(policy.daily_at))
    yield "zone", _text(policy.zone)


def _hours(policy: Policy) -> Lines:
    yield "begin", _text(_clock(policy.hours.begin))
    yield "end", _text(_clock(policy.hours.end))
    yield "days", _list([DAYS[day] for day in policy.hours.days])


def _library(policy: Policy) -> Lines:
    yield "folder", _text(policy.knowledge.folder)
    yield "owners", _list(policy.knowledge.owners)


def _papers(policy: Policy) -> Lines:
    yield "templates", _text(policy.template_folder)
    yield "folder", _text(policy.postmortems.folder)


def _template(one: OwnTemplate) -> Lines:
    """Its headings, and a number that is another one for each other text."""
    yield "sections", _list([plan.title for plan in layout.parse(one.text).plans])
    yield "digest", _text(hashlib.sha256(one.text.encode()).hexdigest()[:8])


def _actions(policy: Policy) -> Lines:
    yield "due_high", _text(deadline_spelt(policy.actions.due_high))
    yield "due", _text(deadline_spelt(policy.actions.due))
    yield "stale_after", _span(policy.actions.stale_after)


def _team(policy: Policy, at: int) -> Lines:
    yield "members", _list(policy.teams[at].members)
    yield "channel", _text(policy.teams[at].channel)
    yield "schedule", _text(policy.teams[at].schedule)
    yield "robot", _text(policy.teams[at].robot)
    yield "topic", _text(policy.teams[at].topic)
    yield "user_group", _text(policy.teams[at].user_group)
    yield "manager", _text(policy.teams[at].manager)


def _schedule(schedule: Schedule) -> Iterator[tuple[str, Lines]]:
    """Its tables in order, each with its head."""
    name = f"schedules.{_key(schedule.name)}"
    yield f"[{name}]", _turns(schedule)
    yield from ((f"[[{name}.layers]]", _layer(layer)) for layer in schedule.layers)
    yield from ((f"[[{name}.overrides]]", _override(one)) for one in schedule.overrides)


def _whole(schedule: Schedule) -> Lines:
    """Its keys with their full names, layers and overrides by their place from 1."""
    name = f"schedules.{_key(schedule.name)}"
    yield from _under(name, _turns(schedule))
    for at, layer in enumerate(schedule.layers, 1):
        yield from _under(f"{name}.layers.{at}", _layer(layer))
    for at, one in enumerate(schedule.overrides, 1):
        yield from _under(f"{name}.overrides.{at}", _override(one))


def _turns(schedule: Schedule) -> Lines:
    yield "team", _text(schedule.team)
    yield "zone", _text(schedule.zone)
    yield from _mask(schedule.mask)
    yield "holidays", _list(schedule.holidays)
    yield "shadows", _inline(schedule.shadows)
    yield "ical", _text(schedule.ical)
    yield "names", _inline(schedule.names)


def _layer(layer: Layer) -> Lines:
    yield "people", _list(layer.people)
    yield "rotation", _text(lengths.spelt(layer.length))
    yield "handoff", _text(_clock(layer.handoff))
    yield "start", layer.start.isoformat()
    yield "backups", _list(layer.backups)
    yield "zone", _text(layer.zone)
    yield from _mask(layer.mask)
    yield "holidays", _text(layer.mask.feast)


def _override(one: Override) -> Lines:
    yield "begin", _text(one.begin.astimezone(UTC).isoformat())
    yield "end", _text(one.end.astimezone(UTC).isoformat())
    yield one.kind.value, _text(one.person)
    if one.kind is Kind.REPLACE:
        yield "by", _text(one.instead)
    yield "seat", _text(one.seat)


def _mask(mask: Mask) -> Lines:
    yield "days", _list([DAYS[day] for day in mask.days])
    yield "hours", _list([f"{_clock(one.begin)}-{_clock(one.end)}" for one in mask.hours])


def _service(policy: Policy, at: int) -> Lines:
    service = policy.services[at]
    yield "team", _text(service.team)
    yield "tier", str(service.tier)
    yield "links", _inline(service.links)


def _hook(policy: Policy, at: int) -> Lines:
    hook = policy.hooks[at]
    yield "address", _text(hook.address)
    yield "secret", _text(hook.secret)
    yield "kinds", _list(hook.kinds)


def _gateway(gateway: Gateway) -> Lines:
    yield "address", _text(gateway.address)
    yield "kind", _text(gateway.kind)
    yield "method", _text(gateway.method)
    yield "secret", _text(gateway.secret)
    yield "headers", _inline(gateway.headers)
    yield "body", _text(gateway.body)
    yield "form", _inline(gateway.form)
    yield "success", _text(gateway.success)


def _robot(robot: Robot) -> Lines:
    yield "maker", _text(robot.maker)
    yield "address", _text(robot.address)
    yield "secret", _text(robot.secret)


def _runner(one: Runner) -> Lines:
    yield "kind", _text(one.kind)
    yield "address", _text(one.address)
    yield "secret", _text(one.secret)
    yield "ref", _text(one.ref)
    yield "inputs", _inline(one.inputs)
    yield "risky", "true" if one.risky else "false"
    yield "repeatable", "true" if one.repeatable else "false"


def _pager(pager: Pager) -> Lines:
    yield "key", _text(pager.key)
    yield "secret", _text(pager.secret)
    yield "address", _text(pager.address)


def _escalation(one: Escalation) -> Iterator[tuple[str, Lines]]:
    """Its tables in order, each with its head."""
    name = f"escalation.{_key(one.name)}"
    yield f"[{name}]", _rounds(one)
    yield from ((f"[[{name}.steps]]", _step(step)) for step in one.steps)


def _rounds(one: Escalation) -> Lines:
    yield "services", _list(one.services)
    yield "teams", _list(one.teams)
    yield "severities", _list(one.severities)
    yield "repeat", str(one.repeat)
    yield "forever", _list(one.forever)
    yield "then", _text(one.then)
    yield "fallback", _list([target.written for target in one.fallback])


def _step(step: Step) -> Lines:
    yield "page", _list([target.written for target in step.targets])
    yield "wait", _span(step.wait)
    yield "severities", _list(step.severities)
    yield "hours", _text(step.hours)


def _severity(severity: Severity) -> Lines:
    yield "key", _text(severity.key)
    yield "meaning", _text(severity.meaning)
    yield "mark", _text(severity.mark)
    yield "aliases", _list(severity.aliases)
    yield "acknowledge_within", _span(severity.acknowledge_within)
    yield "update_every", _span(severity.update_every)
    yield "silent_after", _span(severity.silent_after)
    yield "postmortem", _text(severity.postmortem)
    yield "postmortem_due", _text(deadline_spelt(severity.postmortem_due))


def _table(head: str, lines: Lines) -> str:
    body = [f"{key} = {value}\n" for key, value in lines]
    return "".join((f"{head}\n" if head else "", *body))


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else _text(name)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _inline(pairs: Sequence[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{_key(name)} = {_text(value)}" for name, value in pairs) + "}"


def _list(values: Sequence[str]) -> str:
    return "[" + ", ".join(_text(value) for value in values) + "]"


def _span(span: timedelta | None) -> str:
    return _text(spelt(span))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
