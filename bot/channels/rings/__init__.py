"""How a page leaves beside Slack: one file for each kind of carrier, one dial that chooses among them."""
