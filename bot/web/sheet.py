"""A page in a browser: one heading, a few paragraphs, a few buttons. Everything is escaped; it loads nothing and runs
nothing.
"""

from collections.abc import Mapping, Sequence
from html import escape

STYLE = (
    "body{font:18px/1.5 system-ui,sans-serif;max-width:34em;margin:2em auto;padding:0 1em}"
    "button{font:inherit;padding:.7em 1.2em;margin:.3em .5em .3em 0}h1{font-size:1.3em}"
)


def drawn(head: str, told: Sequence[str], language: str, buttons: Mapping[str, str], once: str) -> str:
    """The whole of it; `buttons` are the labels of what can be answered, `once` makes a showing count once."""
    paragraphs = "".join(f"<p>{escape(one)}</p>" for one in told)
    return (
        f'<!doctype html><html lang="{escape(language.replace("_", "-"))}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>{escape(head)}</title><style>{STYLE}</style></head>"
        f"<body><h1>{escape(head)}</h1>{paragraphs}{_form(buttons, once)}</body></html>"
    )


def _form(buttons: Mapping[str, str], once: str) -> str:
    if not buttons:
        return ""
    drawn = "".join(
        f'<button name="act" value="{escape(act)}">{escape(label)}</button>' for act, label in buttons.items()
    )
    return f'<form method="post"><input type="hidden" name="once" value="{escape(once)}">{drawn}</form>'
