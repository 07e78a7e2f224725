"""Texts that people type: the other language, who speaks, what they correct."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final, TypeAlias

from sqlalchemy import Connection, select

from bot.deciding import DecisionBase, NotAllowed
from bot.framing import Framing
from bot.states import DraftState
from bot.storage import cases, publications, stopped
from bot.storage.cases import APPROVAL, DRAFT, CaseFile
from bot.storage.drafts import load_draft
from bot.storage.intake import AUTHOR, MESSAGE
from bot.translating import Rendered, render
from policies.hoursfile import NameFile
from responders.values import DraftText, Sentence, SpeechAct
from responders.wording import reply_languages
from translations.values import OFFICIAL_LANGUAGES, Origin

TRANSLATED: Final = frozenset((Origin.MACHINE, Origin.MEMORY))
Kept: TypeAlias = tuple[Origin, tuple[Sentence, ...]]


class TypedReplies(DecisionBase):
    """Makes drafts of what people type."""

    def _typed(self, case_id: int, texts: Mapping[str, str]) -> DraftText:
        """Make a draft of what a person typed; a language that is missing is translated."""
        typed = {lang: text.strip() for lang, text in texts.items() if text.strip()}
        if not typed or not set(typed) <= set(OFFICIAL_LANGUAGES):
            raise NotAllowed("decision.empty_text")
        with self._database.read() as connection:
            case = cases.load(connection, case_id)
            before = load_draft(connection, case.draft_id) if case.draft_id is not None else None
            wanted = before.languages if before else self._languages(connection, case)
            wrong = None
            if case.flow.draft is DraftState.PROPOSED:
                wrong = corrected(connection, case.draft_id)
            quoted = publications.load(connection, wrong).outgoing.text if wrong else None
        kept = _kept_translations(typed, before)
        for lang in stale_translations(typed, before):
            del typed[lang]  # made from another text than the one that now stands
        return self._worded(
            typed,
            wanted,
            act=before.act if before else SpeechAct.ANSWER,
            facts=before.facts if before else (),
            quoted=quoted,
            official=self._official(case),
            kept=kept,
        )

    def _worded(
        self,
        typed: dict[str, str],
        wanted: Iterable[str],
        *,
        act: SpeechAct,
        facts: tuple[str, ...] = (),
        quoted: str | None = None,
        official: NameFile | None = None,
        kept: Mapping[str, Kept] | None = None,
    ) -> DraftText:
        """Complete what a person typed: the other languages, who speaks, what it corrects.

        Args:
            typed: language -> text.
            wanted: the languages that go out.
            act: what the reply does.
            facts: that it rests on.
            quoted: the wrong reply that it corrects.
            official: who speaks, where that is not the organization.
            kept: what is known of texts that nobody changed: where they are from.
        """
        framing = Framing.of(self._settings, official)
        kept = kept or {}
        texts: dict[str, str] = {}
        origins: dict[str, Origin] = {}
        trace: dict[str, tuple[Sentence, ...]] = {}
        for lang, text in typed.items():
            texts[lang] = framing.put(text, lang, quoted)
            if lang in kept:
                origins[lang], trace[lang] = kept[lang]
            else:
                origins[lang] = Origin.HUMAN
                trace[lang] = (Sentence(text=texts[lang], basis="human"),)
        for lang in wanted:
            if lang not in typed:
                source = next(iter(typed))
                bare = framing.taken(typed[source], source, quoted)
                done = self._translated(bare, source, lang)
                linked = partial(self._with_sources, facts=facts, source=source, target=lang)
                whole = linked(done.text)
                texts[lang] = framing.put(whole, lang, quoted)
                origins[lang] = done.origin
                trace[lang] = tuple(_framed_trace(done, whole, texts[lang], linked))
        return DraftText(
            act=act,
            texts=texts,
            origins=origins,
            languages=tuple(wanted),
            facts=facts,
            template=None,
            trace=trace,
        )

    def _with_sources(self, text: str, *, facts: Iterable[str], source: str, target: str) -> str:
        """Let a translation link to the pages in its own language."""
        for name in facts:
            if name in self._tools.bank:
                pages_of = self._tools.bank.get(name).source
                text = text.replace(pages_of[source], pages_of[target])
        return text

    def _official(self, case: CaseFile) -> NameFile | None:
        """Return the official who speaks on a case's channel, None where the organization does."""
        channel = self._settings.channel(case.platform, case.channel)
        return self._settings.agency.official if channel.disclose == "official" else None

    def _may_be_answered(self, connection: Connection, case: CaseFile) -> None:
        """Nobody is answered who asked to be left alone."""
        handle = connection.execute(
            select(AUTHOR.c.handle).where(AUTHOR.c.id == case.author_id)
        ).scalar_one()
        if stopped.among(connection, [(case.platform, handle)]):
            raise NotAllowed("decision.left_alone")

    def _languages(self, connection: Connection, case: CaseFile) -> tuple[str, ...]:
        """What a reply goes out in: the stated choice, else the detected language, else both."""
        stated = connection.execute(
            select(AUTHOR.c.stated_lang).where(AUTHOR.c.id == case.author_id)
        ).scalar_one()
        channel = self._settings.channel(case.platform, case.channel)
        return reply_languages(stated, case.lang, channel.reply_language)

    def _translated(self, text: str, source: str, target: str) -> Rendered:
        """Translate by memory, then on this machine; else a person types the other language."""
        with self._database.read() as connection:
            translator = self._tools.translator(connection, self._clock())
        done = render(translator, text, source=source, target=target)
        if done is None:
            raise NotAllowed("decision.no_translation", lang=target)
        return done

    def _answered(self, connection: Connection, case: CaseFile) -> int | None:
        """The message that a reply answers: the draft's, else the last that asks for a person."""
        if case.draft_id is not None:
            row = connection.execute(
                select(DRAFT.c.message_id).where(DRAFT.c.id == case.draft_id)
            ).one()
            if row.message_id is not None:
                return int(row.message_id)
        last = connection.execute(
            select(MESSAGE.c.id)
            .where(MESSAGE.c.case_id == case.id, MESSAGE.c.deleted.is_(False))
            .order_by(MESSAGE.c.sent_at.desc())
            .limit(1)
        ).one_or_none()
        return int(last.id) if last else None


def _kept_translations(typed: Mapping[str, str], before: DraftText | None) -> dict[str, Kept]:
    """Return what is known of the translations that stand as they were, with their source."""
    if before is None or stale_translations(typed, before):
        return {}
    return {
        lang: (before.origins[lang], before.trace.get(lang, ()))
        for lang, text in typed.items()
        if before.origins.get(lang) in TRANSLATED and text == before.texts.get(lang, "").strip()
    }


def stale_translations(typed: Mapping[str, str], before: DraftText | None) -> tuple[str, ...]:
    """Return the translations that nobody changed, though somebody changed what they translate."""
    if before is None:
        return ()
    same = {lang for lang, text in typed.items() if text == before.texts.get(lang, "").strip()}
    changed = set(typed) - same
    return tuple(lang for lang in same if changed and before.origins.get(lang) in TRANSLATED)


def _framed_trace(
    done: Rendered, whole: str, framed: str, linked: Callable[[str], str]
) -> Iterator[Sentence]:
    """Yield what each part rests on; what says who speaks stands with the first."""
    at = framed.find(whole)
    lead = framed[:at] if at > 0 else ""
    for place, sentence in enumerate(done.trace):
        text = linked(sentence.text)
        yield Sentence(text=f"{lead}{text}" if place == 0 else text, basis=sentence.basis)


def corrected(connection: Connection, draft_id: int | None) -> int | None:
    """Return the publication of ours that a draft puts right, None where it is no correction."""
    if draft_id is None:
        return None
    return connection.execute(
        select(DRAFT.c.corrects).where(DRAFT.c.id == draft_id)
    ).scalar_one_or_none()


def asked(connection: Connection, draft_id: int | None) -> str | None:
    """Return the text of the message that a draft answers, None where it answers none."""
    if draft_id is None:
        return None
    return connection.execute(
        select(MESSAGE.c.text)
        .join(DRAFT, DRAFT.c.message_id == MESSAGE.c.id)
        .where(DRAFT.c.id == draft_id)
    ).scalar_one_or_none()


def approvers_of(connection: Connection, publication_id: int) -> frozenset[int]:
    """Return who approved what was published."""
    draft_id = publications.load(connection, publication_id).draft_id
    rows = connection.execute(
        select(APPROVAL.c.reviewer_id).where(
            APPROVAL.c.draft_id == draft_id, APPROVAL.c.void.is_(False)
        )
    )
    return frozenset(row.reviewer_id for row in rows)
