"""The control API and the page: how people and outside tests reach the local Slack."""
