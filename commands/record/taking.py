"""What becomes of the messages that the courier read, and of the edits and deletions that Slack tells of."""

from collections.abc import Sequence
from dataclasses import replace

from commands import words
from commands.postmortem import collecting
from commands.record.spots import home, spot
from incidents.messages import Message, MessageKind
from incidents.model import ChannelId, EntryKind, Incident, IncidentId, PersonId
from incidents.record import capture
from incidents.record.capture import Edit, Said, Stretch
from incidents.record.chain import Link
from storage.record.taken import Picture, Taken
from storage.tx import Tx

EDITED, DELETED = EntryKind.EDITED, EntryKind.DELETED
Found = Said | Stretch | Picture | None


def take(tx: Tx, incident: Incident, said: Sequence[Said], *, by: PersonId, marks: bool = True) -> Sequence[Said]:
    """Write a line for each of these messages of one channel that has none yet; those that were written. Without
    `marks` nobody sees in Slack that they were.
    """
    channel = said[0].channel if said else ChannelId("")
    known = tx.taken.among(channel, [one.ts for one in said])
    fresh = [_readable(tx, one) for one in said if one.ts not in known]
    if not fresh:
        return ()
    fresh.sort(key=lambda one: capture.moment(one.ts))
    tx.record(capture.take(incident, fresh, by=by, copies=tx.policy.keep_pictures, marks=marks))
    first = _last(tx, incident) - len(fresh) + 1
    tx.taken.keep(
        [
            Taken(channel=one.channel, ts=one.ts, incident=incident.id, seq=seq, last=seq, edited=one.edited)
            for seq, one in enumerate(fresh, start=first)
        ]
    )
    return fresh


def brought(tx: Tx, message: Message, number: IncidentId | None, found: Found) -> None:
    """The courier has done an errand of ours: what it brought back is recorded in the transaction that ends it."""
    match message.kind, found:
        case MessageKind.TAKE, Said():
            _took(tx, message, number, found)
        case MessageKind.GATHER, Stretch():
            _gathered(tx, message, number, found)
        case MessageKind.AMEND, _:
            amend(tx, _edit(message))
        case MessageKind.PICTURE, Picture():
            _copied(tx, message, found)


def _took(tx: Tx, message: Message, number: IncidentId | None, said: Said) -> None:
    at = spot(said.channel, said.ts, message.values["thread"] or said.thread)
    incident = tx.incidents.find(number) if number is not None else home(tx, at)
    if incident is None:
        return
    by, part = PersonId(message.values["by"]), message.values.get("under")
    take(tx, incident, (said,), by=by)
    taken = tx.taken.find(said.channel, said.ts) if part else None
    if part and taken and taken.incident == incident.id:
        written = tx.incidents.find(incident.id)  # As its line has left it.
        collecting.put(tx, written or incident, taken.seq, part, by=by)


def _gathered(tx: Tx, message: Message, number: IncidentId | None, stretch: Stretch) -> None:
    incident = tx.incidents.find(number) if number is not None else None
    if incident is None:
        return
    by = PersonId(message.values["by"])
    written = take(tx, incident, stretch.messages, by=by)
    known = len(stretch.messages) - len(written)
    told = capture.gathered(incident, written, known=known, more=stretch.more, by=by, key=message.key)
    tx.outbox.owe(incident.id, [told])
    tx.stirred = True


def _copied(tx: Tx, message: Message, picture: Picture) -> None:
    """Keep the copy, unless its line was redacted meanwhile."""
    taken = tx.taken.find(ChannelId(message.values["channel"]), message.values["ts"])
    if taken and not _is_redacted(tx, taken):
        tx.taken.copy(replace(picture, incident=taken.incident, seq=taken.seq))


# Edits and deletions.


def concerns(tx: Tx, channel: ChannelId, ts: str) -> bool:
    """Whether a message is a line of a timeline, or may be about to become one. Of all others nothing is written.

    What is being read is asked about first: once it is read, it is a line.
    """
    return tx.outbox.is_owed(capture.lane(channel)) or tx.taken.find(channel, ts) is not None


def happened(tx: Tx, edit: Edit) -> None:
    """A message was edited or deleted: a line says so now, or, where it is just being read, after that."""
    if tx.outbox.is_owed(capture.lane(edit.channel)):
        tx.outbox.owe(None, [capture.amending(edit)])
        tx.stirred = True
    else:
        amend(tx, edit)


def amend(tx: Tx, edit: Edit) -> None:
    """Follow a taken message. Every edit is written once, in whatever order they come; one that the first line shows
    already is not, and of a redacted one no word.
    """
    known = tx.taken.find(edit.channel, edit.ts)
    incident = tx.incidents.find(known.incident) if known else None
    taken = tx.taken.find(edit.channel, edit.ts)  # Once more: only now nobody else can write about it.
    first = tx.timeline.line(taken.incident, taken.seq) if taken else None
    if incident is None or taken is None or first is None:
        return
    now = replace(edit, text=readable(tx, edit.text), before=readable(tx, edit.before), author=PersonId(first.actor))
    if not now.gone and (_is_redacted(tx, taken) or _is_shown(taken, now, first)):
        return
    if _is_told(tx, taken, now):
        return
    if not tx.inbound.receive(f"edit:{now.channel}:{now.ts}:{now.version}"):
        return
    tx.record(capture.follow(incident, now, permalink=(first.body or {}).get("permalink", "")))
    collecting.followed(tx, incident, taken.seq)
    if not now.gone:
        tx.taken.follow(taken, _last(tx, incident))


def _is_shown(taken: Taken, now: Edit, first: Link) -> bool:
    """Whether the first line was written after this edit. Slack's stamps of edits are exact to a second only: of the
    same one, an edit is later that changed the very words of the line.
    """
    if not taken.edited:
        return False
    edited, shown = capture.moment(now.at), capture.moment(taken.edited)
    return edited < shown or (edited == shown and (first.body or {}).get("text", "") != now.before)


def _is_told(tx: Tx, taken: Taken, now: Edit) -> bool:
    """Whether a line says so already: what is read again, and told of by a late event as well, comes twice."""
    if now.gone:
        return any((line.body or {}).get("ts") == now.ts for line in tx.timeline.of_kind(taken.incident, DELETED))
    told = ({**(line.body or {}), "at": line.occurred_at} for line in tx.timeline.of_kind(taken.incident, EDITED))
    return any(
        (one.get("ts"), one.get("text", ""), one["at"]) == (now.ts, now.text, capture.moment(now.at)) for one in told
    )


def _is_redacted(tx: Tx, taken: Taken) -> bool:
    """Whether a line about the message was redacted: the first, or the newest."""
    lines = [tx.timeline.line(taken.incident, seq) for seq in {taken.seq, taken.last}]
    return any(line is None or line.body is None for line in lines)


def _edit(message: Message) -> Edit:
    values = message.values
    return Edit(
        channel=ChannelId(values["channel"]),
        ts=values["ts"],
        author=PersonId(values["author"]),
        at=values["at"],
        event=values["event"],
        text=values["text"],
        before=values["before"],
        gone="gone" in values,
    )


def _last(tx: Tx, incident: Incident) -> int:
    """The number of the incident's newest line: its row is locked, so no other can come between."""
    return tx.timeline.read(incident.id, limit=1)[0].seq


def _readable(tx: Tx, said: Said) -> Said:
    return replace(said, text=readable(tx, said.text))


def readable(tx: Tx, text: str) -> str:
    """A message's mark-up as people read it: names for mentions, addresses for links."""
    people = tx.people.known({PersonId(found[1]) for found in words.PERSON.finditer(text)})
    names = {str(person.id): person.name for person in people.values()}
    return words.plain(words.PERSON.sub(lambda found: f"@{found[2] or names.get(found[1], found[1])}", text)).strip()
