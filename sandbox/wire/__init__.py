"""How payloads leave the local Slack: Socket Mode and signed HTTP; and the page's stream of changes."""
