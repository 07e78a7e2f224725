"""Words that say which of the two official languages a text is in."""

import re
from typing import Final

LETTERS: Final = re.compile(r"[^\W\d_]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words and short set phrases that, alone, say which of the two languages a person writes.
_SHORT: Final = {
    "en": _words(
        """
        agreed and are awesome awful bad congratulations disgusting done false good
        great hello help hey hi how is liar liars lies morning nice no nope not ok okay
        please sad shame shameful so sorry terrible thank thanks the true very way
        welcome well what when where who why wrong yep yes you
        """
    ),
    "fr": _words(
        """
        affreux aide beaucoup bien bienvenue bon bonjour bonne bonsoir bravo c'est
        comment d'accord dégueulasse désolé désolée est et faux félicitations génial
        honte honteux journée la le les mauvais mensonge mensonges menteur menteurs
        merci non oui où pas pourquoi quand qui quoi salut stp super svp très vrai
        """
    ),
}
ALONE: Final = _words("no ok")  # shorter than MIN_LETTERS, yet telling

# Words of one language that neither the other nor Spanish, Italian or Portuguese has.
_TELLING: Final = {
    "en": _words(
        """
        about all and any are be because been being can could did does doesn don for
        from get had has have he how i if is isn it just know like make my need not of
        only our out please she should some still than that the their them then there
        they this up want was we were what when where which who why will with would you
        your
        """
    ),
    "fr": _words(
        """
        ai alors après au aussi aux avant avec avez avoir c'est ce ces cet cette chez
        comme dans des donc du elle elles est et fait ils j je les leur leurs ma mais
        mes mon même ne nos notre nous où pas peut plus pour pourquoi qu quand qui quoi
        sans sont sous suis sur tous tout toute très tu une vos votre vous était être
        """
    ),
}


def short_language(text: str) -> str:
    """Return the language of a lower-case text of known words only, else ""."""
    words = text.replace(",", " ").replace(".", " ").split()
    for lang, known in _SHORT.items():
        if words and all(word in known for word in words):
            return lang
    return ""


def telling_language(text: str) -> str:
    """Return the one language whose own words are in the text, "" for neither or both."""
    words = set(LETTERS.findall(text.lower()))
    found = [lang for lang, known in _TELLING.items() if not known.isdisjoint(words)]
    return found[0] if len(found) == 1 else ""


def both_languages(text: str) -> bool:
    """Whether a text says a good part of itself in each language, as in "Je veux apply but the"."""
    words = LETTERS.findall(text.lower())
    english = sum(word in _TELLING["en"] for word in words)
    french = sum(word in _TELLING["fr"] for word in words)
    fewer = min(english, french)
    return fewer >= 2 and fewer * 10 >= (english + french) * 3
