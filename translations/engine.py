"""The port to a translation engine, and the translation of lines through it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Protocol, runtime_checkable

from translations.checks import failed_checks
from translations.errors import EngineFault, NoEngine
from translations.marks import Direction
from translations.mixture import already_in
from translations.segments import Segment, join, replace, split
from translations.segmentwise import divided, has_words, render_segments, without_engine
from translations.values import CANADA, Origin, Region
from translations.wording import bilingual

__all__ = [
    "Engine",
    "EngineFault",
    "EngineOptions",
    "HasOptions",
    "NamesModels",
    "NoEngine",
    "NoEngineInstalled",
    "Translation",
    "is_compact",
    "model_name",
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
class EngineOptions:
    """How an agency wants its engine to work."""

    beam: int = 1  # 1 is fastest; 4 is a little better
    region: Region = CANADA  # whose French it writes
    threads: int = 2  # of one request
    timeout_s: float = 20.0  # for one request; whoever waits is told then


@runtime_checkable
class HasOptions(Protocol):
    """An engine that was set up with options."""

    options: EngineOptions


@runtime_checkable
class NamesModels(Protocol):
    """An engine that can say which model translates a pair."""

    def model_name(self, source: str, target: str) -> str:
        """Return what people read of the model, such as "en-fr 1.9"; "" where there is none."""

    def is_compact(self, source: str, target: str) -> bool:
        """Whether the model is a small one, that makes more mistakes than an official package."""


def model_name(engine: Engine, source: str, target: str) -> str:
    """Return which model translates a pair, the engine's name where it does not say."""
    named = engine.model_name(source, target) if isinstance(engine, NamesModels) else ""
    return named or engine.name


def is_compact(engine: Engine, source: str, target: str) -> bool:
    """Whether a pair is translated by a compact model: people are told wherever it shows."""
    return isinstance(engine, NamesModels) and engine.is_compact(source, target)


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
    beam: int | None = None,
    batch: int = BATCH,
    region: Region | None = None,
) -> Iterator[Translation]:
    """Translate lines, in order, one result each.

    Protected spans come out byte for byte; numbers, amounts, dates and times keep their value and
    are written as the target language writes them.

    Args:
        lines: texts; they may have several sentences and line breaks.
        beam: 1 is fastest; 4 is a little better; as the engine's options say where None.
        batch: lines given to the engine at once.
        region: whose French, where the target is French; the same where None.

    Raises:
        NoEngine: at once, before any line is read, where the pair is not installed.
        ValueError: source and target are one language, or the batch is empty.
    """
    if source == target or batch < 1:
        raise ValueError("translation is between two languages, in batches of at least one line")
    if (source, target) not in engine.pairs():
        raise no_engine(source, target)
    usual = engine.options if isinstance(engine, HasOptions) else EngineOptions()
    way = Direction(source=source, target=target, region=region or usual.region)
    return _translate(iter(lines), _Pair(engine, way, beam or usual.beam), batch)


@dataclass(frozen=True, slots=True)
class _Pair:
    """An engine bound to one direction."""

    engine: Engine
    way: Direction
    beam: int

    def wider(self) -> Callable[[Sequence[str]], dict[str, str]] | None:
        """Return the translation by a wider search, None where it is wide already."""
        return _Pair(self.engine, self.way, _WIDE).translate if self.beam < _WIDE else None

    def translate(self, texts: Sequence[str]) -> dict[str, str]:
        """Return each distinct text with its translation."""
        distinct = list(dict.fromkeys(texts))
        if not distinct:
            return {}
        done = self.engine.translate(
            distinct, source=self.way.source, target=self.way.target, beam=self.beam
        )
        if len(done) != len(distinct):
            name = self.engine.name
            raise EngineFault(
                bilingual(
                    "translations.engine-count", engine=name, got=len(done), asked=len(distinct)
                )
            )
        return dict(zip(distinct, done, strict=True))


_WIDE: Final = 4  # hypotheses, where a mark was lost


def _translate(lines: Iterator[str], pair: _Pair, batch: int) -> Iterator[Translation]:
    while chunk := list(islice(lines, batch)):
        cut = [_cut(line, pair.way) for line in chunk]
        wanted = [part.text for parts in cut for part in parts if _to_do(part.text, pair.way)]
        known = render_segments(wanted, pair.translate, pair.way, again=pair.wider())
        for line, parts in zip(chunk, cut, strict=True):
            yield _assemble(line, parts, known, pair.way)


def _to_do(text: str, way: Direction) -> bool:
    return has_words(text, way) and not already_in(text, way.target)


def _cut(line: str, way: Direction) -> list[Segment]:
    return [piece for segment in split(line) for piece in divided(segment, way)]


def _done(text: str, known: dict[str, str], way: Direction) -> str:
    if text in known:
        return known[text]
    return text if has_words(text, way) else without_engine(text, way)


def _assemble(
    line: str, parts: list[Segment], known: dict[str, str], way: Direction
) -> Translation:
    texts = [_done(part.text, known, way) for part in parts]
    text = join(replace(part, done) for part, done in zip(parts, texts, strict=True))
    if text == line and not any(part.text in known for part in parts):
        return Translation(source=line, target=line, origin=Origin.NONE)
    return Translation(
        source=line,
        target=text,
        origin=Origin.MACHINE,
        checks=failed_checks(
            line, text, source_lang=way.source, target_lang=way.target, region=way.region
        ),
    )
