"""The scenario by slack_sdk's blocking clients. `python -m tests.clients.blocking '{"wire": "socket", ...}'`"""

import json
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web import WebClient
from slack_sdk.webhook import WebhookClient

from tests.clients.scenario import Body, Script, Step, understood

Ack = Callable[[Body], None]


class Performer:
    """Performs the scenario with a WebClient that tries again when told to wait."""

    def __init__(self, slack: Body) -> None:
        self.web = WebClient(token=slack["bot_token"], base_url=slack["api_url"])
        self.web.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
        self.script = Script()

    def perform(self, body: Body, ack: Ack) -> None:
        """Do what the scenario says about this payload."""
        for step in self.script.steps(body):
            if "ack" in step:
                ack(step["ack"])
            elif "respond" in step:
                WebhookClient(body["response_url"]).send(**step["respond"])
            elif "pages" in step:
                pages = self._method(step["pages"])(**step["with"])
                self.script.keep(step, [each for page in pages for each in page[step["each"]]])
            else:
                self._call(step)

    def _method(self, name: str) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(self.web, name.replace(".", "_"))
        return found

    def _call(self, step: Step) -> None:
        try:
            answer = self._method(step["call"])(**self.script.filled(step["with"]))
        except SlackApiError as refusal:
            self.script.known[step["refused"]] = refusal.response["error"]
        else:
            assert "refused" not in step, f"{step['call']} was not refused"
            self.script.keep(step, answer)


def over_socket(slack: Body) -> int:
    """Connect by Socket Mode."""
    performer = Performer(slack)
    client = SocketModeClient(app_token=slack["app_token"], web_client=performer.web)

    def listen(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        def ack(answer: Body) -> None:
            client.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer))

        if request.type == "events_api":
            ack({})
        performer.perform(request.payload, ack)

    client.socket_mode_request_listeners.append(listen)
    client.connect()
    return 0


class Door(BaseHTTPRequestHandler):
    """Lets signed requests in."""

    performer: Performer
    verifier: SignatureVerifier

    def do_POST(self) -> None:
        """Answer one payload."""
        raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if not self.verifier.is_valid_request(raw, dict(self.headers.items())):
            self.send_error(401)
            return
        body = understood(raw, self.headers["Content-Type"])
        if "event" in body:
            self._ack({})
        self.performer.perform(body, self._ack)

    def _ack(self, answer: Body) -> None:
        sent = json.dumps(answer).encode() if answer else b""
        self.send_response(200)
        if sent:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def over_http(slack: Body) -> int:
    """Serve signed HTTP; gives the port."""
    Door.performer = Performer(slack)
    Door.verifier = SignatureVerifier(slack["signing_secret"])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    port = over_socket(told) if told["wire"] == "socket" else over_http(told)
    sys.stdout.write(f"ready {port}\n")
    sys.stdout.flush()
    sys.stdin.read()
