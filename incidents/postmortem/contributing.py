"""Who is asked what they saw: the three who took part most, each once, in their next morning. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from incidents.decision import Decision, Refused
from incidents.life import hours as working
from incidents.messages import DM, Message, MessageKind, Priority
from incidents.model import SYSTEM, Entry, EntryKind, Incident, PageState, PersonId
from incidents.policy import Hours
from incidents.postmortem.collecting import COLLECTED, part_of
from incidents.postmortem.model import Part
from incidents.record.chain import Link

CHORE = "seen:"
MOST = 3  # The issue's: at most three contributors.
LONGEST = 3000  # Characters of an answer: a field of a form takes no more.
PAUSE = timedelta(hours=1)  # Whoever ends an incident at half past nine is not asked at ten.
SAW = "saw"  # The act of a line that holds an answer.
# Each question, and the section in which its answer stands.
QUESTIONS: Mapping[str, Part] = {"seen": Part.RESPONSE, "helped": Part.WELL, "hard": Part.BADLY}


def took_part(incident: Incident, lines: Iterable[Link]) -> Sequence[PersonId]:
    """Everybody who wrote into the record or answered a page, who did most of it first."""
    did = Counter(line.actor for line in lines if line.kind != EntryKind.IMPORTED)
    did.update(page.person for page in incident.pages if page.state is PageState.COMING)
    ranked = sorted(did.items(), key=lambda one: (-one[1], one[0]))
    return [PersonId(person) for person, _ in ranked if person and person != SYSTEM]


def chore(incident: Incident, person: PersonId) -> str:
    """The name of the chore that asks one of them."""
    return f"{CHORE}{incident.id}:{person}"


def morning(hours: Hours, zone: str, now: datetime) -> datetime:
    """When somebody is asked: in their next morning."""
    return working.next_morning(hours, zone, now + PAUSE)


def asked(incident: Incident, person: PersonId) -> Message:
    """Ask one of them by DM, once."""
    return Message(
        kind=MessageKind.POSTMORTEM_TOLD,
        key=f"{incident.key}/postmortem/seen/{person}",
        lane=f"{DM}{person}",
        priority=Priority.DIGEST,
        values={"what": "seen", "person": person},
    )


def heard(
    incident: Incident, parts: Sequence[str], said: Mapping[str, str], *, last: int, by: PersonId, now: datetime
) -> Decision:
    """What somebody answered: a line for each answer, and one that puts it under its section. `last` is the number of
    the timeline's last line. Raises Refused for no answer at all.
    """
    answers = [(name, text) for name in QUESTIONS if (text := said.get(name, "").strip())]
    if not answers:
        raise Refused("Say something in one of the fields, or close the form: nothing has to be said.")
    entries: list[Entry] = []
    for name, text in answers:
        part = QUESTIONS[name] if QUESTIONS[name] in parts else part_of(parts)
        told = {"act": SAW, "question": name, "text": text[:LONGEST]}
        entries.append(Entry(now, by, EntryKind.POSTMORTEM, told))
        stands = {"act": COLLECTED, "part": str(part), "line": str(last + len(entries))}
        entries.append(Entry(now, by, EntryKind.POSTMORTEM, stands))
    return Decision(incident, entries=tuple(entries))
