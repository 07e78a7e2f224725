"""Corrections: a reply of ours was wrong, and we say so where it stands.

The case is opened again. The correction quotes the wrong reply, answers it in its thread, goes out
in both languages, and is approved by somebody other than whoever approved the wrong one.
"""

from collections.abc import Mapping
from typing import Final

from bot import case as moves
from bot.deciding import NotAllowed
from bot.ports import PublicationKind
from bot.replying import ReplyDecisions
from bot.states import CaseState, DraftState, IllegalMove, PublicationState
from bot.storage import cases, publications
from bot.storage.cases import CaseFile
from bot.storage.publications import Queued
from bot.typedreplies import corrected
from policies.roles import Act, Reviewer
from policies.routing import Route
from responders.values import CheckResult, SpeechAct
from translations.values import OFFICIAL_LANGUAGES

# texts of ours that can be wrong: crisis and holding texts were approved word for word
_KINDS: Final = frozenset({PublicationKind.REPLY})


class Corrections(ReplyDecisions):
    """Puts replies of ours right, in public."""

    def published(self, case_id: int) -> tuple[Queued, ...]:
        """Return the replies of a case that are out, the newest first."""
        with self._database.read() as connection:
            found = publications.of_case(connection, case_id)
        return tuple(one for one in reversed(found) if may_be_corrected(one))

    def correct(
        self, publication_id: int, reviewer: Reviewer, texts: Mapping[str, str]
    ) -> tuple[CaseFile, tuple[CheckResult, ...]]:
        """Propose what puts a reply right; a language that is missing is translated.

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
            quoted=wrong.outgoing.text,
            official=official,
        )
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


def may_be_corrected(queued: Queued) -> bool:
    """Whether it is a reply of ours that people can see."""
    return (
        queued.state is PublicationState.SENT
        and queued.outgoing.kind in _KINDS
        and queued.draft_id is not None
        and not queued.shadow
    )
