"""A false claim by somebody in office gets an official post, with a director's approval."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.deciding import NotAllowed
from bot.post import BOTH
from bot.states import PostState
from bot.storage import posts, queue, record
from bot.storage.posts import PostFile
from bot.storage.queue import CardData
from policies.approvals import Risk, StepKind
from policies.roles import Role
from responders.triage import Choice, Reason
from tests.fakes import (
    APPROVER_EN,
    APPROVER_FR,
    CHANNEL,
    MODERATOR,
    OFFICER,
    PLATFORM,
    Bench,
    build_test_app,
    message,
    person,
)

DIRECTOR = person(40, Role.DIRECTOR)
MP_WRONG = "As the MP for this riding, I tell you: they charge interest on student loans."
MP_TALK = "As the MP for this riding, I wish all students a good term."
WRONG = "They charge interest on student loans"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


def _card(bench: Bench) -> CardData:
    with bench.app.database.read() as connection:
        return queue.card(connection, 1)


def _post(bench: Bench, number: int) -> PostFile:
    with bench.app.database.read() as connection:
        return posts.load(connection, number)


def test_no_reply_is_drafted(bench: Bench) -> None:
    """The person gets no public draft; the card shows the fact, and that relations answers."""
    bench.arrive(message(1, MP_WRONG))
    card = _card(bench)
    assert card.draft is None
    last = card.messages[-1]
    assert last.triage is not None
    assert (last.triage.choice, last.triage.reasons) == (Choice.WATCH, (Reason.SPEAKER_ELECTED,))
    assert last.match is not None
    assert last.match.matches[0].fact == "loan-no-interest"


def test_the_claim_is_answered_in_a_post(bench: Bench) -> None:
    """Both texts come from the fact and approved wording; a director approves too."""
    bench.arrive(message(1, MP_WRONG))
    number, new = bench.app.decisions.answer_in_post(1, OFFICER)
    post, fact = _post(bench, number), bench.app.documents.bank.get("loan-no-interest")
    assert new
    for lang in ("en", "fr"):
        assert fact.statement[lang] in post.texts[lang]
        assert fact.source[lang] in post.texts[lang]
        assert "MP" not in post.texts[lang].split()
    assert (post.channels, post.content.risk) == ({BOTH: (PLATFORM, CHANNEL)}, Risk.HIGH)
    assert (post.content.answers_case, post.content.topic) == (1, fact.topic)
    assert (StepKind.APPROVE, "director") in post.steps
    posted = bench.app.posts
    posted.approve_half(number, APPROVER_EN, "en", text_hash=post.text_hash)
    state = posted.approve_half(number, APPROVER_FR, "fr", text_hash=post.text_hash)
    assert state is PostState.IN_APPROVAL
    state = posted.approve_step(number, DIRECTOR, "director", text_hash=post.text_hash)
    assert state is PostState.APPROVED


def test_both_are_linked_in_the_record(bench: Bench) -> None:
    """The case names the post, the post names the case, and asking twice makes no second one."""
    bench.arrive(message(1, MP_WRONG))
    number, _ = bench.app.decisions.answer_in_post(1, OFFICER)
    assert bench.app.decisions.answer_in_post(1, OFFICER) == (number, False)
    with bench.app.database.read() as connection:
        assert record.verify(connection) == []
        of_case = [
            entry.payload
            for entry, _ in record.events(connection, "case:1")
            if entry.kind == "case.answered_in_post"
        ]
        of_post = [
            entry.payload["answers_case"]
            for entry, _ in record.events(connection, f"post:{number}")
            if entry.kind == "post.submitted"
        ]
    assert (of_case, of_post) == ([{"post": number}], [1])


def test_a_changed_post_still_needs_the_director(bench: Bench) -> None:
    """Editing the texts voids approvals, and the director's step stays."""
    bench.arrive(message(1, MP_WRONG))
    number, _ = bench.app.decisions.answer_in_post(1, OFFICER)
    post = _post(bench, number)
    bench.app.posts.edit(number, OFFICER, post.texts)
    assert (StepKind.APPROVE, "director") in _post(bench, number).steps


@pytest.mark.parametrize(
    ("text", "who", "why"),
    [
        (WRONG, OFFICER, "triage.post.not_this_case"),
        (MP_TALK, OFFICER, "triage.post.no_fact"),
        (MP_WRONG, MODERATOR, "decision.not_your_role"),
    ],
)
def test_when_there_is_none(bench: Bench, text: str, who: object, why: str) -> None:
    """Nothing is prefilled for others, without a contradicted fact, or by whoever may not write."""
    bench.arrive(message(1, text))
    assert who in (OFFICER, MODERATOR)
    with pytest.raises(NotAllowed, match=why.replace(".", r"\.")):
        bench.app.decisions.answer_in_post(1, OFFICER if who is OFFICER else MODERATOR)
