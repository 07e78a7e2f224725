"""Triage in the program: what is stored, what is drafted, and how often we speak."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.review.chat.switchchat import themes_html
from bot.review.wording import clipped
from bot.settings import Settings
from bot.states import CaseState
from bot.storage import figures, queue, record
from bot.storage.queue import CardData
from bot.triagesettings import TriageSettings
from policies.message import Message, MessageKind
from policies.routing import Route
from responders.triage import Choice, Reason
from tests.fakes import (
    CHANNEL,
    OFFICER,
    OPEN,
    PLATFORM,
    Bench,
    build_test_app,
    live_settings,
    message,
)
from translations.catalogs import catalog
from translations.values import Bilingual

WRONG = "They charge interest on student loans"
WRONG_AGAIN = "Be careful, you pay interest on these student loans!"
FILE = "Why was my application refused? I sent everything."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


def _card(bench: Bench, number: int = 1) -> CardData:
    with bench.app.database.read() as connection:
        return queue.card(connection, number)


async def _answer(bench: Bench, number: int = 1) -> None:
    """OFFICER approves the draft of a case, and it goes out."""
    card = _card(bench, number)
    bench.app.decisions.approve(number, OFFICER, text_hash=card.case.text_hash or "")
    bench.clock.forward(seconds=61)
    await bench.publish()


def _said(bench: Bench, number: int = 1) -> tuple[Choice, tuple[Reason, ...]]:
    last = _card(bench, number).messages[-1].triage
    assert last is not None
    return last.choice, last.reasons


async def test_a_person_is_corrected_once(bench: Bench) -> None:
    """The second wrong statement of the same person within the days is watched, not corrected."""
    bench.arrive(message(1, WRONG))
    assert _said(bench) == (Choice.RESPOND, (Reason.WRONG,))
    await _answer(bench)
    bench.arrive(replace(message(2, WRONG_AGAIN), author=message(1, "").author))
    choice, reasons = _said(bench, 2)
    assert (choice, reasons[0]) == (Choice.WATCH, Reason.SAME_PERSON)
    assert _card(bench, 2).draft is None
    bench.clock.forward(days=8)
    bench.arrive(replace(message(3, WRONG), author=message(1, "").author))
    assert _said(bench, 3)[0] is Choice.RESPOND


async def test_a_disputed_reply_comes_back_to_a_person(bench: Bench) -> None:
    """Who says it again below our reply reaches a person, and the figures name the fact."""
    bench.arrive(message(1, WRONG, thread="t"))
    await _answer(bench)
    bench.arrive(message(2, WRONG_AGAIN, thread="t"))
    card = _card(bench)
    last = card.messages[-1]
    assert last.triage is not None
    assert last.triage.reasons[0] is Reason.DISPUTED
    assert (last.route, card.case.flow.case) == (Route.REVIEW, CaseState.QUEUED)
    with bench.app.database.read() as connection:
        found = figures.since(connection, OPEN - timedelta(days=1))
    assert found.contradicted == {"loan-no-interest": 2}
    assert found.disputed == {"loan-no-interest": 1}


def test_themes_are_named_with_their_owner(bench: Bench) -> None:
    """The report says which fact is contradicted most often, and whose it is, in both languages."""
    bench.arrive(message(1, WRONG))
    bank = bench.app.documents.bank
    with bench.app.database.read() as connection:
        found = figures.since(connection, OPEN - timedelta(days=1))
    owner = bank.get("loan-no-interest").owner
    whole = bank.get("loan-no-interest").statement
    said = Bilingual(en=clipped(whole.en, 70), fr=clipped(whole.fr, 70))
    assert themes_html(found, bank, catalog("en")) == [
        f"Most often contradicted: “{said.en}” (owner: {owner}): 1"
    ]
    assert themes_html(found, bank, catalog("fr")) == [
        (
            f"Le plus souvent contredit\u00a0: «\u00a0{said.fr}\u00a0»"
            f" (responsable\u00a0: {owner})\u00a0: 1"
        )
    ]


async def test_another_person_is_corrected(bench: Bench) -> None:
    """What was said to one person holds nothing back from another."""
    bench.arrive(message(1, WRONG))
    await _answer(bench)
    bench.arrive(replace(message(2, WRONG_AGAIN), author="somebody-else"))
    assert _said(bench, 2) == (Choice.RESPOND, (Reason.WRONG,))


def test_a_file_is_moved_to_a_private_channel(bench: Bench) -> None:
    """The approved wording is drafted in both languages, and names no fact."""
    bench.arrive(message(1, FILE))
    card = _card(bench)
    assert card.draft is not None
    assert (card.draft.act, card.draft.template, card.draft.facts) == (
        "redirect",
        "redirect-account",
        (),
    )
    assert "https://learnersupport.example/en/contact" in card.draft.texts["en"]
    assert "https://soutienauxapprenants.example/fr/contact" in card.draft.texts["fr"]
    assert [one.check for one in card.draft.checks if not one.passed] == []


def test_why_stands_in_the_record(bench: Bench) -> None:
    """Choice and reasons are written with what screening found."""
    bench.arrive(message(1, WRONG))
    with bench.app.database.read() as connection:
        told = [
            entry.payload["triage"]
            for entry, _ in record.events(connection, "case:1")
            if entry.kind == "message.screened"
        ]
    assert told == [
        {
            "choice": "respond",
            "sort": "statement",
            "reasons": ["wrong"],
            "private": False,
            "abstained": None,
        }
    ]


def test_an_opinion_elsewhere_asks_nobody(bench: Bench) -> None:
    """A wish on somebody else's page is not even a matter for a person."""
    text = "The government should charge interest on student loans, honestly."
    said: Message = replace(message(1, text), kind=MessageKind.MENTION)
    bench.arrive(said)
    choice, reasons = _said(bench)
    assert (choice, reasons) == (Choice.IGNORE, (Reason.OPINION, Reason.REACH_UNKNOWN))
    assert _card(bench).messages[-1].route is Route.IGNORE


def test_sites_and_limits_come_from_the_settings(tmp_path: Path) -> None:
    """A channel that takes no replies gets no draft, and the card's reason says so."""
    settings = live_settings()
    silent = [
        one.model_copy(update={"may_reply": False})
        if (one.platform, one.id) == (PLATFORM, CHANNEL)
        else one
        for one in settings.channels
    ]
    made = build_test_app(tmp_path, settings=settings.model_copy(update={"channels": silent}))
    made.arrive(message(1, WRONG))
    assert _said(made) == (Choice.WATCH, (Reason.SITE_NO_REPLIES, Reason.WRONG))
    assert _card(made).draft is None
    made.app.close()


def test_defaults() -> None:
    """Out of the box a person is corrected once a week, and a thread three times a day."""
    assert Settings().triage == TriageSettings(
        same_person_days=7, thread_replies=3, thread_hours=24, minimum_reach=0, wide_reach=10_000
    )
