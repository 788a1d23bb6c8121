"""Who is on call, as people read it."""
