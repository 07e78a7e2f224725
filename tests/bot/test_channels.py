"""Channels differ: policy, hours, languages, who is answered; and what comes besides text."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import select

from bot.app import Documents, NotInForce, approved
from bot.arrivals import Arrivals
from bot.ports import Membership, Person, Priority
from bot.settings import Channel, Settings
from bot.states import PublicationState
from bot.storage import documents as store
from bot.storage import joins, pages, publications, queue, staff
from bot.storage.documents import DocumentKind
from bot.storage.inbox import INBOX
from bot.storage.intake import MESSAGE
from bot.storage.tables import JoinRow
from bot.toolbox import SHIPPED_FACTS, SHIPPED_POLICY, SHIPPED_TEMPLATES
from policies.hoursfile import HoursFile, WeekFile
from policies.message import Message, MessageEvent, MessageKind
from policies.policy import Effect, Outcome
from policies.roles import Role
from policies.routing import Route
from tests.fakes import (
    CLOSED,
    DISTRESS_EN,
    INSULT_EN,
    OPEN,
    PLATFORM,
    QUESTION_EN,
    QUESTION_FR,
    TALK_EN,
    THREAT_FR,
    Bench,
    FakeClock,
    build_test_app,
    documents,
    live_settings,
    message,
    new_database,
)

NIGHT: Final = "night-owls"  # open when the agency is closed
STRICT: Final = "strict"  # has a policy of its own
BOTH: Final = "both"
FRENCH: Final = "french"
OWLS: Final = HoursFile(
    week=WeekFile(monday=["20:00-23:00"], tuesday=["20:00-23:00"], wednesday=["20:00-23:00"])
)


def _settings() -> Settings:
    def channel(name: str, **more: Any) -> Channel:
        return Channel(platform=PLATFORM, id=name, mode="live", **more)

    plain = live_settings()
    return plain.model_copy(
        update={
            "channels": [
                *plain.channels,
                channel(NIGHT, hours=OWLS),
                channel(STRICT, policy="strict-policy"),
                channel(BOTH, reply_language="both"),
                channel(FRENCH, reply_language="fr", holding_when="always"),
            ]
        }
    )


def _documents() -> Documents:
    """Return documents with a second policy, for which coarse words are a matter for a person."""
    found = documents()
    strict = replace(
        found.policy,
        id="strict",
        version="S1",
        effects={**found.policy.effects, "coarse": Outcome(effect=Effect.REVIEW)},
    )
    return replace(found, policies={"strict-policy": strict})


@pytest.fixture(scope="module")
def in_use() -> Documents:
    """The documents of this module."""
    return _documents()


@pytest.fixture
def bench(tmp_path: Path, in_use: Documents) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path, settings=_settings(), in_use=in_use)
    yield made
    made.app.close()


@pytest.fixture
def night(tmp_path: Path, in_use: Documents) -> Iterator[Bench]:
    """The program on a Wednesday evening at nine."""
    made = build_test_app(tmp_path, clock=FakeClock(CLOSED), settings=_settings(), in_use=in_use)
    yield made
    made.app.close()


def _held(bench: Bench) -> list[tuple[str, str | None, str]]:
    """Return kind, language and text of what waits to be sent."""
    with bench.app.database.read() as connection:
        waiting = publications.in_state(connection, PublicationState.HELD)
    return [(one.outgoing.kind.value, one.outgoing.lang, one.outgoing.text) for one in waiting]


def _pages(bench: Bench) -> list[tuple[str, str, str, Priority]]:
    with bench.app.database.read() as connection:
        found = pages.ready(connection, bench.clock() + timedelta(days=1), 100)
    return [(one.kind, one.subject, one.key, one.priority) for one in found]


def _routes(bench: Bench) -> list[tuple[str, str, str | None]]:
    """Return id, route and policy version of each stored message."""
    with bench.app.database.read() as connection:
        rows = connection.execute(select(MESSAGE).order_by(MESSAGE.c.id))
        return [(row.external_id, row.route, row.policy_version) for row in rows]


# --- policy, hours, languages ---------------------------------------------------------------

COARSE: Final = "What a shitty website, I can't even log in."


def test_a_channel_has_its_own_policy(bench: Bench) -> None:
    """The same words are noted by the agency's policy, and reviewed by that of one channel."""
    bench.arrive(message(1, COARSE), message(2, COARSE, channel=STRICT))
    version = documents().policy.version
    assert _routes(bench) == [("m-1", "ignore", version), ("m-2", "review", "S1")]


def test_the_policies_that_channels_name_are_read_from_the_database(tmp_path: Path) -> None:
    """The agency's policy is the newest that no channel names; a missing one is said."""
    database = new_database(tmp_path / "liaison.db")
    folder = tmp_path / "strict-policy"
    folder.mkdir()
    for file in SHIPPED_POLICY.glob("*.yaml"):
        text = file.read_text("utf-8").replace('version: "2026.1"', 'version: "S1"')
        (folder / file.name).write_text(text, "utf-8")
    settings = _settings()

    def put(kind: DocumentKind, path: Path) -> None:
        with database.write() as connection:
            version, _ = store.import_document(connection, kind, path, by=1, now=OPEN)
            store.approve(connection, kind, version.sha256, by=2, now=OPEN)

    put(DocumentKind.POLICY, SHIPPED_POLICY)
    put(DocumentKind.FACTS, SHIPPED_FACTS)
    put(DocumentKind.TEMPLATES, SHIPPED_TEMPLATES)
    with pytest.raises(NotInForce):
        approved(database, settings)
    put(DocumentKind.POLICY, folder)  # approved last
    found = approved(database, settings)
    assert found.policy.version == "2026.1"
    assert {name: one.version for name, one in found.policies.items()} == {"strict-policy": "S1"}
    assert found.policy_for(settings.channel(PLATFORM, STRICT)).version == "S1"
    assert found.policy_for(settings.channel(PLATFORM, BOTH)).version == "2026.1"
    database.close()


def test_a_channel_has_its_own_hours(night: Bench) -> None:
    """At nine in the evening one channel is open: who writes there gets no holding reply."""
    night.arrive(message(1, QUESTION_EN, channel=NIGHT), message(2, QUESTION_EN, author="b"))
    assert [kind for kind, _, _ in _held(night)] == ["holding"]


def test_deadlines_run_in_the_hours_of_the_channel(night: Bench) -> None:
    """Two hours to look: tonight where it is open, tomorrow morning elsewhere."""
    night.arrive(message(1, INSULT_EN, channel=NIGHT), message(2, INSULT_EN, author="b"))
    with night.app.database.read() as connection:
        due = [queue.card(connection, number).case.wanted_at for number in (1, 2)]
    assert due == [
        datetime(2026, 3, 5, 4, 0, tzinfo=UTC),  # 23:00 in Toronto: an hour is left, then Monday
        datetime(2026, 3, 5, 15, 30, tzinfo=UTC),  # 10:30
    ]


@pytest.mark.parametrize(
    ("channel", "stated", "languages"),
    [
        ("page", None, ("en",)),
        ("page", "fr", ("fr",)),
        (BOTH, None, ("en", "fr")),
        (BOTH, "fr", ("en", "fr")),
        (FRENCH, None, ("fr",)),
        (FRENCH, "en", ("fr",)),
    ],
)
def test_a_channel_has_its_own_rule_for_languages(
    bench: Bench, channel: str, stated: str | None, languages: tuple[str, ...]
) -> None:
    """The author's choice, else detection; a channel that fixes its languages goes before both."""
    bench.arrive(message(1, QUESTION_EN, channel=channel, stated_lang=stated))
    with bench.app.database.read() as connection:
        draft = queue.card(connection, 1).draft
    assert draft is not None
    assert draft.languages == languages


def test_a_stated_language_is_remembered_for_every_kind_of_reply(night: Bench) -> None:
    """Chosen once, it holds for drafts, holding replies and the crisis text."""
    night.arrive(message(1, TALK_EN, stated_lang="fr"))
    night.arrive(message(2, QUESTION_EN), message(3, DISTRESS_EN))
    held = _held(night)
    assert [(kind, lang) for kind, lang, _ in held] == [("holding", "fr")]
    with night.app.database.read() as connection:
        drafts = [queue.card(connection, number).draft for number in (2, 3)]
    assert [one.languages for one in drafts if one] == [("fr",), ("fr",)]


# --- who is answered ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "addressed", "kinds"),
    [
        ("page", True, ["holding"]),
        ("page", False, []),
        (FRENCH, False, ["holding"]),
    ],
)
def test_holding_replies_go_to_those_who_speak_to_us(
    night: Bench, channel: str, addressed: bool, kinds: list[str]
) -> None:
    """People who talk among themselves are left alone, unless the channel wants otherwise."""
    said = replace(message(1, QUESTION_FR, channel=channel), addressed=addressed)
    night.arrive(said)
    assert [kind for kind, _, _ in _held(night)] == kinds


def test_what_staff_write_is_left_alone(night: Bench) -> None:
    """No screening, no draft, no answer, no case: they are known by their number."""
    with night.app.database.write() as connection:
        code = staff.invite(
            connection, name="Olive", roles=[Role.OFFICER], lang="en", languages=["en"],
            now=CLOSED, actor="program",
        )  # fmt: skip
        staff.bind(connection, code=code, platform=PLATFORM, number="42", now=CLOSED)
    night.arrive(
        message(1, THREAT_FR, author="42"),
        message(2, QUESTION_EN, author="b"),
        message(1, INSULT_EN, author="42", event=MessageEvent.EDITED, sent_at=CLOSED),
    )
    assert [name for name, _, _ in _routes(night)] == ["m-2"]
    with night.app.database.read() as connection:
        states = connection.execute(select(INBOX.c.state).order_by(INBOX.c.id)).scalars().all()
    assert states == ["ours", "done", "ours"]
    assert _pages(night) == []


# --- what cannot wait -----------------------------------------------------------------------


def test_an_escalation_is_told_of_once(bench: Bench) -> None:
    """A threat asks for a person at any hour; a second one in the same case does not again."""
    bench.arrive(message(1, THREAT_FR), message(2, THREAT_FR, thread="m-1"))
    bench.arrive(message(3, THREAT_FR, thread="m-1"))
    assert _pages(bench) == [("safety", "case:1", "escalation:1:1", Priority.SAFETY)]


def test_an_escalation_that_touches_nobodys_safety_keeps_to_peoples_hours(bench: Bench) -> None:
    """A journalist is escalated, and pages nobody at night."""
    bench.arrive(message(1, "Hi, I'm a reporter with the Maple Daily, could you comment?"))
    assert _pages(bench) == [("escalation", "case:1", "escalation:1:1", Priority.REVIEWER)]


def test_a_case_that_becomes_a_matter_of_safety_is_told_of_again(bench: Bench) -> None:
    """The journalist's case turns into a threat: now somebody is paged."""
    bench.arrive(message(1, "Hi, I'm a reporter with the Maple Daily, could you comment?"))
    bench.arrive(message(2, "I will kill you all", thread="m-1"))
    bench.arrive(message(2, "I will kill you all!", thread="m-1", event=MessageEvent.EDITED))
    assert _pages(bench) == [
        ("safety", "case:1", "escalation:1:2", Priority.SAFETY),
        ("escalation", "case:1", "escalation:1:1", Priority.REVIEWER),
    ]


def test_an_edit_that_becomes_a_threat_is_told_of(bench: Bench) -> None:
    """Harmless at first, then edited: the new text is what counts."""
    bench.arrive(message(1, TALK_EN))
    assert _pages(bench) == []
    bench.arrive(message(1, THREAT_FR, event=MessageEvent.EDITED, sent_at=OPEN))
    assert _pages(bench) == [("safety", "case:1", "escalation:1:1:2", Priority.SAFETY)]


def test_two_edits_within_a_second_are_two(bench: Bench) -> None:
    """Platforms count in seconds: the last text counts, whatever its time."""
    bench.arrive(message(1, TALK_EN))
    first = message(1, TALK_EN + " Yes.", event=MessageEvent.EDITED)
    bench.arrive(first)
    bench.arrive(first, message(1, INSULT_EN, event=MessageEvent.EDITED))
    with bench.app.database.read() as connection:
        row = connection.execute(select(MESSAGE)).one()
    assert (row.text, row.route, row.revision) == (INSULT_EN, "review", 3)


# --- media, and words of others -------------------------------------------------------------


def _with(number: int, text: str, **more: Any) -> Message:
    return replace(message(number, text, author=f"a{number}"), **more)


def test_media_without_a_word_are_for_a_person(bench: Bench) -> None:
    """A photo is shown to somebody; a caption is read instead; pictures repeat nothing."""
    bench.arrive(*(_with(number, "", media="photo") for number in range(1, 15)))
    bench.arrive(_with(20, TALK_EN, media="photo"))
    with bench.app.database.read() as connection:
        rows = connection.execute(select(MESSAGE).order_by(MESSAGE.c.id)).all()
    assert [row.media for row in rows] == ["photo"] * 15
    assert [row.route for row in rows] == ["review"] * 14 + ["ignore"]
    assert {label.label for label in _labels(bench, 14)} == {"no_text"}


def _labels(bench: Bench, case: int) -> tuple[Any, ...]:
    with bench.app.database.read() as connection:
        screening = queue.card(connection, case).messages[0].screening
    return screening.labels


def test_an_agency_can_set_media_off(bench: Bench) -> None:
    """The effects table has a row for it; on a channel where it says none, nobody is asked."""
    policy = documents().policy
    assert policy.outcome("no_text", "page") == Outcome(effect=Effect.REVIEW)
    assert {"no_text", "passed_on", "arrival"} <= set(policy.effects)


def test_what_is_passed_on_is_not_held_against_whoever_passes_it_on(bench: Bench) -> None:
    """A forwarded threat goes to a person as what it is: content passed on, and no threat."""
    bench.arrive(_with(1, "", quoted="Je vais te tuer"), _with(2, "", quoted="The office is open."))
    assert [route for _, route, _ in _routes(bench)] == ["review", "ignore"]
    assert [label.label for label in _labels(bench, 1)] == ["passed_on"]
    assert _pages(bench) == []


def test_the_same_forward_from_many_is_repetition(bench: Bench) -> None:
    """Passed-on words count by what they say."""
    words = "Everybody has to read this text about the program today, please share it"
    bench.arrive(*(_with(number, "", quoted=words) for number in range(1, 13)))
    assert [route for _, route, _ in _routes(bench)][-1] == "review"


# --- arrivals -------------------------------------------------------------------------------


def _joined(number: int, name: str, at: datetime, key: str = "") -> Membership:
    return Membership(
        key=key or str(number),
        chat="page",
        person=Person(platform=PLATFORM, number=f"n{number}"),
        status="joined",
        at=at,
        name=name,
    )


async def test_an_advertisement_for_a_name_is_a_case(bench: Bench) -> None:
    """Who joins with a link for a name is shown to a person; told of twice, it is one case."""
    arrivals = Arrivals(bench.app)
    spam = _joined(1, "Easy loans bit.ly/cash", OPEN)
    assert await arrivals.handle(spam)
    assert await arrivals.handle(replace(spam, key="2", at=OPEN + timedelta(seconds=1)))
    assert await arrivals.handle(_joined(2, "Joan Baker", OPEN))
    assert not await arrivals.handle(replace(spam, status="left"))
    bench.arrive()
    assert [(name, route) for name, route, _ in _routes(bench)] == [
        (f"page:join-n1-{int(OPEN.timestamp())}", "review")
    ]
    with bench.app.database.read() as connection:
        card = queue.card(connection, 1)
    assert (card.messages[0].text, card.draft) == ("Easy loans bit.ly/cash", None)
    assert _held(bench) == []


async def test_a_wave_of_arrivals_is_one_case(bench: Bench) -> None:
    """Thirty people within minutes are told of once."""
    arrivals = Arrivals(bench.app)
    for number in range(30):
        await arrivals.handle(_joined(number, f"Person {number}", OPEN + timedelta(seconds=number)))
    bench.arrive()
    assert len(_routes(bench)) == 1


async def test_arrivals_are_forgotten_after_a_day(bench: Bench) -> None:
    """No profile is kept: the row is gone with the first arrival of the next day."""
    arrivals = Arrivals(bench.app)
    await arrivals.handle(_joined(1, "Ann", OPEN))
    await arrivals.handle(_joined(2, "Ben", OPEN + timedelta(hours=25)))
    with bench.app.database.read() as connection:
        numbers = connection.execute(select(JoinRow.__table__.c.number)).scalars().all()  # type: ignore[attr-defined]  # SQLModel adds it
    assert numbers == ["n2"]
    with bench.app.database.write() as connection:
        assert joins.forget(connection, OPEN + timedelta(days=3)) == 1


@pytest.mark.parametrize(
    ("minutes", "texts", "routes"),
    [
        (2, ["Look: shop.example.com"], ["review"]),
        (30, ["Look: shop.example.com"], ["ignore"]),
        (2, ["Good morning everybody", "Look: shop.example.com"], ["ignore", "ignore"]),
        (2, ["Good morning everybody"], ["ignore"]),
    ],
)
async def test_a_link_as_the_first_words_of_somebody_new(
    bench: Bench, minutes: int, texts: list[str], routes: list[str]
) -> None:
    """A link within minutes of joining, before anything else, is for a person."""
    await Arrivals(bench.app).handle(_joined(1, "Ann", OPEN - timedelta(minutes=minutes)))
    bench.arrive(*(message(number, text, author="n1") for number, text in enumerate(texts)))
    assert [route for _, route, _ in _routes(bench)] == routes


async def test_an_arrival_among_staff_is_nobodys_business(bench: Bench) -> None:
    """Our own people may join with whatever name they have."""
    with bench.app.database.write() as connection:
        code = staff.invite(
            connection, name="Olive", roles=[Role.OFFICER], lang="en", languages=["en"],
            now=OPEN, actor="program",
        )  # fmt: skip
        staff.bind(connection, code=code, platform=PLATFORM, number="n1", now=OPEN)
    await Arrivals(bench.app).handle(_joined(1, "Easy loans bit.ly/cash", OPEN))
    bench.arrive()
    assert _routes(bench) == []


def test_a_direct_message_is_always_addressed() -> None:
    """Other platforms, and private chats, speak to us unless something else is said."""
    said = message(1, TALK_EN)
    assert said.addressed
    assert said.kind is not MessageKind.DIRECT
    assert Route.IGNORE.rank < Route.REVIEW.rank
