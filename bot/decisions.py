"""What people decide, whichever desk they sit at: each decision is one transaction.

Every method checks the right to do it, moves the aggregate, and writes what was decided, by whom
and under which policy. Both the terminal and chat call these; neither writes a table itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select, update

from bot import case as moves
from bot import moderating
from bot.deciding import Blocked, DecisionBase, NotAllowed
from bot.ports import ActionKind, Autonomy, PublicationKind
from bot.states import DraftState, PublicationState
from bot.storage import actions, cases
from bot.storage.cases import DRAFT, PUBLICATION, CaseFile
from bot.storage.drafts import load_draft, new_draft_values
from bot.storage.intake import AUTHOR, MESSAGE
from bot.storage.queue import DECISION
from policies.approvals import Refusal, may_approve_reply
from policies.roles import Act, Reviewer
from policies.routing import Route
from responders.values import CheckResult, DraftText, Sentence, SpeechAct, Weight
from responders.wording import reply_languages
from translations.engine import EngineFault, NoEngine, translate_lines
from translations.values import OFFICIAL_LANGUAGES, Origin

__all__ = ["Blocked", "Decisions", "NotAllowed", "Outcome"]

# which draft texts become which kind of publication
_KINDS: Final = {SpeechAct.CRISIS: PublicationKind.CRISIS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a decision led to."""

    case: CaseFile
    held_until: datetime | None = None  # until then it can be undone


class Decisions(DecisionBase):
    """The write side of the desks."""

    # --- who has it -------------------------------------------------------------------------

    def claim(self, case_id: int, reviewer: Reviewer) -> CaseFile:
        """Take a case; one reviewer has it at a time, and the claim lapses."""
        with self._write("claim") as connection:
            case = cases.load(connection, case_id)
            if case.flow.claimed_by == reviewer.id:
                return case
            return self._claimed(connection, case, reviewer)

    def release(self, case_id: int, reviewer: Reviewer) -> CaseFile:
        """Give a case back."""
        now = self._clock()
        with self._write("release") as connection:
            case = self._mine(connection, case_id, reviewer)
            return self._requeued(connection, case, moves.Release(), now)

    # --- the reply --------------------------------------------------------------------------

    def approve(self, case_id: int, reviewer: Reviewer, *, text_hash: str) -> Outcome:
        """Approve the text that was shown, in the languages this person is competent in.

        Raises:
            NotAllowed: not this person, not this text any more.
            Blocked: a blocking check failed.
        """
        now = self._clock()
        with self._write("approve") as connection:
            case = self._mine(connection, case_id, reviewer)
            if case.draft_id is None:
                raise NotAllowed("decision.no_draft")
            draft = load_draft(connection, case.draft_id)
            languages = self._approvable(case, reviewer, text_hash)
            day = now.astimezone(self._tools.hours.zone).date()
            channel = self._settings.channel(case.platform, case.channel)
            failed = self._tools.check(draft, day, channel.length_limit)
            blocking = tuple(
                check for check in failed if not check.passed and check.weight is Weight.BLOCKING
            )
            if blocking:
                raise Blocked(blocking)
            due = self._wanted(case, now)
            after = cases.move(
                connection,
                case,
                moves.Approve(reviewer=reviewer.id, languages=languages),
                now,
                due_at=due,
                due_kind="reminder",
            )
            held_until = None
            if after.flow.draft is DraftState.APPROVED:
                held_until = now + timedelta(seconds=self._settings.hold_back_seconds)
                self._queue(connection, after, draft, now, held_until)
            self._decided(connection, after, reviewer, "approve", now, languages=sorted(languages))
            return Outcome(case=after, held_until=held_until)

    def _approvable(self, case: CaseFile, reviewer: Reviewer, shown: str) -> frozenset[str]:
        refusals: list[Refusal] = []
        languages: set[str] = set()
        for lang in sorted(case.flow.needs):
            refusal = may_approve_reply(
                reviewer, lang, shown_hash=shown, current_hash=case.text_hash or ""
            )
            if refusal is None:
                languages.add(lang)
            else:
                refusals.append(refusal)
        if not languages:
            refusal = refusals[0] if refusals else None
            raise NotAllowed(
                f"decision.refusal.{refusal.value}" if refusal else "decision.no_draft"
            )
        return frozenset(languages)

    def _queue(
        self,
        connection: Connection,
        case: CaseFile,
        draft: DraftText,
        now: datetime,
        not_before: datetime,
    ) -> None:
        kind = _KINDS.get(draft.act, PublicationKind.REPLY)
        channel = self._settings.channel(case.platform, case.channel)
        tries = connection.execute(
            select(PUBLICATION.c.id).where(
                PUBLICATION.c.case_id == case.id, PUBLICATION.c.draft_id == case.draft_id
            )
        ).all()
        target = connection.execute(
            select(MESSAGE.c.external_id)
            .join(DRAFT, DRAFT.c.message_id == MESSAGE.c.id)
            .where(DRAFT.c.id == case.draft_id)
        ).one_or_none()
        connection.execute(
            insert(PUBLICATION).values(
                idempotency_key=f"reply:{case.draft_id}:{len(tries)}",
                kind=kind.value,
                state=PublicationState.HELD.value,
                version=1,
                platform=case.platform,
                channel=case.channel,
                reply_to=target.external_id if target else None,
                lang=draft.languages[0] if len(draft.languages) == 1 else None,
                text="\n\n".join(draft.texts[lang] for lang in draft.languages),
                case_id=case.id,
                draft_id=case.draft_id,
                not_before=not_before,
                created_at=now,
                attempts=0,
                shadow=channel.autonomy_of(kind) is Autonomy.SHADOW,
            )
        )

    def edit(
        self, case_id: int, reviewer: Reviewer, texts: Mapping[str, str], *, shown_hash: str
    ) -> tuple[CaseFile, tuple[CheckResult, ...]]:
        """Put a person's text in the place of the draft; the checks run again.

        Raises:
            NotAllowed: not this person, or the text changed in the meantime.
        """
        now = self._clock()
        draft = self._typed(case_id, texts)
        with self._write("edit") as connection:
            case = self._mine(connection, case_id, reviewer)
            if not reviewer.may(Act.APPROVE_REPLY):
                raise NotAllowed("decision.not_your_role")
            if case.text_hash is not None and case.text_hash != shown_hash:
                raise NotAllowed("decision.stale")
            day = now.astimezone(self._tools.hours.zone).date()
            channel = self._settings.channel(case.platform, case.channel)
            checks = self._tools.check(draft, day, channel.length_limit)
            if case.draft_id is not None and case.flow.draft is DraftState.PROPOSED:
                connection.execute(
                    update(DRAFT)
                    .where(DRAFT.c.id == case.draft_id)
                    .values(state=DraftState.SUPERSEDED.value)
                )
            message_id = self._answered(connection, case)
            needs = frozenset(draft.languages)
            after = cases.move(connection, case, moves.Propose(needs=needs), now)
            connection.execute(
                insert(DRAFT).values(
                    case_id=case.id,
                    message_id=message_id,
                    written_by=reviewer.id,
                    **new_draft_values(draft, checks, after.flow.revision, now),
                )
            )
            after = cases.load(connection, case_id)
            self._decided(connection, after, reviewer, "edit", now, texts=dict(draft.texts))
            return after, checks

    def _typed(self, case_id: int, texts: Mapping[str, str]) -> DraftText:
        """Make a draft of what a person typed; a language that is missing is translated."""
        typed = {lang: text.strip() for lang, text in texts.items() if text.strip()}
        if not typed or not set(typed) <= set(OFFICIAL_LANGUAGES):
            raise NotAllowed("decision.empty_text")
        with self._database.read() as connection:
            case = cases.load(connection, case_id)
            before = load_draft(connection, case.draft_id) if case.draft_id is not None else None
            wanted = before.languages if before else self._languages(connection, case)
        origins = dict.fromkeys(typed, Origin.HUMAN)
        trace = {lang: (Sentence(text=text, basis="human"),) for lang, text in typed.items()}
        for lang in wanted:
            if lang not in typed:
                source = next(iter(typed))
                typed[lang] = self._translated(typed[source], source, lang)
                origins[lang] = Origin.MACHINE
                trace[lang] = (Sentence(text=typed[lang], basis=f"mt:{source}"),)
        return DraftText(
            act=before.act if before else SpeechAct.ANSWER,
            texts=typed,
            origins=origins,
            languages=tuple(wanted),
            facts=before.facts if before else (),
            template=None,
            trace=trace,
        )

    def _languages(self, connection: Connection, case: CaseFile) -> tuple[str, ...]:
        """What a reply goes out in: the stated choice, else the detected language, else both."""
        stated = connection.execute(
            select(AUTHOR.c.stated_lang).where(AUTHOR.c.id == case.author_id)
        ).scalar_one()
        return reply_languages(stated, case.lang)

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

    def reject(self, case_id: int, reviewer: Reviewer, reason: str) -> CaseFile:
        """Nothing is answered; the case is closed with the reason."""
        return self._end(case_id, reviewer, moves.Reject(), "reject", Act.APPROVE_REPLY, reason)

    # --- moderation -------------------------------------------------------------------------

    def keep(self, case_id: int, reviewer: Reviewer, reason: str = "") -> CaseFile:
        """The message stays; the case is closed."""
        return self._end(case_id, reviewer, moves.Close(), "keep", Act.MODERATE, reason)

    def hide(
        self, case_id: int, reviewer: Reviewer, *, message_id: int, rule: str, reason: str
    ) -> CaseFile:
        """Hide a message, after the hold-back; the case is closed."""
        now = self._clock()
        with self._write("hide") as connection:
            case = self._mine(connection, case_id, reviewer)
            self._must(reviewer, Act.MODERATE)
            known = connection.execute(
                select(MESSAGE.c.id).where(MESSAGE.c.id == message_id, MESSAGE.c.case_id == case_id)
            ).one_or_none()
            if known is None:
                raise NotAllowed("decision.no_such_message")
            after = cases.move(connection, case, moves.Close(), now)
            actions.insert_action(
                connection,
                kind=ActionKind.HIDE,
                message_id=message_id,
                case_id=case_id,
                rule=rule,
                reason=reason,
                reviewer=reviewer,
                not_before=now + timedelta(seconds=self._settings.hold_back_seconds),
                now=now,
            )
            self._decided(connection, after, reviewer, "hide", now, reason=reason, rule=rule)
            return after

    # --- later, or somebody else ------------------------------------------------------------

    def escalate(self, case_id: int, reviewer: Reviewer, reason: str) -> CaseFile:
        """Up to somebody else: it comes first in the queue."""
        now = self._clock()
        with self._write("escalate") as connection:
            case = self._mine(connection, case_id, reviewer)
            wanted = min(self._wanted(case, now), self._deadline(Route.ESCALATE, now))
            after = self._requeued(
                connection,
                case,
                moves.Escalate(),
                now,
                route=Route.ESCALATE.value,
                reason="escalated",
                wanted_at=wanted,
                due_at=wanted,
            )
            self._decided(connection, after, reviewer, "escalate", now, reason=reason)
            return after

    def snooze(self, case_id: int, reviewer: Reviewer, until: datetime) -> CaseFile:
        """Set aside until then."""
        now = self._clock()
        if until <= now:
            raise NotAllowed("decision.past")
        with self._write("snooze") as connection:
            case = self._mine(connection, case_id, reviewer)
            after = cases.move(
                connection, case, moves.Snooze(), now, due_at=until, due_kind="snooze"
            )
            self._decided(connection, after, reviewer, "snooze", now, until=until.isoformat())
            return after

    def undo(self, case_id: int, reviewer: Reviewer) -> CaseFile:
        """Take the last decision back, while nothing has left.

        Raises:
            IllegalMove: it is too late, or there is nothing to take back.
        """
        now = self._clock()
        with self._write("undo") as connection:
            case = cases.load(connection, case_id)
            last = connection.execute(
                select(DECISION)
                .where(DECISION.c.case_id == case_id, DECISION.c.undone.is_(False))
                .order_by(DECISION.c.id.desc())
                .limit(1)
            ).one_or_none()
            if last is None:
                raise NotAllowed("decision.nothing_to_undo")
            if last.reviewer_id != reviewer.id and not reviewer.may(Act.MODERATE):
                raise NotAllowed("decision.not_your_decision")
            after = cases.move(
                connection, case, moves.Undo(), now, due_at=self._lapses(now), due_kind="claim"
            )
            connection.execute(update(DECISION).where(DECISION.c.id == last.id).values(undone=True))
            if last.choice in moderating.CHOICES:
                actions.take_back(connection, case_id, last.choice, now)
            self._record(connection, case_id, reviewer, "undone", now, decision=last.choice)
            return after

    # --- the author -------------------------------------------------------------------------

    def show_author(self, case_id: int, reviewer: Reviewer) -> str:
        """Return the author's handle; the look is recorded."""
        self._must(reviewer, Act.SEE_AUTHOR)
        now = self._clock()
        with self._write("show_author") as connection:
            case = cases.load(connection, case_id)
            handle = connection.execute(
                select(AUTHOR.c.handle).where(AUTHOR.c.id == case.author_id)
            ).scalar_one()
            self._record(connection, case_id, reviewer, "author_seen", now)
            return str(handle)
