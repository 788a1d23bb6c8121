"""`sitrep check` and `sitrep doctor` look into the folder of articles that the settings name."""

from pathlib import Path

import pytest

from tests.terminal import Sitrep


async def test_check_counts_the_articles_and_names_every_bad_file_with_its_line(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text('[knowledge]\nfolder = "pages"\n')
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "good.md").write_text("# DNS\nAsk Ana.\n")
    (tmp_path / "pages" / "bad.md").write_text("---\ntitle: x\nserivces: a\n---\ntext\n")

    said = await sitrep("check", "new.toml")

    assert said.code == 1
    assert "ok     pages holds 1 articles." in said.out
    assert "WRONG  bad.md is left out. Line 3: I do not know “serivces”. Did you mean services?" in said.out


async def test_check_names_a_folder_that_is_not_there(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text('[knowledge]\nfolder = "nowhere"\n')

    said = await sitrep("check", "new.toml")

    assert said.code == 1
    assert "The folder of articles cannot be read: nowhere: No such file or directory." in said.out


async def test_doctor_looks_into_it_too(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "sitrep.toml").write_text('[knowledge]\nfolder = "pages"\n')
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "bad.md").write_bytes(b"\xff")

    said = await sitrep("doctor")

    assert "bad.md is left out. It is no UTF-8." in said.out


@pytest.mark.parametrize(
    ("named", "said", "code"),
    [
        ("kept", "Published postmortems are written to kept.", 0),
        ("nowhere", "The folder of postmortems, nowhere, is not there or cannot be written.", 1),
    ],
)
async def test_check_looks_whether_postmortems_can_be_written(
    sitrep: Sitrep, tmp_path: Path, named: str, said: str, code: int
) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "new.toml").write_text(f'[postmortems]\nfolder = "{named}"\n')

    told = await sitrep("check", "new.toml")

    assert said in told.out
    assert told.code == code
