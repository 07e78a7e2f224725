"""Numbers in words: "twenty-five", « quatre-vingt-dix-sept », "two hundred thousand"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from translations.checks.text import Side

_ENGLISH: Final[Mapping[str, int]] = {
    word: value
    for value, word in (
        *enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
            " fifteen sixteen seventeen eighteen nineteen".split()
        ),
        *zip(
            range(20, 100, 10),
            "twenty thirty forty fifty sixty seventy eighty ninety".split(),
            strict=True,
        ),
        (40, "fourty"),
    )
}
_FRENCH: Final[Mapping[str, int]] = {
    word: value
    for value, word in (
        *enumerate(
            "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze"
            " quinze seize".split()
        ),
        (1, "une"),
        *zip(range(20, 70, 10), "vingt trente quarante cinquante soixante".split(), strict=True),
        (20, "vingts"),
        (70, "septante"),
        (80, "huitante"),
        (80, "octante"),
        (90, "nonante"),
    )
}
_HUNDREDS: Final = {"en": {"hundred"}, "fr": {"cent", "cents"}}
SCALES: Final[Mapping[str, Mapping[str, float]]] = {
    "en": {
        "thousand": 1e3,
        "million": 1e6,
        "millions": 1e6,
        "billion": 1e9,
        "billions": 1e9,
        "trillion": 1e12,
        "bn": 1e9,
    },
    "fr": {
        "mille": 1e3,
        "millier": 1e3,
        "milliers": 1e3,
        "million": 1e6,
        "millions": 1e6,
        "milliard": 1e9,
        "milliards": 1e9,
        "billion": 1e12,
        "billions": 1e12,
        "md": 1e9,
        "mds": 1e9,
    },
}
# these alone, or in the plural, are about many and not a number
_ALONE: Final = frozenset(
    "hundred thousand million millions billion billions trillion bn cents mille millier milliers"
    " milliard milliards md mds".split()
)
_AND: Final = {"en": "and", "fr": "et"}
_VALUES: Final = {"en": _ENGLISH, "fr": _FRENCH}
_LAST: Final = frozenset({"first", "second", "third"})
_JOINTS: Final = frozenset({" ", "-", "\u00a0", "\u2010", "\u2011", "\u202f"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number in words."""

    start: int
    end: int
    value: float


def number_words(lang: str) -> Iterator[str]:
    """Yield the words that numbers of a language are made of."""
    yield from (*_VALUES[lang], *_HUNDREDS[lang], *SCALES[lang])


def numerals(side: Side) -> Iterator[Numeral]:
    """Yield the numbers in words of an English or French text, in order; "a million" is none."""
    if side.lang not in _VALUES:
        return
    words = side.words
    known = frozenset(number_words(side.lang))
    index = 0
    while index < len(words):
        if words[index].text in known and not _is_part(side, index):
            reader = _Reader(side, index)
            found = reader.read()
            index = max(reader.index, index + 1)
            if found is not None:
                yield found
        else:
            index += 1


def _is_part(side: Side, index: int) -> bool:
    """Whether a word belongs to what is before it: "3 million", « 5 pour cent »."""
    word = side.words[index]
    if word.text == "cent" and index and side.words[index - 1].text == "pour":
        return side.lang == "fr"
    before = side.folded[max(0, word.start - 3) : word.start].rstrip(" \u00a0\u202f-")
    return before[-1:].isdigit()


class _Reader:
    """Reads one number, word by word."""

    __slots__ = ("current", "first", "index", "scaled", "side", "total")

    def __init__(self, side: Side, index: int) -> None:
        self.side = side
        self.first = self.index = index
        self.current = 0.0  # below a thousand
        self.total = 0.0
        self.scaled = False

    def read(self) -> Numeral | None:
        words, lang = self.side.words, self.side.lang
        while self.index < len(words) and self._joined():
            word = words[self.index].text
            if word in _VALUES[lang]:
                if not self._takes(_VALUES[lang][word]):
                    break
            elif word in _HUNDREDS[lang]:
                if self.current >= 100 or (lang == "fr" and self.current == 1):
                    break  # « un cent » is a coin
                self.current = max(self.current, 1) * 100
            elif word in SCALES[lang]:
                self.total += max(self.current, 1) * SCALES[lang][word]
                self.current = 0.0
            elif not (word == _AND[lang] and self._continues()):
                break
            self.index += 1
        last = self.index - 1
        if last < self.first or (last == self.first and words[last].text in _ALONE):
            return None
        if self._ordinal():
            return None
        return Numeral(
            start=words[self.first].start, end=words[last].end, value=self.total + self.current
        )

    def _ordinal(self) -> bool:
        """Whether the number goes on as "twenty-fifth", « vingt et unième »."""
        words = self.side.words
        return (
            self.index < len(words)
            and self._joined()
            and (words[self.index].text in _LAST or words[self.index].text.endswith(("th", "ieme")))
        )

    def _joined(self) -> bool:
        if self.index == self.first:
            return True
        words = self.side.words
        return self.side.between(words[self.index - 1], words[self.index]) in _JOINTS

    def _continues(self) -> bool:
        """Whether "and" joins two parts of one number: "two hundred and five", « vingt et un »."""
        words, lang = self.side.words, self.side.lang
        if self.index == self.first or self.index + 1 >= len(words):
            return False
        following = _VALUES[lang].get(words[self.index + 1].text)
        if following is None:
            return False
        if lang == "fr":
            return following in {1, 11} and self.current % 100 in range(20, 90, 10)
        before = words[self.index - 1].text
        return before in _HUNDREDS["en"] or before in SCALES["en"]

    def _takes(self, value: int) -> bool:
        """Add a value if it can come next."""
        rest = self.current % 100
        if value == 20 and rest == 4 and self.side.lang == "fr":  # « quatre-vingts »
            self.current += 76
            return True
        if self.index == self.first or (rest == 0 and self.current + self.total):
            fits = value != 0 or self.index == self.first
        elif value < 10:
            fits = rest in range(20, 100, 10) or (rest == 10 and value > 6)
            fits = fits and not (self.side.lang == "en" and rest == 10)
        else:
            fits = value < 20 and rest in {60, 80} and self.side.lang == "fr"
        if fits:
            self.current += value
        return fits
