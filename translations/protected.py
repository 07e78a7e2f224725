"""What comes out of a translation byte for byte: links, addresses, names, placeholders, codes."""

import re
from typing import Final

# A picture, with what colours, joins or frames it.
_EMOJI: Final = (
    "(?:[\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d\U0001f000-\U0001faff]"
    "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
    "(?:\u200d[\u2190-\u2bff\U0001f000-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*)*"
    "|[0-9#*]\ufe0f?\u20e3)"
)
EMOJI: Final = re.compile(f"{_EMOJI}+")

_SPAN: Final = re.compile(
    r"\{[^{}\s]*\}"  # {placeholder}
    r"|<[/!]?[a-zA-Z][^<>\n]*>"  # <tag>
    r"|`[^`\n]+`"
    r"|(?:https?://|www\.)[^\s<>«»]*[^\s<>«».,;:!?…)\]}'\"”’]"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"  # e-mail
    r"|(?<![\w@])@\w+(?:[.@-]\w+)*"  # @name, @name@server
    r"|(?<![\w#&])#\w+"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,5}(?:ca|com|org|net|example)\b(?:/[^\s<>«»]*[^\s<>«».,;:!?…)\]}'\"”’])?"
    r"|\b1[- ]8\d\d[- ](?:[A-Z]-)?[A-Z][A-Za-z]{3,}\b"  # 1-800-O-Canada
    r"|(?<![\w.,])(?:\+?1[-. ])?\(?\b\d{3}\)?[-. ]\d{3}[-.]\d{4}\b|\b\d{3}-\d{4}\b"  # telephone
    r"|\b\d{3}[- ]\d{3}[- ]\d{3}\b(?![ ,]\d|\s?[$%€])"  # SIN
    r"|\b\d{4}-\d{2}-\d{2}\b"  # ISO date
    r"|\b[A-Z]\d[A-Z][ -]?\d[A-Z]\d\b"  # postal code
    r"|\b[A-Z]{1,6}-?\d[A-Za-z0-9-]*\b"  # T4A, RC-66
    r"|\b\d-\d-\d\b"  # 9-8-8
)


def spans(text: str) -> list[str]:
    """Return each protected span, in order."""
    return [match[0] for match in _SPAN.finditer(text)]


def span_places(text: str) -> list[tuple[int, int]]:
    """Return where each protected span stands, in order."""
    return [match.span() for match in _SPAN.finditer(text)]
