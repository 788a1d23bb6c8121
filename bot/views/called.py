"""Who is asked to come to an incident, and how far each medium has come with their page."""

from collections.abc import Mapping

from bot.views.media import named
from bot.views.words import SafeText, Voice, msg
from incidents.model import Incident, Page, PageState, Ring, RingState
from incidents.people import paging

STATES: Mapping[RingState, str] = {
    RingState.ASKED: msg("{medium} waits"),
    RingState.SENT: msg("{medium} sent {at}"),
    RingState.DELIVERED: msg("{medium} delivered {at}"),
    RingState.RANG: msg("{medium} rang {at}"),
    RingState.ANSWERED: msg("{medium} answered {at}"),
    RingState.FAILED: msg("{medium} FAILED {at}: {code}"),
}


def called(incident: Incident, voice: Voice) -> SafeText:
    """Who is asked to come, and how each page stands; nothing where nobody is."""
    return SafeText(", ".join(_standing(page, voice) for page in paging.asked(incident)))


def ring(one: Ring, voice: Voice) -> SafeText:
    """How one medium of a page stands."""
    at = voice.clock(one.stood_at)
    return voice.say(STATES[one.state], medium=named(one.medium, voice), at=at, code=one.code)


def _standing(page: Page, voice: Voice) -> SafeText:
    """How a page stands; while it is not answered, and where it failed, how far each medium has come."""
    told = _state(page, voice)
    if len(page.rings) < 2 or page.state in (PageState.COMING, PageState.CANNOT):
        return told
    return SafeText(f"{told} [{' · '.join(ring(one, voice) for one in page.rings)}]")


def _state(page: Page, voice: Voice) -> SafeText:
    name = voice.name(page.person)
    match page.state:
        case PageState.ASKED:
            return name
        case PageState.SENT:
            return voice.say("{name} (paged {at})", name=name, at=voice.clock(page.stood_at))
        case PageState.COMING:
            return voice.say("{name} (coming)", name=name)
        case PageState.CANNOT:
            return voice.say("{name} (cannot come)", name=name)
        case PageState.FAILED:
            return voice.say("{name} (could NOT be paged)", name=name)
