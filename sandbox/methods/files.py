"""files.getUploadURLExternal, completeUploadExternal, info and delete (the upload itself: calls/uploads.py)."""

from typing import Any

from sandbox import blocks, shapes
from sandbox.method import Args, Caller, Method, Tier, accepts
from sandbox.model import Channel, File, Wire
from sandbox.refusal import Refusal
from sandbox.state import canvases, files

ALT_TEXT_LIMIT = 1_000
SNIPPET_LIMIT = 1_000_000
FILE_LIMIT = 1_000_000_000
CHANNEL_LIMIT = 100
SNIPPETS = frozenset(
    {
        *("c", "cpp", "csharp", "css", "csv", "diff", "dockerfile", "go", "html", "java", "javascript", "json"),
        *("kotlin", "lua", "markdown", "perl", "php", "powershell", "python", "ruby", "rust", "shell", "sql", "swift"),
        *("text", "toml", "typescript", "xml", "yaml"),
    }
)


def upload_url(caller: Caller, args: Args, now: float) -> Wire:
    """Where to send the bytes of a file, and the id it will have."""
    if not caller.space.settings.file_uploads:
        raise Refusal("file_uploads_disabled")
    length, snippet = args["length"], args.get("snippet_type", "")
    if length <= 0:
        raise Refusal("missing_argument")
    if len(args.get("alt_txt", "")) > ALT_TEXT_LIMIT:
        raise Refusal("alt_txt_too_large")
    if snippet and snippet not in SNIPPETS:
        raise Refusal("unknown_snippet_type")
    if snippet and length > SNIPPET_LIMIT:
        raise Refusal("snippet_too_large")
    if length > FILE_LIMIT:
        raise Refusal("file_upload_size_restricted")
    made = files.announce(caller.space, args["filename"], length, caller.bot.id, now)
    made.alt_text, made.snippet_type = args.get("alt_txt", ""), snippet
    ticket = caller.app.issue_upload(made.id)
    return {"upload_url": f"{caller.base_url}/upload/v1/{ticket}", "file_id": made.id}


def complete(caller: Caller, args: Args, now: float) -> Wire:
    """Say that the bytes are there, and share the files where they are wanted."""
    named = [(_uploaded(caller, each), each.get("title", "")) for each in _listed(args)]
    rooms = _rooms(caller, args)
    thread_ts = args.get("thread_ts")
    if thread_ts and len(rooms) != 1:
        raise Refusal("invalid_thread_ts")
    if thread_ts and thread_ts not in rooms[0].messages:
        raise Refusal("thread_not_found")
    complaints = blocks.check_message(args.get("blocks"))
    if complaints:
        raise Refusal.listing("invalid_blocks", complaints)
    found = [each for each, _ in named]
    for each, title in named:
        files.complete(caller.space, each, title, now)
    for room in rooms:
        said = files.share(caller.space, room, found, args.get("initial_comment", ""), now, thread_ts)
        if args.get("blocks") and not args.get("initial_comment"):
            files.rich_comment(caller.space, room, said, args["blocks"])
    return {"files": [shapes.file(caller.space, each) for each in found]}


def info(caller: Caller, args: Args, now: float) -> Wire:
    """One file that the app owns or sees in one of its channels; a canvas is one too."""
    canvas = caller.space.canvases.get(args["file"])
    if canvas is not None and canvases.seen_by(caller.space, canvas, caller.bot.id):
        return {"file": shapes.canvas(caller.space, canvas), "comments": [], "response_metadata": {"next_cursor": ""}}
    found = caller.space.files.get(args["file"])
    if found is None or not found.complete or not _visible(caller, found):
        raise Refusal("file_not_found")
    if found.deleted:
        raise Refusal("file_deleted")
    paging = {"count": 100, "total": 0, "page": 1, "pages": 0}
    answer: Wire = {"file": shapes.file(caller.space, found), "comments": [], "paging": paging}
    if found.snippet_type:
        answer["content"] = (found.content or b"").decode(errors="replace")
    return {**answer, "response_metadata": {"next_cursor": ""}}


def delete(caller: Caller, args: Args, now: float) -> Wire:
    """Take a file of the app's own away, for good and for everybody."""
    found = caller.space.files.get(args["file"])
    if found is None or not found.complete or not _visible(caller, found):
        raise Refusal("file_not_found")
    if found.deleted:
        raise Refusal("file_deleted")
    if found.owner != caller.bot.id:
        raise Refusal("cant_delete_file")
    if not caller.space.settings.file_deleting:
        raise Refusal("file_deleting_disabled")
    files.delete(caller.space, found, now)
    return {}


def _listed(args: Args) -> list[dict[str, Any]]:
    listed = args["files"]
    if not listed or not all(_is_entry(each) for each in listed):
        raise Refusal.listing("invalid_arguments", ["[ERROR] must be a list of files with ids [json-pointer:/files]"])
    return list(listed)


def _is_entry(each: Any) -> bool:
    return isinstance(each, dict) and isinstance(each.get("id"), str)


def _uploaded(caller: Caller, listed: dict[str, Any]) -> File:
    found = caller.space.files.get(listed["id"])
    if found is None or found.content is None or found.complete or found.owner != caller.bot.id:
        raise Refusal("file_not_found")
    return found


def _rooms(caller: Caller, args: Args) -> list[Channel]:
    several = args.get("channels") or []
    if len(several) > CHANNEL_LIMIT:
        raise Refusal("channels_limit_exceeded")
    if not several and "channel_id" not in args:
        return []
    rooms = []
    for wanted in several or [args["channel_id"]]:
        room = caller.space.channels.get(wanted)
        if room is None or not (room.is_public or caller.bot.id in room.members):
            raise Refusal("invalid_channel" if several else "channel_not_found")
        rooms.append(caller.writable(wanted))
    return rooms


def _visible(caller: Caller, found: File) -> bool:
    joined = (caller.space.channels[each] for each in found.shares if each in caller.space.channels)
    return found.owner == caller.bot.id or any(room.is_public or caller.bot.id in room.members for room in joined)


METHODS = (
    Method(
        "files.getUploadURLExternal",
        upload_url,
        accepts("filename alt_txt alt_text snippet_type", number="length"),
        required=("filename", "length"),
        scopes=("files:write",),
        tier=Tier.FOUR,
    ),
    Method(
        "files.completeUploadExternal",
        complete,
        accepts("channel_id thread_ts initial_comment", json="files blocks", several="channels"),
        required=("files",),
        scopes=("files:write",),
        tier=Tier.FOUR,
    ),
    Method(
        "files.info",
        info,
        accepts("file cursor", number="count limit page"),
        required=("file",),
        scopes=("files:read",),
        tier=Tier.FOUR,
    ),
    Method("files.delete", delete, accepts("file"), required=("file",), scopes=("files:write",)),
)
