"""Translate segments so that nothing that must be kept can be lost, whatever the engine does.

First everything that is kept is a mark. Where the engine loses a mark, it searches again, wider;
then figures are left to it and their values compared. Where that fails, too, only what lies between
them is translated.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from translations.marks import (
    MOST,
    Covered,
    Direction,
    Kept,
    carve,
    cover,
    find_kept,
    rewritten,
    same_values,
    uncover,
    unmarked,
)
from translations.segments import Segment
from translations.typography import set_for, without_hidden

Translate = Callable[[Sequence[str]], Mapping[str, str]]

_ENDS: Final = frozenset(".!?")
_LONGEST: Final = 4_000  # characters in one piece of a segment; sentences are far below


def has_words(text: str, way: Direction) -> bool:
    """Whether an engine has anything to do: a letter that is not part of what is kept."""
    return any(kept is None and any(map(str.isalpha, piece)) for piece, kept in carve(text, way))


def without_engine(text: str, way: Direction) -> str:
    """Return a text without words as the target writes it: only its amounts change."""
    return "".join(kept.written(way) if kept else piece for piece, kept in carve(text, way))


def divided(segment: Segment, way: Direction) -> list[Segment]:
    """Return a segment in pieces that an engine can take: not too many marks, not too long.

    They join to the segment.
    """
    kept = find_kept(segment.text, way)
    if len(kept) <= MOST and len(segment.text) <= _LONGEST:
        return [segment]
    cuts = _cuts(segment.text, kept)
    pieces = []
    for start, end in zip([0, *cuts], [*cuts, len(segment.text)], strict=True):
        text = segment.text[start:end]
        bare = text.strip()
        lead = text[: len(text) - len(text.lstrip())]
        pieces.append(
            Segment(
                before=lead if start else segment.before + lead,
                text=bare,
                after=text[len(lead) + len(bare) :],
            )
        )
    last = pieces[-1]
    pieces[-1] = Segment(before=last.before, text=last.text, after=last.after + segment.after)
    return pieces


def _cuts(text: str, kept: tuple[Kept, ...]) -> list[int]:
    cuts: list[int] = []
    begin, count = 0, 0
    for one in kept:
        while one.start - begin > _LONGEST:
            begin, count = _gap(text, begin, begin + _LONGEST), 0
            cuts.append(begin)
        if count == MOST:
            begin, count = _gap(text, begin, one.start), 0
            cuts.append(begin)
        count += 1
        if one.end - begin > _LONGEST and one.start > begin:
            begin, count = one.start, 1
            cuts.append(begin)
    inside = kept[-1].end if kept else 0
    while len(text) - begin > _LONGEST:
        place = max(begin + _LONGEST, inside)
        if place >= len(text):
            break
        begin = _gap(text, max(begin, inside), place)
        cuts.append(begin)
    return [cut for cut in dict.fromkeys(cuts) if 0 < cut < len(text)]


def _gap(text: str, begin: int, end: int) -> int:
    """Return where to cut before a place: after the last space, else right there."""
    space = max(text.rfind(" ", begin + 1, end), text.rfind("\u00a0", begin + 1, end))
    return space + 1 if space > begin else end


def render_segments(
    texts: Sequence[str], translate: Translate, way: Direction, *, again: Translate | None = None
) -> dict[str, str]:
    """Return each distinct text with its translation.

    Args:
        texts: segments.
        translate: the engine.
        way: from which language into which.
        again: the engine with a wider search, for what it lost; None where there is no wider one.
    """
    known: dict[str, str] = {}
    left = list(dict.fromkeys(texts))
    wide = again or translate
    steps = [(_by_marks, translate), (_by_marks, wide), (_by_values, wide)]
    for step, engine in steps if again is not None else (steps[0], steps[2]):
        known |= step(left, engine, way)
        left = [text for text in left if text not in known]
        if not left:
            return known
    return known | _by_pieces(left, wide, way)


def _by_marks(texts: Sequence[str], translate: Translate, way: Direction) -> dict[str, str]:
    covered = {text: cover(text, way) for text in texts}
    return _uncovered(covered, translate, way)


def _by_values(texts: Sequence[str], translate: Translate, way: Direction) -> dict[str, str]:
    covered = {text: cover(text, way, amounts=False) for text in texts}
    with_figures = {
        text: one for text, one in covered.items() if len(find_kept(text, way)) > len(one.kept)
    }
    done = _uncovered(with_figures, translate, way)
    return {
        text: rewritten(target, way)
        for text, target in done.items()
        if same_values(text, target, way)
    }


def _uncovered(
    covered: Mapping[str, Covered], translate: Translate, way: Direction
) -> dict[str, str]:
    asked = {text: without_hidden(one.text) for text, one in covered.items()}
    done = translate(list(asked.values()))
    known = {}
    for text, one in covered.items():
        target = uncover(_finished(done[asked[text]], way), one, way)
        if target is not None:
            known[text] = target
    return known


def _by_pieces(texts: Sequence[str], translate: Translate, way: Direction) -> dict[str, str]:
    """Translate what lies between the things that are kept, piece by piece."""
    pieces = {text: carve(text, way) for text in texts}
    wanted = {
        piece: without_hidden(piece)
        for parts in pieces.values()
        for piece, kept in parts
        if kept is None and any(map(str.isalpha, piece))
    }
    done = translate(list(wanted.values()))
    known = {}
    for text, parts in pieces.items():
        hidden, number = "", 0
        for piece, kept in parts:
            if kept is not None:
                hidden += f"X{number}QZ"
                number += 1
            elif piece in wanted:
                hidden += _as_piece(unmarked(_finished(done[wanted[piece]], way)), piece) or piece
            else:
                hidden += piece
        covered = Covered(text=hidden, kept=tuple(kept for _, kept in parts if kept is not None))
        target = uncover(hidden, covered, way)
        known[text] = without_engine(text, way) if target is None else target
    return known


def _as_piece(target: str, piece: str) -> str:
    """Return a piece of a sentence without what an engine adds to make it a whole one."""
    if piece[:1].islower() and target[:1].isupper() and not target[1:2].isupper():
        target = target[:1].lower() + target[1:]
    if piece[-1:] not in _ENDS and target[-1:] in _ENDS:
        target = target[:-1].rstrip()
    return target


def _finished(text: str, way: Direction) -> str:
    return set_for(" ".join(filter(None, text.split(" "))), way.target, way.region)
