"""How we come to a database, and what keeps us from it."""
