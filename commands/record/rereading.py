"""Asked while Slack reaches us: what was missed when it did not. Each part that the courier reads again is compared
with the record; whatever is read twice, or told of by a late event as well, has one effect.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from commands.core import sees
from commands.postmortem import collecting
from commands.record import taking
from commands.record.spots import LINK
from incidents.messages import Message, members
from incidents.model import ChannelId, EntryKind, Incident, IncidentId, PersonId, Setting
from incidents.permissions import Act, may
from incidents.postmortem.collecting import FITS
from incidents.record import capture
from incidents.record.capture import Edit
from incidents.record.rereading import COVERED, LAST, MOST_PAGES, Gap, Reread, Seen
from storage.delivery.places import Role
from storage.record.taken import Taken
from storage.tx import Tx


def listen(tx: Tx, *, unbroken: bool) -> datetime | None:
    """Slack reaches us now, `unbroken` since the last time this was said; if not, and nobody else was reached for too
    long, everything open is read again. Since when, or nothing.
    """
    since = None if unbroken else tx.listening.until()
    tx.listening.hear()
    if since is None or tx.now - since <= COVERED:
        return None
    for incident in tx.incidents.open_ones():
        _read_again(tx, incident, since)
    return since


def _read_again(tx: Tx, incident: Incident, since: datetime) -> None:
    """Who is inside a private one is asked first: until Slack has said so nobody counts as inside."""
    places = tx.places.of(incident.key)
    place = places.get(Role.CHANNEL)
    threaded = incident.setting is Setting.THREAD and place is None
    if threaded:
        place = places.get(Role.ANNOUNCEMENT)
    if place is None:
        return  # It has no place in Slack yet: nothing can have been said there.
    gap = Gap(incident=incident, channel=place.channel, since=since)
    if incident.private:
        tx.people.replace(incident.id, ())
        tx.outbox.owe(incident.id, [members(incident, gap.occasion)])
    tx.outbox.owe(incident.id, [gap.thread(place.ts) if threaded and place.ts else gap.page()])
    tx.stirred = True


def brought(tx: Tx, message: Message, number: IncidentId | None, found: Reread) -> None:
    """A part was read: follow what was taken, take what was marked, and owe the parts that follow from it."""
    incident = tx.incidents.find(number) if number is not None else None
    if incident is None:
        return
    asked = message.values
    gap = Gap(incident=incident, channel=ChannelId(asked["channel"]), since=datetime.fromisoformat(asked["since"]))
    taken = {one.ts: one for one in tx.taken.of(incident.id, gap.channel)}
    for one in sorted(found.seen, key=lambda one: one.said.ts):
        if known := taken.get(one.said.ts):
            _follow(tx, known, one)
        else:
            _take(tx, incident, one)
        _collect(tx, incident, one, known)
    _stir(tx, incident, found.seen)
    missing = _missing(tx, taken.values(), asked, found)
    tx.outbox.owe(incident.id, [*_further(gap, asked, found), *_threads(gap, asked, found, missing)])
    tx.outbox.owe(incident.id, [gap.one(ts) for ts, thread in missing.items() if not thread or asked.get("thread")])
    if asked.get("ts") and not found.seen and asked["ts"] in taken:
        _gone(tx, taken[asked["ts"]])
    tx.stirred = True


def _follow(tx: Tx, known: Taken, one: Seen) -> None:
    """Of the edits that were missed the last is left; which line it changes is decided as for any other."""
    said = one.said
    if one.gone:
        _gone(tx, known)
        return
    first = tx.timeline.line(known.incident, known.seq)
    text = (first.body or {}).get("text", "") if first else ""
    same = taking.readable(tx, said.text) == text
    if not said.edited or (same and said.edited == known.edited):
        return
    edit = Edit(
        channel=said.channel,
        ts=said.ts,
        author=said.author,
        at=said.edited,
        event=_stamp(tx),
        text=said.text,
        before="" if same else text,
    )
    taking.amend(tx, edit)


def _gone(tx: Tx, known: Taken) -> None:
    """Nobody can tell any more when it was deleted: the line stands at the time when that was found."""
    at = _stamp(tx)
    taking.amend(tx, Edit(channel=known.channel, ts=known.ts, author=PersonId(""), at=at, event=at, gone=True))


def _collect(tx: Tx, incident: Incident, one: Seen, known: Taken | None) -> None:
    """Put under the postmortem what somebody marked who may, unless it stands there already."""
    by = _who(tx, one.collected_by, incident)
    if by is None or one.gone:
        return
    if known:
        collecting.put(tx, tx.incidents.find(incident.id) or incident, known.seq, FITS, by=by)
        return
    said = one.said
    reading = capture.reading(said.channel, said.ts, said.thread, by=by, now=tx.now, under=FITS)
    tx.outbox.owe(incident.id, [reading])


def _who(tx: Tx, marked_by: Sequence[PersonId], incident: Incident) -> PersonId | None:
    """The first of them who may change this incident's record."""
    people = tx.people.known(marked_by)
    by = next((who for who in marked_by if who in people and may(people[who].standing, Act.CHANGE)), None)
    return by if by and sees(tx, by, incident) else None


def _take(tx: Tx, incident: Incident, one: Seen) -> None:
    """Take what somebody marked who may: it is read once more by the errand that takes any message."""
    by = _who(tx, one.marked_by, incident)
    if by is None or one.gone:
        return
    said = one.said
    tx.outbox.owe(incident.id, [capture.reading(said.channel, said.ts, said.thread, by=by, now=tx.now)])


def _stir(tx: Tx, incident: Incident, seen: Iterable[Seen]) -> None:
    written = [one.said.ts for one in seen if one.by_people]
    if written:
        tx.activity.stir(incident.id, capture.moment(max(written)))


def _further(gap: Gap, asked: Mapping[str, str], found: Reread) -> list[Message]:
    """The rest of a channel or a thread."""
    if not found.edge:
        return []
    if head := asked.get("thread"):
        return [gap.thread(head, found.edge)]
    number = int(asked["page"]) + 1
    return [gap.page(found.edge, number)] if number <= MOST_PAGES else []


def _threads(gap: Gap, asked: Mapping[str, str], found: Reread, missing: Mapping[str, str]) -> list[Message]:
    """The threads in which something was said since, and those of taken messages."""
    if asked.get("thread") or asked.get("ts"):
        return []
    heads = {one.said.ts for one in found.seen if one.answered >= gap.stamp} | {one for one in missing.values() if one}
    return [gap.thread(head) for head in sorted(heads)]


def _missing(tx: Tx, taken: Iterable[Taken], asked: Mapping[str, str], found: Reread) -> Mapping[str, str]:
    """The taken messages that belong into the part which was read and are not in it, with the threads they stand in."""
    if asked.get("ts"):
        return {}
    head = asked.get("thread", "")
    low, high = (asked.get("beyond", ""), found.edge or LAST) if head else (found.edge, asked.get("until", LAST))
    seen = {one.said.ts for one in found.seen}
    missed = [one for one in taken if low < one.ts < high and one.ts not in seen and not _is_gone(tx, one)]
    threads = {one.ts: _thread(tx, one) for one in missed}
    return {ts: thread for ts, thread in threads.items() if not head or thread == head}


def _is_gone(tx: Tx, one: Taken) -> bool:
    lines = tx.timeline.of_kind(one.incident, EntryKind.DELETED)
    return any((line.body or {}).get("ts") == one.ts for line in lines)


def _thread(tx: Tx, one: Taken) -> str:
    """The thread that a taken message stands in, by its address."""
    line = tx.timeline.line(one.incident, one.seq)
    found = LINK.fullmatch((line.body or {}).get("permalink", "")) if line else None
    return found[4] or "" if found else ""


def _stamp(tx: Tx) -> str:
    return f"{tx.now.timestamp():.6f}"
