# ruff: noqa: E501 # tables and regular expressions read better whole
"""Signs that the author may be a minor, as far as the message itself says: nothing is looked up.

Only what people say of themselves counts; a parent who writes about a child is no minor.
"""

from typing import Final

from policies.latepattern import late
from policies.views import Span

_AGE: Final = r"(?:[89]|1[0-7])"
_AGE_WORD: Final = r"(?:eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
_AGE_MOT: Final = r"(?:huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept)"
_I: Final = r"\b(?:i am|i'm|im)"
_SIGNS: Final = late(
    rf"{_I} (?:only |just |still )?{_AGE}(?: ?(?:years?[ -]old|yrs?[ -]old|y/?o)\b|(?=\s*(?:[.,;!?)]|$|and\b|but\b|so\b|f\b|m\b)))"
    rf"|{_I} (?:only |just |still )?{_AGE_WORD}(?: years?[ -]old\b|(?=\s*(?:[.,;!?)]|$|and\b|but\b)))|{_I} an? (?:{_AGE}|{_AGE_WORD})[ -]years?[ -]old\b|\bi(?:'ll be| will be| turn| am turning|'m turning) {_AGE} (?:next|this|in|on|tomorrow)\b(?! (?:in|to) (?:debt|line))"
    r"|\b(?:i am|i'm|im) (?:still )?(?:a minor|under ?age|under 18|not (?:yet )?(?:18|an adult)|younger than 18)\b(?! (?:in|at) )"
    r"|\b(?:i am|i'm|im) in (?:the )?(?:grade (?:[1-9]|1[01])|(?:[1-9]|1[01])(?:st|nd|rd|th) grade|middle school|junior high|secondary [1-4]|elementary school)\b"
    rf"|\bj'ai (?:seulement |juste |encore |rien que |a peine )?(?:{_AGE}|{_AGE_MOT}) ans\b(?! (?:d'|de |que |dans |comme |chez |a (?:mon|ce|payer|faire|rembourser)|pour rembourser))"
    rf"|\bj'aurai (?:bientot )?(?:{_AGE}) ans (?:en|dans|le|bientot|cette|la)\b|\bje suis (?:une? )?(?:jeune|fille|garcon|eleve|ado) de {_AGE} ans\b"
    r"|\bje suis (?:encore )?(?:une? )?mineure?\b(?! en )|\bje (?:ne )?suis pas (?:encore )?(?:majeure?|adulte)\b|\bj'ai pas (?:encore )?18 ans\b|\bje n'ai pas (?:encore )?18 ans\b|\bj'ai moins de 18 ans\b"
    r"|\bje suis (?:en (?:secondaire [1-4]|sec [1-4]|[1-4]e (?:annee du )?(?:secondaire|sec)|(?:[1-9]|1[01])e annee|(?:sixieme|cinquieme|quatrieme|troisieme) annee)|au primaire|(?:au|en) (?:college|cinquieme|quatrieme|troisieme|sixieme)(?= ?(?:[.,!]|$| en france)))\b"
)
# one of these stands in every text that has a sign
_AM: Final = ("i am", "i'm", "im", "only", "just", "still", "turn", "turning", "be")
_AGES: Final = (
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
)
_ANS: Final = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "sept")  # fmt: skip
STEMS: Final = (
    *(f"{am} {age}" for am in _AM for age in ("1", "8", "9", *_AGES)),
    *(f"{age} ans" for age in _ANS),
    "year old", "years old", "year-old", "years-old", "a minor", "underage", "under age", "under 18", "not yet 18", "not 18", "not an adult", "not yet an",
    "younger than 18", "grade", "middle school", "junior high", "secondary", "elementary", "mineur", "majeur", "adulte",
    "secondaire", "e annee", "primaire", "en sec ", "college", "cinquieme", "quatrieme", "troisieme", "sixieme",
)  # fmt: skip
_MINOR: Final = r"(?:minors?|child(?:ren)?|kids?|little (?:girls?|boys?)|(?:pre)?teens?|toddlers?|schoolgirls?|schoolboys?|underage (?:girls?|boys?|teens?)|young (?:girls?|boys?)|\d{1,2}[ -]years?[ -]olds?|underage|babies|infants?)"
_MINEUR: Final = r"(?:mineure?s?|enfants?|fillettes?|petites? filles?|petits? garcons?|jeunes filles|garconnets?|bebes?|preados?|ados?|adolescentes?|adolescents?|(?:filles?|garcons?) de (?:[3-9]|1[0-7]) ans)"
_ABUSE: Final = late(
    rf"\bchild porn(?:ography)?\b|\bkiddie porn\b|\bcsam\b|\b(?:cp|jailbait|preteen|underage|loli) (?:links?|pics?|videos?|vids?|porn|nudes?|collection|trade)\b|\b(?:nudes?|naked (?:pictures?|pics?|photos?|videos?)|nude (?:pictures?|pics?|photos?|videos?)|sex (?:tape|video)s?|porn|sexual (?:pictures?|photos?|videos?|content)|explicit (?:pictures?|photos?|videos?)|sexy (?:pictures?|pics?|photos?|videos?)) (?:of|with|from) (?:an? |the |some |my |his |her |your )?{_MINOR}\b"
    rf"|\b(?:sex|fuck) with (?:an? |the |some |your )?{_MINOR}\b|\b(?:attracted to|aroused by|turned on by|molest(?:ing)?|rape|raping|groom(?:ing)?|seduc(?:e|ing)) (?:an? |the |some |little |young |your |these |those )*{_MINOR}\b|\b{_MINOR} (?:porn|nudes?|for sex|sex videos?|escorts?)\b|\b(?:sell|buy|trade|share|send|selling|trading|sharing) (?:my |your |some )?(?:daughter|son|child|kid|children)(?:'s)? (?:nudes?|naked|for sex)"
    rf"|\bpornographie (?:juvenile|infantile|pedophile)\b|\bpedopornograph\w+|\b(?:porno?|nudes?|(?:photos?|images?|videos?|contenus?) (?:nues?|sexuelles?|sexuels?|intimes?|pornos?|pornographiques?|explicites?|osees?|sexy)) (?:d'|de |avec )(?:une? |des |la |sa |ma |ta |votre |petites? |jeunes )*{_MINEUR}\b"
    rf"|\b(?:sexe|relations sexuelles) avec (?:une? |des |les |ta |votre |sa )?{_MINEUR}\b|\b(?:coucher|baiser) avec (?:une? |des |les )?(?:mineure?s?|fillettes?|petites? filles?|petits? garcons?)\b|\b(?:attiree? par|excitee? par|agresser sexuellement|violer|seduire|leurrer) (?:une? |des |les |ta |votre |sa |ces )?{_MINEUR}\b|\b{_MINEUR} (?:nues?|nus|toutes? nues?)\b"
)
ABUSE_STEMS: Final = (
    "porn", "csam", "nude", "naked", "sex", "jailbait", "loli", "preteen", "underage", "cp ", "fuck with",
    "attracted to", "aroused", "turned on by", "molest", "rape", "raping", "groom", "seduc", "coucher avec", "baiser",
    "attire", "excite", "violer", "seduire", "leurrer", " nue", " nus", "intime", "osee",
)  # fmt: skip


def minor_signs(plain: str) -> list[Span]:
    """Return the words of the plain view in which the author says to be a minor."""
    return [match.span() for match in _SIGNS.finditer(plain)]


def abuse_terms(plain: str) -> list[Span]:
    """Return the words of the plain view for sexual material about minors."""
    return [match.span() for match in _ABUSE.finditer(plain)]
