"""Steps that are run: what is asked of a second person, and what came of a run."""

from bot.views.blocks import Drawn, buttons, section
from bot.views.knowledge.parts import RUNBOOK
from bot.views.scene import Scene, banner, plain
from bot.views.words import SafeText, Voice, cut, esc, msg
from incidents.checklist import Item, LaunchState
from incidents.decision import Choice
from incidents.model import PersonId
from incidents.reply import Answer

SENTENCES: dict[Answer, str] = {
    Answer.RUN_ASKED: msg("Step {n}: {name} is risky. Somebody else has to approve it; it is asked in the channel."),
    Answer.RUN_SENT: msg("Step {n}: {name} is asked to run. What comes of it is said in the channel."),
    Answer.RUN_REFUSED: msg("Step {n} does not run."),
}
TURNS = {
    "asked": msg("{name} asks to run {runner}, step {n} of {key}: {text}. It is risky: somebody else approves it."),
    "taken": msg("{runner} has taken step {n} of {key}, asked by {name}: {text}"),
    "failed": msg("{runner} has not taken step {n} of {key}, asked by {name}: {text}. Nothing runs."),
    "unsure": msg(
        "Nobody knows whether {runner} has taken step {n} of {key}, asked by {name}: {text}. Look there before you run "
        "it again; I do not ask twice."
    ),
    "expired": msg(
        "{runner} could not be asked in time to run step {n} of {key}, asked by {name}: {text}. Nothing runs, now or "
        "later. Run it again if it is still right."
    ),
}
STATES = {
    LaunchState.ASKED: msg("{runner}: {name} asks for a second person's approval"),
    LaunchState.SENT: msg("{runner}: asked to run by {name}"),
    LaunchState.TAKEN: msg("{runner}: taken, asked by {name}"),
    LaunchState.FAILED: msg("{runner}: not taken, asked by {name}"),
    LaunchState.UNSURE: msg("{runner}: nobody knows whether it was taken; asked by {name}"),
    LaunchState.EXPIRED: msg("{runner}: not asked in time; asked by {name}"),
}


def state(item: Item, voice: Voice) -> list[SafeText]:
    """How the run of a step stands."""
    launch = item.launch
    if launch is None:
        return []
    return [voice.say(STATES[launch.state], runner=launch.runner, name=voice.name(launch.asked_by))]


def acts(item: Item, spot: str, number: int) -> tuple[Choice, ...]:
    """Run it, or approve that somebody else does."""
    if not item.step.run:
        return ()
    if item.launch and item.launch.state is LaunchState.ASKED:
        return (Choice("Approve", f"{RUNBOOK} approve {spot}", number),)
    if item.launch and item.launch.is_under_way:
        return ()
    return (Choice("Run", f"{RUNBOOK} run {spot}", number),)


def told(scene: Scene) -> Drawn:
    """A risky run that waits for a second person, or what came of a run."""
    voice, said = scene.voice, scene.said
    name = voice.name(PersonId(said["person"]))
    values = {"runner": said["runner"], "n": said["step"], "key": said["name"], "text": cut(said["text"], 300)}
    text = voice.say(TURNS[said["turn"]], name=name, **values)
    spot = f"{said['checklist']}.{said['step']}"
    choices: tuple[Choice, ...] = ()
    if said["turn"] == LaunchState.ASKED:
        approve = Choice("Approve", f"{RUNBOOK} approve {spot}", scene.incident.id)
        choices = (approve, Choice("Refuse", f"{RUNBOOK} refuse {spot}", scene.incident.id))
    if said["turn"] in (LaunchState.FAILED, LaunchState.EXPIRED):
        choices = (Choice("Run again", f"{RUNBOOK} run {spot}", scene.incident.id),)
    output = [f"&gt; {esc(line)}" for line in said.get("output", "").splitlines()[:20]]
    blocks = (section(f"{banner(scene)}{text}", *output), *buttons(voice, choices, block_id="acts"))
    return Drawn(f"{plain(scene)} · {text}", blocks)
