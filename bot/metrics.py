"""The figures that /metrics shows."""

from prometheus_client import Counter, Gauge

ASKS = Counter("sitrep_asks_total", "Questions answered", ["answer"])
CARRIED = Counter("sitrep_messages_total", "Messages carried", ["outcome"])
OWED = Gauge("sitrep_messages_owed", "Messages not yet delivered")
DEAD = Gauge("sitrep_messages_dead", "Messages that could not be delivered")
CONNECTIONS = Gauge("sitrep_slack_connections", "Socket Mode connections that are up")
REPLACED = Counter("sitrep_slack_connections_replaced_total", "Socket Mode connections replaced", ["why"])
SILENT = Gauge("sitrep_slack_silent_seconds", "Seconds since Slack last said anything over Socket Mode")
