"""What is kept of an incident as it goes on: its timeline, to-dos, links, what was taken from Slack."""
