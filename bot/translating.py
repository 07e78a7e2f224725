"""The translator of the desks: memory and glossary in force, the engine of this machine.

Made anew only where something changed: what people approved, forgot or withdrew, the facts, the
glossary. Text does not leave the agency's machines unless a setting says so, personal data never.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bot.logs import log
from bot.storage import documents, memory
from bot.storage.documents import DocumentKind, Version
from policies.masking import mask
from responders.templates import TemplateBank
from responders.values import Fact, Sentence
from responders.wording import placeholders
from translations.engine import (
    Engine,
    EngineFault,
    EngineOptions,
    HasOptions,
    NoEngine,
    NoEngineInstalled,
    is_compact,
    model_name,
)
from translations.errors import TermsError
from translations.glossary import Glossary
from translations.glossaryfile import read_glossary
from translations.memory import Memory, Unit, UnitKind, aligned
from translations.translator import Piece, Translated, Translator
from translations.values import Bilingual, Origin
from translations.wording import bilingual

if TYPE_CHECKING:
    from bot.toolbox import Toolbox


class TranslatorBook:
    """Keeps the translator up to date.

    Args:
        templates: approved wording: each of its sentences is a pair.
        send_text_away: whether an engine elsewhere may be used.
    """

    def __init__(self, templates: TemplateBank, *, send_text_away: bool = False) -> None:
        self._send_text_away = send_text_away
        self._wording = tuple(of_templates(templates))
        self._mark: object = None
        self._memory = Memory()
        self._glossary_mark: object = None
        self._glossary = Glossary()

    def translator(self, connection: Connection, tools: "Toolbox", day: date) -> Translator:
        """Return the translator as it is now.

        Args:
            connection: to the database.
            tools: whose engine and facts.
            day: facts count that hold on it.
        """
        self._refresh(connection, tools, day)
        return Translator(self._engine(tools.engine), memory=self._memory, glossary=self._glossary)

    def _engine(self, engine: Engine) -> Engine:
        if not engine.sends_text_away:
            return engine
        return DiscreetEngine(engine) if self._send_text_away else NoEngineInstalled()

    @property
    def terms(self) -> Glossary:
        """The terms in force when somebody last looked."""
        return self._glossary

    def glossary(self, connection: Connection) -> Glossary:
        """Return the terms in force; none where none were approved, or cannot be read."""
        mark = documents.approvals_mark(connection, DocumentKind.GLOSSARY)
        if mark != self._glossary_mark:
            self._glossary_mark = mark
            self._glossary = glossary_in_force(connection)
        return self._glossary

    def _refresh(self, connection: Connection, tools: "Toolbox", day: date) -> None:
        self.glossary(connection)
        mark = (memory.mark(connection), id(tools.bank), day)
        if mark == self._mark:
            return
        self._mark = mark
        facts = of_facts(tools.bank.valid_on(day))
        known = [*memory.units(connection), *facts, *self._wording]
        self._memory = Memory(known, before=self._memory)


class DiscreetEngine:
    """An engine elsewhere, to which no personal data is sent."""

    sends_text_away = True

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name = engine.name
        self.options = engine.options if isinstance(engine, HasOptions) else EngineOptions()

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Return the pairs of the engine."""
        return self._engine.pairs()

    def model_name(self, source: str, target: str) -> str:
        """Return what people read of the model."""
        return model_name(self._engine, source, target)

    def is_compact(self, source: str, target: str) -> bool:
        """Whether the model is a small one."""
        return is_compact(self._engine, source, target)

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
    ) -> list[str]:
        """Translate, unless there is personal data in one of the texts.

        Raises:
            EngineFault: there is, or the engine failed.
        """
        if any(mask(text) != text for text in texts):
            raise EngineFault(bilingual("translations.engine-personal"))
        return self._engine.translate(texts, source=source, target=target, beam=beam)


def of_facts(facts: Iterable[Fact]) -> Iterator[Unit]:
    """Yield the statements of facts as units."""
    for fact in facts:
        yield from _units(fact.statement, UnitKind.FACT, f"fact:{fact.id}")


def of_templates(templates: TemplateBank) -> Iterator[Unit]:
    """Yield the sentences of templates as units; placeholders count like any other."""
    for template in templates.templates:
        for sentence in template.sentences:
            if sentence.alone or placeholders(sentence.en) is None:
                continue  # stands in one language only
            yield from _units(
                Bilingual(en=sentence.text("en"), fr=sentence.text("fr")),
                UnitKind.TEMPLATE,
                f"template:{template.id}",
            )


def _units(texts: Bilingual, kind: UnitKind, ref: str) -> Iterator[Unit]:
    for place, pair in enumerate(aligned(texts)):
        yield Unit(texts=pair, kind=kind, ref=ref, place=place)


def glossary_in_force(connection: Connection) -> Glossary:
    """Return the glossary that was approved last; an empty one where none was."""
    version = documents.in_force(connection, DocumentKind.GLOSSARY)
    if version is None:
        return Glossary()
    try:
        return read_stored(version)
    except TermsError:
        log("glossary_unreadable")
        return Glossary()


def read_stored(version: Version) -> Glossary:
    """Return a stored version of the glossary.

    Raises:
        GlossaryFaults: it cannot be read.
    """
    terms = [
        term
        for name, text in sorted(version.files.items())
        for term in read_glossary(text.encode(), file=name).terms
    ]
    return Glossary(terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A text in the other language, and what each part of it rests on."""

    text: str
    origin: Origin
    trace: tuple[Sentence, ...]


def render(translator: Translator, text: str, *, source: str, target: str) -> Rendered | None:
    """Translate a text of ours, None where neither memory nor engine can.

    The memory alone will do: no engine is needed for what people approved before.
    """
    try:
        done = translator.one(text, source=source, target=target)
    except (NoEngine, EngineFault):
        return None
    if not done.target.strip():
        return None
    model = model_name(translator.engine, source, target)
    return Rendered(
        text=done.target,
        origin=Origin.MACHINE if done.origin is Origin.NONE else done.origin,
        trace=tuple(_trace(done, source, model)),
    )


def _trace(done: Translated, source: str, model: str) -> Iterator[Sentence]:
    for piece in done.pieces:
        if piece.target.strip():
            yield Sentence(text=piece.target, basis=_basis(piece, source, model))
        near = piece.suggestion
        if near is not None:
            basis = f"near:{near.score_pct}:{near.source}"
            yield Sentence(text=near.target, basis=basis)


def _basis(piece: Piece, source: str, model: str) -> str:
    match = piece.match
    if piece.origin is not Origin.MEMORY or match is None:
        return f"mt:{source}:{model}"
    at = match.unit.approved_at
    day = at.date().isoformat() if at else ""
    return f"tm:{match.score_pct}:{match.kind.value}:{match.unit.kind.value}:{day}"
