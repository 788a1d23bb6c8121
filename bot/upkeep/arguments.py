"""What can be typed after `sitrep`."""

import argparse


def parser() -> argparse.ArgumentParser:
    """The subcommands with their arguments."""
    made = argparse.ArgumentParser(prog="sitrep", description="Incident response in Slack that loses nothing.")
    verbs = made.add_subparsers(dest="verb", required=True)
    verbs.add_parser("demo", help="a local Slack with sitrep in it: try it without a workspace").add_argument(
        "--port", type=int
    )
    run = verbs.add_parser("run", help="run against the Slack of SLACK_BOT_TOKEN")
    run.add_argument("--ahead", type=float, metavar="SECONDS", help=argparse.SUPPRESS)  # For the stage of a demo.
    verbs.add_parser("sandbox", help="the local Slack alone", add_help=False)
    app = verbs.add_parser("manifest", help="print the Slack app to create")
    app.add_argument(
        "--events-url", default="", help="address of /slack/events, for signed HTTP in place of Socket Mode"
    )
    app.add_argument("--user-groups", action="store_true", help="with the scopes for teams that have a user_group")
    verbs.add_parser("migrate", help="bring the database up to this program")
    verbs.add_parser("check", help="say everything that is wrong with a sitrep.toml").add_argument("file")
    apply = verbs.add_parser("apply", help="put a sitrep.toml in force on every replica, without a restart")
    apply.add_argument("file")
    apply.add_argument("--dry-run", action="store_true", help="only show the difference")
    verbs.add_parser("doctor", help="look at tokens, scopes, database, clocks and settings, and say how to mend them")
    verbs.add_parser("reindex", help="make anew what similar past incidents are found by; the bot may run meanwhile")
    _import(verbs.add_parser("import", help="bring in what another system has: incidents, or who is on call"))
    _oncall(verbs.add_parser("oncall", help="who is on call"))
    return made


def _import(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="what", required=True)
    incidents = kinds.add_parser("incidents", help="the past: incidents of another system")
    incidents.add_argument("file", help="JSON lines, or CSV")
    incidents.add_argument("--zone", default="", help="of times that name none, such as Europe/Stockholm")
    incidents.add_argument("--severity", default="", metavar="NAME", help="of lines that name none")
    incidents.add_argument("--day", default="", metavar="ISO", help="of lines without times, such as 2026-01-05T00:00Z")
    past = kinds.add_parser("postmortems", help="postmortems in Markdown, as articles")
    past.add_argument("folder", help="Markdown files; subfolders count")
    rooms = kinds.add_parser("channels", help="what was written in public channels of past incidents")
    rooms.add_argument("channels", nargs="+", metavar="NAME", help="a channel's name or id")
    for product, name in (("oncall", "Grafana OnCall"), ("opsgenie", "Opsgenie"), ("pagerduty", "PagerDuty")):
        moved = kinds.add_parser(product, help=f"schedules, teams and people of {name}, and what differs for six weeks")
        moved.add_argument("file", help="the answers of its interface, JSON one after the other; or its calendar, .ics")
        moved.add_argument(
            "--person",
            action="append",
            default=[],
            metavar="NAME=MAIL",
            help="who a name in a calendar is; again for more",
        )
        moved.add_argument("--from", dest="begin", default="", metavar="ISO", help="compare from then; else from now")
        moved.add_argument("--force", action="store_true", help="write over the sitrep.toml that is there")


def _oncall(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", required=True)
    shifts = verbs.add_parser("shifts", help="every shift of a schedule, without overrides made in Slack")
    _span(shifts, required=True)
    shifts.add_argument("--json", action="store_true", help="as [{start, end, primary, backup}], in UTC")
    ics = verbs.add_parser("ics", help="the same as a calendar (iCalendar), of a schedule or of a person")
    _span(ics, required=False)
    ics.add_argument("--person", default="", help="only their shifts, in either seat; as the settings write them")
    hours = verbs.add_parser("hours", help="hours on call and pages of everybody, as CSV")
    hours.add_argument("--config", default="", metavar="FILE", help="a sitrep.toml; else what is in force")
    hours.add_argument("--from", dest="begin", default="", metavar="ISO", help="else since the month began")
    hours.add_argument("--to", dest="end", default="", metavar="ISO", help="else until now")
    hours.add_argument("--team", default="", metavar="NAME", help="a team or schedule; else all")
    preview = verbs.add_parser("preview", help="who would be paged, and when, if nobody answered an incident")
    preview.add_argument("--config", default="", metavar="FILE", help="a sitrep.toml; else SITREP_CONFIG")
    preview.add_argument("--severity", default="", metavar="NAME", help="else the settings' own default")
    preview.add_argument("--service", default="", metavar="NAME", help="a service, or a team")
    preview.add_argument("--at", default="", metavar="ISO", help="UTC where it names no offset; else now")
    preview.add_argument("--json", action="store_true", help="for programs, times in UTC")


def _span(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """A schedule and a span; where they are not required, every schedule and the next three months."""
    since, until = ("UTC where it names no offset", "") if required else ("else now", "else three months later")
    parser.add_argument("--config", default="", metavar="FILE", help="a sitrep.toml; else SITREP_CONFIG")
    parser.add_argument("--schedule", required=required, default="", metavar="NAME")
    parser.add_argument("--from", dest="begin", required=required, default="", metavar="ISO", help=since)
    parser.add_argument("--to", dest="end", required=required, default="", metavar="ISO", help=until)
