"""What a reviewer does with the case that is open."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.decisions import Outcome
from bot.review.cards import case_card
from bot.review.commandwords import Command, Typed
from bot.review.conversation import Abandoned, Conversation
from bot.review.moderationdesk import ModerationDesk
from bot.review.options import case_options, undoes_decision
from bot.review.readingdesk import read_thread
from bot.review.settledesk import SettleDesk
from bot.review.sheet import sheet
from bot.review.times import read_until
from bot.review.wording import duration, shown
from bot.states import CaseState, PublicationState
from bot.storage import queue
from bot.storage.queue import CardData
from policies.roles import Act


class CaseDesk:
    """One open case: what was shown is what an approval binds to."""

    def __init__(self, talk: Conversation, case_id: int) -> None:
        self._talk = talk
        self._case_id = case_id
        self._data = self._load()
        self._read_hash = ""  # of the text that stood on the card when it was last shown
        self._asked_for_original = False  # what the card hides was shown: it may be read
        self._settling = SettleDesk(talk)
        self._moderation = ModerationDesk(talk)
        self._handlers: Final[Mapping[Command, Callable[[str], None]]] = {
            Command.APPROVE: self._approve,
            Command.EDIT: self._edit,
            Command.REJECT: self._reject,
            Command.KEEP: self._keep,
            Command.ESCALATE: self._escalate,
            Command.SNOOZE: self._snooze,
            Command.RELEASE: self._release,
            Command.UNDO: self._undo,
            Command.ORIGINAL: self._original,
            Command.READ: self._read,
            Command.AUTHOR: self._author,
            Command.OFFICIAL: self._official,
        }

    @property
    def number(self) -> int:
        """The case's number."""
        return self._case_id

    def options(self) -> tuple[Command, ...]:
        """Return what this person can do with the case as it was shown."""
        return case_options(self._data, self._talk.reviewer)

    def take(self) -> None:
        """Claim the case, where it waits and this person could decide on it."""
        me = self._talk.reviewer
        decides = me.may(Act.APPROVE_REPLY) or me.may(Act.MODERATE)
        if decides and self._data.case.flow.case is CaseState.QUEUED:
            self._talk.tried(lambda: self._talk.office.decisions.claim(self._case_id, me))

    def show(self) -> None:
        """Show the card, as it stands now."""
        self._data = self._load()
        self._read_hash = self._data.case.text_hash or ""
        self._talk.show_card(case_card(self._data, self._talk.reader()))
        holder = self._data.case.flow.claimed_by
        if holder is not None and holder != self._talk.reviewer.id:
            self._talk.say("desk.claimed_other", name=self._talk.reader().person(holder))
        self._talk.show_options(self.options())

    def do(self, typed: Typed) -> None:
        """Do what was typed.

        Raises:
            Abandoned: it was refused or not finished; the person knows why.
        """
        if typed.command not in self.options():
            self._talk.say("desk.not_now", command=self._talk.word(typed.command))
            self._talk.show_options(self.options())
            raise Abandoned
        try:
            if self._settling.handles(typed.command):
                self._settling.do(typed.command, self._data.publications)
            elif self._moderation.handles(typed.command):
                self._moderation.do(typed.command, typed.argument, self._data)
            else:
                self._handlers[typed.command](typed.argument)
        finally:
            self._data = self._load()

    def leave(self) -> None:
        """Give the case back where it is left undecided."""
        flow = self._load().case.flow
        me = self._talk.reviewer
        if flow.case is CaseState.CLAIMED and flow.claimed_by == me.id:
            self._talk.tried(lambda: self._talk.office.decisions.release(self._case_id, me))
            self._talk.say("desk.done.released", number=self._case_id)

    def _load(self) -> CardData:
        with self._talk.office.database.read() as connection:
            return queue.card(connection, self._case_id)

    # --- the reply --------------------------------------------------------------------------

    def _approve(self, _argument: str) -> None:
        talk = self._talk
        outcome = talk.tried(
            lambda: talk.office.decisions.approve(
                self._case_id, talk.reviewer, text_hash=self._read_hash
            )
        )
        self._say_approved(outcome)

    def _say_approved(self, outcome: Outcome) -> None:
        talk = self._talk
        if outcome.held_until is None:
            flow = outcome.case.flow
            missing = flow.needs - {lang for _, lang in flow.approvals}
            names = talk.reader().languages(sorted(missing))
            talk.say("desk.done.approved_part", languages=names)
            return
        if any(
            one.shadow and one.state is PublicationState.HELD for one in self._load().publications
        ):
            talk.say("desk.done.approved_shadow")
            return
        reader = talk.reader()
        talk.say(
            "desk.done.approved",
            duration=duration(outcome.held_until - reader.now, talk.t),
            time=reader.clock(outcome.held_until),
        )

    def _edit(self, _argument: str) -> None:
        talk, draft = self._talk, self._data.draft
        me, shown_hash = talk.reviewer, self._data.case.text_hash or ""
        talk.tried(lambda: talk.office.decisions.claim(self._case_id, me))
        about = talk.t("desk.sheet.about_case", number=self._case_id)
        texts, file = talk.edit_sheet(sheet(draft.texts if draft else {}, talk.t, about=about))
        talk.tried(
            lambda: talk.office.decisions.edit(self._case_id, me, texts, shown_hash=shown_hash),
            file=file,
        )
        talk.say("desk.done.edited")
        self.show()

    def _reject(self, argument: str) -> None:
        talk = self._talk
        reason = talk.ask_reason(argument)
        talk.tried(
            lambda: talk.office.decisions.reject(self._case_id, talk.reviewer, reason),
            typed=reason,
        )
        talk.say("desk.done.rejected")

    def _official(self, _argument: str) -> None:
        """Answer a wrong claim by somebody in office as a claim, in an official post."""
        talk = self._talk
        number, new = talk.tried(
            lambda: talk.office.decisions.answer_in_post(self._case_id, talk.reviewer)
        )
        talk.say("triage.post.done" if new else "triage.post.there", number=number)

    # --- moderation -------------------------------------------------------------------------

    def _keep(self, argument: str) -> None:
        talk = self._talk
        talk.tried(
            lambda: talk.office.decisions.keep(self._case_id, talk.reviewer, argument),
            typed=argument,
        )
        talk.say("desk.done.kept")

    # --- later, or somebody else ------------------------------------------------------------

    def _escalate(self, argument: str) -> None:
        talk = self._talk
        reason = talk.ask_reason(argument)
        talk.tried(
            lambda: talk.office.decisions.escalate(self._case_id, talk.reviewer, reason),
            typed=reason,
        )
        talk.say("desk.done.escalated")

    def _snooze(self, argument: str) -> None:
        talk = self._talk
        typed = argument or talk.ask("desk.ask.until")
        until = read_until(typed, talk.office.clock(), talk.office.zone)
        if until is None:
            talk.say("desk.bad_until", typed=typed or "-")
            raise Abandoned
        talk.tried(lambda: talk.office.decisions.snooze(self._case_id, talk.reviewer, until))
        talk.say("desk.done.snoozed", when=talk.reader().moment(until))

    def _release(self, _argument: str) -> None:
        talk = self._talk
        talk.tried(lambda: talk.office.decisions.release(self._case_id, talk.reviewer))
        talk.say("desk.done.released", number=self._case_id)

    def _undo(self, argument: str) -> None:
        talk = self._talk
        if not undoes_decision(self._data, talk.reviewer):
            self._moderation.lift(argument, self._data)
            self.show()
            return
        talk.tried(lambda: talk.office.decisions.undo(self._case_id, talk.reviewer))
        talk.say("desk.done.undone")
        self.show()

    # --- looking ----------------------------------------------------------------------------

    def _original(self, _argument: str) -> None:
        self._asked_for_original = True
        reader = self._talk.reader()
        card = case_card(self._data, reader, original=True)
        for name in ("messages", "context"):
            section = card.section(name)
            if section is not None:
                self._talk.show_section(section)

    def _read(self, argument: str) -> None:
        read_thread(self._talk, self._data, argument, original=self._asked_for_original)

    def _author(self, _argument: str) -> None:
        talk = self._talk
        handle = talk.tried(lambda: talk.office.decisions.show_author(self._case_id, talk.reviewer))
        talk.say("desk.author.is", handle=shown(handle))
