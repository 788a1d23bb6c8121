"""Block Kit: what Slack accepts in messages, modals and the Home tab."""
