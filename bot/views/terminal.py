"""What the person at the terminal reads."""

UNSET = """sitrep run needs a Slack app:
  SLACK_BOT_TOKEN        the bot token (xoxb-...), always
  SLACK_APP_TOKEN        an app-level token (xapp-...) for Socket Mode, or
  SLACK_SIGNING_SECRET   the signing secret for HTTP requests to /slack/events
Set them in the environment or in a file named .env here. `sitrep manifest` prints the app to create.
To see it without Slack: `sitrep demo`."""

LOCKED = "Another sitrep (process {holder}) uses {path}. Stop that one first, or set DATABASE_URL to another file."
TOO_NEW = "This database was written by a newer sitrep (schema {version}). Install that version, or restore a backup."
OLD = "This database needs migrating: stop every sitrep on it, back it up, run `sitrep migrate`."
UNREACHABLE = "The database does not answer: {error}. Check DATABASE_URL."
UNSURE = (
    "The database fell silent while writing: it may be recorded or not. Run it again; what is there is not repeated."
)
BAD_CONFIG = "sitrep.toml was not accepted, and nothing was started:"
KEYLESS = """The webhook {hook} is signed with the key in {variable}, which is not set.
Set it in the environment or in a file named .env here, or take [hooks.{hook}] out of the settings."""
SECRETLESS = """[{table}.{name}] needs {variable}, which is not set.
Set it in the environment or in a file named .env here, or take [{table}.{name}] out of the settings."""
BAD_ROBOT = "[robots.{name}] has its address in {variable}, and that cannot be used: {why}."
BAD_CALENDAR = "[schedules.{name}] has the address of its calendar in {variable}, and that cannot be used: {why}."
BAD_MAIL = """SITREP_SMTP_URL or SITREP_MAIL_FROM cannot be used, and nothing was started. Write
  SITREP_SMTP_URL=smtp://user:password@mail.example.com:587   (or smtps://... for TLS from the first byte)
  SITREP_MAIL_FROM=sitrep@example.com   (or Operations <sitrep@example.com>)
A user or password with @ / : # or % in it is written with %40 %2F %3A %23 %25."""
HALF_A_MAIL = "SITREP_SMTP_URL and SITREP_MAIL_FROM belong together. Set both, or neither for no mail."
HALF_A_PHONE = (
    "TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM belong together. Set all three, or none for no phones."
)
BAD_PHONE = """TWILIO_FROM cannot be used, and nothing was started. Write a number of yours with its country, such as
+15005550006; or for SMS alone a messaging service, which begins with MG, or a name of up to 11 letters and digits."""
NO_EMBEDDINGS = """SITREP_EMBEDDINGS names a model, and what runs it is not installed.
Install sitrep[embeddings] (pip install numpy tokenizers), or leave SITREP_EMBEDDINGS out: past incidents are found by
their words without it."""
BAD_MODEL = """SITREP_EMBEDDINGS={folder} cannot be used: {why}.
Name a folder as sentence-transformers saves it, with modules.json, config.json, tokenizer.json and model.safetensors in
it; or leave SITREP_EMBEDDINGS out: past incidents are found by their words without it."""
SLACK_REFUSED = "Slack refused: {code}. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN; `sitrep manifest` lists the scopes."
SLACK_SILENT = "Slack does not answer: {error}. Check the network, then start again."
PORT_TAKEN = "{host}:{port} is in use. Set SITREP_PORT to another one."
RUNNING = "sitrep runs ({how}). Health: http://{host}:{port}/healthz. Stop with Ctrl-C."
MIGRATED = "The database is up to date (schema {version})."
DEMO = """
A local Slack with sitrep in it is ready. Open

    {url}

and type:  /incident open sev2 checkout is failing

Nothing leaves this machine, and nothing is kept. Stop with Ctrl-C.
"""
