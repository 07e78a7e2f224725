"""Triage: which messages are ones to answer, and the reason that decides."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.message import Message, MessageEvent, MessageKind
from policies.routing import Route
from policies.screening_values import Handling, Label, Screening, Speaker
from responders.facts import SHIPPED_FACTS, load_facts
from responders.matching import Matcher
from responders.triage import Before, Choice, Limits, Reason, Site, Sort, Triage, triage

DAY = date(2026, 1, 14)
MATCHER = Matcher(load_facts(SHIPPED_FACTS))
CLEAN = Screening(labels=(), route=Route.IGNORE, flagged=False, policy="p", policy_version="1")
PERSONAL = Label(
    label="personal",
    rule="personal",
    clause="c",
    score=1,
    severity=3,
    evidence=(),
    route=Route.REVIEW,
)
SHOWN = replace(CLEAN, labels=(PERSONAL,), route=Route.REVIEW, flagged=True)
WRONG = "They charge interest on student loans"
FAUX = "Ils exigent des intérêts sur les prêts étudiants"
OPEN_SITE = Site()


def _message(text: str, kind: MessageKind = MessageKind.COMMENT) -> Message:
    return Message(
        platform="replay",
        id="1",
        channel="main",
        author="a",
        text=text,
        sent_at=datetime(2026, 1, 14, 15, tzinfo=UTC),
        kind=kind,
    )


def _triage(
    message: Message,
    screening: Screening = CLEAN,
    *,
    site: Site = OPEN_SITE,
    before: Before | None = None,
    limits: Limits | None = None,
) -> Triage:
    match = MATCHER.match(message.text, lang="en", day=DAY)
    return triage(
        message,
        screening,
        match,
        site=site,
        before=before or Before(),
        limits=limits or Limits(),
    )


@pytest.mark.parametrize(
    ("text", "choice", "sort", "reason", "private"),
    [
        (WRONG, Choice.RESPOND, Sort.STATEMENT, Reason.WRONG, False),
        (FAUX, Choice.RESPOND, Sort.STATEMENT, Reason.WRONG, False),
        (
            "There is no interest on student loans.",
            Choice.IGNORE,
            Sort.STATEMENT,
            Reason.RIGHT,
            False,
        ),
        (
            "Do you charge interest on student loans?",
            Choice.RESPOND,
            Sort.QUESTION,
            Reason.QUESTION,
            False,
        ),
        (
            "Est-ce que les prêts portent intérêt?",
            Choice.RESPOND,
            Sort.QUESTION,
            Reason.QUESTION,
            False,
        ),
        ("In my opinion the office is ugly.", Choice.IGNORE, Sort.OPINION, Reason.OPINION, False),
        ("Je trouve que le site est laid.", Choice.IGNORE, Sort.OPINION, Reason.OPINION, False),
        ("The geese are back on the campus.", Choice.IGNORE, Sort.TALK, Reason.NOTHING, False),
        (
            "Why was my application refused? I sent everything.",
            Choice.RESPOND,
            Sort.QUESTION,
            Reason.INDIVIDUAL,
            True,
        ),
        (
            "Où en est ma demande? J'attends depuis mars.",
            Choice.RESPOND,
            Sort.QUESTION,
            Reason.INDIVIDUAL,
            True,
        ),
        (
            "Pouvez-vous regarder mon dossier svp",
            Choice.RESPOND,
            Sort.QUESTION,
            Reason.INDIVIDUAL,
            True,
        ),
        (
            "Vote for the NDP, they charge interest on loans now",
            Choice.WATCH,
            Sort.STATEMENT,
            Reason.POLITICS,
            False,
        ),
        (
            "Will the Liberal government cut the grants?",
            Choice.RESPOND,
            Sort.QUESTION,
            Reason.POLITICS,
            True,
        ),
        (
            "Le NPD va-t-il abolir les bourses?",
            Choice.RESPOND,
            Sort.QUESTION,
            Reason.POLITICS,
            True,
        ),
    ],
)
def test_what_a_message_is_decides(
    text: str, choice: Choice, sort: Sort, reason: Reason, private: bool
) -> None:
    """Wrong statements and questions are answered, files and politics never in public."""
    found = _triage(_message(text))
    assert found == Triage(choice=choice, sort=sort, reasons=(reason,), private=private)


@pytest.mark.parametrize(
    ("screening", "choice", "reason"),
    [
        (SHOWN, Choice.RESPOND, Reason.PERSONAL_DATA),
        (replace(CLEAN, route=Route.ESCALATE, flagged=True), Choice.WATCH, Reason.POLICY_FIRST),
        (replace(CLEAN, handling=frozenset({Handling.CRISIS})), Choice.WATCH, Reason.POLICY_FIRST),
        (replace(CLEAN, route=Route.REVIEW, flagged=True), Choice.WATCH, Reason.POLICY_FIRST),
        (
            replace(CLEAN, handling=frozenset({Handling.NO_PUBLIC_DRAFT})),
            Choice.WATCH,
            Reason.NO_PUBLIC_DRAFT,
        ),
        (replace(CLEAN, speaker=Speaker.MEDIA), Choice.WATCH, Reason.SPEAKER_MEDIA),
        (replace(CLEAN, speaker=Speaker.ELECTED), Choice.WATCH, Reason.SPEAKER_ELECTED),
        (replace(CLEAN, speaker=Speaker.CANDIDATE), Choice.WATCH, Reason.SPEAKER_CANDIDATE),
        (replace(CLEAN, speaker=Speaker.OFFICIAL), Choice.WATCH, Reason.SPEAKER_OFFICIAL),
    ],
)
def test_the_policy_and_the_speaker_go_before(
    screening: Screening, choice: Choice, reason: Reason
) -> None:
    """Even a wrong statement is not answered where the policy or the speaker says otherwise."""
    found = _triage(_message(WRONG), screening)
    assert (found.choice, found.reasons[0]) == (choice, reason)
    assert found.private == (reason is Reason.PERSONAL_DATA)


@pytest.mark.parametrize(
    ("site", "before", "reason"),
    [
        (Site(may_reply=False), Before(), Reason.SITE_NO_REPLIES),
        (Site(links_allowed=False), Before(), Reason.SITE_NO_LINKS),
        (OPEN_SITE, Before(corrections=1), Reason.SAME_PERSON),
        (OPEN_SITE, Before(in_thread=3), Reason.THREAD_COOLDOWN),
        (OPEN_SITE, Before(campaign=True), Reason.CAMPAIGN_ANSWERED),
    ],
)
def test_a_correction_is_held_back(site: Site, before: Before, reason: Reason) -> None:
    """The site's rules and what was said before hold a correction back, with both reasons."""
    found = _triage(_message(WRONG), site=site, before=before)
    assert found == Triage(choice=Choice.WATCH, sort=Sort.STATEMENT, reasons=(reason, Reason.WRONG))


def test_questions_are_answered_again() -> None:
    """Whoever was corrected, or asks in a busy thread of ours, still gets an answer."""
    asked = _message("Do you charge interest on student loans?")
    found = _triage(asked, before=Before(corrections=2, in_thread=9))
    assert (found.choice, found.reasons) == (Choice.RESPOND, (Reason.QUESTION,))


def test_private_conversations_are_not_held_back() -> None:
    """What is written to us directly has no audience that could grow tired."""
    found = _triage(_message(WRONG, MessageKind.DIRECT), before=Before(corrections=3, in_thread=9))
    assert (found.choice, found.reasons) == (Choice.RESPOND, (Reason.WRONG,))


@pytest.mark.parametrize(
    ("reach", "choice", "reasons"),
    [
        (None, Choice.RESPOND, (Reason.WRONG, Reason.REACH_UNKNOWN)),
        (12, Choice.WATCH, (Reason.SMALL_REACH, Reason.WRONG)),
        (500, Choice.RESPOND, (Reason.WRONG,)),
        (20_000, Choice.RESPOND, (Reason.WRONG, Reason.WIDE_REACH)),
    ],
)
def test_reach_counts_on_other_pages(
    reach: int | None, choice: Choice, reasons: tuple[Reason, ...]
) -> None:
    """What few can see is not made better known; what is unknown is said to be unknown."""
    message = replace(_message(WRONG, MessageKind.MENTION), reach=reach)
    found = _triage(message, limits=Limits(minimum_reach=100))
    assert found == Triage(choice=choice, sort=Sort.STATEMENT, reasons=reasons, reach=reach)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (replace(_message(WRONG), event=MessageEvent.DELETED), Reason.DELETED),
        (replace(_message(WRONG), automatic=True), Reason.AUTOMATIC),
        (replace(_message("Ann"), media="join"), Reason.AUTOMATIC),
    ],
)
def test_nobody_spoke(message: Message, reason: Reason) -> None:
    """Deleted and automatic messages have nothing to answer."""
    found = _triage(message)
    assert (found.choice, found.reasons) == (Choice.IGNORE, (reason,))


def test_quoted_politics_are_not_the_authors() -> None:
    """What somebody quotes decides nothing about their own words."""
    message = replace(
        _message("Vote for the NDP. Do you charge interest on student loans?"),
        quoted="Vote for the NDP.",
    )
    assert _triage(message).reasons == (Reason.QUESTION,)


def test_an_ordinary_word_is_no_party() -> None:
    """A liberal arts degree and a conservative estimate are no party politics."""
    for text in ("Does the grant cover a liberal arts degree?", "That is a conservative estimate."):
        assert Reason.POLITICS not in _triage(_message(text)).reasons


@given(st.text(max_size=400), st.sampled_from(MessageKind), st.integers(0, 5), st.booleans())
def test_any_text_is_decided(text: str, kind: MessageKind, said: int, replies: bool) -> None:
    """Every text gets a choice with a reason, and only an answer can be private."""
    found = _triage(
        _message(text, kind), site=Site(may_reply=replies), before=Before(in_thread=said)
    )
    assert found.reasons
    assert found.choice is Choice.RESPOND or not found.private


def test_whoever_disputes_our_reply_gets_no_second_one() -> None:
    """The same wrong statement after our reply is for a person: the fact may be the wrong one."""
    found = _triage(_message(WRONG), before=Before(facts=frozenset({"loan-no-interest"})))
    assert (found.choice, found.reasons) == (Choice.WATCH, (Reason.DISPUTED, Reason.WRONG))
    assert found.disputed
    assert not _triage(_message(WRONG), before=Before(facts=frozenset({"other"}))).disputed
