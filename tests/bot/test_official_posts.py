"""Official posts: steps, caretaker periods, layouts, pictures, time, taking down, correcting."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.deciding import Blocked, NotAllowed
from bot.ports import Deferred, Outcome, Publisher, Sent
from bot.post import BOTH, Layout
from bot.postchecks import check_post
from bot.postcontent import PostContent
from bot.settings import CaretakerPeriod, Settings, StepFile
from bot.states import IllegalMove, PostState, PublicationState
from bot.storage import pages, posts, record, staff
from bot.storage.database import Conflict
from bot.storage.posts import PostFile
from policies.approvals import Risk, StepKind
from policies.roles import Reviewer, Role
from responders.values import Weight
from tests.fakes import (
    APPROVER_EN,
    APPROVER_FR,
    CHANNEL,
    OFFICER,
    OPEN,
    PLATFORM,
    Bench,
    FakePublisher,
    Mode,
    build_test_app,
    live_settings,
    person,
)
from translations.values import Bilingual

TEXTS = Bilingual(
    en="The portal is closed today. https://learnersupport.example/en",
    fr="Le portail est fermé aujourd'hui. https://soutienauxapprenants.example/fr",
)
PLACE = (PLATFORM, CHANNEL)
DIRECTOR = person(8, Role.DIRECTOR)
FOURTH = person(9, Role.APPROVER_EN, Role.APPROVER_FR)
EVERYBODY = (OFFICER, APPROVER_EN, APPROVER_FR, DIRECTOR, FOURTH)
PERIOD = CaretakerPeriod(first_day=OPEN.date(), last_day=OPEN.date() + timedelta(days=5))
STEP = StepFile(kind=StepKind.APPROVE, who=Role.DIRECTOR, from_risk="high")


class RemovingPublisher(FakePublisher):
    """A platform that can take down what it has."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.outcomes: list[Outcome] = []  # one for each removal, then `Sent`
        self.gone: list[str] = []

    async def remove(self, channel: str, external_id: str) -> Outcome:
        """Take it down."""
        outcome = self.outcomes.pop(0) if self.outcomes else Sent(external_id=external_id)
        if isinstance(outcome, Sent):
            self.gone.append(f"{channel} {external_id}")
        return outcome


def content(**changes: object) -> PostContent:
    """Return a post for two channels that are one, changed."""
    values: dict[str, object] = {"texts": TEXTS, "channels": {"en": PLACE, "fr": PLACE}}
    return PostContent(**(values | changes))  # type: ignore[arg-type]  # a test names what it changes


def bilingual(**changes: object) -> PostContent:
    """Return a post that is one message."""
    return content(layout=Layout.BILINGUAL, channels={BOTH: PLACE}, **changes)


def build(folder: Path, publisher: Publisher | None = None, **changes: object) -> Bench:
    """Return the program on settings that a test changes."""
    found = Settings.model_validate(live_settings().model_dump() | changes)
    publishers = None if publisher is None else {PLATFORM: publisher}
    return build_test_app(folder, settings=found, publishers=publishers)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """The program, live, with a step for what is risky."""
    found = build(tmp_path, approval_steps=[STEP.model_dump()])
    yield found
    found.app.close()


def load(bench: Bench, number: int = 1) -> PostFile:
    """Return a post as it stands."""
    with bench.app.database.read() as connection:
        return posts.load(connection, number)


def approve(bench: Bench, *who: tuple[Reviewer, str], number: int = 1) -> PostState:
    """Give approvals of what stands there now."""
    for reviewer, need in who:
        act = bench.app.posts.approve_half if need in {"en", "fr"} else bench.app.posts.approve_step
        act(number, reviewer, need, text_hash=load(bench, number).text_hash)
    return load(bench, number).flow.state


async def publish(bench: Bench) -> int:
    """Let the hold-back pass, and send."""
    bench.clock.forward(seconds=61)
    return await bench.publish()


BOTH_TEXTS = ((APPROVER_EN, "en"), (APPROVER_FR, "fr"))


# --- steps ----------------------------------------------------------------------------------


async def test_a_step_is_waited_for_and_bound_to_the_texts(bench: Bench) -> None:
    """What is risky waits for a director; an edit voids that approval with the others."""
    bench.app.posts.submit_content(OFFICER, content(risk=Risk.HIGH))
    assert approve(bench, *BOTH_TEXTS) is PostState.IN_APPROVAL
    assert await publish(bench) == 0
    old = load(bench).text_hash
    bench.app.posts.edit(1, OFFICER, Bilingual(en=TEXTS.en, fr=f"{TEXTS.fr} Merci."))
    assert load(bench).flow.approvals == {}
    with pytest.raises(NotAllowed, match="stale_text"):
        bench.app.posts.approve_step(1, DIRECTOR, "director", text_hash=old)
    assert approve(bench, (DIRECTOR, "director"), *BOTH_TEXTS) is PostState.APPROVED
    assert await publish(bench) == 2


def test_a_step_is_given_by_its_role_and_not_by_the_author(tmp_path: Path) -> None:
    """Neither an approver without the role nor the director who wrote it."""
    bench = build(tmp_path, approval_steps=[STEP.model_dump()])
    author = person(8, Role.DIRECTOR, Role.OFFICER)
    bench.app.posts.submit_content(author, content(risk=Risk.HIGH))
    for reviewer, key in ((APPROVER_EN, "not_your_role"), (author, "own_text")):
        with pytest.raises(NotAllowed, match=key):
            approve(bench, (reviewer, "director"))
    with pytest.raises(NotAllowed, match="not_needed"):
        approve(bench, (DIRECTOR, "records"))
    bench.app.close()


def test_what_is_harmless_needs_no_step(bench: Bench) -> None:
    """Steps apply by topic and risk."""
    bench.app.posts.submit_content(OFFICER, content())
    assert approve(bench, *BOTH_TEXTS) is PostState.APPROVED


def test_whoever_edits_is_an_author(bench: Bench) -> None:
    """An approver who changed a text approves neither; somebody else does."""
    bench.app.posts.submit_content(OFFICER, content())
    bench.app.posts.edit(1, APPROVER_EN, Bilingual(en=f"{TEXTS.en} Thanks.", fr=TEXTS.fr))
    with pytest.raises(NotAllowed, match="own_text"):
        approve(bench, (APPROVER_EN, "en"))
    assert approve(bench, (FOURTH, "en"), (APPROVER_FR, "fr")) is PostState.APPROVED


def test_who_is_told(tmp_path: Path) -> None:
    """Each who can approve, those consulted; after publication the others; nobody twice."""
    steps = [
        StepFile(kind=StepKind.CONSULT, who=Role.DIRECTOR),
        StepFile(kind=StepKind.NOTIFY, who=Role.RECORDS),
    ]
    bench = build(tmp_path, approval_steps=[one.model_dump() for one in steps])
    hired = {}
    with bench.app.database.write() as connection:
        for name, role in (
            ("Bea", Role.OFFICER),
            ("Eva", Role.APPROVER_EN),
            ("Flo", Role.APPROVER_FR),
            ("Dia", Role.DIRECTOR),
            ("Ron", Role.RECORDS),
        ):
            code = staff.invite(
                connection,
                name=name,
                roles=[role],
                lang="en",
                languages=["en", "fr"],
                now=OPEN,
                actor="test",
            )
            hired[name] = staff.bind(
                connection, code=code, platform="telegram", number=name, now=OPEN
            )
    bench.app.posts.submit_content(hired["Bea"], content())
    with bench.app.database.read() as connection:
        told = [(one.kind, one.reviewer_id) for one in pages.ready(connection, OPEN, 50)]
    assert sorted(told) == sorted(
        [
            ("approval", hired["Eva"].id),
            ("approval", hired["Flo"].id),
            ("consult", hired["Dia"].id),
        ]
    )
    with pytest.raises(NotAllowed):
        bench.app.posts.comment(1, hired["Ron"], "Me too.")
    bench.app.posts.comment(1, hired["Dia"], "Fine.")
    assert [one.text for one in load(bench).comments] == ["Fine."]
    bench.app.close()


# --- caretaker periods ----------------------------------------------------------------------


async def test_a_caretaker_period_takes_a_fourth_person(tmp_path: Path) -> None:
    """What is urgent or routine goes out once somebody besides the three has agreed."""
    bench = build(tmp_path, caretaker=[PERIOD.model_dump()])
    bench.app.posts.submit_content(OFFICER, content(routine=True))
    assert approve(bench, *BOTH_TEXTS) is PostState.IN_APPROVAL
    for reviewer, key in ((APPROVER_EN, "one_of_three"), (OFFICER, "not_your_role")):
        with pytest.raises(NotAllowed, match=key):
            approve(bench, (reviewer, "caretaker"))
    assert approve(bench, (DIRECTOR, "caretaker")) is PostState.APPROVED
    assert await publish(bench) == 2
    bench.app.close()


async def test_other_posts_wait_for_the_end_of_the_period(tmp_path: Path) -> None:
    """Approved, but neither routine nor urgent: nothing goes out before the first free day."""
    bench = build(tmp_path, caretaker=[PERIOD.model_dump()])
    bench.app.posts.submit_content(OFFICER, content())
    assert approve(bench, *BOTH_TEXTS) is PostState.APPROVED
    assert await publish(bench) == 0
    bench.clock.forward(days=4)
    assert await bench.publish() == 0
    bench.clock.forward(days=2)
    assert await bench.publish() == 2
    bench.app.close()


async def test_the_day_of_publication_counts(tmp_path: Path) -> None:
    """Approved before a period, and late because of a pause: the fourth person is asked then."""
    late = CaretakerPeriod(
        first_day=OPEN.date() + timedelta(days=2), last_day=OPEN.date() + timedelta(days=9)
    )
    bench = build(tmp_path, caretaker=[late.model_dump()])
    bench.app.posts.submit_content(OFFICER, content(urgent=True))
    assert approve(bench, *BOTH_TEXTS) is PostState.APPROVED
    bench.clock.forward(days=3)
    await bench.publish()
    assert bench.wire.texts() == []
    flow = load(bench).flow
    assert (flow.state, flow.missing) == (PostState.IN_APPROVAL, frozenset({"caretaker"}))
    assert set(flow.approvals) == {"en", "fr"}  # what was approved stays approved
    assert approve(bench, (DIRECTOR, "caretaker")) is PostState.APPROVED
    assert await publish(bench) == 2
    bench.app.close()


def test_a_new_time_is_no_edit_but_may_ask_for_more(tmp_path: Path) -> None:
    """The approvals hold; a day in the period asks for a fourth person, another day does not."""
    late = CaretakerPeriod(
        first_day=OPEN.date() + timedelta(days=2), last_day=OPEN.date() + timedelta(days=9)
    )
    bench = build(tmp_path, caretaker=[late.model_dump()])
    bench.app.posts.submit_content(OFFICER, content(urgent=True))
    approve(bench, *BOTH_TEXTS)
    after = bench.app.posts.reschedule(1, OFFICER, OPEN + timedelta(days=3))
    assert (after.flow.state, after.flow.missing) == (
        PostState.IN_APPROVAL,
        frozenset({"caretaker"}),
    )
    after = bench.app.posts.reschedule(1, OFFICER, OPEN + timedelta(days=1))
    assert (after.flow.state, after.flow.needs) == (PostState.APPROVED, frozenset())
    with bench.app.database.read() as connection:
        kinds = [entry.kind for entry, _ in record.events(connection, subject="post:1")]
    assert kinds.count("post.rescheduled") == 2
    with pytest.raises(NotAllowed, match=r"decision\.past"):
        bench.app.posts.reschedule(1, OFFICER, OPEN - timedelta(days=1))
    bench.app.close()


async def test_a_new_time_is_kept(bench: Bench) -> None:
    """What was to go out at once goes out at its new time."""
    bench.app.posts.submit_content(OFFICER, content())
    approve(bench, *BOTH_TEXTS)
    bench.app.posts.reschedule(1, OFFICER, OPEN + timedelta(hours=3))
    assert await publish(bench) == 0
    bench.clock.forward(hours=3)
    assert await bench.publish() == 2


# --- layout, picture ------------------------------------------------------------------------


async def test_a_bilingual_post_is_one_message(bench: Bench) -> None:
    """Both texts in one publication, with the line that tells French readers to read on."""
    bench.app.posts.submit_content(OFFICER, bilingual())
    approve(bench, *BOTH_TEXTS)
    assert await publish(bench) == 1
    assert bench.wire.texts() == [f"(Le texte français suit.)\n\n{TEXTS.en}\n\n* * *\n\n{TEXTS.fr}"]
    assert load(bench).flow.halves == {BOTH: PublicationState.SENT}


async def test_a_bilingual_post_that_was_refused_is_sent_again(bench: Bench) -> None:
    """There is one publication to put right, by an approver of either language."""
    bench.app.posts.submit_content(OFFICER, bilingual())
    approve(bench, *BOTH_TEXTS)
    bench.wire.modes = [Mode.REFUSE]
    await publish(bench)
    assert load(bench).flow.state is PostState.PARTIAL
    bench.app.posts.retry_half(1, APPROVER_FR, BOTH)
    assert await bench.publish() == 1
    assert load(bench).flow.state is PostState.PUBLISHED


ALT = Bilingual(en="A closed door", fr="Une porte fermée")


async def test_a_picture_and_its_description_are_approved_with_the_texts(
    bench: Bench, tmp_path: Path
) -> None:
    """The description stands below each text; another picture in its place stops the post."""
    picture = tmp_path / "door.png"
    picture.write_bytes(b"one")
    bench.app.posts.submit_content(OFFICER, content(media=str(picture), alt=ALT))
    first = load(bench).text_hash
    approve(bench, *BOTH_TEXTS)
    picture.write_bytes(b"two")
    await publish(bench)
    assert bench.wire.texts() == []
    flow = load(bench).flow
    assert (flow.state, flow.approvals) == (PostState.IN_APPROVAL, {})
    assert load(bench).text_hash != first
    approve(bench, *BOTH_TEXTS)
    assert await publish(bench) == 2
    assert sorted(bench.wire.texts()) == sorted(
        [
            f"{TEXTS.en}\n\nImage description: A closed door",
            f"{TEXTS.fr}\n\nDescription de l'image\u00a0: Une porte fermée",
        ]
    )


def test_a_picture_without_description_is_refused(bench: Bench, tmp_path: Path) -> None:
    """Nobody submits a picture that some people cannot see."""
    picture = tmp_path / "door.png"
    picture.write_bytes(b"one")
    with pytest.raises(Blocked, match="alt"):
        bench.app.posts.submit_content(OFFICER, content(media=str(picture)))
    with pytest.raises(NotAllowed, match="picture"):
        bench.app.posts.submit_content(OFFICER, content(media="/nowhere.png", alt=ALT))


# --- taken down, corrected ------------------------------------------------------------------


async def test_what_is_out_is_taken_down(tmp_path: Path) -> None:
    """Both messages go; one that cannot be reached now is tried again; the record stays."""
    wire = RemovingPublisher(tmp_path / "wire.jsonl")
    bench = build(tmp_path, wire)
    bench.app.posts.submit_content(OFFICER, content())
    approve(bench, *BOTH_TEXTS)
    await publish(bench)
    wire.outcomes = [Deferred(retry_after_s=10, reason="429")]
    bench.app.posts.withdraw(1, APPROVER_EN, "the wrong day")
    assert await bench.app.removal.work() == 2
    assert {one.removal for one in load(bench).out} == {"removed", "wanted"}
    bench.clock.forward(seconds=11)
    assert await bench.app.removal.work() == 1
    assert {one.removal for one in load(bench).out} == {"removed"}
    assert len(wire.gone) == 2
    assert await bench.app.removal.work() == 0
    bench.app.close()


async def test_the_other_half_is_taken_down_where_one_failed(tmp_path: Path) -> None:
    """A person decides that neither text stays: what is out goes, what failed is over."""
    wire = RemovingPublisher(tmp_path / "wire.jsonl")
    wire.modes = [Mode.OK, Mode.REFUSE]
    bench = build(tmp_path, wire)
    bench.app.posts.submit_content(OFFICER, content())
    approve(bench, *BOTH_TEXTS)
    await publish(bench)
    assert load(bench).flow.state is PostState.PARTIAL
    bench.app.posts.withdraw(1, APPROVER_FR, "one language alone is not published")
    await bench.app.removal.work()
    assert len(wire.gone) == 1
    assert load(bench).flow.state is PostState.WITHDRAWN
    bench.app.close()


async def test_what_a_platform_cannot_remove_is_said(bench: Bench) -> None:
    """A person is asked to remove it by hand, and says when it is done."""
    bench.app.posts.submit_content(OFFICER, content())
    approve(bench, *BOTH_TEXTS)
    await publish(bench)
    bench.app.posts.withdraw(1, OFFICER, "outdated")
    await bench.app.removal.work()
    assert {one.removal for one in load(bench).out} == {"refused"}
    bench.app.posts.removed_by_hand(1, OFFICER)
    assert {one.removal for one in load(bench).out} == {"by_hand"}
    with pytest.raises(NotAllowed, match="nothing_out"):
        bench.app.posts.removed_by_hand(1, OFFICER)


async def test_a_correction_is_a_post_of_its_own(bench: Bench) -> None:
    """It says in both texts what it puts right, takes the same approvals, and links the first."""
    bench.app.posts.submit_content(OFFICER, content())
    with pytest.raises(NotAllowed, match="never_out"):
        bench.app.posts.submit_content(OFFICER, content(corrects=1))
    approve(bench, *BOTH_TEXTS)
    await publish(bench)
    number, _ = bench.app.posts.submit_content(OFFICER, content(corrects=1))
    texts = load(bench, number).texts
    assert texts.en.startswith("Correction of our post of March 4, 2026.")
    assert texts.fr.startswith("Correction de notre publication du 4 mars 2026.")
    assert all("https://platform.example/1" in text for text in (texts.en, texts.fr))
    assert approve(bench, *BOTH_TEXTS, number=number) is PostState.APPROVED
    await publish(bench)
    assert load(bench, 1).corrected_by == number


# --- checks ---------------------------------------------------------------------------------

LINK_EN, LINK_FR = "https://learnersupport.example/a", "https://soutienauxapprenants.example/a"


@pytest.mark.parametrize(
    ("en", "fr", "found"),
    [
        (f"Closed. {LINK_EN}", f"Fermé. {LINK_FR}", []),
        (f"Closed. {LINK_EN}", "Fermé.", ["links", "own_page"]),
        (" ", f"Fermé. {LINK_FR}", ["empty", "own_page"]),
        (f"Closed. {LINK_EN}", f"Closed. {LINK_EN}", ["same_text", "own_page"]),
        (f"Hi {{name}}. {LINK_EN}", f"Bonjour. {LINK_FR}", ["left_over"]),
        (f"<b>Closed</b>. {LINK_EN}", f"Fermé. {LINK_FR}", ["left_over"]),
        (f"Closed &amp; locked. {LINK_EN}", f"Fermé. {LINK_FR}", ["left_over"]),
        (f"**Closed**. {LINK_EN}", f"Fermé. {LINK_FR}", ["left_over"]),
        (f"Closed. TODO {LINK_EN}", f"Fermé. {LINK_FR}", ["left_over"]),
        ("Closed. http://learnersupport.example", f"Fermé. {LINK_FR}", ["address", "own_page"]),
        ("Closed. www.learnersupport.example", f"Fermé. {LINK_FR}", ["address", "own_page"]),
        ("Closed. https://bit.ly/x", f"Fermé. {LINK_FR}", ["shortener", "own_page"]),
        (f"Open until 5 p.m. {LINK_EN}", f"Ouvert jusqu'à 18\u00a0h. {LINK_FR}", ["numbers"]),
        (f"Closed Monday. {LINK_EN}", f"Fermé mardi. {LINK_FR}", ["figures"]),
        (f"It is not open. {LINK_EN}", f"Le portail est ouvert. {LINK_FR}", ["negation"]),
        (f"Ask @helpdesk. {LINK_EN}", f"Demandez à @aidedesk. {LINK_FR}", ["names"]),
        (f"Why? {LINK_EN}", f"Pourquoi ? {LINK_FR}", ["typography"]),
        (f"Clo\u200bsed. {LINK_EN}", f"Fermé. {LINK_FR}", ["hidden"]),
        (f"{'x' * 5000} {LINK_EN}", f"Fermé. {LINK_FR}", ["long"]),
    ],
)
def test_what_the_checks_find(en: str, fr: str, found: list[str]) -> None:
    """Each finding by its name; each says in both languages what is wrong and what to do."""
    findings = check_post(content(texts=Bilingual(en=en, fr=fr)), live_settings())
    assert [one.check for one in findings] == found
    for one in findings:
        assert one.result.explanation.en != one.result.explanation.fr


def test_lengths_are_those_of_the_platform(tmp_path: Path) -> None:
    """A caption is short, both texts of a bilingual post count together, emoji count double."""
    picture = tmp_path / "p.png"
    picture.write_bytes(b"x")
    place = ("telegram", "-1001")
    long = Bilingual(en=f"{'a' * 900} {LINK_EN}", fr=f"{'b' * 1100} {LINK_FR}")
    both = {BOTH: place}
    pair = {"en": place, "fr": place}
    cases: Sequence[tuple[PostContent, list[tuple[str, ...]]]] = (
        (content(texts=long, channels=pair), []),
        (
            content(texts=long, channels=pair, media=str(picture), alt=ALT),
            [("texts", "fr")],
        ),
        (content(texts=long, channels=both, layout=Layout.BILINGUAL), []),
        (
            content(
                texts=Bilingual(en="a" * 2100, fr="b" * 2100),
                channels=both,
                layout=Layout.BILINGUAL,
            ),
            [("texts",)],
        ),
        (
            content(texts=Bilingual(en="\U0001f600" * 2100, fr="b"), channels=pair),
            [("texts", "en")],
        ),
    )
    for case, expected in cases:
        findings = check_post(case, live_settings())
        assert [one.place for one in findings if one.check == "long"] == expected
        assert all(one.weight is Weight.BLOCKING for one in findings if one.check == "long")


# --- whatever people do ---------------------------------------------------------------------

MOVES = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["en", "fr", "director", "caretaker"]),
            st.sampled_from(EVERYBODY),
            st.booleans(),  # whether they read the text as it stands
        ),
        st.tuples(st.just("edit"), st.sampled_from(EVERYBODY), st.booleans()),
        st.tuples(st.just("reschedule"), st.sampled_from(EVERYBODY), st.booleans()),
        st.tuples(st.just("wait"), st.just(OFFICER), st.booleans()),
    ),
    max_size=14,
)


@settings(max_examples=12, deadline=None)
@given(moves=MOVES, urgent=st.booleans(), last=st.permutations(EVERYBODY))
async def test_no_order_of_moves_publishes_without_its_approvals(
    moves: list[tuple[str, Reviewer, bool]], urgent: bool, last: list[Reviewer]
) -> None:
    """Whatever people try, what is out was approved by all whom its steps and its day ask for.

    In the end everybody tries to give every approval, so that much of it does go out.
    """
    moves += [(need, who, True) for who in last for need in ("director", "caretaker", "en", "fr")]
    with TemporaryDirectory() as folder:
        bench = build(
            Path(folder),
            approval_steps=[STEP.model_dump()],
            caretaker=[PERIOD.model_dump()],
        )
        bench.app.posts.submit_content(OFFICER, content(risk=Risk.HIGH, urgent=urgent))
        stale, edits = "0" * 64, 0
        wrote = {OFFICER.id}
        read: dict[str, dict[str, int]] = {}  # hash -> who approved what
        for what, who, fresh in [*moves, ("wait", OFFICER, True), ("wait", OFFICER, False)]:
            shown = load(bench).text_hash if fresh else stale
            try:
                if what in {"en", "fr", "director", "caretaker"}:
                    half = what in {"en", "fr"}
                    act = bench.app.posts.approve_half if half else bench.app.posts.approve_step
                    act(1, who, what, text_hash=shown)
                    read.setdefault(shown, {})[what] = who.id
                elif what == "edit":
                    stale, edits = load(bench).text_hash, edits + 1
                    text = f"{TEXTS.fr} {'Merci. ' * edits}"
                    bench.app.posts.edit(1, who, Bilingual(en=TEXTS.en, fr=text))
                    wrote.add(who.id)
                elif what == "reschedule":
                    moment = bench.clock() + timedelta(days=9 if fresh else 1)
                    bench.app.posts.reschedule(1, who, moment)
                else:
                    bench.clock.forward(days=1 if fresh else 7)
                    await bench.publish()
            except (NotAllowed, IllegalMove, Conflict):
                continue
            if bench.wire.texts():
                break
        if bench.wire.texts():
            named = read[load(bench).text_hash]
            inside = bench.clock().date() <= PERIOD.last_day
            needed = {"en", "fr", "director"} | ({"caretaker"} if inside else set())
            assert needed <= set(named)
            assert not {named[key] for key in needed} & wrote
            assert len({OFFICER.id, named["en"], named["fr"]}) == 3
            if inside:
                assert urgent
                assert named["caretaker"] not in {OFFICER.id, named["en"], named["fr"]}
        event(f"out: {bool(bench.wire.texts())}")
        bench.app.close()


def test_an_approval_is_given_once(bench: Bench) -> None:
    """A press that came twice changes nothing; somebody else who comes second is told."""
    bench.app.posts.submit_content(OFFICER, content())
    assert approve(bench, (APPROVER_EN, "en")) is PostState.IN_APPROVAL
    assert approve(bench, (APPROVER_EN, "en")) is PostState.IN_APPROVAL
    with pytest.raises(NotAllowed, match="already"):
        approve(bench, (FOURTH, "en"))
    with bench.app.database.read() as connection:
        kinds = [entry.kind for entry, _ in record.events(connection, subject="post:1")]
    assert kinds == ["post.submitted", "post.half_approved"]
