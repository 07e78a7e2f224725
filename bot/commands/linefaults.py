"""Lines through an engine that may fail over one of them: the others are translated anyway."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from translations.errors import EngineFault

T = TypeVar("T")

_IN_A_ROW: Final = 2  # faults, line by line, before the engine is given up


def line_by_line(
    translated: Callable[[Sequence[str]], Iterable[T]], lines: Sequence[str]
) -> list[T | EngineFault]:
    """Return what becomes of each line, or the engine's fault over it.

    All lines go together; only where that fails they go one by one.

    Raises:
        EngineFault: line after line is a fault: it is the engine, not a line.
    """
    try:
        return list(translated(lines))
    except EngineFault:
        if len(lines) < 2:
            raise
    done: list[T | EngineFault] = []
    for line in lines:
        try:
            done += translated([line])
        except EngineFault as fault:
            if sum(isinstance(one, EngineFault) for one in done[-_IN_A_ROW:]) == _IN_A_ROW:
                raise
            done.append(fault)
    return done
