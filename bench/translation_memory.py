"""How fast a translation memory and a glossary are.

python -m bench.translation_memory [--units N]
"""

import argparse
import random
import time
from collections.abc import Callable

from translations.glossary import Glossary
from translations.memory import Memory, Unit, UnitKind
from translations.terms import Term
from translations.values import Bilingual


def sentences(number: int, seed: int) -> list[str]:
    """Return made-up sentences of 5 to 25 words; some have a number."""
    rng = random.Random(seed)
    letters = "abcdefghij"
    words = ["".join(rng.choices(letters, k=rng.randint(2, 9))) for _ in range(3_000)]
    return [
        f"{' '.join(rng.choices(words, k=rng.randint(5, 25)))} {rng.randint(2, 9_999)} days."
        for _ in range(number)
    ]


def timed(what: str, times: int, work: Callable[[int], object]) -> None:
    """Print how long one call takes on average."""
    started = time.perf_counter()
    for number in range(times):
        work(number)
    each_ms = (time.perf_counter() - started) / times * 1_000
    print(f"{what:<46}{each_ms:10.2f} ms")


def main() -> None:
    """Build a memory and a glossary of made-up words, and ask them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=20_000)
    parser.add_argument("--terms", type=int, default=2_000)
    given = parser.parse_args()
    english = sentences(given.units, 1)
    french = [  # other words, the same number
        f"{fr.rsplit(' ', 2)[0]} {en.rsplit(' ', 2)[1]} jours."
        for en, fr in zip(english, sentences(given.units, 2), strict=True)
    ]
    units = [
        Unit(texts=Bilingual(en=en, fr=fr), kind=UnitKind.IMPORT, ref="bench", place=place)
        for place, (en, fr) in enumerate(zip(english, french, strict=True))
    ]

    def find(memory: Memory, text: str) -> object:
        return memory.find(text, source="en", target="fr")

    memory = Memory(units)
    print(f"{given.units:,} units, {given.terms:,} terms")
    timed("first question: everything is worked out", 1, lambda _: find(memory, "zz"))
    timed("one unit more", 1, lambda _: Memory([*units, units[0]], before=memory))
    timed("a text that is there", 500, lambda n: find(memory, english[n]))
    timed(
        "the same with another number",
        200,
        lambda n: find(memory, f"{english[n].rsplit(' ', 2)[0]} 7 days."),
    )
    timed(
        "a text that is near, or nowhere", 50, lambda n: find(memory, f"{english[n][:-16]} zz zz.")
    )
    words = sorted({word for text in english[:2_000] for word in text.split()})[: given.terms]
    glossary = Glossary(Term(texts=Bilingual(en=word, fr=f"{word}x")) for word in words)
    timed(
        "terms of a pair of sentences",
        500,
        lambda n: glossary.violations(english[n], french[n], "en", "fr"),
    )


if __name__ == "__main__":
    main()
