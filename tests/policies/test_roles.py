"""Who may do what, and where staff are too few."""

import pytest

from policies.roles import Act, Reviewer, Role, may, missing_people
from translations.values import OFFICIAL_LANGUAGES, Official

ROLES_PER_ACT = {
    Act.APPROVE_REPLY: {Role.OFFICER},
    Act.APPROVE_POST: {Role.APPROVER_EN, Role.APPROVER_FR},
    Act.MODERATE: {Role.MODERATOR},
    Act.BAN: {Role.DIRECTOR},
    Act.DECIDE_APPEAL: {Role.MODERATOR},
    Act.PAUSE: {Role.OFFICER, Role.MODERATOR, Role.ADMIN},
    Act.CHANGE_DOCUMENTS: {Role.POLICY_OWNER},
    Act.APPROVE_DOCUMENTS: {Role.POLICY_OWNER},
    Act.SEE_AUTHOR: {Role.MODERATOR, Role.RECORDS, Role.ADMIN},
    Act.HOLD_RECORDS: {Role.RECORDS},
    Act.EXPORT_RECORDS: {Role.RECORDS},
    Act.PURGE_RECORDS: {Role.RECORDS},
    Act.MANAGE_STAFF: {Role.ADMIN},
}


def person(id_: int, *roles: Role, languages: str = "", lang: Official = "en") -> Reviewer:
    return Reviewer(
        id=id_,
        name=f"Person {id_}",
        roles=frozenset(roles),
        lang=lang,
        languages=frozenset(languages.split()),
    )


FULL_STAFF = (
    person(1, Role.OFFICER, languages="en"),
    person(2, Role.OFFICER, languages="fr", lang="fr"),
    person(3, Role.APPROVER_EN, languages="en"),
    person(4, Role.APPROVER_FR, languages="fr", lang="fr"),
    person(5, Role.MODERATOR, Role.POLICY_OWNER),
    person(6, Role.MODERATOR, Role.POLICY_OWNER),
    person(7, Role.DIRECTOR),
    person(8, Role.RECORDS),
    person(9, Role.ADMIN),
)


@pytest.mark.parametrize("act", Act)
def test_each_act_belongs_to_the_roles_of_the_design_and_to_no_other(act: Act) -> None:
    """Every pair of role and act answers as the design's table says."""
    assert {role for role in Role if may([role], act)} == ROLES_PER_ACT[act]


@pytest.mark.parametrize(
    ("roles", "lang", "languages", "expected"),
    [
        ([Role.OFFICER], "fr", ["fr"], True),
        ([Role.OFFICER], "fr", ["en"], False),
        ([Role.OFFICER], "fr", None, False),  # competence unknown: not theirs
        ([Role.OFFICER], None, [], False),
        ([Role.OFFICER], None, ["en"], True),
        ([Role.MODERATOR, Role.ADMIN], "fr", ["fr"], False),
    ],
)
def test_a_reply_needs_an_officer_with_its_language(
    roles: list[Role], lang: str | None, languages: list[str] | None, expected: bool
) -> None:
    """The role alone is not enough, and the language alone is not either."""
    assert may(roles, Act.APPROVE_REPLY, lang=lang, languages=languages) is expected


@pytest.mark.parametrize("lang", OFFICIAL_LANGUAGES)
def test_an_approver_approves_their_own_half_only(lang: Official) -> None:
    """approver:en approves English, approver:fr French; an officer neither; German nobody."""
    assert may([Role.APPROVER_EN], Act.APPROVE_POST, lang=lang) is (lang == "en")
    assert may([Role.APPROVER_FR], Act.APPROVE_POST, lang=lang) is (lang == "fr")
    assert not may([Role.OFFICER], Act.APPROVE_POST, lang=lang, languages=["en", "fr"])
    assert not may([Role.APPROVER_EN, Role.APPROVER_FR], Act.APPROVE_POST, lang="de")


def test_language_competence_is_not_delegated_with_a_role() -> None:
    """Someone who receives approver:fr for a week, but has no French, still approves no French."""
    stand_in = person(1, Role.OFFICER, Role.APPROVER_FR, languages="en")
    assert not stand_in.may(Act.APPROVE_POST, lang="fr")
    assert not stand_in.may(Act.APPROVE_REPLY, lang="fr")
    assert stand_in.may(Act.APPROVE_REPLY, lang="en")


def test_nobody_without_a_role_may_do_anything() -> None:
    """No roles, no rights."""
    assert [act for act in Act if may([], act, lang="en", languages=["en"])] == []


def test_a_full_staff_lacks_nobody() -> None:
    """Nine people cover every act."""
    assert missing_people(FULL_STAFF) == ()


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ({1}, [(Act.APPROVE_REPLY, "en")]),
        ({2}, [(Act.APPROVE_REPLY, "fr")]),
        ({3}, [(Act.APPROVE_POST, "en")]),
        ({4}, [(Act.APPROVE_POST, "fr")]),
        ({6}, [(Act.DECIDE_APPEAL, None), (Act.CHANGE_DOCUMENTS, None)]),
        ({7}, [(Act.BAN, None)]),
        ({8}, [(Act.PURGE_RECORDS, None)]),
        ({9}, [(Act.MANAGE_STAFF, None)]),
    ],
)
def test_a_missing_person_is_named_by_what_nobody_can_do(
    gone: set[int], expected: list[tuple[Act, str | None]]
) -> None:
    """Taking people away names exactly the acts that stop."""
    left = [one for one in FULL_STAFF if one.id not in gone]
    assert [(one.act, one.lang) for one in missing_people(left)] == expected


def test_two_people_cannot_make_an_official_post_whatever_roles_they_collect() -> None:
    """Author and two approvers are three distinct people."""
    everything = (Role.OFFICER, Role.APPROVER_EN, Role.APPROVER_FR)
    two = [person(id_, *everything, languages="en fr") for id_ in (1, 2)]
    found = [(one.act, one.lang) for one in missing_people(two)]
    assert (Act.APPROVE_POST, None) in found
    three = [*two, person(3, Role.OFFICER, languages="en")]
    assert (Act.APPROVE_POST, None) not in [(one.act, one.lang) for one in missing_people(three)]


def test_shortages_are_told_in_both_languages() -> None:
    """With nobody at all, every explanation exists twice and differs."""
    shortages = missing_people([])
    assert len(shortages) == 10
    for one in shortages:
        assert one.explanation.en
        assert one.explanation.fr
        assert one.explanation.en != one.explanation.fr
