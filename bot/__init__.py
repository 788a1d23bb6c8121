"""The wires: Slack, HTTP, the clock, delivery. No rules, no SQL."""
