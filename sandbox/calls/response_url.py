"""Where an app may answer an interaction without a token: five times within half an hour."""

import json
from typing import Any

from aiohttp import web

from sandbox import blocks
from sandbox.core import Core
from sandbox.model import Channel, Message
from sandbox.refusal import Refusal
from sandbox.state import modals, posting
from sandbox.state.installation import RESPONSE_URL_SECONDS, RESPONSE_URL_USES, ResponseUrl
from sandbox.wire.tap import note

KNOWN = frozenset(
    {
        *("text", "blocks", "attachments", "metadata", "mrkdwn", "unfurl_links", "unfurl_media"),
        *("response_type", "replace_original", "delete_original", "thread_ts"),
    }
)


class ResponseUrls:
    """Answers POSTs to response_url."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def handle(self, request: web.Request) -> web.Response:
        """One answer of the app."""
        core = self._core
        try:
            place = self._admit(request.match_info["key"])
            body = self._understood(await request.read())
            self._apply(place, body)
        except Refusal as refusal:
            gone = refusal.code in ("used_url", "expired_url")
            return web.json_response(refusal.answer(), status=404 if gone else 400)
        finally:
            core.settle()
        return web.Response(text="ok")

    def _admit(self, key: str) -> ResponseUrl:
        place = self._core.app.response_urls.get(key)
        if place is None:
            raise Refusal("expired_url")
        if self._core.clock.now() - place.issued > RESPONSE_URL_SECONDS:
            raise Refusal("expired_url")
        if place.uses >= RESPONSE_URL_USES:
            raise Refusal("used_url")
        place.uses += 1
        return place

    def _understood(self, sent: bytes) -> dict[str, Any]:
        try:
            body = json.loads(sent)
        except ValueError:
            raise Refusal("invalid_payload") from None
        if not isinstance(body, dict):
            raise Refusal("invalid_payload")
        body = {name: value for name, value in body.items() if value is not None}
        note("respond", body=body)
        unknown = sorted(set(body) - KNOWN)
        complaints = blocks.check_message(body.get("blocks"))
        for each in (*(f"unknown argument: {name}" for name in unknown), *complaints):
            self._core.refuse_unknown(f"response_url {each}")
        if complaints:
            raise Refusal.listing("invalid_blocks", complaints)
        if unknown:
            raise Refusal.listing("invalid_arguments", [f"[ERROR] unknown argument: {name}" for name in unknown])
        return body

    def _apply(self, place: ResponseUrl, body: dict[str, Any]) -> None:
        core = self._core
        room = core.space.channels.get(place.channel)
        if room is None:
            raise Refusal("channel_not_found")
        now = core.clock.now()
        if body.get("delete_original"):
            self._delete(place, room, now)
            return
        text, sent = body.get("text", ""), body.get("blocks") or []
        if not text.strip() and not sent and not body.get("attachments"):
            raise Refusal("no_text")
        content = {"blocks": modals.identified(sent), "attachments": body.get("attachments") or []}
        if body.get("replace_original"):
            self._replace(place, room, {"text": text, **content}, now)
            return
        content["thread_ts"] = body.get("thread_ts")
        if body.get("response_type") == "in_channel":
            posting.say(core.space, room, core.space.bot_user, text, now, subtype="bot_message", **content)
        else:
            posting.whisper(core.space, room, place.user, text, now, user=core.space.bot_user, **content)

    def _delete(self, place: ResponseUrl, room: Channel, now: float) -> None:
        original = self._original(place, room)
        if place.ephemeral:
            self._core.space.ephemerals[place.user].remove(original)
            self._core.space.touch(place.user)
        else:
            posting.delete(self._core.space, room, original, now)

    def _replace(self, place: ResponseUrl, room: Channel, content: dict[str, Any], now: float) -> None:
        original = self._original(place, room)
        if not place.ephemeral:
            posting.edit(self._core.space, room, original, content, now)
            return
        for name, value in content.items():
            setattr(original, name, value)
        self._core.space.touch(place.user)

    def _original(self, place: ResponseUrl, room: Channel) -> Message:
        if place.message_ts is None:
            raise Refusal("message_not_found")
        if not place.ephemeral:
            return self._core.space.message(room, place.message_ts)
        mine = self._core.space.ephemerals[place.user]
        found = next((each for each in mine if each.ts == place.message_ts and each.channel == room.id), None)
        if found is None:
            raise Refusal("message_not_found")
        return found
