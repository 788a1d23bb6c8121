"""The draft of a recorded night: every fact of it is found again in the record, in another way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.model import Status, Who
from incidents.policy import Policy
from incidents.postmortem import drafting
from incidents.postmortem.model import LINE, PARTS, Draft, Mark, Part, Record, Template
from incidents.record.chain import Link
from tests.incidents.postmortem import nights, oracle
from tests.incidents.postmortem.nights import ANA, BEA, CHEN, DORA, END, EVENING, MINUTE
from tests.incidents.postmortem.oracle import sentences

MORNING = EVENING + END * MINUTE
FILLED, CONFIRM, QUESTION = Mark.FILLED, Mark.CONFIRM, Mark.QUESTION


@pytest.fixture(scope="module")
def record() -> Record:
    """The recorded night."""
    return nights.record()


@pytest.fixture(scope="module")
def lines(record: Record) -> Sequence[Link]:
    """Its lines."""
    return record.lines


@pytest.fixture(scope="module")
def draft(record: Record) -> Draft:
    """Its full draft."""
    return drafting.draft(record, Template.FULL)


def number_of(lines: Sequence[Link], kind: str, minutes: float) -> int:
    """The line of a kind at so many minutes after the opening."""
    [found] = [line.seq for line in lines if line.kind == kind and line.occurred_at == EVENING + minutes * MINUTE]
    return found


def test_the_night_has_three_hundred_lines_over_nine_hours_and_two_days(lines: Sequence[Link]) -> None:
    days = {line.occurred_at.date() for line in lines}

    assert (len(lines), len(days)) == (300, 2)
    assert (MORNING - EVENING) / timedelta(hours=1) == 9


def test_a_draft_says_up_to_which_line_it_has_read(draft: Draft) -> None:
    assert draft.line == 300


@pytest.mark.parametrize("template", Template)
def test_a_template_has_its_sections_in_its_order(record: Record, template: Template) -> None:
    made = drafting.draft(record, template)

    assert tuple(section.part for section in made.sections) == PARTS[template]
    assert all(section.sentences for section in made.sections)


def test_the_same_record_gives_the_same_draft(record: Record, draft: Draft) -> None:
    assert drafting.draft(record, Template.FULL) == draft


def test_every_sentence_but_a_question_rests_on_lines_that_are_there(draft: Draft, lines: Sequence[Link]) -> None:
    numbers = {line.seq for line in lines}

    assert [one for one in oracle.every(draft) if one.mark is not QUESTION and not one.evidence] == []
    assert {seq for one in oracle.every(draft) for seq in one.evidence} <= numbers


def test_what_made_it_possible_luck_and_lessons_are_asked_never_told(draft: Draft) -> None:
    never = (Part.LUCK, Part.LEARNINGS)
    told = [one for part in never for one in draft.section(part).sentences]

    assert {one.mark for one in told} == {QUESTION}
    assert {one.mark for one in draft.section(Part.CONTRIBUTING).sentences} == {CONFIRM, QUESTION}


def test_no_question_asks_why_or_who_did_it(draft: Draft) -> None:
    asked = [one.text.split()[0] for one in oracle.every(draft) if one.mark is QUESTION]

    assert set(asked) == {"What", "How"}
    assert [one.text for one in oracle.every(draft) if "why" in one.text.casefold().split()] == []


def test_title_and_opening_are_those_of_the_record(draft: Draft) -> None:
    assert sentences(draft, Part.FACTS, "{key}: {title}") == [
        ({"key": "INC-1", "title": "checkout is failing"}, (1,), FILLED)
    ]
    assert sentences(draft, Part.FACTS, "Opened {at} by {who} as {severity}.") == [
        ({"at": EVENING, "who": Who(ANA), "severity": "SEV3"}, (1,), FILLED)
    ]


def test_durations_are_counted_from_the_opening(draft: Draft, lines: Sequence[Link]) -> None:
    acknowledged, monitoring = number_of(lines, "acknowledged", 17), number_of(lines, "status", 155)
    resolved = number_of(lines, "resolved", END)

    assert sentences(draft, Part.FACTS, "Acknowledged after {lasted} by {who}; the target is {target}.") == [
        ({"lasted": 17 * MINUTE, "who": Who(CHEN), "target": 15 * MINUTE}, (1, acknowledged), FILLED)
    ]
    assert sentences(draft, Part.FACTS, "Mitigated after {lasted}.") == [
        ({"lasted": 155 * MINUTE}, (1, monitoring), FILLED)
    ]
    assert sentences(draft, Part.FACTS, "Resolved after {lasted}.") == [
        ({"lasted": END * MINUTE}, (1, resolved), FILLED)
    ]


def test_what_happened_before_the_opening_is_a_detection_to_be_confirmed(draft: Draft, lines: Sequence[Link]) -> None:
    early = min(lines, key=lambda line: line.occurred_at)

    assert sentences(draft, Part.FACTS, "Detected after {lasted}, counted from the first line.") == [
        ({"lasted": EVENING - early.occurred_at}, (early.seq, 1), CONFIRM)
    ]


def test_the_time_in_each_severity_is_that_of_a_walk_through_the_night(draft: Draft, lines: Sequence[Link]) -> None:
    told = {
        str(values["severity"]).lower(): values["lasted"]
        for values, _, _ in sentences(draft, Part.FACTS, "{lasted} in {severity}.")
    }

    assert told == oracle.times(lines, EVENING, MORNING)


def test_the_history_of_severities_is_that_of_the_record(draft: Draft, lines: Sequence[Link]) -> None:
    changed = [line for line in lines if oracle.severity(line) and line.kind != "opened"]
    told = sentences(draft, Part.FACTS, "{at}: the severity was changed from {before} to {after} by {who}.")

    assert [(values["at"], str(values["after"]).lower(), evidence) for values, evidence, _ in told] == [
        (line.occurred_at, oracle.severity(line), (line.seq,)) for line in changed
    ]
    assert [values["before"] for values, _, _ in told] == ["SEV3", "SEV1", "SEV2"]
    assert sentences(draft, Part.FACTS, "{at}: the severity was corrected from {before} to {after} by {who}.") == [
        (
            {"at": MORNING + 30 * MINUTE, "before": "SEV3", "after": "SEV2", "who": Who(DORA)},
            (number_of(lines, "corrected", END + 30),),
            FILLED,
        )
    ]


def test_the_history_of_its_status_is_that_of_a_walk(draft: Draft, lines: Sequence[Link]) -> None:
    stretches = oracle.stretches(lines, EVENING, MORNING + MINUTE, oracle.status)
    told = sentences(draft, Part.FACTS, "{at}: {before} → {after} ({who}).")

    assert [(values["at"], values["after"]) for values, _, _ in told] == [
        (begin, Status(what)) for what, begin, _ in stretches[1:]
    ]
    assert [values["before"] for values, _, _ in told] == [Status(what) for what, _, _ in stretches[:-1]]


def test_who_led_when_is_that_of_a_walk(draft: Draft, lines: Sequence[Link]) -> None:
    told = [values for values, _, _ in sentences(draft, Part.FACTS, "{who} led from {begin} to {end}.")]

    assert told == oracle.led(lines, EVENING, MORNING)
    assert [values["who"] for values in told] == [Who(CHEN), Who(BEA), Who(DORA)]


def test_the_comms_lasted_to_the_end(draft: Draft, lines: Sequence[Link]) -> None:
    assert sentences(draft, Part.FACTS, "{who} did the comms from {begin} to {end}.") == [
        (
            {"who": Who(ANA), "begin": EVENING + 36 * MINUTE, "end": MORNING},
            (number_of(lines, "role", 36),),
            FILLED,
        )
    ]


def test_it_was_open_twice(draft: Draft) -> None:
    [(values, _, _)] = sentences(draft, Part.FACTS, "It was open for {lasted} in all, {n} times.")

    assert values == {"lasted": timedelta(hours=8), "n": 2}


def test_the_impact_goes_to_the_end_where_it_came_back_and_is_to_be_confirmed(
    draft: Draft, lines: Sequence[Link]
) -> None:
    begin = EVENING - 12 * MINUTE

    assert sentences(draft, Part.IMPACT, "From {begin} to {end}: {lasted}.") == [
        (
            {"begin": begin, "end": MORNING, "lasted": MORNING - begin},
            (number_of(lines, "note", -12), number_of(lines, "resolved", END)),
            CONFIRM,
        )
    ]
    assert [values["text"] for values, _, _ in sentences(draft, Part.IMPACT, "{at}: {text}")] == [
        "12 % of cards fail",
        "3 % of cards fail",
    ]


def test_the_timeline_has_every_telling_line_in_the_order_in_which_it_happened(
    draft: Draft, lines: Sequence[Link]
) -> None:
    told = [one.evidence[0] for one in draft.section(Part.TIMELINE).sentences if one.text == LINE]

    assert len(told) == 300
    assert told == [line.seq for line in sorted(lines, key=lambda line: (line.occurred_at, line.seq))]


def test_what_fixed_it_is_the_last_resolution_s_and_by_whom(draft: Draft, lines: Sequence[Link]) -> None:
    assert sentences(draft, Part.MITIGATORS, "What fixed it, said by {who}: {text}") == [
        (
            {"who": Who(DORA), "text": "emptied the cache on every host"},
            (number_of(lines, "resolved", END),),
            FILLED,
        )
    ]


def test_what_was_done_of_a_runbook_and_of_the_to_dos_is_told(draft: Draft, lines: Sequence[Link]) -> None:
    text = "Runbook {article}, {title}: steps done {done}, left out {skipped}, wrong as written {wrong}."
    steps = tuple(line.seq for line in lines if line.kind == "step")

    assert sentences(draft, Part.RESPONSE, text) == [
        ({"article": "KB-4", "title": "Payments 5xx", "done": 1, "skipped": 1, "wrong": 1}, steps, FILLED)
    ]
    assert [values["text"] for values, _, _ in sentences(draft, Part.MITIGATORS, "{at}: {text}")] == ["roll back 4.18"]
    assert sentences(draft, Part.ACTIONS, "Still to do: {text} ({who})")[0][0] == {
        "text": "alert on 502",
        "who": Who(ANA),
    }


def test_everybody_who_was_asked_stands_there_with_their_answer(draft: Draft) -> None:
    late = sentences(draft, Part.RESPONSE, "{at}: {who} was asked to come; there is no answer.")
    came = sentences(draft, Part.RESPONSE, "{at}: {who} was asked to come, and answered after {lasted}.")
    could_not = sentences(
        draft, Part.RESPONSE, "{at}: {who} was asked to come, and could not; that was said after {lasted}."
    )

    assert [values["who"] for values, _, _ in late] == [Who(BEA)]
    assert [(values["who"], values["lasted"]) for values, _, _ in came] == [(Who(CHEN), 12 * MINUTE)]
    assert [(values["who"], values["lasted"]) for values, _, _ in could_not] == [(Who(DORA), 1.5 * MINUTE)]


def test_updates_are_counted_and_the_longest_silence_is_that_of_a_walk(draft: Draft, lines: Sequence[Link]) -> None:
    longest = max(oracle.silent(lines, EVENING, MORNING), key=lambda one: one[1] - one[0])
    text = "Updates: {n}. The longest time without one was {lasted}, from {begin} to {end}."
    written = tuple(line.seq for line in lines if line.kind == "update")

    assert sentences(draft, Part.RESPONSE, text) == [
        (
            {"n": 8, "lasted": longest[1] - longest[0], "begin": longest[0], "end": longest[1]},
            written,
            FILLED,
        )
    ]


def test_the_silences_that_were_too_long_are_those_of_a_walk(
    record: Record, draft: Draft, lines: Sequence[Link]
) -> None:
    promised = {
        begin: record.policy.severity(oracle.standing(lines, oracle.severity, begin)).update_every
        for begin, _ in oracle.silent(lines, EVENING, MORNING)
    }
    wanted = [
        {"lasted": end - begin, "begin": begin, "end": end}
        for begin, end in oracle.silent(lines, EVENING, MORNING)
        if end - begin > (promised[begin] or timedelta.max)
    ]
    told = sentences(draft, Part.BADLY, "There was no update for {lasted}, from {begin} to {end}.")

    assert [values for values, _, _ in told] == wanted
    assert len(wanted) == 2


def test_what_did_not_go_well_begins_with_the_facts(draft: Draft, lines: Sequence[Link]) -> None:
    late = sentences(draft, Part.BADLY, "It was acknowledged only after {lasted}; the target is {target}.")
    raised = sentences(draft, Part.BADLY, "The severity was raised after {lasted}: {before} → {after}.")
    primary = sentences(draft, Part.BADLY, "The primary did not answer the page of {at}.")

    assert late == [
        ({"lasted": 17 * MINUTE, "target": 15 * MINUTE}, (1, number_of(lines, "acknowledged", 17)), CONFIRM)
    ]
    assert raised == [
        (
            {"lasted": 35 * MINUTE, "before": "SEV3", "after": "SEV1"},
            (1, number_of(lines, "severity", 35)),
            CONFIRM,
        )
    ]
    assert primary == [({"at": EVENING}, (number_of(lines, "asked", 0),), CONFIRM)]


def test_what_else_went_wrong_is_told(draft: Draft) -> None:
    told = {one.text: one.values for one in draft.section(Part.BADLY).sentences}

    assert told["Nobody was on call for {name}."] == {"name": "payments"}
    assert told["A page did not reach {who}."] == {"who": Who(BEA)}
    assert told["{at}: it came back: {text}"] == {"at": EVENING + 240 * MINUTE, "text": "502 again"}
    assert told["{at}: who had it did not answer any more."] == {"at": EVENING + 301 * MINUTE}
    assert told["Step {step} of {article} is wrong as it is written: {text}"]["step"] == "3"
    assert "The backup did not answer the page of {at}." not in told
    assert "No runbook was started." not in told


def test_what_people_called_the_same_is_told_with_what_fixed_it(draft: Draft, lines: Sequence[Link]) -> None:
    text = "{key} was the same: {title}. What fixed it then: {fix}"

    assert sentences(draft, Part.RESPONSE, text) == [
        (
            {"key": "INC-31", "title": "502 on card payments", "fix": "rolled back the gateway client"},
            (number_of(lines, "likened", 412),),
            FILLED,
        )
    ]


def test_an_answer_within_the_target_and_updates_in_time_went_well(record: Record) -> None:
    slow = Policy(severities=tuple(replace(one, update_every=None) for one in Policy().severities))
    patient = replace(slow.severities[2], acknowledge_within=20 * MINUTE)
    kind = replace(slow, severities=(*slow.severities[:2], patient))

    made = drafting.draft(replace(record, policy=kind), Template.FULL)

    assert [values for values, _, _ in sentences(made, Part.WELL, "It was acknowledged in {lasted}.")] == [
        {"lasted": 17 * MINUTE}
    ]
    assert [values for values, _, _ in sentences(made, Part.WELL, "No update was late, of {n}.")] == [{"n": 8}]


def test_a_redacted_line_disappears_from_the_draft_with_all_that_rested_on_its_words(
    record: Record, lines: Sequence[Link]
) -> None:
    number = number_of(lines, "update", 40)
    erased = [replace(line, body=None) if line.seq == number else line for line in lines]

    made = drafting.draft(replace(record, lines=erased), Template.FULL)

    assert [one for one in oracle.every(made) if number in one.evidence] == []
    assert [one for one in oracle.every(made) if "12 % of cards fail" in one.values.values()] == []


def test_the_opening_counts_though_its_words_are_erased(record: Record, lines: Sequence[Link]) -> None:
    erased = [replace(line, body=None) if line.seq == 1 else line for line in lines]

    made = drafting.draft(replace(record, lines=erased), Template.FULL)

    assert sentences(made, Part.FACTS, "Resolved after {lasted}.")[0][0] == {"lasted": END * MINUTE}
    assert sentences(made, Part.FACTS, "Opened {at} by {who} as {severity}.")[0][0]["severity"] == "SEV3"


def test_an_incident_of_one_line_has_a_draft(record: Record, lines: Sequence[Link]) -> None:
    alone = replace(record, lines=lines[:1], incident=replace(nights.incident(), pages=(), fix=""), todos=(), same=())

    made = drafting.draft(alone, Template.FULL)

    assert [values for values, _, _ in sentences(made, Part.FACTS, "Nobody acknowledged it.")] == [{}]
    assert sentences(made, Part.RESPONSE, "No update was written.")[0][1] == (1,)
