"""What a check of a translation finds: how bad it is, where it is, and its words for people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from translations.checks.text import Pair, Span
from translations.values import Bilingual
from translations.wording import bilingual

_SHOWN: Final = 4  # places that a sentence names; a person reads the texts anyway
_LONGEST: Final = 60  # characters of one place


class Severity(StrEnum):
    """What a failed check does to a translation that nobody has seen."""

    BLOCKING = "blocking"  # it does not go out
    WARNING = "warning"  # a person weighs it


# every check, in the order in which they run and are shown
SEVERITIES: Final[Mapping[str, Severity]] = MappingProxyType(
    {
        "negation": Severity.BLOCKING,
        "numbers": Severity.BLOCKING,
        "units": Severity.BLOCKING,
        "dates": Severity.BLOCKING,
        "protected": Severity.BLOCKING,
        "empty": Severity.BLOCKING,
        "language": Severity.BLOCKING,
        "untranslated": Severity.BLOCKING,
        "repetition": Severity.BLOCKING,
        "glossary": Severity.WARNING,
        "names": Severity.WARNING,
        "length": Severity.WARNING,
        "politeness": Severity.WARNING,
        "inclusive": Severity.WARNING,
        "typography": Severity.WARNING,
        "accents": Severity.WARNING,
        "capitals": Severity.WARNING,
        "elision": Severity.WARNING,
        "plurals": Severity.WARNING,
        "usage": Severity.WARNING,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check found in a translation."""

    check: str
    kind: str  # which sentence explains it: translations.check.CHECK.KIND in the catalogs
    values: Mapping[str, object] = field(default_factory=dict)  # what the sentence names
    source_spans: tuple[Span, ...] = ()  # offsets in code points
    target_spans: tuple[Span, ...] = ()
    told: Bilingual | None = None  # the explanation, where whoever found it gave it

    @property
    def severity(self) -> Severity:
        """How bad it is, as usual."""
        return SEVERITIES[self.check]

    @property
    def explanation(self) -> Bilingual:
        """What is the matter, in both languages."""
        if self.told is not None:
            return self.told
        return bilingual(f"translations.check.{self.check}.{self.kind}", **self.values)


def between(
    check: str, pair: Pair, *, lost: Sequence[Span] = (), added: Sequence[Span] = ()
) -> Finding:
    """Return what one text has and the other has not: `lost`, `added` or `changed`."""
    kind = "changed" if lost and added else "lost" if lost else "added"
    values: dict[str, object] = {}
    if lost:
        values["lost"] = quoted(pair.source.text, lost)
    if added:
        values["added"] = quoted(pair.target.text, added)
    return Finding(
        check=check,
        kind=kind,
        values=values,
        source_spans=tuple(lost),
        target_spans=tuple(added),
    )


def wording(check: str, pair: Pair, span: Span, better: str = "", kind: str = "found") -> Finding:
    """Return a place in the translation that is not written as it should be.

    Args:
        better: what should stand there; the sentence of kind `better` then names it.
    """
    found = quoted(pair.target.text, [span])
    values: dict[str, object] = {"found": found}
    if better:
        kind, values["better"] = "better", better
    return Finding(check=check, kind=kind, values=values, target_spans=(span,))


def quoted(text: str, spans: Iterable[Span]) -> str:
    """Return the places of a text in one line, each once, the first few."""
    found = dict.fromkeys(" ".join(text[start:end].split()) for start, end in spans)
    places = [one if len(one) <= _LONGEST else f"{one[:_LONGEST]}…" for one in found]
    return ", ".join(places[:_SHOWN]) + (", …" if len(places) > _SHOWN else "")
