"""What is open to the world outside: nothing, unless it is said where that world reaches us."""

from aiohttp import web

from bot.desk import FrontDesk
from bot.settings import Settings
from bot.web.answering import Answering
from bot.web.pagerduty import PagerDutyBack
from bot.web.telephone import Telephone
from storage.store import Store


def routes(settings: Settings, store: Store, desk: FrontDesk) -> list[web.RouteDef]:
    """The routes of what is set up; all others are 404."""
    if not settings.public_url:
        return []
    found = [*Answering(store, desk).routes(), *PagerDutyBack(store, settings.hook_secrets).routes()]
    if settings.twilio_token:
        found += Telephone(store, desk, token=settings.twilio_token, public=settings.public_url).routes()
    return found
