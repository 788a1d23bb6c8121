"""Which action item a sentence is about, and lists of them, for just those who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from commands import words
from commands.core import Ask, sees
from commands.words import Words
from incidents.action import Action
from incidents.actions import tickets
from incidents.actions.shown import Choose, Listed, Sheet
from incidents.decision import Choice, Refused
from incidents.model import Incident, PersonId
from incidents.policy import Team
from incidents.reply import Answer, Reply
from storage.actions import Search
from storage.tx import Tx

PAGE = 10
PAGES = ("page", "页")
CHOSEN = {
    **dict.fromkeys(("mine", "my", "我的"), Choose.MINE),
    **dict.fromkeys(("team", "团队"), Choose.TEAM),
    **dict.fromkeys(("overdue", "late", "逾期"), Choose.OVERDUE),
    **dict.fromkeys(("all", "全部"), Choose.ALL),
}


@dataclass(frozen=True, slots=True)
class Found:
    """An action item that the asker may see, and its incident, locked."""

    incident: Incident
    action: Action


def numbered(ask: Ask, left: Words, tx: Tx, verb: str) -> tuple[Found, Words]:
    """The action item of the number that words begin with, and the words after it. One that is hidden is as one that is
    not there.
    """
    number = words.number(left.first.lstrip("#"))
    if number is None:
        raise Refused(
            "Say which action item by its number: `/incident action {verb} 7`. `/incident action mine` shows yours.",
            verb=verb,
            choices=(Choice("Mine", "action list mine"),),
        )
    return found(ask, number, tx), left.after_first()


def found(ask: Ask, number: int, tx: Tx) -> Found:
    """The action item of a number. Its incident is locked first, then it is read as it is now."""
    known = tx.actions.find(number)
    incident = tx.incidents.find(known.incident) if known else None
    action = tx.actions.find(number) if incident else None
    if incident is None or action is None or not sees(tx, ask.person, incident):
        raise Refused(
            "There is no action item {number}. `/incident action list` shows what is open.",
            number=number,
            choices=(Choice("List", "action list all"),),
        )
    return Found(incident, action)


def sheet(found: Found, tx: Tx) -> Reply:
    """One whole."""
    people = [one for one in (found.action.owner, found.action.added_by, found.action.ended_by) if one]
    ways = tickets.makers(found.incident, found.action, tx.policy)
    data = Sheet(incident=found.incident, action=found.action, now=tx.now, makers=ways, names=_names(tx, people))
    return Reply(kind=Answer.ACTION, data=data)


def of_incident(incident: Incident, left: Words, tx: Tx) -> Reply:
    """Those of one incident, the open ones first."""
    every = sorted(tx.actions.of(incident.id), key=lambda one: (not one.is_open, one.due_at, one.number))
    page = _page(left)
    shown = every[(page - 1) * PAGE : page * PAGE]
    rows = tuple((incident, one) for one in shown)
    data = Listed(
        rows=rows,
        total=len(every),
        page=page,
        chosen=Choose.INCIDENT,
        now=tx.now,
        of=incident.key,
        words=f"action list {incident.key}",
    )
    return _listed(data, tx)


def chosen(ask: Ask, choose: Choose, left: Words, tx: Tx) -> Reply:
    """Those of all incidents that the asker may see: theirs, a team's, what is overdue, all that are open."""
    team, rest = _team(ask, left, tx) if choose is Choose.TEAM else (None, left)
    page = _page(rest)
    search = Search(
        owner=ask.person if choose is Choose.MINE else None,
        services=services_of(team, tx) if team else None,
        due_by=tx.now if choose is Choose.OVERDUE else None,
    )
    actions, total = tx.actions.visible(ask.person, search, begin=(page - 1) * PAGE, limit=PAGE)
    about = tx.incidents.shown({one.incident for one in actions})
    rows = tuple((about[one.incident], one) for one in actions if sees(tx, ask.person, about[one.incident]))
    said = " ".join(part for part in ("action list", choose.value, f'"{team.name}"' if team else "") if part)
    of = team.name if team else ""
    return _listed(Listed(rows=rows, total=total, page=page, chosen=choose, now=tx.now, of=of, words=said), tx)


def services_of(team: Team, tx: Tx) -> frozenset[str]:
    """The services that a team answers for, in small letters."""
    own = team.name.casefold()
    return frozenset(one.name.lower() for one in tx.policy.services if one.team.casefold() == own)


def _team(ask: Ask, left: Words, tx: Tx) -> tuple[Team, Words]:
    """The team that is named, else the one that the asker is in. Refused where that says nobody."""
    if left.tokens and left.first.casefold() not in PAGES:
        named = tx.policy.team(left.first)
        if named is None:
            raise Refused(
                "I do not know the team “{word}”. There are: {names}.",
                word=left.first,
                names=", ".join(team.name for team in tx.policy.teams) or "-",
            )
        return named, left.after_first()
    facts = tx.people.known([ask.person]).get(ask.person)
    mine = {ask.person, facts.email} if facts and facts.email else {ask.person}
    own = [team for team in tx.policy.teams if mine & {member.strip() for member in team.members}]
    if not own:
        raise Refused(
            "You are in no team of the settings. Name one: `/incident action list team payments`. There are: {names}.",
            names=", ".join(team.name for team in tx.policy.teams) or "-",
        )
    return own[0], left


def _page(left: Words) -> int:
    number = words.number(left.after_first().first) if left.first.casefold() in PAGES else None
    return max(number or 1, 1)


def _listed(data: Listed, tx: Tx) -> Reply:
    names = _names(tx, [one.owner for _, one in data.rows if one.owner])
    return Reply(kind=Answer.ACTIONS, data=replace(data, names=names))


def _names(tx: Tx, people: Sequence[PersonId]) -> dict[PersonId, str]:
    known = tx.people.known(list(dict.fromkeys(people)))
    return {person.id: person.name for person in known.values()}
