"""What the person at the terminal reads of articles and of what is brought in: English, whoever it is."""

from collections.abc import Mapping

from bot.views.upkeep.terminal import Finding
from bot.views.words import Voice
from incidents.decision import Refused


def folder(place: str, pages: int) -> Finding:
    """So many articles are in it."""
    return Finding(f"{place} holds {pages} articles.")


def no_folder(why: str) -> Finding:
    """It is not there."""
    return Finding(
        f"The folder of articles cannot be read: {why}.", "Mend `folder` in [knowledge], or make the folder."
    )


def binder(place: str) -> Finding:
    """Postmortems are written there."""
    return Finding(f"Published postmortems are written to {place}.")


def no_binder(place: str) -> Finding:
    """They cannot be."""
    return Finding(
        f"The folder of postmortems, {place}, is not there or cannot be written.",
        "Mend `folder` in [postmortems], or make the folder.",
    )


def model(place: str, read: int, lacking: int) -> Finding:
    """It can be run; so many incidents it has read, and so many it has not."""
    left = f"; {lacking} are read while sitrep runs" if lacking else ""
    return Finding(f"The model in {place} can be run. It has read {read} incidents{left}.")


def no_model(why: str) -> Finding:
    """It cannot."""
    head, _, remedy = why.partition("\n")
    return Finding(head, " ".join(remedy.split()))


def bad_page(path: str, wrong: Refused) -> Finding:
    """A file that is left out."""
    return Finding(f"{path} is left out. {_why(wrong)}", "Mend it there: the folder is read again within a minute.")


def _why(wrong: Refused) -> str:
    said = Voice().word(wrong.sentence, **wrong.values)
    return f"line {wrong.values['line']}: {said}" if "line" in wrong.values and "{line}" not in wrong.sentence else said


def postmortems(written: int, known: int, bad: Mapping[str, Refused]) -> str:
    """How a folder of postmortems fared: every bad file with its line, then the sum."""
    lines = [f"{path}: {_why(wrong)}" for path, wrong in bad.items()]
    lines.append(f"{written} postmortems are brought in, {known} were here already, {len(bad)} files are left out.")
    return "\n".join(lines)


TOKENLESS = "SLACK_BOT_TOKEN is not set: channels are read with it. Put the Bot User OAuth Token of your app there."
SLACK_SILENT = "The channels of this workspace cannot be listed: {error}. Try again, or ask `sitrep doctor`."


NO_CHANNEL = "there is no public channel of this name or id; what is private stays private"
CHANNEL_IS_OURS = "it is the channel of an incident that is here already"
CHANNEL_IS_ARCHIVED = "it is archived, and bots cannot read it: unarchive it for the import"
CHANNEL_IS_EMPTY = "nobody has written anything in it"
SLACK_SAYS = "Slack says {error}"


def channels(new: int, known: int, bad: Mapping[str, str]) -> str:
    """How channels fared."""
    lines = [f"{name}: {why}" for name, why in bad.items()]
    lines.append(f"{new} incidents are brought in, {known} were here already, {len(bad)} channels are left out.")
    return "\n".join(lines)
