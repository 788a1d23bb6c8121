"""What the parts of an incident in Slack are called when one of them could not be done."""

from bot.views.words import Voice, msg
from incidents.messages import MessageKind

PARTS: dict[MessageKind, str] = {
    MessageKind.CHANNEL: msg("the channel"),
    MessageKind.INVITE: msg("an invitation"),
    MessageKind.PURPOSE: msg("the channel's purpose"),
    MessageKind.TOPIC: msg("the channel's topic"),
    MessageKind.INTRO: msg("the card"),
    MessageKind.PIN: msg("pinning the card"),
    MessageKind.FIRST: msg("the first post"),
    MessageKind.ANNOUNCEMENT: msg("the announcement"),
    MessageKind.DUTY: msg("the DM to the owner"),
    MessageKind.SETTLED: msg("redrawing the DM to the owner"),
    MessageKind.TURN: msg("a post in the channel"),
    MessageKind.ABROAD: msg("a reply under the announcement"),
    MessageKind.UPDATE: msg("an update"),
    MessageKind.NOBODY: msg("the alarm that nobody has it"),
    MessageKind.REMINDER: msg("a reminder"),
    MessageKind.RETRACT: msg("taking a reminder away"),
    MessageKind.CARD: msg("redrawing the card"),
    MessageKind.HEADLINE: msg("redrawing the announcement"),
    MessageKind.MISHAP: msg("a report of trouble"),
    MessageKind.MEMBERS: msg("the list of members"),
    MessageKind.TODO: msg("the DM about a to-do"),
    MessageKind.TODO_SETTLED: msg("redrawing the DM about a to-do"),
    MessageKind.BOOKMARKS: msg("the channel's bookmarks"),
    MessageKind.CHECKUP: msg("the check-up"),
    MessageKind.CHECKED: msg("the report of the check-up"),
    MessageKind.FOLLOW: msg("a message to a follower"),
    MessageKind.DIGEST: msg("a digest"),
    MessageKind.DAILY: msg("the daily post"),
    MessageKind.HOME: msg("the Home tab"),
    MessageKind.HOOK: msg("a webhook"),
    MessageKind.QUESTION: msg("a question"),
    MessageKind.ARCHIVE: msg("archiving the channel"),
    MessageKind.PAGE: msg("a page"),
    MessageKind.PAGE_SETTLED: msg("redrawing a page"),
    MessageKind.ROLE: msg("the DM about a part"),
    MessageKind.HANDOVER: msg("the packet of a handover"),
    MessageKind.HANDOVER_SETTLED: msg("redrawing the packet of a handover"),
    MessageKind.HANDED_BACK: msg("the DM that a handover was declined"),
    MessageKind.OFFER: msg("the offer to read in"),
    MessageKind.ROSTER: msg("a post about who has which part"),
    MessageKind.MOVE: msg("bringing people over"),
    MessageKind.MOVED: msg("the word where it goes on"),
    MessageKind.EXPORT: msg("the timeline as a file"),
    MessageKind.RETOUCH: msg("erasing words from a post"),
    MessageKind.TAKE: msg("taking a message into the timeline"),
    MessageKind.GATHER: msg("taking the messages between two picks"),
    MessageKind.GATHERED: msg("the DM about what was taken"),
    MessageKind.REREAD: msg("reading again what was said while Slack did not reach me"),
    MessageKind.AMEND: msg("following an edited message"),
    MessageKind.MARK: msg("the tick on a message"),
    MessageKind.PICTURE: msg("the copy of a picture"),
    MessageKind.BECAME: msg("a reply under the message it came from"),
}


def part(voice: Voice, kind: str) -> str:
    """The name of a part by its recorded kind; one that only another version knows is shown as it was recorded."""
    return voice.label(PARTS[MessageKind(kind)]) if kind in PARTS else kind
