"""Which approvals a text needs: exact texts, right languages, distinct people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.approvals import (
    Approval,
    ApprovalStep,
    Refusal,
    Risk,
    StepKind,
    may_approve_post_half,
    may_approve_reply,
    may_give_step,
    steps_for,
    text_hash,
)
from policies.roles import Reviewer, Role

NOW, OLD = text_hash({"en": "Yes.", "fr": "Oui."}), text_hash({"en": "Yes", "fr": "Oui."})
TEXTS = st.dictionaries(st.text(max_size=4), st.text(max_size=20), max_size=3)


def approval(who: int, lang: str, hash_: str = NOW) -> Approval:
    return Approval(reviewer_id=who, lang=lang, text_hash=hash_)


def person(*roles: Role, languages: str, id_: int = 1) -> Reviewer:
    return Reviewer(
        id=id_,
        name="Person",
        roles=frozenset(roles),
        lang="en",
        languages=frozenset(languages.split()),
    )


@given(TEXTS, TEXTS)
def test_two_sets_of_texts_share_a_hash_only_where_they_are_equal(
    one: dict[str, str], other: dict[str, str]
) -> None:
    """Equal sets hash alike whatever their order; different sets differ."""
    backwards = dict(reversed(list(one.items())))
    assert text_hash(backwards) == text_hash(one)
    assert (text_hash(one) == text_hash(other)) is (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"en": "é"}, {"en": "e\u0301"}),  # the same to the eye, other code points
        ({"en": "a", "fr": "b"}, {"en": "b", "fr": "a"}),
        ({"en": "a", "fr": ""}, {"en": "a"}),
        ({"en": "10\u00a0$"}, {"en": "10 $"}),
        ({"en": "a1:b"}, {"en": "a", "b": ""}),
    ],
)
def test_a_change_that_the_eye_may_miss_changes_the_hash(
    one: dict[str, str], other: dict[str, str]
) -> None:
    """An approval binds to exact code points in named languages."""
    assert text_hash(one) != text_hash(other)


def test_the_hash_is_that_of_the_documented_encoding() -> None:
    """Stored approvals stay good: the encoding does not drift between versions."""
    assert text_hash({"fr": "Oui.", "en": "Yes."}) == (
        "356938c8f267db01d684d1d742d9e41cfad706905886b4c80ad670e519851cc6"
    )


def test_a_lone_surrogate_gets_a_hash() -> None:
    """Broken text is refused elsewhere, with a reason; the hash itself does not fail."""
    assert len(text_hash({"en": "\ud800"})) == 64


BOTH = (Role.APPROVER_EN, Role.APPROVER_FR)


@pytest.mark.parametrize(
    ("who", "lang", "shown", "expected"),
    [
        (person(Role.OFFICER, languages="en"), "en", NOW, None),
        (person(Role.OFFICER, languages="en"), "fr", NOW, Refusal.NOT_YOUR_LANGUAGE),
        (person(Role.OFFICER, languages=""), "fr", NOW, Refusal.NOT_YOUR_LANGUAGE),
        (person(Role.MODERATOR, languages="en fr"), "en", NOW, Refusal.NOT_YOUR_ROLE),
        (person(Role.OFFICER, languages="en"), "en", OLD, Refusal.STALE_TEXT),
    ],
)
def test_who_may_approve_a_reply(
    who: Reviewer, lang: str, shown: str, expected: Refusal | None
) -> None:
    """An officer, in their language, of the text as it stands."""
    assert may_approve_reply(who, lang, shown_hash=shown, current_hash=NOW) == expected


@pytest.mark.parametrize(
    ("who", "lang", "given_before", "shown", "expected"),
    [
        (person(*BOTH, languages="en fr"), "en", [], NOW, None),
        (person(Role.APPROVER_EN, languages="en"), "fr", [], NOW, Refusal.NOT_YOUR_LANGUAGE),
        (person(*BOTH, languages="en"), "fr", [], NOW, Refusal.NOT_YOUR_LANGUAGE),
        (person(Role.OFFICER, languages="en fr"), "en", [], NOW, Refusal.NOT_YOUR_ROLE),
        (person(*BOTH, languages="en fr", id_=9), "en", [], NOW, Refusal.OWN_TEXT),
        (
            person(*BOTH, languages="en fr"),
            "fr",
            [approval(1, "en")],
            NOW,
            Refusal.ALREADY_APPROVED_OTHER_HALF,
        ),
        (person(*BOTH, languages="en fr"), "fr", [approval(1, "en", OLD)], NOW, None),
        (person(*BOTH, languages="en fr"), "fr", [approval(2, "en")], NOW, None),
        (person(*BOTH, languages="en fr"), "en", [], OLD, Refusal.STALE_TEXT),
    ],
)
def test_who_may_approve_half_of_a_post(
    who: Reviewer,
    lang: str,
    given_before: list[Approval],
    shown: str,
    expected: Refusal | None,
) -> None:
    """The approver of that language who neither wrote the post nor approved the other half."""
    assert (
        may_approve_post_half(
            who, lang, authors=[9], approvals=given_before, shown_hash=shown, current_hash=NOW
        )
        == expected
    )


@pytest.mark.parametrize(
    ("who", "need", "given_before", "shown", "expected"),
    [
        (person(Role.DIRECTOR, languages=""), "director", [], NOW, None),
        (person(Role.OFFICER, languages="en fr"), "director", [], NOW, Refusal.NOT_YOUR_ROLE),
        (person(Role.DIRECTOR, languages="", id_=9), "director", [], NOW, Refusal.OWN_TEXT),
        (person(Role.DIRECTOR, languages=""), "director", [], OLD, Refusal.STALE_TEXT),
        (
            person(Role.DIRECTOR, *BOTH, languages="en fr"),
            "director",
            [approval(1, "en")],
            NOW,
            None,  # a step may be given by somebody who approved a text
        ),
        (person(Role.DIRECTOR, languages=""), "caretaker", [], NOW, None),
        (person(Role.APPROVER_FR, languages="fr"), "caretaker", [], NOW, None),
        (person(Role.OFFICER, languages="en fr"), "caretaker", [], NOW, Refusal.NOT_YOUR_ROLE),
        (
            person(*BOTH, languages="en fr"),
            "caretaker",
            [approval(1, "fr")],
            NOW,
            Refusal.ONE_OF_THREE,
        ),
        (person(*BOTH, languages="en fr"), "caretaker", [approval(1, "fr", OLD)], NOW, None),
    ],
)
def test_who_may_give_another_approval(
    who: Reviewer, need: str, given_before: list[Approval], shown: str, expected: Refusal | None
) -> None:
    """The role that the step names; in a caretaker period a fourth person."""
    assert (
        may_give_step(
            who, need, authors=[9], approvals=given_before, shown_hash=shown, current_hash=NOW
        )
        == expected
    )


def test_who_gave_the_caretaker_approval_approves_neither_text() -> None:
    """The fourth person stays a fourth person, in whatever order they come."""
    refusal = may_approve_post_half(
        person(*BOTH, languages="en fr"),
        "en",
        authors=[9],
        approvals=[approval(1, "caretaker")],
        shown_hash=NOW,
        current_hash=NOW,
    )
    assert refusal is Refusal.ONE_OF_THREE


def test_each_refusal_is_explained_in_both_languages() -> None:
    """A person who is refused reads why."""
    for refusal in Refusal:
        assert refusal.explanation.en != refusal.explanation.fr


def test_steps_apply_by_topic_and_from_a_risk_upward() -> None:
    """An agency's steps are data, in its order, each once."""
    always = ApprovalStep(kind=StepKind.NOTIFY, who="director")
    loans = ApprovalStep(kind=StepKind.CONSULT, who="policy_owner", topic="loans")
    risky = ApprovalStep(kind=StepKind.APPROVE, who="director", from_risk=Risk.HIGH)
    steps = [risky, loans, always, always]
    assert steps_for(steps, topic="grants", risk=Risk.MEDIUM) == (always,)
    assert steps_for(steps, topic="loans", risk=Risk.HIGH) == (risky, loans, always)
    assert steps_for(steps, topic=None, risk=Risk.HIGH) == (risky, always)
