"""Who answers in a service outside Slack and has no account here: called by a name that is never like an account."""

from incidents.model import PersonId

LONGEST = 26  # Characters of a name.


def outsider(name: str, service: str) -> PersonId:
    """How they are called; `name` may be empty."""
    kept = shortened(name)
    return PersonId(f"{kept} ({service})" if kept else f"({service})")


def shortened(name: str) -> str:
    """A name in one line of visible characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in name).split())[:LONGEST]
