"""The fingerprint of a text: equal where only case, accents, spacing or decoration differ."""

import hashlib
import re
from typing import Final

from policies.views import dense_view, fold, plain_view

_LINK: Final = re.compile(r"(?:https?://|www\.)\S{1,2048}")
_HANDLE: Final = re.compile(r"(?<!\w)@\w{1,64}")
_NOT_WORD: Final = re.compile(r"[^\w]+")
_LONG_DRAWN: Final = re.compile(r"([^\W\d_])\1{2,}")
# invisible characters, other alphabets, letters made to look different: a text is disguised
_ODD: Final = re.compile(
    "[\u00ad\u0300-\u04ff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\uffef\U0001d400-\U0001d7ff]"
)


def fingerprint(text: str) -> str:
    """Return the SHA-256, in hexadecimal, of the words; links and handles count as one word."""
    if text.isascii():
        words = text.lower()
    elif _ODD.search(text):
        plain = plain_view(text)
        words = (dense_view(text, plain) or plain).text
    else:
        words = fold(text)
    words = _LONG_DRAWN.sub(r"\1", words)
    if "://" in words or "www." in words:
        words = _LINK.sub(" link ", words)
    if "@" in words:
        words = _HANDLE.sub(" @ ", words)
    words = _NOT_WORD.sub(" ", words).strip() or text.strip()
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
