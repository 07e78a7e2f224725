"""The part of a card about what we would say: draft, checks, approvals, publications."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.framing import excerpt
from bot.review.matchlines import claim_words, fact_numbers
from bot.review.origins import origin_words
from bot.review.sections import Column, Section
from bot.review.wording import Reader, clipped, duration, shown
from bot.states import PublicationState
from bot.storage.publications import Queued
from bot.storage.queue import CardCheck, CardData, CardDraft
from translations.values import OFFICIAL_LANGUAGES

_TITLE: Final = 60  # characters of a template's name
_PLACE: Final = "desk.publication."  # where the keys of sentences about publications begin


def draft_sections(data: CardData, reader: Reader) -> tuple[Section, ...]:
    """Return the draft, what it rests on, its checks and its approvals."""
    draft = data.draft
    if draft is None:
        line = reader.t("desk.draft.none")
        return (Section(name="draft", title=reader.t("desk.section.draft"), lines=(line,)),)
    return (
        _texts(data, draft, reader),
        _basis(data, draft, reader),
        _checks(draft.checks, reader),
        _approvals(data, draft, reader),
    )


def _texts(data: CardData, draft: CardDraft, reader: Reader) -> Section:
    t = reader.t
    lines = [
        t(
            "desk.draft.about",
            act=reader.word("act", draft.act),
            state=reader.word("draftstate", draft.state),
            languages=reader.languages(draft.languages),
        )
    ]
    if draft.written_by is not None:
        lines.append(t("desk.draft.written_by", name=reader.person(draft.written_by)))
    wrong = next((one for one in data.publications if one.id == draft.corrects), None)
    if wrong is not None:
        lines.append(t("delicate.correct.card", wrong=shown(excerpt(wrong.outgoing.text))))
    if data.messages and data.messages[-1].by_hand:
        lines.append(t("desk.draft.by_hand"))
    if draft.template and draft.state == "proposed" and set(draft.needs) != set(draft.languages):
        lines.append(t("delicate.template.both_approved"))
    return Section(
        name="draft",
        title=t("desk.section.draft"),
        columns=tuple(draft_column(draft, lang, reader) for lang in OFFICIAL_LANGUAGES),
        lines=tuple(lines),
    )


def draft_column(draft: CardDraft, lang: str, reader: Reader) -> Column:
    """Return the text in one language, and where it comes from."""
    t, text = reader.t, draft.texts.get(lang)
    name = reader.language_title(lang)
    if not text:
        return Column(title=name, lines=(t("desk.draft.no_text"),))
    origin = reader.word("origin", draft.origins.get(lang, "none"))
    return Column(
        title=t("desk.draft.column", language=name, origin=origin),
        lines=tuple(shown(text).split("\n")),
    )


def _basis(data: CardData, draft: CardDraft, reader: Reader) -> Section:
    t, numbers = reader.t, fact_numbers(data)
    lines: list[str] = []
    for lang in draft.languages:
        sentences = draft.trace.get(lang, ())
        if sentences and len(draft.languages) > 1:
            lines.append(t("desk.basis.language", language=reader.language(lang)))
        lines += [
            t(
                "desk.basis.line",
                n=n,
                basis=_basis_name(basis, numbers, reader),
                text=" ".join(shown(text).split("\n")),
            )
            for n, (text, basis) in enumerate(sentences, start=1)
        ]
    return Section(name="basis", title=t("desk.section.basis"), lines=tuple(lines))


def _basis_name(basis: str, numbers: Mapping[str, int], reader: Reader) -> str:
    """Say what a sentence rests on: in words, or by the number that the card gives a fact."""
    kind, _, name = basis.partition(":")
    translated = origin_words(kind, name, reader)
    if translated is not None:
        return translated
    key = f"desk.basis.{kind}"
    if kind == "template":
        name = _template_words(name, reader)
    elif kind == "claim":
        name = claim_words(name, reader)
    elif kind == "fact" and name in numbers:
        name = str(numbers[name])
    return reader.t(key, name=name) if key in reader.t else basis


def _template_words(name: str, reader: Reader) -> str:
    template = reader.templates.get(name)
    if template is None:  # wording of another kind, or a template that is gone
        return reader.word("act", name)
    return reader.quoted(clipped(template.named(reader.lang), _TITLE))


def _checks(checks: Sequence[CardCheck], reader: Reader) -> Section:
    t = reader.t
    lines = check_lines(checks, reader)
    passed = sum(check.passed for check in checks)
    if passed:
        lines.append(t.plural("desk.check.passed", passed))
    return Section(name="checks", title=t("desk.section.checks"), lines=tuple(lines))


def check_lines(checks: Sequence[CardCheck], reader: Reader) -> list[str]:
    """Return one line for each check that failed, those that block first."""
    failed = sorted((one for one in checks if not one.passed), key=lambda one: one.weight)
    return [
        reader.t(
            f"desk.check.{'blocking' if one.weight == 'blocking' else 'warning'}",
            text=one.fr if reader.lang == "fr" else one.en,
        )
        for one in failed
    ]


def _approvals(data: CardData, draft: CardDraft, reader: Reader) -> Section:
    t = reader.t
    given = sorted(data.case.flow.approvals, key=lambda one: (one[1], one[0]))
    lines = [
        t("desk.approval.given", language=reader.language_title(lang), name=reader.person(person))
        for person, lang in given
    ]
    missing = sorted(set(draft.needs) - {lang for _, lang in given})
    if missing and draft.state == "proposed":
        lines.append(t("desk.approval.missing", languages=reader.languages(missing)))
    return Section(name="approvals", title=t("desk.section.approvals"), lines=tuple(lines))


def publication_section(
    publications: Sequence[Queued], reader: Reader, *, place: str = _PLACE
) -> Section:
    """Return what became of everything that was to be sent, in the words of a desk."""
    lines: list[str] = []
    for one in publications:
        lines += publication_lines(one, reader, place=place)
    title = reader.t("desk.section.publications")
    return Section(name="publications", title=title, lines=tuple(lines))


def publication_lines(queued: Queued, reader: Reader, *, place: str = _PLACE) -> list[str]:
    """Return where one publication stands, and what a person has to do about it."""
    t = reader.t
    kind = reader.word("publicationkind", queued.outgoing.kind)
    if queued.outgoing.lang is not None:
        kind = t("desk.publication.in", kind=kind, language=reader.language(queued.outgoing.lang))
    lines = [_standing(queued, kind, reader, place)]
    if queued.shadow and queued.state is PublicationState.HELD:
        lines.append(f"  {t('desk.publication.shadow')}")
    if queued.state is PublicationState.HANDED_OFF:
        lines.append(f"  {t(_key(place, 'copy', reader))}")
        lines += [f"    {line}" for line in shown(queued.outgoing.text).split("\n")]
    if queued.url:
        by_hand = queued.state is PublicationState.HANDED_OFF
        key = "desk.publication.open" if by_hand else "desk.publication.link"
        lines.append(f"  {t(key, url=shown(queued.url))}")
    if queued.fault and queued.state is not PublicationState.SENT:
        words = reader.word("sendfault", queued.fault.replace(" ", "_"))
        lines.append(f"  {t('desk.publication.fault', fault=shown(words))}")
    return lines


def _key(place: str, name: str, reader: Reader) -> str:
    """The desk's own sentence, the common one where it has none."""
    key = f"{place}{name}"
    return key if key in reader.t else f"{_PLACE}{name}"


def _standing(queued: Queued, kind: str, reader: Reader, place: str) -> str:
    t = reader.t
    if queued.state is PublicationState.HELD:
        left = queued.not_before - reader.now
        if left.total_seconds() > 0:
            return t(
                "desk.publication.held",
                kind=kind,
                duration=duration(left, t),
                time=reader.clock(queued.not_before),
            )
        return t("desk.publication.ready", kind=kind)
    return t(_key(place, queued.state, reader), kind=kind)
