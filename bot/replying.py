"""What people decide about a reply: approve it, write it anew, take a template, or reject it.

Text that contains machine translation waits for somebody competent in the language it goes out in.
A template was approved in both languages by people: whoever reads one of them may let it go.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select, update

from bot import case as moves
from bot.deciding import Blocked, NotAllowed
from bot.framing import Framing
from bot.ports import Autonomy, PublicationKind
from bot.remembering import remember_reply
from bot.states import DraftState, PublicationState
from bot.storage import cases, pages, publications, queue, record
from bot.storage.cases import DRAFT, PUBLICATION, CaseFile
from bot.storage.drafts import load_draft, new_draft_values
from bot.storage.intake import MESSAGE
from bot.triaging import voice_of
from bot.typedreplies import TypedReplies, approvers_of, asked, corrected
from policies.approvals import Refusal, may_approve_reply
from policies.roles import Act, Reviewer
from responders.templates import Template
from responders.values import CheckResult, DraftText, SpeechAct, Weight
from translations.values import OFFICIAL_LANGUAGES

# which draft texts become which kind of publication
_KINDS: Final = {SpeechAct.CRISIS: PublicationKind.CRISIS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a decision led to."""

    case: CaseFile
    held_until: datetime | None = None  # until then it can be undone


class ReplyDecisions(TypedReplies):
    """Decisions about what is said."""

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
            self._tools.freshen(connection)  # a fact may have been retracted a moment ago
            languages = self._approvable(case, reviewer, text_hash)
            self._not_their_own(connection, case, reviewer)
            self._may_be_answered(connection, case)
            day = now.astimezone(self._tools.hours.zone).date()
            channel = self._settings.channel(case.platform, case.channel)
            failed = self._tools.check(
                draft,
                day,
                channel.room,
                channel=channel,
                asked=asked(connection, case.draft_id),
            )
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
                reason=self._waits_for(case.flow.needs - languages - _given(case)),
            )
            held_until = None
            if after.flow.draft is DraftState.APPROVED:
                held_until = now + timedelta(seconds=self._settings.hold_back_seconds)
                self._queue(connection, after, draft, now, held_until)
                self._remembered(connection, after, draft, reviewer, now)
            else:
                self._ask_for_language(connection, after, now)
            self._decided(
                connection,
                after,
                reviewer,
                "approve",
                now,
                languages=sorted(languages),
                corrects=corrected(connection, after.draft_id),
            )
            return Outcome(case=after, held_until=held_until)

    def _remembered(
        self,
        connection: Connection,
        case: CaseFile,
        draft: DraftText,
        reviewer: Reviewer,
        now: datetime,
    ) -> None:
        """Let the translation memory learn from what was approved."""
        wrong = corrected(connection, case.draft_id)
        remember_reply(
            connection,
            case,
            draft,
            framing=Framing.of(self._settings, self._official(case)),
            quoted=publications.load(connection, wrong).outgoing.text if wrong else None,
            bank=self._tools.bank,
            by=reviewer.id,
            now=now,
        )

    def _not_their_own(self, connection: Connection, case: CaseFile, reviewer: Reviewer) -> None:
        """A correction is approved by somebody other than whoever approved the wrong reply."""
        wrong = corrected(connection, case.draft_id)
        if wrong is not None and reviewer.id in approvers_of(connection, wrong):
            raise NotAllowed("delicate.correct.own")

    @staticmethod
    def _waits_for(missing: Iterable[str]) -> str | None:
        """Why the case is with people: it waits for somebody with a language."""
        languages = sorted(missing)
        return f"needs_{languages[0]}" if languages else None

    def _ask_for_language(self, connection: Connection, case: CaseFile, now: datetime) -> None:
        """Let those be told who may approve in the languages that are missing, in their hours."""
        for lang in sorted(case.flow.needs - _given(case)):
            pages.want(
                connection,
                kind="language",
                subject=f"case:{case.id}",
                key=f"language:{case.id}:{case.flow.revision}:{lang}",
                now=now,
                payload={"lang": lang},
            )

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
        wrong = corrected(connection, case.draft_id)
        if wrong is not None:  # it answers our own text, where that stands
            answers = publications.load(connection, wrong).external_id
        else:
            answers = target.external_id if target else None
        connection.execute(
            insert(PUBLICATION).values(
                idempotency_key=f"reply:{case.draft_id}:{len(tries)}",
                kind=kind.value,
                state=PublicationState.HELD.value,
                version=1,
                platform=case.platform,
                channel=case.channel,
                reply_to=answers,
                corrects=wrong,
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
        return self._put(case_id, reviewer, self._typed(case_id, texts), shown_hash, "edit")

    def use_template(
        self,
        case_id: int,
        reviewer: Reviewer,
        template_id: str,
        *,
        shown_hash: str,
        fact_id: str | None = None,
    ) -> tuple[CaseFile, tuple[CheckResult, ...]]:
        """Put an approved bilingual template in the place of the draft.

        People approved both of its texts: an officer who reads one of them may let it go.

        Raises:
            NotAllowed: not this person, the text changed in the meantime, or it does not fit.
        """
        with self._database.read() as connection:
            case = cases.load(connection, case_id)
            wanted = self._languages(connection, case)
        channel = self._settings.channel(case.platform, case.channel)
        draft = self._tools.drafter.from_template(
            template_id,
            reply_lang=wanted,
            fact_id=fact_id,
            limit=channel.room,
            voice=voice_of(channel),
        )
        if draft is None:
            raise NotAllowed("delicate.template.does_not_fit")
        able = frozenset(one for one in reviewer.languages if one in OFFICIAL_LANGUAGES)
        needs = frozenset(draft.languages)
        if not needs & able and able:
            needs = frozenset({reviewer.lang if reviewer.lang in able else min(able)})
        elif needs & able:
            needs &= able
        return self._put(case_id, reviewer, draft, shown_hash, "template", needs)

    def templates_for(self, case_id: int) -> list[tuple[Template, str | None]]:
        """Return the templates that fit a case, each with the fact that it would rest on."""
        with self._database.read() as connection:
            data = queue.card(connection, case_id)
        channel = self._settings.channel(data.case.platform, data.case.channel)
        facts = [
            match.fact
            for message in data.messages
            if message.match is not None and not message.deleted
            for match in message.match.matches[:1]
            if match.gates.get("validity") == "valid"
        ]
        return self._tools.drafter.fitting(facts[-1] if facts else None, limit=channel.room)

    def _put(
        self,
        case_id: int,
        reviewer: Reviewer,
        draft: DraftText,
        shown_hash: str,
        choice: str,
        needs: frozenset[str] | None = None,
    ) -> tuple[CaseFile, tuple[CheckResult, ...]]:
        """Put a text in the place of the draft; where its author may not approve it, it waits."""
        now = self._clock()
        with self._write(choice) as connection:
            case = self._mine(connection, case_id, reviewer)
            self._must(reviewer, Act.APPROVE_REPLY)
            if case.text_hash is not None and case.text_hash != shown_hash:
                raise NotAllowed("decision.stale")
            wrong = None
            if choice != "template" and case.flow.draft is DraftState.PROPOSED:
                wrong = corrected(connection, case.draft_id)  # a new text of the same correction
            return self._propose(
                connection, case, reviewer, draft, now, choice, needs=needs, corrects=wrong
            )

    def _propose(
        self,
        connection: Connection,
        case: CaseFile,
        reviewer: Reviewer,
        draft: DraftText,
        now: datetime,
        choice: str,
        *,
        needs: frozenset[str] | None = None,
        corrects: int | None = None,
    ) -> tuple[CaseFile, tuple[CheckResult, ...]]:
        day = now.astimezone(self._tools.hours.zone).date()
        channel = self._settings.channel(case.platform, case.channel)
        checks = self._tools.check(
            draft,
            day,
            channel.room,
            channel=channel,
            asked=asked(connection, case.draft_id),
        )
        if case.draft_id is not None and case.flow.draft is DraftState.PROPOSED:
            connection.execute(
                update(DRAFT)
                .where(DRAFT.c.id == case.draft_id)
                .values(state=DraftState.SUPERSEDED.value)
            )
        message_id = self._answered(connection, case)
        wanted = needs or frozenset(draft.languages)
        after = cases.move(connection, case, moves.Propose(needs=wanted), now, reason=None)
        values = new_draft_values(draft, checks, after.flow.revision, now)
        values["needs"] = record.canonical(sorted(wanted))
        connection.execute(
            insert(DRAFT).values(
                case_id=case.id,
                message_id=message_id,
                written_by=reviewer.id,
                corrects=corrects,
                **values,
            )
        )
        after = cases.load(connection, case.id)
        self._decided(
            connection,
            after,
            reviewer,
            choice,
            now,
            texts=dict(draft.texts),
            template=draft.template,
            corrects=corrects,
        )
        barred = corrects is not None and reviewer.id in approvers_of(connection, corrects)
        if barred or not any(reviewer.may(Act.APPROVE_REPLY, lang=lang) for lang in wanted):
            # nobody approves what they cannot judge: back to the queue, and somebody is told
            reason = "needs_other" if barred else self._waits_for(wanted)
            after = self._requeued(connection, after, moves.Release(), now, reason=reason)
            self._ask_for_language(connection, after, now)
        return after, checks

    def reject(self, case_id: int, reviewer: Reviewer, reason: str) -> CaseFile:
        """Nothing is answered; the case is closed with the reason."""
        return self._end(case_id, reviewer, moves.Reject(), "reject", Act.APPROVE_REPLY, reason)


def _given(case: CaseFile) -> frozenset[str]:
    return frozenset(lang for _, lang in case.flow.approvals)
