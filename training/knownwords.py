"""Makes the list of ordinary words: `python -m training.knownwords CORPUS`.

CORPUS is a file of parallel text (tab-separated: English, French, source, …; plain or .xz). What is
kept are word forms, folded and without order: facts of the language, no text. Those of sentences
that people wrote as examples (Tatoeba) are kept all, the others where they stand in two rows at
least, since one may be a slip itself. The list that comes with the program was made of Canadian
federal law and program pages (Open Government Licence – Canada), Tatoeba (CC BY 2.0 FR), federal
interfaces (MIT) and COVID-19 terms (CC0).
"""

# ruff: noqa: T201 # a script says what it did

import argparse
import gzip
import lzma
import re
from collections import Counter
from pathlib import Path
from typing import Final

from policies.views import fold
from policies.vocabulary import KNOWN_WORDS

_WORD: Final = re.compile(r"[^\W\d_]+")
_AT_LEAST: Final = 2  # rows
_CLEAN: Final = "tatoeba"
_LENGTHS: Final = range(3, 17)


def main() -> None:
    """Read the corpus and write the list."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=KNOWN_WORDS)
    given = parser.parse_args()
    clean: set[str] = set()
    others: Counter[str] = Counter()
    opened = lzma.open if given.corpus.suffix == ".xz" else open
    with opened(given.corpus, "rt", encoding="utf-8") as file:
        for line in file:
            english, french, source = line.split("\t")[:3]
            words = {*_WORD.findall(fold(english)), *_WORD.findall(fold(french))}
            if source == _CLEAN:
                clean |= words
            else:
                others.update(words)
    known = clean | {word for word, rows in others.items() if rows >= _AT_LEAST}
    words = {word for word in known if len(word) in _LENGTHS and word.isascii()}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    with (
        given.out.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed,
    ):
        packed.write("\n".join([*sorted(words), ""]).encode("ascii"))
    print(f"{len(words):,} words: {given.out}")


if __name__ == "__main__":
    main()
