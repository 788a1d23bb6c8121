"""Settings change while incidents run: what is announced next goes to the new channel, what runs stays where it is."""

from dataclasses import replace

from incidents.policy import Policy
from incidents.upkeep.writing import written
from tests.office import Office


async def test_another_announcement_channel_takes_the_next_incident_and_leaves_the_last_where_it_is(
    office: Office,
) -> None:
    await office.says("ana", "general", "open sev2 checkout is failing")
    await apply(office, announcements="news")

    await office.says("bea", "general", "open sev3 search is slow")
    await office.says("ana", "general", "update INC-1 rolled back")

    assert "INC-2" in office.posts("news")[0]
    assert len(office.posts("news")) == 1
    assert "Now: rolled back" in office.posts("incidents")[0]
    assert not any("INC-2" in said for said in office.posts("incidents"))


async def test_the_language_of_channels_changes_without_a_restart(office: Office) -> None:
    await apply(office, language="zh_CN")

    await office.says("ana", "general", "open sev2 checkout is failing")

    assert "负责人" in office.pins("inc-1-checkout-is-failing")[0]


async def apply(office: Office, **changed: str) -> None:
    """Apply settings as another process would, and let a second pass."""
    policy = replace(Policy(), **changed)  # type: ignore[arg-type]  # Keys that hold text.
    bot = office.bot.store
    await bot.write(lambda tx: tx.settings.apply(written(policy), by="ana", after=tx.settings.version()))
    await office.pass_time(seconds=1)
