"""The rules of the house that neither ruff nor import-linter can hold."""

import ast
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot import drafting
from bot.channels import running, webhook
from bot.channels.calls import Calls
from bot.channels.rings import dial, pagerduty, robots
from bot.channels.slack import POSTS, VIEWS, SlackChannel
from bot.events.arrivals import Arrivals
from bot.events.capture import Capture
from bot.events.hearing import Hearing
from bot.events.home import Home
from bot.events.members import Members
from bot.events.mentions import Mentions
from bot.manifest import GROUP_SCOPES, manifest
from bot.shortcuts import BY_CALLBACK, SHORTCUTS
from bot.slack import FORMS, VERBS
from bot.views import answers, forms, timeline
from bot.views.life import turns
from commands import words
from commands.registry import BY_WORD, COMMANDS
from incidents.messages import MessageKind
from incidents.model import EntryKind, PersonId
from incidents.policy import Policy
from incidents.reply import Answer, FormKind
from storage import migrate, schema, tables
from storage.engine.engines import database_url, shared_engine
from tests.described import described, differences, is_known, made_anew
from tests.views import gallery

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "commands", "incidents", "storage", "sandbox")
PLACES = (*ROOMS, "tests", "benchmarks", ".ci")
FILE_LINES = 400
FUNCTION_LINES = 50
NAMES_THAT_SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "service",
    "services",
    "base",
    "misc",
}
IGNORE = re.compile(
    r"#\s*(?:noqa|type:\s*ignore)\b(?P<codes>:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[a-z, -]+\])?(?P<reason>.*)"
)
REASON = re.compile(r"\w{3}")


def test_nobody_imports_the_composition_root() -> None:
    importers = [name(path) for path in python_files(*ROOMS) if "app" in top_level_imports(path)]

    assert importers == []


def test_the_rules_import_the_standard_library_and_each_other_only() -> None:
    allowed = {*sys.stdlib_module_names, "incidents"}

    foreign = {name(path): top_level_imports(path) - allowed for path in python_files("incidents")}

    assert {path: found for path, found in foreign.items() if found} == {}


def test_a_rule_waits_for_nothing() -> None:
    waiting = [
        f"{name(path)}:{node.lineno}"
        for path, node in nodes("incidents")
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith)
    ]

    assert waiting == []


def test_no_file_is_longer_than_a_reader_holds() -> None:
    lengths = {name(path): len(path.read_text().splitlines()) for path in python_files(*PLACES)}

    assert {path: lines for path, lines in lengths.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    functions = [
        (f"{name(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for path, node in nodes(*PLACES)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert [function for function in functions if function[1] > FUNCTION_LINES] == []


def test_every_file_has_a_name_that_says_what_it_holds() -> None:
    empty = [name(path) for path in python_files(*PLACES) if path.stem in NAMES_THAT_SAY_NOTHING]

    assert empty == []


def test_every_ignore_names_its_rule_and_its_reason() -> None:
    bare = [
        f"{name(path)}:{number}"
        for path in python_files(*PLACES)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        for found in IGNORE.finditer(line)
        if not (found["codes"] and REASON.search(found["reason"]))
    ]

    assert bare == []


def test_every_verb_has_its_line_in_the_help() -> None:
    silent = [verb.name for verb in COMMANDS if not (verb.summary.strip() and verb.example.strip())]

    assert silent == []


def test_every_example_of_the_help_works_when_typed() -> None:
    typed = {verb.name: words.read(verb.example).first for verb in COMMANDS}

    assert {name: BY_WORD[first].name for name, first in typed.items()} == {name: name for name in typed}


def test_no_word_means_two_verbs() -> None:
    spelt = [word for verb in COMMANDS for word in (verb.name, *verb.aliases)]

    assert [word for word, times in Counter(spelt).items() if times > 1] == []
    assert [word for word in spelt if word != word.casefold()] == []


def test_every_file_with_a_verb_is_in_the_registry() -> None:
    files = {path.stem for path in python_files("commands") if re.search(r"^COMMAND = ", path.read_text(), re.M)}

    assert files | {"help"} == {verb.name.replace("-", "_") for verb in COMMANDS}


@pytest.mark.parametrize("verb", [verb.name for verb in COMMANDS])
def test_every_verb_has_its_tests(verb: str) -> None:
    assert list((ROOT / "tests" / "commands").rglob(f"test_{verb.replace('-', '_')}.py")) != []


def test_every_kind_of_message_has_a_view_or_an_errand() -> None:
    medium = SlackChannel(Calls(AsyncWebClient()), Policy, PersonId("UBOT"))

    beside = webhook.KINDS | dial.KINDS | robots.KINDS | pagerduty.KINDS | running.KINDS | drafting.KINDS
    assert set(medium._errands) | beside == set(MessageKind)
    assert set(POSTS) <= set(VIEWS)


def test_every_kind_of_answer_has_a_sentence_or_a_layout() -> None:
    assert {*answers.SENTENCES, *answers.LAYOUTS} == set(Answer) - {Answer.FORM}


def test_every_kind_of_line_has_a_sentence() -> None:
    assert set(timeline.SENTENCES) == set(EntryKind)


def test_every_kind_of_form_is_drawn_and_sent_to_a_verb() -> None:
    assert set(forms.FORMS) == set(FormKind)
    assert {kind.value.partition(" ")[0] for kind in FormKind} <= {verb.name for verb in COMMANDS}
    assert all(FORMS.match(f"form:{kind.value}") for kind in FormKind)


def test_every_turn_that_a_rule_tells_has_a_sentence() -> None:
    told = {
        text.value
        for _, node in nodes("incidents")
        if isinstance(node, ast.Call) and called(node) == "turn" and len(node.args) > 1
        for text in ast.walk(node.args[1])
        if isinstance(text, ast.Constant)
    }

    assert told == set(turns.TURNS)


@pytest.mark.parametrize("language", gallery.LANGUAGES)
def test_every_button_that_is_shown_has_a_listener_and_types_a_verb(language: str) -> None:
    elements = [
        element
        for exhibit in gallery.everything(language)
        for block in exhibit.blocks
        for element in (block["elements"] if block["type"] == "actions" else [block.get("accessory")])
        if element
    ]

    assert len(elements) > 100
    assert {one["action_id"] for one in elements if not VERBS.match(one["action_id"])} == set()
    assert {first_word(json.loads(one["value"])["words"]) for one in elements} <= {verb.name for verb in COMMANDS}


def test_every_shortcut_types_a_verb_and_fits_slack_s_menus() -> None:
    assert {one.callback: first_word(one.words) for one in SHORTCUTS if first_word(one.words) not in BY_WORD} == {}
    assert [one.callback for one in SHORTCUTS if len(one.name) > 24 or len(one.description) > 150] == []
    assert [one.callback for one in SHORTCUTS if one.kind not in ("global", "message")] == []
    assert len(BY_CALLBACK) == len(SHORTCUTS) <= 10


def test_every_way_out_in_the_code_types_a_verb() -> None:
    offered = {
        f"{name(path)}:{node.lineno}": first_word(leading_text(node.args[1]))
        for path, node in nodes("bot", "commands", "incidents")
        if isinstance(node, ast.Call) and called(node) == "Choice" and len(node.args) > 1
    }

    assert len(offered) > 20
    assert {where: word for where, word in offered.items() if word and word not in BY_WORD} == {}


# What a method needs, from Slack's reference: of a bot, for the kinds of conversation in which we use it.
PUBLIC_OR_PRIVATE = {"channels:manage", "groups:write"}
READ = {"channels:read", "groups:read"}
HISTORY = {"channels:history", "groups:history", "im:history"}
SCOPES_OF_METHODS: dict[str, set[str]] = {
    "apps.connections.open": set(),  # It takes the app's own token.
    "auth.test": set(),
    "bookmarks.add": {"bookmarks:write"},
    "bookmarks.list": {"bookmarks:read"},
    "bookmarks.remove": {"bookmarks:write"},
    "chat.delete": {"chat:write"},
    "chat.deleteScheduledMessage": {"chat:write"},
    "chat.getPermalink": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.scheduleMessage": {"chat:write"},
    "chat.scheduledMessages.list": set(),
    "chat.update": {"chat:write"},
    "canvases.edit": {"canvases:write"},
    "conversations.archive": PUBLIC_OR_PRIVATE,
    "conversations.canvases.create": {"canvases:write"},
    "conversations.create": PUBLIC_OR_PRIVATE,
    "conversations.history": HISTORY,
    "conversations.info": READ,
    "conversations.invite": PUBLIC_OR_PRIVATE,
    "conversations.join": {"channels:join"},
    "conversations.list": {"channels:read"},
    "conversations.members": READ,
    "conversations.open": {"im:write"},
    "conversations.replies": HISTORY,
    "conversations.setPurpose": PUBLIC_OR_PRIVATE,
    "conversations.setTopic": PUBLIC_OR_PRIVATE,
    "conversations.unarchive": PUBLIC_OR_PRIVATE,
    "files.completeUploadExternal": {"files:write"},
    "files.delete": {"files:write"},
    "files.getUploadURLExternal": {"files:write"},
    "files.info": {"files:read"},
    "dnd.teamInfo": {"dnd:read"},
    "pins.add": {"pins:write"},
    "pins.list": {"pins:read"},
    "reactions.add": {"reactions:write"},
    "usergroups.list": {"usergroups:read"},
    "usergroups.users.update": {"usergroups:write"},
    "users.conversations": READ,
    "users.info": {"users:read"},
    "users.list": {"users:read", "users:read.email"},
    "views.open": set(),
    "views.publish": set(),
}
HEARINGS: tuple[type[Hearing], ...] = (Members, Arrivals, Mentions, Capture, Home)
SCOPES_OF_EVENTS: dict[str, set[str]] = {
    "app_home_opened": set(),
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "pin_added": {"pins:read"},
    "reaction_added": {"reactions:read"},
    "app_mention": {"app_mentions:read"},
    "message.im": {"im:history"},
    "member_joined_channel": READ,
    "member_left_channel": READ,
    "team_join": {"users:read"},
    "user_change": {"users:read"},
}
NEEDED_BESIDES = {"commands", "files:read"}  # The slash command; private addresses of files.
METHOD = re.compile(
    r"(?:auth|apps|bookmarks|bots|canvases|chat|conversations|dnd|files|pins|reactions|team|usergroups|users|views)\.[a-zA-Z.]+"
)


def test_the_manifest_asks_for_the_scopes_that_are_needed_and_no_other() -> None:
    used = methods_in_use()

    needed = set().union(*(SCOPES_OF_METHODS[method] for method in used), *SCOPES_OF_EVENTS.values(), NEEDED_BESIDES)
    assert used == set(SCOPES_OF_METHODS)
    assert set(manifest(user_groups=True)["oauth_config"]["scopes"]["bot"]) == needed
    assert set(manifest()["oauth_config"]["scopes"]["bot"]) == needed - GROUP_SCOPES.keys()


def test_the_manifest_subscribes_to_the_events_that_are_heard_and_no_other() -> None:
    heard = {name for hearing in HEARINGS for name in hearing.listeners(hearing.__new__(hearing))}

    assert heard == set(SCOPES_OF_EVENTS)
    assert set(manifest()["settings"]["event_subscriptions"]["bot_events"]) == heard


def test_the_newest_migration_is_the_schema_s_own() -> None:
    revisions = sorted(path.stem.partition("_")[0] for path in (ROOT / "storage/migrations/versions").glob("[0-9]*.py"))

    assert revisions[-1] == tables.HEAD
    assert tuple(revisions) == schema.HISTORY


async def test_the_schema_is_the_sum_of_its_migrations(database: str) -> None:
    url = database_url(database)
    await migrate.to_head(url)

    engine = shared_engine(url, patience=30)
    async with engine.begin() as connection:
        missing = await connection.run_sync(differences)
        migrated = await connection.run_sync(described)
        await connection.run_sync(made_anew)
        made = await connection.run_sync(described)
    await engine.dispose()

    assert missing == []
    assert migrated == made
    assert {name for name in migrated if is_known(name, "table", None)} == set(tables.metadata.tables)


def python_files(*places: str) -> list[Path]:
    """Every Python file of these folders, and app.py with the rooms as a whole."""
    found = [path for place in places for path in sorted((ROOT / place).rglob("*.py"))]
    return [*found, ROOT / "app.py"] if places == PLACES else found


def nodes(*places: str) -> Iterator[tuple[Path, ast.AST]]:
    """Every piece of syntax of these folders' files, with its file."""
    for path in python_files(*places):
        for node in ast.walk(ast.parse(path.read_text())):
            yield path, node


def top_level_imports(path: Path) -> set[str]:
    """The first words of all that a file imports, wherever in it."""
    tree = list(ast.walk(ast.parse(path.read_text())))
    plain = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    from_modules = {node.module for node in tree if isinstance(node, ast.ImportFrom) and node.module}
    return {module.partition(".")[0] for module in plain | from_modules}


def name(path: Path) -> str:
    """A file's path as a person would say it."""
    return path.relative_to(ROOT).as_posix()


def methods_in_use() -> set[str]:
    """Every method of Slack's that is named in the wires or at the composition root."""
    return {
        node.value
        for path in (*python_files("bot"), ROOT / "app.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and METHOD.fullmatch(node.value)
    }


def called(node: ast.Call) -> str:
    """The last word of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def leading_text(node: ast.expr) -> str:
    """What a text certainly begins with; nothing where that is only known when it runs."""
    first = node.values[0] if isinstance(node, ast.JoinedStr) else node
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def first_word(typed: str) -> str:
    """The verb of what a button types."""
    return typed.split()[0] if typed.split() else ""
