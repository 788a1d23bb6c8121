"""Our part of a channel's topic, and what a team reads where it cannot be kept in step."""

from collections.abc import Mapping, Sequence

from bot.views.blocks import Drawn, section
from bot.views.scene import Scene
from bot.views.words import LANGUAGES, SafeText, Voice, cut, msg
from incidents.messages import MessageKind
from incidents.model import PersonId
from incidents.oncall import boards
from incidents.oncall.model import Seat

HEAD = msg("On call for {name}:")
SHORT = 40  # Characters of a name.
PAID = msg(
    "User groups need a paid plan of Slack. Without one take `user_group` out of `[teams.{name}]` in sitrep.toml."
)
SCOPES = msg(
    "The app lacks `usergroups:read` and `usergroups:write`. Bring its manifest up to "
    "`sitrep manifest --user-groups` and reinstall it."
)
ADMINS = msg(
    "Slack lets only some people change user groups. An admin allows it in the settings of the workspace, under "
    "Permissions, User Groups."
)
MISSING = msg("There is no such user group, or it is switched off. Make it in Slack under People, User Groups.")
UNSEEN = msg("I see no such channel. Correct `topic` in `[teams.{name}]`, or bring me in there: `/invite @sitrep`.")
CLOSED = msg(
    "Slack lets only some people write there. Somebody who may can let me, or name another channel in `topic`."
)
FULL = msg("There is no room left in it: shorten it by hand.")
OTHER = msg("Slack refuses it: {code}.")
GROUPS: Mapping[str, str] = {
    "paid_teams_only": PAID,
    "plan_upgrade_required": PAID,
    "missing_scope": SCOPES,
    "permission_denied": ADMINS,
    "restricted_action": ADMINS,
    "no_permission": ADMINS,
    boards.NO_GROUP: MISSING,
    "no_such_subteam": MISSING,
}
TOPICS: Mapping[str, str] = {
    "channel_not_found": UNSEEN,
    "not_in_channel": UNSEEN,
    "is_archived": UNSEEN,
    "restricted_action": CLOSED,
    "no_permission": CLOSED,
    "user_is_restricted": CLOSED,
    "too_long": FULL,
}


def topic(scene: Scene, stands: str) -> str | None:
    """What a channel's topic should be where it is `stands` now. None where our part does not fit into it."""
    name = scene.said["team"]
    heads = [Voice(language).word(HEAD, name=name).translate(boards.BRACKETS) for language in LANGUAGES]
    lines = _lines(scene, name) if "schedule" in scene.said else [""]
    return next((found for line in lines if (found := boards.spliced(stands, heads, line)) is not None), None)


def _lines(scene: Scene, name: str) -> Sequence[str]:
    """Who is on call, the shorter the later."""
    voice, duty = scene.voice, scene.brief.duty
    head = voice.word(HEAD, name=name)
    primary, backup = (_name(duty.get(seat), voice) for seat in (Seat.PRIMARY, Seat.BACKUP))
    first = primary or voice.word("nobody")
    both = voice.word("{person}, backup {owner}", person=first, owner=backup)
    return [*([f"{head} {both}"] if backup else []), f"{head} {first}"]


def _name(person: PersonId | None, voice: Voice) -> str:
    """By name: to be on call is no reason to be notified."""
    return cut(voice.names.get(person, person), SHORT) if person else ""


def stuck(scene: Scene) -> Drawn:
    """What is not kept in step, and what to do. It is said once."""
    voice, said = scene.voice, scene.said
    is_group = said["what"] == MessageKind.ROTA_GROUP.value
    head = (
        voice.say("The user group @{target} does not follow who is on call for {name}.", **_values(scene))
        if is_group
        else voice.say("The topic of #{target} does not follow who is on call for {name}.", **_values(scene))
    )
    why = voice.say((GROUPS if is_group else TOPICS).get(said["code"], OTHER), name=said["team"], code=said["code"])
    end = voice.say("I try again each day, and say no more of it.")
    return Drawn(SafeText(f"{head} {why}"), (section(head, why, end),))


def _values(scene: Scene) -> Mapping[str, str]:
    return {"target": scene.said["target"], "name": scene.said["team"]}
