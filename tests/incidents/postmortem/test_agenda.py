"""What a meeting goes through: what is to be confirmed, what is asked, what follows, and how long that takes."""

from dataclasses import replace

from incidents.postmortem import agenda
from incidents.postmortem.agenda import AGREEING, ASKING, CLOSING, CONFIRMING, READING
from incidents.postmortem.model import Mark, Part
from incidents.postmortem.paper import Edit
from tests.desk import ANA
from tests.incidents.postmortem.nights import EVENING
from tests.views.test_postmortems import paper


def test_what_is_asked_takes_longer_than_what_is_to_be_confirmed() -> None:
    plan = agenda.of(paper())

    assert {item.need: item.minutes for item in plan.items} == {Mark.CONFIRM: CONFIRMING, Mark.QUESTION: ASKING}


def test_what_somebody_has_written_is_only_read_and_the_whole_takes_as_long_as_its_parts() -> None:
    shown = paper()
    edit = Edit(part=Part.LUCK, version=1, text="none", author=ANA, at=EVENING)
    before, after = agenda.of(shown), agenda.of(replace(shown, edits={**shown.edits, Part.LUCK: edit}))

    assert [item.part for item in before.items if item not in after.items] == [Part.LUCK]
    assert before.minutes - after.minutes == ASKING
    assert after.minutes == READING + sum(item.minutes for item in after.items) + AGREEING + CLOSING


def test_neither_the_timeline_nor_the_action_items_are_talked_about_as_sections() -> None:
    assert {Part.TIMELINE, Part.ACTIONS}.isdisjoint(item.part for item in agenda.of(paper()).items)
