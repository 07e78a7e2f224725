"""Corrections: a reply of ours was wrong, and we say so where it stands.

The case is opened again. The correction quotes the wrong reply, answers it in its thread, goes out
in both languages, and is approved by somebody other than whoever approved the wrong one.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot import case as moves
from bot.deciding import NotAllowed
from bot.framing import excerpt
from bot.ports import PublicationKind
from bot.replying import ReplyDecisions
from bot.states import CaseState, DraftState, IllegalMove, PublicationState
from bot.storage import cases, publications, wanted
from bot.storage.cases import CaseFile
from bot.storage.publications import Queued
from bot.storage.wanted import WantedCorrection
from bot.typedreplies import corrected
from policies.roles import Act, Reviewer
from policies.routing import Route
from responders.values import CheckResult, DraftText, Fact, Sentence, SpeechAct
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES, Origin

# texts of ours that can be wrong: crisis and holding texts were approved word for word
_KINDS: Final = frozenset({PublicationKind.REPLY})


class Corrections(ReplyDecisions):
    """Puts replies of ours right, in public."""

    def published(self, case_id: int) -> tuple[Queued, ...]:
        """Return the replies of a case that are out, the newest first."""
        with self._database.read() as connection:
            found = publications.of_case(connection, case_id)
        return tuple(one for one in reversed(found) if may_be_corrected(one))

    def on_list(self, number: int) -> WantedCorrection:
        """Return one entry of the list of replies to put right.

        Raises:
            NotAllowed: it is not on the list.
        """
        with self._database.read() as connection:
            found = [one for one in wanted.listed(connection) if one.id == number]
        if not found:
            raise NotAllowed("corrections.no_such")
        return found[0]

    def successor(self, fact_id: str) -> Fact | None:
        """Return what the bank says today in a fact's place: itself, or the one that replaces it.

        None where neither holds today: then a person has to write what is right.
        """
        today = self._clock().astimezone(self._tools.hours.zone).date()
        with self._database.read() as connection:
            self._tools.freshen(connection)
        bank = self._tools.bank
        own = [bank.get(fact_id)] if fact_id in bank else []
        later = [fact for fact in bank.facts if fact.replaces == fact_id]
        return next((fact for fact in (*own, *later) if fact.valid_on(today)), None)

    def correct_with_fact(
        self, number: int, reviewer: Reviewer
    ) -> tuple[CaseFile, tuple[CheckResult, ...]]:
        """Propose a correction that says what the fact says today, in both languages.

        Args:
            number: of the entry on the list of replies to put right.
            reviewer: who proposes it.

        Raises:
            NotAllowed: as `correct`; or no fact holds in the old one's place.
        """
        entry = self.on_list(number)
        fact = self.successor(entry.fact_id)
        if fact is None:
            raise NotAllowed("corrections.no_fact")
        texts = fact_texts(fact)
        if entry.why == "expired":
            texts = {lang: self._outdated(entry, texts[lang], lang) for lang in texts}
        return self.correct(entry.publication_id, reviewer, texts, fact=fact)

    def _outdated(self, entry: WantedCorrection, text: str, lang: str) -> str:
        """Say that a reply was right once: what is over was no mistake of ours."""
        agency = self._settings.agency.name
        return catalog(lang)(
            "corrections.outdated",
            agency=agency.fr if lang == "fr" else agency.en,
            wrong=excerpt(entry.text),
            text=text,
        )

    def dismiss(self, number: int, reviewer: Reviewer, reason: str) -> None:
        """Take a reply off the list: no correction is needed, and why.

        Raises:
            NotAllowed: not this person, no reason, or it is not on the list any more.
        """
        self._must(reviewer, Act.APPROVE_REPLY)
        if not reason.strip():
            raise NotAllowed("corrections.needs_reason")
        with self._write("dismiss_correction") as connection:
            done = wanted.settle(
                connection, number, by=reviewer.id, note=reason.strip(), now=self._clock()
            )
            if not done:
                raise NotAllowed("corrections.no_such")

    def correct(
        self,
        publication_id: int,
        reviewer: Reviewer,
        texts: Mapping[str, str],
        *,
        fact: Fact | None = None,
    ) -> tuple[CaseFile, tuple[CheckResult, ...]]:
        """Propose what puts a reply right; a language that is missing is translated.

        Args:
            publication_id: the reply.
            reviewer: who proposes it.
            texts: what is right, by language.
            fact: where the texts are those of a fact: the correction then rests on it.

        Raises:
            NotAllowed: not this person, or the reply is not out, or the case is busy.
        """
        self._must(reviewer, Act.APPROVE_REPLY)
        typed = {lang: text.strip() for lang, text in texts.items() if text.strip()}
        if not typed or not set(typed) <= set(OFFICIAL_LANGUAGES):
            raise NotAllowed("decision.empty_text")
        with self._database.read() as connection:
            try:
                wrong = publications.load(connection, publication_id)
            except LookupError as missing:
                raise NotAllowed("decision.no_such_publication") from missing
        if not may_be_corrected(wrong) or wrong.case_id is None:
            raise NotAllowed("delicate.correct.not_out")
        # what we correct is of general interest: both languages, that of the reply first
        first = wrong.outgoing.lang
        languages = sorted(OFFICIAL_LANGUAGES, key=lambda lang: lang != first)
        with self._database.read() as connection:
            official = self._official(cases.load(connection, wrong.case_id))
        draft = self._worded(
            typed,
            languages,
            act=SpeechAct.CORRECTION,
            facts=(fact.id,) if fact is not None else (),
            quoted=wrong.outgoing.text,
            official=official,
        )
        if fact is not None:
            draft = _of_fact(draft, fact)
        now = self._clock()
        with self._write("correct") as connection:
            case = cases.load(connection, wrong.case_id)
            if case.flow.draft is DraftState.PROPOSED and not corrected(connection, case.draft_id):
                raise NotAllowed("delicate.correct.busy")  # another reply is being written
            if case.flow.case in (CaseState.CLOSED, CaseState.WATCHED):
                due = self._deadline(Route.DRAFT, now)
                case = cases.move(
                    connection,
                    case,
                    moves.Need(),
                    now,
                    reason="correcting",
                    wanted_at=due,
                    due_at=due,
                    due_kind="reminder",
                    reminders=0,
                )
            case = self._mine(connection, case.id, reviewer)
            try:
                return self._propose(
                    connection, case, reviewer, draft, now, "correct", corrects=wrong.id
                )
            except IllegalMove as illegal:
                raise NotAllowed("delicate.correct.busy") from illegal


def fact_texts(fact: Fact) -> dict[str, str]:
    """Return what a correction says by a fact: its statement, and where to read it."""
    return {lang: f"{fact.statement[lang]} {fact.source[lang]}" for lang in OFFICIAL_LANGUAGES}


def _of_fact(draft: DraftText, fact: Fact) -> DraftText:
    """Say of each text that it is a fact's, not somebody's own words."""
    return replace(
        draft,
        origins=dict.fromkeys(draft.texts, Origin.FACT),
        trace={lang: _parts(text, fact, lang) for lang, text in draft.texts.items()},
    )


def _parts(text: str, fact: Fact, lang: str) -> tuple[Sentence, ...]:
    """Part the set phrase, which quotes the earlier reply, from what the fact says."""
    frame, _, rest = text.rpartition(fact.statement[lang])
    said = f"{fact.statement[lang]}{rest}"
    found = (
        Sentence(text=frame.strip(), basis="frame"),
        Sentence(text=said, basis=f"fact:{fact.id}"),
    )
    return found if frame.strip() else found[1:]


def may_be_corrected(queued: Queued) -> bool:
    """Whether it is a reply of ours that people can see."""
    return (
        queued.state is PublicationState.SENT
        and queued.outgoing.kind in _KINDS
        and queued.draft_id is not None
        and not queued.shadow
    )
