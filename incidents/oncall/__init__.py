"""Who is on call when: schedules, their layers and turns, what overrides change. Pure functions of an instant."""
