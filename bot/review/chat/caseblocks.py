"""A case as blocks for a chat: what matters first. Pure.

Text from outside is masked as the channel says, made visible, and escaped when it is shown.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.delicate import Delicate, kinds
from bot.review.cards import (
    Card,
    Phrases,
    Veil,
    case_card,
    message_heading,
    message_text,
    quoted_text,
    readable,
    sensitive,
)
from bot.review.chat.delicatepanels import delicate_titles
from bot.review.chat.folding import Block, Frame
from bot.review.replies import draft_column
from bot.review.sections import Section
from bot.review.veils import exposing
from bot.review.wording import Reader, shown
from bot.states import CaseState
from bot.storage.queue import CardData, CardMessage
from policies.routing import Route
from translations.values import OFFICIAL_LANGUAGES

_WAITING: Final = frozenset({CaseState.QUEUED, CaseState.CLAIMED, CaseState.SNOOZED})
_PHRASES: Final = Phrases(
    label="chat.card.label",
    fault="chat.card.fault",
    evidence_hidden="chat.card.evidence_hidden",
    publication="chat.publication.",
    fact_ids=False,
)
# name -> rank, most units on the card
_ROOM: Final = {
    "decisions": (1, 700),
    "rules": (2, 800),
    "triage": (3, 500),
    "facts": (4, 900),
    "checks": (4, 500),
    "approvals": (4, 300),
    "publications": (3, 700),
    "actions": (3, 500),
    "context": (6, 600),
    "basis": (7, 400),
}
DRAFTS: Final = frozenset({"draft:en", "draft:fr"})


def case_blocks(data: CardData, reader: Reader, veil: Veil, *, blurred: bool) -> list[Block]:
    """Return the blocks of a card, in the order in which they are read."""
    card = case_card(data, reader, veil=veil, phrases=_PHRASES)
    waiting = data.case.flow.case in _WAITING
    blocks = [_head(card)]
    if not waiting:
        blocks += _section(card, "decisions", Frame.PLAIN)
    blocks += _section(card, "publications", Frame.PLAIN)
    blocks += _section(card, "actions", Frame.PLAIN)
    blocks += _section(card, "rules", Frame.PLAIN)
    blocks += _section(card, "triage", Frame.PLAIN)
    blocks += _delicate(data, reader)
    blocks += _messages(data, reader, veil, blurred=blurred)
    blocks += _context(data, reader, veil, blurred=blurred)
    blocks += _section(card, "facts", Frame.PLAIN)
    blocks += _drafts(card, data, reader)
    blocks += _section(card, "checks", Frame.PLAIN)
    blocks += _section(card, "approvals", Frame.PLAIN)
    if waiting:
        blocks += _section(card, "basis", Frame.FOLDED)
        blocks += _section(card, "decisions", Frame.FOLDED)
    return blocks


def _delicate(data: CardData, reader: Reader) -> list[Block]:
    """Why the case needs more care than others; the steps stand behind a button."""
    titles = "\n".join(delicate_titles(data, reader))
    return [Block(name="delicate", title="", body=titles, rank=1, cap=400)] if titles else []


def original_blocks(data: CardData, reader: Reader) -> list[Block]:
    """Return the messages as they were written; what may be hard to read has to be touched."""
    blocks: list[Block] = []
    for message in (*data.context, *data.messages):
        frame = Frame.HIDDEN if sensitive(message) or exposing(message) else Frame.QUOTE
        blocks += _message(message, reader, Veil.FULL, frame, original=True, cap=None)
    return blocks


def _head(card: Card) -> Block:
    section = card.section("state")
    lines = section.lines if section else ()
    return Block(name="head", title=card.title, body="\n".join(lines), rank=0, cap=900)


def _section(card: Card, name: str, frame: Frame) -> list[Block]:
    section = card.section(name)
    if section is None or not section.lines:
        return []
    rank, cap = _ROOM[name]
    return [
        Block(
            name=name,
            title=section.title,
            body="\n".join(_tidy(section)),
            frame=frame,
            rank=rank,
            cap=cap,
        )
    ]


def _tidy(section: Section) -> Iterator[str]:
    """Lines at a depth that reads well on a phone."""
    for line in section.lines:
        body = line.lstrip(" ")
        yield f"  {body}" if len(line) > len(body) else body


def _messages(data: CardData, reader: Reader, veil: Veil, *, blurred: bool) -> list[Block]:
    asking = [one for one in data.messages if one.route is not Route.IGNORE and not one.deleted]
    last = (asking or list(data.messages))[-1:]
    blocks: list[Block] = []
    for message in data.messages:
        meant = message in last
        frame = Frame.QUOTE if meant else Frame.FOLDED
        if blurred and readable(message, original=False, veil=veil):
            frame = Frame.HIDDEN
        blocks += _message(
            message, reader, veil, frame, original=False, cap=1_200 if meant else 350
        )
    return blocks


def _message(
    message: CardMessage,
    reader: Reader,
    veil: Veil,
    frame: Frame,
    *,
    original: bool,
    cap: int | None,
) -> list[Block]:
    t = reader.t
    blocks: list[Block] = []
    rank = 2 if frame is Frame.QUOTE else 6
    if quoted := quoted_text(message, original=original, veil=veil):
        blocks.append(
            Block(
                name="quoted",
                title=t("desk.message.quotes"),
                body=quoted,
                frame=frame if frame is Frame.HIDDEN else Frame.FOLDED,
                rank=6,
                cap=400 if cap else 4_000,
            )
        )
    if readable(message, original=original, veil=veil):
        body = message_text(message, reader, original=original, veil=veil)
    else:
        key = "chat.card.sensitive" if sensitive(message) else "chat.card.link_only"
        body, frame = t(key), Frame.PLAIN
    if not body.strip():
        body, frame = t("chat.card.no_text"), Frame.PLAIN
    title = message_heading(message, reader)
    blocks.append(
        Block(name="message", title=title, body=body, frame=frame, rank=rank, cap=cap or 4_000)
    )
    if message.url:
        link = t("desk.message.link", url=shown(message.url))
        blocks.append(Block(name="link", title="", body=link, rank=rank, cap=400))
    return blocks


def _context(data: CardData, reader: Reader, veil: Veil, *, blurred: bool) -> list[Block]:
    """What others said in the thread, folded into one block."""
    if Delicate.MINOR in kinds(data):
        return []  # nothing around somebody who may be a minor is gathered
    lines: list[str] = []
    for message in data.context:
        if not readable(message, original=False, veil=veil):
            continue
        lines.append(f"{message.pseudonym}, {reader.moment(message.sent_at)}")
        lines.append(message_text(message, reader, original=False, veil=veil))
    if not lines:
        return []
    rank, cap = _ROOM["context"]
    return [
        Block(
            name="context",
            title=reader.t("desk.section.context"),
            body="\n".join(lines),
            frame=Frame.HIDDEN if blurred else Frame.FOLDED,
            rank=rank,
            cap=cap,
        )
    ]


def _drafts(card: Card, data: CardData, reader: Reader) -> list[Block]:
    section = card.section("draft")
    if section is None:
        return []
    about = "\n".join(section.lines)
    blocks = [Block(name="draft", title=section.title, body=about, rank=3, cap=300)]
    if data.draft is None:
        return blocks
    for lang in _order(data.draft.languages):
        column = draft_column(data.draft, lang, reader)
        blocks.append(
            Block(
                name=f"draft:{lang}",
                title=column.title,
                body="\n".join(column.lines),
                frame=Frame.QUOTE,
                rank=3,
            )
        )
    return blocks


def _order(languages: Iterable[str]) -> tuple[str, ...]:
    """The language that goes out first, then the other, for reading only."""
    first = tuple(languages)
    return (*first, *(lang for lang in OFFICIAL_LANGUAGES if lang not in first))
