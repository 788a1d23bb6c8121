"""What people do on the page, each thing from the key that is pressed to what is seen of it."""

import pytest

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser


async def test_a_form_says_what_is_wrong_beside_the_field_and_keeps_what_was_written(open_page: Open) -> None:
    desk = await open_page()
    await desk.opens_an_incident()
    await desk.presses("#messages article .button", text="Update")
    form = await desk.sees("dialog#modal form")
    filled = form.locator("textarea").nth(1)
    await filled.fill("12 % of payments")

    await desk.presses("dialog#modal button[type=submit]")

    complaint = await desk.sees("dialog#modal .b-error")
    assert await complaint.text_content() == "This field is required."
    assert await filled.input_value() == "12 % of payments"
    assert await desk.page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


async def test_a_reaction_takes_a_message_into_the_timeline(open_page: Open) -> None:
    desk = await open_page()
    await desk.opens_an_incident()
    await desk.types("The gateway's pool is exhausted")

    await desk.reacts("pool is exhausted", "memo")
    await desk.page.locator(".reaction").nth(1).wait_for()  # The bot's own says that it has it.
    await desk.types("/incident timeline")

    line = await desk.says("Timeline of INC-4")
    assert "The gateway's pool is exhausted" in str(await line.text_content())


async def test_the_phone_rings_five_minutes_later_the_backups_and_a_key_ends_it(open_page: Open) -> None:
    desk = await open_page()
    await desk.opens_an_incident()
    first = await desk.sees('.phone[data-kind="sms"]')
    assert "Bea Lund" in str(await first.text_content())

    await desk.presses('[data-stage="clockFive"]')
    await desk.sees(".phone", text="陈伟")
    await desk.presses('.phone[data-kind="voice"] .button', text="Pick up")
    await desk.sees('.phone[data-kind="voice"]', text="Press 1 to take it")
    await desk.presses('.phone[data-kind="voice"] [data-digit="1"]')

    await desk.says("Bea has it.")
    await desk.sees('.phone[data-kind="voice"] .phone-reply', text="You have INC-4")


async def test_a_letter_is_answered_by_its_link(open_page: Open) -> None:
    desk = await open_page()
    await desk.opens_an_incident()
    await desk.presses('[data-stage="clockMinute"]')

    await desk.presses('.phone[data-kind="mail"] [data-digit="1"]')

    await desk.says("Bea has it.")


async def test_a_bot_that_is_killed_mid_way_returns_and_nothing_is_lost_or_doubled(open_page: Open) -> None:
    desk = await open_page()
    kill = desk.page.locator('[data-stage="kill"]')
    await kill.click()
    await desk.sees(".stage-up", text="killed once")

    await desk.types("/incident open sev2 checkout is failing")
    await kill.click()
    await desk.sees(".stage-up", text="killed 2 times")
    await desk.enters("inc-4-checkout-is-failing")
    await desk.says("Who takes it?")

    await desk.sees('[data-count="lost"] dd', text="0")
    assert await desk.count("doubled") == "0"
    assert await desk.page.locator("#messages article", has_text="INC-4 is open").count() == 1


async def test_the_drawer_shows_each_call_with_its_arguments_and_its_answer(open_page: Open) -> None:
    desk = await open_page()
    await desk.opens_an_incident()

    await desk.presses('[data-stage="traffic"]')
    call = desk.page.locator('.call[data-method="conversations.create"]').first  # The newest.
    await call.locator("summary").click()
    await call.locator("pre").last.wait_for()

    drawn = str(await call.text_content())
    assert '"name": "inc-4-checkout-is-failing"' in drawn
    assert '"ok": true' in drawn
    assert "xoxb-" not in drawn


async def test_a_message_is_pinned_changed_and_deleted_by_its_menu(open_page: Open) -> None:
    desk = await open_page()
    await desk.types("lunch at twelve")
    await (await desk.says("lunch at twelve")).hover()

    await desk.presses("#messages article .tool[aria-label='More actions']")
    await desk.presses(".menu-item", text="Edit message")
    await desk.page.fill("#rewrite textarea", "lunch at one")
    await desk.presses("#rewrite button[type=submit]")
    changed = await desk.says("lunch at one")
    await changed.hover()
    await changed.locator(".tool").last.click()
    await desk.presses(".menu-item", text="Delete message")

    await changed.wait_for(state="detached")


async def test_nothing_is_loaded_from_anywhere_else(open_page: Open) -> None:
    desk = await open_page()
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))

    answer = await desk.page.reload()

    assert answer is not None
    assert (await answer.all_headers())["content-security-policy"].startswith("default-src 'self';")
    await desk.sees("#stage")
    assert {address.split("/")[2] for address in asked} == {desk.page.url.split("/")[2]}
