"""Settings from the environment: checked, frozen, and never showing a secret."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from bot.settings import SLACK_API, Endpoint, Settings, Unset

SECRETS = {
    "SLACK_BOT_TOKEN": "bot-secret",
    "SLACK_APP_TOKEN": "app-secret",
    "SLACK_SIGNING_SECRET": "signing-secret",
    "DATABASE_URL": "postgresql://sitrep:password-secret@db/sitrep",
}


def test_an_empty_environment_has_its_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    settings = Settings.from_env({})

    assert settings == Settings()
    assert (settings.database, settings.slack_api) == ("sitrep.db", SLACK_API)
    assert (settings.host, settings.port, settings.call_limit) == ("127.0.0.1", 3000, 10.0)
    assert settings.config is None


def test_every_variable_is_read() -> None:
    settings = Settings.from_env(
        {
            **SECRETS,
            "SLACK_API_URL": "http://127.0.0.1:1/api/",
            "SLACK_CALL_LIMIT": "2.5",
            "SLACK_CONNECTIONS": "1",
            "SITREP_HOST": "0.0.0.0",
            "SITREP_PORT": "8080",
            "SITREP_CONFIG": "etc/own.toml",
            "SITREP_LOG": "json",
        }
    )

    assert (settings.bot_token, settings.app_token) == ("bot-secret", "app-secret")
    assert (settings.signing_secret, settings.database) == ("signing-secret", SECRETS["DATABASE_URL"])
    assert (settings.slack_api, settings.call_limit, settings.connections) == ("http://127.0.0.1:1/api/", 2.5, 1)
    assert (settings.host, settings.port) == ("0.0.0.0", 8080)
    assert (settings.config, settings.json_logs) == (Path("etc/own.toml"), True)


def test_a_variable_that_is_set_to_nothing_counts_as_unset() -> None:
    settings = Settings.from_env({"DATABASE_URL": "", "SITREP_PORT": "", "SITREP_HOST": "", "SLACK_API_URL": ""})

    assert (settings.database, settings.port) == ("sitrep.db", 3000)


def test_no_secret_is_ever_shown() -> None:
    shown = repr(Settings.from_env(SECRETS))

    assert "secret" not in shown


@pytest.mark.parametrize("value", ["http", "-1", "65536", "nan"])
def test_a_port_that_is_none_is_named(value: str) -> None:
    with pytest.raises(ValueError, match="SITREP_PORT"):
        Settings.from_env({"SITREP_PORT": value})


@pytest.mark.parametrize("value", ["soon", "0", "-1", "16", "inf"])
def test_a_call_limit_that_the_lease_does_not_allow_is_named(value: str) -> None:
    with pytest.raises(ValueError, match="SLACK_CALL_LIMIT"):
        Settings.from_env({"SLACK_CALL_LIMIT": value})


def test_the_file_in_the_working_folder_is_the_usual_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitrep.toml").touch()
    monkeypatch.chdir(tmp_path)

    assert Settings.from_env({}).config == Path("sitrep.toml")


@pytest.mark.parametrize(
    "names",
    [(), ("SLACK_BOT_TOKEN",), ("SLACK_APP_TOKEN",), ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")],
)
def test_without_a_way_to_slack_it_is_unset(names: tuple[str, ...]) -> None:
    with pytest.raises(Unset):
        Settings.from_env({name: SECRETS[name] for name in names}).demand()


@pytest.mark.parametrize("name", ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_the_bot_token_and_either_way_suffice(name: str) -> None:
    Settings.from_env({"SLACK_BOT_TOKEN": "bot-secret", name: SECRETS[name]}).demand()


def test_nobody_changes_them_later() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]  # That is the point.


PROPOSALS = {
    "SITREP_PROPOSALS_URL": " https://models.example.com/v1/",
    "SITREP_PROPOSALS_KEY": "model-secret\n",
    "SITREP_PROPOSALS_MODEL": "tiny-1",
}


def test_a_language_model_is_asked_only_where_its_address_and_its_name_are_set() -> None:
    settings = Settings.from_env(PROPOSALS)

    assert Settings.from_env({}).proposals is None
    assert settings.proposals == Endpoint(url="https://models.example.com/v1/", key="model-secret", model="tiny-1")
    assert settings.proposals is not None
    assert settings.proposals.of("models") == "https://models.example.com/v1/models"
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"SITREP_PROPOSALS_MODEL": ""}, "SITREP_PROPOSALS_URL and SITREP_PROPOSALS_MODEL belong together"),
        ({"SITREP_PROPOSALS_URL": ""}, "SITREP_PROPOSALS_URL and SITREP_PROPOSALS_MODEL belong together"),
        ({"SITREP_PROPOSALS_URL": "http://models.example.com/v1"}, "SITREP_PROPOSALS_URL: write https://"),
        ({"SITREP_PROPOSALS_URL": "models"}, "SITREP_PROPOSALS_URL: write the host as it is"),
    ],
)
def test_half_a_language_model_and_an_open_way_to_it_are_refused(changed: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Settings.from_env(PROPOSALS | changed)
