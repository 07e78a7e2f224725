"""How an author contests what we did: by the button of a notice, or with /appeal.

What an author is asked and answers stands in storage: a restart between the two loses nothing.
"""

from collections.abc import Sequence
from typing import Final

from bot.appeals import Answer
from bot.notices import DIRECT, PRESS
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
from bot.reception.wording import Wording, in_languages, languages_for
from bot.review.chat.commands import canonical
from bot.review.chat.office import Office
from bot.storage import authors
from bot.storage.actions import ActionFile
from bot.storage.automatic import queue_service
from translations.catalogs import Catalog, catalog
from translations.formats import format_date

_MOST: Final = 10  # actions to choose from


class Appealing:
    """Takes what authors press and type about an appeal."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def handle(self, interaction: Interaction) -> bool:
        """Take a command, a press or a text that is about an appeal; False where it is not."""
        match interaction:
            case Membership():
                return False
            case Pressed():
                return await self._pressed(interaction)
            case Typed():
                return interaction.private and await self._typed(interaction)

    async def show_rule(self, typed: Typed, token: str) -> bool:
        """Show the author, and nobody else, the rule that a neutral notice points to."""
        await self._office.app.thread.run(self._show_rule, typed, token)
        return True

    async def _pressed(self, pressed: Pressed) -> bool:
        number = pressed.data.removeprefix(PRESS)
        if number == pressed.data or not number.isdecimal() or len(number) > 15:
            return False
        await self._office.app.thread.run(self._start, pressed.person, int(number), pressed.query)
        await self._office.chat.answer(pressed.query, "")  # the answer goes the way of all answers
        return True

    async def _typed(self, typed: Typed) -> bool:
        if typed.command is None:
            return await self._office.app.thread.run(self._words, typed)
        if canonical(typed.command) != "appeal":
            return False
        await self._office.app.thread.run(self._asked, typed)
        return True

    # --- on the storage thread --------------------------------------------------------------

    def _asked(self, typed: Typed) -> None:
        """/appeal: which action, where there are several; why, where there is one."""
        person = typed.person
        found = self._office.app.appeals.possible_for(person.platform, person.number)[:_MOST]
        if not found:
            self._say(person, typed.message, self._words_of("nothing"))
        elif len(found) > 1:
            buttons = [self._choice(one, self._languages(person)) for one in found]
            self._say(person, typed.message, self._words_of("choose"), buttons)
        else:
            self._start(person, found[0].id, typed.message, via="command")

    def _start(self, person: Person, action_id: int, key: str, *, via: str = "button") -> None:
        answer = self._office.app.appeals.start(person.platform, person.number, action_id, via=via)
        self._say(person, key, self._words_of(answer.value))

    def _words(self, typed: Typed) -> bool:
        """Take an ordinary text as the author's words, where they are awaited."""
        person = typed.person
        if not typed.text.strip():
            return False
        appeals = self._office.app.appeals
        if appeals.write(person.platform, person.number, typed.text) is None:
            return False
        self._say(person, typed.message, self._words_of(Answer.RECEIVED.value))
        return True

    def _show_rule(self, typed: Typed, token: str) -> None:
        person, app = typed.person, self._office.app
        action = app.appeals.rule_for(person.platform, person.number, token)
        if action is None:
            self._say(person, typed.message, self._words_of(Answer.UNKNOWN.value))
            return
        values = app.notices.values(action)

        def words(t: Catalog) -> str:
            day = self._day(action, t)
            what = t(f"moderation.public.action.{action.kind}")
            return "\n".join(
                (
                    t("moderation.public.choice", day=day, action=what),
                    t("moderation.public.rule", rule=values[t.lang]["rule"]),
                    t("moderation.public.policy", url=values[t.lang]["policy"]),
                )
            )

        languages = self._languages(person)
        label = " / ".join(catalog(lang)("moderation.public.button") for lang in languages)
        button = Button(text=label, data=f"{PRESS}{action.id}")
        self._say(person, typed.message, words, [button])

    def _choice(self, action: ActionFile, languages: Sequence[str]) -> Button:
        t = catalog("fr" if languages[0] == "fr" else "en")
        what = t(f"moderation.public.action.{action.kind}")
        text = t("moderation.public.choice", day=self._day(action, t), action=what)
        return Button(text=text, data=f"{PRESS}{action.id}")

    def _day(self, action: ActionFile, t: Catalog) -> str:
        zone = self._office.app.tools.hours.zone
        return format_date(action.created_at.astimezone(zone).date(), t.lang)

    def _words_of(self, name: str) -> Wording:
        appeals = self._office.app.settings.appeals

        def words(t: Catalog) -> str:
            email = appeals.email.fr if t.lang == "fr" else appeals.email.en
            return t(f"moderation.public.{name}", days=appeals.days, email=email)

        return words

    def _languages(self, person: Person) -> tuple[str, ...]:
        with self._office.app.database.read() as connection:
            stated = authors.stated_language(connection, person.platform, person.number)
        return languages_for(stated, person.lang_hint)

    def _say(
        self, person: Person, key: str, words: Wording, buttons: Sequence[Button] = ()
    ) -> None:
        app = self._office.app
        channel = app.settings.channel(self._office.platform, DIRECT)
        with app.database.write("appealing") as connection:
            stated = authors.stated_language(connection, person.platform, person.number)
            languages = languages_for(stated, person.lang_hint)
            outgoing = Outgoing(
                idempotency_key=f"service:{person.platform}:appeal:{key}",
                kind=PublicationKind.SERVICE,
                platform=person.platform,
                channel=DIRECT,
                text=in_languages(words, languages),
                lang=languages[0] if len(languages) == 1 else None,
                reply_to=None,
                recipient=person.number,
                buttons=tuple(buttons),
            )
            shadow = channel.autonomy_of(PublicationKind.SERVICE) is not Autonomy.AUTO
            queue_service(connection, outgoing, app.clock(), shadow=shadow)
