"""The benchmarks run and say what they promise; how fast anything is, no test judges."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import similar
from benchmarks.breaking.figure import Figure
from benchmarks.breaking.stage import findings, key_of
from benchmarks.breaking.witness import seen
from benchmarks.chaos import SCENARIOS
from benchmarks.open_flow import depths, quantile
from benchmarks.scenarios.chains import spoilt, written
from incidents.record import chain
from sandbox.core import Call
from tests.contract.recording import Python
from tests.meaning.encoders import tiny_folder

ROOT = Path(__file__).resolve().parent.parent
TINY = ("--starts", "1", "--opens", "1", "--bursts", "1", "--at-once", "2", "--sustained", "2")
FIGURES = {
    "ack_ms": {"p50", "p99_at_40"},
    "reporter_in_channel": {"round_trips", "ms"},
    "all_done": {"round_trips", "ms"},
}
PLAIN = {"opens_per_s", "start_ms", "import_ms", "rss_mb"}


RECORDS = (
    {"id": "R1", "title": "Signing certificate reached its end date", "service": "edge", "fix": "shipped a new one"},
    {"id": "R2", "title": "No space left on device", "service": "db", "cause": "logs were not rotated"},
)
QUESTIONS = (
    {"id": "Q1", "lang": "en", "text": "x509 errors", "relevant": ["R1"]},
    {"id": "Q2", "lang": "zh", "text": "磁盘满了", "relevant": ["R2"]},
    {"id": "Q3", "lang": "en", "text": "the lunch menu", "relevant": []},
)


@pytest.fixture
def asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Asks a small past a few questions; the lines that are printed."""
    corpus, queries = tmp_path / "corpus.jsonl", tmp_path / "queries.jsonl"
    corpus.write_text("\n".join(map(json.dumps, RECORDS)))
    queries.write_text("\n".join(map(json.dumps, QUESTIONS)))

    def printed(*more: str) -> list[str]:
        assert similar.main(["--corpus", str(corpus), "--queries", str(queries), "--json", *more]) == 0
        return capsys.readouterr().out.splitlines()

    return printed


@pytest.mark.slow
def test_how_well_the_past_is_found_is_told_with_the_map_and_without(asked: Callable[..., list[str]]) -> None:
    *table, last = asked()

    found = json.loads(last)
    assert set(found) == {"core", "likely", "p99_ms"}
    assert {lang: found["core"][lang]["hit@5"] for lang in ("all", "en", "zh")} == {"all": 1.0, "en": 1.0, "zh": 1.0}
    assert set(found["likely"]) == {"precision", "shown", "false_shown"}
    assert "without the map" in table[0]


@pytest.mark.slow
def test_the_same_is_told_with_a_model_or_why_not(asked: Callable[..., list[str]], tmp_path: Path) -> None:
    *_, model = asked("--extra", str(tiny_folder(tmp_path / "model")))
    *table, none = asked("--extra", str(tmp_path))

    assert json.loads(model)["extra"]["all"]["hit@5"] == 1.0
    assert json.loads(none)["extra"]["available"] is False
    assert "The extra is not available: SITREP_EMBEDDINGS" in table[-1]


def call(number: int, started: float, ended: float) -> Call:
    """A call to Slack between two instants."""
    return Call(number, "chat.postMessage", {}, started, ended)


@pytest.mark.slow
def test_the_open_flow_is_measured_and_told_for_people_and_for_machines(tmp_path: Path, python: Python) -> None:
    script = str(ROOT / "benchmarks" / "open_flow.py")

    done = subprocess.run([*python(), script, *TINY], cwd=tmp_path, capture_output=True, text=True, check=True)

    *table, last = done.stdout.splitlines()
    figures = json.loads(last)
    assert {name: set(figures[name]) for name in FIGURES} == FIGURES
    assert set(figures) - set(FIGURES) == PLAIN
    assert min(figures[name] for name in PLAIN) > 0
    assert figures["reporter_in_channel"]["round_trips"] == 2
    assert figures["all_done"]["round_trips"] <= 4
    assert "reporter in the channel" in "\n".join(table)


@pytest.mark.slow
def test_processes_are_killed_and_what_became_of_their_messages_is_counted(tmp_path: Path, python: Python) -> None:
    script, told = str(ROOT / "benchmarks" / "chaos.py"), ("--short", "--json", "--only", "R1", "--database", "sqlite")

    done = subprocess.run([*python(), script, *told], cwd=tmp_path, capture_output=True, text=True, check=True)

    (line,) = done.stdout.splitlines()
    found = json.loads(line)["R1"]
    assert found["messages"] >= 60
    assert found["kills"] >= 8
    assert (found["lost"], found["duplicate"], found["broken"]) == (0, 0, [])


@pytest.mark.slow
def test_escalations_are_fired_and_how_late_each_was_is_told(tmp_path: Path, python: Python) -> None:
    script = str(ROOT / "benchmarks" / "escalation.py")
    told = ["--database", "sqlite", "--many", "120", "--span", "2", "--overdue", "120", "--stepped", "120"]

    done = subprocess.run([*python(), script, *told], cwd=tmp_path, capture_output=True, text=True, check=True)

    *table, last = done.stdout.splitlines()
    found = json.loads(last)["sqlite"]
    assert {"burst_p99_s", "armed_p99_ms", "lost", "duplicate"} < set(found)
    assert (found["lost"], found["duplicate"], found["stepped"]) == (0, 0, 240)
    assert found["overdue_first_page_s"] > 0
    assert found["burst_p99_s"] > 0
    assert sum(" 120 " in line for line in table) == 3
    assert sum(" 240 " in line for line in table) == 1


def test_a_timer_was_fired_by_the_time_at_which_the_oldest_that_is_left_is_a_later_one() -> None:
    lines = [
        '["2026-11-26T19:00:00+00:00", 7]',
        '["2026-11-26T19:00:01+00:00", 9]',
        '["2026-11-26T19:00:02+00:00", null]',
    ]

    found = seen(lines, [7, 8, 9])

    assert [at.second for at in (found[7], found[8], found[9])] == [1, 1, 2]


def test_a_changed_byte_of_a_timeline_is_found() -> None:
    links = written(1)

    unnoticed = [one for one in spoilt(links[:2]) if one is not None and chain.broken(one) is None]

    assert chain.broken(links) is None
    assert unnoticed == []


def test_every_figure_has_its_line() -> None:
    assert list(SCENARIOS) == [f"R{number}" for number in range(1, 19)]


def test_a_figure_is_broken_by_one_promise_and_missed_by_its_size() -> None:
    whole = Figure(name="R1", title="kill -9", bar="0 lost", found={"lost": 0, "sqlite": {"kills": 8}})

    assert whole.verdict == "reached"
    assert replace(whole, missed=("8 kills",)).verdict == "not reached"
    assert replace(whole, broken=("lost: INC-1/intro",), missed=("8 kills",)).verdict == "BROKEN"
    assert replace(whole, found={}, missed=("no PostgreSQL",)).verdict == "not measured"
    assert whole.lines()[0] == "R1  reached      kill -9: lost 0, sqlite (kills 8)"


def test_a_traceback_is_a_finding_unless_the_database_was_away() -> None:
    frame = 'Traceback (most recent call last):\n  File "a.py", line 1, in b\n    c\n'
    log = f"INFO x\n{frame}KeyError: 'd'\n\nINFO y\n{frame}storage.errors.Unreachable\n"

    assert list(findings(log)) == ["KeyError: 'd'"]


def test_a_key_is_read_from_a_message_and_from_a_call() -> None:
    metadata = {"event_type": "sitrep_message", "event_payload": {"key": "INC-1/intro"}}

    told: tuple[object, ...] = (metadata, json.dumps(metadata), None, {"event_payload": {}})

    assert [key_of(one) for one in told] == ["INC-1/intro", "INC-1/intro", "", ""]


def test_calls_side_by_side_are_one_round_trip() -> None:
    calls = [call(1, 0.0, 0.1), call(2, 0.11, 0.2), call(3, 0.11, 0.21), call(4, 0.205, 0.3), call(5, 0.22, 0.31)]

    assert depths(calls) == {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}


def test_a_quantile_is_one_of_the_values() -> None:
    hundred = [float(value) for value in range(1, 101)]

    assert (quantile(hundred, 0.5), quantile(hundred, 0.99), quantile([7.0], 0.99)) == (50.0, 99.0, 7.0)
