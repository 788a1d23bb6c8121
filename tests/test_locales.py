"""The catalogues: every sentence of the code is in them, translated, and nothing else is."""

import ast
import io
import re
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import write_po

from bot.views import cards
from bot.views.scene import Scene
from bot.views.words import LANGUAGES, Voice
from commands.life.status import WORDS
from incidents.life.lifecycle import MOVES
from incidents.model import Incident, IncidentId, Status
from incidents.policy import Policy
from tests.desk import ANA, NOON

ROOT = Path(__file__).resolve().parent.parent
LOCALES: dict[str, Any] = runpy.run_path(str(ROOT / ".ci" / "locales.py"))
CHANGED = "run `.venv/bin/python .ci/locales.py` and translate what it prints"
CHINESE = ROOT / "bot" / "locales" / "zh_CN" / "LC_MESSAGES" / "sitrep.po"
SPOKEN = {"say", "word", "msg", "Refused"}
SENTENCE = re.compile(r"[A-Za-z']{2,} [A-Za-z']{2,}")
CODE = re.compile(r"`[^`]*`")
MARKED = re.compile(r"`[^`]+`|\*[^*]+\*")
TOUCHED = re.compile(r"\S\0|\0\S")


@pytest.fixture(scope="module")
def wanted() -> dict[str, list[str]]:
    """Every sentence of the code with its files."""
    return dict(LOCALES["extracted"]())


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    """The Chinese catalogue, without its header."""
    return words_of(LOCALES["read"](CHINESE, "zh_CN"))


def test_there_is_a_catalogue_for_every_language_but_english() -> None:
    there = {path.parent.parent.name for path in CHINESE.parents[2].glob("*/LC_MESSAGES/sitrep.mo")}

    assert there == set(LANGUAGES) - {"en"}


def test_every_sentence_is_in_the_catalogue_and_nothing_else_is(
    wanted: dict[str, list[str]], chinese: dict[str, str]
) -> None:
    missing, obsolete = wanted.keys() - chinese.keys(), chinese.keys() - wanted.keys()

    assert (missing, obsolete) == (set(), set()), CHANGED


def test_every_sentence_is_translated(chinese: dict[str, str]) -> None:
    empty = [sentence for sentence, words in chinese.items() if not words]

    assert empty == [], CHANGED


def test_no_translation_is_a_guess() -> None:
    catalogue = LOCALES["read"](CHINESE, "zh_CN")

    assert [message.id for message in catalogue if message.fuzzy] == []
    assert catalogue.obsolete == {}


def test_a_translation_has_the_places_of_its_sentence(chinese: dict[str, str]) -> None:
    different = {sentence: words for sentence, words in chinese.items() if places(sentence) != places(words)}

    assert different == {}


def test_what_is_shipped_is_what_was_translated(chinese: dict[str, str]) -> None:
    with CHINESE.with_suffix(".mo").open("rb") as compiled:
        shipped = words_of(read_mo(compiled))

    assert shipped == {sentence: words for sentence, words in chinese.items() if words}, CHANGED


def test_writing_the_catalogue_again_changes_no_byte(wanted: dict[str, list[str]]) -> None:
    again = io.BytesIO()

    write_po(
        again,
        LOCALES["renewed"](LOCALES["read"](CHINESE, "zh_CN"), wanted, "zh_CN"),
        width=0,
        include_lineno=False,
        ignore_obsolete=True,
    )

    assert again.getvalue() == CHINESE.read_bytes(), CHANGED


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    made = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, call in calls()
        if LOCALES["called"](call) in SPOKEN and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]

    assert made == []


def test_no_sentence_of_a_view_goes_untranslated(wanted: dict[str, list[str]]) -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{line} {text}"
        for path in sorted((ROOT / "bot" / "views").rglob("*.py"))
        if path.name != "terminal.py"  # Whoever is at the terminal reads English.
        for line, text in spoken_constants(path)
        if SENTENCE.search(text) and text not in wanted
    ]

    assert bare == []


def test_nothing_shouts(chinese: dict[str, str]) -> None:
    loud = [text for pair in chinese.items() for text in pair if re.search(r"[!！]", text)]

    assert loud == []


def test_chinese_punctuation_is_full_width(chinese: dict[str, str]) -> None:
    half = [words for words in chinese.values() if re.search("[,;!?]", CODE.sub("", words))]

    assert half == []


def test_mark_up_touches_no_chinese_character(chinese: dict[str, str]) -> None:
    """Slack reads bold and code only where they stand free, as words of English do."""
    touching = [words for words in chinese.values() if TOUCHED.search(MARKED.sub("\0", words))]

    assert touching == []


def test_a_status_can_be_typed_as_it_is_called_in_chinese() -> None:
    movable = {to for moves in MOVES.values() for to in moves} - {Status.MERGED}

    understood = {status: WORDS.get(Voice("zh_CN").status(status)) for status in movable}

    assert understood == {status: status for status in movable}


def test_a_button_is_called_in_a_sentence_as_it_is_labelled(chinese: dict[str, str]) -> None:
    assert f"“{chinese['I have it']}”" in chinese["Press “I have it”, or give it to somebody who can."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_channel_is_known_again_by_its_purpose_in_every_language(language: str) -> None:
    incident = Incident(id=IncidentId(1), title="", severity="sev2", reporter=ANA, opened_at=NOON)
    scene = Scene(about=incident, policy=Policy(), voice=Voice(language), now=NOON)

    assert cards.purpose(scene).split(":")[0] == "INC-1"


@pytest.mark.parametrize("speak", [Voice.say, Voice.word, Voice.label])
def test_saying_nothing_says_nothing(speak: Callable[[Voice, str], str]) -> None:
    assert speak(Voice("zh_CN"), "") == ""


def test_a_text_that_may_be_peoples_own_keeps_its_braces() -> None:
    assert Voice("zh_CN").label("Fails in {EU}, 100 %") == "Fails in {EU}, 100 %"


def words_of(catalogue: Catalog) -> dict[str, str]:
    """Sentences and their translations, without the header."""
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def places(sentence: str) -> list[str]:
    """The names that are filled in, as often as they occur."""
    return sorted(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def calls() -> Iterator[tuple[Path, ast.Call]]:
    """Every call with an argument in the rooms that speak."""
    for room in LOCALES["ROOMS"]:
        for path in sorted((ROOT / room).rglob("*.py")):
            for call in calls_in(ast.parse(path.read_text(encoding="utf-8"))):
                yield path, call


def calls_in(tree: ast.AST) -> list[ast.Call]:
    """Every call with an argument in a piece of syntax."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]


def spoken_constants(path: Path) -> list[tuple[int, str]]:
    """The texts of a file that are no docstrings and not what a button types."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    silent |= {id(call.args[1]) for call in calls_in(tree) if LOCALES["called"](call) == "Choice"}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    ]
