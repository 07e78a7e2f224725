"""A case as a panel: what a reviewer needs to decide, in what a chat can show. Pure.

What matters first; what is long is folded; what does not fit stands on further panels ("more").
Text from outside is masked, made visible and escaped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.ports import Button, Panel
from bot.review.cards import Card, case_card, sensitive
from bot.review.chat import markup
from bot.review.chat.presses import button
from bot.review.commandwords import Command
from bot.review.options import case_options
from bot.review.sections import Section
from bot.review.wording import Reader
from bot.storage.queue import CardData
from policies.roles import Reviewer

ROOM: Final = 3_800  # UTF-16 units of one panel: below Telegram's 4,096, tags not counted
_FOLDED: Final = frozenset({"context", "basis", "decisions"})
_FIRST: Final = (
    "state", "messages", "rules", "facts", "draft", "checks", "approvals", "publications",
    "actions", "context", "basis", "decisions",
)  # fmt: skip
_FROM_OUTSIDE: Final = frozenset({"messages", "context"})


class CardMode(StrEnum):
    """How much of a message a chat card shows."""

    FULL = "full"
    MASKED = "masked"
    LINK_ONLY = "link_only"
    BLURRED = "blurred"  # masked, and seen only once it is touched


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePanel:
    """The panels of one case: the card, and what did not fit."""

    html: str
    more: tuple[str, ...] = ()


def case_panel(data: CardData, reader: Reader, mode: CardMode) -> CasePanel:
    """Return the card of a case for a chat."""
    if mode is CardMode.FULL and any(sensitive(message) for message in data.messages):
        mode = CardMode.LINK_ONLY
    card = case_card(data, reader, original=mode is CardMode.FULL)
    pieces = [markup.bold(card.title)]
    for section in _sorted(card):
        pieces += _blocks(section, data, reader, mode)
    return _packed(pieces)


def original_panels(data: CardData, reader: Reader) -> tuple[str, ...]:
    """Return the messages as they were written, for whoever asked to see them."""
    card = case_card(data, reader, original=True)
    pieces = [
        block
        for section in card.sections
        if section.name in _FROM_OUTSIDE
        for block in _blocks(section, data, reader, CardMode.FULL)
    ]
    packed = _packed(pieces)
    return (packed.html, *packed.more)


def case_buttons(
    data: CardData,
    reviewer: Reviewer,
    reader: Reader,
    panel_id: int,
    *,
    more: bool = False,
    extra: Sequence[Sequence[Button]] = (),
) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons of what this person may do with the case now, three a row."""
    t = reader.t
    options = case_options(data, reviewer)
    rows: list[tuple[Button, ...]] = []
    row: list[Button] = []
    for command in options:
        verb = _VERBS.get(command)
        if verb is None:
            continue
        label = t(f"chat.button.{verb}")
        row.append(button(label, verb, panel_id, style=_STYLES.get(verb)))
        if len(row) == 3:
            rows.append(tuple(row))
            row = []
    if row:
        rows.append(tuple(row))
    rows += [tuple(one) for one in extra if one]
    last = [button(t("chat.button.more"), "more", panel_id)] if more else []
    last.append(button(t("chat.button.next"), "next", panel_id))
    rows.append(tuple(last))
    return tuple(rows)


def panel_of(case: CasePanel, buttons: tuple[tuple[Button, ...], ...]) -> Panel:
    """Return what is sent."""
    return Panel(html=case.html, buttons=buttons)


_VERBS: Final = {
    Command.APPROVE: "approve",
    Command.EDIT: "edit",
    Command.REJECT: "reject",
    Command.KEEP: "keep",
    Command.HIDE: "act",
    Command.ESCALATE: "escalate",
    Command.SNOOZE: "snooze",
    Command.RELEASE: "release",
    Command.UNDO: "undo",
    Command.ORIGINAL: "original",
    Command.AUTHOR: "author",
    Command.SETTLE: "settle",
    Command.HAND_OFF: "handoff",
    Command.POSTED: "posted",
    Command.DROP: "drop",
}
_STYLES: Final = {"approve": "success", "act": "danger", "escalate": "primary"}


def _sorted(card: Card) -> list[Section]:
    order = {name: place for place, name in enumerate(_FIRST)}
    return sorted(card.sections, key=lambda one: order.get(one.name, len(order)))


def _blocks(section: Section, data: CardData, reader: Reader, mode: CardMode) -> list[str]:
    if section.name in _FROM_OUTSIDE and mode is CardMode.LINK_ONLY:
        section = _linked(section, data, reader)
    lines: list[str] = []
    for column in section.columns:
        lines += ["", column.title, *column.lines]
    lines += list(section.lines)
    text = "\n".join(line.strip() if section.columns else line for line in lines).strip("\n")
    title = markup.bold(section.title)
    blocks = []
    for part in _parts(text, ROOM - markup.units(section.title) - 2):
        if section.name in _FROM_OUTSIDE and mode is CardMode.BLURRED:
            shown = markup.hidden(part)
        elif section.name in _FOLDED:
            shown = markup.quote(part, folded=True)
        elif section.name == "draft" or section.name in _FROM_OUTSIDE:
            shown = markup.quote(part)
        else:
            shown = markup.plain(part)
        blocks.append(f"{title}\n{shown}")
    return blocks


def _linked(section: Section, data: CardData, reader: Reader) -> Section:
    """Instead of the words: where they can be read."""
    if section.name == "context":
        return replace(section, lines=())
    lines = []
    for message in data.messages:
        about = f"{message.pseudonym}, {reader.moment(message.sent_at)}"
        lines += [about, message.url or reader.t("chat.card.no_link")]
    return replace(section, lines=(reader.t("chat.card.link_only"), *lines))


def _parts(text: str, room: int) -> list[str]:
    """Split at line ends, or within a line that is too long; nothing is lost."""
    parts, now = [], ""
    for line in text.split("\n"):
        rest = line
        while markup.units(rest) > room:
            head = markup.cut(rest, room).removesuffix(markup.ELLIPSIS)
            head = head or rest[:1]
            parts += [now] if now else []
            parts.append(head)
            now, rest = "", rest[len(head) :]
        joined = f"{now}\n{rest}" if now else rest
        if markup.units(joined) > room:
            parts.append(now)
            now = rest
        else:
            now = joined
    return [part for part in (*parts, now) if part.strip()]


def _packed(pieces: Sequence[str]) -> CasePanel:
    panels: list[str] = []
    now = ""
    for piece in pieces:
        joined = f"{now}\n\n{piece}" if now else piece
        if now and markup.units(markup.stripped(joined)) > ROOM:
            panels.append(now)
            now = piece
        else:
            now = joined
    panels.append(now)
    return CasePanel(html=panels[0], more=tuple(panels[1:]))
