"""Notices: the author learns what was done and why, once, and nobody else learns anything."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.notices import PRESS
from bot.ports import Button, Refused
from bot.states import ActionState, PublicationState
from bot.storage import cursors, pages, publications, queue, record
from bot.storage.cases import PUBLICATION
from bot.storage.publications import Queued
from policies.message import Message
from tests.fakes import (
    DISTRESS_EN,
    INSULT_EN,
    MODERATOR,
    OPEN,
    THREAT_FR,
    Bench,
    build_test_app,
    documents,
    message,
)

RULE_EN = "we do not allow comments that insult a person."
RULE_FR = "menacent ou intimident quelqu'un, ou lui souhaitent du mal."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


def _notices(bench: Bench, case_id: int = 1) -> list[Queued]:
    with bench.app.database.read() as connection:
        return [
            one
            for one in publications.of_case(connection, case_id)
            if one.outgoing.kind.value == "notice"
        ]


async def _delete(bench: Bench, *, case_id: int = 1, rule: str = "insult") -> None:
    with bench.app.database.read() as connection:
        number = queue.card(connection, case_id).messages[0].id
    bench.app.moderating.delete(case_id, MODERATOR, message_id=number, rule=rule, reason="why")
    bench.clock.forward(seconds=61)
    await bench.app.enforcement.work()


async def test_the_author_is_told_privately_what_was_done(bench: Bench) -> None:
    """Rule in its public words, policy page, how long and how to appeal; with a button, once."""
    bench.arrive(message(1, INSULT_EN, author="77"))
    await _delete(bench)
    (notice,) = _notices(bench)
    out = notice.outgoing
    assert (out.recipient, out.lang, out.reply_to, out.channel) == ("77", "en", None, "page")
    for part in (
        "deleted a message of yours",
        RULE_EN,
        "https://learnersupport.example/en/comment-policy",
        "within 30 days",
        "appeals@learnersupport.example",
    ):
        assert part in out.text
    assert INSULT_EN not in out.text
    assert out.buttons == (Button(text="Appeal", data=f"{PRESS}1"),)
    await bench.publish()
    await bench.app.enforcement.work()
    assert [line["key"] for line in bench.wire.taken()] == ["notice:1:applied"]


async def test_a_french_author_is_told_in_french(bench: Bench) -> None:
    """The rule, the page, the address and the button are French; no English word is left."""
    bench.arrive(message(1, THREAT_FR))
    await _delete(bench, rule="threat")
    (notice,) = _notices(bench)
    assert notice.outgoing.lang == "fr"
    assert RULE_FR in notice.outgoing.text
    assert "contestations@soutienauxapprenants.example" in notice.outgoing.text
    assert "/contester" in notice.outgoing.text
    assert notice.outgoing.buttons[0].text == "Contester"
    assert "message of yours" not in notice.outgoing.text


async def test_a_stated_choice_holds_over_detection(bench: Bench) -> None:
    """Who asked for French gets French for an English message; who cannot be placed, both."""
    bench.arrive(message(1, INSULT_EN, author="a", stated_lang="fr"))
    bench.arrive(message(2, "😡😡 connard stupid idiot 😡", author="b"))
    with bench.app.database.write("test") as connection:
        connection.exec_driver_sql(
            "UPDATE \"case\" SET lang = 'und', state = 'queued' WHERE id = 2"
        )
    for case_id in (1, 2):
        await _delete(bench, case_id=case_id)
    assert _notices(bench, 1)[0].outgoing.lang == "fr"
    both = _notices(bench, 2)[0].outgoing
    assert both.lang is None
    assert "deleted a message of yours" in both.text
    assert "a supprimé un de vos messages" in both.text
    assert both.buttons[0].text == "Appeal / Contester"


async def test_the_neutral_text_names_nobody(bench: Bench) -> None:
    """In the thread: no name, no rule, no words of the message; only a link with a secret."""
    with bench.app.database.write("test") as connection:
        cursors.save(connection, "fake.username", "our_bot")
    bench.arrive(message(1, INSULT_EN, author="77"))
    await _delete(bench)
    fallback = _notices(bench)[0].outgoing.fallback
    token = bench.app.moderating.action(1).token
    assert fallback is not None
    assert token is not None
    assert len(token) >= 32
    assert f"https://t.me/our_bot?start=n1-{token}" in fallback
    for secret in ("77", "insult", INSULT_EN):
        assert secret not in fallback
    assert bench.app.appeals.rule_for("fake", "77", f"1-{token}") is not None
    for who, said in (("78", f"1-{token}"), ("77", "1-wrong"), ("77", "x"), ("77", f"2-{token}")):
        assert bench.app.appeals.rule_for("fake", who, said) is None


async def test_the_neutral_text_does_without_a_link(bench: Bench) -> None:
    """Where the bot's name is not known, the text says where to write."""
    bench.arrive(message(1, INSULT_EN))
    await _delete(bench)
    fallback = _notices(bench)[0].outgoing.fallback
    assert fallback is not None
    assert "appeals@learnersupport.example" in fallback
    assert "t.me" not in fallback


async def test_whoever_writes_as_a_channel_is_told_in_the_thread(bench: Bench) -> None:
    """Nothing is ever posted to their channel: the neutral text goes to the thread alone."""
    bench.arrive(message(1, INSULT_EN, author="-100555"))
    await _delete(bench)
    out = _notices(bench)[0].outgoing
    assert (out.recipient, out.fallback, out.buttons) == (None, None, ())
    assert "Whoever wrote it can appeal by writing to" in out.text


async def test_the_thread_is_answered_not_the_author(bench: Bench) -> None:
    """The neutral text answers what began the thread; never the message that was acted on."""
    bench.arrive(message(1, "Nice weather.", author="a"))
    bench.arrive(message(2, INSULT_EN, author="b", thread="m-1"))
    await _delete(bench, case_id=2)
    assert _notices(bench, 2)[0].outgoing.reply_to == "m-1"


@pytest.mark.parametrize(
    ("sent", "rule"),
    [
        (message(1, DISTRESS_EN), "insult"),
        (message(1, INSULT_EN, automatic=True), "insult"),
        (message(1, INSULT_EN), "robot"),
    ],
    ids=["danger", "automatic", "robot"],
)
async def test_some_are_told_nothing(bench: Bench, sent: Message, rule: str) -> None:
    """Somebody in danger, a program, a robot account: no notice, which is recorded."""
    bench.arrive(sent)
    with bench.app.database.write("test") as connection:
        connection.exec_driver_sql("UPDATE \"case\" SET state = 'queued', claimed_by = NULL")
    await _delete(bench, rule=rule)
    assert bench.app.moderating.action(1).state is ActionState.APPLIED
    assert _notices(bench) == []
    with bench.app.database.read() as connection:
        kinds = [entry.kind for entry, *_ in record.events(connection)]
    assert "notice.none" in kinds


async def test_an_undone_action_is_put_right_in_words(bench: Bench) -> None:
    """Who was told is told that it was wrong; a deleted message may be posted again."""
    bench.arrive(message(1, INSULT_EN))
    await _delete(bench)
    await bench.publish()
    bench.app.decisions.undo(1, MODERATOR)
    await bench.app.enforcement.work()
    first, second = _notices(bench)
    assert first.state is PublicationState.SENT
    assert second.outgoing.idempotency_key == "notice:1:undone"
    assert "Please feel free to post it again." in second.outgoing.text
    assert (second.outgoing.fallback, second.outgoing.buttons) == (None, ())


async def test_who_was_not_told_yet_is_told_nothing(bench: Bench) -> None:
    """Undone before the notice left: it is withdrawn, and no second one is written."""
    bench.arrive(message(1, INSULT_EN))
    await _delete(bench)
    bench.app.decisions.undo(1, MODERATOR)
    await bench.app.enforcement.work()
    assert [one.state for one in _notices(bench)] == [PublicationState.WITHDRAWN]


async def test_without_approved_wording_a_person_is_told(tmp_path: Path) -> None:
    """No notice goes out: a deletion stands and its moderator hears of it; a warning has failed."""
    made = build_test_app(tmp_path, in_use=replace(documents(), notices=None))
    made.arrive(message(1, INSULT_EN), message(2, INSULT_EN, author="other"))
    await _delete(made)
    made.app.moderating.warn(2, MODERATOR, message_id=2, rule="insult", reason="why")
    made.clock.forward(seconds=61)
    await made.app.enforcement.work()
    states = [made.app.moderating.action(number).state for number in (1, 2)]
    assert states == [ActionState.APPLIED, ActionState.FAILED]
    with made.app.database.read() as connection:
        told = [
            (one.reviewer_id, one.payload)
            for one in pages.ready(connection, OPEN + timedelta(days=1), 9)
            if one.kind == "action_failed"
        ]
        assert connection.execute(PUBLICATION.select()).all() == []
    assert told == [
        (MODERATOR.id, {"what": "no_notice", "reason": "no_wording"}),
        (MODERATOR.id, {"what": "failed", "reason": "no_wording"}),
    ]
    made.app.close()


async def test_a_failed_action_is_not_told(bench: Bench) -> None:
    """Nothing was done, so nothing is said."""
    bench.arrive(message(1, INSULT_EN))
    bench.moderator.outcomes = [Refused(reason="no_rights")]
    await _delete(bench)
    assert _notices(bench) == []


async def test_the_record_has_the_words(bench: Bench) -> None:
    """What the author was told, and the deleted text, stay in the record."""
    bench.arrive(message(1, INSULT_EN))
    await _delete(bench)
    with bench.app.database.read() as connection:
        payloads = [json.dumps(entry.payload) for entry, *_ in record.events(connection)]
    assert any("deleted a message of yours" in one for one in payloads)
    assert any(INSULT_EN in one for one in payloads)
