"""What is kept with an incident, its to-dos, links and service: on the card, and listed for who asks."""

from collections.abc import Sequence

from bot.views.blocks import EMPTY, Block, Drawn, buttons, context, fitting, outward, paragraphs, section, spoken
from bot.views.scene import Scene
from bot.views.words import SafeText, Voice, cut, esc
from incidents.decision import Choice
from incidents.model import Bookmark, Incident, Todo, TodoState
from incidents.policy import Policy
from incidents.reply import Links, Reply, Tasks

ON_CARD = 5
LINKS_ON_CARD = 8
LISTED = 15  # Each open to-do takes two blocks; Slack takes fifty.
LONGEST_LIST = 9000  # Characters; what is settled has a small line of 3,000 below.
SHORT = 80


def card_lines(scene: Scene) -> list[str]:
    """The lines of the card for links and to-dos, as far as there are any."""
    voice = scene.voice
    lines = []
    if links := [outward(one.address, cut(one.title, SHORT)) for one in scene.bookmarks]:
        more = _more(len(links) - LINKS_ON_CARD, voice)
        lines.append(f"*{voice.say('Links')}* {' · '.join((*links[:LINKS_ON_CARD], *more))}")
    if todos := [_short(todo, voice) for todo in open_ones(scene.todos)]:
        more = _more(len(todos) - ON_CARD, voice)
        lines.append(f"*{voice.say('To do')}* {' · '.join((*todos[:ON_CARD], *more))}")
    return lines


def service_line(name: str, voice: Voice, policy: Policy) -> str:
    """The service with who answers for it; a word that the settings do not know is a tag."""
    service = policy.service(name)
    if service is None:
        return f"*{voice.say('Tag')}* {esc(name)}"
    parts = [esc(service.name)]
    parts += [voice.say("team {team}", team=service.team)] if service.team else []
    parts.append(voice.say("tier {n}", n=service.tier))
    return f"*{voice.say('Service')}* {' · '.join(parts)}"


def open_ones(todos: Sequence[Todo]) -> list[Todo]:
    """Those that are still to be done."""
    return [todo for todo in todos if todo.state is TodoState.OPEN]


def _short(todo: Todo, voice: Voice) -> SafeText:
    """One to-do in half a line: its number, what, who."""
    who = voice.name(todo.owner) if todo.owner else voice.say("nobody")
    return voice.say("{n}. {text} ({who})", n=todo.number, text=cut(todo.text, SHORT), who=who)


def _more(n: int, voice: Voice) -> list[str]:
    return [voice.say("{n} more", n=n)] if n > 0 else []


def tasks(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """The to-dos of an incident, or the asker's own over all incidents, with what can be done about each."""
    if not isinstance(told.data, Tasks):
        return EMPTY
    data = told.data
    if not any(todos for _, todos in data.of):
        return spoken(_nothing(data, voice), (), voice)
    blocks: list[Block] = []
    said: list[str] = []
    shown = 0
    for incident, todos in data.of:
        standing = _fitting(open_ones(todos)[: LISTED - shown], voice, sum(map(len, said)))
        shown += len(standing)
        if data.mine and not standing:
            continue
        head = voice.say("*To-dos of {key}* {title}", key=incident.key, title=_title(incident, voice))
        blocks.append(section(head))
        said.append(head)
        for todo in standing:
            line = _line(todo, voice)
            blocks += [section(line), *_buttons(incident, todo, voice, place=len(blocks), mine=data.mine)]
            said.append(line)
        if ended := [todo for todo in todos if todo.state is not TodoState.OPEN][-LISTED:]:
            blocks.append(context(*(_line(todo, voice) for todo in ended)))
    if rest := sum(len(open_ones(todos)) for _, todos in data.of) - shown:
        blocks.append(context(voice.say("There are {n} more.", n=rest)))
    return Drawn("\n".join(said), tuple(blocks))


def _fitting(todos: Sequence[Todo], voice: Voice, used: int) -> Sequence[Todo]:
    """The first of these that fit into the message beside what is in it."""
    return todos[: len(fitting([_line(todo, voice) for todo in todos], LONGEST_LIST - used))]


def _nothing(data: Tasks, voice: Voice) -> SafeText:
    if data.mine:
        return voice.say("You have nothing to do in any incident.")
    incident = data.of[0][0]
    return voice.say(
        "{key} has no to-do yet. `/incident todo {key} @person roll back 4.18` adds one.", key=incident.key
    )


def _buttons(incident: Incident, todo: Todo, voice: Voice, *, place: int, mine: bool) -> tuple[Block, ...]:
    done = Choice("Done", f"todo {todo.number} done", incident.id)
    take = Choice("Mine", f"todo {todo.number} me", incident.id)
    give_up = Choice("I cannot", f"todo {todo.number} cannot", incident.id)
    return buttons(voice, (done, give_up if mine else take), first=place)


def _line(todo: Todo, voice: Voice) -> SafeText:
    """One to-do whole: number, what, who, and what became of it."""
    who = voice.name(todo.owner) if todo.owner else voice.say("nobody")
    text = SafeText(esc(cut(todo.text, 300)))
    if todo.source:
        text = SafeText(f"{text} {outward(todo.source, voice.word('message'))}")
    if todo.ended_by is None:
        return voice.say("{n}. {text} ({who})", n=todo.number, text=text, who=who)
    name = voice.name(todo.ended_by)
    if todo.state is TodoState.DONE:
        return voice.say("{n}. {text}: done by {name}", n=todo.number, text=text, name=name)
    return voice.say("{n}. {text}: dropped by {name}", n=todo.number, text=text, name=name)


def links(told: Reply, voice: Voice, policy: Policy) -> Drawn:
    """The links of an incident with their numbers."""
    if not isinstance(told.data, Links):
        return EMPTY
    incident, found = told.data.incident, told.data.links
    if not found:
        empty = voice.say(
            "{key} has no link yet. `/incident link {key} https://dash.example/checkout Dashboard` adds one.",
            key=incident.key,
        )
        return spoken(empty, (), voice)
    head = voice.say("*Links of {key}* {title}", key=incident.key, title=_title(incident, voice))
    lines = fitting([_link(one, voice) for one in found])
    blocks = [section(head), *paragraphs(lines)]
    if len(lines) < len(found):
        blocks.append(context(voice.say("There are {n} more.", n=len(found) - len(lines))))
    return Drawn("\n".join((head, *lines)), tuple(blocks))


def _link(one: Bookmark, voice: Voice) -> SafeText:
    return voice.say("{n}. {link}", n=one.number, link=outward(one.address, one.title))


def _title(incident: Incident, voice: Voice) -> SafeText:
    return esc(cut(incident.title, 120)) if incident.named else voice.say("Untitled incident")
