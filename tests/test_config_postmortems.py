"""What a severity says of its postmortem in sitrep.toml."""

import tomllib
from pathlib import Path

import pytest

from bot.config import reading
from bot.config.reading import BadConfig
from bot.config.shape import PostmortemsPart
from incidents.policy import Deadline, Policy
from incidents.upkeep import writing

PATH = Path("sitrep.toml")


def test_what_is_not_said_is_as_for_the_shipped_one_of_its_rank() -> None:
    policy = reading.parse(
        """default_severity = "p1"
[[severities]]
key = "p1"
[[severities]]
key = "p2"
postmortem = "light"
postmortem_due = "never"
[[severities]]
key = "p3"
postmortem_due = "2wd"
""",
        PATH,
    )

    told = [(one.postmortem, one.postmortem_due) for one in policy.severities]
    assert told == [("full", Deadline(3)), ("light", None), ("cause", Deadline(2, working=True))]


def test_written_and_read_again_it_is_the_same() -> None:
    assert reading.parse(writing.written(Policy()), PATH) == Policy()


def test_a_deadline_and_a_template_that_are_none_are_named_with_their_lines() -> None:
    text = """default_severity = "p1"
[[severities]]
key = "p1"
postmortem_due = "soon"
postmortem = "long"
"""

    with pytest.raises(BadConfig) as wrong:
        reading.parse(text, PATH)

    assert wrong.value.mistakes == [
        "sitrep.toml, line 4: severities.0.postmortem_due: write days such as 3d, working days such as 5wd, or never",
        "sitrep.toml, line 5: severities.0.postmortem: Input should be 'full', 'cause' or 'light'",
    ]


def test_one_folder_is_not_both_read_and_written() -> None:
    with pytest.raises(BadConfig) as bad:
        reading.parse('[knowledge]\nfolder = "kb"\n[postmortems]\nfolder = "kb/"\n', PATH)

    assert bad.value.mistakes == [
        "sitrep.toml, line 4: postmortems.folder: the articles are read from this folder: name another one"
    ]


def test_the_folder_is_written_as_it_was_read() -> None:
    policy = reading.parse('[postmortems]\nfolder = "kept"\n', PATH)

    assert policy.postmortems.folder == "kept"
    assert reading.parse(writing.written(policy), PATH) == policy


def test_the_example_in_the_settings_has_every_key() -> None:
    text = (Path(__file__).parent.parent / "docs" / "settings.md").read_text(encoding="utf-8")
    shown = tomllib.loads(text.split("```toml\n", 1)[1].split("```", 1)[0])

    assert set(shown["postmortems"]) == set(PostmortemsPart.model_fields)
