"""The tokenizer: whatever people and their phones type becomes tokens; nothing is an error and nothing is lost."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commands import words
from commands.words import Token, TokenKind

MINUTE = timedelta(minutes=1)
PIECES = st.sampled_from(
    [
        "<@U1|Ana>",
        "<@U1|Ana Ruiz>",
        "<@U1",
        "<#C1|general>",
        "<https://x.example|x>",
        "<mailto:a@b.example|a@b.example>",
        "<!channel>",
        "<!subteam^S1|@team>",
        "&lt;!here&gt;",
        "&amp;",
        "“",
        "”",
        '"',
        "「",
        "」",
        "can't",
        "—private",
        "--test",
        "–test",
        "svc:pay",
        "svc：支付",
        "支付失败",
        "\u3000",
        " ",
        "\n",
        "\u202e",
        "INC-42",
        "@ana",
        "@",
        "{x}",
        "%s",
    ]
)
SENTENCES = st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join))
# One sentence, and its tokens as kind and text. W: word, Q: quoted, P: person, H: handle, F: flag, =: field.
SHORT = {
    "W": TokenKind.WORD,
    "Q": TokenKind.QUOTED,
    "P": TokenKind.PERSON,
    "H": TokenKind.HANDLE,
    "F": TokenKind.FLAG,
    "=": TokenKind.FIELD,
}


def tokens(source: str) -> list[tuple[TokenKind, str]]:
    """The sentence as kinds and texts."""
    return [(token.kind, token.text) for token in words.read(source).tokens]


def expected(*pairs: str) -> list[tuple[TokenKind, str]]:
    """The same from `W checkout`."""
    return [(SHORT[pair[0]], pair[2:]) for pair in pairs]


@pytest.mark.parametrize(
    ("source", "pairs"),
    [
        ("", ()),
        ("   \n\t ", ()),
        ("sev2 checkout is failing", ("W sev2", "W checkout", "W is", "W failing")),
        ("  two   spaces ", ("W two", "W spaces")),
        ("line\nbreak", ("W line", "W break")),
        # Apostrophes are letters.
        ("can't log in", ("W can't", "W log", "W in")),
        ("can’t log in", ("W can’t", "W log", "W in")),
        ("the users' carts", ("W the", "W users'", "W carts")),
        # Quotes hold words together, in every shape that phones and languages give them.
        ('"two words" three', ("Q two words", "W three")),
        ("“two words” three", ("Q two words", "W three")),
        ("”two words” three", ("Q two words", "W three")),
        ("„two words” three", ("Q two words", "W three")),
        ("「支付 失败」 now", ("Q 支付 失败", "W now")),
        ("『支付 失败』", ("Q 支付 失败",)),
        ('" padded "', ("Q padded",)),
        # An unclosed quote, an empty one and one inside a word are plain characters.
        ('"never closed', ('W "never', "W closed")),
        ("“never closed", ("W “never", "W closed")),
        ('""', ('W ""',)),
        ('5"disk full', ('W 5"disk', "W full")),
        # Chinese, with its own space and colon.
        ("支付失败", ("W 支付失败",)),
        ("严重\u3000支付 失败", ("W 严重", "W 支付", "W 失败")),
        ("svc\uff1a支付 挂了", ("= svc\uff1a支付", "W 挂了")),
        # Slack's mark-up.
        ("<@U1|ana> down", ("P @ana", "W down")),
        ("<@U1|Ana Ruiz> down", ("P @Ana Ruiz", "W down")),
        ("<@U1> down", ("P @U1", "W down")),
        ("in <#C1|general> now", ("W in", "W #general", "W now")),
        ("in <#C1>", ("W in", "W #C1")),
        ("see <https://x.example/a?b=1&amp;c=2|x.example>", ("W see", "W https://x.example/a?b=1&c=2")),
        ("see <https://x.example>", ("W see", "W https://x.example")),
        ("ask <mailto:a@b.example|a@b.example>", ("W ask", "W mailto:a@b.example")),
        ("<!channel> look", ("W @channel", "W look")),
        ("<!here|here>", ("W here",)),
        ("<!subteam^S1|@team>", ("W @team",)),
        ("a &lt; b &amp;&amp; c &gt; d", ("W a", "W <", "W b", "W &&", "W c", "W >", "W d")),
        ("&amp;lt;", ("W &lt;",)),
        # People without an id.
        ("@ana down", ("H @ana", "W down")),
        ("@ alone", ("W @", "W alone")),
        ("mail a@b.example", ("W mail", "W a@b.example")),
        # Flags, also where a phone made one dash of two.
        ("--test", ("F --test",)),
        ("—test", ("F —test",)),
        ("–private x", ("F –private", "W x")),
        ("--no-change", ("F --no-change",)),
        ("-- x", ("W --", "W x")),
        ("-test", ("W -test",)),
        ("a — b", ("W a", "W —", "W b")),
        ('"--test"', ("Q --test",)),
        # Fields.
        ("svc:payments", ("= svc:payments",)),
        ("SVC:Payments", ("= SVC:Payments",)),
        ("svc:", ("W svc:",)),
        ("note: x", ("W note:", "W x")),
    ],
)
def test_a_sentence_becomes_these_tokens(source: str, pairs: tuple[str, ...]) -> None:
    assert tokens(source) == expected(*pairs)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("<@U1|ana>", "U1"),
        ("<@W9Z>", "W9Z"),
        ("@ana", "ana"),
        ("--No-Change", "no-change"),
        ("—TEST", "test"),
        ("SVC:Pay", "svc:Pay"),
        ("svc\uff1a支付", "svc:支付"),
        ("svc:&lt;x&gt;", "svc:<x>"),
        ("word", ""),
        ('"quoted words"', ""),
    ],
)
def test_a_token_knows_what_it_stands_for(source: str, value: str) -> None:
    assert words.read(source).tokens[0].value == value


@given(SENTENCES)
@example("\x00\ud800\udfff \x85\u2028x")
@example("<" * 5000)
@example('"' * 5000)
@example("“a" * 3000)
@example("x" * 40_000)
def test_nothing_that_is_typed_is_an_error_and_every_letter_is_in_a_token(source: str) -> None:
    read = words.read(source).tokens

    ends = [(0, 0), *((token.start, token.end) for token in read), (len(source), len(source))]
    assert all(token.start < token.end for token in read)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(ends))
    assert [source[a[1] : b[0]] for a, b in pairwise(ends) if source[a[1] : b[0]].strip()] == []


@given(SENTENCES)
def test_the_text_of_a_sentence_holds_no_letter_that_was_not_typed(source: str) -> None:
    said = words.read(source)

    typed = set(source) | set("@#<>& ")
    assert set(said.line) <= typed
    assert set(said.text) <= typed


@given(st.text(st.characters(exclude_characters='<&@"“”„「『')))
def test_words_without_mark_up_are_kept_as_they_are(source: str) -> None:
    said = words.read(source)

    assert said.line == " ".join(source.split())
    assert said.text == source.strip()


@given(SENTENCES)
def test_what_is_taken_out_is_gone_and_the_rest_stays(source: str) -> None:
    said = words.read(source)
    people = said.of(TokenKind.PERSON)

    rest = said.without(people)

    assert rest.of(TokenKind.PERSON) == ()
    assert len(rest.tokens) + len(people) == len(said.tokens)


def test_the_first_word_comes_off() -> None:
    said = words.read("resolve rolled back")

    assert (said.first, said.after_first().line) == ("resolve", "rolled back")


def test_an_empty_sentence_has_no_first_word_and_nothing_after_it() -> None:
    said = words.read("")

    assert (said.first, said.line, said.text, said.after_first().tokens) == ("", "", "", ())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("note first line\nsecond  line", "first line\nsecond  line"),
        ('note "the whole is quoted"', "the whole is quoted"),
        ('note he said "stop" twice', 'he said "stop" twice'),
        ("note <@U1|ana> restarted <#C1|db>", "@ana restarted #db"),
        ("note", ""),
    ],
)
def test_a_note_is_kept_as_typed_with_its_line_breaks(source: str, text: str) -> None:
    assert words.read(source).after_first().text == text


def test_people_are_found_in_order_and_once() -> None:
    assert words.people(words.read("<@U2|bea> and <@U1> and <@U2> and @chen")) == ("U2", "U1")


@pytest.mark.parametrize(
    ("token", "number"),
    [
        ("INC-42", 42),
        ("inc-42", 42),
        ("inc42", 42),
        ("Inc-1", 1),
        ("#42", 42),
        ("42", None),
        ("INC-", None),
        ("INC-4x", None),
        ("INC-1234567890", None),
        ("PINC-4", None),
        ("", None),
    ],
)
def test_an_incident_is_named_by_its_key(token: str, number: int | None) -> None:
    assert words.reference(token) == number


@pytest.mark.parametrize(
    ("token", "number"),
    [("42", 42), ("0", 0), ("999999999", 999_999_999), ("1234567890", None), ("4.2", None), ("x", None), ("", None)],
)
def test_a_bare_number_may_name_one(token: str, number: int | None) -> None:
    assert words.number(token) == number


@given(SENTENCES)
def test_no_number_is_too_large_for_the_record(source: str) -> None:
    found = [words.number(source), words.reference(source), words.number(words.read(source).first)]

    assert [number for number in found if number is not None and not 0 <= number < 10**9] == []


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("10", 10 * MINUTE),
        ("10m", 10 * MINUTE),
        (" 10 min ", 10 * MINUTE),
        ("1 minute", MINUTE),
        ("90 minutes", 90 * MINUTE),
        ("2h", 120 * MINUTE),
        ("2 HOURS", 120 * MINUTE),
        ("1d", timedelta(days=1)),
        ("1 day", timedelta(days=1)),
        ("30分钟", 30 * MINUTE),
        ("2小时", 120 * MINUTE),
        ("1 天", timedelta(days=1)),
        ("0", timedelta()),
        ("", None),
        ("soon", None),
        ("-5m", None),
        ("5 weeks", None),
        ("12345", None),
    ],
)
def test_a_length_of_time_is_read_in_minutes_hours_and_days(text: str, length: timedelta | None) -> None:
    assert words.span(text) == length


def test_a_token_is_a_value() -> None:
    assert words.read("ack").tokens == (Token(TokenKind.WORD, "ack", 0, 3),)
