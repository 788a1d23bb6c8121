"""What looks like a secret does not leave; what is needed to understand an incident does."""

from time import perf_counter

import pytest

from incidents.record.withholding import withheld

KEY = "0123456789abcdefABCDEF"  # Of nothing.


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"use xoxb-{KEY}-1 now", "use [secret] now"),
        (f"xapp-1-{KEY}", "[secret]"),
        ("key AKIA0123456789ABCDEF.", "key [secret]."),
        (f"ghp_{KEY}abcdef and github_pat_{KEY}", "[secret] and [secret]"),
        (f"glpat-{KEY} sk-{KEY} sk_live_{KEY} AIza{KEY}0123456789", "[secret] [secret] [secret] [secret]"),
        ("jwt eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl", "jwt [secret]"),
        ("-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- after", "[secret] after"),
        ("-----BEGIN PRIVATE KEY-----\nabc", "[secret]"),
        ("postgres://app:hunter2@db.example/x", "postgres://[secret]@db.example/x"),
        ("Authorization: Bearer abcdefgh12345678", "Authorization: Bearer [secret]"),
        ("the password is hunter2, change it", "the password is [secret], change it"),
        ("DB_PASSWORD=hunter2; api_key: 'k9'", "DB_PASSWORD=[secret]; api_key: '[secret]'"),
        ("密码是 hunter2，口令：abc", "密码是 [secret]，口令：[secret]"),
        ("mail ana.doe+x@mail.example.com today", "mail [e-mail] today"),
        ("call +46 70 123 45 67 or 0046701234567", "call [phone] or [phone]"),
        ("手机 13800138000 或 030 1234567", "手机 [phone] 或 [phone]"),
        ("(555) 123-4567 and 555-123-4567", "[phone] and [phone]"),
        ("card 4111 1111 1111 1111", "card [number]"),
        ("ask @bea.b, not a @", "ask [person], not a @"),
        (f"digest {KEY}0123456789abcdef", "digest [secret]"),
    ],
)
def test_what_looks_like_a_secret_is_withheld(text: str, left: str) -> None:
    assert withheld(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02 19:05 UTC, since 13:50, for 47 min",
        "12 % of EU card payments fail, p99 is 2300 ms, 502 on 10.0.0.5:8080",
        "rolled back 4.18.2 to 4.17.11 in eu-west-1, see #12 and INC-3",
        "https://dash.example.com/checkout?from=2026-03-02",
        "token refresh fails; the secret store is slow; author: the gateway",
        "支付失败，回滚到 4.17 后恢复，影响 12%",
    ],
)
def test_what_tells_of_an_incident_stays(text: str) -> None:
    assert withheld(text) == text


@pytest.mark.parametrize(
    "piece", ["x", " ", "-", "1 ", "a1", "://", "token", "token is ", "+1", "a.", "0 1-", "eyJ", "a@"]
)
def test_it_takes_no_long_time_whatever_is_written(piece: str) -> None:
    begin = perf_counter()

    withheld(piece * 20_000)

    assert perf_counter() - begin < 5
