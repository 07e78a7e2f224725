"""The desk in the terminal: what is typed, what is decided, and what is never lost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.review.console import Console
from bot.review.conversation import Conversation, Office
from bot.review.drawer import Drawer, usual_drawer
from bot.review.layout import Layout
from bot.review.terminal import NoEditor
from bot.settings import Settings
from bot.states import ActionState, CaseState, DraftState, PostState, PublicationState
from bot.storage import posts, queue, record
from bot.storage.database import Conflict, DiskFull
from bot.storage.queue import CardData
from policies.message import MessageEvent
from policies.roles import Reviewer, Role
from tests.fakes import (
    CHANNEL,
    INSULT_EN,
    OFFICER,
    OFFICER_EN,
    OPEN,
    PLATFORM,
    QUESTION_EN,
    QUESTION_FR,
    RECORDS,
    SHADOW_CHANNEL,
    THREAT_FR,
    Bench,
    Mode,
    build_test_app,
    message,
    person,
)
from translations.catalogs import catalog
from translations.values import Bilingual

EVERYTHING = person(8, Role.OFFICER, Role.MODERATOR, Role.APPROVER_EN, Role.APPROVER_FR)
AGENCY = Settings().agency.name
Editor = Callable[[Path], None]


@dataclass
class Script:
    """A terminal on which everything that will be typed is known before."""

    lines: list[str | Callable[[], object]]  # what is typed, and what happens in between
    editor: Editor | None = None
    said: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Note what was said."""
        self.said.append(text)

    def ask(self, prompt: str) -> str | None:
        """Answer with the next line; None at the end, as a closed pipe does."""
        self.said.append(prompt)
        while self.lines:
            line = self.lines.pop(0)
            if isinstance(line, str):
                return line
            line()
        return None

    def edit(self, path: Path) -> None:
        """Run the test's editor."""
        if self.editor is None:
            raise NoEditor
        self.editor(path)

    @property
    def text(self) -> str:
        """Everything that was said, on one line, with ordinary spaces."""
        return " ".join("\n".join(self.said).split())


@dataclass
class Trouble:
    """Raises a fault at one of the program's crash points, once."""

    at: str = ""
    fault: Exception | None = None

    def __call__(self, name: str) -> None:
        """Raise it, where this is the point."""
        if name == self.at and self.fault is not None:
            fault, self.fault = self.fault, None
            raise fault


@pytest.fixture
def trouble() -> Trouble:
    """None, until a test asks for it."""
    return Trouble()


@pytest.fixture
def bench(tmp_path: Path, trouble: Trouble) -> Iterator[Bench]:
    """The program during business hours."""
    made = build_test_app(tmp_path, probe=trouble)
    yield made
    made.app.close()


@pytest.fixture
def sit(bench: Bench, tmp_path: Path) -> Callable[..., Script]:
    """Return what lets somebody type at the desk."""

    def type_(
        *lines: str | Callable[[], object],
        who: Reviewer = EVERYTHING,
        editor: Editor | None = None,
        case: int | None = None,
    ) -> Script:
        app = bench.app
        script = Script(lines=list(lines), editor=editor)
        office = Office.of(app)
        drawer = Drawer(tmp_path / "kept")
        talk = Conversation(office, script, who, catalog(who.lang), Layout(), drawer)
        Console(talk).run(case)
        return script

    return type_


def card(bench: Bench, case_id: int = 1) -> CardData:
    """Return a case as it stands."""
    with bench.app.database.read() as connection:
        return queue.card(connection, case_id)


def kept(tmp_path: Path) -> list[str]:
    """Return what was kept of what people typed."""
    return [path.read_text("utf-8") for path in Drawer(tmp_path / "kept").kept()]


def events(bench: Bench) -> list[str]:
    """Return what kinds of events the record has."""
    with bench.app.database.read() as connection:
        return [entry.kind for entry, _ in record.events(connection)]


# --- the reply ------------------------------------------------------------------------------


def test_next_and_approve(bench: Bench, sit: Callable[..., Script]) -> None:
    """Two letters on a pipe: the first case is taken, its text approved, and it waits to go out."""
    bench.arrive(message(1, QUESTION_EN))
    script = sit("n", "a")
    data = card(bench)
    assert (data.case.flow.case, data.case.flow.publication) == (
        CaseState.ANSWERING,
        PublicationState.HELD,
    )
    assert [(one.choice, one.reviewer_id) for one in data.decisions] == [("approve", 8)]
    assert "Approved. It goes out in 1 min (10:01 a.m.); until then u takes it back." in script.text
    assert script.text.endswith("Goodbye.")


def test_undo_takes_the_approval_back(bench: Bench, sit: Callable[..., Script]) -> None:
    """Until it has left, u takes the decision back; leaving then gives the case back."""
    bench.arrive(message(1, QUESTION_EN))
    sit("n", "a", "u")
    data = card(bench)
    assert (data.case.flow.case, data.case.flow.draft, data.publications[0].state) == (
        CaseState.QUEUED,
        DraftState.PROPOSED,
        PublicationState.WITHDRAWN,
    )


def test_an_approval_binds_to_what_was_shown(bench: Bench, sit: Callable[..., Script]) -> None:
    """Where the text changed after the card was shown, nothing is approved."""
    bench.arrive(message(1, QUESTION_EN))

    edited = message(1, QUESTION_FR, event=MessageEvent.EDITED, sent_at=OPEN)
    script = sit("n", lambda: bench.arrive(edited), "a", "o", "a", "c", "a")
    assert script.text.count(catalog("en")("decision.refusal.stale_text")) == 2
    assert [one.choice for one in card(bench).decisions] == ["approve"]  # once it was read again


def test_shadow_channel_says_so(bench: Bench, sit: Callable[..., Script]) -> None:
    """On a channel in shadow mode, an approval says that nothing is sent."""
    bench.arrive(message(1, QUESTION_EN, channel=SHADOW_CHANNEL))
    assert "shadow mode: nothing is sent outside." in sit("n", "a").text


def test_half_an_approval_names_what_is_missing(bench: Bench, sit: Callable[..., Script]) -> None:
    """A reply in two languages, approved by someone with one, says which is still needed."""
    bench.arrive(message(1, "bande d'idiots stupid bitch"))
    sit("n", "e", f"{AGENCY.en}: please be kind.", ".", f"{AGENCY.fr} : merci.", ".")
    script = sit("n", "a", who=OFFICER_EN)
    assert "Your approval is noted. Still needed: French." in script.text
    flow = card(bench).case.flow
    assert (flow.case, flow.approvals) == (CaseState.QUEUED, frozenset({(2, "en")}))
    assert "English: approved by person 2 Still needed: French" in sit("1").text


def test_reject_needs_a_reason(bench: Bench, sit: Callable[..., Script]) -> None:
    """Without a reason nothing is rejected; with one, on the line or asked for, it is."""
    bench.arrive(message(1, QUESTION_EN))
    assert "A reason is needed. Nothing was decided." in sit("n", "r", "").text
    assert card(bench).decisions == ()
    sit("n", "r", "not our program")
    assert [(one.choice, one.reason) for one in card(bench).decisions] == [
        ("reject", "not our program")
    ]


def test_the_end_of_input_in_a_question_decides_nothing(
    bench: Bench, sit: Callable[..., Script]
) -> None:
    """A pipe that closes in the middle leaves the case as it was, back in the queue."""
    bench.arrive(message(1, QUESTION_EN))
    script = sit("n", "r")
    assert "Nothing was decided. Case 1 is back in the queue. Goodbye." in script.text
    assert (card(bench).case.flow.case, card(bench).decisions) == (CaseState.QUEUED, ())


# --- editing --------------------------------------------------------------------------------


def _replacing(old: str, new: str) -> Editor:
    def edit(path: Path) -> None:
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    return edit


def _appending(text: str) -> Editor:
    def edit(path: Path) -> None:
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    return edit


def test_edit_both_languages_in_one_file(
    bench: Bench, sit: Callable[..., Script], tmp_path: Path
) -> None:
    """The editor's text becomes the draft, typed by a person, and the checks run again."""
    bench.arrive(message(1, QUESTION_FR))
    script = sit("n", "e", editor=_appending("Bonne journée."))
    draft = card(bench).draft
    assert draft is not None
    assert draft.texts["fr"].endswith("Bonne journée.")
    assert (draft.written_by, draft.origins["fr"]) == (8, "human")
    assert "Your text is saved. The checks were run again." in script.text
    assert kept(tmp_path) == []


def test_a_file_left_as_it_was_changes_nothing(
    bench: Bench, sit: Callable[..., Script], tmp_path: Path
) -> None:
    """Closing the editor without a change is no edit."""
    bench.arrive(message(1, QUESTION_EN))
    script = sit("n", "e", editor=lambda _path: None)
    assert "Nothing was changed." in script.text
    assert (card(bench).decisions, kept(tmp_path)) == ((), [])


def test_a_broken_file_is_refused_and_kept(
    bench: Bench, sit: Callable[..., Script], tmp_path: Path
) -> None:
    """The person is told what is wrong; the file stays, and can be opened again."""
    bench.arrive(message(1, QUESTION_EN))
    break_it = _replacing("=== Français ===", "my text")
    script = sit("n", "e", "no", editor=break_it)
    assert "The line === Français === is missing" in script.text
    assert any(line.startswith(str(tmp_path)) for line in script.said)
    assert card(bench).decisions == ()
    assert ["my text" in text for text in kept(tmp_path)] == [True]
    edits = [_replacing("my text", "=== Français ===\nBonjour à vous."), break_it]

    def one_after_the_other(path: Path) -> None:
        edits.pop()(path)

    sit("n", "e", "yes", editor=one_after_the_other)
    draft = card(bench).draft
    assert draft is not None
    assert draft.texts["fr"].startswith("Bonjour à vous.")
    assert len(kept(tmp_path)) == 1


def test_an_edit_that_comes_too_late_is_kept(
    bench: Bench, sit: Callable[..., Script], tmp_path: Path
) -> None:
    """The author changed the message while the reviewer typed: the text is refused, not lost."""
    bench.arrive(message(1, QUESTION_EN))

    def slow(path: Path) -> None:
        _appending("typed for an hour")(path)
        later = OPEN + timedelta(minutes=1)
        bench.arrive(message(1, QUESTION_FR, event=MessageEvent.EDITED, sent_at=later))

    script = sit("n", "e", editor=slow)
    assert catalog("en")("decision.stale") in script.text
    assert ["typed for an hour" in text for text in kept(tmp_path)] == [True]
    assert "1 text that you typed earlier could not be used" in sit().text


def test_without_an_editor_lines_are_typed(bench: Bench, sit: Callable[..., Script]) -> None:
    """Where no editor is set, each language is typed line by line, a full stop alone ends it."""
    bench.arrive(message(1, QUESTION_EN))
    script = sit("n", "e", "Hello,", "it is so.", ".", "Bonjour,", "c'est ainsi.", ".")
    draft = card(bench).draft
    assert draft is not None
    assert dict(draft.texts) == {
        "en": "Learner Support Canada here. Hello,\nit is so.",
        "fr": "Ici Soutien aux apprenants Canada. Bonjour,\nc'est ainsi.",
    }
    assert "No editor is set (EDITOR): type the text here." in script.text


def test_lines_typed_before_the_pipe_closed_are_kept(
    bench: Bench, sit: Callable[..., Script], tmp_path: Path
) -> None:
    """What was typed without an editor survives the end of input."""
    bench.arrive(message(1, QUESTION_EN))
    sit("n", "e", "Half a sentence")
    assert card(bench).decisions == ()
    assert ["Half a sentence" in text for text in kept(tmp_path)] == [True]


def test_a_full_disk_ends_neither_the_session_nor_the_reason(
    bench: Bench, sit: Callable[..., Script], trouble: Trouble, tmp_path: Path
) -> None:
    """The person is told what is wrong, what they typed is kept, and they can try again."""
    bench.arrive(message(1, QUESTION_EN))
    trouble.at, trouble.fault = "reject:before commit", DiskFull("liaison.db")
    script = sit("n", "r a long reason", "r again")
    assert catalog("en")("storage.disk_full", place="liaison.db", detail="") in script.text
    assert "Nothing was decided. Your choice: Rejected." in script.text
    assert [one.reason for one in card(bench).decisions] == ["again"]
    assert kept(tmp_path) == ["a long reason\n"]


def test_a_conflict_is_told(bench: Bench, sit: Callable[..., Script], trouble: Trouble) -> None:
    """Where somebody else was faster, nothing is decided and the person reads again."""
    bench.arrive(message(1, QUESTION_EN))
    trouble.at, trouble.fault = "approve:before commit", Conflict("case:1")
    script = sit("n", "a")
    assert "Somebody else changed this at the same moment." in script.text
    assert card(bench).decisions == ()


# --- moderation, later, somebody else -------------------------------------------------------


def test_hide_asks_for_rule_and_reason(bench: Bench, sit: Callable[..., Script]) -> None:
    """Hiding names a rule by number or name in either language; undo takes it back."""
    bench.arrive(message(1, INSULT_EN))
    found = card(bench).messages[0].screening.labels[0].label
    sit("n", "h", "1", "insults a colleague")
    action = card(bench).actions[0]
    assert (action.action, action.state, action.rule, action.reason) == (
        "hide",
        ActionState.HELD,
        found,
        "insults a colleague",
    )
    sit("1", "u")
    assert card(bench).actions[0].state is ActionState.WITHDRAWN
    assert card(bench).case.flow.case is CaseState.QUEUED
    name = bench.app.documents.policy.labels[found].name.fr.upper()
    sit("n", "masquer", name, "insulte", who=replace(EVERYTHING, lang="fr"))
    assert card(bench).actions[1].rule == found


def test_moderation_at_the_desk(bench: Bench, sit: Callable[..., Script]) -> None:
    """Delete, warn and restrict name a rule and a reason; a length that nobody keeps is refused."""
    for number in (1, 2, 3):
        bench.arrive(message(number, INSULT_EN, author=f"a{number}"))
    assert "The message will be deleted" in sit("1", "delete", "1", "rude").text
    assert "The author will be warned" in sit("2", "avertir", "1", "rude").text
    sit("3", "j", "2 h", "1", "rude")
    done = [card(bench, number).actions[0] for number in (1, 2, 3)]
    assert [(one.action, one.reason) for one in done] == [
        ("delete", "rude"),
        ("warn", "rude"),
        ("restrict", "rude"),
    ]
    assert done[2].until == bench.clock() + timedelta(hours=2)
    sit("3", "u")
    refused = sit("3", "j", "1 min", "1", "rude").text
    assert "A restriction lasts from five minutes to one year." in refused


def test_a_ban_at_the_desk_takes_two(bench: Bench, sit: Callable[..., Script]) -> None:
    """Whoever proposed it has no way to confirm it; a director has, and can decline it too."""
    bench.arrive(message(1, INSULT_EN), message(2, INSULT_EN, author="b"))
    both = person(31, Role.MODERATOR, Role.DIRECTOR)
    for number in ("1", "2"):
        sit(number, "ban", "1", "again and again", who=both)
    refused = sit("1", "+", who=both).text
    assert "The ban is confirmed" not in refused
    assert card(bench).actions[0].state is ActionState.PROPOSED
    other = person(32, Role.DIRECTOR)
    assert "It takes effect in 1 min." in sit("1", "+", who=other).text
    assert card(bench).actions[0].state is ActionState.HELD
    sit("2", "- too hard", who=other)
    assert card(bench, 2).actions[0].state is ActionState.WITHDRAWN


async def test_an_action_is_undone_long_after(bench: Bench, sit: Callable[..., Script]) -> None:
    """The author has written since, so that the decision cannot be taken back: the action can."""
    bench.arrive(message(1, INSULT_EN))
    sit("1", "h", "1", "rude")
    bench.clock.forward(seconds=61)
    await bench.app.enforcement.work()
    bench.arrive(message(2, INSULT_EN, thread="m-1"))
    assert "The action will be undone" in sit("1", "u a mistake").text
    assert card(bench).actions[0].state is ActionState.LIFTING


async def test_appeals_at_the_desk(bench: Bench, sit: Callable[..., Script]) -> None:
    """Entered from an e-mail, listed, and decided by somebody else, in their language."""
    bench.arrive(message(1, INSULT_EN))
    sit("1", "z", "1", "rude")
    bench.clock.forward(seconds=61)
    await bench.app.enforcement.work()
    assert "Appeal 1 is entered." in sit("1", "@ I quoted somebody.").text
    assert "somebody else decides" in sit("= 1").text
    other = replace(EVERYTHING, id=40, lang="fr")
    listed = sit("contestations", who=other).text
    assert "Contestations en attente" in listed
    shown = sit("= 1", "n", "2", "la règle est claire", who=other).text
    assert "I quoted somebody." in shown
    assert "La contestation est rejetée" in shown
    assert bench.app.appeals.one(1).appeal.ground == "context"


def test_a_rule_that_is_none_hides_nothing(bench: Bench, sit: Callable[..., Script]) -> None:
    """An answer that is none of the rules decides nothing."""
    bench.arrive(message(1, INSULT_EN))
    assert (
        "There is no such choice: nonsense. Nothing was decided." in sit("n", "h", "nonsense").text
    )
    assert card(bench).actions == ()


@pytest.mark.parametrize(
    ("typed", "state", "choice"),
    [
        (("k",), CaseState.CLOSED, "keep"),
        (("conserver",), CaseState.CLOSED, "keep"),
        (("t", "asks for a lawyer"), CaseState.QUEUED, "escalate"),
        (("transmettre demande un avocat",), CaseState.QUEUED, "escalate"),
        (("s 2 h",), CaseState.SNOOZED, "snooze"),
        (("reporter", "demain"), CaseState.SNOOZED, "snooze"),
    ],
)
def test_other_decisions(
    bench: Bench,
    sit: Callable[..., Script],
    typed: tuple[str, ...],
    state: CaseState,
    choice: str,
) -> None:
    """Each decision moves the case and is noted, whichever language it was typed in."""
    bench.arrive(message(1, INSULT_EN))
    sit("n", *typed)
    data = card(bench)
    assert (data.case.flow.case, [one.choice for one in data.decisions]) == (state, [choice])


@pytest.mark.parametrize("typed", [("s", "whenever"), ("s 2026-01-01",), ("s", "")])
def test_a_time_that_is_none_decides_nothing(
    bench: Bench, sit: Callable[..., Script], typed: tuple[str, ...]
) -> None:
    """A time that is over, or cannot be made out, sets nothing aside."""
    bench.arrive(message(1, INSULT_EN))
    sit("n", *typed)
    assert card(bench).decisions == ()


# --- looking --------------------------------------------------------------------------------


def test_original_and_author(bench: Bench, sit: Callable[..., Script]) -> None:
    """The unmasked text and the author are shown when asked for; each look is recorded."""
    bench.arrive(message(1, f"{THREAT_FR} 613-555-0123", author="angry-one"))
    before = sit("n")
    assert "613-555-0123" not in before.text
    assert "angry-one" not in before.text
    after = sit("n", "o", "w")
    assert "613-555-0123" in after.text
    assert "The author is angry-one. That you looked is recorded." in after.text
    assert events(bench).count("decision.author_seen") == 1


def test_roles_limit_what_is_possible(bench: Bench, sit: Callable[..., Script]) -> None:
    """Somebody without the role is told, and the case is not taken from the queue."""
    bench.arrive(message(1, QUESTION_EN))
    script = sit("n", "a", "w", who=RECORDS)
    assert "approve is not possible here now." in script.text
    assert "The author is someone." in script.text
    assert "decision.claim" not in events(bench)
    assert "who is not possible here now." in sit("n", "w", who=OFFICER).text


def test_a_case_of_somebody_else_can_be_read(bench: Bench, sit: Callable[..., Script]) -> None:
    """Next passes over what others have; opened by number, it is shown with who has it."""
    bench.arrive(message(1, QUESTION_EN))
    bench.app.decisions.claim(1, OFFICER_EN)
    assert "Nothing more waits." in sit("n").text
    script = sit("1", "a")
    assert "person 2 has this case. You can read it." in script.text
    assert "approve is not possible here now." in script.text


def test_next_goes_through_the_queue_by_harm(bench: Bench, sit: Callable[..., Script]) -> None:
    """The most harmful case comes first; those passed over go back and come round again."""
    bench.arrive(
        message(1, QUESTION_EN, author="a"),
        message(2, INSULT_EN, author="b"),
        message(3, THREAT_FR, author="c"),
    )
    script = sit("n", "n", "n", "n", "n")
    titles = [line.split(".")[0].strip() for line in script.said if line.strip().startswith("Case")]
    assert [title for title in titles if "back" not in title] == [
        "Case 3",
        "Case 2",
        "Case 1",
        "Case 3",
    ]
    assert {card(bench, n).case.flow.case for n in (1, 2, 3)} == {CaseState.QUEUED}


def test_unknown_input_says_what_is_possible(bench: Bench, sit: Callable[..., Script]) -> None:
    """What cannot be understood is said back with what can be typed; nothing is decided."""
    bench.arrive(message(1, QUESTION_EN))
    script = sit("blah", "n", "", "wat", "99", "c 77777777777777777777", "p 5", "help")
    assert '"blah" is nothing that can be typed here.' in script.text
    assert (
        "You can type: n next, l list, = appeals, p posts, % campaigns, & corrections, ! facts,"
        in script.text
    )
    assert "You can type: a approve, e edit, r reject, k keep" in script.text
    assert "There is no case 99." in script.text
    assert "There is no case 77777777777777777777." in script.text
    assert "There is no official post 5." in script.text
    assert "a, approve: approve the text that you see" in script.text


def test_the_desk_speaks_french(bench: Bench, sit: Callable[..., Script]) -> None:
    """A French reviewer sees and types French; the letters are the same."""
    bench.arrive(message(1, QUESTION_FR))
    script = sit("suivant", "blabla", "quitter", who=replace(EVERYTHING, lang="fr"))
    assert "Vous pouvez taper : a approuver, e modifier, r rejeter" in script.text
    assert "« blabla » ne correspond à rien" in script.text
    assert "Le dossier 1 est de retour dans la file. Au revoir." in script.text
    assert "desk." not in script.text


# --- publications ---------------------------------------------------------------------------


async def _sent(bench: Bench, sit: Callable[..., Script], mode: Mode) -> None:
    bench.wire.can_find = False
    bench.wire.modes = [mode]
    bench.arrive(message(1, QUESTION_EN))
    sit("n", "a")
    bench.clock.forward(minutes=2)
    await bench.publish()


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        (("v", "yes", "https://x/1"), PublicationState.SENT),
        (("vérifier", "non"), PublicationState.WITHDRAWN),
        (("v", "perhaps"), PublicationState.UNKNOWN),
    ],
)
async def test_settle_unknown(
    bench: Bench, sit: Callable[..., Script], typed: tuple[str, ...], state: PublicationState
) -> None:
    """A person says whether a text of unknown fate is out, and where."""
    await _sent(bench, sit, Mode.LOSE_AFTER)
    sit("1", *typed)
    assert card(bench).publications[0].state is state


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        (("b", "m", "https://x/1"), PublicationState.SENT),
        (("b",), PublicationState.HANDED_OFF),
        (("b", "d", "oui"), PublicationState.WITHDRAWN),
        (("d", "no"), PublicationState.FAILED),
    ],
)
async def test_post_by_hand(
    bench: Bench, sit: Callable[..., Script], typed: tuple[str, ...], state: PublicationState
) -> None:
    """A refused text is shown to be copied, then marked as posted, or given up."""
    await _sent(bench, sit, Mode.REFUSE)
    script = sit("1", *typed)
    published = card(bench).publications[0]
    assert published.state is state
    if "b" in typed:
        assert f"\n{published.outgoing.text}\n" in script.said  # as it is: to be copied
    if state is PublicationState.SENT:
        assert published.url == "https://x/1"


# --- official posts -------------------------------------------------------------------------


@pytest.fixture
def post(bench: Bench) -> int:
    """An official post that person 4 submitted."""
    texts = Bilingual(en="Offices close at noon.", fr="Les bureaux ferment à midi.")
    channels = {"en": (PLATFORM, CHANNEL), "fr": (PLATFORM, CHANNEL)}
    return bench.app.posts.submit(OFFICER, texts, channels)[0]


def load_post(bench: Bench, post_id: int) -> posts.PostFile:
    """Return an official post as it stands."""
    with bench.app.database.read() as connection:
        return posts.load(connection, post_id)


def test_two_people_approve_a_post(bench: Bench, sit: Callable[..., Script], post: int) -> None:
    """Each half takes a person of its own; the same one cannot approve both."""
    script = sit("p", f"p {post}", "a fr", "a")
    assert "1 official post in progress" in script.text
    assert "Les bureaux ferment à midi." in script.text
    assert "French version approved." in script.text
    assert "approve is not possible here now." in script.text
    other = person(9, Role.APPROVER_EN, languages=("en",))
    assert "English version approved." in sit(f"p {post}", "a", who=other).text
    flow = load_post(bench, post).flow
    assert (flow.state, dict(flow.approvals)) == (PostState.APPROVED, {"fr": 8, "en": 9})


def test_editing_a_post_voids_its_approvals(
    bench: Bench, sit: Callable[..., Script], post: int, tmp_path: Path
) -> None:
    """A change of either text asks for both approvals again; half a post is refused and kept."""
    sit(f"p {post}", "a fr", "e", editor=_replacing("noon", "two o'clock"))
    changed = load_post(bench, post)
    assert (changed.texts.en, dict(changed.flow.approvals)) == ("Offices close at two o'clock.", {})
    emptied = sit(f"p {post}", "e", editor=_replacing("Les bureaux ferment à midi.", ""))
    assert "An official post needs both versions." in emptied.text
    assert len(kept(tmp_path)) == 1


def test_withdraw_a_post(bench: Bench, sit: Callable[..., Script], post: int) -> None:
    """Withdrawing asks once more and takes a reason."""
    sit(f"p {post}", "x", "no")
    assert load_post(bench, post).flow.state is PostState.IN_APPROVAL
    sit(f"p {post}", "retirer", "oui", "wrong day")
    assert load_post(bench, post).flow.state is PostState.WITHDRAWN


@pytest.mark.parametrize(
    ("mode", "typed", "state"),
    [
        (Mode.LOSE_AFTER, ("v", "yes", "https://x/1"), PostState.PUBLISHED),
        (Mode.REFUSE, ("b", "m", "https://x/1"), PostState.PUBLISHED),
        (Mode.REFUSE, ("y",), PostState.PUBLISHING),
        (Mode.LOSE_AFTER, (), PostState.PARTIAL),
    ],
)
async def test_a_broken_half_is_put_right(
    bench: Bench,
    sit: Callable[..., Script],
    post: int,
    mode: Mode,
    typed: tuple[str, ...],
    state: PostState,
) -> None:
    """The list names a post with a broken half; its card lets somebody settle it."""
    sit(f"p {post}", "a fr")
    sit(f"p {post}", "a en", who=person(9, Role.APPROVER_EN, languages=("en",)))
    bench.wire.can_find = False
    bench.wire.modes = [Mode.OK, mode]
    bench.clock.forward(minutes=2)
    await bench.publish()
    script = sit("l", f"p {post}", *typed)
    assert "1 text that somebody has to look after" in script.text
    assert "Official post 1 (type p 1). Official post (French):" in script.text
    assert load_post(bench, post).flow.state is state


# --- the drawer -----------------------------------------------------------------------------


def test_what_is_kept_is_private(tmp_path: Path) -> None:
    """Only the account itself can read what was kept."""
    drawer = usual_drawer({"XDG_STATE_HOME": str(tmp_path / "state")}, Path("/nowhere"))
    path = drawer.new_file("text")
    assert drawer.folder == tmp_path / "state" / "liaison"
    assert (path.stat().st_mode & 0o777, drawer.folder.stat().st_mode & 0o777) == (0o600, 0o700)
    assert usual_drawer({}, Path("/nowhere")).folder == Path("/nowhere/.local/state/liaison")
    assert usual_drawer({"XDG_STATE_HOME": "relative"}, Path("/h")).folder == Path(
        "/h/.local/state/liaison"
    )


def test_a_folder_that_cannot_be_used_is_no_loss(tmp_path: Path) -> None:
    """Where the usual folder cannot be made, the file is among the temporary ones."""
    (tmp_path / "file").write_text("in the way")
    path = Drawer(tmp_path / "file" / "liaison").new_file("text")
    assert (path.read_text("utf-8"), path.is_relative_to(tmp_path)) == ("text", False)
    path.unlink()


def test_a_wrong_claim_by_an_mp_is_answered_in_a_post(
    bench: Bench, sit: Callable[..., Script]
) -> None:
    """The letter makes the post, says what it waits for, and makes no second one."""
    wrong = "As the MP for this riding, I tell you: they charge interest on student loans."
    bench.arrive(message(1, wrong))
    script = sit("*", "*", "q", case=1)
    assert "Official post 1 waits for both languages and a director." in script.text
    assert "Official post 1 answers this claim already." in script.text
    with bench.app.database.read() as connection:
        assert posts.load(connection, 1).content.answers_case == 1


def test_an_ordinary_case_offers_no_official_post(bench: Bench, sit: Callable[..., Script]) -> None:
    """Where the public is wrong, a reply is drafted, and the letter does nothing."""
    bench.arrive(message(1, "They charge interest on student loans"))
    sit("*", "q", case=1)
    with bench.app.database.read() as connection:
        assert posts.in_approval(connection) == []
