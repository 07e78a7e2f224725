"""What can be typed at the desk: one letter, or a word in either language."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Command(StrEnum):
    """Something a reviewer can ask for."""

    NEXT = "next"
    LIST = "list"
    CARD = "card"
    APPROVE = "approve"
    EDIT = "edit"
    REJECT = "reject"
    KEEP = "keep"
    HIDE = "hide"
    DELETE = "delete"
    WARN = "warn"
    RESTRICT = "restrict"
    BAN = "ban"
    CONFIRM = "confirm"
    DECLINE = "decline"
    ESCALATE = "escalate"
    SNOOZE = "snooze"
    RELEASE = "release"
    UNDO = "undo"
    ORIGINAL = "original"
    READ = "read"
    AUTHOR = "author"
    SETTLE = "settle"
    HAND_OFF = "hand_off"
    POSTED = "posted"
    DROP = "drop"
    APPEALS = "appeals"
    ENTER = "enter"
    POSTS = "posts"
    CAMPAIGNS = "campaigns"
    CORRECTIONS = "corrections"
    FACTS = "facts"
    CLAIMS = "claims"
    OFFICIAL = "official"
    WITHDRAW = "withdraw"
    RETRY = "retry"
    HELP = "help"
    QUIT = "quit"


# letter, English, French; the first of each is the one that help shows
WORDS: Final[dict[Command, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    Command.NEXT: ("n", ("next",), ("suivant", "suivante")),
    Command.LIST: ("l", ("list", "queue"), ("liste", "file")),
    Command.CARD: ("c", ("card", "case", "open"), ("fiche", "dossier", "ouvrir")),
    Command.APPROVE: ("a", ("approve",), ("approuver",)),
    Command.EDIT: ("e", ("edit",), ("modifier",)),
    Command.REJECT: ("r", ("reject",), ("rejeter",)),
    Command.KEEP: ("k", ("keep",), ("conserver", "garder")),
    Command.HIDE: ("h", ("hide",), ("masquer",)),
    Command.DELETE: ("z", ("delete",), ("supprimer",)),
    Command.WARN: ("i", ("warn",), ("avertir",)),
    Command.RESTRICT: ("j", ("restrict",), ("restreindre",)),
    Command.BAN: ("f", ("ban",), ("bannir",)),
    Command.CONFIRM: ("+", ("confirm",), ("confirmer",)),
    Command.DECLINE: ("-", ("decline",), ("refuser",)),
    Command.ESCALATE: ("t", ("escalate",), ("transmettre",)),
    Command.SNOOZE: ("s", ("snooze",), ("reporter",)),
    Command.RELEASE: ("g", ("release",), ("remettre", "libérer")),
    Command.UNDO: ("u", ("undo",), ("annuler",)),
    Command.ORIGINAL: ("o", ("original",), ("original", "texte")),
    Command.READ: ("#", ("read", "translate"), ("lire", "traduire")),
    Command.AUTHOR: ("w", ("who", "author"), ("qui", "auteur", "autrice")),
    Command.SETTLE: ("v", ("settle",), ("vérifier", "trancher")),
    Command.HAND_OFF: ("b", ("hand-off", "handoff"), ("manuelle", "main")),
    Command.POSTED: ("m", ("posted",), ("publié", "publiée")),
    Command.DROP: ("d", ("drop",), ("renoncer", "abandonner")),
    Command.APPEALS: ("=", ("appeals", "appeal"), ("contestations", "contestation")),
    Command.ENTER: ("@", ("enter",), ("saisir",)),
    Command.POSTS: ("p", ("posts",), ("publications", "officielles")),
    Command.CAMPAIGNS: ("%", ("campaigns", "campaign"), ("campagnes", "campagne")),
    Command.OFFICIAL: ("*", ("official",), ("officiel", "officielle")),
    Command.CORRECTIONS: ("&", ("corrections", "correction"), ("rectifications", "rectification")),
    Command.FACTS: ("!", ("facts", "fact"), ("faits", "fait")),
    Command.CLAIMS: ("~", ("claims", "claim"), ("affirmations", "affirmation")),
    Command.WITHDRAW: ("x", ("withdraw",), ("retirer",)),
    Command.RETRY: ("y", ("retry",), ("renvoyer",)),
    Command.HELP: ("?", ("help",), ("aide",)),
    Command.QUIT: ("q", ("quit", "exit"), ("quitter", "sortir")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command, and the number or language that was typed with it."""

    command: Command
    argument: str = ""


def read_command(line: str) -> Typed | None:
    """Return what was typed, None where it is none of our words; a number alone opens a case."""
    word, _, argument = " ".join(line.split()).partition(" ")
    if word.isdecimal() and not argument:
        return Typed(command=Command.CARD, argument=word)
    command = _BY_WORD.get(folded(word))
    return None if command is None else Typed(command=command, argument=argument)


def read_yes(line: str) -> bool | None:
    """Return what a yes or no means in either language, None where it is neither."""
    return _ANSWERS.get(folded(line.strip()))


def folded(word: str) -> str:
    """Return a word as it is compared: capitals and accents make no difference."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


_BY_WORD: Final = {
    folded(word): command
    for command, (letter, english, french) in WORDS.items()
    for word in (letter, *english, *french)
}
_ANSWERS: Final = {
    "y": True, "yes": True, "o": True, "oui": True,
    "n": False, "no": False, "non": False,
}  # fmt: skip
