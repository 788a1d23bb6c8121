"""What surrounds the local Slack in a demo: the bot as a process, the telephones of its people, the clock for both."""
