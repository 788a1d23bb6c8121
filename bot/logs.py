"""Logs: structlog to standard error, key by key; never a body, never a token."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|postgres(?:ql)?(?:\+\w+)?://[^@\s]+@")
NOT_FOR_BOLT = "As you gave `client` as well"  # It finds our token in the environment.
CHATTY = ("slack_bolt", "slack_sdk", "apscheduler", "aiohttp", "sqlalchemy", "asyncio")


def configure(*, as_json: bool) -> None:
    """Set up logging for the process: our own lines from INFO, the libraries' from WARNING."""
    renderer = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            without_secrets,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_quiet)
    logging.basicConfig(
        level=logging.WARNING, handlers=[handler], force=True, format="%(levelname)s %(name)s %(message)s"
    )
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # Bolt logs signature and whole body of a request that was not signed rightly.
    logging.getLogger("slack_bolt.AsyncRequestVerification").disabled = True
    logging.getLogger("slack_bolt.RequestVerification").disabled = True


def without_secrets(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Anything that looks like a token or a password in an address is blotted out."""
    return {name: SECRET.sub("…", value) if isinstance(value, str) else value for name, value in event.items()}


def _quiet(record: logging.LogRecord) -> bool:
    record.msg, record.args = SECRET.sub("…", record.getMessage()), ()
    return not record.msg.startswith(NOT_FOR_BOLT)
