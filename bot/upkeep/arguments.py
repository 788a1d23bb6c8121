"""What can be typed after `sitrep`."""

import argparse


def parser() -> argparse.ArgumentParser:
    """The subcommands with their arguments."""
    made = argparse.ArgumentParser(prog="sitrep", description="Incident response in Slack that loses nothing.")
    verbs = made.add_subparsers(dest="verb", required=True)
    verbs.add_parser("demo", help="a local Slack with sitrep in it: try it without a workspace").add_argument(
        "--port", type=int
    )
    verbs.add_parser("run", help="run against the Slack of SLACK_BOT_TOKEN")
    verbs.add_parser("sandbox", help="the local Slack alone", add_help=False)
    app = verbs.add_parser("manifest", help="print the Slack app to create")
    app.add_argument(
        "--events-url", default="", help="address of /slack/events, for signed HTTP in place of Socket Mode"
    )
    verbs.add_parser("migrate", help="bring the database up to this program")
    verbs.add_parser("check", help="say everything that is wrong with a sitrep.toml").add_argument("file")
    apply = verbs.add_parser("apply", help="put a sitrep.toml in force on every replica, without a restart")
    apply.add_argument("file")
    apply.add_argument("--dry-run", action="store_true", help="only show the difference")
    verbs.add_parser("doctor", help="look at tokens, scopes, database, clocks and settings, and say how to mend them")
    brought = verbs.add_parser("import", help="bring in the incidents of another system")
    brought.add_argument("what", choices=["incidents"])
    brought.add_argument("file", help="JSON lines, or CSV")
    brought.add_argument("--zone", default="", help="of times that name none, such as Europe/Stockholm")
    _oncall(verbs.add_parser("oncall", help="who is on call"))
    return made


def _oncall(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", required=True)
    shifts = verbs.add_parser("shifts", help="every shift of a schedule, in UTC, without overrides made in Slack")
    shifts.add_argument("--config", default="", metavar="FILE", help="a sitrep.toml; else SITREP_CONFIG")
    shifts.add_argument("--schedule", required=True, metavar="NAME")
    shifts.add_argument("--from", dest="begin", required=True, metavar="ISO", help="UTC where it names no offset")
    shifts.add_argument("--to", dest="end", required=True, metavar="ISO")
    shifts.add_argument("--json", action="store_true", help="as [{start, end, primary, backup}]")
