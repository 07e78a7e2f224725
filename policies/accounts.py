# ruff: noqa: E501 # tables and regular expressions read better whole
"""Accounts: whose name looks like one of ours, and whose looks made by a program.

The register of official accounts is the agency's own: an account on it is never an imposter. Nothing is
kept of anybody: only the name that came with the message, and names in its text, are looked at.
"""

import re
from functools import lru_cache
from typing import Final

from policies.latepattern import late
from policies.skeletons import near, skeleton
from policies.views import Span

_MENTION: Final = late(r"(?<![\w@./-])@([A-Za-z0-9_](?:[\w.-]{0,62}\w)?)")
_CHAT: Final = late(r"\b(?:t|telegram)\.me/([A-Za-z]\w{3,31})|\bwa\.me/(\w{3,31})", re.IGNORECASE)
_LONGEST: Final = 120  # characters of a name
# what imposters add to a name, as skeletons
_ADDED: Final = late(
    "(?:"
    + "|".join(
        skeleton(word)
        for word in (
            "official officielle officiel verified verifie support soutien helpdesk help aide assistance services service"
            " team equipe desk real true vrai the care clients client customer info admin account compte page canada"
            " news online enligne live direct contact agent refund remboursement new nouveau bot"
        ).split()
    )
    + "){1,6}"
)
_GENERATED: Final = late(r"[A-Za-z]{3,20}_?\d{6,12}|(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{16,40}")
_CALLED_BOT: Final = late(r"(?:^|[\W_])bot\d*$|[a-z\d]Bot\d*$")
_CLAIM_WORDS: Final = (
    "offici",
    "team",
    "equipe",
    "agent",
    "admin",
    "representa",
    "service",
    "moderat",
    "employ",
    "soutien",
    "assistance",
    "officer",
    "department",
)
_CLAIM: Final = late(
    r"\b(?:this is|we are|i am|i'm|you(?:'ve| have) reached) (?:the |an? |your |from the |with the |a member of the )?(?:official|verified)\b"
    r"|\bofficial (?:support|help|customer (?:service|care|support)|refund|grant|loan|claims|recovery|assistance) (?:team|page|account|desk|agent|line|channel|cent(?:er|re)|department|group|representative|service)s?\b"
    r"|\b(?:this is|we are|i am|i'm) (?:the |from the |from |a member of the |with the |with )(?:\w+ ){0,4}?(?:support|help|customer (?:service|care|support)|refund|grants?|loans?|claims|fraud|security|admin|recovery) (?:team|desk|department|agent|officer|unit|cent(?:er|re))\b"
    r"|\b(?:i am|i'm|this is) (?:an? |the |your |one of the )?(?:\w+ ){0,2}?(?:agent|officer|representative|employee|administrator|admin|moderator|advisor)s? (?:of|from|with|at|for|on|here) (?:the |this )?(?:\w+ ){0,3}?(?:government|canada|revenue|service canada|nslsc|cra|esdc|program|agency|department|channel|page|group|ministry|centre|support)\b"
    r"|\b(?:calling|writing|contacting you|reaching out) (?:from|on behalf of) (?:the )?(?:\w+ ){0,2}?(?:government|cra|revenue|service canada|nslsc|esdc|ministry|program|agency)\b"
    r"|\b(?:ici|c'est|voici|nous sommes|je suis|vous avez joint|vous etes sur) (?:le |la |l'|un |une |votre )?(?:\w+ ){0,2}?(?:officiel(?:le)?|verifiee?)\b"
    r"|\b(?:soutien|service|compte|centre|agente?|page|canal|groupe|equipe|aide|assistance)(?: \w+){0,3}? officiel(?:le)? (?:du|de|des|d')"
    r"|\b(?:nous sommes|ici|je suis|je fais partie) (?:le |la |l'|du |de la |de l'|avec le |avec la |avec l')?(?:service a la clientele|equipe (?:de soutien|d'assistance|d'aide|des remboursements)|centre d'(?:aide|assistance)|service (?:d'aide|des remboursements|des subventions|de securite|antifraude|des prets)|soutien technique)\b"
    r"|\bje suis (?:une? |l'|le |la )?(?:agente?|representante?|employee?|administrateur|administratrice|moderateur|moderatrice|conseillere?|responsable) (?:officiel(?:le)? )?(?:du|de la|de l'|de|des|a|chez)\s?(?:\w+ ){0,2}?(?:gouvernement|arc|agence|service canada|revenu|csnpe|programme|ministere|groupe|canal|page|chaine|centre|soutien)\b"
    r"|\b(?:vous (?:ecris|contacte|appelle|ecrivons|contactons)) (?:au nom |de la part )?(?:du|de la|de l'|de) (?:gouvernement|arc|agence|service canada|revenu|csnpe|ministere|programme)\b"
)


@lru_cache(maxsize=8192)
def is_ours(name: str, accounts: tuple[str, ...]) -> bool:
    """Whether an account is on the register."""
    return _bare(name) in {_bare(account) for account in accounts}


@lru_cache(maxsize=8192)
def imitates(name: str, accounts: tuple[str, ...], names: tuple[str, ...] = ()) -> bool:
    """Whether an account's name can be taken for one of ours, and is none of them.

    Args:
        name: a handle, or a name as shown.
        accounts: handles of ours; one of them is never an imposter.
        names: what we are called; whoever bears such a name and is none of ours imitates us.
    """
    return not is_ours(name, accounts) and _looks_like(name, accounts, names)


def _looks_like(name: str, accounts: tuple[str, ...], names: tuple[str, ...]) -> bool:
    if len(name) > _LONGEST:
        return False
    look = skeleton(name)
    if len(look) < 4:
        return False
    for ours in (*accounts, *names):
        meant = skeleton(_bare(ours))
        if len(meant) < 5:
            continue
        if look == meant or (len(meant) >= 8 and near(look, meant, 1)):
            return True
        if meant in look and _only_added(look, meant):
            return True
    return False


def _only_added(look: str, meant: str) -> bool:
    """Whether what stands around our name are words that imposters add, or a letter or two."""
    rest = look.replace(meant, " ", 1).split()
    return all(len(part) <= 2 or _ADDED.fullmatch(part) for part in rest)


def _bare(account: str) -> str:
    """Return an account as it is compared: without platform, "@" and case."""
    return account.rpartition(":")[2].strip().lstrip("@").casefold()


def named_accounts(text: str) -> list[tuple[str, Span]]:
    """Return the accounts that a text names ("@name", t.me/name), fifty at most."""
    found: list[tuple[str, Span]] = []
    if "@" in text:
        found += [(match[1], match.span()) for match in _MENTION.finditer(text)][:50]
    if ".me/" in text.lower():
        found += [(match[1] or match[2], match.span()) for match in _CHAT.finditer(text)][:50]
    return found


def looks_generated(handle: str) -> bool:
    """Whether a handle is called a bot, or looks like letters and figures put together by one."""
    if handle.isdigit():
        return False  # a number of the platform
    return bool(_CALLED_BOT.search(handle) or _GENERATED.fullmatch(handle))


@lru_cache(maxsize=8192)
def signs_of(
    author: str, accounts: tuple[str, ...], names: tuple[str, ...]
) -> tuple[bool, bool, bool]:
    """Return whether an author's account is ours, imitates ours, and looks made by a program."""
    ours = is_ours(author, accounts)
    return ours, not ours and imitates(author, accounts, names), looks_generated(author)


def official_claims(plain: str) -> list[Span]:
    """Return where a text (its plain view) claims to speak for an agency or a government."""
    if not any(word in plain for word in _CLAIM_WORDS):
        return []
    return [match.span() for match in _CLAIM.finditer(plain)]


def own_chat(path: str, accounts: tuple[str, ...]) -> bool:
    """Whether the path of a chat link leads to an account of ours."""
    return is_ours(path.strip("/").partition("/")[0].partition("?")[0], accounts)
