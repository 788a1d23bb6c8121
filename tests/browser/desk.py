"""Somebody at the page: what they do there, in the words of people, and what they see."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.async_api import ConsoleMessage, Locator, Page

OPEN = "/incident open sev2 checkout is failing"
ROOM = "inc-4-checkout-is-failing"  # The demo has a past of three.


class Desk:
    """One page in a browser."""

    def __init__(self, page: "Page", pictures: Path | None = None) -> None:
        self.page = page
        self._pictures = pictures
        self.complaints: list[str] = []
        page.on("pageerror", lambda wrong: self.complaints.append(str(wrong)))
        page.on("console", self._heard)

    def _heard(self, said: "ConsoleMessage") -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(said.text)

    async def visit(self, address: str) -> None:
        """Open it, and wait until it can be used."""
        await self.page.goto(address)
        await self.sees("#composer textarea")
        await self.sees("#tour")

    async def pictured(self, name: str) -> None:
        """Take a picture for the guides, where pictures are wanted."""
        if self._pictures:
            await self.page.mouse.move(0, 0)
            await self.page.evaluate("document.activeElement?.blur()")
            await self.page.screenshot(path=str(self._pictures / name), animations="disabled")

    async def sees(self, selector: str, *, text: str = "") -> "Locator":
        """Wait until this is in sight, the last of it where there is more."""
        found = self.page.locator(selector, has_text=text).last if text else self.page.locator(selector).last
        await found.wait_for()
        return found

    async def types(self, words: str) -> None:
        """Write into the channel and send it."""
        area = self.page.locator("#composer textarea")
        await area.fill(words)
        await area.press("Escape")  # What is offered to complete it.
        await area.press("Enter")

    async def presses(self, selector: str, *, text: str = "") -> None:
        """Press something."""
        await (await self.sees(selector, text=text)).click()

    async def enters(self, room: str) -> None:
        """Open a channel."""
        await self.presses("#rooms .room", text=room)
        await self.sees(".head-name", text=room)

    async def becomes(self, name: str) -> None:
        """Switch to another person."""
        await self.presses(".who")
        await self.presses(".menu-item", text=name)
        await self.sees(".who-name", text=name)

    async def opens_an_incident(self) -> None:
        """As the demo's terminal says, and into its channel."""
        await self.types(OPEN)
        await self.enters(ROOM)
        await self.says("Who takes it?")

    async def says(self, words: str) -> "Locator":
        """Wait until a message of the channel says so."""
        return await self.sees("#messages article", text=words)

    async def reacts(self, words: str, emoji: str) -> None:
        """React to the message that says so."""
        said = await self.says(words)
        await said.hover()
        await said.locator(".tools .tool").first.click()
        await self.presses(".menu-item", text=emoji)

    async def count(self, name: str) -> str:
        """A figure beside the bot."""
        return str(await self.page.locator(f'[data-count="{name}"] dd').text_content())
