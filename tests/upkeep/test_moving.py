"""`sitrep import oncall|opsgenie|pagerduty FILE`: a made-up export comes over whole, and what differs is told."""

import json
from argparse import Namespace
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.config import reading
from bot.settings import Settings
from bot.stop import Stop
from bot.upkeep import importing
from bot.upkeep.occasion import Occasion, Report
from tests.incidents.oncall.moving import exports
from tests.terminal import Sitrep

FROM = exports.START.isoformat()
TOML = Path("sitrep.toml")
MINUTE = timedelta(minutes=1)
ALIKE = "2,016 half hours: 2,016 the same."
Moved = Callable[..., Awaitable[Report]]


def write(documents: list[Any]) -> None:
    """The answers one after the other, as curl appends them."""
    Path("export.json").write_text("\n".join(json.dumps(one) for one in documents), encoding="utf-8")


def pagerduty(**change: object) -> list[Any]:
    """PagerDuty's export with something else in its schedule."""
    users, answer, *more = exports.pagerduty()
    return [users, {"schedule": {**answer["schedule"], **change}}, *more]


class Still:
    """A clock that stands."""

    def now(self) -> datetime:
        """Always the same."""
        return exports.START


def text_of(name: str = "sitrep.toml") -> str:
    """What a file says; empty where there is none."""
    path = Path(name)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def put(text: str, name: str = "sitrep.toml") -> None:
    """A file that is there already."""
    Path(name).write_text(text, encoding="utf-8")


def there() -> list[str]:
    """The files that are there."""
    return sorted(path.name for path in Path().iterdir())


@pytest.fixture
def moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Moved:
    """Move in from export.json, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    async def ran(product: str = "pagerduty", *, begin: str = FROM, force: bool = False) -> Report:
        told = Namespace(what=product, file="export.json", begin=begin, force=force)
        return await importing.run(told, Occasion(Settings.from_env({}), Still(), "ana"))

    return ran


@pytest.mark.parametrize(
    ("product", "export", "name"),
    [
        ("pagerduty", exports.pagerduty, "Payments Primary"),
        ("opsgenie", exports.opsgenie, "Payments"),
        ("oncall", exports.grafana, "Payments"),
    ],
)
async def test_everybody_is_on_call_here_as_they_are_there(
    moved: Moved, product: str, export: Callable[[], list[Any]], name: str
) -> None:
    write(export())

    said = await moved(product)

    assert said.text.splitlines()[-1] == f"{name}: {ALIKE}"
    assert said.code == 0
    assert [team.schedule for team in reading.load(TOML).teams] == [""]


async def test_it_is_typed_at_a_terminal_and_passes_the_check(sitrep: Sitrep, tmp_path: Path, moved: Moved) -> None:
    write(exports.pagerduty())

    said = await sitrep("import", "pagerduty", "export.json", "--from", FROM)
    checked = await sitrep("check", "sitrep.toml")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "sitrep.toml is written: 1 schedules, 1 escalation policies, 1 teams.",
        "Not carried over as it is:",
        "- Payments Primary, Empty: nobody is in this rotation, it is left out: delete it there, or write a layer by "
        "hand.",
        "- Payments: this policy is used by its name only: write services, teams or severities under "
        "[escalation.payments].",
        f"Payments Primary: {ALIKE}",
    ]
    assert (checked.code, checked.err) == (0, "")


@pytest.mark.parametrize(
    ("product", "export", "steps", "again"),
    [
        (
            "pagerduty",
            exports.pagerduty,
            [(10, ["primary:payments-primary"]), (15, ["person:ana@example.test"])],
            2,
        ),
        (
            "opsgenie",
            exports.opsgenie,
            [
                (10, ["primary:payments", "primary:payments-2", "primary:payments-3"]),
                (20, ["person:bo@example.test"]),
                (20, ["team:payments"]),
            ],
            3,
        ),
        (
            "oncall",
            exports.grafana,
            [(5, ["primary:payments", "primary:payments-2"]), (15, ["person:bo@example.test"])],
            5,
        ),
    ],
)
async def test_policies_page_the_same_people_after_the_same_waits(
    moved: Moved, product: str, export: Callable[[], list[Any]], steps: list[Any], again: int
) -> None:
    write(export())

    await moved(product)

    (policy,) = reading.load(TOML).escalations
    paged = [(step.wait // MINUTE, [target.written for target in step.targets]) for step in policy.steps]
    assert (paged, policy.repeat) == (steps, again)


async def test_what_no_policy_here_can_say_is_told(moved: Moved) -> None:
    schedule = {"id": "NOWHERE", "type": "schedule_reference"}
    rules = [
        {"escalation_delay_in_minutes": 0, "targets": [{"id": "BO", "type": "user_reference"}, schedule]},
        {"escalation_delay_in_minutes": 5, "targets": [{"id": "R", "type": "response_play"}]},
    ]
    write(
        [
            *exports.pagerduty()[:-1],
            {"escalation_policies": [{"name": "P", "id": "P", "num_loops": 12, "escalation_rules": rules}]},
        ]
    )

    said = await moved()

    (policy,) = reading.load(TOML).escalations
    assert [(step.wait // MINUTE, len(step.targets)) for step in policy.steps] == [(1, 1)]
    assert policy.repeat == 9
    assert [line for line in said.text.splitlines() if line.startswith("- P: ")] == [
        "- P: “response_play” is not carried over: write the step by hand.",
        "- P: schedule NOWHERE is not here: its turns go to whoever comes next, a step goes on without it.",
        "- P: a wait of 0 min is not possible here: a step waits 1 minute to 7 days, and the first is told at once.",
        "- P: it begins anew 12 times there; here 9 at the most.",
        "- P: this policy is used by its name only: write services, teams or severities under [escalation.p].",
    ]


async def test_whoever_differs_is_told_span_by_span(moved: Moved) -> None:
    write(pagerduty(overrides_subschedule={}))

    said = await moved()

    assert said.code == 1
    assert said.text.splitlines()[-3:] == [
        "Payments Primary: 2,016 half hours: 2,009 the same.",
        "  2026-03-18 09:30 - 2026-03-18 13:00: there di@example.test, here ana@example.test",
        "  1 spans differ (times in Europe/Stockholm).",
    ]


async def test_no_more_than_fifty_spans_are_listed(moved: Moved) -> None:
    layers = exports.pagerduty()[1]["schedule"]["schedule_layers"]
    write(pagerduty(schedule_layers=[{**layers[1], "restrictions": [], "rotation_turn_length_seconds": 7200}]))

    said = await moved()

    assert said.text.count("\n  2026-") == 50
    assert "of them are not listed." in said.text.splitlines()[-1]


async def test_an_export_without_shifts_says_that_nothing_was_compared(moved: Moved) -> None:
    write(pagerduty(final_schedule={}))

    said = await moved()

    assert said.code == 1
    assert said.text.splitlines()[-1].startswith("Payments Primary: the export does not say who is on call")


async def test_what_the_export_does_not_show_is_not_called_the_same(moved: Moved) -> None:
    write(exports.pagerduty())

    said = await moved(begin="2026-04-26T10:00:00Z")

    assert said.code == 1
    assert "Payments Primary: 2,016 half hours: 48 the same." in said.text
    assert ": the export says nothing, here " in said.text


async def test_pages_that_are_not_there_are_told(moved: Moved) -> None:
    users, *more = exports.pagerduty()
    last = {"users": [], "offset": 100, "more": False}

    write([{**users, "more": True}, *more])
    cut = await moved()
    write([{**users, "more": True}, {"of": "", "answer": [last]}, *more])
    whole = await moved(force=True)

    assert "- export.json: an answer says that more pages follow" in cut.text
    assert "more pages" not in whole.text


async def test_a_file_that_is_there_stays_as_it_is(moved: Moved) -> None:
    put('announcements = "ops"  # Ours.\n')
    write(exports.pagerduty())

    first = await moved()
    second = await moved()

    assert text_of() == 'announcements = "ops"  # Ours.\n'
    assert first.text.startswith("sitrep.imported.toml is written")
    assert second.text.startswith("sitrep.imported-2.toml is written")
    assert reading.load(Path("sitrep.imported.toml")).announcements == "ops"


async def test_force_writes_over_it_and_keeps_the_other_settings(moved: Moved) -> None:
    ours = '[teams.payments]\nmembers = ["U0ZOE"]\n[teams.ops]\nchannel = "ops"\n'
    put(ours)
    write(exports.pagerduty())

    said = await moved(force=True)
    policy = reading.load(TOML)

    assert said.text.startswith(
        "sitrep.toml is written: 1 schedules, 1 escalation policies, 2 teams. The other settings are those of"
    )
    assert [(team.name, team.members) for team in policy.teams] == [("payments", ("U0ZOE",)), ("ops", ())]
    assert policy.schedules[0].team == "payments"


async def test_a_second_move_takes_the_place_of_the_first(moved: Moved) -> None:
    write(exports.opsgenie())
    await moved("opsgenie")

    await moved("opsgenie", force=True)

    names = [one.name for one in reading.load(TOML).schedules]
    assert names == ["payments", "payments-2", "payments-3"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "export.json: there is no schedule of PagerDuty in it"),
        ("{}\nBEGIN:VCALENDAR", "export.json, line 2: this is no JSON"),
        ('{"a": NaN}', "export.json, line 1: this is no JSON (NaN)"),
        ("[" * 100_000, "export.json, line 1: this is no JSON"),
        ("7", "export.json: at the top: “” is '7'; it should be the JSON answer of a call."),
        ('{"schedules": [{"id": "S", "name": "A"}]}', "export.json: there is no schedule of PagerDuty in it"),
    ],
)
async def test_a_file_that_is_no_export_is_refused_and_nothing_is_written(moved: Moved, text: str, why: str) -> None:
    put(text, "export.json")

    with pytest.raises(Stop) as stopped:
        await moved()

    assert str(stopped.value).startswith(why)
    assert there() == ["export.json"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"time_zone": "Mars/Base"}, "“time_zone” is 'Mars/Base'; it should be a time zone such as Europe/Stockholm."),
        ({"schedule_layers": 7}, "“schedule_layers” is '7'; it should be a list of objects."),
        (
            {"schedule_layers": [{"users": []}]},
            "“rotation_turn_length_seconds” is missing; it should be a whole number.",
        ),
        ({"name": None}, "“name” is missing; it should be a text."),
    ],
)
async def test_a_key_that_is_not_as_it_should_be_is_named(moved: Moved, change: dict[str, object], why: str) -> None:
    write(pagerduty(**change))

    with pytest.raises(Stop, match="Nothing was written") as stopped:
        await moved()

    assert why in str(stopped.value)
    assert there() == ["export.json"]


async def test_settings_that_are_not_in_order_stop_it_before_anything_is_written(moved: Moved) -> None:
    put("colour = 1\n")
    write(exports.pagerduty())

    with pytest.raises(Stop, match="colour"):
        await moved(force=True)

    assert text_of() == "colour = 1\n"
