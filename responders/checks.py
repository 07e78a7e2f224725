"""Checks of a draft before a person sees it, each explained in both languages.

A blocking check that fails means: not like this. A warning is for the reviewer to weigh.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from policies.faults import said
from policies.masking import mask
from policies.yamlfile import load_yaml, parse_model
from responders.checknames import USUAL
from responders.cues import part_quotes
from responders.drafting import LEARNER_SUPPORT, Agency, Voice, expired_facts
from responders.facts import FactBank
from responders.lengths import PostLimit, size
from responders.reading import Reading, read_sentence, split_sentences
from responders.sameness import LINK, named_differently
from responders.translationchecks import (
    NAME,
    TRANSLATED,
    other_figures,
    other_sense,
    translation_results,
    wording,
)
from responders.values import CheckResult, DraftText, SpeechAct, Weight
from responders.words import Phrases, fold, shipped_lexicon, split_words
from translations.checks import TermRules
from translations.typography import faults as typography_faults
from translations.values import CANADA, OFFICIAL_LANGUAGES, Bilingual, Origin, Region

_TONE: Final = Path(__file__).parent / "data" / "tone.yaml"
_BRACES: Final = re.compile(r"\{[^{}\n]*\}|\[\[.*?\]\]|<[A-Z_ ]{3,}>")
_EMOJI: Final = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u20e3]")
_LOUD: Final = re.compile(r"!{2,}|\?{2,}|(?:\b[A-ZÀ-Ý]{4,}\b\W{1,5}){3}")
# what a screen reader spells out sign by sign: drawings, letters that only look like letters
_DRAWING: Final = re.compile(r"[^\w\s.,;:!?'’\"«»()$%€/@#&+…–—-]{4,}|[-=_*~#.+]{6,}|[─-▟]{2,}")
_FANCY: Final = re.compile("[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9]+")
_RUN_TOGETHER: Final = re.compile(r"(?<!\w)#[a-zà-ÿ0-9_]{13,}(?!\w)")  # a hashtag in small letters
_QUOTED: Final = re.compile(r"«[^»]*»|“[^”]*”")
_READ: Final = 40  # sentences that are read of one text
# their wording is approved as it stands, and speaks for the account
_APPROVED_AS_THEY_STAND: Final = frozenset({SpeechAct.HOLDING, SpeechAct.CRISIS})
_AS_USUAL: Final = Voice()
_USUAL_WEIGHTS: Final[Mapping[str, Weight]] = {}
_OFFERS: Final = {
    "en": re.compile(r"\bfrançais\b|\bFrench\b", re.IGNORECASE),
    "fr": re.compile(r"\bEnglish\b|\banglais\b", re.IGNORECASE),
}


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    en: tuple[str, ...]
    fr: tuple[str, ...]


class _ToneFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    uncordial: _Words
    promises: _Words
    partisan: _Words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """Everything that a check may look at."""

    draft: DraftText
    bank: FactBank
    day: date
    limit: int | None
    agency: Agency
    voice: Voice
    asked: str | None
    region: Region = CANADA

    def each(self) -> Iterator[tuple[str, str]]:
        """Yield language and text of what would be sent."""
        for lang in self.draft.languages:
            yield lang, self.draft.texts.get(lang, "")


_REMEMBERED: Final = 256  # texts of drafts whose words are kept

# A finding is None where the check passes, else the values that its explanation
# needs, or the explanation
_Finding = Mapping[str, object] | Bilingual | None
_Check = Callable[[_Checked], _Finding]


def check_draft(
    draft: DraftText,
    *,
    bank: FactBank,
    day: date,
    limit: int | None = None,
    agency: Agency = LEARNER_SUPPORT,
    voice: Voice = _AS_USUAL,
    asked: str | None = None,
    weights: Mapping[str, Weight] = _USUAL_WEIGHTS,
    region: Region = CANADA,
    terms: TermRules | None = None,
) -> tuple[CheckResult, ...]:
    """Return the result of every check, always in the same order.

    Where a translation fails, one result for each of its failed checks stands for `translated`.

    Args:
        draft: the draft, perhaps as a reviewer edited it.
        bank: the approved facts.
        day: the day on which it would be sent, in the agency's time zone.
        limit: characters that one language's text may have.
        agency: who speaks.
        voice: in which capacity and tone.
        asked: the message that it answers, where it answers one.
        weights: what a check does where the agency set it otherwise than usual.
        region: whose French is written.
        terms: the agency's glossary.
    """
    checked = _Checked(
        draft=draft,
        bank=bank,
        day=day,
        limit=limit,
        agency=agency,
        voice=voice,
        asked=asked,
        region=region,
    )
    results: list[CheckResult] = []
    for name, usual in USUAL.items():
        if name == NAME:
            results += translation_results(
                draft, bank=bank, agency=agency, weights=weights, region=region, terms=terms
            )
        else:
            results.append(_result(name, weights.get(name, usual), _CHECKS[name](checked)))
    return tuple(results)


def blocked(results: tuple[CheckResult, ...]) -> bool:
    """Whether a blocking check has failed."""
    return any(not one.passed and one.weight is Weight.BLOCKING for one in results)


def _result(name: str, weight: Weight, finding: _Finding) -> CheckResult:
    if isinstance(finding, Bilingual):
        explanation = finding
    else:
        outcome = "passed" if finding is None else "failed"
        explanation = said(f"responders.check.{name}.{outcome}", **(finding or {}))
    return CheckResult(check=name, passed=finding is None, weight=weight, explanation=explanation)


def _affiliation(checked: _Checked) -> _Finding:
    if checked.draft.act in _APPROVED_AS_THEY_STAND:
        return None
    for lang, text in checked.each():
        name = checked.agency.name[lang] if lang in OFFICIAL_LANGUAGES else checked.agency.name.en
        if fold(name) not in fold(text):
            return {}
    return None


def _capacity(checked: _Checked) -> _Finding:
    official = checked.agency.official
    if checked.voice.capacity != "official" or checked.draft.act in _APPROVED_AS_THEY_STAND:
        return None
    for lang, text in checked.each():
        if official is None or (
            lang in OFFICIAL_LANGUAGES and fold(official[lang]) not in fold(text)
        ):
            return {}
    return None


def _source(checked: _Checked) -> _Finding:
    for lang, text in checked.each():
        links = set(LINK.findall(_QUOTED.sub("", text)))  # what a correction quotes is no source
        for fact_id in checked.draft.facts:
            if fact_id in checked.bank and lang in OFFICIAL_LANGUAGES:
                source = checked.bank.get(fact_id).source
                if source[lang] not in links or source["fr" if lang == "en" else "en"] in links:
                    return {}
    return None


def _facts_valid(checked: _Checked) -> _Finding:
    expired = expired_facts(checked.bank, checked.draft, checked.day)
    return {"names": ", ".join(expired)} if expired else None


def _tone(kind: str) -> _Check:
    def find(checked: _Checked) -> _Finding:
        for _, text in checked.each():
            found = _tone_words()[kind].find(_words(text))
            if found:
                return {"found": found[0][2]}
        return None

    return find


def _shouting(checked: _Checked) -> _Finding:
    for _, text in checked.each():
        loud = _LOUD.search(text)
        if loud:
            return {"found": loud[0].strip()}
    return None


def _answered(checked: _Checked) -> _Finding:
    """A question and its answer are about the same: they share a concept, in either language."""
    if checked.asked is None or checked.draft.act is not SpeechAct.ANSWER:
        return None
    own, _ = part_quotes(checked.asked, None)
    questions = [one for one in _readings(own) if one.question]
    asked = frozenset[str]().union(*(one.concepts for one in questions))
    if not asked:
        return None
    said = frozenset[str]().union(
        *(one.concepts for text in checked.draft.texts.values() for one in _readings(text))
    )
    return None if asked & said else {}


@lru_cache(maxsize=_REMEMBERED)  # the same fact answers many
def _readings(text: str) -> tuple[Reading, ...]:
    lexicon = shipped_lexicon()
    sentences = split_sentences(LINK.sub(" ", text))[:_READ]
    return tuple(read_sentence(raw, lexicon) for raw in sentences)


@lru_cache(maxsize=_REMEMBERED)
def _words(text: str) -> Sequence[str]:
    return split_words(fold(text))


@lru_cache(maxsize=1)
def _tone_words() -> Mapping[str, Phrases[str]]:
    document = parse_model(load_yaml(_TONE), _ToneFile)
    return {
        kind: Phrases(
            (tuple(split_words(fold(word))), word)
            for word in (*getattr(document, kind).en, *getattr(document, kind).fr)
        )
        for kind in ("uncordial", "promises", "partisan")
    }


def _personal_data(checked: _Checked) -> _Finding:
    for _, text in checked.each():
        bare = LINK.sub(" ", text)
        if mask(bare) != bare:
            return {}
    return None


def _hidden(checked: _Checked) -> _Finding:
    for _, text in checked.each():
        for fault in typography_faults(text, "en"):
            return {"place": fault.start + 1}
    return None


def _length(checked: _Checked) -> _Finding:
    texts = [text for _, text in checked.each()]
    if isinstance(checked.limit, PostLimit):
        texts = ["\n\n".join(texts)]  # both languages go into one post
    for text in texts:
        length = size(text, checked.limit)
        if checked.limit is not None and length > checked.limit:
            return {"size": length, "limit": int(checked.limit)}
    return None


def _filled(checked: _Checked) -> _Finding:
    for _, text in checked.each():
        match = _BRACES.search(text)
        if match or not text.strip():
            return {"found": match[0] if match else "∅"}
    return None


def _both_languages(checked: _Checked) -> _Finding:
    missing = [lang for lang in OFFICIAL_LANGUAGES if not checked.draft.texts.get(lang, "").strip()]
    return {"found": ", ".join(missing)} if missing else None


def _same_content(checked: _Checked) -> _Finding:
    texts = checked.draft.texts
    if not all(texts.get(lang) for lang in OFFICIAL_LANGUAGES):
        return None  # said by the check of both languages
    found = other_figures(checked.draft)
    return {"found": ", ".join(found)} if found else None


def _same_names(checked: _Checked) -> _Finding:
    texts = checked.draft.texts
    if not all(texts.get(lang) for lang in OFFICIAL_LANGUAGES):
        return None
    found = named_differently(texts["en"], texts["fr"])
    return {"found": ", ".join(found)} if found else None


def _same_sense(checked: _Checked) -> _Finding:
    """What is denied in one language is denied in the other; approved wording is not doubted."""
    draft = checked.draft
    written = Origin.HUMAN in draft.origins.values()
    if not written or not all(draft.texts.get(lang) for lang in OFFICIAL_LANGUAGES):
        return None
    if not TRANSLATED.isdisjoint(draft.origins.values()):
        return None  # said by the checks of the translation
    return other_sense(draft)


def _typography(checked: _Checked) -> _Finding:
    text = checked.draft.texts.get("fr", "")
    english = checked.draft.trace.get("fr", ())
    for sentence in english:
        if _OFFERS["fr"].search(sentence.text):  # the offer stands in English
            text = text.replace(sentence.text, "")
    for fault in typography_faults(text, "fr"):
        return {"found": f"{fault.found} → {fault.better}"}
    return None


def _wording(checked: _Checked) -> _Finding:
    return wording(checked.draft, checked.region)


def _emoji(checked: _Checked) -> _Finding:
    for _, text in checked.each():
        match = _EMOJI.search(text)
        if match:
            return {"found": match[0]}
    return None


def _accessible(checked: _Checked) -> _Finding:
    for _, text in checked.each():
        bare = LINK.sub(" ", text)
        for pattern in (_DRAWING, _FANCY, _RUN_TOGETHER):
            match = pattern.search(bare)
            if match:
                return {"found": match[0].strip()}
    return None


def _machine(checked: _Checked) -> _Finding:
    draft = checked.draft
    machine = any(draft.origins.get(lang) is Origin.MACHINE for lang in draft.languages)
    return {} if machine else None


def _other_language(checked: _Checked) -> _Finding:
    if len(checked.draft.languages) > 1:
        return None
    for lang, text in checked.each():
        if lang in _OFFERS and not _OFFERS[lang].search(text):
            return {}
    return None


_CHECKS: Final[Mapping[str, _Check]] = {
    "affiliation": _affiliation,
    "capacity": _capacity,
    "source": _source,
    "facts_valid": _facts_valid,
    "filled": _filled,
    "length": _length,
    "personal_data": _personal_data,
    "hidden": _hidden,
    "partisan": _tone("partisan"),
    "promise": _tone("promises"),
    "cordial": _tone("uncordial"),
    "shouting": _shouting,
    "answered": _answered,
    "both_languages": _both_languages,
    "same_content": _same_content,
    "same_names": _same_names,
    "same_sense": _same_sense,
    "typography": _typography,
    "wording": _wording,
    "emoji": _emoji,
    "accessible": _accessible,
    "machine": _machine,
    "other_language": _other_language,
}
