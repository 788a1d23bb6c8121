"""A postmortem as the lesson that everybody finds: what was seen, why, what ended it, what was learned."""

from bot.views.postmortem.parts import heading
from bot.views.postmortem.wording import Pen
from bot.views.words import Voice
from incidents.knowledge.articles import TAG
from incidents.knowledge.lessons import Lesson
from incidents.policy import Policy
from incidents.postmortem.model import OWN, Part
from incidents.postmortem.paper import Paper

SYMPTOM = (Part.SUMMARY, Part.IMPACT)
CAUSE = (Part.CONTRIBUTING, Part.CAUSE)
FIX = (Part.MITIGATORS,)
MORE = (Part.LEARNINGS, Part.ACTIONS)


def lesson(paper: Paper, voice: Voice, policy: Policy) -> Lesson:
    """Symptom, cause and fix under the incident's title, with its service as a tag."""
    pen, incident = Pen(paper, voice, policy), paper.incident
    title = incident.title if incident.named else incident.key
    service = incident.service or ""
    own = [part for part in paper.parts if part.startswith(OWN)]
    more = [f"### {heading(paper, part, voice)}\n{text}" for part in (*MORE, *own) if (text := _text(pen, (part,)))]
    return Lesson(
        title=pen.own(title),
        symptom=_text(pen, SYMPTOM) or pen.own(title),
        cause=_text(pen, CAUSE),
        fix=_text(pen, FIX) or pen.own(incident.fix),
        more="\n\n".join(more),
        tags=(service.casefold(),) if TAG.fullmatch(service) else (),
        services=(service,) if service else (),
        owner=paper.postmortem.owner or "",
        happened_at=incident.opened_at,
    )


def _text(pen: Pen, parts: tuple[str, ...]) -> str:
    return "\n".join(text for part in parts if part in pen.paper.parts and (text := pen.section(part).strip()))
