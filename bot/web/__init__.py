"""The HTTP side: health, metrics and, without Socket Mode, Slack's signed requests."""
