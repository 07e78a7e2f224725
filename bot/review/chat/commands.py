"""The commands of the chats, in both languages: either name works, whoever types it."""

from typing import Final

# English name -> French name; Telegram allows lower-case Latin letters, digits and underscores
STAFF: Final[dict[str, str]] = {
    "next": "suivant",
    "queue": "file",
    "mine": "miens",
    "case": "dossier",
    "search": "chercher",
    "stats": "chiffres",
    "posts": "publications",
    "post": "publication",
    "corrections": "rectifications",
    "facts": "faits",
    "claims": "affirmations",
    "appeals": "contestations",
    "appeal_for": "contestation_pour",  # entered by staff from an e-mail
    "pause": "pause",
    "resume": "reprendre",
    "incident": "incident",
    "duty": "garde",
    "away": "absence",
    "invite": "inviter",
    "revoke": "revoquer",
    "staff": "personnel",
    "settle": "regler",
    "cancel": "annuler",
    "help": "aide",
}
PUBLIC: Final[dict[str, str]] = {
    "start": "start",
    "privacy": "confidentialite",
    "language": "langue",
    "appeal": "contester",
    "help": "aide",
}
_NAMES: Final = {
    **{french: english for english, french in (STAFF | PUBLIC).items()},
    **{english: english for english in (STAFF | PUBLIC)},
}


def canonical(command: str) -> str:
    """Return the English name of a command, the command itself where there is none."""
    return _NAMES.get(command, command)
