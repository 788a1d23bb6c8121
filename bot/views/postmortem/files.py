"""A postmortem as a file: Markdown, HTML and JSON. Pure; whatever people wrote is harmless in each of them."""

import json
from collections.abc import Callable, Iterator, Mapping

from bot.views.postmortem import page
from bot.views.postmortem.parts import heading, state
from bot.views.postmortem.wording import Pen
from bot.views.record.export import markdown
from bot.views.scene import Scene
from bot.views.words import Voice
from incidents.model import PersonId
from incidents.postmortem.model import LINE, TITLE, Mark, Sentence
from incidents.postmortem.paper import Form
from incidents.record.chain import Link


def content(scene: Scene, form: Form) -> str:
    """The file's text. A scene without a postmortem has none to send."""
    if scene.paper is None:
        raise LookupError(scene.incident.key)
    return WRITERS[form](Pen(scene.paper, scene.voice, scene.policy))


def comment(scene: Scene) -> str:
    """What is said with the file."""
    return scene.voice.say("The postmortem of {key} as it stands now.", key=scene.incident.key)


def _markdown(pen: Pen) -> str:
    paper, voice = pen.paper, pen.voice
    parts = [f"# {markdown(_title(pen))}", "", f"*{markdown(_about(pen))}*"]
    for part in paper.parts:
        parts += ["", f"## {markdown(heading(paper, part, voice))}", "", *_section(pen, part)]
    return "\n".join(parts) + "\n"


def _title(pen: Pen) -> str:
    """What the team's own template says, else key and title of the incident."""
    if said := pen.paper.section(TITLE).sentences:
        return pen.plain(said[0])
    incident = pen.paper.incident
    return f"{incident.key} · {pen.own(incident.title if incident.named else pen.voice.word('Untitled incident'))}"


def _about(pen: Pen) -> str:
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


def _section(pen: Pen, part: str) -> Iterator[str]:
    if part in pen.paper.edits:
        yield pen.section(part).replace("<", "&lt;")
        return
    sentences = pen.paper.section(part).sentences
    lines = [one for one in sentences if one.text == LINE]
    for one in sentences:
        if one.text != LINE:
            yield _sentence(pen, one)
    if lines:
        yield from _table(pen, [link for one in lines if (link := pen.line(one))])


def _sentence(pen: Pen, one: Sentence) -> str:
    text = markdown(pen.plain(one))
    match one.mark:
        case Mark.QUESTION:
            return f"- [ ] *{text}*"
        case Mark.CONFIRM:
            return f"- {text} **({pen.voice.word('to be confirmed')})**{_evidence(one)}"
        case Mark.PROPOSED:
            return f"- {text} **({pen.voice.word('proposed by a language model')})**{_evidence(one)}"
        case Mark.FILLED:
            return f"- {text}{_evidence(one)}"


def _evidence(one: Sentence) -> str:
    """The lines that it rests on, linked to where they stand in the timeline."""
    return "".join(f" [#{seq}](#line-{seq})" for seq in one.evidence)


def _table(pen: Pen, lines: list[Link]) -> Iterator[str]:
    zone, voice = pen.paper.zone, pen.voice
    heads = ("#", "UTC", *((markdown(zone),) if zone != "UTC" else ()), voice.word("Who"), voice.word("What"))
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join(['---'] * len(heads))} |"
    for link in lines:
        local = pen.local(link.occurred_at)
        cells = (
            pen.utc(link.occurred_at),
            *((local,) if local else ()),
            pen.name(PersonId(link.actor)),
            pen.what(link),
        )
        yield f'| <a id="line-{link.seq}"></a>{link.seq} | {" | ".join(map(markdown, cells))} |'


def _json(pen: Pen) -> str:
    paper, voice = pen.paper, pen.voice
    postmortem, incident = paper.postmortem, paper.incident
    told = {
        "incident": {"key": incident.key, "title": pen.own(incident.title), "severity": incident.severity},
        "postmortem": {
            "title": _title(pen),
            "state": postmortem.state.value,
            "template": str(postmortem.template),
            "version": postmortem.version,
            "owner": pen.name(postmortem.owner) if postmortem.owner else None,
            "due_at": postmortem.due_at.isoformat() if postmortem.due_at else None,
            "line": postmortem.line,
        },
        "sections": [_told(pen, part, voice) for part in paper.parts],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _told(pen: Pen, part: str, voice: Voice) -> dict[str, object]:
    edit = pen.paper.edits.get(part)
    sentences = [
        {"text": pen.plain(one), "mark": one.mark.value, "lines": list(one.evidence)}
        for one in pen.paper.section(part).sentences
        if one.text != LINE or pen.line(one)
    ]
    about = {"part": str(part), "heading": heading(pen.paper, part, voice)}
    if edit is None:
        return {**about, "sentences": sentences}
    written = {"text": pen.own(edit.text), "version": edit.version, "author": pen.name(edit.author)}
    return {**about, "written": {**written, "at": edit.at.isoformat()}, "sentences": sentences}


def _html(pen: Pen) -> str:
    return page.written(pen, _title(pen), _about(pen))


WRITERS: Mapping[Form, Callable[[Pen], str]] = {Form.MARKDOWN: _markdown, Form.HTML: _html, Form.JSON: _json}
