"""The figures that /metrics shows."""

from prometheus_client import Counter, Gauge

from storage.delivery.faults import Found

ASKS = Counter("sitrep_asks_total", "Questions answered", ["answer"])
CARRIED = Counter("sitrep_messages_total", "Messages carried", ["outcome"])
OWED = Gauge("sitrep_messages_owed", "Messages not yet delivered")
DEAD = Gauge("sitrep_messages_dead", "Messages that could not be delivered")
OVERDUE = Gauge("sitrep_timers_overdue", "Timers that should have rung more than a minute ago")
STALE = Gauge("sitrep_claims_stale", "Messages whose claim ran out more than a minute ago and that nobody took up")
BLOCKED = Gauge("sitrep_lanes_blocked", "Channels and DMs where a message has been tried for five minutes")
FAILED_LATELY = Gauge("sitrep_messages_dead_lately", "Messages given up within a quarter of an hour")
CONNECTIONS = Gauge("sitrep_slack_connections", "Socket Mode connections that are up")
REPLACED = Counter("sitrep_slack_connections_replaced_total", "Socket Mode connections replaced", ["why"])
SILENT = Gauge("sitrep_slack_silent_seconds", "Seconds since Slack last said anything over Socket Mode")


def show(found: Found) -> None:
    """What an audit found."""
    OVERDUE.set(found.overdue)
    STALE.set(found.stale)
    BLOCKED.set(found.blocked)
    FAILED_LATELY.set(found.dead)
