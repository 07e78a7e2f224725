"""Which facts give a figure: "$92 a month for the bus" is about the pass that costs as much."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from responders.quantities import Agreement, Quantity, Unit, compare

_MOST: Final = 5  # facts that give a figure, up to which it tells one from the others
_TELLING: Final = 3  # from which a bare number tells something

_Key: TypeAlias = tuple[Unit, float]


class Figures:
    """The figures of the facts' statements, and whose they are."""

    __slots__ = ("_facts", "_figures")

    def __init__(self, figures: Sequence[Sequence[Quantity]]) -> None:
        self._figures = figures
        self._facts: dict[_Key, list[int]] = {}
        for fact, quantities in enumerate(figures):
            for key in dict.fromkeys(map(_key, quantities)):
                self._facts.setdefault(key, []).append(fact)

    def facts(self, sentences: Iterable[Sequence[Quantity]]) -> frozenset[int]:
        """Return the facts that give the same figures as a sentence, where those are few."""
        found: set[int] = set()
        for quantities in sentences:
            for quantity in quantities:
                facts = self._facts.get(_key(quantity), ()) if _tells(quantity) else ()
                if len(facts) <= _MOST:
                    found.update(
                        fact
                        for fact in facts
                        if compare(quantities, self._figures[fact]) is Agreement.SAME
                    )
        return frozenset(found)


def _key(quantity: Quantity) -> _Key:
    return quantity.unit, round(quantity.value, 1)


def _tells(quantity: Quantity) -> bool:
    return quantity.unit is not Unit.COUNT or quantity.value >= _TELLING
