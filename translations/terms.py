"""The terms of a glossary, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from translations.termforms import Article, Form, expanded, form_of, plural
from translations.values import Bilingual


class TermKind(StrEnum):
    """How a term is used."""

    NAME = (
        "name"  # of a program, an organization, a law; an acronym: written as it is, capitals too
    )
    TERM = "term"  # a common noun: inflected, with or without capitals


class TermStatus(StrEnum):
    """Whether a term is asked for."""

    APPROVED = "approved"
    PROPOSED = "proposed"  # listed only
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One entry: what is said in English, and what in French."""

    texts: Bilingual
    kind: TermKind = TermKind.TERM
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # language -> further forms
    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    article: Article = ""  # with which French uses the name, or that gives a noun's gender
    english_article: bool = False  # whether English says "the" before it
    do_not_translate: bool = False
    note: str = ""
    status: TermStatus = TermStatus.APPROVED

    def written(self, lang: str) -> tuple[Form, ...]:
        """Return all forms in a language, the usual one first."""
        article: Article = self.article if lang == "fr" else ""
        given = [form_of(self.texts[lang], article)]
        given += [
            form_of(one, article) for listed in self.forms.get(lang, ()) for one in expanded(listed)
        ]
        return _once((*given, *self._plurals(lang, given)))

    def unwanted(self, lang: str) -> tuple[Form, ...]:
        """Return what must not be said for it in a language, singular and plural."""
        given = [
            form_of(one) for listed in self.forbidden.get(lang, ()) for one in expanded(listed)
        ]
        return _once((*given, *self._plurals(lang, given)))

    def in_number(self, lang: str, *, several: bool) -> Form:
        """Return the term in the singular or plural."""
        forms = self.written(lang)
        return next((one for one in forms if one.plural is several), forms[0])

    def _plurals(self, lang: str, given: Iterable[Form]) -> list[Form]:
        if self.kind is TermKind.NAME or self.do_not_translate:
            return []
        several: Article = "les" if self.article and lang == "fr" else ""
        return [form_of(plural(one.text, lang), several, plural=True) for one in given]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A term in a text."""

    term: Term
    form: Form
    start: int
    end: int


def _once(forms: Iterable[Form]) -> tuple[Form, ...]:
    found: dict[str, Form] = {}
    for form in forms:
        found.setdefault(form.text, form)
    return tuple(found.values())
