"""The rich_text block and what may be in it."""

from collections.abc import Mapping

from sandbox.kit.checks import Check, any_value, by_type, flag, many, number, one_of, shape, string

_STYLE = shape(
    {
        **dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag),
        **dict.fromkeys(("highlight", "client_highlight", "unlink"), flag),
    }
)


def _part(fields: Mapping[str, Check], required: tuple[str, ...]) -> Check:
    return shape({"type": any_value, "style": _STYLE, **fields}, required)


_TEXT = _part({"text": string(12_000)}, ("text",))
_LINK = _part({"url": string(3000), "text": string(12_000, shortest=0), "unsafe": flag}, ("url",))
_INLINE = by_type(
    {
        "text": _TEXT,
        "link": _LINK,
        "user": _part({"user_id": string(255)}, ("user_id",)),
        "channel": _part({"channel_id": string(255)}, ("channel_id",)),
        "usergroup": _part({"usergroup_id": string(255)}, ("usergroup_id",)),
        "team": _part({"team_id": string(255)}, ("team_id",)),
        "broadcast": _part({"range": one_of("here", "channel", "everyone")}, ("range",)),
        "emoji": _part(
            {"name": string(255), "unicode": string(255), "skin_tone": number(1, 6), "url": string(3000)}, ("name",)
        ),
        "date": _part(
            {"timestamp": number(), "format": string(255), "url": string(3000), "fallback": string(3000)},
            ("timestamp", "format"),
        ),
        "color": _part({"value": string(255)}, ("value",)),
    }
)
_CODE = by_type({"text": _TEXT, "link": _LINK})
_BORDER = number(0, 1)
_SECTION = shape({"type": one_of("rich_text_section"), "elements": many(_INLINE, 1000, least=0)}, ("type", "elements"))
_PARTS = by_type(
    {
        "rich_text_section": _SECTION,
        "rich_text_quote": shape(
            {"type": any_value, "elements": many(_INLINE, 1000, least=0), "border": _BORDER}, ("elements",)
        ),
        "rich_text_preformatted": shape(
            {
                "type": any_value,
                "elements": many(_CODE, 1000, least=0),
                "border": _BORDER,
                "language": string(255),
            },
            ("elements",),
        ),
        "rich_text_list": shape(
            {
                "type": any_value,
                "style": one_of("bullet", "ordered"),
                "elements": many(_SECTION, 1000, least=0),
                "indent": number(0, 8),
                "offset": number(),
                "border": _BORDER,
            },
            ("style", "elements"),
        ),
    }
)
RICH_TEXT = shape(
    {"type": one_of("rich_text"), "block_id": string(255), "elements": many(_PARTS, 1000, least=0)},
    ("type", "elements"),
)
