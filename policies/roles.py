"""Who may do what: roles, acts, and the table between them.

The table answers for a role alone. Which *person* may approve which exact text (not the author,
not the same person twice) is decided in `policies.approvals`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from policies.faults import said
from translations.values import OFFICIAL_LANGUAGES, Bilingual, Official


class Role(StrEnum):
    """What a member of staff has been appointed to."""

    MODERATOR = "moderator"
    OFFICER = "officer"
    APPROVER_EN = "approver:en"
    APPROVER_FR = "approver:fr"
    POLICY_OWNER = "policy_owner"
    RECORDS = "records"
    DIRECTOR = "director"
    ADMIN = "admin"


class Act(StrEnum):
    """Something that needs a right."""

    APPROVE_REPLY = "approve_reply"  # in a language
    APPROVE_POST = "approve_post"  # one language's half of an official post
    MODERATE = "moderate"  # keep, hide, delete, warn, restrict, undo; propose a ban
    BAN = "ban"  # confirm the ban that a moderator proposed
    DECIDE_APPEAL = "decide_appeal"  # another moderator than the one who decided
    PAUSE = "pause"  # pause, resume, incident
    CHANGE_DOCUMENTS = "change_documents"  # policy, facts, templates, glossary
    APPROVE_DOCUMENTS = "approve_documents"  # another policy owner than the one who changed them
    SEE_AUTHOR = "see_author"  # each look is recorded
    HOLD_RECORDS = "hold_records"
    EXPORT_RECORDS = "export_records"
    PURGE_RECORDS = "purge_records"
    MANAGE_STAFF = "manage_staff"


_APPROVERS: dict[Official, Role] = {"en": Role.APPROVER_EN, "fr": Role.APPROVER_FR}

_HOLDERS: dict[Act, frozenset[Role]] = {
    Act.APPROVE_REPLY: frozenset({Role.OFFICER}),
    Act.APPROVE_POST: frozenset(_APPROVERS.values()),
    Act.MODERATE: frozenset({Role.MODERATOR}),
    Act.BAN: frozenset({Role.DIRECTOR}),
    Act.DECIDE_APPEAL: frozenset({Role.MODERATOR}),
    Act.PAUSE: frozenset({Role.OFFICER, Role.MODERATOR, Role.ADMIN}),
    Act.CHANGE_DOCUMENTS: frozenset({Role.POLICY_OWNER}),
    Act.APPROVE_DOCUMENTS: frozenset({Role.POLICY_OWNER}),
    Act.SEE_AUTHOR: frozenset({Role.MODERATOR, Role.RECORDS, Role.ADMIN}),
    Act.HOLD_RECORDS: frozenset({Role.RECORDS}),
    Act.EXPORT_RECORDS: frozenset({Role.RECORDS}),
    Act.PURGE_RECORDS: frozenset({Role.RECORDS}),
    Act.MANAGE_STAFF: frozenset({Role.ADMIN}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A member of staff, as far as rights depend on the person."""

    id: int
    name: str
    roles: frozenset[Role]  # those delegated today included
    lang: Official  # the language the desk speaks to them
    languages: frozenset[str] = frozenset()  # in which they may approve; never delegated
    delegated: frozenset[tuple[Role, int]] = frozenset()  # of these, which are held for whom

    @property
    def acting_for(self) -> tuple[int, ...]:
        """Whose roles this person holds today besides their own."""
        return tuple(sorted({person for _, person in self.delegated}))

    def may(self, act: Act, *, lang: str | None = None) -> bool:
        """Whether this person may do the act, in that language where one matters."""
        return may(self.roles, act, lang=lang, languages=self.languages)


def may(
    roles: Iterable[Role],
    act: Act,
    *,
    lang: str | None = None,
    languages: Iterable[str] | None = None,
) -> bool:
    """Say whether someone with these roles may do the act.

    Args:
        roles: The roles held, those delegated today included.
        act: What the person wants to do.
        lang: The language of the text, for the two acts of approving text. Without it the answer
            is whether there is any language in which the person could.
        languages: The languages in which the person is competent. Competence belongs to the
            person: a delegation adds roles, never languages. An approver's own role names its
            language, which must still be among these where they are given.
    """
    held = frozenset(roles)
    if act is Act.APPROVE_POST:
        wanted = [one for one in OFFICIAL_LANGUAGES if lang is None or one == lang]
        competent = None if languages is None else frozenset(languages)
        return any(
            _APPROVERS[one] in held and (competent is None or one in competent) for one in wanted
        )
    if not held & _HOLDERS[act]:
        return False
    if act is not Act.APPROVE_REPLY or (lang is None and languages is None):
        return True
    # Where nothing is known of the person's languages, a text in a named language is not theirs.
    competent = frozenset(languages or ())
    return bool(competent) if lang is None else lang in competent


def roles_for(act: Act) -> frozenset[Role]:
    """Return the roles that hold the right."""
    return _HOLDERS[act]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """Work that the staff as they are cannot do."""

    act: Act
    lang: Official | None
    explanation: Bilingual


def missing_people(reviewers: Iterable[Reviewer]) -> tuple[Shortage, ...]:
    """List the work for which staff are too few, the most urgent first.

    A person holding several roles counts once where the rule asks for distinct people.
    """
    staff = tuple(reviewers)
    shortages = [
        _shortage(Act.APPROVE_REPLY, lang)
        for lang in OFFICIAL_LANGUAGES
        if not any(one.may(Act.APPROVE_REPLY, lang=lang) for one in staff)
    ]
    approvers = {
        lang: [one.id for one in staff if one.may(Act.APPROVE_POST, lang=lang)]
        for lang in OFFICIAL_LANGUAGES
    }
    without = [lang for lang in OFFICIAL_LANGUAGES if not approvers[lang]]
    shortages += [_shortage(Act.APPROVE_POST, lang) for lang in without]
    if not without and not _three_distinct(
        {one.id for one in staff if one.may(Act.APPROVE_REPLY) or one.may(Act.APPROVE_POST)},
        approvers,
    ):
        shortages.append(_shortage(Act.APPROVE_POST))
    shortages += [
        _shortage(act)
        for act, needed in _NEEDED.items()
        if sum(one.may(act) for one in staff) < needed
    ]
    return tuple(shortages)


def _three_distinct(authors: set[int], approvers: Mapping[Official, list[int]]) -> bool:
    """Whether an author, an English approver and a French approver can be three people."""
    return any(
        authors - {english, french}
        for english in approvers["en"]
        for french in approvers["fr"]
        if english != french
    )


def _shortage(act: Act, lang: Official | None = None) -> Shortage:
    key = f"holding.shortage.{act}" + (f".{lang}" if lang else "")
    return Shortage(act=act, lang=lang, explanation=said(key))


# How many people an act takes, where it is more than a matter of language.
_NEEDED: dict[Act, int] = {
    Act.MODERATE: 1,
    Act.DECIDE_APPEAL: 2,  # nobody decides an appeal against their own decision
    Act.CHANGE_DOCUMENTS: 2,  # one makes the change, the other approves it
    Act.BAN: 1,
    Act.PURGE_RECORDS: 1,
    Act.MANAGE_STAFF: 1,
}
