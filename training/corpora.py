"""Reads public data sets of labelled texts, each under its own licence; no text of them is kept.

| File | What | Licence |
|---|---|---|
| moderation/mlma_en.jsonl, mlma_fr.jsonl | tweets with several noisy labels | MIT |
| moderation/davidson_en.jsonl | tweets: hate, offensive, neither | MIT |
| moderation/sms_spam_en.jsonl | text messages: spam, ham | free for any use |
| moderation/tgspam.jsonl | chat messages: spam, ham (Latin script only) | MIT |
| parallel/train_enfr.tsv.xz | everyday sentences of Tatoeba, as harmless text | CC-BY 2.0 FR |
| the same | headings and notices of federal programs and web sites, likewise | OGL-Canada, MIT |
"""

import hashlib
import json
import lzma
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from training.examples import LABELS, Example, part_of

CLEAN: Final = dict.fromkeys(LABELS, 0)
NOISY: Final = 0.2  # weight of a label that several people disagree on
EVERYDAY_ROWS: Final = 9_000  # of each language
OFFICIAL_ROWS: Final = 2_500
OFFENSIVE_SHARE: Final = 4  # one in so many: that data set has far more of them than of the others


def read_corpora(directory: Path) -> Iterator[Example]:
    """Yield the examples of every data set that is there."""
    yield from _lines(directory, "mlma_en", "en", _mlma)
    yield from _lines(directory, "mlma_fr", "fr", _mlma)
    yield from _lines(directory, "davidson_en", "en", _davidson)
    yield from _lines(directory, "sms_spam_en", "en", _spam)
    yield from _lines(directory, "tgspam", "en", _chat_spam)
    yield from _ordinary(directory / "parallel" / "train_enfr.tsv.xz")


Truth = tuple[Mapping[str, int], float] | None
Row = Mapping[str, str]


def _lines(
    directory: Path, name: str, lang: str, truth: Callable[[Row], Truth]
) -> Iterator[Example]:
    path = directory / "moderation" / f"{name}.jsonl"
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        known = truth(row)
        text = str(row["text"]).strip()
        if known is not None and text:
            yield Example(
                text=text,
                lang=lang,
                source=name,
                truth=known[0],
                part=part_of(text),
                weight=known[1],
            )


def _mlma(row: Row) -> Truth:
    said = set(row["sentiment"].split("_"))
    if said == {"normal"}:
        return {"hate": 0, "abuse": 0, "threat": 0, "spam": 0}, NOISY
    truth: dict[str, int] = {"spam": 0}
    if "normal" in said:
        return truth, NOISY
    if "hateful" in said:
        truth["hate"] = 1
    if said & {"offensive", "abusive", "disrespectful"} and row["group"] in ("individual", "other"):
        truth["abuse"] = 1
    return truth, NOISY


def _davidson(row: Row) -> Truth:
    if row["label"] == "neither":
        return CLEAN, 1.0
    if row["label"] == "hate":
        return {"hate": 1, "spam": 0}, NOISY
    if hashlib.sha256(row["text"].encode()).digest()[6] % OFFENSIVE_SHARE:
        return None
    return {"hate": 0, "threat": 0, "spam": 0}, NOISY


def _spam(row: Row) -> Truth:
    if row["label"] == "spam":
        return {"hate": 0, "abuse": 0, "threat": 0, "spam": 1}, 1.0
    return {"hate": 0, "threat": 0, "spam": 0}, 1.0


def _chat_spam(row: Row) -> Truth:
    return _spam(row) if row.get("script") == "latin" else None


def _ordinary(path: Path) -> Iterator[Example]:
    """Yield ordinary sentences in both languages, the same number of each, chosen by hash."""
    counts: Counter[tuple[str, str]] = Counter()
    with lzma.open(path, "rt", encoding="utf-8") as rows:
        for row in rows:
            english, french, origin, *_ = row.rstrip("\n").split("\t")
            source = "everyday" if origin == "tatoeba" else "official"
            if origin != "tatoeba" and not origin.startswith("gc_"):
                continue
            most, share = (EVERYDAY_ROWS, 40) if source == "everyday" else (OFFICIAL_ROWS, 10)
            for lang, text in (("en", english), ("fr", french)):
                if counts[source, lang] < most and _chosen(text, share):
                    counts[source, lang] += 1
                    yield Example(
                        text=text, lang=lang, source=source, truth=CLEAN, part=part_of(text)
                    )


def _chosen(text: str, share: int) -> bool:
    return hashlib.sha256(text.encode()).digest()[5] < share and 5 < len(text) < 300
