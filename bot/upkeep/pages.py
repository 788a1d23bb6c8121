"""The folder of articles, looked at from the terminal: how many there are, and what is wrong with which file; and the
folder of postmortems, whether it can be written.
"""

import os
from pathlib import Path

from bot import folder
from bot.folder import NoFolder
from bot.views.knowledge import terminal as say
from bot.views.upkeep.terminal import Finding
from incidents.policy import Policy


def examined(config: Path | None, policy: Policy) -> list[Finding]:
    """Nothing where the settings name no folder."""
    return [*_articles(config, policy), *_postmortems(config, policy)]


def _postmortems(config: Path | None, policy: Policy) -> list[Finding]:
    if not policy.postmortems.folder:
        return []
    place = folder.beside(config, policy.postmortems.folder)
    can = place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    return [say.binder(str(place)) if can else say.no_binder(str(place))]


def _articles(config: Path | None, policy: Policy) -> list[Finding]:
    if not policy.knowledge.folder:
        return []
    place = folder.beside(config, policy.knowledge.folder)
    try:
        files = folder.read(place)
    except NoFolder as missing:
        return [say.no_folder(str(missing))]
    bad = {path: read.wrong for path, read in files.items() if read.wrong}
    return [say.folder(str(place), len(files) - len(bad)), *(say.bad_page(path, wrong) for path, wrong in bad.items())]
