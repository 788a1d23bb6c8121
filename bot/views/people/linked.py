"""What is read and heard outside Slack by who answers there: a small page, a line by SMS or voice."""

from html import escape

from bot.views.people.rings import line
from bot.views.words import Voice, cut, msg
from incidents.model import Incident, Page, PageState, PersonId
from incidents.policy import Policy

STYLE = (
    "body{font:18px/1.5 system-ui,sans-serif;max-width:34em;margin:2em auto;padding:0 1em}"
    "button{font:inherit;padding:.7em 1.2em;margin:.3em .5em .3em 0}h1{font-size:1.3em}"
)
GONE = msg("This link is not valid any more. In Slack, /incident list shows what is open.")
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
    if incident.acknowledged_at and incident.owner:
        name, since = _name(incident.owner, voice), incident.acknowledged_at
        return voice.word("{name} has {key} since {at}.", name=name, key=key, at=since)
    return voice.word("Nobody has {key} yet.", key=key)


def html(
    about: tuple[Incident, Page], voice: Voice, policy: Policy, acts: tuple[str, ...], said: str, once: str
) -> str:
    """The page in a browser: what it is, how it stands, and what can be answered. Everything is escaped; it loads
    nothing and runs nothing.
    """
    incident, page = about
    head = f"{policy.severity(incident.severity).name} {incident.key}: {_title(incident, voice)}"
    told = [said] if said else []
    told += [standing(incident, page, voice)]
    told.append(voice.word("{name} pages you, {at}.", name=_name(page.asked_by, voice), at=page.asked_at))
    if page.why and not incident.private:
        told.append(voice.word("“{why}”", why=cut(page.why, LONGEST_WORDS)))
    buttons = "".join(_button(act, voice) for act in acts)
    hidden = f'<input type="hidden" name="once" value="{escape(once)}">'
    form = f'<form method="post">{hidden}{buttons}</form>' if acts else ""
    return _whole(head, told, form, voice)


def gone(voice: Voice) -> str:
    """For a link that says nothing any more."""
    return _whole("sitrep", [voice.word(GONE)], "", voice)


def test(voice: Voice) -> str:
    """For the link of a test page."""
    return _whole("sitrep", [voice.word("The test page has reached you. Nothing is wrong.")], "", voice)


def _whole(head: str, told: list[str], form: str, voice: Voice) -> str:
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in told)
    return (
        f'<!doctype html><html lang="{voice.language.replace("_", "-")}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>{escape(head)}</title><style>{STYLE}</style></head>"
        f"<body><h1>{escape(head)}</h1>{paragraphs}{form}</body></html>"
    )


def _button(act: str, voice: Voice) -> str:
    return f'<button name="act" value="{escape(act)}">{escape(voice.word(LABELS[act]))}</button>'


def _title(incident: Incident, voice: Voice) -> str:
    if incident.private:
        return voice.word("private incident")
    return line(incident.title) if incident.named else voice.word("Untitled incident")


def _name(person: PersonId, voice: Voice) -> str:
    return line(voice.names.get(person, person))
