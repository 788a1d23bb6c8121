"""What came of sending one message: an outcome is a value, and the courier decides what follows."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import aiohttp

from commands.bringing import Brought
from incidents.model import PersonId
from storage.delivery.places import Place, Role


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there. What was learned on the way is kept in the same transaction; `found` is what an errand was sent to
    read.
    """

    places: tuple[Place, ...] = ()
    forget: tuple[tuple[str, Role], ...] = ()
    members: Sequence[PersonId] | None = None
    found: Brought = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Slack asked for patience: so many seconds, exactly."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may have happened. `answered`: Slack did answer, so nothing of this try is under way any more."""

    error: str
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Slack said no, with its code. `places` keeps what was learned before."""

    code: str
    places: tuple[Place, ...] = field(default_factory=tuple)


Outcome = Sent | Wait | Unsure | Refusal

LONGEST_ANSWER = 64 * 1024  # Bytes.
TOO_MANY, BROKEN, AWAY = 429, 500, 503
SHORTEST_WAIT, LONGEST_WAIT = 1.0, 300.0  # Seconds; a receiver that wants more is asked again all the same.


def is_taken(status: int) -> bool:
    """True for a status of HTTP that says yes."""
    return 200 <= status < 300


async def read(answer: aiohttp.ClientResponse) -> bytes:
    """The beginning of an answer, as much of it as anybody looks at, however many pieces it comes in."""
    got = b""
    async for part in answer.content.iter_chunked(LONGEST_ANSWER):
        got += part
        if len(got) >= LONGEST_ANSWER:
            break
    return got[:LONGEST_ANSWER]


def put_off(status: int, headers: Mapping[str, str], *, usual: float, longest: float = LONGEST_WAIT) -> Outcome | None:
    """What a status of HTTP means whoever it is from: 429, and 503 with a time, ask for patience as Retry-After says in
    seconds (RFC 9110, 10.2.3), `usual` where it says a date or nonsense; any other of the fives is trouble that may
    pass. None where the status is not about that.
    """
    wanted = headers.get("Retry-After", "")
    if status == TOO_MANY or (status == AWAY and wanted):
        return Wait(_seconds(wanted, usual, longest))
    return Unsure(f"HTTP {status}", answered=True) if status >= BROKEN else None


def _seconds(text: str, usual: float, longest: float) -> float:
    try:
        wanted = float(text)
    except ValueError:
        return usual
    return min(max(wanted, SHORTEST_WAIT), longest) if math.isfinite(wanted) else usual
