"""The way of a message through the pipeline, from arrival to its case."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import select

from bot.pipeline import Pipeline
from bot.ports import Autonomy
from bot.settings import ChannelAutonomy
from bot.states import CaseState, DraftState, PublicationState
from bot.storage import codec, publications, queue, record, switches
from bot.storage.inbox import INBOX
from bot.storage.publications import Queued
from bot.storage.queue import CardData
from policies.message import MessageEvent, MessageKind
from policies.routing import Route
from responders.matching import Matcher
from responders.values import MatchResult
from tests.fakes import (
    CLOSED,
    DISTRESS_EN,
    INSULT_EN,
    OFFICER,
    OPEN,
    QUESTION_EN,
    QUESTION_FR,
    SHADOW_CHANNEL,
    TALK_EN,
    THREAT_FR,
    Bench,
    FakeClock,
    build_test_app,
    documents,
    live_settings,
    message,
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Bench]:
    """The program after hours."""
    made = build_test_app(tmp_path, clock=FakeClock(CLOSED))
    yield made
    made.app.close()


def _card(bench: Bench, case_id: int = 1) -> CardData:
    with bench.app.database.read() as connection:
        return queue.card(connection, case_id)


def _held(bench: Bench) -> list[Queued]:
    with bench.app.database.read() as connection:
        return publications.in_state(connection, PublicationState.HELD)


@pytest.mark.parametrize(
    ("text", "lang", "route", "state", "draft"),
    [
        (TALK_EN, "en", Route.IGNORE, CaseState.WATCHED, None),
        (QUESTION_EN, "en", Route.DRAFT, CaseState.QUEUED, ("en",)),
        (QUESTION_FR, "fr", Route.DRAFT, CaseState.QUEUED, ("fr",)),
        (INSULT_EN, "en", Route.REVIEW, CaseState.QUEUED, None),
        (THREAT_FR, "fr", Route.ESCALATE, CaseState.QUEUED, None),
        (DISTRESS_EN, "en", Route.ESCALATE, CaseState.QUEUED, ("en",)),
    ],
)
def test_each_route_is_taken(
    bench: Bench,
    text: str,
    lang: str,
    route: Route,
    state: CaseState,
    draft: tuple[str, ...] | None,
) -> None:
    """A message is ignored, answered, reviewed or escalated, in its own language."""
    bench.arrive(message(1, text))
    card = _card(bench)
    assert (card.messages[0].lang, card.messages[0].route) == (lang, route)
    assert card.case.flow.case is state
    assert (card.draft.languages if card.draft else None) == draft


def test_a_draft_has_passed_its_checks_and_says_what_it_rests_on(bench: Bench) -> None:
    """A draft names its facts and is checked before a person sees it."""
    bench.arrive(message(1, QUESTION_FR))
    draft = _card(bench).draft
    assert draft is not None
    assert draft.facts == ("review-ninety-days",)
    assert all(check.passed for check in draft.checks if check.weight == "blocking")
    bases = {basis for _, basis in draft.trace["fr"]}
    assert "fact:review-ninety-days" in bases


def test_the_stated_language_goes_before_the_detected_one(bench: Bench) -> None:
    """Who chose French is answered in French, whatever the message looks like."""
    bench.arrive(message(1, QUESTION_EN, stated_lang="fr"))
    draft = _card(bench).draft
    assert draft is not None
    assert draft.languages == ("fr",)
    assert _card(bench).stated_lang == "fr"


def test_a_conversation_is_one_case(bench: Bench) -> None:
    """Messages of one author in one thread belong together; another author's do not."""
    bench.arrive(
        message(1, TALK_EN, author="a"),
        message(2, QUESTION_EN, author="a", thread="m-1"),
        message(3, QUESTION_EN, author="b", thread="m-1"),
    )
    card = _card(bench)
    assert [one.external_id for one in card.messages] == ["m-1", "m-2"]
    assert [one.external_id for one in card.context] == ["m-3"]


def test_a_newer_question_supersedes_the_draft(bench: Bench) -> None:
    """The draft answers what was asked last; the earlier text cannot be approved any more."""
    bench.arrive(message(1, QUESTION_EN))
    first = _card(bench).draft
    bench.arrive(message(2, "How do I apply for a loan?", thread="m-1"))
    second = _card(bench).draft
    assert first is not None
    assert second is not None
    assert second.id != first.id
    assert _card(bench).case.flow.revision == 2


# --- edits and deletions --------------------------------------------------------------------


def test_an_edited_message_is_screened_again(bench: Bench) -> None:
    """An edit into an insult is reviewed; the draft to the old text falls."""
    bench.arrive(message(1, QUESTION_EN))
    later = OPEN + timedelta(minutes=5)
    bench.arrive(message(1, INSULT_EN, event=MessageEvent.EDITED, sent_at=later))
    card = _card(bench)
    assert (card.messages[0].text, card.messages[0].revision) == (INSULT_EN, 2)
    assert card.messages[0].route is Route.REVIEW
    assert card.draft is not None
    assert card.draft.state == DraftState.WITHDRAWN
    assert card.case.flow.case is CaseState.QUEUED


def test_an_edit_takes_back_what_was_approved(bench: Bench) -> None:
    """A reply in the hold-back window does not go out when its question is gone."""
    bench.arrive(message(1, QUESTION_EN))
    draft = _card(bench).draft
    assert draft is not None
    bench.app.decisions.approve(1, OFFICER, text_hash=draft.text_hash)
    later = OPEN + timedelta(seconds=20)
    bench.arrive(message(1, TALK_EN, event=MessageEvent.EDITED, sent_at=later))
    assert _held(bench) == []
    assert [one.state for one in _card(bench).publications] == [PublicationState.WITHDRAWN]


def test_the_earlier_text_stays_in_the_record(bench: Bench) -> None:
    """What was written first can still be shown to have been written."""
    bench.arrive(message(1, INSULT_EN))
    bench.arrive(
        message(1, TALK_EN, event=MessageEvent.EDITED, sent_at=OPEN + timedelta(minutes=1))
    )
    with bench.app.database.read() as connection:
        texts = [
            entry.payload.get("text")
            for entry, _ in record.events(connection)
            if entry.kind in {"message.received", "message.edited"}
        ]
    assert INSULT_EN in texts
    assert texts[-1] == TALK_EN


def test_a_deleted_message_closes_its_case(bench: Bench) -> None:
    """Nothing is left to answer: the case lapses."""
    bench.arrive(message(1, QUESTION_EN))
    bench.arrive(message(1, "", event=MessageEvent.DELETED))
    card = _card(bench)
    assert card.messages[0].deleted
    assert card.case.flow.case is CaseState.CLOSED


def test_a_deleted_message_leaves_a_case_that_has_others(bench: Bench) -> None:
    """Another message of the case still asks for a person."""
    bench.arrive(message(1, QUESTION_EN), message(2, INSULT_EN, thread="m-1"))
    bench.arrive(message(1, "", event=MessageEvent.DELETED))
    assert _card(bench).case.flow.case is CaseState.QUEUED


def test_a_deletion_of_what_never_came_changes_nothing(bench: Bench) -> None:
    """A deletion of an unknown message is taken note of, and that is all."""
    assert bench.arrive(message(9, "", event=MessageEvent.DELETED)) == 1
    with bench.app.database.read() as connection:
        assert queue.counts(connection).total == 0
        assert record.verify(connection) == []


def test_an_edit_of_what_never_came_is_a_new_message(bench: Bench) -> None:
    """The first we hear of a message may be its edit."""
    bench.arrive(message(1, QUESTION_EN, event=MessageEvent.EDITED))
    assert _card(bench).messages[0].route is Route.DRAFT


# --- holding replies ------------------------------------------------------------------------


def test_nobody_is_greeted_during_hours(bench: Bench) -> None:
    """A person is there: nothing goes out by itself."""
    bench.arrive(message(1, QUESTION_EN))
    assert _held(bench) == []


async def test_a_person_is_greeted_once_a_closure(night: Bench) -> None:
    """Three messages in one evening get one holding reply; the next evening one more."""
    night.arrive(message(1, QUESTION_EN), message(2, QUESTION_EN))
    night.clock.forward(hours=2)
    night.arrive(message(3, TALK_EN))
    assert await night.publish() == 1
    night.clock.forward(hours=24)
    night.arrive(message(4, TALK_EN))
    assert await night.publish() == 1
    kinds = [(line["kind"], line["reply_to"]) for line in night.wire.taken()]
    assert kinds == [("holding", "m-1"), ("holding", "m-4")]


async def test_each_person_is_greeted_in_their_language(night: Bench) -> None:
    """Two people in one evening get one holding reply each, which offers the other language."""
    night.arrive(message(1, QUESTION_EN, author="a"), message(2, QUESTION_FR, author="b"))
    assert await night.publish() == 2
    english, french = night.wire.taken()
    assert (english["lang"], french["lang"]) == ("en", "fr")
    assert "8:30" in str(english["text"])
    assert "8 h 30" in str(french["text"]).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "kind", "automatic"),
    [
        (INSULT_EN, MessageKind.COMMENT, False),
        (THREAT_FR, MessageKind.COMMENT, False),
        (DISTRESS_EN, MessageKind.COMMENT, False),
        (QUESTION_EN, MessageKind.MENTION, False),
        (QUESTION_EN, MessageKind.COMMENT, True),
    ],
)
def test_abuse_danger_mentions_and_programs_are_not_greeted(
    night: Bench, text: str, kind: MessageKind, automatic: bool
) -> None:
    """No holding reply for abuse, danger, somebody else's page, or another program."""
    night.arrive(replace(message(1, text, automatic=automatic), kind=kind))
    assert _held(night) == []


def test_wording_that_nobody_approved_does_not_go_out_by_itself(tmp_path: Path) -> None:
    """On a live channel only approved texts are sent without a person."""
    unapproved = replace(documents(), holding=None)
    bench = build_test_app(tmp_path, clock=FakeClock(CLOSED), in_use=unapproved)
    bench.arrive(message(1, QUESTION_EN))
    assert _held(bench) == []
    bench.app.close()


async def test_a_channel_in_shadow_sends_nothing(night: Bench) -> None:
    """In shadow everything is prepared, and nothing reaches the wire."""
    night.arrive(message(1, QUESTION_EN, channel=SHADOW_CHANNEL))
    assert await night.publish() == 1
    assert night.wire.taken() == []
    (one,) = _card(night).publications
    assert (one.shadow, one.state) == (True, PublicationState.SENT)


async def test_an_incident_closes_the_agency_at_noon(bench: Bench) -> None:
    """During an incident a person is greeted in business hours, once for the incident."""
    with bench.app.database.write() as connection:
        switches.turn(connection, switches.INCIDENT, on=True, now=OPEN, actor="staff:1")
    bench.arrive(message(1, QUESTION_EN))
    bench.clock.forward(days=1)
    bench.arrive(message(2, QUESTION_EN))
    assert await bench.publish() == 1
    assert [line["kind"] for line in bench.wire.taken()] == ["holding"]


async def test_the_crisis_text_goes_by_itself_only_where_the_agency_says_so(tmp_path: Path) -> None:
    """With `crisis: auto` the approved text is out at once, and a person still looks."""
    settings = live_settings(autonomy=ChannelAutonomy(crisis=Autonomy.AUTO))
    bench = build_test_app(tmp_path, settings=settings)
    bench.arrive(message(1, DISTRESS_EN))
    assert await bench.publish() == 1
    (line,) = bench.wire.taken()
    assert line["kind"] == "crisis"
    assert "9-8-8" in str(line["text"])
    assert _card(bench).case.route is Route.ESCALATE
    assert _card(bench).case.flow.case is CaseState.QUEUED
    bench.app.close()


# --- one bad message ------------------------------------------------------------------------


class _Stumbling:
    """A matcher that stumbles over one word."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    def prepare(self, messages: Iterable[tuple[str, str | None]]) -> None:
        self._matcher.prepare(messages)

    def match(self, text: str, *, lang: str, day: date, quoted: str | None = None) -> MatchResult:
        if "stumble" in text:
            raise LookupError("a fault of ours")
        return self._matcher.match(text, lang=lang, day=day, quoted=quoted)


def test_one_bad_message_stops_no_other(bench: Bench) -> None:
    """The batch is taken apart, the bad one set aside with its fault, the others go on."""
    tools = replace(bench.app.tools, matcher=cast("Matcher", _Stumbling(bench.app.tools.matcher)))
    pipeline = Pipeline(bench.app.database, tools, bench.app.settings, lambda _message: OPEN)
    messages = [
        message(n, TALK_EN if n != 7 else "I stumble here", author=f"{n}") for n in range(20)
    ]
    pipeline.accept(messages, OPEN)
    while pipeline.work():
        pass
    with bench.app.database.read() as connection:
        rows = connection.execute(select(INBOX.c.update_key, INBOX.c.state, INBOX.c.fault)).all()
        assert record.verify(connection) == []
        aside = [one for one, _ in record.events(connection) if one.kind == "update.set_aside"]
    assert [row.update_key for row in rows if row.state == "bad"] == ["new:m-7"]
    assert [row.fault for row in rows if row.state == "bad"] == ["LookupError"]
    assert sum(row.state == "done" for row in rows) == 19
    assert len(aside) == 1


def test_work_that_was_done_is_not_done_again(bench: Bench) -> None:
    """A batch that is processed twice, as after a crash, is stored once."""
    bench.app.pipeline.accept([message(1, QUESTION_EN)], OPEN)
    bench.arrive()
    payload = codec.dump(message(1, QUESTION_EN))
    with bench.app.database.write() as connection:
        connection.execute(INBOX.update().values(state="waiting", payload=payload))
    bench.arrive()
    card = _card(bench)
    assert len(card.messages) == 1
    assert card.case.flow.revision == 1


@pytest.mark.parametrize("hours", [0, 30, 24 * 400])
def test_the_time_that_counts_is_handed_in(tmp_path: Path, hours: int) -> None:
    """Nothing in the pipeline looks at the machine's clock."""
    clock = FakeClock(datetime(2026, 3, 4, 15, tzinfo=UTC) + timedelta(hours=hours))
    bench = build_test_app(tmp_path, clock=clock)
    bench.arrive(message(1, QUESTION_EN, sent_at=clock()))
    with bench.app.database.read() as connection:
        assert {at for _, at in record.events(connection)} == {clock()}
    bench.app.close()
