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


def references(folder: Path, part: str) -> Iterator[Reference]:
    """Yield the messages of every set that is there.

    Args:
        folder: where the sets are.
        part: "dev" or "held", a half of each set by the hash of the text; "all" for both.
    """
    for name, lang, wanted in _SETS:
        path = folder / name
        if not path.exists():
            continue
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            told = wanted(row)
            half = "held" if zlib.crc32(row["text"].encode()) % 2 else "dev"
            if told is None or part not in ("all", half):
                continue
            yield Reference(
                source=path.stem, lang=lang or row["lang"], kind=told[0], family=told[1],
                text=row["text"],
            )  # fmt: skip


def absent(folder: Path) -> list[str]:
    """Return the sets that are not there."""
    return [name for name, _, _ in _SETS if not (folder / name).exists()]
