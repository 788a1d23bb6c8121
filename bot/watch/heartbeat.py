"""The dead man's switch: an address that is asked for after every clean audit. Where it is not, somebody is told."""

from http import HTTPStatus

import aiohttp
import structlog

log = structlog.get_logger()

LIMIT = aiohttp.ClientTimeout(total=5.0)


class Heartbeat:
    """One GET to an address of the operator's own, so it is trusted. What comes of it is only logged: silence is the
    signal.
    """

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self._address = address

    async def beat(self) -> None:
        """All is well."""
        if not self._address:
            return
        try:
            async with self._session.get(self._address, timeout=LIMIT, allow_redirects=False) as answer:
                if answer.status >= HTTPStatus.BAD_REQUEST:
                    log.warning("heartbeat.refused", status=answer.status)
        except (aiohttp.ClientError, TimeoutError, OSError) as lost:
            log.warning("heartbeat.lost", error=type(lost).__name__)
