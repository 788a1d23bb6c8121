"""The language model that proposes sentences, looked at from the terminal: whether it is there, takes the key and has
the model. It is asked for nothing that costs.
"""

import asyncio
import json

import aiohttp

from bot.channels import webhook
from bot.proposals import Silent, content
from bot.settings import Endpoint
from bot.views.upkeep import terminal as say
from bot.views.upkeep.terminal import Finding

LIMIT = 5.0  # Seconds.
REFUSED = (401, 403)


async def examined(endpoint: Endpoint | None) -> list[Finding]:
    """Nothing where none is set."""
    if endpoint is None:
        return []
    try:
        async with webhook.session() as session, asyncio.timeout(LIMIT):
            return [await _looked(endpoint, session)]
    except TimeoutError:
        return [say.proposals_lost("timeout")]
    except (aiohttp.ClientError, OSError, Silent) as lost:
        return [say.proposals_lost(lost.code if isinstance(lost, Silent) else type(lost).__name__)]


async def _looked(endpoint: Endpoint, session: aiohttp.ClientSession) -> Finding:
    async with session.get(endpoint.of("models"), headers=endpoint.headers, allow_redirects=False) as answer:
        if answer.status in REFUSED:
            return say.proposals_refused(answer.status)
        if answer.status == 404:
            return say.proposals_unlisted(endpoint.model)
        if answer.status != 200:
            return say.proposals_lost(f"HTTP {answer.status}")
        there = _listed(await content(answer))
    return say.proposals(endpoint.model) if endpoint.model in there else say.proposals_without(endpoint.model, there)


def _listed(answer: bytes) -> list[str]:
    try:
        return [str(one["id"]) for one in json.loads(answer)["data"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Silent("garbage") from None
