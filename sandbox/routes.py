"""Which address leads where."""

from aiohttp import web

from sandbox import page
from sandbox.acting import Acting
from sandbox.api import WebApi
from sandbox.control import Control
from sandbox.core import Core
from sandbox.filling import Filling
from sandbox.people import People
from sandbox.response_url import ResponseUrls

BODY_LIMIT = 8 * 1024 * 1024


def routes(core: Core, api: WebApi, acting: Acting, filling: Filling, people: People) -> web.Application:
    """The application with all its routes."""
    control = Control(core, acting, filling, people)
    answers = ResponseUrls(core)
    application = web.Application(client_max_size=BODY_LIMIT, middlewares=[page.only_here])
    router = application.router
    router.add_get("/api/{method}", api.handle)
    router.add_post("/api/{method}", api.handle)
    router.add_get("/link/", core.outgoing.sockets.accept)
    router.add_post("/commands/{team}/{key}", answers.handle)
    router.add_post("/actions/{team}/{key}", answers.handle)
    router.add_get("/control/state", control.state)
    router.add_get("/control/live", control.live)
    router.add_get("/control/faults", control.faults)
    router.add_get("/control/log", control.log)
    router.add_post("/control/{verb}", control.act)
    router.add_get("/", page.front)
    router.add_get("/page/{path:.+}", page.static)
    return application
