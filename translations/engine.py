"""The port to a translation engine, and the translation of lines through it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Protocol

from translations.errors import EngineFault, NoEngine
from translations.protected import carve, cover, uncover
from translations.quality import failed_checks
from translations.segments import Segment, join, replace, split
from translations.typography import to_canadian_french
from translations.values import Origin
from translations.wording import bilingual

__all__ = [
    "Engine",
    "EngineFault",
    "NoEngine",
    "NoEngineInstalled",
    "Translation",
    "no_engine",
    "translate_lines",
]

BATCH: Final = 64  # lines handed to an engine at once


class Engine(Protocol):
    """Something that turns text of one language into another."""

    name: str
    sends_text_away: bool  # whether text leaves the agency's machines

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Return the (source, target) pairs that work now."""

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
    ) -> list[str]:
        """Return one translation per text, in order.

        Raises:
            NoEngine: the pair is not installed.
            EngineFault: the engine failed.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """One line and its translation."""

    source: str
    target: str
    origin: Origin  # MACHINE, or NONE where there was nothing to translate
    score_pct: int | None = None  # how near a translation memory's entry is; None for an engine
    checks: tuple[str, ...] = ()  # names of failed checks: translations.check.NAME in the catalogs


def no_engine(source: str, target: str, *, library: bool = True) -> NoEngine:
    """Return the error that says, in both languages, what to type.

    Args:
        library: whether the translation library itself is there.
    """
    key = "translations.no-engine" if library else "translations.no-library"
    return NoEngine(bilingual(key, source=source, target=target))


class NoEngineInstalled:
    """The engine where there is none: it has no pairs, and says what to install."""

    name = "none"
    sends_text_away = False

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Return no pair at all."""
        return frozenset()

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
    ) -> list[str]:
        """Raise NoEngine."""
        del texts, beam
        raise no_engine(source, target)


def translate_lines(
    lines: Iterable[str],
    *,
    engine: Engine,
    source: str,
    target: str,
    beam: int = 1,
    batch: int = BATCH,
) -> Iterator[Translation]:
    """Translate lines, in order, one result each; protected spans come out byte for byte.

    Args:
        lines: texts; they may have several sentences and line breaks.
        beam: 1 is fastest; 4 is a little better.
        batch: lines given to the engine at once.

    Raises:
        NoEngine: at once, before any line is read, where the pair is not installed.
        ValueError: source and target are one language, or the batch is empty.
    """
    if source == target or batch < 1:
        raise ValueError("translation is between two languages, in batches of at least one line")
    if (source, target) not in engine.pairs():
        raise no_engine(source, target)
    return _translate(iter(lines), _Pair(engine, source, target, beam), batch)


@dataclass(frozen=True, slots=True)
class _Pair:
    """An engine bound to one direction."""

    engine: Engine
    source: str
    target: str
    beam: int

    def translate(self, texts: Sequence[str]) -> dict[str, str]:
        """Return each distinct text with its translation."""
        distinct = list(dict.fromkeys(texts))
        if not distinct:
            return {}
        done = self.engine.translate(
            distinct, source=self.source, target=self.target, beam=self.beam
        )
        if len(done) != len(distinct):
            name = self.engine.name
            raise EngineFault(
                bilingual(
                    "translations.engine-count", engine=name, got=len(done), asked=len(distinct)
                )
            )
        return dict(zip(distinct, done, strict=True))


def _translate(lines: Iterator[str], pair: _Pair, batch: int) -> Iterator[Translation]:
    while chunk := list(islice(lines, batch)):
        cut = [split(line) for line in chunk]
        wanted = [part.text for parts in cut for part in parts if _has_words(part.text)]
        known = _translate_segments(wanted, pair)
        for line, parts in zip(chunk, cut, strict=True):
            yield _assemble(line, parts, known, pair)


def _assemble(line: str, parts: list[Segment], known: dict[str, str], pair: _Pair) -> Translation:
    if not any(part.text in known for part in parts):
        return Translation(source=line, target=line, origin=Origin.NONE)
    text = join(replace(part, known.get(part.text, part.text)) for part in parts)
    return Translation(
        source=line,
        target=text,
        origin=Origin.MACHINE,
        checks=failed_checks(line, text, source_lang=pair.source, target_lang=pair.target),
    )


def _translate_segments(texts: list[str], pair: _Pair) -> dict[str, str]:
    covered = {text: cover(text) for text in texts}
    done = pair.translate([hidden for hidden, _ in covered.values()])
    known: dict[str, str] = {}
    broken: list[str] = []
    for text, (hidden, kept) in covered.items():
        whole = uncover(_finish(done[hidden], pair.target), kept)
        if whole is None:
            broken.append(text)
        else:
            known[text] = whole
    return known | _translate_pieces(broken, pair)


def _translate_pieces(texts: list[str], pair: _Pair) -> dict[str, str]:
    # The engine changed a mark: what lies between the protected spans is translated piece by piece.
    pieces = {text: carve(text) for text in texts}
    wanted = [piece for parts in pieces.values() for piece, free in parts if free]
    done = pair.translate(wanted)
    return {
        text: "".join(_finish(done[piece], pair.target) if free else piece for piece, free in parts)
        for text, parts in pieces.items()
    }


def _finish(text: str, target: str) -> str:
    text = " ".join(text.split(" ")).strip()
    return to_canadian_french(text) if target == "fr" else text


def _has_words(text: str) -> bool:
    return any(free for _, free in carve(text))
