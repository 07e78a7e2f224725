"""A case as a panel: what a reviewer needs to decide, and the buttons of what they may do. Pure.

Buttons bear what they rest on: an approval the beginning of the hash of the text that was read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.moderating import CANNOT
from bot.ports import ActionKind, Button, Panel
from bot.review.cards import Veil
from bot.review.chat import folding
from bot.review.chat.byhand import by_hand_rows
from bot.review.chat.caseblocks import DRAFTS, case_blocks, original_blocks
from bot.review.chat.folding import Folded
from bot.review.chat.presses import button
from bot.review.commandwords import Command
from bot.review.options import case_options, in_hand
from bot.review.wording import Reader
from bot.states import ActionState, PublicationState
from bot.storage.queue import CardData
from policies.roles import Act, Reviewer

Rows = tuple[tuple[Button, ...], ...]
# further buttons of another part: from the case, who reads it and the panel's number
Extra = Callable[[CardData, Reader, Reviewer, int], Sequence[Sequence[Button]]]

HASH: Final = 16  # characters of a text's hash that an approval button bears
MODERATION: Final[dict[str, ActionKind]] = {
    "delete": ActionKind.DELETE,
    "hide": ActionKind.HIDE,
    "warn": ActionKind.WARN,
    "restrict": ActionKind.RESTRICT,
    "ban": ActionKind.BAN,
}
_ON_TELEGRAM: Final = ("delete", "warn", "restrict", "ban")
_ELSEWHERE: Final = ("hide", "delete", "warn")
_REPLIES: Final = (Command.APPROVE, Command.EDIT, Command.REJECT)
_LATER: Final = (Command.ESCALATE, Command.SNOOZE, Command.RELEASE)
_SETTLING: Final = (Command.SETTLE, Command.HAND_OFF, Command.POSTED, Command.DROP)
_VERBS: Final = {Command.HAND_OFF: "handoff"}
_STYLES: Final = {
    "approve": "success",
    "delete": "danger",
    "ban": "danger",
    "ban_yes": "danger",
    "take": "primary",
}
_A_ROW: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePanel:
    """The card of one case, and what did not fit."""

    html: str
    more: tuple[str, ...] = ()
    unread: bool = False  # the card does not show the whole draft


def case_panel(data: CardData, reader: Reader, veil: Veil, *, blurred: bool = False) -> CasePanel:
    """Return the card of a case for a chat."""
    folded: Folded = folding.fold(case_blocks(data, reader, veil, blurred=blurred))
    return CasePanel(
        html=folded.html,
        more=folding.pages(folded.cut),
        unread=any(block.name in DRAFTS for block in folded.cut),
    )


def original_panels(data: CardData, reader: Reader) -> tuple[str, ...]:
    """Return the messages as they were written, for whoever asked to see them."""
    return folding.pages(original_blocks(data, reader))


def case_buttons(
    data: CardData,
    reviewer: Reviewer,
    reader: Reader,
    panel_id: int,
    card: CasePanel,
    *,
    on_telegram: bool = True,
    read: bool = False,
    extra: Sequence[Sequence[Button]] = (),
) -> Rows:
    """Return the buttons of what this person may do with the case now.

    Args:
        card: what stands on the panel.
        on_telegram: whether the case is on Telegram: what can be done there differs.
        read: whether the person has asked for what did not fit.
        extra: rows that other parts add.
    """
    maker = _Maker(reader, panel_id)
    options = case_options(data, reviewer)
    flow = data.case.flow
    mine = flow.claimed_by == reviewer.id
    rows: list[Sequence[Button]] = []
    if mine:
        hidden = card.unread and not read
        rows += maker.row(
            [one for one in _REPLIES if one in options and not (hidden and one is Command.APPROVE)],
            hash_of=data.case.text_hash or "",
        )
        if Command.KEEP in options:
            cannot = {kind.value for kind in CANNOT.get(data.case.platform, ())}
            known = _ON_TELEGRAM if on_telegram else _ELSEWHERE
            names = [one for one in known if one not in cannot]
            rows += _chunks([maker.of("keep"), *(maker.of(name) for name in names)])
        rows += maker.row([one for one in _LATER if one in options])
    elif in_hand(flow, reviewer) is not None and decides(reviewer):
        rows.append([maker.of("take")])
    if Command.CONFIRM in options:
        rows += _proposals(data, maker)
    if Command.POSTED in options:
        rows += by_hand_rows(data.publications, reader, panel_id)
    rows += maker.row([one for one in _SETTLING if one in options])
    rows += [tuple(row) for row in extra if row]
    if Command.UNDO in options:
        rows.append([maker.undo(_held_until(data, reader))])
    looking = [maker.of("original")]
    if reviewer.may(Act.SEE_AUTHOR):
        looking.append(maker.of("author"))
    if card.more:
        looking.append(maker.of("more"))
    rows.append(looking)
    rows.append([maker.of("next")])
    return tuple(tuple(row) for row in rows if row)


def decides(reviewer: Reviewer) -> bool:
    """Whether this person decides on cases at all."""
    return reviewer.may(Act.APPROVE_REPLY) or reviewer.may(Act.MODERATE)


def panel_of(card: CasePanel, buttons: Rows) -> Panel:
    """Return what is sent."""
    return Panel(html=card.html, buttons=buttons)


class _Maker:
    """Makes the buttons of one panel in its reader's language."""

    def __init__(self, reader: Reader, panel_id: int) -> None:
        self._reader = reader
        self._t = reader.t
        self._panel_id = panel_id

    def of(self, verb: str, argument: str = "") -> Button:
        return button(
            self._t(f"chat.button.{verb}"),
            verb,
            self._panel_id,
            argument,
            style=_STYLES.get(verb),
        )

    def undo(self, until: datetime | None) -> Button:
        """Until when it can be undone stands on the button, where there is an end."""
        if until is None:
            return self.of("undo")
        text = self._t("chat.button.undo_until", time=self._reader.clock(until))
        return button(text, "undo", self._panel_id)

    def row(self, commands: Sequence[Command], hash_of: str = "") -> list[Sequence[Button]]:
        made = [
            self.of(_VERBS.get(one, one.value), hash_of[:HASH] if one is Command.APPROVE else "")
            for one in commands
        ]
        return _chunks(made)


def _proposals(data: CardData, maker: _Maker) -> list[Sequence[Button]]:
    """A ban that somebody else proposed: a director says yes or no."""
    return [
        [maker.of("ban_yes", str(one.id)), maker.of("ban_no", str(one.id))]
        for one in data.actions
        if one.state is ActionState.PROPOSED
    ]


def _held_until(data: CardData, reader: Reader) -> datetime | None:
    """When the first thing that is held back leaves."""
    held = [one.not_before for one in data.actions if one.state is ActionState.HELD]
    held += [
        one.not_before
        for one in data.publications
        if one.state is PublicationState.HELD and not one.shadow
    ]
    return min((one for one in held if one > reader.now), default=None)


def _chunks(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    return [buttons[at : at + _A_ROW] for at in range(0, len(buttons), _A_ROW)]
