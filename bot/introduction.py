"""How we make ourselves known to Slack at the start: who we are there, and what cannot do without an answer."""

from slack_bolt.authorization import AuthorizeResult

from bot.channels.calls import Answer, Calls, Failed
from bot.channels.outcome import Refusal
from bot.stop import Stop
from bot.views import terminal


async def introduced(calls: Calls, bot_token: str) -> AuthorizeResult:
    """Who Slack says that we are. Raises Stop."""
    me = await needed(calls, "auth.test")
    return AuthorizeResult(
        enterprise_id=me.get("enterprise_id"),
        team_id=me["team_id"],
        bot_token=bot_token,
        bot_id=me.get("bot_id"),
        bot_user_id=me["user_id"],
    )


async def needed(calls: Calls, method: str, **arguments: object) -> Answer:
    """A call without which there is no start. Raises Stop."""
    try:
        return await calls(method, **arguments)
    except Failed as failed:
        if isinstance(failed.outcome, Refusal):
            raise Stop(terminal.SLACK_REFUSED.format(code=failed.code)) from failed
        error = failed.code or getattr(failed.outcome, "error", "")
        raise Stop(terminal.SLACK_SILENT.format(error=error)) from failed
