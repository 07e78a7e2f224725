"""A fact ends: drafts on it are withdrawn, and replies are listed until they are put right."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.factbook import facts_in_force
from bot.factreminders import due_soon
from bot.review.chat.factpages import page_words
from bot.states import CaseState, DraftState, PublicationState
from bot.storage import documents, pages, queue, record, retractions, wanted
from bot.storage.documents import DocumentKind
from bot.storage.queue import CardData
from responders.factbank import FactBank, ended, fact_hash
from responders.facts import SHIPPED_FACTS, load_facts
from responders.factwriting import bank_files
from tests.fakes import MODERATOR, OFFICER, QUESTION_EN, Bench, build_test_app, message, person
from translations.catalogs import catalog
from translations.values import Bilingual

OTHER = person(31, *OFFICER.roles)
SHIPPED = load_facts(SHIPPED_FACTS)
RIGHT = {"en": "You keep the grant.", "fr": "Vous gardez la bourse."}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours, with approved facts in the database."""
    made = build_test_app(tmp_path)
    _approve(made, SHIPPED)
    made.app.sweeper.sweep()
    yield made
    made.app.close()


def _approve(bench: Bench, bank: FactBank) -> None:
    with bench.app.database.write() as connection:
        version, _ = documents.import_files(
            connection, DocumentKind.FACTS, "facts", bank_files(bank), by=1, now=bench.clock()
        )
        bench.clock.forward(seconds=1)
        documents.approve(connection, DocumentKind.FACTS, version.sha256, by=2, now=bench.clock())
    bench.clock.forward(seconds=1)


def _retract(bench: Bench, fact_id: str) -> None:
    with bench.app.database.write() as connection:
        found = facts_in_force(connection)
        assert found is not None
        retractions.retract(
            connection,
            fact_id,
            fact_hash(found.approved.get(fact_id)),
            by=1,
            now=bench.clock(),
            reason="wrong",
        )


def _card(bench: Bench) -> CardData:
    with bench.app.database.read() as connection:
        return queue.card(connection, 1)


def _asked(bench: Bench) -> str:
    """A question has a draft; return the fact that it rests on."""
    bench.arrive(message(1, QUESTION_EN))
    card = _card(bench)
    assert card.draft is not None
    assert len(card.draft.facts) == 1
    return card.draft.facts[0]


async def _out(bench: Bench) -> str:
    """A reply is out; return the fact that it rests on."""
    fact = _asked(bench)
    bench.app.decisions.approve(1, OFFICER, text_hash=_card(bench).case.text_hash or "")
    bench.clock.forward(seconds=61)
    await bench.publish()
    assert _card(bench).case.flow.case is CaseState.CLOSED
    return fact


def _listed(bench: Bench) -> list[tuple[int, str, str, bool]]:
    with bench.app.database.read() as connection:
        return [
            (one.publication_id, one.fact_id, one.why, one.begun)
            for one in wanted.listed(connection)
        ]


def _kinds(bench: Bench, subject: str = "case:1") -> list[str]:
    with bench.app.database.read() as connection:
        assert record.verify(connection) == []
        return [entry.kind for entry, _ in record.events(connection, subject)]


def test_a_draft_falls_with_its_fact(bench: Bench) -> None:
    """The case stays in the queue with the reason, the draft is withdrawn, the record says so."""
    fact = _asked(bench)
    _retract(bench, fact)
    bench.app.sweeper.sweep()
    case = _card(bench).case
    assert (case.flow.case, case.flow.draft) == (CaseState.QUEUED, DraftState.WITHDRAWN)
    assert case.reason == "fact_retracted"
    assert catalog("en")(f"desk.reason.{case.reason}") == "its fact was retracted"
    assert _kinds(bench)[-1] == "draft.withdrawn"
    assert _kinds(bench, f"fact:{fact}") == ["fact.retracted"]


def test_an_approved_reply_is_called_back(bench: Bench) -> None:
    """What waits in its hold-back time does not leave, and the case is in the queue again."""
    fact = _asked(bench)
    bench.app.decisions.approve(1, OFFICER, text_hash=_card(bench).case.text_hash or "")
    assert _card(bench).case.flow.publication is PublicationState.HELD
    _retract(bench, fact)
    bench.app.sweeper.sweep()
    flow = _card(bench).case.flow
    assert (flow.case, flow.draft, flow.publication) == (
        CaseState.QUEUED,
        DraftState.WITHDRAWN,
        PublicationState.WITHDRAWN,
    )
    assert flow.approvals == frozenset()


def test_a_case_that_was_set_aside_wakes(bench: Bench) -> None:
    """Snoozed cases come back; a case that somebody has stays with that person."""
    fact = _asked(bench)
    bench.app.decisions.claim(1, MODERATOR)
    bench.app.decisions.snooze(1, MODERATOR, bench.clock() + timedelta(hours=3))
    assert _card(bench).case.flow.case is CaseState.SNOOZED
    _retract(bench, fact)
    bench.app.sweeper.sweep()
    assert _card(bench).case.flow.case is CaseState.QUEUED


def test_who_has_the_case_keeps_it(bench: Bench) -> None:
    """The claim stands, the draft does not."""
    fact = _asked(bench)
    bench.app.decisions.claim(1, OFFICER)
    _retract(bench, fact)
    bench.app.sweeper.sweep()
    flow = _card(bench).case.flow
    assert (flow.case, flow.claimed_by) == (CaseState.CLAIMED, OFFICER.id)
    assert flow.draft is DraftState.WITHDRAWN


def test_nothing_rests_on_it_any_more(bench: Bench) -> None:
    """The running program takes the retraction up: the next question gets no draft from it."""
    fact = _asked(bench)
    _retract(bench, fact)
    with bench.app.database.read() as connection:
        bench.app.take_up_policies(connection)
    bench.arrive(message(2, QUESTION_EN, author="another"))
    with bench.app.database.read() as connection:
        card = queue.card(connection, 2)
    assert card.draft is None or fact not in card.draft.facts


async def test_replies_are_listed_until_they_are_put_right(bench: Bench) -> None:
    """A reply is listed once; a correction that is out takes it off."""
    fact = await _out(bench)
    publication = _card(bench).publications[0].id
    _retract(bench, fact)
    bench.app.sweeper.sweep()
    bench.clock.forward(days=1)
    bench.app.sweeper.sweep()  # another day: looked at again, and nothing more
    assert _listed(bench) == [(publication, fact, "retracted", False)]
    assert _kinds(bench).count("correction.wanted") == 1
    bench.app.corrections.correct(publication, OFFICER, RIGHT)
    assert _listed(bench) == [(publication, fact, "retracted", True)]
    bench.app.decisions.approve(1, OTHER, text_hash=_card(bench).case.text_hash or "")
    bench.clock.forward(seconds=61)
    await bench.publish()
    assert _listed(bench) == []


async def test_somebody_can_say_that_no_correction_is_needed(bench: Bench) -> None:
    """It is off the list, with who said so and why in the record."""
    fact = await _out(bench)
    _retract(bench, fact)
    bench.app.sweeper.sweep()
    with bench.app.database.write() as connection:
        first = wanted.listed(connection)[0].id
        assert wanted.settle(connection, first, by=4, note="harmless", now=bench.clock())
        assert not wanted.settle(connection, first, by=4, note="harmless", now=bench.clock())
    assert _listed(bench) == []
    assert _kinds(bench)[-1] == "correction.not_wanted"


async def test_a_fact_whose_last_day_is_over(bench: Bench) -> None:
    """It ends at midnight where the agency is; with new dates, replies are off the list again."""
    fact = await _out(bench)
    today = bench.clock().date()
    _approve(bench, FactBank(tuple(ended(f, today) if f.id == fact else f for f in SHIPPED.facts)))
    bench.app.sweeper.sweep()
    assert _listed(bench) == []
    bench.clock.forward(days=1)
    bench.app.sweeper.sweep()
    assert [why for _, _, why, _ in _listed(bench)] == ["expired"]
    _approve(bench, SHIPPED)
    bench.app.sweeper.sweep()
    assert _listed(bench) == []


async def test_a_fact_that_says_something_else(bench: Bench) -> None:
    """Better words call no reply back; another figure does. Drafts fall with either."""
    fact = await _out(bench)
    old = SHIPPED.get(fact)

    def reworded(en: str, fr: str) -> FactBank:
        new = replace(old, statement=Bilingual(en=en, fr=fr))
        return FactBank(tuple(new if one.id == fact else one for one in SHIPPED.facts))

    _approve(bench, reworded(f"{old.statement.en} Thanks.", f"{old.statement.fr} Merci."))
    bench.app.sweeper.sweep()
    assert _listed(bench) == []
    _approve(bench, reworded("You repay 50%.", "Vous remboursez 50\u00a0%."))
    bench.app.sweeper.sweep()
    assert [why for _, _, why, _ in _listed(bench)] == ["changed"]


def test_drafts_fall_with_a_rewording(bench: Bench) -> None:
    """What would be sent is not what the bank says any more."""
    fact = _asked(bench)
    new = replace(SHIPPED.get(fact), statement=Bilingual(en="You keep it.", fr="Vous la gardez."))
    _approve(bench, FactBank(tuple(new if f.id == fact else f for f in SHIPPED.facts)))
    bench.app.sweeper.sweep()
    assert _card(bench).case.reason == "fact_changed"


def test_drafts_fall_with_a_fact_that_is_gone(bench: Bench) -> None:
    """A version without the fact ends it."""
    fact = _asked(bench)
    _approve(bench, FactBank(tuple(f for f in SHIPPED.facts if f.id != fact)))
    bench.app.sweeper.sweep()
    assert _card(bench).case.reason == "fact_gone"


def test_an_old_version_brings_no_retracted_fact_back(bench: Bench) -> None:
    """Neither the same fact in a new version nor an older version counts; another fact does."""
    fact = _asked(bench)
    old = SHIPPED.get(fact)
    tagged = replace(old, tags=(*old.tags, "new"))
    with bench.app.database.write() as connection:  # imported before the retraction
        before, _ = documents.import_files(
            connection,
            DocumentKind.FACTS,
            "facts",
            bank_files(FactBank((tagged, *(f for f in SHIPPED.facts if f.id != fact)))),
            by=1,
            now=bench.clock(),
        )
    bench.clock.forward(seconds=1)
    _retract(bench, fact)
    bench.clock.forward(seconds=1)

    def retracted() -> frozenset[str]:
        with bench.app.database.read() as connection:
            found = facts_in_force(connection)
        assert found is not None
        return found.retracted

    with bench.app.database.write() as connection:
        documents.approve(connection, DocumentKind.FACTS, before.sha256, by=2, now=bench.clock())
    assert retracted() == {fact}
    _approve(bench, FactBank(tuple(reversed(SHIPPED.facts))))  # the same facts, other files
    assert retracted() == {fact}
    looked = replace(old, review_on=old.review_on + timedelta(days=1))
    _approve(bench, FactBank(tuple(looked if f.id == fact else f for f in SHIPPED.facts)))
    assert retracted() == frozenset()


def test_an_approved_version_is_taken_up_without_a_restart(bench: Bench) -> None:
    """The next batch is matched against the facts approved in the meantime."""
    fact = _asked(bench)
    _approve(bench, FactBank(tuple(f for f in SHIPPED.facts if f.id != fact)))
    with bench.app.database.read() as connection:
        bench.app.take_up_policies(connection)
    assert fact not in bench.app.tools.bank
    bench.arrive(message(2, QUESTION_EN, author="another"))
    with bench.app.database.read() as connection:
        found = queue.card(connection, 2).messages[0].match
    assert found is None or fact not in {match.fact for match in found.matches}


def test_a_crash_between_two_cases_costs_nothing(tmp_path: Path) -> None:
    """Whatever was done stays done, and the rest is done by the next sweep."""
    calls = []

    def probe(name: str) -> None:
        calls.append(name)
        if name.startswith("withdraw") and sum(c.startswith("withdraw") for c in calls) == 3:
            raise KeyboardInterrupt

    made = build_test_app(tmp_path)
    try:
        _approve(made, SHIPPED)
        for number in range(1, 4):
            made.arrive(message(number, QUESTION_EN, author=f"a{number}"))
        card = _card(made)
        assert card.draft is not None
        _retract(made, card.draft.facts[0])
        from bot.factending import FactEnding

        zone = made.app.tools.hours.zone
        with pytest.raises(KeyboardInterrupt):
            FactEnding(made.app.database, zone, made.clock, probe).sweep()
        made.app.sweeper.sweep()
        with made.app.database.read() as connection:
            assert record.verify(connection) == []
            reasons = [queue.card(connection, n).case.reason for n in (1, 2, 3)]
            events = [
                entry.kind
                for n in (1, 2, 3)
                for entry, _ in record.events(connection, f"case:{n}")
                if entry.kind == "draft.withdrawn"
            ]
        assert reasons == ["fact_retracted"] * 3
        assert events == ["draft.withdrawn"] * 3
    finally:
        made.app.close()


def test_who_has_to_know_is_told(bench: Bench) -> None:
    """Policy owners are told what ended, and of reviews and ends before they come, once."""
    fact = _asked(bench)
    _retract(bench, fact)
    bench.app.sweeper.sweep()
    bench.clock.forward(days=1)
    bench.app.sweeper.sweep()
    with bench.app.database.read() as connection:
        told = [one.payload for one in pages.of_subject(connection, "fact:0", {"fact"})]
    assert [(one["what"], one["facts"], one["role"]) for one in told] == [
        ("ended", [fact], "policy_owner")
    ]
    words = page_words(told[0], catalog("en"), SHIPPED)
    statement = SHIPPED.get(fact).statement.en
    assert words.splitlines() == [
        f"A fact no longer holds: “{statement}” ({fact}).",
        "1 draft was withdrawn and its case is back in the queue.",
    ]


async def test_a_fact_that_changed_is_not_called_over(bench: Bench) -> None:
    """The page tells what ended from what says something else now, and what was done."""
    fact = await _out(bench)
    new = Bilingual(en="You repay 50%.", fr="Vous remboursez 50\u00a0%.")
    other = replace(SHIPPED.get(fact), statement=new)
    bank = FactBank(tuple(other if one.id == fact else one for one in SHIPPED.facts))
    _approve(bench, bank)
    bench.app.sweeper.sweep()
    with bench.app.database.read() as connection:
        (page,) = pages.of_subject(connection, "fact:0", {"fact"})
    assert page_words(page.payload, catalog("en"), bank).splitlines() == [
        f"A fact says something else now: “You repay 50%.” ({fact}).",
        "1 reply that is out should be looked at.",
    ]


@pytest.mark.soak
def test_reminders_come_a_month_a_week_and_on_the_day(bench: Bench) -> None:
    """Each stage is told once; the words name the facts and the day."""
    due = replace(SHIPPED.facts[0], review_on=date(2026, 4, 10))
    _approve(bench, FactBank((due, *SHIPPED.facts[1:])))
    days: list[int] = []
    for day in range(45):
        bench.app.sweeper.sweep()
        with bench.app.database.read() as connection:
            told = pages.of_subject(connection, "fact:0", {"fact"})
        days += [day] * (len(told) - len(days))
        bench.clock.forward(days=1)
    assert days == [7, 30, 37]
    assert page_words(told[0].payload, catalog("fr"), FactBank(())) == (
        f"Un fait est à réviser le 10 avril 2026\u00a0: {due.id}."
    )


def test_what_is_due_soon() -> None:
    """Ends come before reviews, what is over is not told, late reviews are."""
    day = date(2026, 1, 14)
    fact = SHIPPED.facts[0]
    bank = FactBank(
        (
            replace(fact, id="over", valid_until=date(2026, 1, 13)),
            replace(fact, id="ends", valid_until=date(2026, 1, 20), review_on=day),
            replace(fact, id="late", review_on=date(2026, 1, 1)),
            replace(fact, id="later", review_on=date(2026, 6, 1)),
        )
    )
    assert [(one.what, one.fact.id, one.left) for one in due_soon(bank, day)] == [
        ("ends", "ends", 6),
        ("review", "late", -13),
    ]
