"""Which approvals a text needs: exact texts, right languages, distinct people."""

from itertools import combinations

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
    post_approvals_missing,
    reply_approvals_missing,
    steps_for,
    text_hash,
)
from policies.roles import Reviewer, Role
from translations.values import Origin

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


HUMAN, MACHINE = {"en": Origin.FACT, "fr": Origin.FACT}, {"en": Origin.FACT, "fr": Origin.MACHINE}


@pytest.mark.parametrize(
    ("languages", "origins", "approvals", "missing"),
    [
        (["en"], HUMAN, [], {"en"}),
        (["en"], HUMAN, [approval(1, "en")], set()),
        (["en"], HUMAN, [approval(1, "fr")], {"en"}),
        (["en"], HUMAN, [approval(1, "en", OLD)], {"en"}),
        (["en"], MACHINE, [approval(1, "en")], set()),  # the translated half is not sent
        (["fr"], MACHINE, [approval(1, "en")], {"fr"}),
        (["en", "fr"], HUMAN, [approval(1, "en")], {"fr"}),
        (["en", "fr"], HUMAN, [approval(1, "en"), approval(1, "fr")], set()),
        (["en", "fr"], MACHINE, [approval(1, "en"), approval(2, "fr")], set()),
        (["en", "fr"], MACHINE, [approval(1, "en"), approval(2, "fr", OLD)], {"fr"}),
    ],
)
def test_each_language_sent_is_covered_by_someone_competent(
    languages: list[str],
    origins: dict[str, Origin],
    approvals: list[Approval],
    missing: set[str],
) -> None:
    """What goes out was approved, in its language, in its present wording."""
    assert reply_approvals_missing(languages, origins, approvals, NOW) == missing


@pytest.mark.parametrize("languages", [[], ["de"], ["en", "de"]])
def test_a_reply_without_text_cannot_be_found_approved(languages: list[str]) -> None:
    """Nothing to send is an error, never "nothing missing"."""
    with pytest.raises(ValueError, match="no text to approve in"):
        reply_approvals_missing(languages, HUMAN, [], NOW)


@pytest.mark.parametrize(
    ("approvals", "missing"),
    [
        ([], {"en", "fr"}),
        ([approval(2, "en")], {"fr"}),
        ([approval(2, "en"), approval(3, "fr")], set()),
        ([approval(2, "en"), approval(2, "fr")], {"en", "fr"}),
        ([approval(1, "en"), approval(3, "fr")], {"en"}),  # the author approved
        ([approval(2, "en", OLD), approval(3, "fr")], {"en"}),
        ([approval(2, "en", OLD), approval(3, "fr", OLD)], {"en", "fr"}),
        ([approval(2, "en"), approval(2, "fr"), approval(3, "fr")], set()),
        ([approval(2, "en"), approval(3, "de")], {"fr"}),
    ],
)
def test_a_post_needs_three_distinct_people_and_both_languages(
    approvals: list[Approval], missing: set[str]
) -> None:
    """Author 1 and two approvers of the present texts."""
    assert post_approvals_missing(1, approvals, NOW) == missing


def test_no_set_of_approvals_by_fewer_than_three_people_completes_a_post() -> None:
    """All 256 subsets of what three people can approve: complete needs author, one, and another."""
    every = [approval(who, lang, h) for who in (1, 2) for lang in ("en", "fr") for h in (NOW, OLD)]
    for size in range(len(every) + 1):
        for some in combinations(every, size):
            assert post_approvals_missing(1, some, NOW)


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
            who, lang, author_id=9, approvals=given_before, shown_hash=shown, current_hash=NOW
        )
        == expected
    )


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
