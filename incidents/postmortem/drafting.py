"""From the record of an incident to the draft of its postmortem. Pure: the same record gives the same draft."""

from incidents.policy import OwnTemplate, Policy
from incidents.postmortem.facts import Story
from incidents.postmortem.model import PARTS, Draft, Heading, Record, Section
from incidents.postmortem.templates import filling, layout
from incidents.postmortem.templates.layout import Layout
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


def outline(template: str, policy: Policy) -> tuple[Heading, ...]:
    """The headings that a draft by this template will have; none of a shipped one, whose sections are known."""
    own = policy.template(template)
    return _headings(layout.parse(own.text)) if own else ()


def _headings(plan: Layout) -> tuple[Heading, ...]:
    return tuple(one.heading for one in plan.plans)


def _by_own(story: Story, own: OwnTemplate) -> Draft:
    plan = layout.parse(own.text)
    return Draft(
        incident=story.record.incident.id,
        template=own.name,
        line=story.record.lines[-1].seq,
        sections=tuple(filling.sections(plan, story)),
        outline=_headings(plan),
    )
