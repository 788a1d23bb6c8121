"""sitrep.toml: read, checked whole, and turned into the policy. Every mistake is named with its line, all at once."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config import keys, sense, templates
from bot.config.escalations import Spelled
from bot.config.sense import Mistake
from bot.config.shape import File, TeamPart
from bot.config.values import minutes, numbered
from incidents.oncall.flaws import flaws
from incidents.plan import Reach, Target
from incidents.policy import (
    SEVERITIES,
    Binder,
    FollowUp,
    Hook,
    Hours,
    Library,
    OwnTemplate,
    Policy,
    Service,
    Severity,
    Team,
    Tracker,
)


class BadConfig(Exception):
    """sitrep.toml cannot be used: `mistakes` are sentences, each with its line where one could be found."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def load(path: Path | None) -> Policy:
    """The policy of a file, or the shipped one without a file. Raises BadConfig."""
    return Policy() if path is None else whole(text_of(path), path)


def whole(text: str, path: Path) -> Policy:
    """The policy of a text with the templates that lie where it says, beside its file. Raises BadConfig with what is
    wrong in either.
    """
    found = templates.beside(text, path)
    try:
        policy = parse(text, path, found.templates)
    except BadConfig as bad:
        raise BadConfig([*bad.mistakes, *found.mistakes]) from bad
    if found.mistakes:
        raise BadConfig(list(found.mistakes))
    return policy


def text_of(path: Path) -> str:
    """What a file says. Raises BadConfig where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as missing:
        raise BadConfig([f"{path}: {missing.strerror}"]) from missing
    except UnicodeDecodeError as broken:
        raise BadConfig([f"{path}: {broken}"]) from broken


def parse(text: str, path: Path, own: Sequence[OwnTemplate] = ()) -> Policy:
    """The policy of a text with a team's own templates; `path` is how its mistakes call it. Raises BadConfig."""
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise BadConfig([f"{path}: {broken}"]) from broken
    wrong, file = [*sense.mistakes(parsed), *templates.unknown(parsed, own)], File()
    try:
        file = File.model_validate(parsed)
    except ValidationError as misshapen:
        wrong += map(_misshapen, misshapen.errors())
    policy = Policy() if wrong else replace(_policy(file), templates=tuple(own))
    wrong += [(("schedules", one.name, *where), said) for one in policy.schedules for where, said in flaws(one)]
    if wrong:
        named = sorted((_line(text, where) or len(text), where, said) for where, said in wrong)
        raise BadConfig([_sentence(path, text, where, said) for _, where, said in named])
    return policy


def _misshapen(error: Any) -> Mistake:  # noqa: ANN401  # pydantic's error dictionary.
    where = tuple(str(part) for part in error["loc"])
    said = keys.unknown(where) if error["type"] == "extra_forbidden" else error["msg"].removeprefix("Value error, ")
    return where, said


def _spelled(file: File) -> Spelled:
    """What stands outside Slack, as its own table spells it: others name it in any case of letters, and it is one."""
    tables: dict[Reach, Iterable[str]] = {
        Reach.WEBHOOK: file.hooks,
        Reach.ROBOT: file.robots,
        Reach.PAGERDUTY: file.pagerduty,
    }
    made = [Target(reach, name) for reach, table in tables.items() for name in table]
    return {one.written.casefold(): one for one in made}


def _severities(file: File) -> tuple[Severity, ...]:
    """Those of the file; what one does not say of its postmortem is as for the shipped one of its rank."""
    return tuple(
        Severity(
            key=part.key,
            meaning=part.meaning,
            mark=part.mark,
            aliases=tuple(part.aliases),
            acknowledge_within=part.acknowledge_within,
            update_every=part.update_every,
            silent_after=part.silent_after,
            postmortem=part.postmortem or usual.postmortem,
            postmortem_due=usual.postmortem_due if part.postmortem_due == "customary" else part.postmortem_due,
        )
        for part, usual in zip(file.severities, chain(SEVERITIES, repeat(SEVERITIES[-1])), strict=False)
    )


def _policy(file: File) -> Policy:
    spelled = _spelled(file)
    return Policy(
        severities=_severities(file) or SEVERITIES,
        default_severity=file.default_severity,
        channel_template=file.channel_name,
        announcements=file.announcements,
        language=file.language,
        contacts=tuple(file.contacts),
        teams=tuple(_team(name, part, spelled) for name, part in file.teams.items()),
        schedules=tuple(part.schedule(name) for name, part in file.schedules.items()),
        services=tuple(
            Service(name=name, team=p.team, tier=p.tier, links=tuple(p.links.items()))
            for name, p in file.services.items()
        ),
        hooks=tuple(
            Hook(name=name, address=p.address, secret=p.secret, kinds=tuple(p.kinds)) for name, p in file.hooks.items()
        ),
        trackers=tuple(Tracker(name=name, address=p.address) for name, p in file.trackers.items()),
        gateways=tuple(part.gateway(name) for name, part in file.gateways.items()),
        robots=tuple(part.robot(name) for name, part in file.robots.items()),
        pagers=tuple(part.pager(name) for name, part in file.pagerduty.items()),
        runners=tuple(part.runner(name) for name, part in file.runs.items()),
        escalations=tuple(part.escalation(name, spelled) for name, part in file.escalation.items()),
        bridge=file.bridge,
        reaction=file.reaction.strip(":"),
        lesson=file.lesson_reaction.strip(":"),
        keep_pictures=file.keep_pictures,
        in_threads=tuple(file.in_threads),
        archive_after=file.archive_after,
        daily_at=minutes(file.daily_at) if file.daily_at else None,
        zone=file.zone,
        hours=Hours(
            begin=minutes(file.hours.begin),
            end=minutes(file.hours.end),
            days=numbered(file.hours.days),
        ),
        actions=FollowUp(due_high=file.actions.due_high, due=file.actions.due, stale_after=file.actions.stale_after),
        knowledge=Library(folder=file.knowledge.folder, owners=tuple(file.knowledge.owners)),
        template_folder=file.postmortems.templates,
        postmortems=Binder(folder=file.postmortems.folder),
    )


def _team(name: str, part: TeamPart, spelled: Spelled) -> Team:
    return Team(
        name=name,
        members=tuple(part.members),
        channel=part.channel,
        schedule=part.schedule,
        robot=spelled[f"{Reach.ROBOT}:{part.robot}".casefold()].name if part.robot else "",
        topic=(part.channel if part.topic else "") if isinstance(part.topic, bool) else part.topic,
        user_group=part.user_group.removeprefix("@"),
        manager=part.manager,
    )


def place(path: Path, text: str, where: Sequence[str]) -> str:
    """Where a key stands: `sitrep.toml, line 12: schedules.payments.ical`."""
    line = _line(text, where)
    return f"{path}{f', line {line}' if line else ''}: {'.'.join(where)}"


def _sentence(path: Path, text: str, where: Sequence[str], said: str) -> str:
    return f"{place(path, text, where)}: {said}"


def _line(text: str, where: Sequence[str]) -> int | None:
    """The line of a key: in its n-th `[[part]]` where the path has a number, which is the line of a key that is
    missing there. tomllib gives no positions.
    """
    lines = text.splitlines()
    begin, end, found = 0, len(lines), None
    if (number := next((at for at, part in enumerate(where) if at > 1 and part.isdigit()), None)) is not None:
        return _deep(lines, where, number)
    if len(where) > 1 and where[1].isdigit():
        headers = [at for at, line in enumerate(lines) if line.strip().startswith(f"[[{where[0]}]]")]
        begin, end = [*headers, end, end][int(where[1]) :][:2] if int(where[1]) < len(headers) else (begin, end)
        found = begin + 1 if headers else None
    elif len(where) > 1 and (header := _header(lines, where)) is not None:
        begin = header
        end = next((at for at in range(header + 1, end) if lines[at].lstrip().startswith("[")), end)
        found = header + 1
    keys = [name for name in reversed(where) if not name.isdigit()]
    inside = keys[:1] + [name for name in keys[1:] if name in where[2:]]  # A key of an inline table is on its line.
    spelled = [re.compile(rf"\s*\[*\s*\"?{re.escape(key)}\"?\s*(=|\])") for key in inside]
    return next((at + 1 for one in spelled for at in range(begin, end) if one.match(lines[at])), found)


def _deep(lines: Sequence[str], where: Sequence[str], number: int) -> int | None:
    """The line of a key in the n-th `[[a.b.c]]`; the line of that header where it has no such key."""
    names = r"\.".join(rf"\"?{re.escape(name)}\"?" for name in where[:number])
    headers = [at for at, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{names}\s*\]\]", line)]
    if int(where[number]) >= len(headers):
        return _line("\n".join(lines), where[:number])
    begin = headers[int(where[number])]
    end = next((at for at in range(begin + 1, len(lines)) if lines[at].lstrip().startswith("[")), len(lines))
    key = next((name for name in where[number + 1 :] if not name.isdigit()), "")
    spelled = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*=")
    return next((at + 1 for at in range(begin + 1, end) if key and spelled.match(lines[at])), begin + 1)


def _header(lines: Sequence[str], where: Sequence[str]) -> int | None:
    """The line that begins the table `[teams.payments]` in which a key stands."""
    names = rf"{re.escape(where[0])}(?:\.\"?{re.escape(where[1])}\"?)?"
    spelled = re.compile(rf"\s*\[\s*{names}[\].]")
    found = [at for at, line in enumerate(lines) if spelled.match(line)]
    exact = [at for at in found if where[1] in lines[at]]
    return next(iter(exact or found), None)
