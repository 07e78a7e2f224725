"""Answers the commands of the public: /start, /privacy, /language, /help.

Answers go through the outbox of public texts: at most once, at the platform's pace, and nowhere
while the channel of private chats is in shadow. Who chose no language is answered in both.
"""

from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from bot.ports import (
    Autonomy,
    Button,
    Interaction,
    Membership,
    Outgoing,
    Person,
    Pressed,
    PublicationKind,
    Typed,
)
from bot.reception import wording
from bot.reception.wording import Wording
from bot.review.chat.commands import PUBLIC, canonical
from bot.review.chat.office import Office
from bot.storage import authors
from bot.storage.automatic import queue_service
from bot.storage.inbox import Waiting
from policies.message import MAX_TEXT_LENGTH, Message, MessageKind
from policies.routing import Route
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES, Official

DIRECT: Final = "direct"  # the channel of all private chats with the bot
PRESS: Final = "r_lang:"
_AUTO: Final = "auto"
_CHOICES: Final = {
    "en": "en", "english": "en", "anglais": "en",
    "fr": "fr", "french": "fr", "français": "fr", "francais": "fr",
}  # fmt: skip


class Appealing(Protocol):
    """How an author contests what we did."""

    async def handle(self, interaction: Interaction) -> bool:
        """Take a command, a press or a text that is about an appeal."""
        ...

    async def show_rule(self, typed: Typed, token: str) -> bool:
        """Show the author, and nobody else, the rule that a neutral notice points to."""
        ...


class Reception:
    """Takes what the public types and presses in the private chat.

    Args:
        office: The program, the chat, the platform.
        appealing: Takes what is about appeals.
        join: Takes an invitation of staff: `/start CODE`.
        private_link: Returns the address of the private chat, where it is known.
    """

    def __init__(
        self,
        office: Office,
        appealing: Appealing | None = None,
        *,
        join: Callable[[Typed, str], Awaitable[bool]] | None = None,
        private_link: Callable[[], str | None] = lambda: None,
    ) -> None:
        self._office = office
        self._appealing = appealing
        self._join = join
        self._private_link = private_link

    async def handle(self, interaction: Interaction) -> bool:
        """Take an interaction of the public; False where it is a message like any other."""
        match interaction:
            case Membership():
                return False
            case Pressed():
                return await self._pressed(interaction)
            case Typed():
                return await self._typed(interaction)

    async def _pressed(self, pressed: Pressed) -> bool:
        if not pressed.data.startswith(PRESS):
            return self._appealing is not None and await self._appealing.handle(pressed)
        chosen = pressed.data.removeprefix(PRESS)
        if chosen in {*OFFICIAL_LANGUAGES, _AUTO}:
            await self._office.app.thread.run(
                self._choose, pressed.person, chosen, f"press:{pressed.query}"
            )
        await self._office.chat.answer(pressed.query, "")  # the answer goes the way of all answers
        return True

    async def _typed(self, typed: Typed) -> bool:
        name = canonical(typed.command) if typed.command else None
        if name is not None and not typed.private:
            if name not in PUBLIC:
                return False
            await self._office.app.thread.run(self._point_to_private, typed)
            return True
        if name == "start" and typed.argument and await self._followed_link(typed):
            return True
        if (name is None or name == "appeal") and self._appealing is not None:
            taken = await self._appealing.handle(typed)
            # who writes of despair, or threatens, in an appeal is seen like anybody who does
            return taken and not await self._office.app.thread.run(self._cannot_wait, typed)
        if name is None or not typed.private:
            return False
        await self._office.app.thread.run(self._answer, typed, name)
        # whoever says more than the command says it to us: it is read like any message
        return " " not in typed.argument

    async def _followed_link(self, typed: Typed) -> bool:
        """Take a deep link: an invitation of staff, or the rule behind a neutral notice."""
        if self._join is not None and await self._join(typed, typed.argument):
            return True
        token = typed.argument.removeprefix("n")
        if self._appealing is None or token == typed.argument:
            return False
        return await self._appealing.show_rule(typed, token)

    # --- on the storage thread --------------------------------------------------------------

    def _cannot_wait(self, typed: Typed) -> bool:
        message = Message(
            platform=typed.person.platform,
            id=typed.message,
            channel=DIRECT,
            author=typed.person.number,
            text=typed.text[:MAX_TEXT_LENGTH],
            sent_at=typed.at,
            kind=MessageKind.DIRECT,
        )
        (found,) = self._office.app.pipeline.assess([Waiting(id=0, message=message)])
        return found.route is Route.ESCALATE

    def _answer(self, typed: Typed, name: str) -> None:
        settings = self._office.app.settings
        match name:
            case "start":
                self._say(typed, wording.welcome(settings), choice=True)
            case "privacy":
                self._say(typed, wording.privacy(settings))
            case "help":
                self._say(typed, wording.help_text(settings))
            case "language":
                said = typed.argument.lower()
                chosen = _AUTO if said == _AUTO else _CHOICES.get(said)
                if chosen is None:
                    both = wording.plain("reception.language.ask")
                    self._say(typed, both, choice=True, in_both=True)
                else:
                    self._choose(typed.person, chosen, typed.message)
            case _:
                hour = typed.at.strftime("%Y%m%d%H")
                key = f"unknown:{typed.person.number}:{hour}"  # who tries many is told once
                self._say(typed, wording.plain("reception.unknown"), key=key)

    def _choose(self, person: Person, chosen: str, key: str) -> None:
        """Keep what was chosen, and confirm it in that language, in one transaction."""
        lang = None if chosen == _AUTO else chosen
        app = self._office.app
        said = "reception.language.forgotten" if lang is None else "reception.language.kept"
        languages = wording.languages_for(lang, person.lang_hint)
        text = wording.in_languages(wording.plain(said), languages)
        with app.database.write("language") as connection:
            authors.state_language(connection, person.platform, person.number, lang, app.clock())
            outgoing = self._to_person(person, key, text, languages)
            queue_service(connection, outgoing, app.clock(), shadow=self._in_shadow(DIRECT))

    def _say(
        self,
        typed: Typed,
        words: Wording,
        *,
        choice: bool = False,
        in_both: bool = False,
        key: str | None = None,
    ) -> None:
        app, person = self._office.app, typed.person
        with app.database.write("reception") as connection:
            stated = authors.stated_language(connection, person.platform, person.number)
            languages = wording.languages_for(None if in_both else stated, person.lang_hint)
            text = wording.in_languages(words, languages)
            buttons = _choice() if choice else ()
            outgoing = self._to_person(person, key or typed.message, text, languages, buttons)
            queue_service(connection, outgoing, app.clock(), shadow=self._in_shadow(DIRECT))

    def _point_to_private(self, typed: Typed) -> None:
        """Say in a group that commands are for the private chat: once for each person and day."""
        app, person = self._office.app, typed.person
        link = self._private_link()
        with app.database.write("reception") as connection:
            stated = authors.stated_language(connection, person.platform, person.number)
            languages = wording.languages_for(stated, person.lang_hint)
            label = " · ".join(catalog(lang)("reception.open_private") for lang in languages)
            outgoing = Outgoing(
                idempotency_key=(
                    f"service:{person.platform}:group:{person.number}:{typed.at:%Y%m%d}"
                ),
                kind=PublicationKind.SERVICE,
                platform=person.platform,
                channel=typed.chat,
                text=wording.in_languages(wording.plain("reception.in_group"), languages),
                lang=_only(languages),
                reply_to=typed.message,
                buttons=() if link is None else (Button(text=label, url=link),),
            )
            queue_service(connection, outgoing, app.clock(), shadow=self._in_shadow(typed.chat))

    def _to_person(
        self,
        person: Person,
        key: str,
        text: str,
        languages: tuple[Official, ...],
        buttons: tuple[Button, ...] = (),
    ) -> Outgoing:
        return Outgoing(
            idempotency_key=f"service:{person.platform}:{key}",
            kind=PublicationKind.SERVICE,
            platform=person.platform,
            channel=DIRECT,
            text=text,
            lang=_only(languages),
            reply_to=None,
            recipient=person.number,
            buttons=buttons,
        )

    def _in_shadow(self, channel: str) -> bool:
        found = self._office.app.settings.channel(self._office.platform, channel)
        return found.autonomy_of(PublicationKind.SERVICE) is not Autonomy.AUTO


def _choice() -> tuple[Button, ...]:
    return tuple(
        Button(text=catalog(lang)("reception.choose"), data=f"{PRESS}{lang}")
        for lang in OFFICIAL_LANGUAGES
    )


def _only(languages: tuple[Official, ...]) -> str | None:
    return languages[0] if len(languages) == 1 else None
