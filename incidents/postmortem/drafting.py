"""From the record of an incident to the draft of its postmortem. Pure: the same record gives the same draft."""

from incidents.policy import OwnTemplate
from incidents.postmortem.facts import Story
from incidents.postmortem.model import PARTS, Draft, Record, Section
from incidents.postmortem.templates import filling, layout
from incidents.postmortem.writers import WRITERS


def draft(record: Record, template: str) -> Draft:
    """The draft of a record that has at least the line which opened the incident, by a shipped template or one of the
    settings.
    """
    story, own = Story(record), record.policy.template(template)
    if own:
        return _by_own(story, own)
    return Draft(
        incident=record.incident.id,
        template=template,
        line=record.lines[-1].seq,
        sections=tuple(Section(part, tuple(WRITERS[part](story))) for part in PARTS[template]),
    )


def _by_own(story: Story, own: OwnTemplate) -> Draft:
    plan = layout.parse(own.text)
    return Draft(
        incident=story.record.incident.id,
        template=own.name,
        line=story.record.lines[-1].seq,
        sections=tuple(filling.sections(plan, story)),
        outline=tuple(one.heading for one in plan.plans),
    )
