"""The sentences that the models learn from: read, put in one form, filtered, none held back."""

import csv
import hashlib
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from training.translation.normalizing import (
    Pair,
    english,
    french,
    is_familiar,
    is_sound,
    plain,
    plural_imperatives,
)

LAW: Final = "canada_laws"
LAW_LONGEST: Final = 25  # words
HELD: Final = 400  # about one in so many is kept to watch the training by
Row = tuple[str, str, str]
_REPLIES: Final = Path(__file__).parent / "data" / "replies.tsv"
_JUNK: Final = ("version anglaise seulement", "English version only", "French version only")
_TITLE: Final = 8  # words; longer ones without a full stop are often cut off


def read_rows(data: Path) -> Iterator[Row]:
    """Yield English, French and data set of every row, terms of laws and of public health last."""
    parallel = data / "parallel"
    with lzma.open(parallel / "train_enfr.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 3:
                yield cells[0], cells[1], cells[2]
    for name in ("canada_laws_defined_terms_enfr", "tico19_glossary_enfr"):
        path = parallel / f"{name}.tsv"
        for line in path.read_text("utf-8").splitlines() if path.exists() else ():
            cells = line.split("\t")
            if len(cells) >= 2:
                yield cells[0], cells[1], "terms"


def read_held(folder: Path) -> frozenset[str]:
    """Return the sentences of the validation sets, of both languages, in comparable form."""
    held: set[str] = set()
    for path in sorted(folder.glob("*.tsv")):
        if path.stem == "published_scores":
            continue
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            held |= {_key(english(cells[0])), _key(french(cells[1]))}
    return frozenset(held)


def clean(rows: Iterable[Row], held: frozenset[str] = frozenset()) -> list[Pair]:
    """Return the sound pairs, each once, none of them with a sentence of `held`."""
    found: dict[tuple[str, str], Pair] = {}
    for left, right, source in rows:
        if source == LAW and not _is_plain_law(left, right):
            continue
        if abs(len(left) - len(right)) > max(len(left), len(right)) / 2 + 12:
            continue
        en, fr = english(left), french(right)
        key = (_key(en), _key(fr))
        if key in found or not held.isdisjoint(key) or not is_sound(en, fr):
            continue
        if source not in {"tatoeba", "terms"} and _is_cut(en) != _is_cut(fr):
            continue
        if fr in _JUNK or en in _JUNK:
            continue
        if source == "gc_infobase" and _is_cut(en) and len(en.split()) > _TITLE:
            continue
        found[key] = Pair(en=en, fr=fr, source=source)
    imperatives = plural_imperatives(pair.fr for pair in found.values())
    return [
        Pair(
            en=pair.en,
            fr=pair.fr,
            source=pair.source,
            familiar=pair.source == "tatoeba" and is_familiar(pair.fr, imperatives),
        )
        for pair in found.values()
    ]


def read_replies() -> list[Pair]:
    """Return the sentences of an institution's replies that were written for this training."""
    lines = _REPLIES.read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines]
    return [Pair(en=english(row[0]), fr=french(row[1]), source="replies") for row in cells]


def write_pairs(pairs: Iterable[Pair], path: Path) -> None:
    """Write pairs to a file that `load_pairs` reads."""
    with path.open("w", encoding="utf-8", newline="") as sink:
        rows = csv.writer(sink, dialect="excel-tab", lineterminator="\n")
        rows.writerows((pair.en, pair.fr, pair.source, int(pair.familiar)) for pair in pairs)


def load_pairs(path: Path) -> list[Pair]:
    """Return the pairs of a file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Pair(en=row[0], fr=row[1], source=row[2], familiar=row[3] == "1")
            for row in csv.reader(lines, dialect="excel-tab")
        ]


def is_watched(pair: Pair) -> bool:
    """Whether a pair is kept to watch the training by: the same pairs every time."""
    digest = hashlib.sha256(_key(pair.en).encode()).digest()
    return pair.source not in {"terms", LAW} and int.from_bytes(digest[:4], "big") % HELD == 0


def _key(text: str) -> str:
    return "".join(letter for letter in plain(text).lower() if letter.isalnum())


def _is_plain_law(en: str, fr: str) -> bool:
    # Whole sentences without references: notes and titles are aligned loosely, lists are fragments.
    return (
        en[:1].isupper()
        and en.rstrip().endswith(".")
        and fr.rstrip().endswith(".")
        and len(en.split()) <= LAW_LONGEST
        and not set("()[]—") & set(en + fr)
    )


def _is_cut(text: str) -> bool:
    return not text.endswith((".", "!", "?", ":", ";", '"', "»"))
