"""One day at the agency: everything that commits or sends happens at least once.

Each part of the day can be played on a database that an earlier, killed run left half done.
"""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from bot.decisions import Blocked, NotAllowed
from bot.ports import Autonomy, Probe
from bot.settings import ChannelAutonomy
from bot.states import IllegalMove, PublicationState
from bot.storage import queue
from bot.storage.posts import NoSuchPost
from bot.storage.posts import load as load_post
from policies.message import Message, MessageEvent
from policies.roles import Role
from tests.fakes import (
    APPROVER_EN,
    APPROVER_FR,
    CHANNEL,
    CLOSED,
    DISTRESS_EN,
    MODERATOR,
    OFFICER,
    PLATFORM,
    QUESTION_EN,
    QUESTION_FR,
    TALK_EN,
    Bench,
    FakeClock,
    Mode,
    build_test_app,
    live_settings,
    message,
    person,
)
from translations.values import Bilingual

POSTS: Final = (
    Bilingual(en="Our lines are open again.", fr="Nos lignes sont rouvertes."),
    Bilingual(en="Offices close at noon.", fr="Les bureaux ferment à midi."),
    Bilingual(en="A draft.", fr="Une ébauche."),
)
BY_HAND: Final = "https://platform.example/by-hand"
_INSULT: Final = "You are a stupid bitch"  # too short for a campaign: each has its own entry
_PLACES: Final = {"en": (PLATFORM, CHANNEL), "fr": (PLATFORM, CHANNEL)}
_REFUSED: Final = (NotAllowed, IllegalMove, Blocked, NoSuchPost, LookupError)
_MORNING: Final = CLOSED + timedelta(hours=13)
_DIRECTOR: Final = person(40, Role.DIRECTOR)
_OTHER: Final = person(41, Role.MODERATOR)
_FIRST_INSULT: Final = 9  # the first case of the day's five that are moderated

EVENING: Final[tuple[Message, ...]] = (
    message(1, TALK_EN, author="a", sent_at=CLOSED),
    message(2, QUESTION_EN, author="b", sent_at=CLOSED),
    message(3, QUESTION_FR, author="c", sent_at=CLOSED),
    message(4, _INSULT, author="d", sent_at=CLOSED),
    message(5, DISTRESS_EN, author="e", sent_at=CLOSED),
)
DAY: Final[tuple[Message, ...]] = (
    message(6, QUESTION_EN, author="f", sent_at=_MORNING),
    message(8, QUESTION_EN, author="g", sent_at=_MORNING),
    message(9, QUESTION_FR, author="h", sent_at=_MORNING),
    message(7, "How do I apply for a loan?", author="b", thread="m-2", sent_at=_MORNING),
    replace(EVENING[0], event=MessageEvent.EDITED, text=QUESTION_EN, sent_at=_MORNING),
    replace(EVENING[3], event=MessageEvent.DELETED, text="", sent_at=_MORNING),
    *(
        message(10 + n, _INSULT, author=author, sent_at=_MORNING)
        for n, author in enumerate("klmno")
    ),
)
INPUTS: Final = EVENING + DAY


def build(
    folder: Path, *, can_find: bool, probe: Probe = lambda _name: None, late: bool = False
) -> Bench:
    """Put the program together as the agency runs it; the crisis text goes by itself."""
    settings = live_settings(autonomy=ChannelAutonomy(crisis=Autonomy.AUTO))
    clock = FakeClock(_MORNING + timedelta(hours=6) if late else CLOSED)
    return build_test_app(folder, clock=clock, settings=settings, can_find=can_find, probe=probe)


async def play(bench: Bench) -> None:
    """Play the whole day."""
    bench.wire.modes = [Mode.OK, Mode.OK, Mode.LOSE_AFTER, Mode.OK, Mode.OK, Mode.LOSE_AFTER]
    bench.arrive(*EVENING)
    await bench.publish()  # three holding replies, the crisis text
    bench.clock.now = _MORNING
    bench.app.sweeper.sweep()
    _approve(bench, 2)
    _approve(bench, 3)
    _hide(bench, 4)
    bench.clock.forward(seconds=61)
    await bench.publish()  # two replies, one of them in doubt
    _settle(bench)
    await bench.app.enforcement.work()
    await bench.publish()  # the notice of what was hidden
    bench.arrive(*DAY)
    _others(bench)
    await _refused(bench)
    await _official_posts(bench)
    await _moderate(bench)
    bench.clock.forward(hours=3)
    bench.app.sweeper.sweep()
    await bench.app.enforcement.work()
    await bench.publish()


def _approve(bench: Bench, case_id: int) -> None:
    with bench.app.database.read() as connection:
        draft = queue.card(connection, case_id).draft
    if draft is not None:
        bench.app.decisions.approve(case_id, OFFICER, text_hash=draft.text_hash)


def _hide(bench: Bench, case_id: int) -> None:
    with bench.app.database.read() as connection:
        number = queue.card(connection, case_id).messages[0].id
    bench.app.moderating.hide(case_id, MODERATOR, message_id=number, rule="insult", reason="r")


def _others(bench: Bench) -> None:
    """Take, give back, write, undo, set aside, escalate, keep, look at an author."""
    decisions = bench.app.decisions
    decisions.claim(6, OFFICER)
    with bench.app.database.read() as connection:
        draft = queue.card(connection, 6).draft
    assert draft is not None
    own = "Learner Support Canada here. Details: https://learnersupport.example/en/grants"
    decisions.edit(6, OFFICER, {"en": own}, shown_hash=draft.text_hash)
    decisions.release(6, OFFICER)
    _approve(bench, 6)
    decisions.undo(6, OFFICER)
    decisions.snooze(6, OFFICER, bench.clock() + timedelta(hours=1))
    decisions.escalate(2, OFFICER, "r")
    decisions.reject(2, OFFICER, "r")
    decisions.undo(2, OFFICER)
    decisions.show_author(5, MODERATOR)
    decisions.keep(5, MODERATOR)


def _settle(bench: Bench) -> None:
    """Say of one text that nobody could tell that it is out; another one stays in doubt."""
    with bench.app.database.read() as connection:
        doubt = queue.in_doubt(connection)
    for number in doubt[:1]:
        bench.app.settling.settle_unknown(number, OFFICER, is_out=True)


async def _refused(bench: Bench) -> None:
    """Two replies are refused: one is posted by hand, one is given up."""
    bench.wire.modes = [Mode.REFUSE, Mode.REFUSE]
    with bench.app.database.read() as connection:
        before = set(queue.in_doubt(connection))
    for case_id in (7, 8):
        _approve(bench, case_id)
    bench.clock.forward(seconds=61)
    await bench.publish()
    with bench.app.database.read() as connection:
        by_hand, dropped = sorted(set(queue.in_doubt(connection)) - before)
    bench.app.settling.hand_off(by_hand, OFFICER)
    bench.app.settling.mark_posted(by_hand, OFFICER, BY_HAND)
    bench.app.settling.drop(dropped, OFFICER)


async def _official_posts(bench: Bench) -> None:
    """One goes out, one half of one is refused and sent again, one is edited and withdrawn."""
    for post in POSTS[:2]:
        number, _ = bench.app.posts.submit(OFFICER, post, _PLACES)
        for reviewer, lang in ((APPROVER_EN, "en"), (APPROVER_FR, "fr")):
            with bench.app.database.read() as connection:
                shown = load_post(connection, number).text_hash
            bench.app.posts.approve_half(number, reviewer, lang, text_hash=shown)
    bench.wire.modes = [Mode.OK, Mode.OK, Mode.REFUSE]
    bench.clock.forward(seconds=61)
    await bench.publish()
    with bench.app.database.read() as connection:
        halves = load_post(connection, 2).flow.halves
    (broken,) = [lang for lang, state in halves.items() if state is PublicationState.FAILED]
    bench.app.posts.retry_half(2, APPROVER_EN if broken == "en" else APPROVER_FR, broken)
    await bench.publish()
    number, _ = bench.app.posts.submit(OFFICER, POSTS[2], _PLACES)
    bench.app.posts.edit(number, OFFICER, Bilingual(en="Another.", fr="Une autre."))
    bench.app.posts.withdraw(number, OFFICER, "r")


async def _moderate(bench: Bench) -> None:
    """Delete, warn, restrict, ban and not ban; one is lifted, two are appealed."""
    act, appeals = bench.app.moderating, bench.app.appeals
    with bench.app.database.read() as connection:
        found = {
            item.case_id: queue.card(connection, item.case_id).messages[0].id
            for item in queue.queue(connection)
            if item.case_id >= _FIRST_INSULT
        }
    deleted, warned, restricted, banned, not_banned = sorted(found)
    until = bench.clock() + timedelta(hours=2)
    act.delete(deleted, MODERATOR, message_id=found[deleted], rule="insult", reason="r")
    act.warn(warned, MODERATOR, message_id=found[warned], rule="insult", reason="r")
    act.restrict(
        restricted,
        MODERATOR,
        message_id=found[restricted],
        rule="insult",
        reason="r",
        until=until,
    )
    for case_id in (banned, not_banned):
        act.propose_ban(case_id, MODERATOR, message_id=found[case_id], rule="insult", reason="r")
    ban, refused = (act.of_case(case_id)[0].id for case_id in (banned, not_banned))
    act.confirm_ban(ban, _DIRECTOR)
    act.decline_ban(refused, _DIRECTOR, "r")
    bench.clock.forward(seconds=61)
    await bench.app.enforcement.work()
    await bench.publish()
    act.lift(act.of_case(warned)[0].id, MODERATOR, "r")
    appeals.start(PLATFORM, "k", act.of_case(deleted)[0].id, via="button")
    written = appeals.write(PLATFORM, "k", "words")
    assert written is not None
    appeals.uphold(written.id, _OTHER, "r")
    entered = appeals.enter(ban, "words", OFFICER)
    appeals.dismiss(entered.id, _OTHER, "r", ground="rule")
    await bench.app.enforcement.work()
    await bench.publish()


async def resume(bench: Bench) -> None:
    """Start again as the program does: recover, take what comes again, work until all is still."""
    await bench.app.publishing.recover()
    bench.arrive(*INPUTS)  # the source had no word that we have them
    for _ in range(4):
        bench.clock.forward(minutes=2)
        await bench.publish()
        await bench.app.enforcement.work()
        bench.app.sweeper.sweep()


async def finish(bench: Bench) -> None:
    """Let people approve what waits, and everything that may go out go out."""
    with bench.app.database.read() as connection:
        waiting = [item.case_id for item in queue.queue(connection)]
    for case_id in waiting:
        try:
            _approve(bench, case_id)
        except _REFUSED:
            continue  # nothing to approve there: it stays with a person
    bench.clock.forward(minutes=2)
    await bench.publish()
