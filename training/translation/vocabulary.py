"""The pieces of words that both languages share: SentencePiece, each mark a piece of its own."""

import io
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from training.translation.marks import MARKS

SIZE: Final = 8_000
PADDING, UNKNOWN, BEGIN, END = 0, 1, 2, 3
FAMILIAR: Final = "<tu>"  # before a source whose French says tu: never said outside the training
_MARKS: Final = [f"X{number}QZ" for number in range(MARKS)]
# Written otherwise, seen alike: apostrophes, quotation marks, spaces, dashes, invisible characters.
_ALIKE: Final = {
    **dict.fromkeys("\u2019\u2018\u02bc\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("\u00a0\u202f\u2009\u2007\t", " "),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\u00ad\u200b\ufeff\u200e\u200f", ""),
    "\u2026": "...",
}
_COMPOSED: Final = "àâäçéèêëîïôöùûüÿÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸñÑ"


def learn(sentences: Iterable[str], path: Path, *, size: int = SIZE) -> None:
    """Learn the pieces of some sentences and write them to `path`."""
    import sentencepiece

    rules = path.with_suffix(".rules.tsv")
    rules.write_text(_rules(), "utf-8")
    learned = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_writer=learned,
        vocab_size=size,
        model_type="unigram",
        byte_fallback=True,
        character_coverage=0.9998,
        user_defined_symbols=[FAMILIAR, *_MARKS],
        pad_id=PADDING,
        unk_id=UNKNOWN,
        bos_id=BEGIN,
        eos_id=END,
        normalization_rule_tsv=str(rules),
        num_threads=1,
        hard_vocab_limit=False,
        minloglevel=1,
    )
    rules.unlink()
    path.write_bytes(learned.getvalue())


def load(path: Path) -> Any:
    """Return the pieces of a file: a SentencePieceProcessor, which has no types."""
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def _rules() -> str:
    pairs = {**_ALIKE, **{unicodedata.normalize("NFD", one): one for one in _COMPOSED}}
    return "".join(
        " ".join(f"{ord(letter):X}" for letter in ours)
        + "\t"
        + " ".join(f"{ord(letter):X}" for letter in theirs)
        + "\n"
        for ours, theirs in pairs.items()
    )
