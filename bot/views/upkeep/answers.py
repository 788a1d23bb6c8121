"""What is answered to the verbs about sitrep itself."""

from collections.abc import Callable

from bot.views.blocks import Drawn
from bot.views.words import Voice, msg
from incidents.policy import Policy
from incidents.reply import Answer, Reply

SENTENCES: dict[Answer, str] = {
    Answer.SET_UP: msg(
        "Version {number} of the settings is in force on every replica, whatever sitrep.toml says beside it. "
        "`/incident open --test a drill` shows how it feels."
    ),
    Answer.CHECKING: msg("I am looking through the channel of {key} and tell you by DM what I put right."),
    Answer.SET_UP_ALREADY: msg("Nothing was changed: sitrep.toml, or what is shipped, stays in force."),
}
LAYOUTS: dict[Answer, Callable[[Reply, Voice, Policy], Drawn]] = {}
