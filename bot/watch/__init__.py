"""Who watches the watcher: the audit, and the signs of life and of trouble that leave without Slack."""
