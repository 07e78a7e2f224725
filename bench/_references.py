"""Sets of messages that others labelled, in a folder that is given; half of each is held back."""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

Row = Mapping[str, Any]
Wanted = Callable[[Row], tuple[str, str] | None]  # a row to (kind, family), None: leave it out


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One labelled message of a set."""

    source: str
    lang: str
    kind: str
    family: str  # "" where nothing has to be flagged
    text: str


def _mlma(row: Row) -> tuple[str, str] | None:
    moods = set(row["sentiment"].split("_"))
    if moods & {"hateful", "abusive"}:
        return "hateful or abusive", "insult"
    return ("normal", "") if moods == {"normal"} else None


def _davidson(row: Row) -> tuple[str, str]:
    kinds = {"hate": ("hate", "hate"), "offensive": ("offensive", "insult")}
    return kinds.get(row["label"], ("neither", ""))


def _teenagers(row: Row) -> tuple[str, str] | None:
    if row["verbal_abuse"] == "threat":
        return "threat", "threat"
    if row["hate"] == "yes":
        return "hate", "hate"
    if row["verbal_abuse"] == "name_calling":
        return "name calling", "insult"
    return ("no abuse", "") if row["verbal_abuse"] == "none" else None


def _spam(row: Row) -> tuple[str, str] | None:
    if row.get("script", "latin") != "latin":
        return None  # neither of our languages
    return ("spam", "scam") if row["label"] == "spam" else ("no spam", "")


def _comment(row: Row) -> tuple[str, str] | None:
    return ("real comment", "") if row["text"].strip() else None


_SETS: Final[tuple[tuple[str, str, Wanted], ...]] = (
    ("moderation/mlma_en.jsonl", "en", _mlma),
    ("moderation/mlma_fr.jsonl", "fr", _mlma),
    ("moderation/davidson_en.jsonl", "en", _davidson),
    ("moderation/cyberagressionado_fr.jsonl", "fr", _teenagers),
    ("moderation/sms_spam_en.jsonl", "en", _spam),
    ("moderation/tgspam.jsonl", "en", _spam),
    ("streams/canadaca_feedback_enfr.jsonl", "", _comment),
)


def references(folder: Path, part: str, most: int = 600) -> Iterator[Reference]:
    """Yield messages of every set that is there, in the order of their hashes.

    Args:
        folder: where the sets are.
        part: "dev" or "held", a half of each set by the hash of the text; "all" for both.
        most: of each set.
    """
    for name, lang, wanted in _SETS:
        path = folder / name
        rows = map(json.loads, path.read_text("utf-8").splitlines()) if path.exists() else ()
        hashed = sorted(((zlib.crc32(row["text"].encode()), n, row) for n, row in enumerate(rows)))
        found = [
            Reference(
                source=path.stem,
                lang=lang or row["lang"],
                kind=told[0],
                family=told[1],
                text=row["text"],
            )
            for number, _, row in hashed
            if part in ("all", "held" if number % 2 else "dev") and (told := wanted(row))
        ]
        yield from found[:most]


def absent(folder: Path) -> list[str]:
    """Return the sets that are not there."""
    return [name for name, _, _ in _SETS if not (folder / name).exists()]
