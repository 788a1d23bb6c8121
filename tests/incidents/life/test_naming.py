"""Channel names: whatever a person types, Slack accepts the name, and Chinese stays readable."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from incidents.life.naming import LONGEST, ascii_name, channel_name
from sandbox.methods import names
from sandbox.refusal import Refusal
from sandbox.seed import Seed
from sandbox.workspace import Workspace

NOBODY_HOLDS_IT = Workspace(Seed(), 0.0)
SHIPPED = "inc-{number}-{title}"
TEMPLATES = st.sampled_from(
    [SHIPPED, "{number}", "{severity}_{title}-{number}", "INC {number}: {title}!", "-{number}-"]
)
NUMBERS = st.integers(1, 10**9)
TITLES = st.one_of(st.text(max_size=120), st.text("aZ-_ '’/.支付失败é🔥<>&#@", max_size=120))
SEVERITIES = st.sampled_from(["sev1", "sev-2", "critical"])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("checkout is failing", "inc-42-checkout-is-failing"),
        ("  Checkout   IS Failing!! ", "inc-42-checkout-is-failing"),
        ("can't log in", "inc-42-cant-log-in"),
        ("can’t log in", "inc-42-cant-log-in"),
        ("支付失败", "inc-42-支付失败"),
        ("支付失败：银联 timeout", "inc-42-支付失败-银联-timeout"),
        ("\uff21\uff22\uff23\u3000\uff11\uff12\uff13", "inc-42-abc-123"),
        ("été à Zürich", "inc-42-été-à-zürich"),
        ("502 on /api/v2?x=1&y=2", "inc-42-502-on-api-v2-x-1-y-2"),
        ("snake_case stays", "inc-42-snake_case-stays"),
        ("- - -", "inc-42"),
        ("", "inc-42"),
        ("🔥🔥🔥", "inc-42"),
        ("<!channel> <@U1>", "inc-42-channel-u1"),
        ("a" * 200, "inc-42-" + "a" * 73),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert channel_name(SHIPPED, number=42, title=title, severity="sev2") == name


@pytest.mark.parametrize(("attempt", "end"), [(2, "-2"), (9, "-9"), (10, "-10")])
def test_a_later_attempt_ends_in_its_number_even_where_the_name_is_cut(attempt: int, end: str) -> None:
    name = channel_name(SHIPPED, number=42, title="a" * 200, severity="sev2", attempt=attempt)

    assert (name.endswith("a" + end), len(name)) == (True, LONGEST)


@given(TEMPLATES, NUMBERS, TITLES, SEVERITIES, st.integers(1, 9))
@example(SHIPPED, 1, "İstanbul ΑΎΤΟΣ ŉ ǅ ẞ", "sev1", 1)
@example(SHIPPED, 1, "हिन्दी ภาษาไทย עברית العربية", "sev1", 1)
@example(SHIPPED, 1, "x" * 72 + "-----yz", "sev1", 2)
def test_slack_accepts_every_name(template: str, number: int, title: str, severity: str, attempt: int) -> None:
    name = channel_name(template, number=number, title=title, severity=severity, attempt=attempt)

    assert complaint(name) == ""
    assert len(name) <= LONGEST
    assert name == name.lower()


@given(TEMPLATES, NUMBERS, TITLES, SEVERITIES, st.integers(1, 9))
def test_the_plain_name_is_ascii_and_slack_accepts_it(
    template: str, number: int, title: str, severity: str, attempt: int
) -> None:
    name = channel_name(template, number=number, title=title, severity=severity, attempt=attempt)

    plain = ascii_name(name, number=number)

    assert plain.isascii()
    assert complaint(plain) == ""
    assert len(plain) <= LONGEST


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=40))
def test_chinese_is_kept_letter_by_letter(title: str) -> None:
    name = channel_name(SHIPPED, number=7, title=title, severity="sev2")

    assert name == "inc-7-" + unicodedata.normalize("NFKC", title)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("inc-7-支付失败", "inc-7"),
        ("inc-7-支付失败-2", "inc-7-2"),
        ("inc-7-été", "inc-7-ete"),
        ("支付", "inc-7"),
        ("inc-7-checkout", "inc-7-checkout"),
    ],
)
def test_a_workspace_that_refuses_letters_gets_ascii(name: str, plain: str) -> None:
    assert ascii_name(name, number=7) == plain


@given(NUMBERS, TITLES)
def test_the_number_stands_in_every_name_of_the_shipped_template(number: int, title: str) -> None:
    name = channel_name(SHIPPED, number=number, title=title, severity="sev2")

    assert name.startswith(f"inc-{number}")


def complaint(name: str) -> str:
    """What the local Slack says of the name; nothing if it accepts it."""
    try:
        names.check(NOBODY_HOLDS_IT, name)
    except Refusal as refusal:
        return refusal.code
    return ""
