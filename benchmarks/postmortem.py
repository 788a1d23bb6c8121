"""How long a postmortem takes to write: a recorded incident of 300 lines over nine hours and two days, drafted and
rendered in every form, as a canvas, and as all that Slack shows of it.

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

from bot.views import forms
from bot.views.postmortem import answers, files, posts
from bot.views.postmortem.forms import filled
from bot.views.scene import Scene
from bot.views.words import Voice
from incidents.postmortem import drafting
from incidents.postmortem.fields import Spot
from incidents.postmortem.model import Part, Record, Template
from incidents.postmortem.paper import Form, Paper, Postmortem
from incidents.postmortem.shown import Shown
from incidents.reply import Answer, FormKind, Reply
from incidents.reply import Form as Asked
from tests.incidents.postmortem import nights

BUDGET_MS = 200.0
PAGES = 5  # As many as the timeline has.


def main() -> int:
    """Measure and print; 1 where the budget is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    record = nights.record()
    ways: Mapping[str, Callable[[Scene], object]] = {
        **{form.value: partial(files.content, form=form) for form in Form},
        "canvas": files.canvas,
        "slack": _in_slack,
    }
    figures = {name: _timed(partial(_written, record, way), wanted.rounds) for name, way in ways.items()}
    figures["draft"] = _timed(lambda: drafting.draft(record, Template.FULL), wanted.rounds)
    _print(figures, machine=wanted.json)
    return 0 if max(figure["p95"] for figure in figures.values()) < BUDGET_MS else 1


def _written(record: Record, way: Callable[[Scene], object]) -> object:
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
    return way(scene)


def _in_slack(scene: Scene) -> object:
    """The post, every page of every section, and every form."""
    paper = scene.paper
    assert paper is not None
    shown = [Shown(paper, part, page) for part in paper.parts for page in range(1, PAGES + 1)]
    written = [part for part in paper.parts if part is not Part.TIMELINE]
    spots = [Spot(part=part, version=0, published=False) for part in written]
    asked = [Asked(FormKind.POSTMORTEM, paper.incident.id, {"section": spot.spelt}) for spot in spots]
    return (
        posts.postmortem(scene),
        [answers.LAYOUTS[Answer.POSTMORTEM](_told(one), scene.voice, scene.policy) for one in shown],
        [
            forms.draw(filled(one, Shown(paper, spot.part), scene.policy), scene.voice, scene.policy, token="x")
            for one, spot in zip(asked, spots, strict=True)
        ],
    )


def _told(shown: Shown) -> Reply:
    return Reply(kind=Answer.POSTMORTEM, data=shown)


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
        told = f"{name:10} p50 {figure['p50']:7.1f} ms   p95 {figure['p95']:7.1f} ms   (budget {BUDGET_MS:.0f} ms)"
        print(told)


if __name__ == "__main__":
    sys.exit(main())
