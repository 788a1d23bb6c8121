"""What somebody who reads Chinese types in a shift, right and wrong."""

from commands.registry import COMMANDS
from tests.views import people_in_chinese as people
from tests.views import recorded

# A shift's worth of asking, right and wrong, by one who reads Chinese: what is offered on buttons comes with it.
ASKED = (
    *("list", "list all", "ack", "update", "ak", "支付失败", "open 支付失败", "open sev9 退款失败 @小明"),
    *(
        "open",
        "open sev2",
        "status",
        "title 1",
        "title 1 支付变慢",
        "ack 1",
        "ack 1",
        "status 1 哈哈",
        "severity 1 sev7",
    ),
    *("severity 1 sev7", "severity 1 sev1", "severity 1 sev1", "owner 1 @小明", "owner 1 me", "owner 1 <@UBEA>"),
    *("owner 1 <@UGUS>", "owner 1 <@UGONE>", "remind 1 哈", "remind 1 9d", "remind 1 10m", "remind 1 off", "note 1"),
    *("note 1 已切换", "note 9 已切换", "update 1 已回滚", "update 1 --no-change", "status 1 identified", "join 1"),
    *people.ASKED,
    *recorded.ASKED,
    *(
        "status 1 merged",
        "status 1 closed",
        "reopen 1",
        "timeline 1",
        "status 1",
        "close 1",
        "resolve 1 已回滚",
        "ack 1",
    ),
    *(
        "resolve 1 已回滚",
        "ack 1",
        "close 1",
        "close 1",
        "reopen 1",
        "undo 1",
        "undo 1",
        "cancel 1 误报",
        "cancel 1",
        "show 1",
        "reopen 1",
        "resolve 1 已回滚",
    ),
    *("severity 1 sev3", "severity 1 sev3 --correct", "status 1 monitoring", "remind 1 10m", "reopen 1 又出现了"),
    *(
        "open 支付失败",
        "merge",
        "merge 9",
        "merge 1",
        "merge 1 1",
        "merge 2 1",
        "merge 2 1",
        "show 2",
        "ack 2",
        "undo 2",
    ),
    *(
        "ack 2",
        "undo 2",
        "merge 1 2",
        "update 1 已回滚 下一步:观察 状态:已解决 级别:sev9",
        "update 1 影响:部分 级别:sev1",
        "undo 1",
    ),
    *("follow", "follow 1", "follow sev1 daily", "follow 支付", "follow svc:支付", "follow", "follow stop 支付"),
    *("follow stop", "follow stop"),
    *("open 支付失败 --test", "open 支付失败 --private", "help", *(f"help {command.name}" for command in COMMANDS)),
)
