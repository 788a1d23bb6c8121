"""`/incident list [all]`: what is open, or all there was."""

from commands.core import Ask, Command, visible
from commands.words import Words
from incidents.permissions import Act
from incidents.reply import Answer, Listing, Reply
from storage.tx import Tx

SHOWN = 20
ALL = ("all", "past", "closed", "everything", "全部")


def run(ask: Ask, said: Words, tx: Tx) -> Reply:
    """Show what the asker may see; a private incident only to those in its channel."""
    only_open = said.first.casefold() not in ALL
    found = visible(tx, ask.person, only_open=only_open, limit=SHOWN + 1)
    shown = tuple(found[:SHOWN])
    keys = [incident.key for incident in shown]
    places = tx.places.channels(keys)
    channels = {key: place.channel for key, place in places.items()}
    return Reply(
        kind=Answer.LIST, data=Listing(shown, channels, len(found) > SHOWN, only_open, tx.places.threads(keys))
    )


COMMAND = Command(
    name="list",
    usage="[all]",
    summary="Show what is open; `list all` shows the past too",
    example="list",
    run=run,
    act=Act.SEE,
    aliases=("ls", "列表"),
)
