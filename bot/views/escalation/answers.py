"""What is answered to the verbs of an escalation."""

from bot.views.words import msg
from incidents.reply import Answer

SENTENCES: dict[Answer, str] = {
    Answer.ESCALATED: msg(
        "{key} is escalated. Nobody gets a second DM: whoever is next was paged less than 2 minutes ago, or is a "
        "channel."
    ),
    Answer.ESCALATED_OUT: msg(
        "Nobody is left to page for {key}: that is said aloud now. `/incident escalate {key} to @person` names "
        "somebody."
    ),
    Answer.UNACKED: msg("Nobody has {key} any more. Paging goes on in 10 seconds; until then you can take it again."),
    Answer.UNACKED_ALONE: msg(
        "Nobody has {key} any more, and no escalation policy pages anybody for it. `/incident page @person` asks "
        "somebody."
    ),
}
