"""The three that are redrawn for life: intro, announcement and topic; and the channel's purpose."""

from bot.views.blocks import Block, Drawn, buttons, context, is_address, link, section
from bot.views.knowledge import checklists
from bot.views.people import card
from bot.views.record.kept import card_lines, service_line
from bot.views.scene import Scene, banner, elsewhere, mark, place, plain, title
from bot.views.words import cut, esc
from incidents.decision import Choice
from incidents.life import source
from incidents.model import Incident, IncidentId, Setting, Status

LONGEST_TOPIC = 250
SHORT_TOPIC = 150


def intro(scene: Scene) -> Drawn:
    """The pinned card of the incident's channel."""
    acts = buttons(scene.voice, _acts(scene.incident), block_id="acts")
    return Drawn(plain(scene), (section(*_facts(scene)), *card.vacant(scene), *checklists.on_card(scene), *acts))


def _facts(scene: Scene) -> list[str]:
    voice, incident = scene.voice, scene.incident
    lines = [
        f"{banner(scene)}{mark(scene)} *{incident.key} · {title(scene)}* · {scene.severity.name} · "
        f"{esc(voice.status(incident.status).capitalize())}",
        _reported(scene),
        *card.held(scene),
    ]
    if incident.service:
        lines.append(service_line(incident.service, voice, scene.policy))
    if incident.private:
        lines.append(voice.say("Private: only the people in this channel see it."))
    if incident.impact:
        lines.append(f"*{voice.say('Impact')}* {esc(cut(incident.impact, 600))}")
    if incident.summary:
        lines.append(f"*{voice.say('Now')}* {esc(cut(incident.summary, 600))}{_next(scene)}")
    lines += card_lines(scene)
    if clocks := _clocks(scene):
        lines.append(f"*{voice.say('Clocks')}* {clocks}")
    if incident.fix:
        lines.append(f"*{voice.say('Fixed by')}* {esc(cut(incident.fix, 600))}")
    return lines


def _reported(scene: Scene) -> str:
    voice, incident = scene.voice, scene.incident
    address = source.address(incident)
    name = voice.name(incident.reporter)
    if address is None:
        return voice.say("Reported {at} by {name}", at=incident.opened_at, name=name)
    message = voice.say("a message")
    message = link(address, message) if is_address(address) else message
    return voice.say("Reported {at} by {name} from {message}", at=incident.opened_at, name=name, message=message)


def _next(scene: Scene) -> str:
    step = scene.incident.next_step
    return " · " + scene.voice.say("next: {step}", step=cut(step, 300)) if step else ""


def _clocks(scene: Scene) -> str:
    voice, incident = scene.voice, scene.incident
    parts = []
    if incident.update_due_at and incident.is_open:
        parts.append(voice.say("update due {at}", at=voice.clock(incident.update_due_at)))
    if incident.acknowledged_at:
        parts.append(voice.say("acknowledged after {span}", span=incident.acknowledged_at - incident.opened_at))
    if incident.mitigated_at:
        parts.append(voice.say("mitigated after {span}", span=incident.mitigated_at - incident.opened_at))
    if incident.resolved_at:
        parts.append(voice.say("resolved after {span}", span=incident.resolved_at - incident.opened_at))
    return " · ".join(parts)


def _acts(incident: Incident) -> tuple[Choice, ...]:
    """What one does next, the likeliest first: before an answer, after it, and when it is over."""
    number, other = incident.id, incident.merged_into
    if other:
        join = Choice("Join {key}", "join", other, values=(("key", f"INC-{other}"),))
        return (join, Choice("Timeline", "timeline", number))
    update, severity = Choice("Update", "update", number), Choice("Severity", "severity", number)
    if not incident.is_open:
        return (
            Choice("Reopen", "reopen", number),
            Choice("Timeline", "timeline", number),
            Choice("Add a note", "note", number),
        )
    page, more = Choice("Page someone", "page", number), Choice("More", "more", number)
    if not incident.acknowledged_at:
        return (Choice("Acknowledge", "ack", number), page, update, severity, more)
    return (update, page, severity, Choice("Resolve", "resolve", number, danger=True), more)


def _where(scene: Scene) -> str:
    return scene.voice.say("in this thread") if scene.incident.setting is Setting.THREAD else place(scene)


def announcement(scene: Scene) -> Drawn:
    """The one message in the announcement channel."""
    voice, incident = scene.voice, scene.incident
    if not incident.is_open:
        return _over(scene)
    leads = (
        voice.say("{name} leads", name=voice.name(incident.owner)) if incident.owner else voice.say("nobody leads yet")
    )
    state = esc(voice.status(incident.status).capitalize())
    lines = [
        f"{mark(scene)} *{incident.key} · {title(scene)}*",
        f"{scene.severity.name} · {state} · {leads} · {_where(scene)}",
    ]
    if incident.impact:
        lines.append(voice.say("Impact: {impact}", impact=cut(incident.impact, 600)))
    if incident.summary:
        due = (
            " · " + voice.say("next update {at}", at=voice.clock(incident.update_due_at))
            if incident.update_due_at
            else ""
        )
        lines.append(voice.say("Now: {summary}", summary=cut(incident.summary, 600)) + due)
    acts = [Choice("Join", "join", incident.id)] if incident.setting is not Setting.THREAD else []
    acts += [Choice("Follow", f"follow {incident.key}", incident.id), Choice("Details", "show", incident.id)]
    return Drawn(plain(scene), (section(*lines), *buttons(voice, acts, block_id="acts")))


def _over(scene: Scene) -> Drawn:
    voice, incident = scene.voice, scene.incident
    parts = [f"✅ *{incident.key} · {title(scene)}*", scene.severity.name]
    if incident.merged_into:
        other = elsewhere(scene, f"INC-{incident.merged_into}")
        parts.append(voice.say("merged into {other}", other=other))
    elif incident.status is Status.RESOLVED and incident.resolved_at:
        parts.append(voice.say("resolved after {span}", span=incident.resolved_at - incident.opened_at))
    else:
        parts.append(esc(voice.status(incident.status)))
    if incident.fix:
        parts.append(voice.say("fixed by: {fix}", fix=cut(incident.fix, 300)))
    acts = (Choice("Details", "show", incident.id), Choice("Timeline", "timeline", incident.id))
    blocks: tuple[Block, ...] = (
        section(" · ".join(parts)),
        context(_where(scene)),
        *buttons(voice, acts, block_id="acts"),
    )
    return Drawn(plain(scene), blocks)


def topic(scene: Scene) -> str:
    """The channel's topic: facts in one line, drawn from the state and never read back.

    Only what is told as a turn anyway stands in it: each change of a topic writes a line that everybody sees.
    """
    voice, incident = scene.voice, scene.incident
    test = voice.word("TEST") + " " if incident.test else ""
    if incident.merged_into:
        return f"{test}{_moved(scene, incident.merged_into)}"[:LONGEST_TOPIC]
    parts = [f"{test}{mark(scene)} {incident.key}", scene.severity.name, voice.status(incident.status)]
    name = cut(incident.title, SHORT_TOPIC) if incident.named else voice.word("Untitled incident")
    return " · ".join((*parts, name))[:LONGEST_TOPIC]


def _moved(scene: Scene, into: IncidentId) -> str:
    """Where to go on. The name of a private channel would tell those who come later what is in it."""
    key, other = scene.incident.key, f"INC-{into}"
    where = f"#{scene.other.name}" if scene.other and not scene.incident.private else other
    return scene.voice.word("{key} was merged into {other}: go on in {where}", key=key, other=other, where=where)


def purpose(scene: Scene) -> str:
    """The channel's purpose: it carries the key, by which the bot knows a channel of its own again."""
    return scene.voice.word("{key}: an incident channel kept by sitrep", key=scene.incident.key)
