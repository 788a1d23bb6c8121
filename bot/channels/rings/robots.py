"""The robots of groups in Feishu, DingTalk and WeCom: each with its own signature, its own body, its own way to say no.
They answer 200 whatever happens; what came of it stands in the body.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from bot.channels.outcome import Outcome, Refusal, Sent, Unsure, Wait, is_taken, put_off, read
from bot.views.people import outside
from bot.views.scene import Scene
from bot.views.words import Voice
from commands.carry import Parcel
from incidents.messages import MessageKind
from incidents.outlets import Maker, Robot
from incidents.policy import Policy

KINDS = frozenset({MessageKind.ROBOT})
# What each says of more than it allows. DingTalk then takes nothing for ten minutes.
FULL: Mapping[Maker, tuple[int, float]] = {
    Maker.FEISHU: (11232, 60.0),
    Maker.DINGTALK: (130101, 600.0),
    Maker.WECOM: (45009, 60.0),
}
BUSY = -1  # DingTalk and WeCom: try again later.
LONGEST = {Maker.FEISHU: 4000, Maker.DINGTALK: 4000, Maker.WECOM: 2000}  # Bytes of a text; WeCom takes 2048.
LOCALES = {"zh_CN": "zh_cn"}


class Robots:
    """Lets them speak; every answer is an outcome, never an exception, and names no address."""

    def __init__(
        self, session: aiohttp.ClientSession, policy: Callable[[], Policy], secrets: Mapping[str, str]
    ) -> None:
        self._session = session
        self._policy = policy
        self._secrets = secrets

    async def deliver(self, parcel: Parcel, voice: Voice) -> Outcome:
        """Say it once."""
        said = parcel.job.message.values
        robot = self._policy().robot(said["outside"])
        if robot is None:
            return Refusal("not_set_up")
        if missing := [name for name in robot.variables if not self._secrets.get(name)]:
            return Refusal(f"{missing[0]} is not set")
        scene = Scene(about=parcel.about, policy=self._policy(), voice=voice, now=parcel.now, said=said)
        address, body = spoken(robot, self._secrets, outside.head(scene), outside.told(scene), scene)
        return await self._post(robot.maker, address, body)

    async def _post(self, maker: Maker, address: str, body: Mapping[str, Any]) -> Outcome:
        told = json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "User-Agent": "sitrep", "Accept-Encoding": "identity"}
        try:
            async with self._session.post(
                URL(address, encoded=True), data=told, headers=headers, allow_redirects=False
            ) as answer:
                return judged(maker, answer.status, answer.headers, await read(answer))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as lost:
            return Unsure(type(lost).__name__)


def spoken(
    robot: Robot, secrets: Mapping[str, str], head: str, lines: Sequence[str], scene: Scene
) -> tuple[str, dict[str, Any]]:
    """Where it is posted, and what: signed as its maker wants it."""
    address, secret = secrets[robot.address], secrets.get(robot.secret, "")
    text = shortened("\n".join((head, *lines)), LONGEST[robot.maker])
    match robot.maker:
        case Maker.FEISHU:
            stamp = str(int(scene.now.timestamp()))
            parts = [[{"tag": "text", "text": line}] for line in text.split("\n")[1:]]
            post = {LOCALES.get(scene.voice.language, "en_us"): {"title": head, "content": parts}}
            signed = {"timestamp": stamp, "sign": feishu(secret, stamp)}
            return address, {**signed, "msg_type": "post", "content": {"post": post}}
        case Maker.DINGTALK:
            stamp = str(int(scene.now.timestamp() * 1000))
            signed = {"timestamp": stamp, "sign": dingtalk(secret, stamp)}
            joined = "&" if "?" in address else "?"
            return f"{address}{joined}{urlencode(signed)}", {"msgtype": "text", "text": {"content": text}}
        case Maker.WECOM:
            return address, {"msgtype": "text", "text": {"content": text}}


def feishu(secret: str, stamp: str) -> str:
    """Feishu's signature: time and secret are the key, and nothing is signed with it."""
    return base64.b64encode(hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()).decode()


def dingtalk(secret: str, stamp: str) -> str:
    """DingTalk's signature: the secret is the key, time and secret are signed."""
    return base64.b64encode(hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()).decode()


def shortened(text: str, most: int) -> str:
    """As much of a text as so many bytes hold."""
    return text.encode()[:most].decode(errors="ignore")


def judged(maker: Maker, status: int, headers: Mapping[str, str], answer: bytes) -> Outcome:
    """What an answer means: 200 alone means nothing."""
    code, (full, pause) = _code(answer), FULL[maker]
    if code == full:
        return Wait(pause)
    if later := put_off(status, headers, usual=pause, longest=pause):
        return later
    if code == BUSY:
        return Unsure(f"{maker} {code}", answered=True)
    if code == 0 and is_taken(status):
        return Sent()
    return Refusal(f"{maker} {code}" if code is not None else f"{maker} HTTP {status}")


def _code(answer: bytes) -> int | None:
    """The number in the body: 0 is a yes."""
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    found = [told[name] for name in ("code", "errcode", "StatusCode") if name in told] if isinstance(told, dict) else []
    return found[0] if found and isinstance(found[0], int) else None
