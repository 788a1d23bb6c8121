"""What a severity says of its postmortem in sitrep.toml."""

import tomllib
from pathlib import Path

import pytest

from bot.config import reading
from bot.config.reading import BadConfig
from bot.config.shape import PostmortemsPart
from incidents.policy import Deadline, OwnTemplate, Policy
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
        "sitrep.toml, line 5: severities.0.postmortem: there is no template “long”; there are full, cause, light",
    ]


GOOD = "# {{key}}\n\n## What happened\n{{summary}}\n"
TOML = """default_severity = "p1"
[postmortems]
templates = "papers"
[[severities]]
key = "p1"
postmortem = "ours"
"""


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with one template, beside a sitrep.toml that names both."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "ours.md").write_text(GOOD)
    (tmp_path / "sitrep.toml").write_text(TOML)
    return folder


def wrong(papers: Path) -> list[str]:
    """What is wrong with the settings, files called from where they lie."""
    with pytest.raises(BadConfig) as bad:
        reading.load(papers.parent / "sitrep.toml")
    return [one.replace(f"{papers.parent}/", "") for one in bad.value.mistakes]


def test_a_severity_may_name_a_template_that_lies_in_the_folder(papers: Path) -> None:
    (papers / "README.md").write_text("What these are.")
    (papers / "payments").mkdir()
    (papers / "payments" / "rca.md").write_text("## 原因\n{{cause}}\n")

    policy = reading.load(papers.parent / "sitrep.toml")

    assert policy.severity("p1").postmortem == "ours"
    assert policy.templates == (
        OwnTemplate(name="ours", text=GOOD),
        OwnTemplate(name="payments/rca", text="## 原因\n{{cause}}\n"),
    )


def test_a_template_with_an_unknown_placeholder_is_refused_with_file_line_word_and_the_nearest(papers: Path) -> None:
    (papers / "ours.md").write_text("## What happened\n\n{{sumary}}\n")

    (said,) = wrong(papers)

    assert said.startswith(
        "papers/ours.md, line 3: there is no placeholder {{sumary}}; did you mean {{summary}}? There are facts, summary"
    )


def test_everything_that_is_wrong_with_templates_is_told_at_once_and_with_what_is_wrong_in_the_file(
    papers: Path,
) -> None:
    (papers.parent / "sitrep.toml").write_text(f'{TOML}[[severities]]\nkey = "p2"\npostmortem = "gone"\n')
    (papers / "bytes.md").write_bytes(b"## \xff\n")
    (papers / "empty.md").write_text("")
    (papers / "full.md").write_text(GOOD)
    (papers / "large.md").write_text("## A\n" + "x" * 20_000)
    (papers / "largest.md").write_text("x" * 300_000)
    (papers / "ours.markdown").write_text(GOOD)
    (papers / "twice.md").write_text("## A\nb\n## A\n")

    assert wrong(papers) == [
        "sitrep.toml, line 9: severities.1.postmortem: there is no template “gone”; there are full, cause, light, "
        "bytes, empty, large, largest, ours, twice",
        "papers/bytes.md: It is no UTF-8.",
        "papers/empty.md: it is empty",
        "papers/full.md: “full” is a shipped template: give the file another name",
        "papers/large.md: it has 20005 characters; 20000 at most",
        "papers/largest.md: It is larger than 256 kB.",
        "papers/twice.md, line 3: the heading “A” stands in line 1 already",
        "papers/ours.md: it has the name of ours.markdown",
    ]


def test_a_folder_that_is_not_there_is_told(papers: Path) -> None:
    (papers.parent / "sitrep.toml").write_text('[postmortems]\ntemplates = "nowhere"\n')

    assert wrong(papers) == ["sitrep.toml: postmortems.templates: nowhere: No such file or directory"]


def test_a_folder_of_too_many_is_told(papers: Path) -> None:
    for number in range(50):
        (papers / f"t{number}.md").write_text(GOOD)

    assert wrong(papers)[-1] == "papers: it holds 51 templates; 50 at most"


def test_where_no_folder_is_named_none_is_looked_at(papers: Path) -> None:
    (papers / "ours.md").write_text("{{nonsense}}")
    (papers.parent / "sitrep.toml").write_text("")

    assert reading.load(papers.parent / "sitrep.toml") == Policy()


@pytest.mark.parametrize("text", ["postmortems = 3\n", "[postmortems]\ntemplates = 3\n", "[postmortems\n"])
def test_a_table_of_another_shape_is_told_as_every_other(papers: Path, text: str) -> None:
    (papers.parent / "sitrep.toml").write_text(text)

    assert len(wrong(papers)) == 1


def test_templates_that_differ_are_a_difference_and_the_text_names_their_folder() -> None:
    old = Policy(template_folder="papers", templates=(OwnTemplate(name="ours", text=GOOD),))
    new = Policy(template_folder="papers", templates=(OwnTemplate(name="ours", text=f"{GOOD}## More\n"),))

    sections, digest = writing.differences(old, new)

    assert (sections.key, sections.before, sections.after) == (
        "postmortems.templates.ours.sections",
        '["What happened"]',
        '["What happened", "More"]',
    )
    assert digest.key == "postmortems.templates.ours.digest"
    assert reading.parse(writing.written(new), PATH, new.templates) == new


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
