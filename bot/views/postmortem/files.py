"""A postmortem as a file: Markdown, HTML, JSON, and the storage format of Confluence. Pure; whatever people wrote is
harmless in each of them.
"""

import json
from collections.abc import Callable, Mapping

from bot.views.postmortem import confluence, markdown, page
from bot.views.postmortem.parts import heading
from bot.views.postmortem.wording import Pen
from bot.views.scene import Scene
from bot.views.words import Voice
from incidents.model import PersonId
from incidents.postmortem.collecting import Collected
from incidents.postmortem.model import LINE
from incidents.postmortem.paper import Form


def content(scene: Scene, form: Form) -> str:
    """The file's text. A scene without a postmortem has none to send."""
    return WRITERS[form](pen_of(scene))


def canvas(scene: Scene) -> str:
    """What its canvas shows."""
    return markdown.canvas(pen_of(scene))


def pen_of(scene: Scene) -> Pen:
    """Who writes the postmortem of a scene. Raises LookupError where there is none."""
    if scene.paper is None:
        raise LookupError(scene.incident.key)
    return Pen(scene.paper, scene.voice, scene.policy)


def named(scene: Scene) -> str:
    """What its canvas is called: nothing that would have to be taken back."""
    return f"{scene.incident.key} · {scene.voice.word('Postmortem')}"


def comment(scene: Scene) -> str:
    """What is said with the file."""
    return scene.voice.say("The postmortem of {key} as it stands now.", key=scene.incident.key)


def _json(pen: Pen) -> str:
    paper, voice = pen.paper, pen.voice
    postmortem, incident = paper.postmortem, paper.incident
    told = {
        "incident": {"key": incident.key, "title": pen.own(incident.title), "severity": incident.severity},
        "postmortem": {
            "title": markdown.title(pen),
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
    about: dict[str, object] = {"part": str(part), "heading": heading(pen.paper, part, voice)}
    if collected := [_gathered(pen, one) for one in pen.paper.collected(part)]:
        about["collected"] = collected
    if edit is None:
        return {**about, "sentences": sentences}
    written = {"text": pen.own(edit.text), "version": edit.version, "author": pen.name(edit.author)}
    return {**about, "written": {**written, "at": edit.at.isoformat()}, "sentences": sentences}


def _gathered(pen: Pen, one: Collected) -> dict[str, object]:
    return {
        "text": pen.own(one.text),
        "author": pen.name(PersonId(one.line.actor)),
        "at": one.line.occurred_at.isoformat(),
        "line": one.line.seq,
        "permalink": one.permalink,
        "deleted": one.gone,
    }


def _html(pen: Pen) -> str:
    return page.written(pen, markdown.title(pen), markdown.about(pen))


def _confluence(pen: Pen) -> str:
    return confluence.written(pen, markdown.about(pen))


WRITERS: Mapping[Form, Callable[[Pen], str]] = {
    Form.MARKDOWN: markdown.document,
    Form.HTML: _html,
    Form.JSON: _json,
    Form.CONFLUENCE: _confluence,
}
