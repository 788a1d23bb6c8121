"""What is owed and when: outbox, timers, chores, places in Slack, and the replicas that share them."""
