"""What the checks of translations say of a draft: one result for each that fails.

A text that nobody has read since it was translated cannot go out with a failed blocking check.
Whoever changes it answers for it: it is then a person's text, and what is left warns.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from policies.faults import said
from responders.drafting import Agency
from responders.facts import FactBank
from responders.sameness import differences
from responders.values import CheckResult, DraftText, Weight
from translations.checks import (
    SEVERITIES,
    Finding,
    Severity,
    TermRules,
    check_translation,
)
from translations.values import CANADA, OFFICIAL_LANGUAGES, Bilingual, Official, Origin, Region

NAME: Final = "translated"
TRANSLATED: Final = frozenset({Origin.MACHINE, Origin.MEMORY})
_FIGURES: Final = frozenset({"numbers", "units", "dates"})
# how a text is written, whatever it says
_WORDING: Final = frozenset(
    {"politeness", "inclusive", "accents", "capitals", "elision", "plurals", "usage"}
)
_QUOTE: Final = re.compile(r"“([^“”]{12,})”|«[ \u00a0]?([^«»]{12,}?)[ \u00a0]?»")
_TOLD: Final = 2  # findings of one check that a card shows
_ELSEWHERE: Final = frozenset({"typography"})  # the check of that name looks at every French text


def setting_names() -> Iterator[str]:
    """Yield what the settings may name: translated.negation, translated.numbers, …"""
    return (f"{NAME}.{check}" for check in SEVERITIES if check not in _ELSEWHERE)


def translation_results(
    draft: DraftText,
    *,
    bank: FactBank,
    agency: Agency,
    weights: Mapping[str, Weight],
    region: Region = CANADA,
    terms: TermRules | None = None,
) -> tuple[CheckResult, ...]:
    """Return one result for each check that a translated text fails; one that passes, else.

    Args:
        weights: what the agency set: for `translated`, or for one check, `translated.names`.
        region: whose French is written.
        terms: the agency's glossary.
    """
    found: dict[str, list[Finding]] = {}
    for source, target in _translated(draft):
        text, translated = _without_quotes(
            _with_own_links(draft, source, target, bank, agency), draft.texts[target]
        )
        for finding in check_translation(
            text,
            translated,
            source_lang=source,
            target_lang=target,
            region=region,
            terms=terms,
        ):
            if finding.check not in _ELSEWHERE:
                found.setdefault(finding.check, []).append(finding)
    if not found:
        weight = weights.get(NAME, Weight.BLOCKING)
        words = said(f"responders.check.{NAME}.passed")
        return (CheckResult(check=NAME, passed=True, weight=weight, explanation=words),)
    return tuple(
        CheckResult(
            check=f"{NAME}.{check}",
            passed=False,
            weight=_weight(check, weights),
            explanation=together(findings),
        )
        for check, findings in found.items()
    )


def _translated(draft: DraftText) -> Iterator[tuple[Official, Official]]:
    """Yield the languages of what would be sent and is a translation: from which, into which."""
    english, french = OFFICIAL_LANGUAGES
    for source, target in ((english, french), (french, english)):
        if (
            target in draft.languages
            and draft.origins.get(target) in TRANSLATED
            and draft.texts.get(source, "").strip()
        ):
            yield source, target


def _with_own_links(
    draft: DraftText, source: Official, target: Official, bank: FactBank, agency: Agency
) -> str:
    """Return the source with the pages that the translation has to link to."""
    pages = [agency.contact, agency.policy]
    pages += [bank.get(fact).source for fact in draft.facts if fact in bank]
    text = draft.texts[source]
    for page in pages:
        if page[source] != page[target]:
            text = text.replace(page[source], page[target])
    return text


def _without_quotes(source: str, target: str) -> tuple[str, str]:
    """Return both texts without what both quote word for word: a correction quotes our reply."""
    for match in _QUOTE.finditer(source):
        words = match[1] or match[2]
        if words in target:
            source, target = source.replace(words, "…"), target.replace(words, "…")
    return source, target


def _weight(check: str, weights: Mapping[str, Weight]) -> Weight:
    if SEVERITIES[check] is Severity.BLOCKING:
        usual = weights.get(NAME, Weight.BLOCKING)
    else:
        usual = Weight.WARNING
    return weights.get(f"{NAME}.{check}", usual)


def together(findings: list[Finding]) -> Bilingual:
    """Return what was found in a sentence or two, in both languages."""
    told = [finding.explanation for finding in findings[:_TOLD]]
    return Bilingual(
        en=" ".join(one.en for one in told),
        fr=" ".join(one.fr for one in told),
    )


def other_figures(draft: DraftText) -> tuple[str, ...]:
    """Return what one language gives and the other does not: figures, days, links; sorted.

    A translated text is told by its own checks as far as figures go.
    """
    english, french = (draft.texts[lang] for lang in OFFICIAL_LANGUAGES)
    found = {one for one in differences(english, french) if one.startswith(("weekday", "links"))}
    if TRANSLATED.isdisjoint(draft.origins.values()):
        for finding in _compared(english, french, _FIGURES):
            found.update(str(value) for value in finding.values.values())
    return tuple(sorted(found))


def other_sense(draft: DraftText) -> Bilingual | None:
    """Return what one text that people wrote denies and the other does not."""
    english, french = (draft.texts[lang] for lang in OFFICIAL_LANGUAGES)
    found = _compared(english, french, frozenset({"negation"}))
    return together(list(found)) if found else None


def wording(draft: DraftText, region: Region = CANADA) -> Bilingual | None:
    """Return how a text that a person wrote, and that would be sent, should be written instead."""
    found: list[Finding] = []
    for lang in OFFICIAL_LANGUAGES:
        if lang in draft.languages and draft.origins.get(lang) is Origin.HUMAN:
            other = "fr" if lang == "en" else "en"
            found += check_translation(
                "",
                draft.texts.get(lang, ""),
                source_lang=other,
                target_lang=lang,
                region=region,
                only=_WORDING,
            )
    return together(found) if found else None


def _compared(english: str, french: str, only: frozenset[str]) -> tuple[Finding, ...]:
    return check_translation(english, french, source_lang="en", target_lang="fr", only=only)
