"""Memories and glossaries given as files on the command line, and what is told of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.commands.session import Session
from translations.glossary import Glossary, Violation
from translations.glossaryfile import read_glossary
from translations.memory import Memory, MemoryMatch
from translations.tbx import read_tbx
from translations.tmx import TmxFile, read_tmx
from translations.translator import Translated

TOLD: Final = 5  # units left out that are told one by one


def read_memory_file(here: Session, path: Path) -> Memory:
    """Return the memory of a TMX file; what is left out of it is told.

    Raises:
        ExchangeFault: it cannot be read.
    """
    found = read_tmx(path.read_bytes(), file=path.name)
    tell_skipped(here, found, path.name)
    return Memory(found.units)


def tell_skipped(here: Session, found: TmxFile, name: str) -> None:
    """Say which units of a file are no pairs, the first few one by one."""
    for one in found.skipped[:TOLD]:
        here.warn("cli.memory.skipped", file=name, line=one.line, why=one.explanation[here.lang])
    rest = len(found.skipped) - TOLD
    if rest > 0:
        here.warn("cli.memory.skipped_more", n=rest)


def read_glossary_file(path: Path) -> Glossary:
    """Return the glossary of a CSV or TBX file.

    Raises:
        GlossaryFaults: rows of it cannot be used.
        ExchangeFault: it is no TBX.
    """
    data = path.read_bytes()
    if path.suffix.lower() in {".tbx", ".xml"}:
        return Glossary(read_tbx(data, file=path.name).terms)
    return read_glossary(data, file=path.name)


def people_fields(line: Translated) -> dict[str, object]:
    """Return what people gave to a translation: the match of the memory, the terms."""
    used = [
        piece.match for piece in line.pieces if piece.match is not None and not piece.suggestion
    ]
    least = min(used, key=lambda match: match.score_pct, default=None)
    shown = least or next(iter(line.suggestions), None)
    return {
        "match": match_row(shown) if shown is not None else None,
        "terms": [term_row(one) for one in line.violations],
    }


def match_row(match: MemoryMatch) -> Mapping[str, object]:
    """Return a match as docs/cli.md shows it."""
    unit = match.unit
    return {
        "kind": match.kind.value,
        "score_pct": match.score_pct,
        "source": match.source,
        "target": match.target,
        "from": unit.kind.value,
        "approved_at": unit.approved_at.isoformat() if unit.approved_at else None,
    }


def term_row(violation: Violation) -> Mapping[str, object]:
    """Return a violation of the glossary as docs/cli.md shows it."""
    return {
        "kind": violation.kind.value,
        "expected": violation.expected,
        "found": violation.found,
        "span": list(violation.span) if violation.span else None,
    }
