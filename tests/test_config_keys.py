"""A key of sitrep.toml that is none: what its table has instead, and which of it is the nearest."""

from pathlib import Path

import pytest

from bot.config.reading import BadConfig, parse


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[teams.members]\nchannel = "ops"\nmember = ["U0ANA"]\n',
            "line 3: teams.members.member: there is no such key; did you mean members? There are members, channel, "
            "schedule, robot, topic, user_group, manager",
        ),
        ("[hours]\nfrom = 9\n", "line 2: hours.from: there is no such key; there are begin, end, days"),
        (
            '[escalation.pay]\n[[escalation.pay.steps]]\npage = ["U0ANA"]\nwiat = "5m"\n',
            "line 4: escalation.pay.steps.0.wiat: there is no such key; did you mean wait? There are page, wait, "
            "severities, hours",
        ),
    ],
)
def test_it_is_answered_with_those_of_its_table_and_the_nearest(text: str, said: str) -> None:
    with pytest.raises(BadConfig) as bad:
        parse(text, Path("sitrep.toml"))

    assert bad.value.mistakes == [f"sitrep.toml, {said}"]
