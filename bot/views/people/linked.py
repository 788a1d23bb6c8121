"""What is read and heard outside Slack by who answers there: a small page, a line by SMS or voice."""

from bot.views.people.rings import line
from bot.views.words import Voice, cut, msg
from incidents.model import Incident, Page, PageState, PersonId
from incidents.policy import Policy

LABELS = {"take": msg("I have it"), "come": msg("I am coming"), "cannot": msg("I cannot")}
LONGEST_WORDS = 600


def standing(incident: Incident, page: Page, voice: Voice) -> str:
    """How a page stands for its reader, in one sentence."""
    key = incident.key
    if not incident.is_open:
        return voice.word("{key} is {status}. You need do nothing.", key=key, status=incident.status)
    if page.state is PageState.COMING:
        return voice.word("You are coming to {key}.", key=key)
    if page.state is PageState.CANNOT:
        return voice.word("You cannot come to {key}. That is known in its channel.", key=key)
    if incident.acknowledged_at and incident.owner == page.person:
        return voice.word("You have {key} since {at}.", key=key, at=incident.acknowledged_at)
    if incident.acknowledged_at and incident.holder:
        name, since = _name(incident.holder, voice), incident.acknowledged_at
        return voice.word("{name} has {key} since {at}.", name=name, key=key, at=since)
    return voice.word("Nobody has {key} yet.", key=key)


def head(incident: Incident, voice: Voice, policy: Policy) -> str:
    """What it is, in one line."""
    return f"{policy.severity(incident.severity).name} {incident.key}: {_title(incident, voice)}"


def told(incident: Incident, page: Page, voice: Voice) -> list[str]:
    """How it stands, who asked, what for."""
    lines = [standing(incident, page, voice)]
    lines.append(voice.word("{name} pages you, {at}.", name=_name(page.asked_by, voice), at=page.asked_at))
    if page.why and not incident.private:
        lines.append(voice.word("“{why}”", why=cut(page.why, LONGEST_WORDS)))
    return lines


def gone(voice: Voice) -> str:
    """For a link that says nothing any more."""
    return voice.word("This link is not valid any more. In Slack, /incident list shows what is open.")


def test(voice: Voice) -> str:
    """For what answers a test page."""
    return voice.word("The test page has reached you. Nothing is wrong.")


def _title(incident: Incident, voice: Voice) -> str:
    if incident.private:
        return voice.word("private incident")
    return line(incident.title) if incident.named else voice.word("Untitled incident")


def _name(person: PersonId, voice: Voice) -> str:
    return line(voice.names.get(person, person))
