"""Appeals: how they come in, who may decide them, and what the author is told."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.appeals import Answer
from bot.deciding import NotAllowed
from bot.ports import Person, Pressed, Typed
from bot.reception.appealing import Appealing
from bot.review.chat.office import Office
from bot.settings import Appeals as AppealSettings
from bot.settings import Channel
from bot.states import ActionState, AppealState
from bot.storage import appeals, pages, publications, record
from bot.storage.appeals import AppealFile
from bot.storage.cases import PUBLICATION
from bot.storage.intake import MESSAGE
from bot.storage.publications import Queued
from policies.roles import Role
from tests.chat.fakechat import FakeChat
from tests.fakes import (
    INSULT_EN,
    MODERATOR,
    OFFICER,
    OPEN,
    PLATFORM,
    RECORDS,
    THREAT_FR,
    Bench,
    build_test_app,
    live_settings,
    message,
    person,
)

SECOND = person(22, Role.MODERATOR)
DIRECTOR = person(30, Role.MODERATOR, Role.DIRECTOR)
AUTHOR = "77"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours; the bot's private chats are live."""
    settings = live_settings()
    direct = Channel(platform=PLATFORM, id="direct", mode="live")
    settings = settings.model_copy(update={"channels": [*settings.channels, direct]})
    made = build_test_app(tmp_path, settings=settings)
    yield made
    made.app.close()


async def _act(bench: Bench, number: int = 1, text: str = INSULT_EN, author: str = AUTHOR) -> int:
    """Delete a message; return the number of the action."""
    bench.arrive(message(number, text, author=author))
    with bench.app.database.read() as connection:
        case_id, message_id = connection.execute(
            select(MESSAGE.c.case_id, MESSAGE.c.id).where(MESSAGE.c.external_id == f"m-{number}")
        ).one()
    bench.app.moderating.delete(
        case_id, MODERATOR, message_id=message_id, rule="insult", reason="why"
    )
    bench.clock.forward(seconds=61)
    await bench.app.enforcement.work()
    return bench.app.moderating.of_case(case_id)[-1].id


async def _appealed(bench: Bench) -> AppealFile:
    number = await _act(bench)
    assert bench.app.appeals.start(PLATFORM, AUTHOR, number, via="button") is Answer.ASK
    found = bench.app.appeals.write(PLATFORM, AUTHOR, "I quoted somebody.")
    assert found is not None
    return found


def _told(bench: Bench, kind: str) -> list[Queued]:
    with bench.app.database.read() as connection:
        rows = connection.execute(PUBLICATION.select().where(PUBLICATION.c.kind == kind)).all()
        return [publications.load(connection, row.id) for row in rows]


def _load(bench: Bench, appeal_id: int = 1) -> AppealFile:
    with bench.app.database.read() as connection:
        return appeals.load(connection, appeal_id)


# --- coming in ------------------------------------------------------------------------------


async def test_an_author_appeals_in_two_messages(bench: Bench) -> None:
    """The press asks for words, the next text is taken as such, and it is all recorded."""
    appeal = await _appealed(bench)
    assert (appeal.state, appeal.text, appeal.via) == (
        AppealState.OPEN,
        "I quoted somebody.",
        "button",
    )
    assert bench.app.appeals.write(PLATFORM, AUTHOR, "And hello.") is None
    with bench.app.database.read() as connection:
        assert record.verify(connection) == []
        opened = [one for one, *_ in record.events(connection) if one.kind == "appeal.opened"]
    assert [one.subject for one in opened] == ["case:1"]


async def test_words_typed_again_after_a_crash_are_the_same_appeal(bench: Bench) -> None:
    """An update that is handled twice neither opens a second appeal nor passes for a message."""
    appeal = await _appealed(bench)
    again = bench.app.appeals.write(PLATFORM, AUTHOR, "I quoted somebody.")
    assert again == appeal


async def test_only_the_author_appeals_and_only_once(bench: Bench) -> None:
    """Somebody else learns nothing; a second appeal is told that there is one, or was."""
    appeal = await _appealed(bench)
    start = bench.app.appeals.start
    assert start(PLATFORM, "78", appeal.action_id, via="button") is Answer.UNKNOWN
    assert start(PLATFORM, AUTHOR, 99, via="button") is Answer.UNKNOWN
    assert start(PLATFORM, AUTHOR, appeal.action_id, via="button") is Answer.THERE
    bench.app.appeals.dismiss(appeal.id, SECOND, "r", ground="rule")
    assert start(PLATFORM, AUTHOR, appeal.action_id, via="button") is Answer.DECIDED
    assert bench.app.appeals.possible_for(PLATFORM, AUTHOR) == []


async def test_late_appeals_are_told_where_to_write(bench: Bench) -> None:
    """After the days that the agency allows, the author is told the address; staff may enter it."""
    number = await _act(bench)
    bench.clock.forward(days=AppealSettings().days, seconds=1)
    assert bench.app.appeals.start(PLATFORM, AUTHOR, number, via="button") is Answer.LATE
    assert bench.app.appeals.possible_for(PLATFORM, AUTHOR) == []
    entered = bench.app.appeals.enter(number, "I was in hospital.", OFFICER)
    assert (entered.state, entered.entered_by, entered.via) == (
        AppealState.OPEN,
        OFFICER.id,
        "staff",
    )


async def test_what_does_not_stand_is_not_appealed(bench: Bench) -> None:
    """Undone actions cannot be contested, by nobody."""
    number = await _act(bench)
    bench.app.decisions.undo(1, MODERATOR)
    await bench.app.enforcement.work()
    assert bench.app.appeals.start(PLATFORM, AUTHOR, number, via="button") is Answer.GONE
    with pytest.raises(NotAllowed, match="not_standing"):
        bench.app.appeals.enter(number, "x", OFFICER)


async def test_words_that_never_come_bind_nobody(bench: Bench) -> None:
    """A day after the press a text is an ordinary message again."""
    number = await _act(bench)
    bench.app.appeals.start(PLATFORM, AUTHOR, number, via="button")
    bench.clock.forward(hours=25)
    assert bench.app.appeals.write(PLATFORM, AUTHOR, "Nice weather.") is None


async def test_staff_enter_what_came_by_mail(bench: Bench) -> None:
    """By case, against the newest action; once; with words; by those who handle cases."""
    await _act(bench)
    enter = bench.app.appeals.enter_for_case
    with pytest.raises(NotAllowed, match="not_your_role"):
        enter(1, "words", RECORDS)
    with pytest.raises(NotAllowed, match="empty"):
        enter(1, " ", OFFICER)
    assert enter(1, "words", OFFICER).action_id == 1
    with pytest.raises(NotAllowed, match="nothing"):
        enter(1, "words", OFFICER)


# --- being decided --------------------------------------------------------------------------


async def test_who_decided_does_not_decide_the_appeal(bench: Bench) -> None:
    """Neither the moderator nor the director of a ban; nor who has no right to."""
    bench.arrive(message(1, THREAT_FR, author=AUTHOR))
    bench.app.moderating.propose_ban(1, MODERATOR, message_id=1, rule="threat", reason="why")
    bench.app.moderating.confirm_ban(1, DIRECTOR)
    bench.clock.forward(seconds=61)
    await bench.app.enforcement.work()
    appeal = bench.app.appeals.enter(1, "words", OFFICER)
    for who, why in (
        (MODERATOR, "own_decision"),
        (DIRECTOR, "own_decision"),
        (OFFICER, "not_your_role"),
    ):
        with pytest.raises(NotAllowed, match=why):
            bench.app.appeals.uphold(appeal.id, who, "r")
    bench.app.appeals.uphold(appeal.id, SECOND, "r")
    await bench.app.enforcement.work()
    assert [call[0] for call in bench.moderator.calls] == ["apply", "lift"]
    assert bench.app.moderating.action(1).state is ActionState.LIFTED


async def test_an_upheld_appeal_undoes_and_says_so(bench: Bench) -> None:
    """The action is lifted; the author is told once, and invited to post the message again."""
    appeal = await _appealed(bench)
    await bench.publish()
    bench.app.appeals.uphold(appeal.id, SECOND, "a quotation")
    await bench.app.enforcement.work()
    decided = _load(bench)
    assert (decided.state, decided.decided_by, decided.reason) == (
        AppealState.UPHELD,
        SECOND.id,
        "a quotation",
    )
    notices = _told(bench, "notice")
    assert [one.outgoing.idempotency_key for one in notices] == [
        "notice:1:applied",
        "notice:appeal:1",
    ]
    assert "you were right" in notices[1].outgoing.text
    assert "Please feel free to post it again." in notices[1].outgoing.text
    assert notices[1].outgoing.recipient == AUTHOR
    with pytest.raises(NotAllowed, match="decided"):
        bench.app.appeals.dismiss(appeal.id, SECOND, "r", ground="rule")


async def test_a_dismissed_appeal_says_why_in_the_authors_language(bench: Bench) -> None:
    """What the author is told was written in both languages; the moderator's words stay with us."""
    number = await _act(bench, text=THREAT_FR)
    appeal = bench.app.appeals.enter(number, "Ce n'était qu'une blague.", OFFICER)
    for reason, ground, why in (("", "rule", "reason"), ("r", "other", "ground")):
        with pytest.raises(NotAllowed, match=why):
            bench.app.appeals.dismiss(appeal.id, SECOND, reason, ground=ground)
    bench.app.appeals.dismiss(appeal.id, SECOND, "not funny", ground="context")
    text = _told(bench, "notice")[-1].outgoing.text
    assert "Nous avons lu toute la conversation" in text
    assert "La décision est maintenue." in text
    assert "not funny" not in text
    assert bench.app.moderating.action(number).state is ActionState.APPLIED


async def test_an_upheld_appeal_against_what_is_over_is_told_at_once(bench: Bench) -> None:
    """A restriction whose time is over cannot be lifted; the author was right all the same."""
    bench.arrive(message(1, INSULT_EN, author=AUTHOR))
    bench.app.moderating.restrict(
        1,
        MODERATOR,
        message_id=1,
        rule="insult",
        reason="why",
        until=OPEN + timedelta(hours=1),
    )
    bench.clock.forward(seconds=61)
    await bench.app.enforcement.work()
    bench.clock.forward(hours=2)
    await bench.app.enforcement.work()
    assert bench.app.moderating.action(1).state is ActionState.EXPIRED
    appeal = bench.app.appeals.enter(1, "words", OFFICER)
    bench.app.appeals.uphold(appeal.id, SECOND, "r")
    assert "you were right" in _told(bench, "notice")[-1].outgoing.text


async def test_an_appeal_that_waits_is_brought_up_again(bench: Bench) -> None:
    """Those who may decide are told at once, and again after each time in which it was due."""
    appeal = await _appealed(bench)
    with bench.app.database.read() as connection:
        found = pages.of_subject(connection, f"appeal:{appeal.id}", ["appeal"])
    deadlines = bench.app.settings.deadlines
    gaps = [one.not_before - bench.clock() for one in found]
    assert gaps == [timedelta(minutes=deadlines.review_minutes * n) for n in (0, 1, 2)]


# --- the author's side, in chat -------------------------------------------------------------


class Author:
    """Somebody who writes to the bot privately."""

    def __init__(self, bench: Bench, number: str = AUTHOR) -> None:
        self._office = Office(app=bench.app, chat=FakeChat(), platform=PLATFORM)
        self._who = Person(platform=PLATFORM, number=number, lang_hint="en")
        self._bench = bench
        self._count = 0

    async def type(self, text: str) -> bool:
        """Type a text or a command; return whether it was about an appeal."""
        self._count += 1
        command, _, argument = text.partition(" ")
        is_command = text.startswith("/")
        typed = Typed(
            key=f"k-{self._count}",
            person=self._who,
            chat=self._who.number,
            message=f"{self._who.number}:{self._count}",
            text=text,
            private=True,
            at=self._bench.clock(),
            command=command[1:] if is_command else None,
            argument=argument if is_command else "",
        )
        appealing = Appealing(self._office)  # a new one each time, as after a restart
        if is_command and argument.startswith("n"):
            return await appealing.show_rule(typed, argument[1:])
        return await appealing.handle(typed)

    async def press(self, data: str) -> bool:
        """Press a button."""
        self._count += 1
        return await Appealing(self._office).handle(
            Pressed(
                key=f"k-{self._count}",
                person=self._who,
                chat=self._who.number,
                message="1",
                data=data,
                query=f"q-{self._who.number}-{self._count}",
                private=True,
                at=self._bench.clock(),
            )
        )

    def last(self) -> str:
        """Return what this person was told last."""
        mine = [
            one
            for one in _told(self._bench, "service")
            if one.outgoing.recipient == self._who.number
        ]
        return mine[-1].outgoing.text


async def test_the_button_of_a_notice_leads_to_an_appeal(bench: Bench) -> None:
    """Press, words, and the receipt; in both languages, since the author chose none."""
    await _act(bench)
    author = Author(bench)
    assert await author.type("What happened?") is False
    assert await author.press("ap:1")
    assert "Tell us, in one message, why you disagree." in author.last()
    assert "Dites-nous en un seul message" in author.last()
    assert await author.type("I quoted somebody.")
    assert "We have received your appeal." in author.last()
    assert await author.press("ap:1")
    assert "You have appealed this decision already." in author.last()
    assert _load(bench).text == "I quoted somebody."


async def test_the_command_offers_what_can_be_appealed(bench: Bench) -> None:
    """Nothing; one decision, which is asked about at once; several, which are buttons."""
    author = Author(bench)
    assert await author.type("/appeal")
    assert "appeals@learnersupport.example" in author.last()
    await _act(bench, 1)
    assert await author.type("/contester")
    assert "why you disagree" in author.last()
    await _act(bench, 2)
    assert await author.type("/appeal")
    buttons = _told(bench, "service")[-1].outgoing.buttons
    assert [(one.text, one.data) for one in buttons] == [
        ("March 4, 2026: your message was deleted", "ap:2"),
        ("March 4, 2026: your message was deleted", "ap:1"),
    ]


async def test_others_learn_nothing_from_a_button_or_a_link(bench: Bench) -> None:
    """The link of the neutral notice shows the rule to the author; to others the same as a lie."""
    await _act(bench)
    token = bench.app.moderating.action(1).token
    author, other = Author(bench), Author(bench, "78")
    assert await author.type(f"/start n1-{token}")
    assert "we do not allow comments that insult a person." in author.last()
    assert await other.type(f"/start n1-{token}")
    seen = other.last()
    assert await other.type("/start n1-wrong")
    assert other.last() == seen
    assert await other.press("ap:1")
    assert other.last() == seen
    assert "insult" not in seen
    assert json.dumps(seen).count("This is not available to you.") == 1


async def test_other_presses_are_not_taken(bench: Bench) -> None:
    """Buttons and commands of others, and texts in groups, are nobody's appeal."""
    author = Author(bench)
    assert await author.press("ap:x") is False
    assert await author.press("r_lang:en") is False
    assert await author.type("/privacy") is False
