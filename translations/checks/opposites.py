"""Words that deny by themselves, and what says the opposite in the other language.

People put "unknown" or "prohibited" in many ways. So where nothing else is denied, such a word is
missed only where its opposite stands: "prohibited" and « permis », "without" and « avec ».
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_ENGLISH: Final = (
    ("without", "avec"),
    ("unable incapable", "capable capables peut peuvent pouvez pouvons"),
    ("impossible impossibility", "possible possibles peut peuvent pouvez"),
    (
        "prohibit prohibits prohibited prohibition forbid forbids forbidden unauthorized",
        "permis permise permet permettent autorise autorisee autorises peut pouvez peuvent",
    ),
    ("refuse refuses refused refusing refusal", "accepte acceptent accepter acceptez"),
    ("absence absent lack lacks lacked", "presence present presente presents"),
    ("insufficient insufficiently", "suffisant suffisante suffisants suffit suffisamment"),
    ("ineligible inadmissible", "admissible admissibles eligible eligibles"),
    ("disagree disagrees disagreed", "accord accepte acceptent"),
    ("seldom rarely", "souvent toujours frequemment"),
    ("unless", "si"),
    ("incomplete", "complet complete complets completes"),
    ("incorrect inaccurate", "correct correcte exact exacte exacts exactes"),
    ("invalid", "valide valides"),
    ("unpaid", "paye payee payes payees"),
    ("unlimited", "limite limitee limites limitees"),
    ("unlikely", "probable probables probablement"),
    ("unnecessary", "necessaire necessaires"),
    ("unfair unfairly", "juste justes equitable equitables"),
    ("unavailable inaccessible", "disponible disponibles accessible accessibles offert"),
    ("unacceptable", "acceptable acceptables"),
    ("unclear unsure", "clair claire clairs sur certain certaine"),
    ("unrelated", "lie liee lies liees"),
    ("unaware", "conscient consciente sait savent"),
    ("inconsistent", "compatible coherent coherente conforme"),
)
_FRENCH: Final = (
    ("sans", "with"),
    ("incapable incapables", "able can capable"),
    ("impossible impossibles impossibilite", "possible can"),
    (
        "interdit interdits interdite interdites interdire interdisent prohibe prohibee",
        "allow allows allowed permit permits permitted authorized authorised may can",
    ),
    ("refuse refuses refusee refusent refuser", "accept accepts accepted accepting"),
    ("absence absent absents absente", "presence present"),
    ("insuffisant insuffisante insuffisants", "sufficient sufficiently enough"),
    ("inadmissible inadmissibles ineligible ineligibles", "eligible admissible"),
    ("desaccord", "agree agrees agreed"),
    ("rarement", "often always frequently"),
    ("moins", "if"),
    ("incomplet incomplete incomplets incompletes", "complete"),
    ("incorrect incorrecte inexact inexacte inexacts inexactes", "correct accurate"),
    ("invalide invalides", "valid"),
    ("impaye impayes impayee impayees", "paid"),
    ("illimite illimitee illimites illimitees", "limited"),
    ("improbable improbables", "likely probable"),
    ("inutile inutiles", "useful necessary"),
    ("injuste injustes", "fair"),
    ("inaccessible inaccessibles", "accessible available"),
    ("inacceptable inacceptables", "acceptable"),
    ("incompatible incompatibles", "compatible"),
)


def _by_word(rows: tuple[tuple[str, str], ...]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType(
        {word: frozenset(opposite.split()) for words, opposite in rows for word in words.split()}
    )


OPPOSITES: Final[Mapping[str, Mapping[str, frozenset[str]]]] = MappingProxyType(
    {"en": _by_word(_ENGLISH), "fr": _by_word(_FRENCH)}
)
