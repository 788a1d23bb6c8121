"""How long a postmortem takes to write: a recorded incident of 300 lines drafted and rendered in every form.

    python -m benchmarks.postmortem [--rounds 50] [--json]

The budget is 200 ms for the draft and one rendering, of processor time.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial

from bot.views.postmortem import files
from bot.views.scene import Scene
from bot.views.words import Voice
from incidents.postmortem import drafting
from incidents.postmortem.model import Record, Template
from incidents.postmortem.paper import Form, Paper, Postmortem
from tests.incidents.postmortem import nights

BUDGET_MS = 200.0


def main() -> int:
    """Measure and print; 1 where the budget is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    record = nights.record()
    figures = {form.value: _timed(partial(_written, record, form), wanted.rounds) for form in Form}
    figures["draft"] = _timed(lambda: drafting.draft(record, Template.FULL), wanted.rounds)
    _print(figures, machine=wanted.json)
    return 0 if max(figure["p95"] for figure in figures.values()) < BUDGET_MS else 1


def _written(record: Record, form: Form) -> str:
    """Drafted and rendered, as for the first file."""
    made = drafting.draft(record, Template.FULL)
    incident = record.incident
    postmortem = Postmortem(
        incident=incident.id,
        template=Template.FULL,
        line=made.line,
        drafted_at=incident.opened_at,
        owner=incident.owner,
    )
    lines = {line.seq: line for line in record.lines}
    paper = Paper(
        postmortem=postmortem, incident=incident, sections=made.sections, lines=lines, zone="Europe/Stockholm"
    )
    scene = Scene(about=incident, policy=record.policy, voice=Voice(), now=incident.opened_at, paper=paper)
    return files.content(scene, form)


def _timed(work: Callable[[], object], rounds: int) -> dict[str, float]:
    work()
    spent = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        spent.append((time.process_time() - begun) * 1000)
    return {"p50": round(statistics.median(spent), 1), "p95": round(sorted(spent)[int(len(spent) * 0.95)], 1)}


def _print(figures: Mapping[str, Mapping[str, float]], *, machine: bool) -> None:
    if machine:
        print(json.dumps(figures, indent=2))
        return
    for name, figure in figures.items():
        told = f"{name:6} p50 {figure['p50']:7.1f} ms   p95 {figure['p95']:7.1f} ms   (budget {BUDGET_MS:.0f} ms)"
        print(told)


if __name__ == "__main__":
    sys.exit(main())
