"""sitrep.toml: every key has a default, every mistake is named with its line."""

import re
import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import reading as config
from bot.config.escalations import EscalationPart, StepPart
from bot.config.outlets import GatewayPart, PagerPart, RobotPart
from bot.config.reading import BadConfig
from bot.config.runs import RunnerPart
from bot.config.schedules import LayerPart, OverridePart, SchedulePart
from bot.config.shape import File, HookPart, HoursPart, KnowledgePart, ServicePart, SeverityPart, TeamPart
from incidents.policy import SEVERITIES, Hook, Hours, Policy, Service, Team

Mistakes = Callable[[str], list[str]]
KEYS = ", ".join(File.model_fields)


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], Policy]:
    """The policy of a file with this text."""

    def loaded(text: str) -> Policy:
        path = tmp_path / "sitrep.toml"
        (tmp_path / "postmortems").mkdir(exist_ok=True)  # The documented settings name it.
        path.write_text(text, encoding="utf-8")
        return config.load(path)

    return loaded


@pytest.fixture
def mistakes(load: Callable[[str], Policy], tmp_path: Path) -> Mistakes:
    """What is wrong with a file of this text, the folder left out."""

    def found(text: str) -> list[str]:
        with pytest.raises(BadConfig) as bad:
            load(text)
        return [mistake.replace(f"{tmp_path}/", "") for mistake in bad.value.mistakes]

    return found


def test_without_a_file_everything_is_as_shipped() -> None:
    assert config.load(None) == Policy()


def test_teams_services_hooks_and_hours_are_taken(load: Callable[[str], Policy]) -> None:
    policy = load(
        """
        bridge = "https://meet.example.com/{key}"
        daily_at = "09:30"
        zone = "Europe/Stockholm"
        archive_after = "never"
        [hours]
        begin = "08:00"
        end = "17:30"
        days = ["sun", "mon"]
        [teams.payments]
        members = ["U0BEA", "chen@example.com"]
        channel = "payments"
        [services.checkout]
        team = "payments"
        tier = 1
        links = { Dashboard = "https://dash.example.com/checkout" }
        [hooks.audit]
        address = "https://audit.example.com/in"
        secret = "SITREP_HOOK_AUDIT"
        """
    )

    assert policy.team("Payments") == Team(name="payments", members=("U0BEA", "chen@example.com"), channel="payments")
    assert policy.service("CHECKOUT") == Service(
        name="checkout", team="payments", tier=1, links=(("Dashboard", "https://dash.example.com/checkout"),)
    )
    assert policy.hooks == (Hook(name="audit", address="https://audit.example.com/in", secret="SITREP_HOOK_AUDIT"),)
    assert policy.hours == Hours(begin=480, end=1050, days=(6, 0))
    assert (policy.daily_at, policy.zone, policy.archive_after) == (570, "Europe/Stockholm", None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[hooks.a]\naddress = "https://x.example"\nsecret = "s3cret"', "line 3: hooks.a.secret: name the variable"),
        ('zone = "Mars/Base"', "line 1: zone: there is no time zone “Mars/Base”"),
        ('daily_at = "25:00"', "line 1: daily_at: write a time of day such as 09:30"),
        ('bridge = "https://x/{room}"', "line 1: bridge: use {key} or {number}"),
        ('[hours]\ndays = ["someday"]', "line 2: hours.days: name days such as mon"),
        ('[teams.a]\nmembers = ["bea"]', "line 2: teams.a.members"),
        ('[services.a]\n\nteam = "b"', "line 3: services.a.team: there is no team “b”; write [teams.b]"),
        ("[services.a]\ntier = 9", "line 2: services.a.tier"),
        ('[hooks.a]\naddress = "ftp://x"\nsecret = "SITREP_HOOK_S"', "line 2: hooks.a.address"),
        ('in_threads = ["sev9"]', "line 1: in_threads: “sev9” is not one of sev1, sev2"),
        ('[teams.a]\nchannel = "x"\n[teams.A]\nchannel = "y"', "line 3: teams.A: “A” and “a” are one name"),
        ("[services.pay]\n[services.Pay]", "line 2: services.Pay: “Pay” and “pay” are one name"),
        ('[services."pay roll"]', "line 1: services.pay roll: “pay roll” is not one word"),
        ('[teams.a]\nmembers = ["U0BEA", "U0BEA"]', "line 2: teams.a.members: “u0bea” is in it twice"),
        ("[teams.a]", "line 1: teams.a: nobody is in it"),
        (
            '[hooks.a]\naddress = "http://x.example"\nsecret = "SITREP_HOOK_S"',
            "line 2: hooks.a.address: write https://",
        ),
        (
            '[hooks.a]\naddress = "https://x.example"\nsecret = "SITREP_HOOK_S"\nkinds = ["bang"]',
            "line 4: hooks.a.kinds: “bang” is not one of opened",
        ),
        ('announcements = "Big News"', "line 1: announcements: write a channel's name in small letters"),
        ('announcements = ""', "line 1: announcements: write a channel's name in small letters"),
        ('[teams.a]\nchannel = "#On Call"', "line 2: teams.a.channel: write a channel's name"),
        ('reaction = "📝 memo"', "line 1: reaction: write the name of an emoji"),
        ('[hours]\nbegin = "08:00"\nend = "08:00"', "line 3: hours.end: they end when they begin"),
        ('contacts = ["Bea", " "]', "line 1: contacts: one of them is empty"),
        (
            'default_severity = "p1"\n[[severities]]\nkey = "p1"\naliases = ["very bad"]',
            "line 4: severities.0.aliases: “very bad” is not one word",
        ),
    ],
)
def test_what_cannot_be_is_named_with_its_line(mistakes: Mistakes, text: str, said: str) -> None:
    assert f"sitrep.toml, {said}" in mistakes(text)[0]


@pytest.mark.parametrize("name", ["incidents", "#incidents", "C0123ABCD", "事故", "ops-2_b"])
def test_a_channel_goes_by_its_name_or_id(load: Callable[[str], Policy], name: str) -> None:
    assert load(f'announcements = "{name}"').announcements == name


@pytest.mark.parametrize("address", ["http://localhost:8080/in", "http://127.0.0.1/in", "http://[::1]:1/in"])
def test_a_hook_on_this_machine_needs_no_https(load: Callable[[str], Policy], address: str) -> None:
    assert load(f'[hooks.a]\naddress = "{address}"\nsecret = "SITREP_HOOK_S"').hooks[0].address == address


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sitrep.toml"
    path.write_bytes(b"\xef\xbb\xbf" + b'language = "zh_CN"')

    assert config.load(path).language == "zh_CN"


def test_the_documented_settings_are_accepted_and_name_every_key(load: Callable[[str], Policy], tmp_path: Path) -> None:
    guide = (Path(__file__).resolve().parent.parent / "docs" / "settings.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)

    load(example)

    shown = tomllib.loads(example)
    assert set(shown) == set(File.model_fields)
    assert set(shown["severities"][0]) == set(SeverityPart.model_fields)
    assert set(shown["teams"]["payments"]) == set(TeamPart.model_fields)
    schedule = shown["schedules"]["payments"]
    assert set(schedule) == set(SchedulePart.model_fields)
    assert {key for layer in schedule["layers"] for key in layer} == set(LayerPart.model_fields)
    assert {key for one in schedule["overrides"] for key in one} == set(OverridePart.model_fields) - {"remove"}
    assert set(shown["services"]["checkout"]) == set(ServicePart.model_fields)
    assert set(shown["hooks"]["audit"]) == set(HookPart.model_fields)
    assert {key for one in shown["gateways"].values() for key in one} == set(GatewayPart.model_fields)
    assert {key for one in shown["robots"].values() for key in one} == set(RobotPart.model_fields)
    assert set(shown["pagerduty"]["payments"]) == set(PagerPart.model_fields)
    assert set(shown["escalation"]["payments"]) == set(EscalationPart.model_fields)
    assert {key for step in shown["escalation"]["payments"]["steps"] for key in step} == set(StepPart.model_fields)
    assert set(shown["hours"]) == set(HoursPart.model_fields)
    assert set(shown["runs"]["rollback"]) == set(RunnerPart.model_fields)
    assert set(shown["knowledge"]) == set(KnowledgePart.model_fields)
    assert set(shown["postmortems"]) == {"templates", "folder"}


def test_an_empty_file_is_as_shipped(load: Callable[[str], Policy]) -> None:
    policy = load("")

    assert policy == Policy()
    assert [severity.key for severity in policy.severities] == ["sev1", "sev2", "sev3", "sev4", "sev5"]
    assert (policy.default_severity, policy.language) == ("sev3", "en")
    assert (policy.announcements, policy.channel_template) == ("incidents", "inc-{number}-{title}")


def test_every_key_can_be_set(load: Callable[[str], Policy]) -> None:
    policy = load(
        """
        language = "zh_CN"
        default_severity = "p2"
        channel_name = "{severity}-{number}-{title}"
        announcements = "ops"
        contacts = ["Bea +46 1", "Chen +86 2"]

        [[severities]]
        key = "p1"
        meaning = "It burns"
        mark = "🔥"
        aliases = ["fire", "火"]
        acknowledge_within = "5m"
        update_every = "2h"

        [[severities]]
        key = "p2"
        acknowledge_within = "1d"
        update_every = "never"
        """
    )

    worst, other = policy.severities
    assert (policy.language, policy.default_severity, policy.announcements) == ("zh_CN", "p2", "ops")
    assert policy.channel_template == "{severity}-{number}-{title}"
    assert policy.contacts == ("Bea +46 1", "Chen +86 2")
    assert (worst.key, worst.meaning, worst.mark, worst.aliases) == ("p1", "It burns", "🔥", ("fire", "火"))
    assert (worst.acknowledge_within, worst.update_every) == (timedelta(minutes=5), timedelta(hours=2))
    assert (other.acknowledge_within, other.update_every) == (timedelta(days=1), None)
    assert policy.named("火") == worst


def test_three_mistakes_are_all_named_with_their_lines(mistakes: Mistakes) -> None:
    text = """# our settings
language = "klingon"
announcment = "ops"

[[severities]]
key = "sev3"
acknowledge_within = "five minutes"
"""

    assert mistakes(text) == [
        "sitrep.toml, line 2: language: sitrep speaks en and zh_CN",
        f"sitrep.toml, line 3: announcment: there is no such key; did you mean announcements? There are {KEYS}",
        "sitrep.toml, line 7: severities.0.acknowledge_within: write a length of time such as 5m, 2h or 1d, or never",
    ]


def test_mistakes_between_keys_are_named_beside_the_others(mistakes: Mistakes) -> None:
    text = """default_severity = "sev9"
colour = "red"

[[severities]]
key = "sev1"
aliases = ["fire"]

[[severities]]
key = "sev2"
aliases = ["Fire", "smoke"]
update_every = "often"
"""

    found = mistakes(text)

    assert [line_of(mistake) for mistake in found] == [1, 2, 10, 11]


def test_clashing_aliases_are_named_with_both_severities(mistakes: Mistakes) -> None:
    text = """default_severity = "sev1"
[[severities]]
key = "sev1"
aliases = ["fire"]

[[severities]]
key = "sev2"
aliases = ["smoke", "FIRE"]
"""

    assert mistakes(text) == [
        "sitrep.toml, line 8: severities.1.aliases: “FIRE” means both sev1 and sev2",
    ]


def test_one_key_twice_is_a_mistake(mistakes: Mistakes) -> None:
    text = """default_severity = "sev1"
[[severities]]
key = "sev1"

[[severities]]
key = "sev1"
"""

    assert [line_of(mistake) for mistake in mistakes(text)] == [6]


def test_a_default_that_is_none_of_them_is_a_mistake(mistakes: Mistakes) -> None:
    assert mistakes('default_severity = "sev9"') == [
        "sitrep.toml, line 1: default_severity: “sev9” is not one of sev1, sev2, sev3, sev4, sev5"
    ]


def test_a_missing_key_is_named_where_its_part_begins(mistakes: Mistakes) -> None:
    text = """[[severities]]
key = "sev3"

[[severities]]
meaning = "nameless"

[[severities]]
key = "sev4"
"""

    assert [line_of(mistake) for mistake in mistakes(text)] == [4]


@pytest.mark.parametrize("span", ["5", "5 weeks", "-5m", "0m", "", "m", "1.5h", "99999999999d"])
def test_what_is_no_length_of_time_is_a_mistake(mistakes: Mistakes, span: str) -> None:
    text = f'[[severities]]\nkey = "sev3"\nupdate_every = "{span}"\n'

    assert [line_of(mistake) for mistake in mistakes(text)] == [3]


@pytest.mark.parametrize(
    ("template", "usable"),
    [
        ("inc-{number}", True),
        ("{severity}_{number:04d}_{title}", True),
        ("事故-{number}", True),
        ("inc-{title}", False),
        ("inc-{number}-{service}", False),
        ("inc-{number", False),
        ("inc-{}-{number}", False),
        ("inc-{number}-{title.x}", False),
        ("inc-{number:zzz}", False),
        ("inc-{number!z}", False),
    ],
)
def test_a_channel_template_needs_the_number_and_knows_title_and_severity(
    tmp_path: Path, template: str, *, usable: bool
) -> None:
    path = tmp_path / "sitrep.toml"
    path.write_text(f'channel_name = "{template}"', encoding="utf-8")

    assert accepted(path) is usable


@pytest.mark.parametrize("key", ["Sev 1", "1sev", "", "s" * 21, "sev_1", "<!here>"])
def test_a_severity_has_a_plain_name(mistakes: Mistakes, key: str) -> None:
    assert len(mistakes(f'default_severity = "x"\n[[severities]]\nkey = "{key}"\n')) >= 1


def test_a_key_in_the_wrong_place_is_named_there(mistakes: Mistakes) -> None:
    text = """[[severities]]
key = "sev3"

language = "en"
"""

    assert mistakes(text) == [
        "sitrep.toml, line 4: severities.0.language: there is no such key; there are key, meaning, mark, aliases, "
        "acknowledge_within, update_every, silent_after, postmortem, postmortem_due"
    ]


def test_what_is_no_toml_is_named_with_its_line(mistakes: Mistakes) -> None:
    found = mistakes('language = "en"\nannouncements = incidents\n')

    assert len(found) == 1
    assert "line 2" in found[0]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="No such file"):
        config.load(tmp_path / "missing.toml")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sitrep.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(BadConfig, match=r"sitrep\.toml"):
        config.load(path)


def test_wrong_types_are_mistakes_too(mistakes: Mistakes) -> None:
    found = mistakes('language = 7\nannouncements = ["a"]\ncontacts = "Bea"\n')

    assert [line_of(mistake) for mistake in found] == [1, 2, 3]


def test_the_shipped_severities_pass_their_own_check(load: Callable[[str], Policy]) -> None:
    parts = "\n".join(f'[[severities]]\nkey = "{one.key}"\naliases = {list(one.aliases)}' for one in SEVERITIES)

    policy = load(parts)

    assert [severity.aliases for severity in policy.severities] == [severity.aliases for severity in SEVERITIES]


def accepted(path: Path) -> bool:
    """True if the file is a policy."""
    try:
        config.load(path)
    except BadConfig:
        return False
    return True


def line_of(mistake: str) -> int:
    """The line that a mistake names."""
    return int(mistake.partition(", line ")[2].partition(":")[0])
