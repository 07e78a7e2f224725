"""Parts of a card: titled lines, and texts that stand side by side where there is room."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One of several texts that are read side by side."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled part of a card; leading spaces of a line are its depth."""

    name: str  # the same in every language
    title: str
    lines: tuple[str, ...] = ()  # below the columns, where there are any
    columns: tuple[Column, ...] = ()
