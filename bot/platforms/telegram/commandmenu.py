"""The command menus that Telegram shows: for the public, for each reviewer, for the staff group."""

from collections.abc import Mapping, Sequence
from typing import Final

from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)

from bot.logs import log
from bot.platforms.telegram.calls import Calls
from bot.ports import Refused, Sent
from bot.review.chat.commands import PUBLIC, STAFF
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES, Official

# what makes sense in front of everybody in the staff group
IN_GROUP: Final = ("queue", "next", "stats", "pause", "resume", "incident", "help")


class CommandMenu:
    """Tells Telegram which commands there are; what it refuses is logged, and nothing stops."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def publish(
        self, reviewers: Mapping[str, Official], staff_group: str | None = None
    ) -> bool:
        """Set every menu; return whether Telegram took them all.

        Args:
            reviewers: The language of each reviewer, by the number of their private chat.
            staff_group: Chat of the queue message.
        """
        taken = await self.for_public()
        for number, lang in reviewers.items():
            taken = await self.for_reviewer(number, lang) and taken
        if staff_group is not None:
            taken = await self.for_group(staff_group) and taken
        return taken

    async def for_public(self) -> bool:
        """Set the menu of private chats, in both languages; groups have none."""
        outcome = await self._calls.aside(
            lambda _to: self._calls.bot.delete_my_commands(BotCommandScopeDefault())
        )
        empty = isinstance(outcome, Sent)
        scope = BotCommandScopeAllPrivateChats()
        english = await self._set(_menu(PUBLIC, "en"), scope, None)
        french = await self._set(_menu(PUBLIC, "fr"), scope, "fr")
        return empty and english and french

    async def for_reviewer(self, number: str, lang: Official) -> bool:
        """Set the menu of one reviewer's private chat, in their language."""
        menu = _menu(STAFF | {"language": PUBLIC["language"]}, lang)
        scope = _chat(number)
        return scope is not None and await self._set(menu, scope, None)

    async def forget_reviewer(self, number: str) -> bool:
        """Take the menu of staff away from somebody who is not of them any more."""
        scope = _chat(number)
        if scope is None:
            return False
        outcome = await self._calls.aside(lambda _to: self._calls.bot.delete_my_commands(scope))
        return isinstance(outcome, Sent)

    async def for_group(self, chat: str) -> bool:
        """Set the menu of the staff group: both languages, one below the other."""
        scope = _chat(chat.partition("/")[0])
        return scope is not None and await self._set(_of_group(), scope, None)

    async def _set(
        self,
        menu: Sequence[BotCommand],
        scope: BotCommandScopeAllPrivateChats | BotCommandScopeChat,
        lang: str | None,
    ) -> bool:
        outcome = await self._calls.aside(
            lambda _to: self._calls.bot.set_my_commands(menu, scope=scope, language_code=lang)
        )
        if isinstance(outcome, Refused):
            log("telegram.menu", refused=outcome.reason)
        return isinstance(outcome, Sent)


def _chat(number: str) -> BotCommandScopeChat | None:
    """Return the scope of a chat, None where that is no number of Telegram's."""
    try:
        return BotCommandScopeChat(int(number))
    except ValueError:
        return None


def _menu(names: Mapping[str, str], lang: Official) -> list[BotCommand]:
    t = catalog(lang)
    return [
        BotCommand(french if lang == "fr" else english, t(f"telegram.command.{english}"))
        for english, french in names.items()
    ]


def _of_group() -> list[BotCommand]:
    words = {lang: catalog(lang) for lang in OFFICIAL_LANGUAGES}
    found: dict[str, list[str]] = {}
    for english in IN_GROUP:
        key = f"telegram.command.{english}"
        found.setdefault(english, []).append(words["en"](key))
        found.setdefault(STAFF[english], []).append(words["fr"](key))
    return [BotCommand(name, " · ".join(said)) for name, said in found.items()]
