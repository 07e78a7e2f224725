"""Translates as an agency does: what people approved first, then the engine, then the glossary.

A text is looked up as a whole, then segment by segment; what the memory lacks goes to the engine.
A match that is only near translates nothing: it comes along as a suggestion.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from translations.checks import failed_checks
from translations.engine import BATCH, Engine, HasOptions, no_engine, translate_lines
from translations.glossary import Glossary, Violation, ViolationKind
from translations.memory import FLOOR_PCT, Memory, MemoryMatch
from translations.segments import Segment, split
from translations.terms import TermKind
from translations.termuse import Covered, cover_names, settle_terms, uncover_names
from translations.values import CANADA, Origin, Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A segment of a text, or the text as a whole, and where its translation is from."""

    source: str
    target: str
    origin: Origin  # MEMORY, MACHINE or NONE
    match: MemoryMatch | None = None  # what was used, or is only near
    before: str = ""  # white space and list marks
    after: str = ""

    @property
    def suggestion(self) -> MemoryMatch | None:
        """What people approved for a text that is near this one, where that was not used."""
        return None if self.origin is Origin.MEMORY else self.match


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """A text and its translation, and what a person should know about it."""

    source: str
    target: str
    origin: Origin
    pieces: tuple[Piece, ...]
    checks: tuple[str, ...] = ()  # names of failed checks
    violations: tuple[Violation, ...] = ()  # of the glossary, that are left

    @property
    def score_pct(self) -> int | None:
        """The least score of what is from memory; None where not all of it is."""
        if self.origin is not Origin.MEMORY:
            return None
        return min(one.match.score_pct for one in self.pieces if one.match is not None)

    @property
    def suggestions(self) -> tuple[MemoryMatch, ...]:
        """Near matches that were not used."""
        return tuple(one.suggestion for one in self.pieces if one.suggestion is not None)


class Translator:
    """A memory, an engine and a glossary, in this order."""

    def __init__(
        self,
        engine: Engine,
        *,
        memory: Memory | None = None,
        glossary: Glossary | None = None,
        floor_pct: int = FLOOR_PCT,
    ) -> None:
        self._engine = engine
        self._memory = memory or Memory()
        self._glossary = glossary or Glossary()
        self._floor_pct = floor_pct

    @property
    def engine(self) -> Engine:
        """What translates where the memory does not."""
        return self._engine

    @property
    def memory(self) -> Memory:
        """What people approved."""
        return self._memory

    @property
    def glossary(self) -> Glossary:
        """The terms that are asked for."""
        return self._glossary

    def translate(
        self,
        lines: Iterable[str],
        *,
        source: str,
        target: str,
        beam: int | None = None,
        batch: int = BATCH,
    ) -> Iterator[Translated]:
        """Translate texts, in order, one result each.

        Args:
            lines: texts; they may have several sentences and line breaks.
            source: their language.
            target: the other one.
            beam: as the engine takes it; as it is set up where None.
            batch: texts worked on at once.

        Raises:
            NoEngine: the pair is not installed, and the memory does not have all; at once where
                there is no memory.
            EngineFault: the engine failed.
            ValueError: source and target are one language, or the batch is empty.
        """
        if source == target or batch < 1:
            raise ValueError("translation is between two languages, in batches of at least one")
        way = _Way(self, source, target, beam, batch)
        if not len(self._memory):
            way.require_engine()
        return self._work(iter(lines), way, batch)

    def one(self, text: str, *, source: str, target: str, beam: int | None = None) -> Translated:
        """Translate one text; see `translate`."""
        return next(self.translate([text], source=source, target=target, beam=beam))

    def _work(self, lines: Iterator[str], way: "_Way", batch: int) -> Iterator[Translated]:
        while chunk := list(islice(lines, batch)):
            cut = [way.looked_up(line, self._floor_pct) for line in chunk]
            wanted = [
                piece.source
                for pieces in cut
                for piece in pieces
                if piece.origin is not Origin.MEMORY and piece.source.strip()
            ]
            done = way.translated(wanted)
            for line, pieces in zip(chunk, cut, strict=True):
                yield way.finished(line, tuple(way.filled(piece, done) for piece in pieces))


@dataclass(frozen=True, slots=True)
class _Way:
    """A translator bound to one direction."""

    of: Translator
    source: str
    target: str
    beam: int | None
    batch: int

    def require_engine(self) -> None:
        engine = self.of.engine
        if (self.source, self.target) not in engine.pairs():
            engine.translate(
                [], source=self.source, target=self.target
            )  # knows best what is missing
            raise no_engine(self.source, self.target)

    def looked_up(self, line: str, floor_pct: int) -> list[Piece]:
        """Return the pieces of a text: what the memory has, and what is left to the engine."""
        plain = Piece(source=line, target=line, origin=Origin.NONE)
        if not len(self.of.memory) or not line.strip():
            return [plain]
        whole = self._find(line.strip(), floor_pct=floor_pct)
        if whole is not None and whole.translates:
            lead, tail = _around(line)
            return [replace(_remembered(line.strip(), whole), before=lead, after=tail)]
        parts = split(line)
        texts = [part.text for part in parts]
        found = [self._find(text, texts, at, floor_pct) for at, text in enumerate(texts)]
        if not any(match is not None and match.translates for match in found):
            near = whole or next((match for match in found if match is not None), None)
            return [replace(plain, match=near)]
        return [_piece(part, match) for part, match in zip(parts, found, strict=True)]

    def _find(
        self, text: str, texts: Sequence[str] = (), at: int = 0, floor_pct: int = FLOOR_PCT
    ) -> MemoryMatch | None:
        return self.of.memory.find(
            text,
            source=self.source,
            target=self.target,
            before=texts[at - 1] if 0 < at <= len(texts) else "",
            after=texts[at + 1] if at + 1 < len(texts) else "",
            floor_pct=floor_pct,
        )

    def translated(self, texts: Sequence[str]) -> dict[str, tuple[str, Origin]]:
        """Return what the engine and the glossary make of each distinct text."""
        distinct = list(dict.fromkeys(texts))
        if not distinct:
            return {}
        self.require_engine()
        done = self._by_engine(distinct)
        if len(self.of.glossary):
            done |= self._with_names(done)
            done = {text: (self._settled(text, made), how) for text, (made, how) in done.items()}
        return done

    def _by_engine(self, texts: Sequence[str]) -> dict[str, tuple[str, Origin]]:
        lines = translate_lines(
            texts,
            engine=self.of.engine,
            source=self.source,
            target=self.target,
            beam=self.beam,
            batch=self.batch,
        )
        return {text: (line.target, line.origin) for text, line in zip(texts, lines, strict=True)}

    def _with_names(self, done: Mapping[str, tuple[str, Origin]]) -> dict[str, tuple[str, Origin]]:
        """Translate once more, with their names covered, the texts whose names came out wrong."""
        covered: dict[str, Covered] = {}
        for text, (made, _) in done.items():
            if any(map(_is_about_a_name, self._violations(text, made))):
                hidden = cover_names(text, self.of.glossary, self.source)
                if hidden.names:
                    covered[text] = hidden
        if not covered:
            return {}
        again = self._by_engine([one.text for one in covered.values()])
        better: dict[str, tuple[str, Origin]] = {}
        for text, hidden in covered.items():
            named = uncover_names(
                again[hidden.text][0], hidden, source=self.source, target=self.target
            )
            before = len(self._violations(text, done[text][0]))
            if named is not None and len(self._violations(text, named)) < before:
                better[text] = named, Origin.MACHINE
        return better

    def _settled(self, text: str, made: str) -> str:
        return settle_terms(
            text, made, self.of.glossary, source_lang=self.source, target_lang=self.target
        )

    def _violations(self, text: str, made: str) -> tuple[Violation, ...]:
        return self.of.glossary.violations(text, made, self.source, self.target)

    def filled(self, piece: Piece, done: Mapping[str, tuple[str, Origin]]) -> Piece:
        """Return a piece with its translation."""
        if piece.origin is Origin.MEMORY or piece.source not in done:
            return piece
        target, origin = done[piece.source]
        return replace(piece, target=target, origin=origin)

    def finished(self, line: str, pieces: tuple[Piece, ...]) -> Translated:
        """Return the text as a whole, looked over."""
        origins = {piece.origin for piece in pieces}
        origin = next(
            (one for one in (Origin.MACHINE, Origin.MEMORY) if one in origins), Origin.NONE
        )
        text = "".join(f"{one.before}{one.target}{one.after}" for one in pieces)
        if origin is Origin.NONE:
            return Translated(source=line, target=text, origin=origin, pieces=pieces)
        terms = self.of.glossary if len(self.of.glossary) else None
        checks = failed_checks(
            line,
            text,
            source_lang=self.source,
            target_lang=self.target,
            region=_region(self.of.engine),
            terms=terms,
        )
        violations = self._violations(line, text) if terms is not None else ()
        return Translated(
            source=line,
            target=text,
            origin=origin,
            pieces=pieces,
            checks=checks,
            violations=violations,
        )


def _region(engine: Engine) -> Region:
    return engine.options.region if isinstance(engine, HasOptions) else CANADA


def _is_about_a_name(violation: Violation) -> bool:
    lost = violation.kind in {ViolationKind.MISSING, ViolationKind.CHANGED}
    return lost and (violation.term.kind is TermKind.NAME or violation.term.do_not_translate)


def _piece(part: Segment, match: MemoryMatch | None) -> Piece:
    if match is not None and match.translates:
        made = _remembered(part.text, match)
    else:
        made = Piece(source=part.text, target=part.text, origin=Origin.NONE, match=match)
    return replace(made, before=part.before, after=part.after)


def _remembered(text: str, match: MemoryMatch) -> Piece:
    return Piece(source=text, target=match.target, origin=Origin.MEMORY, match=match)


def _around(line: str) -> tuple[str, str]:
    body = line.strip()
    start = line.index(body)
    return line[:start], line[start + len(body) :]
