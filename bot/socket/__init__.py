"""Socket Mode: the connections that Slack speaks to us over."""
