"""Words of Canada's French: « courriel », « fin de semaine », « exiger des intérêts »."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from translations.checks.findings import Finding, wording
from translations.checks.text import Pair
from translations.values import CANADA

_CHARGE: Final = "charge(?:r|s|z|nt|ait|aient|ons|ez|ra|ront)?"
_APPLY: Final = "appliqu(?:er|ez|e|ent|é|ons)"
_PROGRAM: Final = (
    "(?:prêt|bourse|emploi|poste|programme|aide|subvention|prestation|permis|carte|crédit)s?"
)
# what stands there -> what is said here; whole words, in any case; `s?` where a plural has one
_WORDS: Final = (
    ("e-?mails?|mails?", "courriel"),
    ("week-?ends?", "fin de semaine"),
    ("hashtags?", "mot-clic"),
    ("phishing", "hameçonnage"),
    ("spams?", "pourriel"),
    ("chats? en (?:ligne|direct)", "clavardage"),
    ("podcasts?", "balado"),
    ("smartphones?", "téléphone intelligent"),
    ("newsletters?", "infolettre"),
    ("fake news", "fausses nouvelles"),
    ("deadlines?", "date limite"),
    ("feedbacks?", "rétroaction"),
    ("webinars?", "webinaire"),
    ("followers?", "abonnés"),
    ("parkings?", "stationnement"),
    ("shopping", "magasinage"),
    ("cookies?", "témoin"),
    ("log-?ins?", "ouverture de session"),
    ("updates?", "mise à jour"),
    ("checkers?", "vérificateur"),
    ("cédules?", "horaire"),
    ("numéros? de sécurité sociale", "numéro d'assurance sociale"),
    (
        _CHARGE + " (?:pas |plus )?(?:des|les|un|de l['’]|aucun|d['’]) ?(?:intérêts?|frais|taux)",
        "exiger",
    ),
    (
        _APPLY + " (?:pour|à) (?:une?|l[ae]s?|des|l['’]|ce|cette|votre)(?= ?" + _PROGRAM + "\\b)",
        "présenter une demande de",
    ),
    ("appliqu(?:er|ez|e) pour", "présenter une demande de"),
    ("appliqu(?:er|ez) (?:en ligne|maintenant|ici|d['’]ici)", "présenter une demande"),
    ("formulaires? d['’]application", "formulaire de demande"),
    ("(?:faire|remplir|soumettre|présenter) (?:une |votre |son )?application pour", "demande"),
    ("faire application", "présenter une demande"),
    ("canceller|cancellé|cancellée|cancellation", "annuler"),
    ("à date(?=[.,;!?]|$)|jusqu['’]à date", "à ce jour"),
    ("payer attention", "faire attention"),
    ("sous l['’]impression que", "avoir l'impression que"),
    ("prendr?e?z? pour acquis", "tenir pour acquis"),
    ("support technique", "soutien technique"),
    ("supporter (?:votre|notre|la|sa|une) (?:demande|candidature)", "appuyer"),
    ("éligibles?", "admissible"),
    ("éligibilité", "admissibilité"),
    ("place d['’]affaires", "établissement"),
    ("en autant que", "pourvu que"),
    ("temps supplémentaire", "heures supplémentaires"),
    ("(?:au|sur le) meilleur de (?:ma|sa|notre|votre) connaissance", "autant que je sache"),
    ("retourner (?:un|votre|son|l['’]) ?appels?", "rappeler"),
    (
        "adresser (?:un|le|ce|la|cette|les|des|ces) (?:problème|question|enjeu|préoccupation)s?",
        "s'attaquer à",
    ),
)  # fmt: skip


# without one of these words there is nothing to find
_KEYS: Final = frozenset(
    "mail mails email emails weekend weekends week hashtag hashtags phishing spam spams chat chats"
    " podcast podcasts smartphone smartphones newsletter newsletters fake deadline deadlines"
    " feedback feedbacks webinar webinars follower followers parking parkings shopping cookie"
    " cookies login logins log update updates checker checkers cedule cedules securite application"
    " canceller cancelle cancellee cancellation date attention impression acquis technique"
    " eligible eligibles eligibilite affaires autant supplementaire connaissance retourner adresser"
    " supporter".split()
)
_STEMS: Final = ("charg", "appliqu")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w@#./-])(?:"
        + "|".join(f"(?P<w{n}>{words})" for n, (words, _) in enumerate(_WORDS))
        + r")(?![\w@-])",
        re.IGNORECASE,
    )


def check_usage(pair: Pair) -> Iterator[Finding]:
    """Find words that are not said so in Canada; each one once."""
    if pair.target.lang != "fr" or pair.region != CANADA:
        return
    if _KEYS.isdisjoint(pair.target.bag) and not any(stem in pair.target.folded for stem in _STEMS):
        return
    for match in _pattern().finditer(pair.target.text):
        name = match.lastgroup or "w0"
        yield wording("usage", pair, match.span(), _WORDS[int(name[1:])][1])
