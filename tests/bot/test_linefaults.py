"""An engine that fails over one line: the others are translated, in their places."""

from collections.abc import Sequence

import pytest

from bot.commands.linefaults import line_by_line
from translations.errors import EngineFault
from translations.values import Bilingual


def _engine(lines: Sequence[str]) -> list[str]:
    """Turn lines into capitals; a line with "!" brings all of them down."""
    if any("!" in line for line in lines):
        raise EngineFault(Bilingual(en="crashed", fr="planté"))
    return [line.upper() for line in lines]


def test_a_bad_line_costs_itself_only() -> None:
    """Its place has the fault."""
    assert line_by_line(_engine, ["a", "b"]) == ["A", "B"]
    first, fault, last = line_by_line(_engine, ["a", "!", "c"])
    assert (first, str(fault), last) == ("A", "crashed", "C")
    assert line_by_line(_engine, []) == []


def test_an_engine_that_fails_line_after_line_is_given_up() -> None:
    """Nobody waits for a hundred faults."""
    for lines in (["!"], ["!", "!", "!", "a"]):
        with pytest.raises(EngineFault, match="crashed"):
            line_by_line(_engine, lines)
