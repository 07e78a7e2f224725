"""Cases at the desk in chat, from the command to what is stored: with the whole program behind."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.ports import Panel, Refused
from bot.review.chat.casechat import CaseChat
from bot.review.chat.caseview import CaseView
from bot.review.chat.office import Office
from bot.review.chat.parts import Part
from bot.states import ActionState, CaseState, PublicationState
from bot.storage import cases, pages, queue
from bot.storage.cases import CaseFile
from bot.storage.pages import Page
from bot.storage.queue import CardData
from policies.roles import Reviewer, Role
from tests.chat.fakechat import ChatBench
from tests.fakes import (
    DISTRESS_EN,
    INSULT_EN,
    QUESTION_EN,
    QUESTION_FR,
    THREAT_FR,
    Mode,
    message,
)
from tests.translations.fakes import WordEngine


def parts(office: Office) -> list[Part]:
    """Return the part for cases alone."""
    return [CaseChat(office, CaseView(office))]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ChatBench]:
    """A desk in chat with nobody at it."""
    bench = ChatBench(tmp_path, parts)
    yield bench
    bench.bench.app.close()


def case(desk: ChatBench, number: int) -> CaseFile:
    """Return a case as it is stored."""
    with desk.bench.app.database.read() as connection:
        return cases.load(connection, number)


def card(desk: ChatBench, number: int) -> CardData:
    """Return everything about a case."""
    with desk.bench.app.database.read() as connection:
        return queue.card(connection, number)


def recorded(desk: ChatBench, kind: str) -> int:
    """Return how many entries of a kind the record has."""
    with desk.bench.app.database.read() as connection:
        return int(
            connection.exec_driver_sql(
                "SELECT count(*) FROM event WHERE kind = ?", (kind,)
            ).scalar_one()
        )


def officer(desk: ChatBench, name: str = "Ola") -> Reviewer:
    """Hire an officer of both languages who reads English."""
    return desk.hire(name, Role.OFFICER)


def moderator(desk: ChatBench, name: str = "Mo") -> Reviewer:
    """Hire a moderator who may answer as well."""
    return desk.hire(name, Role.OFFICER, Role.MODERATOR)


# --- finding ----------------------------------------------------------------------------------


async def test_next_takes_the_most_urgent_first(desk: ChatBench) -> None:
    """/next shows danger before a question, and the case is the reviewer's from then on."""
    mo = moderator(desk)
    desk.bench.arrive(message(1, QUESTION_EN), message(2, THREAT_FR, author="b"))
    (bubble,) = await desk.type(mo, "/next")
    assert bubble.html.startswith("<b>Case 2. Escalated")
    assert case(desk, 2).flow.claimed_by == mo.id


async def test_next_keeps_to_role_and_language(desk: ChatBench) -> None:
    """An officer with French only is never handed a case that needs an English approval."""
    fr = desk.hire("Fée", Role.OFFICER, lang="fr", languages=("fr",))
    desk.bench.arrive(message(1, QUESTION_EN))
    (none,) = await desk.type(fr, "/suivant")
    desk.bench.arrive(message(2, QUESTION_FR, author="b"))
    (bubble,) = await desk.type(fr, "/suivant")
    assert none.html == "Aucun dossier en attente ne relève de vous."
    assert bubble.html.startswith("<b>Dossier 2.")


async def test_half_an_approval_goes_to_the_other_language(desk: ChatBench) -> None:
    """A text in both languages is offered to each language once, until both have approved."""
    en = desk.hire("Eve", Role.OFFICER, languages=("en",))
    fr = desk.hire("Fée", Role.OFFICER, lang="fr", languages=("fr",))
    desk.bench.arrive(message(1, QUESTION_EN))
    with desk.bench.app.database.write("test") as connection:
        connection.exec_driver_sql(
            """UPDATE draft SET needs = '["en","fr"]', languages = '["en","fr"]'"""
        )
    await desk.type(en, "/next")
    answer = await desk.press(en, "Approve")
    assert answer == "Your approval is noted. Still needed: French."
    (none,) = await desk.type(en, "/next")
    assert none.html == "Nothing waits that you can decide."
    (bubble,) = await desk.type(fr, "/suivant")
    assert bubble.html.startswith("<b>Dossier 1.")
    assert (await desk.press(fr, "Approuver")).startswith("Approuvé.")
    assert case(desk, 1).flow.case is CaseState.ANSWERING


async def test_what_was_passed_over_comes_round_again_last(desk: ChatBench) -> None:
    """Next leaves the open case to others; once everything was passed over, all comes again."""
    mo = moderator(desk)
    desk.bench.arrive(message(1, QUESTION_EN), message(2, QUESTION_EN, author="b"))
    await desk.type(mo, "/next")
    await desk.press(mo, "Next")
    assert [case(desk, n).flow.claimed_by for n in (1, 2)] == [None, mo.id]
    await desk.press(mo, "Next")
    told = desk.chat.last(desk.home(mo)).html
    assert told.startswith("You have passed over everything")
    (bubble,) = await desk.type(mo, "/next")
    assert bubble.html.startswith("<b>Case 1.")


async def test_two_reviewers_never_get_the_same_case(desk: ChatBench) -> None:
    """Two people asking at the same moment get two cases."""
    one, two = officer(desk, "One"), officer(desk, "Two")
    desk.bench.arrive(message(1, QUESTION_EN), message(2, QUESTION_EN, author="b"))
    await asyncio.gather(desk.type(one, "/next"), desk.type(two, "/next"))
    assert {case(desk, 1).flow.claimed_by, case(desk, 2).flow.claimed_by} == {one.id, two.id}


async def test_a_case_opened_by_number_is_read_only_until_it_is_taken(desk: ChatBench) -> None:
    """/case shows a card without decisions; "Take it" makes it the reviewer's."""
    mo = moderator(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    (bubble,) = await desk.type(mo, "/case 1")
    assert bubble.labels == ["Take it", "Original", "Author", "More", "Next"]
    await desk.press(mo, "Take it")
    assert "Approve" in desk.chat.last(desk.home(mo)).labels
    assert case(desk, 1).flow.claimed_by == mo.id


async def test_search_finds_by_number_pseudonym_and_words(desk: ChatBench) -> None:
    """/search finds cases, and its list opens them."""
    mo = moderator(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    pseudonym = card(desk, 1).pseudonym
    for words in ("1", pseudonym, "repay the grant"):
        (bubble,) = await desk.type(mo, f"/search {words}")
        assert bubble.labels == ["Case 1"]
    await desk.press(mo, "Case 1")
    assert desk.chat.last(desk.home(mo)).html.startswith("<b>Case 1.")


async def test_search_by_handle_needs_the_right_and_is_recorded(desk: ChatBench) -> None:
    """An officer cannot look an author up; a moderator can, and it is in the record."""
    ola, mo = officer(desk), moderator(desk)
    desk.bench.arrive(message(1, QUESTION_EN, author="jeanne"))
    (refused,) = await desk.type(ola, "/search @jeanne")
    (found,) = await desk.type(mo, "/search @jeanne")
    assert (refused.html, refused.labels) == ("Your role does not allow this.", [])
    assert found.labels == ["Case 1"]
    assert recorded(desk, "search.author") == 1


async def test_a_stranger_learns_nothing(desk: ChatBench) -> None:
    """Whoever is not of us is refused, and that is recorded."""
    desk.bench.arrive(message(1, QUESTION_EN))
    (bubble,) = await desk.type("666", "/case 1")
    assert bubble.html.startswith("This is for the agency")
    assert recorded(desk, "staff.refused") == 1


# --- replies ----------------------------------------------------------------------------------


async def test_approve_and_undo(desk: ChatBench) -> None:
    """One press approves, and while the reply is held back another takes it back."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    answer = await desk.press(ola, "Approve")
    assert answer.startswith("Approved. It leaves in 1")
    assert case(desk, 1).flow.case is CaseState.ANSWERING
    assert await desk.press(ola, "Undo") == "Undone. The case is yours again."
    desk.bench.clock.forward(minutes=5)
    await desk.bench.publish()
    assert desk.bench.wire.texts() == []


async def test_a_press_works_after_a_restart_and_twice(desk: ChatBench) -> None:
    """Nothing is kept in memory; the same button pressed again sends nothing twice."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    (bubble,) = await desk.type(ola, "/next")
    desk.restart()
    await desk.press(ola, "Approve", bubble)
    desk.restart()
    await desk.press(ola, "Approve", bubble)
    desk.bench.clock.forward(minutes=5)
    await desk.bench.publish()
    assert len(desk.bench.wire.texts()) == 1


async def test_two_reviewers_pressing_at_once(desk: ChatBench) -> None:
    """Two people approve the same draft in the same moment: one does, the other is told who did."""
    one, two = officer(desk, "One"), officer(desk, "Two")
    desk.bench.arrive(message(1, QUESTION_EN))
    (first,) = await desk.type(one, "/case 1")
    (second,) = await desk.type(two, "/case 1")
    await desk.press(one, "Take it", first)
    stale = desk.pressed(two, second, "Take it")
    approve = desk.pressed(one, desk.chat.last(desk.home(one)), "Approve")
    await asyncio.gather(desk.handle(approve), desk.handle(stale))
    desk.bench.clock.forward(minutes=5)
    await desk.bench.publish()
    assert len(desk.bench.wire.texts()) == 1
    late = desk.chat.last(desk.home(two))
    assert "One: approve" in late.html
    assert "Take it" not in late.labels


async def test_an_approval_is_for_the_text_that_was_read(desk: ChatBench) -> None:
    """A card that shows an older text approves nothing; it is refreshed and the person told."""
    one, two = officer(desk, "One"), officer(desk, "Two")
    desk.bench.arrive(message(1, QUESTION_EN))
    (old,) = await desk.type(one, "/next")
    await desk.press(one, "Edit", old)
    await desk.type(one, "You do not have to repay it if you finish early.")
    assert "finish early" in desk.chat.last(desk.home(one)).html
    answer = await desk.press(one, "Approve", old)
    assert answer.startswith("The text has changed since you read it")
    assert case(desk, 1).flow.case is CaseState.CLAIMED
    assert two.id != case(desk, 1).flow.claimed_by


async def test_edit_by_replying_to_the_card(desk: ChatBench) -> None:
    """A reply to the card is the new text of the draft, and the checks are run again."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    (bubble,) = await desk.type(ola, "/next")
    (fresh,) = await desk.type(ola, "No. You keep the grant if you finish early.", reply_to=bubble)
    draft = card(desk, 1).draft
    assert draft is not None
    assert dict(draft.texts) == {
        "en": "Learner Support Canada here. No. You keep the grant if you finish early."
    }
    assert "keep the grant" in fresh.html


async def test_without_an_engine_the_other_language_is_asked_for(desk: ChatBench) -> None:
    """What was typed in the other language is kept, and the reply's language asked for."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    (bubble,) = await desk.type(ola, "/next")
    french = "Non. Vous gardez la bourse si vous terminez plus tôt."
    (asked,) = await desk.type(ola, french, reply_to=bubble)
    assert asked.panel == Panel(
        html="Nothing on this machine translates that. Write the same reply in this language"
        " too: English. Your first text is kept.",
        asks_reply=True,
    )
    await desk.type(ola, "No. You keep the grant if you finish early.")
    draft = card(desk, 1).draft
    assert draft is not None
    assert dict(draft.texts) == {
        "en": "Learner Support Canada here. No. You keep the grant if you finish early.",
        "fr": f"Ici Soutien aux apprenants Canada. {french}",
    }


async def test_a_reply_is_translated_where_nobody_waits(desk: ChatBench) -> None:
    """The engine works before storage is asked: one that hangs holds up nobody."""
    ola = officer(desk)
    seen: list[str] = []

    class Watched(WordEngine):
        def translate(
            self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
        ) -> list[str]:
            seen.append(threading.current_thread().name)
            return super().translate(texts, source=source, target=target, beam=beam)

    desk.bench.app.tools.engine = Watched(lambda text: f"[{text}]")
    desk.bench.arrive(message(1, QUESTION_EN))
    (bubble,) = await desk.type(ola, "/next")
    await desk.type(ola, "Non. Vous gardez la bourse si vous terminez plus tôt.", reply_to=bubble)
    draft = card(desk, 1).draft
    assert draft is not None
    assert draft.origins["en"] == "mt"
    assert seen[0] != "storage"


async def test_reject_with_a_ready_reason_and_with_ones_own(desk: ChatBench) -> None:
    """Two presses reject with a ready reason; any other is typed."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN), message(2, QUESTION_EN, author="b"))
    await desk.type(ola, "/next")
    await desk.press(ola, "Reject")
    assert await desk.press(ola, "No reply is needed.") == "Case 1: the draft was rejected."
    await desk.type(ola, "/next")
    await desk.press(ola, "Reject")
    await desk.press(ola, "Another reason…")
    await desk.type(ola, "Already on the phone with her.")
    reasons = [card(desk, n).decisions[-1].reason for n in (1, 2)]
    assert reasons == ["No reply is needed.", "Already on the phone with her."]


async def test_a_ready_reason_is_read_in_the_readers_language(desk: ChatBench) -> None:
    """What an English-speaking colleague chose is French on a French card."""
    ola = officer(desk)
    fr = desk.hire("Fée", Role.OFFICER, lang="fr", languages=("fr",))
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    await desk.press(ola, "Reject")
    await desk.press(ola, "No reply is needed.")
    (bubble,) = await desk.type(fr, "/dossier 1")
    assert "Motif\u00a0: Aucune réponse n'est nécessaire." in bubble.html


async def test_cancel_gives_the_question_up(desk: ChatBench) -> None:
    """After /cancel a text changes nothing."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    before = card(desk, 1).draft
    await desk.press(ola, "Edit")
    await desk.type(ola, "/cancel")
    (told,) = await desk.type(ola, "Something quite different.")
    assert told.html.startswith("No question is open.")
    assert card(desk, 1).draft == before


# --- later, or somebody else --------------------------------------------------------------------


async def test_snooze_until_the_next_opening(desk: ChatBench) -> None:
    """A case set aside until tomorrow's opening waits until then."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    await desk.press(ola, "Snooze")
    answer = await desk.press(ola, "Tomorrow, 8:30")
    assert answer.startswith("Set aside until Thursday, March 5, 2026, at 8:30")
    due = case(desk, 1).due_at
    assert due is not None
    assert due.isoformat() == "2026-03-05T13:30:00+00:00"


async def test_hand_over_to_a_colleague(desk: ChatBench) -> None:
    """A named colleague has the case at once, and is shown it; only those who may are offered."""
    ola, mo = officer(desk), moderator(desk)
    desk.hire("Fée", Role.OFFICER, lang="fr", languages=("fr",))
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    await desk.press(ola, "Hand over")
    offered = desk.chat.last(desk.home(ola)).labels
    assert offered == ["Back to the queue", "Mo", "Back"]
    assert await desk.press(ola, "Mo") == "Mo has the case now."
    assert case(desk, 1).flow.claimed_by == mo.id
    (page,) = waiting(desk)
    assert (page.kind, page.reviewer_id) == ("handed_over", mo.id)
    assert await show_page(desk, page, mo) == "sent"
    assert "Approve" in desk.chat.last(desk.home(mo)).labels


async def test_escalate_puts_it_first(desk: ChatBench) -> None:
    """An escalated case is back in the queue, first, with the reason."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    await desk.press(ola, "Escalate")
    assert await desk.press(ola, "I am not sure.") == "Case 1 was escalated."
    assert (case(desk, 1).flow.case, case(desk, 1).route.value) == (CaseState.QUEUED, "escalate")


async def test_more_shows_the_whole_draft_and_then_it_can_be_approved(desk: ChatBench) -> None:
    """A draft too long for the card is read on further messages before it is approved."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    (bubble,) = await desk.type(ola, "/next")
    await desk.type(ola, "You keep your grant. " * 185, reply_to=bubble)
    assert "Approve" not in desk.chat.last(desk.home(ola)).labels
    before = len(desk.chat.sent)
    await desk.press(ola, "More")
    rest = "".join(bubble.html for bubble in desk.chat.sent[before:])
    assert rest.count("You keep your grant.") >= 185
    assert "Approve" in desk.chat.last(desk.home(ola), buttons=True).labels


# --- moderation ---------------------------------------------------------------------------------


async def test_an_action_takes_two_presses(desk: ChatBench) -> None:
    """The action, then the rule: those found on the message come first."""
    mo = moderator(desk)
    desk.bench.arrive(message(1, INSULT_EN))
    await desk.type(mo, "/next")
    found = card(desk, 1).messages[0].screening.labels[0].label
    name = desk.bench.app.documents.policy.labels[found].name["en"]
    assert await desk.press(mo, "Hide") == "Which rule does it break?"
    assert desk.chat.last(desk.home(mo)).labels[0] == name
    answer = await desk.press(mo, name)
    assert answer == "The message will be hidden; until then you can undo it."
    (action,) = card(desk, 1).actions
    assert (action.action, action.rule, action.state) == ("hide", found, ActionState.HELD)
    await desk.press(mo, "Undo")
    assert card(desk, 1).actions[0].state is ActionState.WITHDRAWN


async def test_back_shows_the_cards_own_buttons(desk: ChatBench) -> None:
    """Whoever thinks better of it goes back, and nothing was done."""
    mo = moderator(desk)
    desk.bench.arrive(message(1, INSULT_EN))
    await desk.type(mo, "/next")
    before = desk.chat.last(desk.home(mo)).labels
    await desk.press(mo, "Warn")
    await desk.press(mo, "Back")
    assert desk.chat.last(desk.home(mo)).labels == before
    assert card(desk, 1).actions == ()


async def test_an_officer_is_offered_no_moderation(desk: ChatBench) -> None:
    """Buttons follow the role."""
    ola = officer(desk)
    desk.bench.arrive(message(1, INSULT_EN))
    await desk.type(ola, "/case 1")
    await desk.press(ola, "Take it")
    assert {"Keep", "Hide", "Delete", "Warn"} & set(desk.chat.last(desk.home(ola)).labels) == set()


async def test_a_ban_is_proposed_and_a_director_confirms(desk: ChatBench) -> None:
    """A moderator proposes; the proposer cannot confirm; a director does, from the card."""
    mo = desk.hire("Mo", Role.MODERATOR, Role.DIRECTOR)
    boss = desk.hire("Boss", Role.DIRECTOR)
    desk.bench.arrive(message(1, INSULT_EN))
    with desk.bench.app.database.write("test") as connection:
        connection.exec_driver_sql("UPDATE \"case\" SET platform = 'telegram'")
    await desk.type(mo, "/next")
    await desk.press(mo, "Ban")
    rule = desk.chat.last(desk.home(mo)).labels[0]
    assert await desk.press(mo, rule) == "The ban is proposed. A director decides."
    (action,) = card(desk, 1).actions
    assert (action.action, action.state) == ("ban", ActionState.PROPOSED)
    (part,) = desk.parts
    assert isinstance(part, CaseChat)
    await part.show_case(boss, desk.home(boss), 1)
    assert await desk.press(boss, "Confirm the ban") == "The ban is confirmed."
    assert card(desk, 1).actions[0].state is ActionState.HELD


async def test_a_ban_is_declined_with_a_reason(desk: ChatBench) -> None:
    """A director who says no says why."""
    mo, boss = moderator(desk), desk.hire("Boss", Role.DIRECTOR)
    desk.bench.arrive(message(1, INSULT_EN))
    with desk.bench.app.database.write("test") as connection:
        connection.exec_driver_sql("UPDATE \"case\" SET platform = 'telegram'")
    await desk.type(mo, "/next")
    await desk.press(mo, "Ban")
    await desk.press(mo, desk.chat.last(desk.home(mo)).labels[0])
    (part,) = desk.parts
    assert isinstance(part, CaseChat)
    await part.show_case(boss, desk.home(boss), 1)
    await desk.press(boss, "Decline the ban")
    (told,) = await desk.type(boss, "Once is not enough.")
    assert told.html == "The ban is declined."
    assert card(desk, 1).actions[0].state is ActionState.WITHDRAWN


async def test_a_restriction_has_a_length(desk: ChatBench) -> None:
    """Restrict asks for how long, then for the rule."""
    mo = moderator(desk)
    desk.bench.arrive(message(1, INSULT_EN))
    with desk.bench.app.database.write("test") as connection:
        connection.exec_driver_sql("UPDATE \"case\" SET platform = 'telegram'")
    await desk.type(mo, "/next")
    assert await desk.press(mo, "Restrict") == "For how long?"
    await desk.press(mo, "1 day")
    await desk.press(mo, desk.chat.last(desk.home(mo)).labels[0])
    (action,) = desk.bench.app.moderating.of_case(1)
    assert action.until is not None
    assert (action.until - desk.bench.clock()).total_seconds() == 86_400


# --- what stands for a moment -------------------------------------------------------------------


async def test_the_author_is_shown_for_a_minute(desk: ChatBench) -> None:
    """The name stands in the private chat until the next press, and the look is recorded."""
    mo = moderator(desk)
    desk.bench.arrive(message(1, QUESTION_EN, author="jeanne"))
    await desk.type(mo, "/next")
    await desk.press(mo, "Author")
    shown = desk.chat.last(desk.home(mo))
    assert "jeanne" in shown.html
    assert recorded(desk, "decision.author_seen") == 1
    await desk.press(mo, "Next")
    assert desk.chat.removed == [(desk.home(mo), shown.message)]


async def test_an_original_goes_by_itself(desk: ChatBench) -> None:
    """After a minute the original is taken away, even where the program was started anew."""
    mo = moderator(desk)
    desk.bench.arrive(message(1, THREAT_FR))
    await desk.type(mo, "/next")
    assert "tuer" not in desk.chat.last(desk.home(mo)).html
    await desk.press(mo, "Original")
    assert "tuer" in desk.chat.last(desk.home(mo)).html
    assert waiting(desk) == []
    desk.bench.clock.forward(seconds=61)
    desk.restart()
    (page,) = waiting(desk)
    assert await show_page(desk, page, mo) == "moot"
    assert not any("tuer" in bubble.html for bubble in desk.chat.standing(desk.home(mo)))


async def test_without_the_right_there_is_no_author(desk: ChatBench) -> None:
    """An officer has no button for the author."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    assert "Author" not in desk.chat.last(desk.home(ola)).labels


# --- pages --------------------------------------------------------------------------------------


def waiting(desk: ChatBench) -> list[Page]:
    """Return the pages of this part that are due."""
    with desk.bench.app.database.read() as connection:
        found = pages.ready(connection, desk.bench.clock(), 50)
    return [page for page in found if page.kind in {"handed_over", "glimpse"}]


def page_of(desk: ChatBench, kind: str, subject: str, **payload: object) -> Page:
    """Return a page as the pager hands it over."""
    now = desk.bench.clock()
    with desk.bench.app.database.write("test") as connection:
        pages.want(
            connection,
            kind=kind,
            subject=subject,
            key=f"test:{kind}:{subject}",
            now=now,
            payload=payload,
        )
        found = pages.ready(connection, now, 50)
    return next(page for page in found if page.key == f"test:{kind}:{subject}")


async def show_page(desk: ChatBench, page: Page, who: Reviewer) -> str:
    """Hand a page to the part; return in one word what came of it."""
    (part,) = desk.parts
    done = await part.page(page, who, desk.home(who))
    match done:
        case None:
            return "moot"
        case Panel():
            return done.html
        case Refused():
            return "refused"
        case _:
            return "sent"


async def test_an_escalation_is_pushed_while_it_waits(desk: ChatBench) -> None:
    """A page shows the card with "Take it"; one about a closed case is moot."""
    mo, other = moderator(desk), moderator(desk, "Other")
    desk.bench.arrive(message(1, DISTRESS_EN))
    page = page_of(desk, "escalation", "case:1")
    assert await show_page(desk, page, mo) == "sent"
    assert "Take it" in desk.chat.last(desk.home(mo)).labels
    await desk.press(mo, "Take it")
    await desk.press(mo, "Keep")
    await desk.press(mo, "Dealt with elsewhere.")
    assert await show_page(desk, page, other) == "moot"


async def test_a_reviewer_who_blocked_the_bot(desk: ChatBench) -> None:
    """What became of the sending is handed back."""
    mo = moderator(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    desk.chat.outcomes.append(Refused(reason="blocked"))
    page = page_of(desk, "reminder", "case:1")
    assert await show_page(desk, page, mo) == "refused"


async def test_a_text_of_unknown_fate_is_settled_by_two_presses(desk: ChatBench) -> None:
    """The card asks whether it is out, and the answer is stored."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    await desk.press(ola, "Approve")
    desk.bench.clock.forward(minutes=5)
    desk.bench.wire.can_find = False
    desk.bench.wire.modes.append(Mode.LOSE_BEFORE)
    await desk.bench.publish()
    (publication,) = card(desk, 1).publications
    assert publication.state is PublicationState.UNKNOWN
    page = page_of(desk, "settle", f"publication:{publication.id}")
    assert await show_page(desk, page, ola) == "sent"
    await desk.press(ola, "Is it out?")
    assert await desk.press(ola, "It is out") == "Noted: it is out."
    assert card(desk, 1).publications[0].state is PublicationState.SENT


async def test_settle_lists_what_is_in_doubt(desk: ChatBench) -> None:
    """/settle shows what a person has to settle, with the case it belongs to; else it says none."""
    ola = officer(desk)
    (none,) = await desk.type(ola, "/settle")
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    await desk.press(ola, "Approve")
    desk.bench.clock.forward(minutes=5)
    desk.bench.wire.modes.append(Mode.REFUSE)
    await desk.bench.publish()
    (listed,) = await desk.type(ola, "/settle")
    assert (none.html, listed.labels) == ("Nothing has to be settled.", ["Case 1"])
    assert "Type" not in listed.html


async def test_what_was_decided_is_told_with_its_link(desk: ChatBench) -> None:
    """The page of an outcome says it in words, in the reader's language."""
    fr = desk.hire("Fée", Role.OFFICER, lang="fr", languages=("fr",))
    desk.bench.arrive(message(1, QUESTION_FR))
    page = page_of(desk, "decided", "case:1", what="sent", url="https://t.me/c/1/2")
    told = await show_page(desk, page, fr)
    assert told == "Dossier 1\u00a0: la réponse est partie. https://t.me/c/1/2"


async def test_the_approver_hears_what_became_of_the_reply(desk: ChatBench) -> None:
    """Once a reply is out, whoever approved it is told with its address, exactly once."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    await desk.press(ola, "Approve")
    desk.bench.clock.forward(minutes=5)
    await desk.bench.publish()
    with desk.bench.app.database.read() as connection:
        found = pages.ready(connection, desk.bench.clock(), 50)
    (page,) = [one for one in found if one.kind == "decided"]
    assert page.reviewer_id == ola.id
    told = await show_page(desk, page, ola)
    assert told == "Case 1: the reply is out. https://platform.example/1"


async def test_a_refused_reply_comes_with_its_text_to_copy(desk: ChatBench) -> None:
    """A refused text is taken over, copied, posted by hand, and its address noted."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    await desk.press(ola, "Approve")
    desk.bench.clock.forward(minutes=5)
    desk.bench.wire.modes.append(Mode.REFUSE)
    await desk.bench.publish()
    page = page_of(desk, "decided", "case:1", what="refused")
    assert await show_page(desk, page, ola) == "sent"
    await desk.press(ola, "Post by hand")
    copied = desk.chat.last(desk.home(ola)).html
    assert copied.startswith("<code>Learner Support Canada here.")
    await desk.press(ola, "Posted")
    (wrong,) = await desk.type(ola, "on the page")
    assert wrong.html.startswith("That is not the address of a text on fake.")
    await desk.type(ola, "https://page.example/7")
    (publication,) = card(desk, 1).publications
    assert (publication.state, publication.url) == (
        PublicationState.SENT,
        "https://page.example/7",
    )


async def test_what_a_platform_does_not_take_is_handed_off(desk: ChatBench) -> None:
    """The card has the text to copy, the page to open, and a button for its address."""
    ola = officer(desk)
    desk.bench.arrive(message(1, QUESTION_EN))
    await desk.type(ola, "/next")
    await desk.press(ola, "Approve")
    desk.bench.clock.forward(minutes=5)
    desk.bench.wire.modes.append(Mode.BY_HAND)
    await desk.bench.publish()
    page = page_of(desk, "decided", "case:1", what="handed_off")
    assert await show_page(desk, page, ola) == "sent"
    shown = desk.chat.last(desk.home(ola))
    assert {"Open the page", "Text to copy", "Posted", "Give up"} <= set(shown.labels)
    (link,) = [one for row in shown.panel.buttons for one in row if one.url is not None]
    assert link.url == card(desk, 1).publications[0].url
    await desk.press(ola, "Text to copy")
    copied = desk.chat.last(desk.home(ola)).html
    assert copied.startswith("<code>Learner Support Canada here.")
    await desk.press(ola, "Posted")
    await desk.type(ola, "https://page.example/8")
    assert card(desk, 1).publications[0].url == "https://page.example/8"
    assert card(desk, 1).case.flow.case is CaseState.CLOSED
