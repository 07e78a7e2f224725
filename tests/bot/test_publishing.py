"""Publishing: the intent first, then the call; what nobody can tell goes to a person."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.decisions import NotAllowed
from bot.ports import Outcome, Outgoing, PublicationKind
from bot.publishing import GIVE_UP_AFTER
from bot.states import CaseState, IllegalMove, PostState, PublicationState
from bot.storage import posts, publications, queue, record, switches
from bot.storage.posts import PostFile
from bot.storage.publications import Queued
from bot.storage.queue import CardData
from policies.message import MessageEvent
from tests.fakes import (
    APPROVER_EN,
    APPROVER_FR,
    CHANNEL,
    INSULT_EN,
    MODERATOR,
    OFFICER,
    OPEN,
    PLATFORM,
    QUESTION_EN,
    QUESTION_FR,
    TALK_EN,
    Bench,
    FakePublisher,
    Mode,
    build_test_app,
    message,
)
from translations.values import Bilingual

POST = Bilingual(en="Our lines are open again.", fr="Nos lignes sont rouvertes.")
PLACES = {"en": (PLATFORM, CHANNEL), "fr": (PLATFORM, CHANNEL)}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program with a platform that can be searched."""
    made = build_test_app(tmp_path)
    yield made
    made.app.close()


@pytest.fixture
def blind(tmp_path: Path) -> Iterator[Bench]:
    """The program with a platform that cannot be searched."""
    made = build_test_app(tmp_path, can_find=False)
    yield made
    made.app.close()


def _card(bench: Bench, case_id: int = 1) -> CardData:
    with bench.app.database.read() as connection:
        return queue.card(connection, case_id)


def _approved(bench: Bench, text: str = QUESTION_EN, number: int = 1) -> None:
    """Let a question arrive and its draft be approved; the hold-back is over."""
    bench.arrive(message(number, text, author=f"author-{number}"))
    draft = _card(bench, number).draft
    assert draft is not None
    bench.app.decisions.approve(number, OFFICER, text_hash=draft.text_hash)
    bench.clock.forward(seconds=61)


def _publication(bench: Bench, number: int = 1) -> Queued:
    with bench.app.database.read() as connection:
        return publications.load(connection, number)


def _verified(bench: Bench) -> bool:
    with bench.app.database.read() as connection:
        return record.verify(connection) == []


# --- the hold-back --------------------------------------------------------------------------


async def test_nothing_leaves_during_the_hold_back(bench: Bench) -> None:
    """For sixty seconds an approved reply can be taken back."""
    bench.arrive(message(1, QUESTION_EN))
    draft = _card(bench).draft
    assert draft is not None
    outcome = bench.app.decisions.approve(1, OFFICER, text_hash=draft.text_hash)
    assert outcome.held_until == OPEN + timedelta(seconds=60)
    bench.clock.forward(seconds=59)
    assert await bench.publish() == 0
    bench.clock.forward(seconds=1)
    assert await bench.publish() == 1
    assert bench.wire.texts() == [draft.texts["en"]]
    assert _publication(bench).url == "https://platform.example/1"


async def test_an_undo_in_time_restores_the_draft(bench: Bench) -> None:
    """Undone, the text is a draft again, and approving it sends it once."""
    bench.arrive(message(1, QUESTION_EN))
    draft = _card(bench).draft
    assert draft is not None
    bench.app.decisions.approve(1, OFFICER, text_hash=draft.text_hash)
    bench.app.decisions.undo(1, OFFICER)
    bench.clock.forward(minutes=5)
    assert await bench.publish() == 0
    card = _card(bench)
    assert card.case.flow.case is CaseState.CLAIMED
    assert card.draft is not None
    assert card.draft.state == "proposed"
    bench.app.decisions.approve(1, OFFICER, text_hash=draft.text_hash)
    bench.clock.forward(seconds=61)
    assert await bench.publish() == 1
    assert bench.wire.texts() == [draft.texts["en"]]
    assert _verified(bench)


async def test_an_undo_too_late_is_refused(bench: Bench) -> None:
    """What is out is out."""
    _approved(bench)
    await bench.publish()
    with pytest.raises(IllegalMove):
        bench.app.decisions.undo(1, OFFICER)


# --- what the wire does ---------------------------------------------------------------------


async def test_what_is_deferred_goes_later_and_once(bench: Bench) -> None:
    """Told to wait, the program waits as long as it was told."""
    bench.wire.modes = [Mode.DEFER]
    _approved(bench)
    assert await bench.publish() == 1
    assert bench.wire.taken() == []
    bench.clock.forward(seconds=29)
    assert await bench.publish() == 0
    bench.clock.forward(seconds=1)
    assert await bench.publish() == 1
    assert len(bench.wire.taken()) == 1
    assert _publication(bench).attempts == 2


async def test_what_is_deferred_for_ever_goes_to_a_person(bench: Bench) -> None:
    """An outage of hours fails nothing; after a day of trying a person hands the text off."""
    bench.wire.modes = [Mode.DEFER] * 30
    _approved(bench)
    for _ in range(24):
        await bench.publish()
        assert _publication(bench).state is PublicationState.HELD
        bench.clock.forward(hours=1)
    assert bench.clock() - OPEN >= GIVE_UP_AFTER
    await bench.publish()
    assert _publication(bench).state is PublicationState.FAILED
    assert _publication(bench).attempts == 25
    assert _card(bench).case.flow.case is CaseState.QUEUED


async def test_what_is_refused_is_handed_off_and_marked_as_posted(bench: Bench) -> None:
    """A refusal is never retried: a person posts it by hand and says where."""
    bench.wire.modes = [Mode.REFUSE]
    _approved(bench)
    await bench.publish()
    bench.clock.forward(days=2)
    assert await bench.publish() == 0
    assert _card(bench).case.reason == "refused"
    with bench.app.database.read() as connection:
        assert queue.in_doubt(connection) == [1]
    bench.app.settling.hand_off(1, OFFICER)
    assert _publication(bench).state is PublicationState.HANDED_OFF
    bench.app.settling.mark_posted(1, OFFICER, "https://platform.example/by-hand")
    assert _publication(bench).state is PublicationState.SENT
    assert _publication(bench).url == "https://platform.example/by-hand"
    assert _verified(bench)


async def test_a_platform_that_never_sends_hands_off_at_once(bench: Bench) -> None:
    """Hand-off is a complete publisher: text and link are with a person."""
    bench.wire.modes = [Mode.BY_HAND]
    _approved(bench)
    await bench.publish()
    assert _publication(bench).state is PublicationState.HANDED_OFF
    for wrong in (None, "", "somewhere", "ftp://a/b", "https://me:secret@a/b"):
        with pytest.raises(NotAllowed, match="no_address"):
            bench.app.settling.mark_posted(1, OFFICER, wrong)
    bench.app.settling.mark_posted(1, OFFICER, "https://platform.example/1")
    assert _card(bench).case.flow.case is CaseState.CLOSED


async def test_a_platform_without_a_publisher_refuses(tmp_path: Path) -> None:
    """Nothing is lost where no publisher was configured: a person has it."""
    bench = build_test_app(tmp_path, publishers={})
    _approved(bench)
    await bench.publish()
    assert _publication(bench).state is PublicationState.FAILED
    bench.app.close()


@pytest.mark.parametrize("mode", [Mode.LOSE_AFTER, Mode.RAISE])
async def test_what_is_in_doubt_is_looked_up(bench: Bench, mode: Mode) -> None:
    """Where the platform can be searched, the program finds out; the text is there once."""
    bench.wire.modes = [mode]
    _approved(bench)
    await bench.publish()
    bench.clock.forward(minutes=1)
    await bench.publish()
    assert _publication(bench).state is PublicationState.SENT
    assert len(bench.wire.taken()) == 1


async def test_what_is_certainly_absent_is_sent_again(bench: Bench) -> None:
    """Lost before it was out, and looked up: one more try."""
    bench.wire.modes = [Mode.LOSE_BEFORE]
    _approved(bench)
    await bench.publish()
    assert _publication(bench).state is PublicationState.HELD
    bench.clock.forward(seconds=5)
    await bench.publish()
    assert len(bench.wire.taken()) == 1


@pytest.mark.parametrize("mode", [Mode.LOSE_BEFORE, Mode.LOSE_AFTER, Mode.RAISE])
async def test_what_nobody_can_tell_waits_for_a_person(blind: Bench, mode: Mode) -> None:
    """Unknown is a state: the program never sends it again by itself."""
    blind.wire.modes = [mode]
    _approved(blind)
    await blind.publish()
    before = len(blind.wire.taken())
    blind.clock.forward(days=3)
    assert await blind.publish() == 0
    assert _publication(blind).state is PublicationState.UNKNOWN
    assert (_card(blind).case.flow.case, _card(blind).case.reason) == (CaseState.QUEUED, "unknown")
    assert len(blind.wire.taken()) == before


async def test_a_person_says_that_it_is_out(blind: Bench) -> None:
    """Settled as out: the publication is sent, with its address."""
    blind.wire.modes = [Mode.LOSE_AFTER]
    _approved(blind)
    await blind.publish()
    blind.app.settling.settle_unknown(1, OFFICER, is_out=True, url="https://platform.example/9")
    assert (_publication(blind).state, _publication(blind).url) == (
        PublicationState.SENT,
        "https://platform.example/9",
    )
    with pytest.raises(NotAllowed):
        blind.app.settling.settle_unknown(1, OFFICER, is_out=False)


async def test_a_person_says_that_it_is_not_out(blind: Bench) -> None:
    """Settled as absent: the text can be approved again, under a new key, and is out once."""
    blind.wire.modes = [Mode.LOSE_BEFORE]
    _approved(blind)
    await blind.publish()
    blind.app.settling.settle_unknown(1, OFFICER, is_out=False)
    draft = _card(blind).draft
    assert draft is not None
    blind.app.decisions.approve(1, OFFICER, text_hash=draft.text_hash)
    blind.clock.forward(seconds=61)
    await blind.publish()
    assert [line["key"] for line in blind.wire.taken()] == [f"reply:{draft.id}:1"]
    assert _verified(blind)


async def test_only_who_may_settles(blind: Bench) -> None:
    """A moderator does not say what became of a reply."""
    blind.wire.modes = [Mode.LOSE_BEFORE]
    _approved(blind)
    await blind.publish()
    with pytest.raises(NotAllowed, match="not_your_role"):
        blind.app.settling.settle_unknown(1, MODERATOR, is_out=True)
    with pytest.raises(NotAllowed, match="no_such_publication"):
        blind.app.settling.settle_unknown(99, OFFICER, is_out=True)


async def test_a_send_without_an_answer_times_out(
    blind: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A platform that never answers holds nothing up: after the time-out a person looks."""
    monkeypatch.setattr("bot.publishing.SEND_TIMEOUT_S", 0.05)
    blind.wire.modes = [Mode.HANG]
    _approved(blind)
    await blind.publish()
    assert (_publication(blind).state, _publication(blind).fault) == (
        PublicationState.UNKNOWN,
        "time-out",
    )


async def test_one_text_in_doubt_does_not_stop_the_next(blind: Bench) -> None:
    """The order holds, and each text is on its own."""
    blind.wire.modes = [Mode.RAISE, Mode.OK]
    _approved(blind, QUESTION_EN, 1)
    _approved(blind, QUESTION_FR, 2)
    await blind.publish()
    assert _publication(blind, 1).state is PublicationState.UNKNOWN
    assert _publication(blind, 2).state is PublicationState.SENT


# --- pause, overtaken, changed --------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [switches.EVERYTHING, switches.channel_pause(CHANNEL), switches.kind_pause("reply")]
)
async def test_what_is_paused_stays(bench: Bench, name: str) -> None:
    """A pause of everything, of the channel or of the kind holds it; a resume lets it go."""
    _approved(bench)
    with bench.app.database.write() as connection:
        switches.turn(connection, name, on=True, now=OPEN, actor="staff:1")
    assert await bench.publish() == 0
    assert bench.wire.taken() == []
    with bench.app.database.write() as connection:
        switches.turn_all_off(connection, now=OPEN, actor="staff:1")
    assert await bench.publish() == 1
    assert len(bench.wire.taken()) == 1


async def test_another_kind_is_not_paused(bench: Bench) -> None:
    """A pause of holding replies leaves replies alone."""
    _approved(bench)
    with bench.app.database.write() as connection:
        switches.turn(
            connection, switches.kind_pause("holding"), on=True, now=OPEN, actor="staff:1"
        )
    assert await bench.publish() == 1


async def test_a_reply_that_was_overtaken_is_not_sent(bench: Bench) -> None:
    """Something new came while the reply was held: a person reads it first."""
    _approved(bench)
    bench.arrive(message(2, INSULT_EN, author="author-1", thread="m-1"))
    assert _card(bench).case.flow.case is CaseState.OVERTAKEN
    await bench.publish()
    assert bench.wire.taken() == []
    card = _card(bench)
    assert (card.case.flow.case, card.case.reason) == (CaseState.QUEUED, "overtaken")
    assert [one.state for one in card.publications] == [PublicationState.WITHDRAWN]
    assert card.draft is not None
    bench.app.decisions.approve(1, OFFICER, text_hash=card.draft.text_hash)
    bench.clock.forward(seconds=61)
    await bench.publish()
    assert len(bench.wire.taken()) == 1
    assert _verified(bench)


async def test_talk_that_needs_nobody_does_not_stop_a_reply(bench: Bench) -> None:
    """Only a message that asks for a person overtakes."""
    _approved(bench)
    bench.arrive(message(2, TALK_EN, author="author-1", thread="m-1"))
    await bench.publish()
    assert len(bench.wire.taken()) == 1


async def test_a_reply_to_a_deleted_message_is_not_sent(bench: Bench) -> None:
    """The question is gone before the reply left."""
    _approved(bench)
    bench.arrive(message(1, "", event=MessageEvent.DELETED, author="author-1"))
    await bench.publish()
    assert bench.wire.taken() == []


# --- after a crash --------------------------------------------------------------------------


class _Dying(FakePublisher):
    """The process ends inside the call."""

    async def send(self, outgoing: Outgoing) -> Outcome:
        await super().send(outgoing)
        raise SystemExit


@pytest.mark.parametrize(
    ("can_find", "state"), [(True, PublicationState.SENT), (False, PublicationState.UNKNOWN)]
)
async def test_what_a_crash_left_sending_is_settled_at_the_start(
    tmp_path: Path, can_find: bool, state: PublicationState
) -> None:
    """After a restart it is looked up; where it cannot be, a person looks. Never sent twice."""
    dying = _Dying(tmp_path / "wire.jsonl")
    first = build_test_app(tmp_path, publishers={PLATFORM: dying})
    _approved(first)
    with pytest.raises(SystemExit):
        await first.publish()
    assert _publication(first).state is PublicationState.SENDING
    first.app.close()
    again = build_test_app(tmp_path, clock=first.clock, can_find=can_find)
    assert await again.app.publishing.recover() == 1
    await again.publish()
    assert _publication(again).state is state
    assert len(again.wire.taken()) == 1
    again.app.close()


# --- official posts -------------------------------------------------------------------------


def _post(bench: Bench, number: int = 1) -> PostFile:
    with bench.app.database.read() as connection:
        return posts.load(connection, number)


def _submitted(bench: Bench) -> str:
    number, new = bench.app.posts.submit(OFFICER, POST, PLACES)
    assert (number, new) == (1, True)
    return _post(bench).text_hash


def _both_approved(bench: Bench) -> None:
    shown = _submitted(bench)
    bench.app.posts.approve_half(1, APPROVER_EN, "en", text_hash=shown)
    bench.app.posts.approve_half(1, APPROVER_FR, "fr", text_hash=shown)
    bench.clock.forward(seconds=61)


async def test_a_post_goes_out_as_a_pair(bench: Bench) -> None:
    """Both halves, in both languages, once each, after both approvals."""
    _both_approved(bench)
    assert await bench.publish() == 2
    assert sorted(bench.wire.texts()) == sorted([POST.en, POST.fr])
    assert {line["kind"] for line in bench.wire.taken()} == {PublicationKind.POST.value}
    assert _post(bench).flow.state is PostState.PUBLISHED
    assert _verified(bench)


async def test_one_approval_is_not_enough(bench: Bench) -> None:
    """No half goes out before both are approved."""
    shown = _submitted(bench)
    state = bench.app.posts.approve_half(1, APPROVER_EN, "en", text_hash=shown)
    bench.clock.forward(days=1)
    assert state is PostState.IN_APPROVAL
    assert await bench.publish() == 0


def test_the_same_post_twice_is_one(bench: Bench) -> None:
    """The same texts for the same channels are the same post."""
    _submitted(bench)
    assert bench.app.posts.submit(APPROVER_EN, POST, PLACES) == (1, False)


async def test_an_edit_of_one_half_voids_both_approvals(bench: Bench) -> None:
    """Approvals bind to both texts: after an edit the old hash approves nothing."""
    shown = _submitted(bench)
    bench.app.posts.approve_half(1, APPROVER_EN, "en", text_hash=shown)
    edited = bench.app.posts.edit(1, OFFICER, Bilingual(en=POST.en, fr="Nos lignes fonctionnent."))
    assert edited.flow.approvals == {}
    with pytest.raises(NotAllowed, match="stale_text"):
        bench.app.posts.approve_half(1, APPROVER_FR, "fr", text_hash=shown)
    bench.app.posts.approve_half(1, APPROVER_FR, "fr", text_hash=edited.text_hash)
    assert (await bench.publish(), _post(bench).flow.state) == (0, PostState.IN_APPROVAL)


async def test_an_edit_in_the_hold_back_takes_both_halves_back(bench: Bench) -> None:
    """A post that was approved and is edited again goes out in neither language."""
    _both_approved(bench)
    bench.app.posts.edit(1, OFFICER, Bilingual(en="New.", fr="Nouveau."))
    assert await bench.publish() == 0
    shown = _post(bench).text_hash
    bench.app.posts.approve_half(1, APPROVER_EN, "en", text_hash=shown)
    bench.app.posts.approve_half(1, APPROVER_FR, "fr", text_hash=shown)
    bench.clock.forward(seconds=61)
    await bench.publish()
    assert sorted(bench.wire.texts()) == ["New.", "Nouveau."]


@pytest.mark.parametrize(
    ("reviewer", "lang", "reason"),
    [
        (APPROVER_EN, "fr", "not_your_language"),
        (OFFICER, "en", "not_your_role"),
        (MODERATOR, "fr", "not_your_role"),
    ],
)
def test_a_half_is_approved_by_its_approver(
    bench: Bench, reviewer: object, lang: str, reason: str
) -> None:
    """Only the approver of a language approves it."""
    shown = _submitted(bench)
    with pytest.raises(NotAllowed, match=reason):
        bench.app.posts.approve_half(1, reviewer, lang, text_hash=shown)  # type: ignore[arg-type]  # a table of reviewers


def test_nobody_approves_their_own_post(bench: Bench) -> None:
    """The author is a third person."""
    number, _ = bench.app.posts.submit(APPROVER_EN, POST, PLACES)
    with pytest.raises(NotAllowed, match="own_text"):
        bench.app.posts.approve_half(number, APPROVER_EN, "en", text_hash=_post(bench).text_hash)


async def test_when_one_half_fails_the_other_does_not_set_out(bench: Bench) -> None:
    """The first half is refused: the second stays, the post is with a person."""
    bench.wire.modes = [Mode.REFUSE]
    _both_approved(bench)
    await bench.publish()
    bench.clock.forward(hours=2)
    await bench.publish()
    assert bench.wire.taken() == []
    assert _post(bench).flow.state is PostState.PARTIAL
    assert set(_post(bench).flow.halves.values()) == {
        PublicationState.FAILED,
        PublicationState.HELD,
    }


async def test_a_half_that_failed_is_sent_again_by_a_person(bench: Bench) -> None:
    """Retried, the pair completes; each text is out once."""
    bench.wire.modes = [Mode.OK, Mode.REFUSE]
    _both_approved(bench)
    await bench.publish()
    (broken,) = [
        lang for lang, state in _post(bench).flow.halves.items() if state is PublicationState.FAILED
    ]
    approver = APPROVER_EN if broken == "en" else APPROVER_FR
    bench.app.posts.retry_half(1, approver, broken)
    await bench.publish()
    assert sorted(bench.wire.texts()) == sorted([POST.en, POST.fr])
    assert _post(bench).flow.state is PostState.PUBLISHED
    assert _verified(bench)


async def test_a_half_of_unknown_fate_is_settled_as_out(blind: Bench) -> None:
    """A person finds the lost half on the platform: the pair is complete."""
    blind.wire.modes = [Mode.OK, Mode.LOSE_AFTER]
    _both_approved(blind)
    await blind.publish()
    assert _post(blind).flow.state is PostState.PARTIAL
    with blind.app.database.read() as connection:
        (number,) = queue.in_doubt(connection)
    blind.app.settling.settle_unknown(number, APPROVER_EN, is_out=True)
    assert _post(blind).flow.state is PostState.PUBLISHED


async def test_a_half_of_unknown_fate_is_settled_as_absent(blind: Bench) -> None:
    """A person does not find it: what happens next is said, nothing is sent by itself."""
    blind.wire.modes = [Mode.OK, Mode.LOSE_BEFORE]
    _both_approved(blind)
    await blind.publish()
    (broken,) = [
        lang
        for lang, state in _post(blind).flow.halves.items()
        if state is PublicationState.UNKNOWN
    ]
    blind.clock.forward(days=1)
    assert await blind.publish() == 0
    with blind.app.database.read() as connection:
        (number,) = queue.in_doubt(connection)
    with pytest.raises(NotAllowed, match=r"decision\.half_absent"):
        blind.app.settling.settle_unknown(number, APPROVER_EN, is_out=False)
    blind.app.posts.retry_half(1, APPROVER_EN if broken == "en" else APPROVER_FR, broken)
    await blind.publish()
    assert sorted(blind.wire.texts()) == sorted([POST.en, POST.fr])


async def test_a_post_is_withdrawn_before_it_leaves(bench: Bench) -> None:
    """Withdrawn in the hold-back: neither half goes out."""
    _both_approved(bench)
    bench.app.posts.withdraw(1, OFFICER, "typo")
    assert await bench.publish() == 0
    assert _post(bench).flow.state is PostState.WITHDRAWN


async def test_a_post_waits_for_its_time(bench: Bench) -> None:
    """A post with a time goes out then, not when it is approved."""
    at = OPEN + timedelta(hours=3)
    bench.app.posts.submit(OFFICER, POST, PLACES, publish_at=at)
    shown = _post(bench).text_hash
    bench.app.posts.approve_half(1, APPROVER_EN, "en", text_hash=shown)
    bench.app.posts.approve_half(1, APPROVER_FR, "fr", text_hash=shown)
    bench.clock.forward(hours=2)
    assert await bench.publish() == 0
    bench.clock.forward(hours=1)
    assert await bench.publish() == 2


async def test_a_post_is_never_automatic(bench: Bench) -> None:
    """Both halves of a shadow channel's post reach nobody."""
    places = {"en": (PLATFORM, "quiet"), "fr": (PLATFORM, "quiet")}
    bench.app.posts.submit(OFFICER, POST, places)
    shown = _post(bench).text_hash
    bench.app.posts.approve_half(1, APPROVER_EN, "en", text_hash=shown)
    bench.app.posts.approve_half(1, APPROVER_FR, "fr", text_hash=shown)
    bench.clock.forward(seconds=61)
    await bench.publish()
    assert bench.wire.taken() == []
