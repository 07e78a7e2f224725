"""Cut text into segments that can be translated one by one, and put them together without loss.

Every character of a text is in exactly one segment: `join(split(text)) == text`, whatever the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from translations.amounts.words import MONTH, WEEKDAY, ZONES
from translations.protected import EMOJI


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
        """a.m adr al app appt apr art assn assoc aug av ave avr b.a boul bldg c.-à-d cap
        capt cf ch chap cie co col corp dec déc dept dir dist dr dre e.g ed éd éds eds enr
        ens env etc. ex exc feb févr fig gén gov govt hon i.e inc jan janv jr juill l'hon
        lt ltd ltée m max me mar mgr min mlle mlles mm mme mmes mr mrs ms mt mtl n.b no
        nos nº nᵒ nov oct p p.-ex p.ex p.m p.s pp par parl ph.d pl prof pres pt q.c qc rd
        rens rev rév s.o s.v.p sec sen sén sept sgt sr ss st ste sté suppl tel tél temp
        trad univ v vol vs x""",
    ).split()
)
_NUMBERED: Final = frozenset(
    {"no", "nos", "art", "p", "pp", "vol", "fig", "ch", "chap", "par", "max", "min", "sec"}
)

_LINES: Final = re.compile(
    r"[^\n\r\x0b\x0c\x85\u2028\u2029]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]|\Z)"
)
_LEAD: Final = re.compile(
    r"\s*(?:(?:[-*•‣∙●○■□–—▪◦·→✓✔]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\)|\[[ xX]?\]|#{1,6})\s+|>\s*)*\s*"
)
# Pictures around a sentence are no part of it.
_PICTURES: Final = re.compile(rf"(?:{EMOJI.pattern}\s*)+")
_END: Final = re.compile(
    # the mark, what closes with it, then white space before something that may begin a sentence
    "(?<![.!?…])(?:[.!?…]++|[。！？]++)[\u00a0\u202f]?[\"'”’»)\\]]*(?=\\s)\\s+(?=[\"'“‘«(\\[¿¡]*[\u00a0\u202f]?\\S)|[。！？]+"
)
# "5 p.m. ET", "5 p.m. Monday": the sentence goes on.
_AFTER_CLOCK: Final = re.compile(
    rf"(?:{'|'.join(ZONES)}|{WEEKDAY['en']}|{MONTH['en']})\b|(?:Eastern|Central|Mountain|Pacific|Atlantic)\s"
)
_GOES_ON: Final = frozenset("-–—&/+),;:=%")
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
        start, stop = _bare(piece)
        segments.append(
            Segment(before=before + piece[:start], text=piece[start:stop], after=piece[stop:])
        )
        before = ""
    return segments


def _bare(piece: str) -> tuple[int, int]:
    """Return where the words of a piece stand, without the pictures and spaces around them."""
    lead = _PICTURES.match(piece)
    start = lead.end() if lead else 0
    end = len(piece.rstrip())
    # one picture at a time from the end: a pattern for the whole tail would be slow
    while end > start and (size := _picture_before(piece, end)):
        end = len(piece[: end - size].rstrip())
    return start, max(start, end)


def _picture_before(text: str, end: int) -> int:
    """Return the length of the picture that ends at a place, 0 where none does."""
    begin = max(0, end - 48)
    for match in EMOJI.finditer(text, begin, end):
        if match.end() == end:
            return end - match.start()
    return 0


def _ends_sentence(body: str, begin: int, end: re.Match[str]) -> bool:
    mark = end[0].rstrip()
    following = body[end.end() : end.end() + 12].lstrip("\"'“‘«([¿¡\u00a0\u202f")
    first = following[:1]
    if not mark.startswith("."):
        return not first.islower() or mark[0] in "。！？"
    if first.islower() or first in _GOES_ON:
        return False
    if mark != ".":
        return True
    found = _WORD_BEFORE.search(body[max(begin, end.start() - 16) : end.start()])
    word = found[0].lower() if found else ""
    if word in _NUMBERED:
        return not first.isdigit()
    if word in ("a.m", "p.m"):
        return _AFTER_CLOCK.match(following) is None
    if word == "etc.":
        return True
    initial = len(word) == 1 and word.isalpha() and found is not None and found[0].isupper()
    return not (word in _ABBREVIATIONS or initial)
