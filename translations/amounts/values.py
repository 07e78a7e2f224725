"""What a number in a text stands for, apart from how a language writes it.

Two values are equal where a reader would take them for the same, whichever language they were in.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

# Powers of a thousand that have a word in both languages.
MILLION: Final = 6
BILLION: Final = 9
TRILLION: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as digits, such as "1234.50"; the sign is a part of it."""

    value: Decimal
    digits: str = field(compare=False)  # without groups, with a full stop for decimals
    scale: int = 0  # power of ten that stands as a word behind it: 0, 6, 9 or 12
    grouped: bool = field(default=False, compare=False)  # whether thousands stood apart
    counts: bool = field(default=False, compare=False)  # whether a noun follows the word


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount of money."""

    number: Number
    sign: str = "$"  # $, ¢, €, £ or ¥
    country: str = ""  # US, CA or AU, where it is said
    short: str = field(default="", compare=False)  # k, M or G written with the sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Percent:
    """So much of a hundred."""

    number: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number with the symbol of a unit."""

    number: Number
    unit: str  # as English writes it: km, kg, °C, GB


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinal:
    """A place in an order: 1st, 2e."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decade:
    """Ten years: the 1990s."""

    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalYear:
    """A year that begins in one and ends in the next: 2025-26."""

    first: int
    short: bool = field(default=False, compare=False)  # the second one in two figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, several in a row, or a month of a year."""

    month: int
    day: int | None = None  # None: the month
    year: int | None = None
    weekday: int | None = None  # Monday is 0
    last_day: int | None = None  # of the same month, included
    apart: bool = False  # the first and the last, not those between
    numeric: bool = field(default=False, compare=False)  # written in figures only
    on: bool = field(default=False, compare=False)  # something happens on it
    of: bool = field(default=False, compare=False)  # it tells which: the May 5 deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day, or the time between two."""

    minutes: int  # after midnight
    until: int | None = None
    zone: str = ""  # as English abbreviates it: ET, EST


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """So many hours."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Figures that are copied as they stand."""

    text: str


Amount = (
    Number | Money | Percent | Measure | Ordinal | Decade | FiscalYear | Day | Clock | Hours | Code
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An amount and where it stands in a text."""

    start: int
    end: int
    amount: Amount
