"""How payloads leave the local Slack: Socket Mode and signed HTTP."""
