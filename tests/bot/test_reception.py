"""What the public meets: both languages offered at once, a choice that holds, nothing in shadow."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import select

from bot.ports import Interaction, Membership, Person, Pressed, Typed
from bot.reception.reception import Reception
from bot.review.chat.commands import PUBLIC
from bot.review.chat.office import Office
from bot.settings import Channel, ChannelAutonomy, Retention, Settings
from bot.storage import authors, queue, record
from bot.storage.cases import PUBLICATION
from policies.message import Message
from tests.chat.fakechat import FakeChat
from tests.fakes import OPEN, Bench, FakePublisher, build_test_app, live_settings

GROUP = "-100777"
NUMBER = "501"


class Appealing:
    """Stands where appeals are taken."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def handle(self, interaction: Interaction) -> bool:
        """Take /appeal and its button."""
        if isinstance(interaction, Typed):
            self.asked.append(interaction.text)
            return interaction.command is not None
        self.asked.append("press")
        return True

    async def show_rule(self, typed: Typed, token: str) -> bool:
        """Know one token."""
        self.asked.append(f"rule {token} {typed.person.number}")
        return token == "abc"  # noqa: S105 -- no password: a name in a link


@dataclass
class Desk:
    """The reception with everything around it."""

    bench: Bench
    wire: FakePublisher
    chat: FakeChat
    appealing: Appealing
    reception: Reception
    joined: list[str]
    count: int = 0

    async def types(
        self, text: str, *, chat: str = NUMBER, hint: str | None = None, number: str = NUMBER
    ) -> bool:
        """Type a command, and send what is queued."""
        self.count += 1
        name, _, argument = text.removeprefix("/").partition(" ")
        taken = await self.reception.handle(
            Typed(
                key=str(self.count),
                person=Person(platform="telegram", number=number, lang_hint=hint),
                chat=chat,
                message=f"{chat}:{self.count}",
                text=text,
                private=chat == NUMBER,
                at=self.bench.clock(),
                command=name if text.startswith("/") else None,
                argument=argument,
            )
        )
        await self.bench.publish()
        return taken

    async def presses(self, data: str, query: str = "q") -> bool:
        """Press a button, and send what is queued."""
        taken = await self.reception.handle(
            Pressed(
                key=query,
                person=Person(platform="telegram", number=NUMBER),
                chat=NUMBER,
                message=f"{NUMBER}:1",
                data=data,
                query=query,
                private=True,
                at=OPEN,
            )
        )
        await self.bench.publish()
        return taken

    def stated(self) -> str | None:
        """Return the language that the person chose."""
        with self.bench.app.database.read() as connection:
            return authors.stated_language(connection, "telegram", NUMBER)

    def last(self) -> str:
        """Return the text that went out last."""
        return self.wire.texts()[-1]


def _settings(mode: Literal["shadow", "live"]) -> Settings:
    return live_settings().model_copy(
        update={
            "channels": [
                Channel(platform="telegram", id="direct", mode=mode),
                Channel(platform="telegram", id=GROUP, mode=mode),
            ]
        }
    )


def _desk(folder: Path, settings: Settings) -> Desk:
    wire, chat, appealing = FakePublisher(folder / "wire.jsonl"), FakeChat(), Appealing()
    bench = build_test_app(folder, settings=settings, publishers={"telegram": wire})
    joined: list[str] = []

    async def join(_typed: Typed, code: str) -> bool:
        joined.append(code)
        return code == "invited"

    reception = Reception(
        Office(app=bench.app, chat=chat, platform="telegram"),
        appealing,
        join=join,
        private_link=lambda: "https://t.me/our_bot",
    )
    return Desk(bench, wire, chat, appealing, reception, joined)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A live reception."""
    made = _desk(tmp_path, _settings("live"))
    yield made
    with made.bench.app.database.read() as connection:
        assert record.verify(connection) == []
    made.bench.app.close()


EN = "Hello! You have reached Learner Support Canada."
FR = "Bonjour! Vous communiquez avec Soutien aux apprenants Canada."


async def test_the_first_words_are_in_both_languages(desk: Desk) -> None:
    """Nobody has chosen yet: both texts in one message, and a button for each language."""
    assert await desk.types("/start")
    text = desk.last()
    assert text.startswith(EN)
    assert FR in text
    assert "for 2 years" in text
    assert "pendant 2 ans" in text
    with desk.bench.app.database.read() as connection:
        row = connection.execute(select(PUBLICATION)).one()
    assert (row.kind, row.channel, row.recipient, row.lang) == ("service", "direct", NUMBER, None)
    assert '"data": "r_lang:en"' in row.buttons
    assert '"text": "Français"' in row.buttons


async def test_the_language_of_the_app_only_says_which_comes_first(desk: Desk) -> None:
    """A French app puts French first; it is no choice."""
    await desk.types("/start", hint="fr-CA")
    assert desk.last().startswith(FR)
    assert EN in desk.last()
    assert desk.stated() is None


async def test_a_chosen_language_holds(desk: Desk) -> None:
    """Who pressed Français is confirmed in French, and meets no English word after that."""
    assert await desk.presses("r_lang:fr")
    assert desk.last().startswith("Nous vous répondrons désormais en français.")
    assert desk.chat.answers == [("q", "", False)]
    assert desk.stated() == "fr"
    for command in ("/start", "/privacy", "/help"):
        await desk.types(command)
        assert not {"you", "the", "we", "your"} & set(desk.last().lower().split())
        assert "confidentialit" in desk.last().lower()


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("/language en", "en", "From now on we answer you in English."),
        ("/langue fr", "fr", "Nous vous répondrons désormais en français."),
        ("/langue français", "fr", "Nous vous répondrons désormais en français."),
        ("/language French", "fr", "Nous vous répondrons désormais en français."),
        ("/langue auto", None, "We go by the language of your messages again."),
        ("/language klingon", None, "In which language should we answer you?"),
        ("/langue", None, "In which language should we answer you?"),
    ],
)
async def test_the_language_can_be_typed(
    desk: Desk, typed: str, kept: str | None, said: str
) -> None:
    """Either command takes either language's names; without one it asks in both."""
    assert await desk.types(typed)
    assert desk.stated() == kept
    assert desk.last().startswith(said)


async def test_a_choice_can_be_taken_back(desk: Desk) -> None:
    """After `auto` nothing is kept, and both languages are offered again."""
    await desk.types("/langue fr")
    await desk.types("/langue auto")
    assert desk.stated() is None
    await desk.types("/start")
    assert EN in desk.last()


async def test_a_choice_is_asked_for_in_both_languages_whatever_was_chosen(desk: Desk) -> None:
    """Who took the wrong language by mistake finds the way back."""
    await desk.types("/langue fr")
    await desk.types("/langue")
    assert "Dans quelle langue" in desk.last()
    assert "In which language" in desk.last()


async def test_the_privacy_notice_says_what_the_law_asks_for(desk: Desk) -> None:
    """Purpose, authority, what is kept, how long, who sees it, whom to ask: from the settings."""
    await desk.types("/confidentialite")
    text = desk.last()
    for part in ("Purpose", "Authority", "What we keep", "How long", "Who sees it", "Contact"):
        assert f"{part}:" in text
    for part in ("Fin", "Autorité", "Durée", "Qui y a accès", "Vos droits", "Contact"):
        assert f"{part}\u00a0:" in text
    assert "privacy@learnersupport.example" in text
    assert "confidentialite@soutienauxapprenants.example" in text


async def test_how_long_is_said_in_days_where_it_is_no_whole_year(tmp_path: Path) -> None:
    """The notice follows the setting."""
    settings = _settings("live").model_copy(update={"retention": Retention(days=100)})
    made = _desk(tmp_path, settings)
    await made.types("/privacy")
    assert "100 days after" in made.last()
    assert "100 jours après" in made.last()
    made.bench.app.close()


async def test_the_same_update_is_answered_once(desk: Desk) -> None:
    """An update that is handled a second time after a crash queues nothing new."""
    await desk.types("/start")
    desk.count = 0
    await desk.types("/start")
    assert len(desk.wire.texts()) == 1


async def test_an_unknown_command_is_told_once_an_hour(desk: Desk) -> None:
    """Who tries many commands gets one hint; what was said with it is read as a message."""
    assert await desk.types("/wat")
    assert await desk.types("/abc")
    assert not await desk.types("/help I cannot go on like this")
    assert len(desk.wire.texts()) == 2
    assert desk.wire.texts()[0].startswith("This command does not exist.")


async def test_in_a_group_a_command_is_pointed_to_the_private_chat_once_a_day(desk: Desk) -> None:
    """The pointer names nobody, answers the message, and comes once for each person and day."""
    for command in ("/start", "/privacy", "/langue"):
        assert await desk.types(command, chat=GROUP)
    assert not await desk.types("/dance", chat=GROUP)
    (line,) = desk.wire.taken()
    assert (line["channel"], line["reply_to"]) == (GROUP, f"{GROUP}:1")
    assert "private chat" in str(line["text"])
    assert "conversation privée" in str(line["text"])
    desk.bench.clock.forward(days=1)
    await desk.types("/start", chat=GROUP)
    assert len(desk.wire.taken()) == 2


async def test_in_shadow_nobody_hears_us(tmp_path: Path) -> None:
    """A channel in shadow prepares its answers, and sends none."""
    made = _desk(tmp_path, _settings("shadow"))
    await made.types("/start")
    await made.types("/start", chat=GROUP)
    await made.presses("r_lang:fr")
    assert made.wire.texts() == []
    assert made.stated() == "fr"  # the choice is kept all the same
    made.bench.app.close()


async def test_services_can_be_held_back_by_autonomy(tmp_path: Path) -> None:
    """A live channel whose services are in shadow says nothing."""
    channel = Channel(
        platform="telegram", id="direct", mode="live",
        autonomy=ChannelAutonomy.model_validate({"service": "shadow"}),
    )  # fmt: skip
    made = _desk(tmp_path, live_settings().model_copy(update={"channels": [channel]}))
    await made.types("/start")
    assert made.wire.texts() == []
    made.bench.app.close()


async def test_links_lead_staff_in_and_authors_to_their_rule(desk: Desk) -> None:
    """`/start CODE` is an invitation first, then a rule that a notice points to, then a welcome."""
    assert await desk.types("/start invited")
    assert await desk.types("/start nabc")
    assert desk.wire.texts() == []
    assert await desk.types("/start nothing")
    assert desk.last().startswith(EN)
    assert desk.joined == ["invited", "nabc", "nothing"]
    assert desk.appealing.asked == [f"rule abc {NUMBER}", f"rule othing {NUMBER}"]


async def test_appeals_are_somebody_elses(desk: Desk) -> None:
    """The command, its button and the text that follows go to where appeals are taken."""
    assert await desk.types("/contester mon commentaire")
    assert await desk.presses("ap:12")
    assert not await desk.types("Just a message")
    assert desk.appealing.asked == ["/contester mon commentaire", "press", "Just a message"]


async def test_despair_in_an_appeal_is_seen(desk: Desk) -> None:
    """Words that cannot wait are an appeal and a message: a person is told, as for anybody."""
    assert await desk.types("/appeal this was a joke")
    assert not await desk.types("/appeal I want to kill myself tonight")


async def test_arrivals_are_not_for_the_reception(desk: Desk) -> None:
    """Who joins a group has typed nothing."""
    person = Person(platform="telegram", number=NUMBER)
    membership = Membership(key="1", chat=GROUP, person=person, status="joined", at=OPEN)
    assert not await desk.reception.handle(membership)


async def test_a_stated_language_holds_over_detection_in_later_replies(desk: Desk) -> None:
    """An English question of somebody who chose French is drafted in French."""
    await desk.types("/langue fr")
    asked = Message(
        platform="telegram", id=f"{NUMBER}:99", channel="direct", author=NUMBER,
        text="Do I have to repay the grant if I finish school early?", sent_at=OPEN,
    )  # fmt: skip
    desk.bench.arrive(asked)
    with desk.bench.app.database.read() as connection:
        draft = queue.card(connection, 1).draft
    assert draft is not None
    assert draft.languages == ("fr",)


def test_every_public_command_has_an_answer() -> None:
    """The names of both languages lead to something: none is unknown."""
    assert set(PUBLIC) == {"start", "privacy", "language", "appeal", "help"}
