"""Moderation at the desk in chat: which action, which rule, and it is done; a ban is proposed.

Two taps: the action, then the rule; how long comes in between for a restriction, and which message
where several were found to break a rule. What was chosen so far stands in the buttons.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Self

from bot.ports import ActionKind, Button, Typed
from bot.review.chat.casepanels import MODERATION
from bot.review.chat.caseview import CaseView, word
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.review.chat.reasons import reason_text
from bot.storage.panels import Prompt
from bot.storage.queue import CardData, CardMessage
from policies.policy import LabelDefinition
from policies.roles import Act, Reviewer
from translations.catalogs import catalog

_HOURS: Final = (1, 24, 168)  # of a restriction
_RULES: Final = 8  # on one page of buttons
_ROOM: Final = 24  # bytes of a rule's id in a button
_DIGEST: Final = 16  # characters
_DANGER: Final = frozenset({"delete", "ban"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a button of moderation bears: "message,hours,page,rule"."""

    message: int = 0  # 0: not chosen yet
    hours: int = 0
    page: int = 0
    rule: str = ""

    @classmethod
    def read(cls, argument: str) -> Self:
        """Return what a button bore."""
        message, hours, page, rule = [*argument.split(",", 3), "", "", "", ""][:4]
        return cls(message=int(message or 0), hours=int(hours or 0), page=int(page or 0), rule=rule)

    def written(self) -> str:
        """Return what a button bears."""
        return f"{self.message},{self.hours},{self.page},{self.rule}"


class Acting:
    """Lets moderators act on a message and its author."""

    prompts: frozenset[str] = frozenset({"ban_no"})

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view
        self.presses: Final[Mapping[str, Callable[[Press], Awaitable[str]]]] = {
            **dict.fromkeys(MODERATION, self._act),
            "ban_yes": self._confirm,
            "ban_no": self._decline,
        }

    async def _act(self, press: Press) -> str:
        """Ask for what is not chosen yet, one row of buttons after the other; then do it."""
        t = catalog(press.reviewer.lang)
        data = await self._view.data(press.panel.number)
        holder = data.case.flow.claimed_by
        if not press.reviewer.may(Act.MODERATE) or holder not in (None, press.reviewer.id):
            await self._view.refresh(press.panel, press.reviewer)
            key = "claimed_by_other" if press.reviewer.may(Act.MODERATE) else "not_your_role"
            return t(f"decision.{key}")
        chosen = Chosen.read(press.argument)
        if not chosen.message:
            meant = _meant(data)
            if len(meant) > 1:
                await self._view.choose(press, await self._messages(press, meant))
                return t("chat.act.which_message")
            if not meant:
                return t("decision.no_such_message")
            chosen = replace(chosen, message=meant[0].id)
        if press.verb == "restrict" and not chosen.hours:
            await self._view.choose(press, [self._lengths(press, chosen)])
            return t("chat.act.how_long")
        if not chosen.rule:
            await self._view.choose(press, self._rules(data, press, chosen))
            return t("chat.act.which_rule")
        rule = next((one.id for one in self._public(data) if short(one.id) == chosen.rule), "")
        await self._office.app.thread.run(self._do, press, replace(chosen, rule=rule))
        await self._view.refresh_subject(press.panel.subject)
        return t(f"chat.acted.{press.verb}")

    async def _messages(self, press: Press, meant: Sequence[CardMessage]) -> list[list[Button]]:
        """One button a message, by the time at which it was sent."""
        t, reader = catalog(press.reviewer.lang), await self._view.reader(press.reviewer)
        return [
            [
                self._button(
                    press,
                    t("chat.act.message", n=n, time=reader.moment(one.sent_at)),
                    Chosen(message=one.id),
                )
            ]
            for n, one in enumerate(meant, start=1)
        ]

    def _lengths(self, press: Press, chosen: Chosen) -> list[Button]:
        t = catalog(press.reviewer.lang)
        return [
            self._button(press, t(f"chat.act.hours.{hours}"), replace(chosen, hours=hours))
            for hours in _HOURS
        ]

    def _rules(self, data: CardData, press: Press, chosen: Chosen) -> list[list[Button]]:
        """The rules that were found on the message first, then all the others."""
        t, lang = catalog(press.reviewer.lang), press.reviewer.lang
        every = _ordered(data, chosen.message, self._public(data))
        first = chosen.page * _RULES
        rows = [
            [
                self._button(
                    press,
                    one.name[lang],
                    replace(chosen, page=0, rule=short(one.id)),
                    style="danger" if press.verb in _DANGER else None,
                )
            ]
            for one in every[first : first + _RULES]
        ]
        if len(every) > first + _RULES:
            more = replace(chosen, page=chosen.page + 1)
            rows.append([self._button(press, t("chat.act.more_rules"), more)])
        return rows

    def _public(self, data: CardData) -> Sequence[LabelDefinition]:
        return self._office.app.moderating.rules(data.case.platform, data.case.channel)

    @staticmethod
    def _button(press: Press, text: str, chosen: Chosen, *, style: str | None = None) -> Button:
        return button(text, press.verb, press.panel.id, chosen.written(), style=style)

    # --- a director -------------------------------------------------------------------------

    async def _confirm(self, press: Press) -> str:
        app = self._office.app
        await app.thread.run(app.moderating.confirm_ban, int(press.argument), press.reviewer)
        await self._view.refresh_subject(press.panel.subject)
        return catalog(press.reviewer.lang)("chat.acted.ban_yes")

    async def _decline(self, press: Press) -> str:
        t = catalog(press.reviewer.lang)
        await self._office.ask(
            press.reviewer,
            press.chat,
            "ban_no",
            word(t, "chat.ask.ban_no", number=press.panel.number),
            panel_id=press.panel.id,
            detail={"action": int(press.argument), "case": press.panel.number},
        )
        return ""

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """Take the reason why a ban is declined."""
        app, t = self._office.app, catalog(reviewer.lang)
        number = int(str(prompt.detail["action"]))
        await app.thread.run(app.moderating.decline_ban, number, reviewer, typed.text.strip())
        await self._office.close(prompt)
        await self._office.say(typed.chat, word(t, "chat.acted.ban_no"))
        await self._view.refresh_subject(f"case:{prompt.detail['case']}")

    # --- on the storage thread --------------------------------------------------------------

    def _do(self, press: Press, chosen: Chosen) -> None:
        app, case_id, who = self._office.app, press.panel.number, press.reviewer
        act, message, rule = app.moderating, chosen.message, chosen.rule
        reason = reason_text("act", "rule", catalog(who.lang))
        match MODERATION[press.verb]:
            case ActionKind.DELETE:
                act.delete(case_id, who, message_id=message, rule=rule, reason=reason)
            case ActionKind.HIDE:
                act.hide(case_id, who, message_id=message, rule=rule, reason=reason)
            case ActionKind.WARN:
                act.warn(case_id, who, message_id=message, rule=rule, reason=reason)
            case ActionKind.RESTRICT:
                until = app.clock() + timedelta(hours=chosen.hours)
                act.restrict(
                    case_id, who, message_id=message, rule=rule, reason=reason, until=until
                )
            case ActionKind.BAN:
                act.propose_ban(case_id, who, message_id=message, rule=rule, reason=reason)


def short(rule: str) -> str:
    """A rule's id as a button bears it: a digest where the id leaves no room for the rest."""
    if len(rule.encode()) <= _ROOM:
        return rule
    return f"~{hashlib.sha256(rule.encode()).hexdigest()[:_DIGEST]}"


def _meant(data: CardData) -> list[CardMessage]:
    """The messages that an action may be about: those found to break a rule, else the last."""
    there = [one for one in data.messages if not one.deleted]
    broken = [one for one in there if one.screening.labels]
    return broken or there[-1:]


def _ordered(
    data: CardData, message: int, public: Sequence[LabelDefinition]
) -> list[LabelDefinition]:
    found = [
        label.label for one in data.messages if one.id == message for label in one.screening.labels
    ]
    return sorted(public, key=lambda one: found.index(one.id) if one.id in found else len(found))
