"""What must not leave in a text that goes to somebody else's program: tokens, keys, passwords, e-mail addresses, phone
and card numbers, people by their handle, each by its shape. It rather withholds too much. Pure.
"""

import re
from collections.abc import Mapping

SECRET, ADDRESS, PHONE, NUMBER, PERSON = "[secret]", "[e-mail]", "[phone]", "[number]", "[person]"
# As their makers document them: Slack, AWS, GitHub, GitLab, OpenAI, Stripe, Google, npm, PyPI, SendGrid, DigitalOcean,
# Hugging Face; then JSON Web Tokens.
TOKENS = (
    r"\bxox[a-z]-[\w-]{6,}|\bxapp-[\w-]{6,}|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}"
    r"|\bglpat-[\w-]{16,}|\bsk-[\w-]{16,}|\b[rsp]k_(?:live|test)_\w{10,}|\bAIza[\w-]{30,}|\bnpm_\w{30,}"
    r"|\bpypi-[\w-]{30,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bdop_v1_\w{30,}|\bhf_\w{20,}"
    r"|\beyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)?"
)
NAMED = (
    r"(?:pass(?:word|wd|phrase|code)|pwd|secret|token|api[_ -]?key|access[_ -]?key|private[_ -]?key|credentials?)"
    r"[\w-]{0,40}[\"']?\s{0,9}(?:[:=：]|\bis\b|\bwas\b)\s{0,9}[\"']?"
)
NAMED_IN_CHINESE = r"(?:密码|口令|密钥|令牌)\s*(?:[:=：]|是|为)\s*"
CALLED = r"1[3-9]\d{9}|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|0\d{1,4}[ /-]\d[\d -]{4,16}\d"  # China, America, Europe.
# In this order: what holds others comes first.
SHAPES: Mapping[re.Pattern[str], str] = {
    re.compile(r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|\Z)", re.DOTALL): SECRET,
    re.compile(TOKENS): SECRET,
    re.compile(r"(?<=://)[^\s/@]+@"): f"{SECRET}@",
    re.compile(r"\b((?:Bearer|Basic)\s+)[\w.~+/=-]{8,}", re.IGNORECASE): rf"\1{SECRET}",
    re.compile(rf"({NAMED})[^\s\"',;]+", re.IGNORECASE): rf"\1{SECRET}",
    re.compile(rf"({NAMED_IN_CHINESE})[^\s,;，。]+"): rf"\1{SECRET}",
    re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"): ADDRESS,
    re.compile(r"(?<![\w.@/\]])@[\w.-]{2,80}"): PERSON,
    re.compile(r"(?<![\w+/=-])(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{32,}"): SECRET,
    re.compile(r"(?<![\w.])(?:\+|00)\d[\d ()./-]{5,18}\d(?!\w)"): PHONE,
    re.compile(r"(?<![\w.])(?:\d[ -]?){12,18}\d(?![\w.])"): NUMBER,
    re.compile(rf"(?<![\w.])(?:{CALLED})(?!\w)"): PHONE,
}


def withheld(text: str) -> str:
    """The text with a word for what each of them was."""
    for shape, word in SHAPES.items():
        text = shape.sub(word, text)
    return text
