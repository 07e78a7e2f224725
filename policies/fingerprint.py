"""The fingerprint of a text: equal where only case, accents, spacing or decoration differ."""

import hashlib
import re
from typing import Final

from policies.views import dense_view, plain_view

_LINK: Final = re.compile(r"https?://\S+|www\.\S+")
_HANDLE: Final = re.compile(r"(?<!\w)@\w+")
_NOT_WORD: Final = re.compile(r"[^\w]+")


def fingerprint(text: str) -> str:
    """Return the SHA-256, in hexadecimal, of the words; links and handles count as one word."""
    plain = plain_view(text)
    dense = dense_view(text, plain)
    words = (dense or plain).text
    words = _HANDLE.sub(" @ ", _LINK.sub(" link ", words))
    words = _NOT_WORD.sub(" ", words).strip() or text.strip()
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
