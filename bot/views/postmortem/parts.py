"""What the parts of a postmortem are called."""

from collections.abc import Mapping

from bot.views.words import Voice, msg
from incidents.postmortem.model import Part
from incidents.postmortem.paper import Paper, State

HEADINGS: Mapping[str, str] = {
    Part.FACTS: msg("Facts"),
    Part.SUMMARY: msg("Summary"),
    Part.IMPACT: msg("Impact"),
    Part.TIMELINE: msg("Timeline"),
    Part.CONTRIBUTING: msg("Contributing factors"),
    Part.CAUSE: msg("Cause"),
    Part.MITIGATORS: msg("What ended it and what helped"),
    Part.RESPONSE: msg("Detection and response"),
    Part.WELL: msg("What went well"),
    Part.BADLY: msg("What did not go well"),
    Part.LUCK: msg("Where luck helped"),
    Part.LEARNINGS: msg("Learnings and risks"),
    Part.ACTIONS: msg("Action items"),
}
STATES = {
    State.DRAFT: msg("draft"),
    State.REVIEW: msg("in review"),
    State.APPROVED: msg("approved"),
    State.PUBLISHED: msg("published"),
}


def heading(paper: Paper, part: str, voice: Voice) -> str:
    """The heading of a section: what the team's own template says, else ours."""
    return paper.title(part) or ours(part, voice)


def ours(part: str, voice: Voice) -> str:
    """The heading that a section has where no template of a team says another; its key where we have none."""
    return voice.word(HEADINGS[part]) if part in HEADINGS else str(part)


def state(of: State, voice: Voice) -> str:
    """How far it has come, in a word."""
    return voice.word(STATES[of])
