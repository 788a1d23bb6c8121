"""The timeline's lines as sentences, newest first."""

import re
from collections.abc import Callable, Mapping, Sequence

from bot.views import deeds
from bot.views.actions import lines as actions
from bot.views.blocks import Drawn, buttons, context, fitting, is_address, link, outward, paragraphs, section
from bot.views.escalation import lines as escalation
from bot.views.knowledge import lines as knowledge
from bot.views.parts import part
from bot.views.upkeep import lines as upkeep
from bot.views.words import SafeText, Voice, cut, esc
from incidents.decision import Choice
from incidents.life.lifecycle import UNTITLED
from incidents.model import EntryKind, PersonId, Setting, Status
from incidents.policy import Policy
from incidents.record.capture import moment
from incidents.record.chain import Link
from incidents.reply import Lines

PERSON = re.compile(r"[UW][A-Z0-9]+")
MENTION = re.compile(r"<@[UW][A-Z0-9]+>")
Said = Mapping[str, str]
SHORT = 400  # Characters of each text: a page holds twenty lines.
WHOLE = frozenset({"link", "files", "address"})  # Addresses: cut they would lead elsewhere.
FILES_SHOWN = 3


def draw(lines: Lines, voice: Voice, policy: Policy) -> Drawn:
    """A page of one incident's lines, each with its number, and the ways to the others."""
    incident, chosen = lines.incident, lines.chosen
    head = voice.say("*Timeline of {key}*, newest first", key=incident.key)
    if chosen:
        head = SafeText(f"{head} · {voice.say('only: {chosen}', chosen=SafeText(_chosen(chosen)))}")
    said = fitting([SafeText(f"`{link.seq}` {line(link, voice, policy)}") for link in lines.lines])
    older = lines.older + len(lines.lines) - len(said)
    blocks = [section(head), *paragraphs(said)]
    if not said:
        blocks.append(context(voice.say("There is no such line.")))
    if older:
        blocks.append(context(voice.say("{n} older lines are kept.", n=older)))
    shown = lines.lines[: len(said)]
    turns = buttons(voice, _turns(lines, shown, older), block_id="acts") if shown else ()
    return Drawn("\n".join((head, *said[:3])), (*blocks, *turns))


def _turns(lines: Lines, shown: Sequence[Link], older: int) -> list[Choice]:
    """The pages before and after this one, and the whole as a file."""
    asked = f"timeline {lines.chosen}".strip()
    number = lines.incident.id
    found = [Choice("Older", f"{asked} --before {shown[-1].seq}", number)] if older else []
    found += [Choice("Newer", f"{asked} --after {shown[0].seq}", number)] if lines.newer else []
    return [*found, Choice("Export", "timeline export", number)]


def _chosen(chosen: str) -> str:
    """What the lines were chosen by: our own words and mentions."""
    return " ".join(word if MENTION.fullmatch(word) else f"`{esc(word)}`" for word in chosen.split())


def line(link: Link, voice: Voice, policy: Policy) -> SafeText:
    """One line: when, who, what."""
    at = voice.day(link.occurred_at)
    if link.body is None:
        return voice.say("{at} · (redacted)", at=at)
    who = voice.name(PersonId(link.actor))
    short = {name: value if name in WHOLE else cut(value, SHORT) for name, value in link.body.items()}
    return SafeText(f"{at} · {who} · {_told(link, short, voice, policy)}")


def sentence(link: Link, voice: Voice, policy: Policy) -> SafeText:
    """What a line tells, whole: for a file."""
    if link.body is None:
        return voice.say("(redacted)")
    return _told(link, link.body, voice, policy)


def _told(link: Link, body: Said, voice: Voice, policy: Policy) -> SafeText:
    if link.kind == EntryKind.OWNER and body["to"] == link.actor:
        return voice.say("took it over")
    return SENTENCES[EntryKind(link.kind)](body, voice, policy)


def _title(title: str, voice: Voice) -> str:
    return voice.word("Untitled incident") if title == UNTITLED else title


def _opened(said: Said, voice: Voice, policy: Policy) -> SafeText:
    severity = policy.severity(said["severity"]).name
    return voice.say("opened it as {severity}: {title}", severity=severity, title=_title(said["title"], voice))


def _named(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("named it: {title}", title=said["to"])


def _acknowledged(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("acknowledged it")


def _owner(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("made {name} the owner", name=voice.name(PersonId(said["to"])))


def _severity(said: Said, voice: Voice, policy: Policy) -> SafeText:
    before, after = policy.severity(said["from"]).name, policy.severity(said["to"]).name
    return voice.say("changed the severity: {before} → {after}", before=before, after=after)


def _status(said: Said, voice: Voice, policy: Policy) -> SafeText:
    before, after = Status(said["from"]), Status(said["to"])
    if said.get("why"):
        why = said["why"]
        return voice.say("changed the status: {before} → {after}: {why}", before=before, after=after, why=why)
    return voice.say("changed the status: {before} → {after}", before=before, after=after)


def _update(said: Said, voice: Voice, policy: Policy) -> SafeText:
    what = voice.say("No change.") if "unchanged" in said else esc(said.get("what", ""))
    parts = [voice.say("update {number}: {what}", number=said["number"], what=SafeText(what))]
    if "graded_to" in said:
        parts.append(_severity({"from": said["graded_from"], "to": said["graded_to"]}, voice, policy))
    if "to" in said:
        parts.append(_status(said, voice, policy))
    if "impact" in said:
        parts.append(voice.say("impact: {impact}", impact=said["impact"]))
    if "next" in said:
        parts.append(voice.say("next: {step}", step=said["next"]))
    return SafeText(" · ".join(parts))


def _author(author: str, voice: Voice) -> SafeText:
    """A person by their id, a program by its name."""
    if not author:
        return voice.say("somebody")
    return voice.name(PersonId(author)) if PERSON.fullmatch(author) else esc(author)


def _note(said: Said, voice: Voice, policy: Policy) -> SafeText:
    text = esc(said["text"])
    if "author" not in said and "link" not in said:
        return text
    links = [link(one, voice.say("file")) for one in said.get("files", "").split() if is_address(one)]
    if is_address(said.get("link", "")):
        links.insert(0, link(said["link"], voice.say("message")))
    name = _author(said.get("author", ""), voice)
    told = voice.say("a message of {name}: {text}", name=name, text=text)
    return SafeText(" · ".join((told, *links)))


def _resolved(said: Said, voice: Voice, policy: Policy) -> SafeText:
    if said.get("fix"):
        return voice.say("resolved it: {fix}", fix=said["fix"])
    if "itself" in said:
        return voice.say("resolved it: it recovered by itself, the cause is not known")
    return voice.say("resolved it; what fixed it was not said")


def _reopened(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("reopened it: {why}", why=said["why"]) if said.get("why") else voice.say("reopened it")


def _undone(said: Said, voice: Voice, policy: Policy) -> SafeText:
    before, after = (_end(said["act"], said[end], voice, policy) for end in ("from", "to"))
    return voice.say("took back: {before} → {after}", before=before, after=after)


def _end(act: str, value: str, voice: Voice, policy: Policy) -> SafeText:
    match act:
        case "severity":
            return esc(policy.severity(value).name)
        case "owner":
            return voice.name(PersonId(value)) if value else voice.say("nobody yet")
        case _:
            return esc(voice.status(Status(value)))


def _merged(said: Said, voice: Voice, policy: Policy) -> SafeText:
    title = _title(said["title"], voice)
    return voice.say("merged it into {other}: {title}", other=said["into"], title=title)


def _absorbed(said: Said, voice: Voice, policy: Policy) -> SafeText:
    title = _title(said["title"], voice)
    text = voice.say("merged {other} into this one: {title}", other=said["from"], title=title)
    if said["todos"] == "0":
        return text
    return SafeText(f"{text} · {voice.say('Its open to-dos came along: {n}.', n=said['todos'])}")


def _corrected(said: Said, voice: Voice, policy: Policy) -> SafeText:
    if said["field"] == "severity":
        before, after = policy.severity(said["from"]).name, policy.severity(said["to"]).name
        return voice.say("corrected the severity: {before} → {after}", before=before, after=after)
    return voice.say("corrected the title: {before} → {after}", before=_title(said["from"], voice), after=said["to"])


def _nobody(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("nobody had acknowledged it after {n} min", n=said["minutes"])


def _expired(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("closed the test a day after it was opened")


def _still(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("is still on it")


def _gone(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("the account of {name} is gone; what they held is free", name=voice.name(PersonId(said["who"])))


def _archived(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("archives the channel")


def _mishap(said: Said, voice: Voice, policy: Policy) -> SafeText:
    what = part(voice, said["what"])
    return voice.say("could not do a part ({what}): Slack says {code}", what=what, code=said["code"])


def _todo(said: Said, voice: Voice, policy: Policy) -> SafeText:
    values = {"number": said["number"], "text": said.get("text", "")}
    match said["act"]:
        case "added" if "owner" in said:
            return voice.say("to-do {number} for {name}: {text}", name=voice.name(PersonId(said["owner"])), **values)
        case "added":
            return voice.say("to-do {number}: {text}", **values)
        case "given":
            name = voice.name(PersonId(said["owner"]))
            return voice.say("gave to-do {number} to {name}: {text}", name=name, **values)
        case "returned":
            return voice.say("handed to-do {number} back: {text}", **values)
        case "done":
            return voice.say("did to-do {number}: {text}", **values)
        case _ if said.get("why"):
            return voice.say("dropped to-do {number}: {text} ({why})", why=said["why"], **values)
        case _:
            return voice.say("dropped to-do {number}: {text}", **values)


def _link(said: Said, voice: Voice, policy: Policy) -> SafeText:
    link = outward(said["address"], said["title"])
    if said["act"] == "added":
        return voice.say("added link {number}: {link}", number=said["number"], link=link)
    return voice.say("removed link {number}: {link}", number=said["number"], link=link)


def _moved(said: Said, voice: Voice, policy: Policy) -> SafeText:
    if said["to"] == Setting.THREAD:
        return voice.say("it runs in the thread: Slack refused a channel ({code})", code=said["code"])
    if said.get("code"):
        return voice.say("it runs in a channel of its own: Slack refused the other ({code})", code=said["code"])
    return voice.say("gave it a channel of its own")


def _redacted(said: Said, voice: Voice, policy: Policy) -> SafeText:
    if "why" in said:
        return voice.say("redacted line {lines}: {why}", lines=said["lines"], why=said["why"])
    return voice.say("redacted line {lines}", lines=said["lines"])


def _message(said: Said, voice: Voice, policy: Policy) -> SafeText:
    text = said.get("text", "")
    parts = [esc(cut(f"{said['name']}: {text}" if "name" in said else text, 500))]
    if "edited" in said:
        parts.append(voice.say("(edited)"))
    parts += [_address(said.get("permalink", ""), voice.say("message"))]
    parts += [_address(one, voice.say("file")) for one in said.get("files", "").split()[:FILES_SHOWN]]
    return SafeText(" · ".join(part for part in parts if part))


def _edited(said: Said, voice: Voice, policy: Policy) -> SafeText:
    at = voice.clock(moment(said["ts"]))
    text = voice.say("edited the message of {at}: “{text}”", at=at, text=cut(said.get("text", ""), 500))
    return SafeText(
        " · ".join(part for part in (text, _address(said.get("permalink", ""), voice.say("message"))) if part)
    )


def _deleted(said: Said, voice: Voice, policy: Policy) -> SafeText:
    return voice.say("the message of {at} was deleted in Slack", at=voice.clock(moment(said["ts"])))


def _address(address: str, label: SafeText) -> SafeText:
    """A link from Slack, or nothing where it could break out of its place."""
    return link(address, label) if is_address(address) else SafeText("")


SENTENCES: dict[EntryKind, Callable[[Said, Voice, Policy], SafeText]] = {
    **knowledge.SENTENCES,
    **actions.SENTENCES,
    EntryKind.OPENED: _opened,
    EntryKind.NAMED: _named,
    EntryKind.ACKNOWLEDGED: _acknowledged,
    EntryKind.OWNER: _owner,
    EntryKind.SEVERITY: _severity,
    EntryKind.STATUS: _status,
    EntryKind.UPDATE: _update,
    EntryKind.NOTE: _note,
    EntryKind.RESOLVED: _resolved,
    EntryKind.REOPENED: _reopened,
    EntryKind.UNDONE: _undone,
    EntryKind.MERGED: _merged,
    EntryKind.ABSORBED: _absorbed,
    EntryKind.CORRECTED: _corrected,
    EntryKind.NOBODY: _nobody,
    EntryKind.EXPIRED: _expired,
    EntryKind.MISHAP: _mishap,
    EntryKind.TODO: _todo,
    EntryKind.LINK: _link,
    EntryKind.MENDED: upkeep.mended,
    EntryKind.IMPORTED: upkeep.imported,
    EntryKind.STILL: _still,
    EntryKind.GONE: _gone,
    EntryKind.ARCHIVED: _archived,
    **deeds.SENTENCES,
    EntryKind.ESCALATED: escalation.escalated,
    EntryKind.MOVED: _moved,
    EntryKind.REDACTED: _redacted,
    EntryKind.MESSAGE: _message,
    EntryKind.EDITED: _edited,
    EntryKind.DELETED: _deleted,
}
