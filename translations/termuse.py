"""Makes a translation follow the glossary: names put in as they are, words exchanged. Pure.

A name is put in by covering it in the text before the engine sees it; what stands around it in the
translation is then settled: du, de la, de l', d', au, aux. A forbidden word is exchanged only where
its gender makes no difference, or is known; else it is left to a person.
"""

import re
from dataclasses import dataclass
from typing import Final

from translations.glossary import Glossary, ViolationKind, wrong_articles
from translations.segments import split
from translations.termforms import (
    Article,
    Form,
    as_before,
    determiner,
    elides,
    lead_before,
    right_lead,
)
from translations.terms import Occurrence, Term, TermKind

_MOST: Final = 100  # words that are exchanged in one text
_THE: Final = re.compile(r"\bthe\s+$", re.IGNORECASE)
_NAME_ALONE: Final = re.compile(
    r"(?:l['’]|le |la |les |the )?\{name\d+\}[\s.,;:!?…]*", re.IGNORECASE
)
_NEEDS_THE: Final = re.compile(r"\b(?:of|to|from|by|with|at|for|and|or|in|on|that)\s+$")
_FRENCH_ARTICLE: Final = re.compile(r"(?:\b(?:le|la|les|du|des|au|aux)\s+|\bl['’])$", re.IGNORECASE)
_DETERMINER: Final = re.compile(r"\b(de la|à la|\w+)(\s+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A text in which names stand as placeholders, and what they are."""

    text: str
    names: tuple[Occurrence, ...]  # in the order of the placeholders


def cover_names(text: str, glossary: Glossary, lang: str) -> Covered:
    """Return a text whose names are placeholders that an engine leaves as they are."""
    if "{name" in text:
        return Covered(text=text, names=())  # has placeholders that look like ours
    names = [
        one
        for one in glossary.terms_in(text, lang)
        if one.term.kind is TermKind.NAME or one.term.do_not_translate
    ]
    out: list[str] = []
    at = 0
    for number, one in enumerate(names):
        out += [text[at : one.start], _placeholder(number)]
        at = one.end
    return Covered(text="".join([*out, text[at:]]), names=tuple(names))


def uncover_names(text: str, covered: Covered, *, source: str, target: str) -> str | None:
    """Return a translation with its names, None where a placeholder was lost or came twice.

    Args:
        text: the translation, with placeholders.
        covered: what was translated.
        source: language of the text.
        target: language of the translation.
    """
    if any(text.count(_placeholder(at)) != 1 for at in range(len(covered.names))):
        return None
    if _alone(text) > _alone(covered.text):
        return None  # an engine that did not know where a name belongs put it at the end
    for number, name in enumerate(covered.names):
        mark = _placeholder(number)
        at = text.index(mark)
        before, after = text[:at], text[at + len(mark) :]
        original = covered.text[: covered.text.index(mark)]
        if name.term.do_not_translate:
            written = name.form.text
            if target == "fr":
                before = _settled(
                    before, Form(text=written, article=name.term.article), given=False
                )
        else:
            form = _equivalent(name, source, target)
            written = form.text
            if target == "fr":
                before = _settled(before, form, given=bool(_THE.search(original)))
            else:
                given = bool(_FRENCH_ARTICLE.search(original))
                before = _with_the(before, name.term, given=given)
        text = f"{before}{written}{after}"
    return text


def _alone(text: str) -> int:
    return sum(_NAME_ALONE.fullmatch(segment.text) is not None for segment in split(text))


def settle_terms(
    source: str, target: str, glossary: Glossary, *, source_lang: str, target_lang: str
) -> str:
    """Return a translation with forbidden words exchanged and the names' articles right."""
    for _ in range(_MOST):  # each exchange moves what follows
        wrong = [
            one
            for one in glossary.violations(source, target, source_lang, target_lang)
            if one.kind is ViolationKind.FORBIDDEN and one.span is not None
        ]
        changed = next(
            (
                done
                for one in wrong
                if one.span is not None
                and (done := _exchanged(target, one.span, one.expected, one.term, target_lang))
            ),
            None,
        )
        if changed is None or changed == target:
            break
        target = changed
    return settle_articles(target, glossary) if target_lang == "fr" else target


def settle_articles(text: str, glossary: Glossary) -> str:
    """Return a French text in which each name stands with its own du, de la, de l' or d'."""
    wrong = list(wrong_articles(text, glossary.terms_in(text, "fr")))
    for one in sorted(wrong, key=lambda one: one.span or (0, 0), reverse=True):
        if one.span is not None:
            start, end = one.span
            text = text[:start] + as_before(one.expected, one.found) + text[end:]
    return text


def _placeholder(number: int) -> str:
    return f"{{name{number}}}"


def _equivalent(name: Occurrence, source: str, target: str) -> Form:
    """Return the other language's form: an acronym for an acronym, where both have one."""
    ours, theirs = name.term.written(source), name.term.written(target)
    short = [place for place, form in enumerate(ours) if form.text == name.form.text]
    if short and _is_acronym(name.form.text) and not _is_acronym(ours[0].text):
        return next((form for form in theirs if _is_acronym(form.text)), theirs[0])
    return theirs[0]


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and text.replace(".", "").isalpha() and text.isupper()


def _settled(before: str, form: Form, *, given: bool) -> str:
    lead = lead_before(before, len(before))
    if not lead.text:
        if not given or not form.article:
            return before
        return before + as_before(right_lead("", form), "L" if _begins(before) else "l")
    if not lead.article and not given and " " not in form.text and form.article:
        bare = right_lead(lead.preposition, Form(text=form.text))  # « une demande de NAS »
        return before[: lead.start] + as_before(bare, lead.text)
    return before[: lead.start] + as_before(right_lead(lead.preposition, form), lead.text)


def _with_the(before: str, term: Term, *, given: bool) -> str:
    the = _THE.search(before)
    if the is not None and not term.english_article:
        return before[: the.start()]
    if the is None and term.english_article and given:
        if _NEEDS_THE.search(before):
            return f"{before}the "
        if _begins(before):
            return f"{before}The "
    return before


def _begins(before: str) -> bool:
    return not before.strip() or before.rstrip()[-1] in ".!?:"


def _exchanged(text: str, span: tuple[int, int], wanted: str, term: Term, lang: str) -> str | None:
    start, end = span
    before = text[:start]
    wanted = as_before(wanted, text[start])
    if lang == "en":
        return before + wanted + text[end:]
    if not term.article:
        return None  # its gender is not known: whether the words around it fit cannot be told
    lead = lead_before(text, start)
    if lead.text and (lead.article or not lead.preposition):
        several = lead.text.lower() in {"les ", "des ", "aux "}
        form = Form(text=wanted, article="les" if several else _elided(term, wanted))
        right = right_lead(lead.preposition, form)
        return text[: lead.start] + as_before(right, lead.text) + wanted + text[end:]
    if lead.preposition == "de":
        right = right_lead("de", Form(text=wanted))
        return text[: lead.start] + as_before(right, lead.text) + wanted + text[end:]
    word = _DETERMINER.search(before)
    if word is not None:
        before = before[: word.start()] + determiner(word[1], term.article) + word[2]
    return before + wanted + text[end:]


def _elided(term: Term, wanted: str) -> Article:
    return "l'" if elides(wanted) and term.article else term.article
