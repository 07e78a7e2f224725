"""Who may do what: roles, acts, and the table between them.

The table answers for a role alone. Which *person* may approve which exact text (not the author,
not the same person twice) is decided in `policies.approvals`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

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
    roles: frozenset[Role]
    lang: Official  # the language the desk speaks to them
    languages: frozenset[str] = frozenset()  # in which they may approve; never delegated

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
        Shortage(act=Act.APPROVE_REPLY, lang=lang, explanation=_NO_REPLY[lang])
        for lang in OFFICIAL_LANGUAGES
        if not any(one.may(Act.APPROVE_REPLY, lang=lang) for one in staff)
    ]
    approvers = {
        lang: [one.id for one in staff if one.may(Act.APPROVE_POST, lang=lang)]
        for lang in OFFICIAL_LANGUAGES
    }
    without = [lang for lang in OFFICIAL_LANGUAGES if not approvers[lang]]
    shortages += [
        Shortage(act=Act.APPROVE_POST, lang=lang, explanation=_NO_HALF[lang]) for lang in without
    ]
    if not without and not _three_distinct(
        {one.id for one in staff if one.may(Act.APPROVE_REPLY) or one.may(Act.APPROVE_POST)},
        approvers,
    ):
        shortages.append(
            Shortage(act=Act.APPROVE_POST, lang=None, explanation=_NO_THREE),
        )
    for act, (needed, explanation) in _NEEDED.items():
        if sum(one.may(act) for one in staff) < needed:
            shortages.append(Shortage(act=act, lang=None, explanation=explanation))
    return tuple(shortages)


def _three_distinct(authors: set[int], approvers: dict[Official, list[int]]) -> bool:
    """Whether an author, an English approver and a French approver can be three people."""
    everyone = authors | set(approvers["en"]) | set(approvers["fr"])
    return any(
        author in authors and first in approvers["en"] and second in approvers["fr"]
        for author, first, second in permutations(sorted(everyone), 3)
    )


_NO_REPLY: dict[Official, Bilingual] = {
    "en": Bilingual(
        en="No officer can approve replies in English: no reply in English will go out.",
        fr="Aucun agent ni aucune agente ne peut approuver les réponses en anglais\u00a0: "
        "aucune réponse en anglais ne sera envoyée.",
    ),
    "fr": Bilingual(
        en="No officer can approve replies in French: no reply in French will go out.",
        fr="Aucun agent ni aucune agente ne peut approuver les réponses en français\u00a0: "
        "aucune réponse en français ne sera envoyée.",
    ),
}
_NO_HALF: dict[Official, Bilingual] = {
    "en": Bilingual(
        en="Nobody can approve the English half of an official post.",
        fr="Personne ne peut approuver la version anglaise d'une publication officielle.",
    ),
    "fr": Bilingual(
        en="Nobody can approve the French half of an official post.",
        fr="Personne ne peut approuver la version française d'une publication officielle.",
    ),
}
_NO_THREE = Bilingual(
    en="An official post needs three different people: its author and one approver for each "
    "language. There are too few.",
    fr="Une publication officielle exige trois personnes différentes\u00a0: l'auteur ou l'auteure "
    "et une personne par langue pour l'approbation. L'effectif est insuffisant.",
)
_NEEDED: dict[Act, tuple[int, Bilingual]] = {
    Act.MODERATE: (
        1,
        Bilingual(
            en="There is no moderator: nobody can act on messages that break the policy.",
            fr="Il n'y a ni modérateur ni modératrice\u00a0: personne ne peut intervenir quand un "
            "message enfreint la politique.",
        ),
    ),
    Act.DECIDE_APPEAL: (
        2,
        Bilingual(
            en="Appeals need a second moderator: nobody may decide an appeal against their own "
            "decision.",
            fr="Les contestations exigent une deuxième personne à la modération\u00a0: nul ne "
            "peut trancher la contestation de sa propre décision.",
        ),
    ),
    Act.CHANGE_DOCUMENTS: (
        2,
        Bilingual(
            en="The policy, facts and templates need two policy owners: one makes a change, the "
            "other approves it.",
            fr="La politique, les faits et les modèles exigent deux responsables de la "
            "politique\u00a0: l'un apporte la modification, l'autre l'approuve.",
        ),
    ),
    Act.BAN: (
        1,
        Bilingual(
            en="There is no director: a ban cannot be confirmed.",
            fr="Il n'y a ni directeur ni directrice\u00a0: une exclusion ne peut pas être "
            "confirmée.",
        ),
    ),
    Act.PURGE_RECORDS: (
        1,
        Bilingual(
            en="Nobody holds the records role: holds, exports and purges cannot be done.",
            fr="Personne n'a le rôle de gestion des documents\u00a0: ni suspension de "
            "l'élimination, ni exportation, ni purge n'est possible.",
        ),
    ),
    Act.MANAGE_STAFF: (
        1,
        Bilingual(
            en="There is no administrator: nobody can invite staff.",
            fr="Il n'y a ni administrateur ni administratrice\u00a0: personne ne peut inviter de "
            "membres du personnel.",
        ),
    ),
}
