"""What somebody must know who comes late or takes over: the read-in and the packet of a handover."""

from bot.views import timeline
from bot.views.blocks import EMPTY, Drawn, buttons, fitting, paragraphs
from bot.views.overview.state import line
from bot.views.words import SafeText, Voice, cut, esc
from incidents.decision import Choice
from incidents.model import Incident, Todo, TodoState
from incidents.people import paging
from incidents.people.handover import Gap, gaps
from incidents.policy import Policy
from incidents.reply import Briefing, Reply

MOST_TODOS = 10


def catchup(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """State, who leads, impact, what happened, what is next, what is to be done."""
    if not isinstance(told.data, Briefing):
        return EMPTY
    data, incident = told.data, told.data.incident
    happened = [timeline.line(link, voice, policy) for link in data.lines]
    rows: list[str] = [
        line(incident, voice, policy, data.channel),
        *standing(incident, voice),
        f"*{voice.say('What happened')}*",
        *happened,
        *ahead(incident, voice),
        *left_to_do(data.todos, voice),
    ]
    acts: tuple[Choice, ...] = (Choice("Timeline", "timeline", incident.id),)
    if incident.is_open:
        acts = (Choice("Update", "update", incident.id), *acts, Choice("More", "more", incident.id))
    shown = fitting([SafeText(row) for row in rows])
    return Drawn("\n".join(shown), (*paragraphs(shown), *buttons(voice, acts)))


def standing(incident: Incident, voice: Voice) -> list[str]:
    """Who has which part, the impact, the newest summary."""
    lines = []
    parts = [(voice.say("Owner"), incident.owner), (voice.say("Comms"), incident.comms)]
    parts += [(voice.say("Scribe"), incident.scribe)] if incident.scribe else []
    nobody = voice.say("nobody")
    held = [f"*{label}* {voice.name(person) if person else nobody}" for label, person in parts]
    lines.append(" · ".join(held))
    impact = esc(cut(incident.impact, 600)) if incident.impact else voice.say("not written down yet")
    lines.append(f"*{voice.say('Impact')}* {impact}")
    if incident.summary:
        lines.append(f"*{voice.say('Now')}* {esc(cut(incident.summary, 600))}")
    return lines


def ahead(incident: Incident, voice: Voice) -> list[str]:
    """What is next: the next step, the next update; or how it ended."""
    if incident.fix:
        return [voice.say("fixed by: {fix}", fix=cut(incident.fix, 600))]
    if not incident.is_open:
        return []
    parts = [esc(cut(incident.next_step, 300))] if incident.next_step else []
    if incident.update_due_at:
        parts.append(voice.say("update due {at}", at=incident.update_due_at))
    return [f"*{voice.say('Next')}* {' · '.join(parts)}"] if parts else []


def left_to_do(todos: tuple[Todo, ...], voice: Voice) -> list[str]:
    """The open to-dos with who does them."""
    running = [todo for todo in todos if todo.state is TodoState.OPEN]
    if not running:
        return []
    nobody = voice.say("nobody")
    lines = [
        f"• {esc(cut(todo.text, 200))} ({voice.name(todo.owner) if todo.owner else nobody})"
        for todo in running[:MOST_TODOS]
    ]
    more = [voice.say("and {n} more", n=len(running) - MOST_TODOS)] if len(running) > MOST_TODOS else []
    return [f"*{voice.say('To do')}*", *lines, *more]


def questions(briefing: Briefing, voice: Voice) -> list[str]:
    """What nobody has answered yet."""
    incident = briefing.incident
    found = [_question(gap, incident, voice) for gap in gaps(incident, briefing.todos, briefing.now)]
    return [f"*{voice.say('Open questions')}*", *(f"• {question}" for question in found)] if found else []


def _question(gap: Gap, incident: Incident, voice: Voice) -> SafeText:
    match gap:
        case Gap.NOT_ACKNOWLEDGED:
            return voice.say("Nobody has acknowledged it.")
        case Gap.OVERDUE:
            return voice.say("An update was due {at} and is overdue.", at=incident.update_due_at or incident.opened_at)
        case Gap.NO_IMPACT:
            return voice.say("What is the impact on customers?")
        case Gap.NO_UPDATE:
            return voice.say("No update has been written yet.")
        case Gap.NO_COMMS:
            return voice.say("Nobody does the comms.")
        case Gap.NO_DOER:
            return voice.say("Some to-dos have nobody who does them.")
        case Gap.PAGES:
            names = ", ".join(voice.name(page.person) for page in paging.waiting(incident))
            return voice.say("Paged and not answered: {names}.", names=SafeText(names))
