"""Personal data hidden for display; the text itself is not changed in storage."""

import re
from typing import Final

from policies.personal import find_personal

_HANDLE: Final = re.compile(r"(?<![\w@/.])@\w[\w.-]*(?:@[\w.-]+)?")
_SHOWN: Final = "•••"


def mask(text: str) -> str:
    """Return the text with personal data and @handles replaced by dots."""
    spans = [finding.span for finding in find_personal(text)]
    taken = list(spans)
    spans += [
        match.span()
        for match in _HANDLE.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in taken)
    ]
    out: list[str] = []
    at = 0
    for start, end in sorted(spans):
        out += [text[at:start], "@" if text[start] == "@" else "", _SHOWN]
        at = end
    return "".join([*out, text[at:]])
