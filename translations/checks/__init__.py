"""Checks of a translation: what is lost, added or changed, and how the target is written.

Each check looks at a text and its translation and tells what it finds, with the places and a
sentence for people in both languages. A check never changes a text. One that is blocking means:
not like this, unless a person has read it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from translations.checks.breakage import (
    check_empty,
    check_language,
    check_length,
    check_repetition,
    check_untranslated,
)
from translations.checks.dates import check_dates
from translations.checks.findings import SEVERITIES, Finding, Severity
from translations.checks.grammar import check_capitals, check_elision, check_plurals
from translations.checks.names import check_names
from translations.checks.negation import check_negation
from translations.checks.numbers import check_numbers, check_units
from translations.checks.people import check_inclusive, check_politeness
from translations.checks.setting import check_accents, check_typography
from translations.checks.spans import check_glossary, check_protected
from translations.checks.text import Pair, Side, TermRules, Violation
from translations.checks.usage import check_usage
from translations.values import CANADA, Region

__all__ = [
    "CHECKS",
    "SEVERITIES",
    "Check",
    "Finding",
    "Severity",
    "TermRules",
    "Violation",
    "check_translation",
    "failed_checks",
]

Check = Callable[[Pair], Iterator[Finding]]

CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "negation": check_negation,
        "numbers": check_numbers,
        "units": check_units,
        "dates": check_dates,
        "protected": check_protected,
        "empty": check_empty,
        "language": check_language,
        "untranslated": check_untranslated,
        "repetition": check_repetition,
        "glossary": check_glossary,
        "names": check_names,
        "length": check_length,
        "politeness": check_politeness,
        "inclusive": check_inclusive,
        "typography": check_typography,
        "accents": check_accents,
        "capitals": check_capitals,
        "elision": check_elision,
        "plurals": check_plurals,
        "usage": check_usage,
    }
)


def check_translation(
    source: str,
    target: str,
    *,
    source_lang: str,
    target_lang: str,
    region: Region = CANADA,
    terms: TermRules | None = None,
    only: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Return what the checks find, in the order of the checks.

    Args:
        region: whose French a French target is.
        terms: the glossary that it has to follow.
        only: names of the checks to run; all of them where None.
    """
    pair = Pair(
        source=Side(source, source_lang),
        target=Side(target, target_lang),
        region=region,
        terms=terms,
    )
    if not target.strip():
        return tuple(check_empty(pair)) if only is None or "empty" in only else ()
    return tuple(
        finding
        for name, check in CHECKS.items()
        if only is None or name in only
        for finding in check(pair)
    )


def failed_checks(
    source: str,
    target: str,
    *,
    source_lang: str,
    target_lang: str,
    region: Region = CANADA,
    terms: TermRules | None = None,
) -> tuple[str, ...]:
    """Return the names of the checks that a translation fails, in a fixed order."""
    found = check_translation(
        source,
        target,
        source_lang=source_lang,
        target_lang=target_lang,
        region=region,
        terms=terms,
    )
    return tuple(dict.fromkeys(finding.check for finding in found))
