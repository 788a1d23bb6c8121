"""TwiML: what is said in a call, as Twilio reads it. Every word from people is escaped."""

from xml.sax.saxutils import escape, quoteattr

from bot.views.people import rings
from bot.views.scene import Scene
from bot.views.words import Voice

LANGUAGES = {"en": "en-US", "zh_CN": "zh-CN"}
LISTENS = 10  # Seconds for a key.
NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'


def told(scene: Scene, code: str = "") -> str:
    """What is said where no key comes back."""
    return _response(_say(rings.speech(scene, code), scene.voice, times=2))


def asked(scene: Scene, address: str) -> str:
    """What is said first, then which key does what; the key goes to this address."""
    said = _say(f"{rings.speech(scene)} {rings.keys(scene)}", scene.voice, times=2)
    where = quoteattr(address)
    return _response(f'<Gather numDigits="1" timeout="{LISTENS}" method="POST" action={where}>{said}</Gather>')


def answered(text: str, voice: Voice) -> str:
    """What has become of it; then the call is over."""
    return _response(f"{_say(text, voice)}<Hangup/>")


def message(text: str) -> str:
    """A reply by SMS."""
    return _response(f"<Message>{escape(rings.line(text))}</Message>")


def _say(text: str, voice: Voice, *, times: int = 1) -> str:
    language = LANGUAGES.get(voice.language, "en-US")
    return f'<Say language="{language}" loop="{times}">{escape(rings.line(text))}</Say>'


def _response(inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{inner}</Response>'
