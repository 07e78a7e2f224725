"""Moderation at the desk in chat: which action, which rule, and it is done; a ban is proposed.

Two taps: the action, then the rule. What the platform cannot do is not offered.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from bot.ports import ActionKind, Button, Typed
from bot.review.chat import markup
from bot.review.chat.caseview import CaseView
from bot.review.chat.office import Office
from bot.review.chat.presses import Press, button
from bot.storage.panels import Prompt
from bot.storage.queue import CardData, CardMessage
from policies.roles import Act, Reviewer
from translations.catalogs import Catalog, catalog

# short names of actions in the 64 bytes of a button; a restriction bears its hours
_ACTIONS: Final[Mapping[str, tuple[ActionKind, timedelta | None]]] = {
    "d": (ActionKind.DELETE, None),
    "h": (ActionKind.HIDE, None),
    "w": (ActionKind.WARN, None),
    "r1": (ActionKind.RESTRICT, timedelta(hours=1)),
    "r24": (ActionKind.RESTRICT, timedelta(days=1)),
    "r168": (ActionKind.RESTRICT, timedelta(days=7)),
    "b": (ActionKind.BAN, None),
}
_ON_TELEGRAM: Final = ("d", "w", "r1", "r24", "r168", "b")
_ELSEWHERE: Final = ("h", "d", "w")
_RULES: Final = 6  # on one page of buttons


class Acting:
    """Lets moderators act on a message and its author."""

    prompts: frozenset[str] = frozenset({"act_reason"})

    def __init__(self, office: Office, view: CaseView) -> None:
        self._office = office
        self._view = view
        self.presses: Final[Mapping[str, Callable[[Press], Awaitable[str]]]] = {
            "act": self._act,
            "rule": self._rule,
        }

    async def _act(self, press: Press) -> str:
        """Offer the actions, then the rules that the message may break."""
        t = catalog(press.reviewer.lang)
        if not press.reviewer.may(Act.MODERATE):
            return t("decision.not_your_role")
        data = await self._view.data(press.panel.number)
        if not press.argument:
            names = _ON_TELEGRAM if data.case.platform == self._office.platform else _ELSEWHERE
            buttons = [
                button(
                    t(f"chat.act.{name}"),
                    "act",
                    press.panel.id,
                    f"{name},0",
                    style="danger" if name in ("d", "b") else None,
                )
                for name in names
            ]
            await self._view.choose(press, _in_rows(buttons, 3))
            return ""
        name, _, page = press.argument.partition(",")
        await self._view.choose(press, self._rules(data, press, name, int(page or 0)))
        return t("chat.act.which_rule")

    def _rules(
        self, data: CardData, press: Press, name: str, page: int
    ) -> Sequence[Sequence[Button]]:
        """The rules that were found on the message first, then all the others."""
        t, lang = catalog(press.reviewer.lang), press.reviewer.lang
        labels = self._office.app.documents.policy.labels
        found = [
            label.label
            for message in data.messages
            for label in message.screening.labels
            if label.label in labels
        ]
        public = [one for one, definition in labels.items() if definition.rule is not None]
        every = list(dict.fromkeys([*(one for one in found if one in public), *public]))
        chosen = every[page * _RULES : (page + 1) * _RULES]
        rows = _in_rows(
            [
                button(labels[one].name[lang], "rule", press.panel.id, f"{name},{one}"[:48])
                for one in chosen
            ],
            2,
        )
        if len(every) > (page + 1) * _RULES:
            rows.append(
                [button(t("chat.act.more_rules"), "act", press.panel.id, f"{name},{page + 1}")]
            )
        return rows

    async def _rule(self, press: Press) -> str:
        """Do it."""
        t = catalog(press.reviewer.lang)
        name, _, rule = press.argument.partition(",")
        kind, length = _ACTIONS[name]
        data = await self._view.data(press.panel.number)
        message = _meant(data, rule)
        if message is None:
            return t("decision.no_such_message")
        app = self._office.app
        case_id, reviewer = press.panel.number, press.reviewer

        def decide() -> None:
            act = app.moderating
            more = {"message_id": message.id, "rule": rule, "reason": ""}
            match kind:
                case ActionKind.DELETE:
                    act.delete(case_id, reviewer, **more)
                case ActionKind.HIDE:
                    act.hide(case_id, reviewer, **more)
                case ActionKind.WARN:
                    act.warn(case_id, reviewer, **more)
                case ActionKind.RESTRICT:
                    until = app.clock() + (length or timedelta(days=1))
                    act.restrict(case_id, reviewer, until=until, **more)
                case ActionKind.BAN:
                    act.propose_ban(case_id, reviewer, **more)

        await app.thread.run(decide)
        await self._view.refresh_subject(press.panel.subject)
        return t(f"chat.acted.{kind}")

    async def answered(self, prompt: Prompt, typed: Typed, reviewer: Reviewer) -> None:
        """No question of this part is answered by typing yet: close it."""
        await self._office.close(prompt)
        t = catalog(reviewer.lang)
        await self._office.say(typed.chat, markup.plain(t("chat.no_question")))


def _meant(data: CardData, rule: str) -> CardMessage | None:
    """The message that an action is about: the last with that rule, else the last there is."""
    there = [one for one in data.messages if not one.deleted]
    broken = [one for one in there if any(label.label == rule for label in one.screening.labels)]
    return (broken or there or [None])[-1]


def _in_rows(buttons: Sequence[Button], size: int) -> list[list[Button]]:
    return [list(buttons[at : at + size]) for at in range(0, len(buttons), size)]


def action_word(t: Catalog, kind: str) -> str:
    """Return the word for an action."""
    return t(f"desk.action.{kind}")
