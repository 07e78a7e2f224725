"""Texts that people type: the other language, who speaks, what they correct."""

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Connection, select

from bot.deciding import DecisionBase, NotAllowed
from bot.states import DraftState
from bot.storage import cases, publications, stopped
from bot.storage.cases import APPROVAL, DRAFT, CaseFile
from bot.storage.drafts import load_draft
from bot.storage.intake import AUTHOR, MESSAGE
from policies.hoursfile import NameFile
from responders.values import DraftText, Sentence, SpeechAct
from responders.wording import reply_languages
from responders.words import fold
from translations.catalogs import catalog
from translations.engine import EngineFault, NoEngine, translate_lines
from translations.values import OFFICIAL_LANGUAGES, Origin

_QUOTED: Final = 280  # characters of a wrong reply that its correction quotes


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
        return self._worded(
            typed,
            wanted,
            act=before.act if before else SpeechAct.ANSWER,
            facts=before.facts if before else (),
            quoted=quoted,
            official=self._official(case),
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
    ) -> DraftText:
        """Complete what a person typed: the other languages, who speaks, what it corrects."""
        texts = dict(typed)
        origins = dict.fromkeys(typed, Origin.HUMAN)
        bases = dict.fromkeys(typed, "human")
        for lang in wanted:
            if lang not in typed:
                source = next(iter(typed))
                text = self._translated(typed[source], source, lang)
                texts[lang] = self._with_sources(text, facts, source, lang)
                origins[lang] = Origin.MACHINE
                bases[lang] = f"mt:{source}"
        texts = {lang: self._framed(text, lang, quoted, official) for lang, text in texts.items()}
        return DraftText(
            act=act,
            texts=texts,
            origins=origins,
            languages=tuple(wanted),
            facts=facts,
            template=None,
            trace={lang: (Sentence(text=texts[lang], basis=bases[lang]),) for lang in texts},
        )

    def _with_sources(self, text: str, facts: Iterable[str], source: str, target: str) -> str:
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

    def _framed(
        self, text: str, lang: str, quoted: str | None, official: NameFile | None = None
    ) -> str:
        """Say who speaks, where the text does not; a correction says what it puts right."""
        t = catalog(lang)
        names = self._settings.agency.name
        agency = names.fr if lang == "fr" else names.en
        if official is not None:
            speaker = official.fr if lang == "fr" else official.en
            if fold(speaker) not in fold(text):
                text = t("triage.reply.official", official=speaker, text=text)
        named = fold(agency) in fold(text)
        if quoted is not None:
            wrong = excerpt(quoted)
            if wrong in text:
                return text
            key = "delicate.correct.text" if named else "delicate.correct.text_named"
            return t(key, agency=agency, wrong=wrong, text=text)
        return text if named else t("delicate.reply.named", agency=agency, text=text)

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

    def _translated(self, text: str, source: str, target: str) -> str:
        """Translate on this machine; without an engine a person has to type the other language."""
        engine = self._tools.engine
        if engine.sends_text_away or (source, target) not in engine.pairs():
            raise NotAllowed("decision.no_translation", lang=target)
        try:
            done = list(translate_lines([text], engine=engine, source=source, target=target))
        except (NoEngine, EngineFault) as fault:
            raise NotAllowed("decision.no_translation", lang=target) from fault
        return done[0].target

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


def excerpt(text: str) -> str:
    """Return what a correction quotes of the wrong reply: its beginning, on one line."""
    line = " ".join(text.split())
    if len(line) <= _QUOTED:
        return line
    return line[:_QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


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
