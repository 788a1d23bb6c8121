"""What will hurt at night, as the team or whoever asked reads it: each with what to do about it."""

from collections.abc import Mapping
from datetime import datetime

from bot.views.blocks import Drawn, context, fitting, paragraphs, section
from bot.views.scene import Scene
from bot.views.words import SafeText, msg
from incidents.model import PersonId
from incidents.oncall.reviewing import Finding, Trouble, read

MOST = 20
SENTENCES: Mapping[Trouble, str] = {
    Trouble.GAP: msg(
        "Nobody is on call from {since} to {due}. `/incident override @person` with a time seats somebody; a layer in "
        "sitrep.toml does for good."
    ),
    Trouble.GONE: msg("{person} has no account any more. Take them out of the schedule in sitrep.toml."),
    Trouble.UNKNOWN: msg("Nobody here has the address {name}. Correct it in sitrep.toml, or write the Slack id."),
    Trouble.ASLEEP: msg(
        "{person} cannot be woken {since} to {due}: Do Not Disturb is on then, and Slack is their only medium. They "
        "add a phone number or an address with `/incident me`."
    ),
    Trouble.SLACK_ONLY: msg(
        "{person} is reached by Slack alone; {severities} need one medium beside it. They add a phone number or an "
        "address with `/incident me`."
    ),
    Trouble.ALONE: msg("{person} is alone in a rotation. Name somebody to take turns with in sitrep.toml."),
    Trouble.NO_BACKUP: msg(
        "Nobody stands behind {person} from {since} to {due}. `/incident override @person` with a time and `backup` "
        "seats somebody."
    ),
    Trouble.TWICE: msg(
        "{person} is primary here and backup of {name} at the same time, from {since} to {due}: nobody stands behind "
        "them. `/incident swap` exchanges one of the two."
    ),
    Trouble.UNSIGNED: msg(
        "{person} is backup, and nobody has said that they are ready for {name}. Their mentor does with "
        "`/incident ready @person backup {name}`."
    ),
    Trouble.NOBODY: msg(
        "“{name}” stands in the calendar from {since}, and nobody knows who that is. Write their address into its "
        "title, or what they are called there under `names` in sitrep.toml."
    ),
    Trouble.EVENT: msg("“{name}” in the calendar cannot be read as a shift. `sitrep check` says why."),
    Trouble.UNREAD: msg(
        "The calendar cannot be read any more ({name}); what it said {since} stays in force. `sitrep doctor` says what "
        "to do."
    ),
    Trouble.NEVER_READ: msg(
        "The calendar cannot be read ({name}), so nobody is on call by it. `sitrep doctor` says what to do."
    ),
    Trouble.READ_AGAIN: msg("The calendar can be read again."),
}


def reviewed(scene: Scene) -> Drawn:
    """What was found; to whoever asked also that nothing was."""
    voice, said = scene.voice, scene.said
    every = read(said.get("findings", ""))
    lines = fitting([_line(one, scene) for one in every[:MOST]])
    head = (
        voice.say("*On call for {name}*, the next two weeks:", name=said["schedule"])
        if every
        else voice.say("Nothing is the matter with {name} for the next two weeks.", name=said["schedule"])
    )
    notes = []
    if len(lines) < len(every):
        notes.append(voice.say("{n} more.", n=len(every) - len(lines)))
    if "trouble" in said:
        notes.append(voice.say("Slack did not say who has Do Not Disturb on: {code}.", code=said["trouble"]))
    if "read" in said:
        notes.append(voice.say("The calendar was read {since}.", since=datetime.fromisoformat(said["read"])))
    blocks = (section(head), *paragraphs(lines), *(context(note) for note in notes))
    return Drawn("\n".join((head, *lines)), blocks)


def _line(one: Finding, scene: Scene) -> SafeText:
    """One finding. Who it is about is mentioned: it is theirs to put right."""
    voice = scene.voice
    daily = one.trouble is Trouble.ASLEEP
    times = {
        name: voice.clock(at) if daily else at
        for name, at in (("since", one.begin), ("due", one.end))
        if at is not None
    }
    text = voice.say(
        SENTENCES[one.trouble],
        person=voice.mention(PersonId(one.person)) if one.person else "",
        name=one.name,
        severities=", ".join(severity.name for severity in scene.policy.worst),
        **times,
    )
    return SafeText(f"• {text}")
