"""auth.test, api.test, apps.connections.open, and what the team is: team.info, bots.info and emoji.list."""

from sandbox import shapes
from sandbox.method import Args, Caller, Method, Tier, accepts
from sandbox.model import Wire
from sandbox.refusal import Refusal

CATEGORIES = ({"name": "Smileys & People", "emoji_names": ["slightly_smiling_face", "eyes", "wave", "+1"]},)


def test_auth(caller: Caller, args: Args, now: float) -> Wire:
    """Who the token belongs to."""
    space = caller.space
    return {
        "url": f"https://{space.team_domain}.slack.com/",
        "team": space.team_name,
        "user": caller.bot.name,
        "team_id": space.team_id,
        "user_id": space.bot_user,
        "bot_id": space.bot_id,
        "is_enterprise_install": False,
    }


def test_api(caller: Caller, args: Args, now: float) -> Wire:
    """Answer what was sent; `error` asks for a refusal."""
    if "error" in args:
        raise Refusal(str(args["error"]), {"args": args})
    return {"args": args} if args else {}


def open_connection(caller: Caller, args: Args, now: float) -> Wire:
    """The address of a Socket Mode connection, good for one use."""
    if not caller.app.socket_mode:
        raise Refusal("forbidden_team")
    ticket = caller.app.issue_ticket()
    host = caller.base_url.replace("http://", "ws://")
    return {"url": f"{host}/link/?ticket={ticket}&app_id={caller.space.app_id}"}


def team_info(caller: Caller, args: Args, now: float) -> Wire:
    """The team."""
    space = caller.space
    if args.get("team", space.team_id) != space.team_id:
        raise Refusal("team_not_found")
    url = f"https://{space.team_domain}.slack.com/"
    team = {"id": space.team_id, "name": space.team_name, "url": url, "domain": space.team_domain}
    return {"team": {**team, "email_domain": "", "icon": {"image_default": True}}}


def bot_info(caller: Caller, args: Args, now: float) -> Wire:
    """The app's own bot."""
    if args.get("bot", caller.space.bot_id) != caller.space.bot_id:
        raise Refusal("bot_not_found")
    return {"bot": shapes.bot(caller.space) | {"user_id": caller.bot.id}}


def list_emoji(caller: Caller, args: Args, now: float) -> Wire:
    """Custom emoji by name, each the address of a picture or `alias:` and another name."""
    answer: Wire = {"emoji": dict(caller.space.emoji), "cache_ts": f"{now:.6f}"}
    if args.get("include_categories"):
        answer |= {"categories": [dict(each) for each in CATEGORIES], "categories_version": "5"}
    return answer


METHODS = (
    Method("auth.test", test_auth, tier=Tier.FREE),
    Method("api.test", test_api, accepts=None, tier=Tier.FOUR, token="none"),
    Method("apps.connections.open", open_connection, tier=Tier.THREE, token="app", scopes=()),
    Method("team.info", team_info, accepts("team domain"), scopes=("team:read",)),
    Method("emoji.list", list_emoji, accepts(flag="include_categories"), scopes=("emoji:read",), tier=Tier.TWO),
    Method("bots.info", bot_info, accepts("bot team_id"), scopes=("users:read",)),
)
