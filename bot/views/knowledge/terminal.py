"""What the person at the terminal reads of the folder of articles."""

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


def bad_page(path: str, wrong: Refused) -> Finding:
    """A file that is left out."""
    said = Voice().word(wrong.sentence, **wrong.values)
    line = f"line {wrong.values['line']}: " if "line" in wrong.values and "{line}" not in wrong.sentence else ""
    return Finding(f"{path} is left out. {line}{said}", "Mend it there: the folder is read again within a minute.")
