"""The glossary: names that are given, not translated, and words that are used and not used. Pure.

Four things are asked of a translation where the text has a term: that the other language's term is
there, in any of its forms; that no forbidden word stands for it; that what is not translated is as
it was; and that a French name stands with its own du, de la, de l' or d'.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from translations.termfinder import Index, fold, found_in, index_of
from translations.termforms import Form, Lead, lead_before, right_lead
from translations.terms import Occurrence, Term, TermKind, TermStatus
from translations.values import OFFICIAL_LANGUAGES, Bilingual
from translations.wording import bilingual


class ViolationKind(StrEnum):
    """What is wrong with a term in a translation."""

    MISSING = "missing"  # the other language's term is not there
    FORBIDDEN = "forbidden"  # a word that is not used
    CHANGED = "changed"  # something that is not translated was
    ARTICLE = "article"  # de Agence, du Emploi


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One place where a translation does not follow the glossary."""

    kind: ViolationKind
    term: Term
    expected: str
    found: str = ""  # what stands in the translation; "" where something is missing
    span: tuple[int, int] | None = None  # in the translation, in code points

    @property
    def explanation(self) -> Bilingual:
        """What is wrong and what would be right, in both languages."""
        key = f"translations.glossary.{self.kind.value}"
        term = self.term.texts
        return bilingual(key, expected=self.expected, found=self.found, en=term.en, fr=term.fr)


class Glossary:
    """All terms, found in texts of either language."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self._terms = tuple(terms)
        asked = [term for term in self._terms if term.status is TermStatus.APPROVED]
        self._wanted: dict[str, Index] = {}
        self._unwanted: dict[str, Index] = {}
        for lang in OFFICIAL_LANGUAGES:
            self._wanted[lang] = index_of(asked, lang, wanted=True)
            self._unwanted[lang] = index_of(asked, lang, wanted=False)

    def __len__(self) -> int:
        return len(self._terms)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All of them, in the order of the file."""
        return self._terms

    def terms_in(self, text: str, lang: str) -> list[Occurrence]:
        """Return the approved terms of a text, in order; the longest wins where two overlap."""
        return list(found_in(text, self._wanted.get(lang, _NOTHING)))

    def forbidden_in(self, text: str, lang: str) -> list[Occurrence]:
        """Return the words of a text that stand where a term should."""
        return list(found_in(text, self._unwanted.get(lang, _NOTHING)))

    def violations(
        self, source: str, target: str, source_lang: str, target_lang: str
    ) -> tuple[Violation, ...]:
        """Return where a translation does not follow the glossary, in the order of its text."""
        if not self._terms or source_lang not in OFFICIAL_LANGUAGES:
            return ()
        asked = self.terms_in(source, source_lang)
        if target_lang not in OFFICIAL_LANGUAGES:
            return ()
        there = self.terms_in(target, target_lang)
        found = list(self._not_used(target, asked, there, target_lang))
        replaced = {id(one.term) for one in found}  # what stands for a term says that it is missing
        found += self._kept(source, target, asked)
        found += [
            one
            for one in self._present(target, asked, there, target_lang)
            if id(one.term) not in replaced
        ]
        if target_lang == "fr":
            found += wrong_articles(target, there)
        return tuple(sorted(found, key=lambda one: one.span or (len(target), len(target))))

    @staticmethod
    def _kept(source: str, target: str, asked: Iterable[Occurrence]) -> Iterator[Violation]:
        wanted = Counter(
            (source[one.start : one.end], one.term.texts.en)
            for one in asked
            if one.term.do_not_translate
        )
        terms = {one.term.texts.en: one.term for one in asked}
        for (text, key), times in wanted.items():
            if target.count(text) < times:
                yield Violation(kind=ViolationKind.CHANGED, term=terms[key], expected=text)

    def _present(
        self, target: str, asked: Iterable[Occurrence], there: Iterable[Occurrence], lang: str
    ) -> Iterator[Violation]:
        said = {id(one.term) for one in there}
        told: set[int] = set()
        for one in asked:
            if one.term.do_not_translate or id(one.term) in said | told:
                continue
            told.add(id(one.term))
            if _says(target, one.term, lang):  # within a longer term, or beside another of its form
                continue
            expected = one.term.in_number(lang, several=one.form.plural).text
            yield Violation(kind=ViolationKind.MISSING, term=one.term, expected=expected)

    def _not_used(
        self, target: str, asked: Iterable[Occurrence], there: Iterable[Occurrence], lang: str
    ) -> Iterator[Violation]:
        meant = {id(one.term) for one in asked}
        right = [(one.start, one.end) for one in there]
        for one in self.forbidden_in(target, lang):
            inside = any(start <= one.start and one.end <= end for start, end in right)
            if id(one.term) in meant and not inside:
                yield Violation(
                    kind=ViolationKind.FORBIDDEN,
                    term=one.term,
                    expected=one.term.in_number(lang, several=one.form.plural).text,
                    found=target[one.start : one.end],
                    span=(one.start, one.end),
                )


def wrong_articles(text: str, there: Iterable[Occurrence]) -> Iterator[Violation]:
    """Yield the names of a French text that stand with another article than their own."""
    for one in there:
        if one.term.kind is not TermKind.NAME:
            continue
        lead = lead_before(text, one.start)
        right = right_lead(lead.preposition, one.form)
        if fold(lead.text).lower() != right and not _may_stand(lead, one.form):
            yield Violation(
                kind=ViolationKind.ARTICLE,
                term=one.term,
                expected=f"{right}{text[one.start : one.end]}",
                found=text[lead.start : one.end],
                span=(lead.start, one.end),
            )


def _may_stand(lead: Lead, form: Form) -> bool:
    """Whether a name may stand there though its article is missing: « une demande de NAS »."""
    if not lead.text:
        return True  # a title, a list, « votre NAS »
    if lead.article or not form.article or " " in form.text:
        return False
    return fold(lead.text).lower() == right_lead(lead.preposition, Form(text=form.text))


def _says(text: str, term: Term, lang: str) -> bool:
    low = fold(text).lower()
    return any(
        re.search(rf"(?<!\w){re.escape(fold(form.text).lower())}(?!\w)", low)
        for form in term.written(lang)
    )


_NOTHING: Index = {}
