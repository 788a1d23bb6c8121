"""Channel names by Slack's rules: at most 80 characters; lower-case letters of any script, digits, `-` and `_`."""

import re
import unicodedata

LONGEST = 80
KEPT = re.compile(r"[^\w-]+")
RUNS = re.compile(r"[-_]*-[-_]*")


def channel_name(template: str, *, number: int, title: str, severity: str, attempt: int = 1) -> str:
    """A name that Slack accepts, from a template with {number}, {title} and {severity}.

    `attempt` 2 and above appends `-2`, `-3` ..., for names that somebody else holds. Letters such as Chinese stay.
    """
    suffix = f"-{attempt}" if attempt > 1 else ""
    name = _slug(template.format(number=number, title=_slug(title), severity=severity))
    return (name[: LONGEST - len(suffix)].rstrip("-_") or f"inc-{number}") + suffix


def ascii_name(name: str, *, number: int) -> str:
    """The same name in ASCII, for a workspace that refuses other letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _slug(plain) or f"inc-{number}"


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower().replace("'", "").replace("\u2019", "")
    return RUNS.sub("-", KEPT.sub("-", folded)).strip("-_")
