"""The way into the extra sitrep[embeddings]. Imported only where a model is set."""

from pathlib import Path

from bot.stop import Stop
from bot.views import terminal
from incidents.knowledge.meaning import Encoder

try:
    from bot.meaning import folder
    from bot.meaning import nearness as nearness  # For whoever has asked for an encoder.
except ImportError:  # The extra is not installed.
    folder = nearness = None  # type: ignore[assignment]  # Modules, or nothing.


def encoder(place: Path) -> Encoder:
    """The model of a folder; reading it takes a second. Raises Stop."""
    if folder is None:
        raise Stop(terminal.NO_EMBEDDINGS)
    try:
        return folder.load(place)
    except folder.Unusable as why:
        raise Stop(terminal.BAD_MODEL.format(folder=place, why=why)) from why
