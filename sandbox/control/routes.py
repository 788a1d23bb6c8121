"""Which address leads where."""

from aiohttp import web

from sandbox.calls.api import WebApi
from sandbox.calls.response_url import ResponseUrls
from sandbox.calls.uploads import Uploads
from sandbox.control import pages
from sandbox.control.handling import Control
from sandbox.core import Core
from sandbox.people.doings import Doings

BODY_LIMIT = 8 * 1024 * 1024


def routes(core: Core, api: WebApi, doings: Doings) -> web.Application:
    """The application with all its routes."""
    control = Control(core, doings)
    answers = ResponseUrls(core)
    uploads = Uploads(core)
    application = web.Application(client_max_size=BODY_LIMIT, middlewares=[pages.only_here])
    router = application.router
    router.add_get("/api/{method}", api.handle)
    router.add_post("/api/{method}", api.handle)
    router.add_get("/link/", core.outgoing.sockets.accept)
    router.add_post("/commands/{team}/{key}", answers.handle)
    router.add_post("/actions/{team}/{key}", answers.handle)
    router.add_post("/app/{team}/{key}", answers.handle)
    router.add_post("/upload/v1/{ticket}", uploads.take)
    router.add_put("/upload/v1/{ticket}", uploads.take)
    router.add_get("/files-pri/{team}-{file}/{name}", uploads.give)
    router.add_get("/control/file/{file}", uploads.show)
    router.add_get("/control/state", control.state)
    router.add_get("/control/live", control.live)
    router.add_get("/control/faults", control.faults)
    router.add_get("/control/log", control.log)
    router.add_post("/control/{verb}", control.act)
    if core.stage is not None:
        router.add_routes(core.stage.routes())
    router.add_get("/", pages.front)
    router.add_get("/page/{path:.+}", pages.static)
    return application
