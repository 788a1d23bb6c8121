"""R17: every byte of every line of a timeline is changed once; the chain must not fit any more."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.breaking.figure import Figure
from benchmarks.breaking.ground import Ground
from incidents.record import chain
from incidents.record.chain import GENESIS, Link

INCIDENTS, FEW, LINES = 100, 2, 10
AS_STORED = "%Y-%m-%d %H:%M:%S.%f"  # As SQLite has it.
BEGAN = datetime(2026, 1, 5, 3, 10, tzinfo=UTC)


async def run(ground: Ground) -> Figure:
    """In memory, with the product's own check: which database holds the bytes makes no difference to it."""
    many = FEW if ground.short else INCIDENTS
    tried = found = 0
    for number in range(1, many + 1):
        links = written(number)
        for changed in spoilt(links):
            tried += 1
            found += changed is None or chain.broken(changed) is not None
    return Figure(
        name="R17",
        title="any byte of any line of a timeline changed",
        bar=f"every change is found, in {INCIDENTS * LINES} lines",
        found={"lines": many * LINES, "changes": tried, "found": found},
        broken=(f"{tried - found} changes were not found",) if tried > found else (),
        missed=(f"{many * LINES} lines",) if ground.short else (),
    )


def written(incident: int) -> list[Link]:
    """A timeline that fits."""
    links: list[Link] = []
    previous = GENESIS
    for seq in range(1, LINES + 1):
        at, body, salt = BEGAN + timedelta(seconds=seq), {"text": f"line {seq} of {incident}: 支付"}, f"{seq:032x}"
        bare = Link(incident, seq, at, at, "U0ANA", "note", body, salt, chain.digest(body, salt), previous, "")
        links.append(replace(bare, seal=chain.seal(bare)))
        previous = links[-1].seal
    return links


def spoilt(links: Sequence[Link]) -> Iterator[list[Link] | None]:
    """The timeline with one byte changed, for every byte; None where what is stored cannot be read any more."""
    for place, link in enumerate(links):
        for name in (one.name for one in fields(Link)):
            stored = _stored(getattr(link, name))
            for at in range(len(stored)):
                read = _read(getattr(link, name), stored[:at] + bytes([stored[at] ^ 1]) + stored[at + 1 :])
                yield None if read is None else [*links[:place], _with(link, name, read[0]), *links[place + 1 :]]


def _with(link: Link, name: str, value: Any) -> Link:  # noqa: ANN401  # Whatever is read of spoilt bytes.
    return replace(link, **{name: value})


def _stored(value: object) -> bytes:
    if isinstance(value, datetime):
        return value.strftime(AS_STORED).encode()
    return value.encode() if isinstance(value, str) else json.dumps(value, ensure_ascii=False).encode()


def _read(before: object, stored: bytes) -> tuple[object] | None:
    """What these bytes are read as, in the type that was there; None where they are not read at all."""
    try:
        text = stored.decode()
        if isinstance(before, datetime):
            return (datetime.strptime(text, AS_STORED).replace(tzinfo=UTC),)
        return (text if isinstance(before, str) else json.loads(text),)
    except ValueError:
        return None
