"""Cut text into segments that can be translated one by one, and put them together without loss.

Every character of a text is in exactly one segment: `join(split(text)) == text`, whatever the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A sentence, or a piece without one, and the white space around it."""

    before: str  # white space and list marks
    text: str  # what is translated; "" where there is nothing to translate
    after: str  # white space, line breaks included

    def __str__(self) -> str:
        return f"{self.before}{self.text}{self.after}"


# A full stop after these ends no sentence.
_ABBREVIATIONS: Final = frozenset(
    re.sub(
        r"\s+",
        " ",
        """a.m adr al app apr art av ave b.a boul bldg c.-à-d cap cf ch chap co corp dept dr dre e.g
        ed env etc. ex fig gov hon i.e inc jr l'hon lt ltd ltée m max me mgr min mlle mm mme mr mrs
        ms mt mtl no nos nº nᵒ nov oct sept sec p p.ex p.m pp par ph.d pl prof pres qc rev s.v.p sgt
        sr st ste sté tel tél univ v vol vs x""",
    ).split()
)
_NUMBERED: Final = frozenset({"no", "nos", "art", "p", "pp", "vol", "fig", "ch", "chap", "par"})

_LINES: Final = re.compile(
    r"[^\n\r\x0b\x0c\x85\u2028\u2029]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|\Z)"
)
_LEAD: Final = re.compile(r"\s*(?:(?:[-*•–—▪◦·]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))\s+|>\s*)*\s*")
_END: Final = re.compile(
    # the mark, what closes with it, then white space before something that may begin a sentence
    "(?<![.!?…])(?:[.!?…]++|[。！？]++)[\u00a0\u202f]?[\"'”’»)\\]]*(?=\\s)\\s+(?=[\"'“‘«(\\[¿¡]*[\u00a0\u202f]?\\S)|[。！？]+"
)
_WORD_BEFORE: Final = re.compile(r"[^\s(«“\"'’\[]+\Z")


def split(text: str) -> list[Segment]:
    """Return the segments of a text in order; line breaks always end one."""
    segments = []
    for line in _LINES.finditer(text):
        if line[0]:
            segments.extend(_split_line(line[0]))
    return segments


def join(segments: Iterable[Segment | str]) -> str:
    """Return the text that the segments came from."""
    return "".join(map(str, segments))


def replace(segment: Segment, text: str) -> Segment:
    """Return the segment with other text and the same surroundings."""
    return Segment(before=segment.before, text=text, after=segment.after)


def _split_line(line: str) -> list[Segment]:
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    before = line[:start]
    body = line[start:]
    pieces: list[str] = []
    begin = 0
    for end in _END.finditer(body):
        if end.end() < len(body) and _ends_sentence(body, begin, end):
            pieces.append(body[begin : end.end()])
            begin = end.end()
    pieces.append(body[begin:])
    segments = []
    for piece in pieces:
        kept = piece.rstrip()
        segments.append(Segment(before=before, text=kept, after=piece[len(kept) :]))
        before = ""
    return segments


def _ends_sentence(body: str, begin: int, end: re.Match[str]) -> bool:
    mark = end[0].rstrip()
    following = body[end.end() : end.end() + 12].lstrip("\"'“‘«([¿¡\u00a0\u202f")
    first = following[:1]
    if not mark.startswith("."):
        return not first.islower() or mark[0] in "。！？"
    if first.islower():
        return False
    if mark != ".":
        return True
    found = _WORD_BEFORE.search(body[max(begin, end.start() - 16) : end.start()])
    word = found[0].lower() if found else ""
    if word in _NUMBERED:
        return not first.isdigit()
    if word in ("a.m", "p.m", "etc."):
        return True
    initial = len(word) == 1 and word.isalpha() and found is not None and found[0].isupper()
    return not (word in _ABBREVIATIONS or initial)
