"""The mail server of the stage takes letters as clients hand them over."""

from email.message import EmailMessage

import aiosmtplib
import pytest

from sandbox.stage.letters import MailServer

LINES = "first\n.\n..two dots\n\nlast — ✓"


@pytest.fixture
def taken() -> list[tuple[str, EmailMessage]]:
    """What came, with its recipient."""
    return []


async def test_a_letter_arrives_for_each_recipient_as_it_was_written(taken: list[tuple[str, EmailMessage]]) -> None:
    server = MailServer(lambda to, letter: taken.append((to, letter)))
    port = await server.start()
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "sitrep@acme.example", "ana@acme.example", "Sévérité 2: ✓"
    letter.set_content(LINES)

    await aiosmtplib.send(
        letter, hostname="127.0.0.1", port=port, recipients=["ana@acme.example", "bea@acme.example"], start_tls=False
    )
    await server.stop()

    assert [to for to, _ in taken] == ["ana@acme.example", "bea@acme.example"]
    assert {str(one["Subject"]) for _, one in taken} == {"Sévérité 2: ✓"}
    assert {one.get_content().rstrip().replace("\r\n", "\n") for _, one in taken} == {LINES}


async def test_one_connection_carries_several_letters(taken: list[tuple[str, EmailMessage]]) -> None:
    server = MailServer(lambda to, letter: taken.append((to, letter)))
    port = await server.start()

    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False) as client:
        await client.sendmail("a@acme.example", ["b@acme.example"], "Subject: one\r\n\r\n1")
        await client.sendmail("a@acme.example", ["c@acme.example"], "Subject: two\r\n\r\n2")
    await server.stop()

    assert [(to, str(one["Subject"])) for to, one in taken] == [("b@acme.example", "one"), ("c@acme.example", "two")]
