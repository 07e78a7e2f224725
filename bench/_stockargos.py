"""Stock `argostranslate.translate()`, one text after another, in a process of its own.

python -m bench._stockargos SOURCE TARGET < texts.json; its packages are in ARGOS_PACKAGES_DIR.

It wants a sentence model from the network. That part alone is ours here: our segments in its place.
"""

import json
import sys
import time

from translations.segments import split


class OurSentences:
    """Sentences as our engine cuts them, for the stock one."""

    def __init__(self, package: object) -> None:
        del package

    def split_sentences(self, text: str) -> list[str]:
        """Return the sentences of a text."""
        return [segment.text for segment in split(text) if segment.text]


def main() -> None:
    """Translate what comes in, and print texts and seconds."""
    source, target = sys.argv[1:3]
    texts = json.load(sys.stdin)
    import argostranslate.translate as stock

    stock.MiniSBDSentencizer = OurSentences  # type: ignore[misc]  # the part that is stubbed
    start = time.perf_counter()
    stock.translate("one", source, target)
    loaded = time.perf_counter() - start
    start = time.perf_counter()
    done = [stock.translate(text, source, target) for text in texts]
    json.dump({"texts": done, "seconds": time.perf_counter() - start, "load_s": loaded}, sys.stdout)


if __name__ == "__main__":
    main()
