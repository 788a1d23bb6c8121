"""A postmortem as Markdown, for a file and for a canvas. Pure; whatever people wrote is harmless in it."""

import re
from collections.abc import Iterator

from bot.views.postmortem.parts import heading, state
from bot.views.postmortem.wording import Pen
from bot.views.record.export import markdown
from incidents.model import PersonId
from incidents.postmortem.model import LINE, TITLE, Mark, Sentence
from incidents.record.chain import Link

HEADING = re.compile(r"^\s{0,3}#{1,6}(?=\s)", re.MULTILINE)


def document(pen: Pen) -> str:
    """The whole of it, its title first."""
    return "\n".join((f"# {markdown(title(pen))}", "", *body(pen))) + "\n"


def body(pen: Pen) -> Iterator[str]:
    """What stands under the title."""
    yield f"*{markdown(about(pen))}*"
    for part in pen.paper.parts:
        yield from ("", f"## {markdown(heading(pen.paper, part, pen.voice))}", "")
        if part in pen.paper.edits:
            yield pen.section(part).replace("<", "&lt;")
            yield from _since(pen, part)
            continue
        yield from (f"{told}{_evidence(one)}" for one, told in _sentences(pen, part))
        yield from _table(pen, _lines(pen, part))
        yield from _collected(pen, part)


def canvas(pen: Pen) -> str:
    """What a canvas of Slack's shows of it: three depths of headings, no HTML, and lists, for its tables are short. Its
    title is the canvas's own.
    """
    parts = [f"*{markdown(about(pen))}*"]
    for part in pen.paper.parts:
        parts += ["", f"## {markdown(heading(pen.paper, part, pen.voice))}", ""]
        if part in pen.paper.edits:
            parts += [_tame(pen.section(part)), *_since(pen, part)]
            continue
        parts += [f"{told}{_numbers(one)}" for one, told in _sentences(pen, part)]
        parts += [f"- **#{link.seq}** {markdown(pen.told(link))}" for link in _lines(pen, part)]
        parts += _collected(pen, part)
    return "\n".join(parts) + "\n"


def _collected(pen: Pen, part: str) -> list[str]:
    """The messages that people put under a section, as items of a list."""
    return [f"- {markdown(pen.collected(one))}" for one in pen.paper.collected(part)]


def _since(pen: Pen, part: str) -> list[str]:
    """The same below a text of people's."""
    said = _collected(pen, part)
    return ["", f"*{pen.voice.word('Collected since')}*", "", *said] if said else []


def _tame(text: str) -> str:
    """What people wrote, without what a canvas refuses, and without calling anybody."""
    return HEADING.sub("###", text).replace("![", "!\\[").replace("<", "&lt;")


def title(pen: Pen) -> str:
    """Its title without mark-up: what the team's own template says, else key and title of the incident."""
    if said := pen.paper.section(TITLE).sentences:
        return pen.plain(said[0])
    incident = pen.paper.incident
    return f"{incident.key} · {named(pen)}"


def named(pen: Pen) -> str:
    """The incident's own title."""
    incident = pen.paper.incident
    return pen.own(incident.title if incident.named else pen.voice.word("Untitled incident"))


def about(pen: Pen) -> str:
    """Postmortem, how far it has come, whose it is, by when."""
    postmortem, voice = pen.paper.postmortem, pen.voice
    said = [voice.word("Postmortem"), state(postmortem.state, voice)]
    if pen.paper.incident.test:
        said.insert(0, voice.word("TEST"))
    if postmortem.owner:
        said.append(voice.word("owner {who}", who=pen.name(postmortem.owner)))
    if postmortem.due_at:
        said.append(voice.word("due {at}", at=pen.utc(postmortem.due_at)))
    return " · ".join(said)


def _lines(pen: Pen, part: str) -> list[Link]:
    """The lines of the timeline that a section shows."""
    return [link for one in pen.paper.section(part).sentences if one.text == LINE and (link := pen.line(one))]


def _sentences(pen: Pen, part: str) -> Iterator[tuple[Sentence, str]]:
    """Its other sentences as items of a list, without what they rest on."""
    for one in pen.paper.section(part).sentences:
        if one.text == LINE:
            continue
        text = markdown(pen.plain(one))
        match one.mark:
            case Mark.QUESTION:
                yield one, f"- [ ] *{text}*"
            case Mark.CONFIRM:
                yield one, f"- {text} **({pen.voice.word('to be confirmed')})**"
            case Mark.PROPOSED:
                yield one, f"- {text} **({pen.voice.word('proposed by a language model')})**"
            case Mark.FILLED:
                yield one, f"- {text}"


def _evidence(one: Sentence) -> str:
    """The lines that it rests on, linked to where they stand in the timeline."""
    return "".join(f" [#{seq}](#line-{seq})" for seq in one.evidence)


def _numbers(one: Sentence) -> str:
    """The same where nothing can be linked to."""
    return "".join(f" #{seq}" for seq in one.evidence)


def _table(pen: Pen, lines: list[Link]) -> Iterator[str]:
    if not lines:
        return
    zone, voice = pen.paper.zone, pen.voice
    heads = ("#", "UTC", *((markdown(zone),) if zone != "UTC" else ()), voice.word("Who"), voice.word("What"))
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join(['---'] * len(heads))} |"
    for link in lines:
        local = pen.local(link.occurred_at)
        times = (pen.utc(link.occurred_at), *((local,) if local else ()))
        cells = (*times, pen.name(PersonId(link.actor)), pen.what(link))
        yield f'| <a id="line-{link.seq}"></a>{link.seq} | {" | ".join(map(markdown, cells))} |'
