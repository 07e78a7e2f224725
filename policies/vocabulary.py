"""Ordinary words of both languages, so that a slip is not seen in a word that is simply right."""

import gzip
from functools import lru_cache
from pathlib import Path
from typing import Final

KNOWN_WORDS: Final = Path(__file__).parent / "data" / "words" / "known-words.txt.gz"

# short words that people run together with others
GLUE: Final = frozenset(
    (
        "i you the all are is was were these those they them this that and of to should must will"
        " would your my our we he she it its not dont don im ur u youre your go back home out get"
        " from their people always never just so such really very damn be have has need"
        " je j tu te il elle on les des une un la le du de vous nous ils elles sont est es etes"
        " suis tous toutes tout ces cette cet mon ton ta ma tes mes que qui pas dans sur avec chez"
        " aux vos nos leur leurs et ou ne mais trop tellement vraiment"
    ).split()
)


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Return the ordinary words, folded: lower case, without accents."""
    with gzip.open(KNOWN_WORDS, "rt", encoding="ascii") as file:
        return frozenset(file.read().split())
