"""What the desk in chat shows of appeals and of actions that failed. Pure."""

from collections.abc import Sequence
from datetime import datetime

from bot.appeals import Waiting
from bot.review.cards import Veil, message_text
from bot.review.chat.folding import Block, Frame
from bot.review.chat.markup import bold, plain
from bot.review.chat.reasons import reason_for
from bot.review.wording import Reader, duration, shown, why_failed
from bot.states import AppealState
from bot.storage.actions import ActionFile
from bot.storage.pages import Page
from bot.storage.queue import CardData, CardMessage
from policies.masking import mask


def appeal_blocks(found: Waiting, data: CardData, reader: Reader, veil: Veil) -> list[Block]:
    """Return the blocks of an appeal's card: what was done, and what is said against it."""
    t, appeal, action = reader.t, found.appeal, found.action
    title = t("moderation.card.title", number=appeal.id, case=appeal.case_id)
    blocks = [Block(name="head", title=title, body=_done(action, reader), rank=0, cap=900)]
    if appeal.state is not AppealState.OPEN:
        outcome = t(
            "moderation.appeal.decided_by",
            name=reader.person(appeal.decided_by),
            outcome=t(f"moderation.outcome.{appeal.state}"),
        )
        if appeal.reason:
            reason = t("moderation.page.reason", reason=shown(appeal.reason))
            outcome = f"{outcome}\n{reason}"
        blocks.append(Block(name="outcome", title="", body=outcome, rank=1, cap=700))
    blocks.append(_words(found, reader))
    message = next((one for one in data.messages if one.id == action.message_id), None)
    if message is not None:
        blocks.append(_message(message, reader, veil))
    earlier = [*data.context, *(one for one in data.messages if one.id != action.message_id)]
    lines = [
        f"{one.pseudonym}, {reader.moment(one.sent_at)}\n"
        f"{message_text(one, reader, original=False, veil=veil)}"
        for one in sorted(earlier, key=lambda one: one.sent_at)[-5:]
    ]
    if lines:
        context = t("moderation.card.context")
        blocks.append(
            Block(
                name="context",
                title=context,
                body="\n\n".join(lines),
                frame=Frame.FOLDED,
                rank=6,
                cap=1_200,
            )
        )
    return blocks


def _done(action: ActionFile, reader: Reader) -> str:
    t = reader.t
    lines = [t("moderation.card.action", action=reader.word("action", action.kind))]
    if action.until is not None:
        lines.append(t("moderation.card.until", until=reader.moment(action.until)))
    label = reader.policy.labels.get(action.rule or "")
    lines.append(
        t("moderation.card.rule", rule=label.name[reader.lang] if label else action.rule or "")
    )
    if label is not None and label.rule is not None:
        lines.append(t("desk.rule.wording", text=label.rule[reader.lang]))
    if action.reason:
        reason = reason_for(shown(action.reason), t)
        lines.append(t("moderation.card.reason", reason=reason))
    when = reader.moment(action.created_at)
    lines.append(t("moderation.card.by", name=reader.person(action.reviewer_id), when=when))
    if action.confirmed_by is not None:
        lines.append(t("moderation.card.confirmed", name=reader.person(action.confirmed_by)))
    return "\n".join(lines)


def _words(found: Waiting, reader: Reader) -> Block:
    t, appeal = reader.t, found.appeal
    title = t("moderation.card.words")
    if appeal.entered_by is not None:
        entered = t("moderation.card.entered", name=reader.person(appeal.entered_by))
        title = f"{title} ({entered})"
    text = mask(shown(appeal.text)) or t("moderation.card.no_words")
    return Block(name="words", title=title, body=text, frame=Frame.QUOTE, rank=2, cap=1_400)


def _message(message: CardMessage, reader: Reader, veil: Veil) -> Block:
    t = reader.t
    title = t(
        "moderation.card.message",
        pseudonym=message.pseudonym,
        when=reader.moment(message.sent_at),
    )
    text = message_text(message, reader, original=False, veil=veil)
    return Block(name="message", title=title, body=text, frame=Frame.QUOTE, rank=3, cap=1_200)


def list_text(found: Sequence[Waiting], bans: Sequence[ActionFile], reader: Reader) -> str:
    """Return the list of what waits, as HTML."""
    t = reader.t
    if not found and not bans:
        return plain(t("moderation.list.none"))
    parts: list[str] = []
    if found:
        me = reader.reviewer.id if reader.reviewer is not None else 0
        lines = [
            t(
                "moderation.list.yours" if me in one.action.deciders else "moderation.list.line",
                number=one.appeal.id,
                case=one.appeal.case_id,
                action=reader.word("action", one.action.kind),
                duration=duration(reader.now - one.appeal.created_at, t),
            )
            for one in found
        ]
        parts.append("\n".join([bold(t("moderation.list.title")), *map(plain, lines)]))
    if bans:
        lines = [
            t(
                "moderation.list.ban",
                case=one.case_id,
                name=reader.person(one.reviewer_id),
                duration=duration(reader.now - one.created_at, t),
            )
            for one in bans
        ]
        parts.append("\n".join([bold(t("moderation.list.bans")), *map(plain, lines)]))
    return "\n\n".join(parts)


def failure_text(page: Page, action: ActionFile, reader: Reader) -> str:
    """Return why an action could not be done or undone, or a ban was declined, as HTML."""
    t, payload = reader.t, page.payload
    opened = t("moderation.page.open", case=action.case_id)
    if page.kind == "ban_declined":
        by = payload.get("by")
        name = reader.person(by if isinstance(by, int) else None)
        reason = t("moderation.page.reason", reason=shown(str(payload.get("reason", ""))))
        lines = [t("moderation.page.declined", case=action.case_id, name=name), reason, opened]
        return "\n".join(map(plain, lines))
    what = str(payload.get("what", "failed"))
    word = reader.word("action", action.kind)
    first = t(f"moderation.page.{what}", case=action.case_id, action=word)
    return "\n".join(map(plain, [first, why_failed(str(payload.get("reason", "")), t), opened]))


def limit_text(page: Page, severity: int, reader: Reader) -> str:
    """Return until when a severe message can be deleted, as HTML."""
    until = reader.moment(datetime.fromisoformat(str(page.payload["until"])))
    return plain(
        reader.t("moderation.page.limit", case=page.number, severity=severity, until=until)
    )
