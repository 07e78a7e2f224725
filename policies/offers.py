# ruff: noqa: E501 # tables and regular expressions read better whole
"""How scams and their victims write: offers of money, thanks to strangers; questions and warnings.

All of it looks at the plain view: lower case, without accents.
"""

from typing import Final

from policies.latepattern import late
from policies.views import Span

# each with a word that every match holds: most texts are left alone after these
_DEMANDS: Final = late(  # paid in what nobody can trace
    r"\b(?:pay|send|buy|purchase|payer|payez|envoyez|envoyer|achetez|acheter|donnez|reglez|regler)\b[^.!?\n]{0,40}"
    r"\b(?:gift ?cards?|itunes|google play|steam cards?|cartes?[- ]cadeaux?|bitcoins?|btc|usdt)\b"
)
_DEMAND_WORDS: Final = (
    "gift", "itunes", "google play", "steam", "cadeau", "bitcoin", "btc", "usdt",
)  # fmt: skip
_PAYMENTS: Final = (
    (
        ("transfer", "interac", "virement"),
        late(
            r"\b(?:return|send|pay|remit|refund|forward) (?:the |us |me |back |it )*(?:[$] ?)?[\w,.$ ]{0,30}(?:by|via|through|with) (?:an? )?(?:interac )?e-?transfers? to\b"
            r"|\b(?:retournez|envoyez|payez|remettez|remboursez|transferez)\b[\w,.$' ]{0,40} par virement(?: interac)? (?:a|au)\b"
        ),
    ),
    (
        ("$", "dollars"),
        late(
            r"\b(?:giv(?:e|ing)|send(?:ing)?|pay(?:ing)?) (?:out |away )?(?:\w+ )?[$] ?\d[\d,. ]* ?(?:each )?(?:to|for) (?:the first|any(?:one|body)|every(?:one|body)|whoever|\d+ (?:lucky )?people)"
            r"|\b(?:donne|offre|envoie|paie|verse)\w* (?:gratuitement )?\d[\d ]* ?(?:[$]|dollars) (?:a (?:tous|toutes|quiconque|chaque)|aux \d+ premi|aux premi)"
            r"|[$] ?\d[\d,.]*k? (?:\w+ ){0,2}?(?:became|turned into|grew to|to|into) [$] ?\d[\d,.]*k? (?:in|within) (?:just |only |less than |a |an |\d+ )+(?:hours?|days?|weeks?)"
            r"|\d[\d ]* ?[$] (?:\S+ ){0,2}?(?:devenus?|transformes? en|passe\w* a|rapporte\w*) (?:en )?\d[\d ]* ?[$] en (?:seulement |moins d[e'] ?)?(?:une|\d+) (?:heures?|jours?|semaines?)"
        ),
    ),
)
_OFFERS: Final = (
    (
        ("loan", "credit", "financing"),
        late(
            r"\b(?:we|i|our company|they)(?:'re| are| am)? (?:can |also |now |do |currently )?(?:offer(?:ing)?|giv(?:e|ing)|grant(?:ing)?|provid(?:e|ing)|lend(?:ing)?)s? (?:out )?"
            r"(?:(?:you|all|kinds?|types?|of|any|urgent|personal|private|business|affordable|low[- ]interest|student|instant|quick) ){0,4}(?:loans?|credit|financing)\b"
            r"|\bloans? (?:of up to|ranging|from \$|at [1-4] ?%)|\b(?:get|apply for) (?:a |an |your )?(?:\w+ ){0,2}loans? (?:today|now|here|in (?:\d+|minutes))"
        ),
    ),
    (
        ("pret", "credit", "financement", "argent"),
        late(
            r"\b(?:j'|je |nous |on )(?:vous |t')?(?:offr|octroi|octroy|accord|propos|fais|pret)\w* (?:(?:aussi|egalement|a tous|des|un|une|du|de l'|aux particuliers|entre particuliers|a toute personne) ?){0,4}(?:prets?|credits?|financements?|argent)\b"
            r"|\bprets? (?:allant|de \d[\d ]* ?(?:\$|euros?|dollars?) a|a (?:un )?taux|au taux|a [1-4] ?%|rapides? (?:de|a|en))|\bobten(?:ez|ir) (?:un |votre |vos )(?:pret|credit|financement)s? (?:en|rapidement|aujourd'hui|ici|des|vite)"
        ),
    ),
    (
        ("help",),
        late(
            r"\b(?:can |will |to )?help(?:s|ed|ing)? (?:you|people|students|everyone|me|us|my \w+) (?:to )?(?:get|claim|access|receive|secure|obtain|recover|earn|make)\b(?: \S+){0,4}? (?:grants?|loans?|refunds?|benefits|money|funds?|crypto|bitcoins?|profits?|\$\d)"
        ),
    ),
    (
        ("aid", "permis"),
        late(
            r"\b(?:aide|aidons|aidee|aident|permis) (?:(?:les|des|tous|toutes|vous|me|m') ?){0,2}(?:\w+ ){0,2}?(?:a|pour|de|d')\s?(?:obtenir|avoir|reclamer|recevoir|toucher|recuperer|gagner)\b(?: \S+){0,4}? (?:subventions?|prets?|bourses?|remboursements?|prestations?|argent|fonds|credits?|\d[\d ]*\$)"
        ),
    ),
    (
        ("grant", "money", "fund", "loan", "refund", "bonus", "profit", "payout"),
        late(
            r"\b(?:got|received|claimed|obtained|collected|withdrew) (?:my|our) (?:\S+ ){0,3}?(?:grant|money|funds?|loan|refund|bonus|profits?|payout|withdrawal)(?: of \S+)?(?: back)? (?:through|via|from|with the help of|thanks to|because of) (?:an? |the |this |my )?(?:agent|mr|mrs|ms|miss|him|her|dr|pastor|lady|man|woman|expert|coach|trader|company|platform|@)"
        ),
    ),
    (
        ("subvention", "pret", "bourse", "argent", "credit", "financement", "fonds"),
        late(
            r"\b(?:recu|obtenu|eu|touche|trouve|recupere|beneficie d[eu']|decroche) ?(?:(?:ma|mon|mes|un|une|sa|son|d'un|d'une|tout mon|le|la) )?(?:\S+ ){0,2}?(?:subvention|pret|bourse|argent|credit|financement|fonds)(?: \S+){0,5}? (?:grace a|par l'intermediaire d|aupres d|avec l'aide d|via|chez (?:un|une|ce|cette|m|mme|madame|monsieur))"
        ),
    ),
    (
        ("week", "day", "hour", "month"),
        late(
            r"\b(?:profits?|earn\w*|income|returns|mak(?:e|ing)|payouts?) (?:of |up to |over )?(?:[$£€] ?)?\d[\d,.]*k? ?(?:\$|usd|dollars?|pounds|%)? (?:\S+ ){0,2}?(?:every|each|per|a|within|in|daily|weekly)\b"
            r"|[$£€] ?\d[\d,.]*k?\+? ?(?:daily|weekly|every (?:day|week|\d+)|per (?:day|week|hour)|a (?:day|week)|within \d+|in (?:just |only )?\d+ (?:hours?|days?|weeks?|minutes))"
        ),
    ),
    (
        ("semaine", "jour", "heures", "mois"),
        late(
            r"\b(?:profits?|gagn\w+|gains?|revenus?|benefices?|rendement\w*|empoch\w+|fai(?:s|tes)) (?:de |d'|jusqu'a |plus de |entre )?\d[\d ,.]*k? ?(?:\$|euros?|dollars?|%) (?:\S+ ){0,2}?(?:par|chaque|en|tous les|toutes les)\b"
            r"|\d[\d ]* ?(?:\$|euros?|dollars?) (?:par (?:jour|semaine)|en (?:seulement )?\d+ (?:heures|jours|semaines|minutes)|chaque (?:jour|semaine))"
        ),
    ),
    (
        (
            "invest",
            "plac",
            "put in",
            "start",
            "deposit",
            "mis ",
            "depos",
            "commenc",
            " you $",
            "rapporte",
            "donnent",
        ),
        late(
            r"\b(?:put in|started with|start with|deposit(?:ed)?|invested) (?:just |only )?[$]? ?\d[^.!?\n]{0,40}?\b(?:took out|take out|withdr[ae]w|got|made|earned|received)\b[^.!?\n]{0,15}?\d"
            r"|\b(?:ai mis|investi|depose|commencez avec|commence avec) (?:seulement )?\d[^.!?\n]{0,40}?\b(?:retire|recu|gagne|touche|recevez|encaisse)\b[^.!?\n]{0,15}?\d"
            r"|[$] ?\d[\d,.]* (?:gets?|gives?|earns?) you [$] ?\d|\d[\d ]* ?[$] (?:vous |te )?(?:rapportent?|donnent?|deviennent) \d"
            r"|\binvest(?:ed|ing|is|i|ir|issez|ment|issement)?s? (?:\S+ ){0,3}?(?:[$£€] ?\d|\d[\d ,.]*(?:\$|usd|euros?|dollars?|btc|eth))|\b(?:place|placez) (?:seulement )?\d[\d ]* ?(?:\$|euros|dollars)"
        ),
    ),
    (
        ("loan", "debt", "pret", "dette"),
        late(
            r"\b(?:cleared|paid off|settled|erased|wiped|cancelled|got|regle|efface|rembourse|annule|obtenu|eu) (?:my|all my|mon|ma|mes|toutes mes|tout mon) (?:\w+ ){0,2}?(?:loans?|debts?|prets?|dettes?)(?: \w+){0,2}? (?:with (?:the )?help (?:of|from)|thanks to|through|grace a|avec l'aide d)"
        ),
    ),
    (
        ("recover", "recuper", "back"),
        late(
            r"\b(?:recovered (?:it all|everything|all of it|all my|my)|a (?:tout|toute? l'argent) recupere|tout recupere)\b|\b(?:recover(?:ed|ing|y)?|got|get) (?:\S+ ){0,3}?(?:lost|stolen|scammed|back)\b[^.!?\n]{0,60}\b(?:thanks to|with the help of|through|hacker|expert|@)"
            r"|\brecuper\w+ (?:\S+ ){0,4}?(?:argent|fonds|bitcoins?|economies|cryptos?)\b[^.!?\n]{0,60}(?:grace a|avec l'aide|expert|hacker|@)"
        ),
    ),
)

# whoever asks about a scam, tells of one or warns of it
_REPORT: Final = late(
    # questions
    r"\bis (?:it|this|that|he|she|the (?:text|e-?mail|message|link|site|caller|offer)[^.!?\n]{0,60}|the (?:\w+ ){1,2}(?:offer|text|e-?mail|message|job|prize|account|page|site|link)[^.!?\n]{0,60}|@\w+) (?:really |actually |truly |also )?(?:you|from you|yours|legit(?:imate)?|an? (?:scam|fraud|fake|real|legit\w*)|real|fake|safe|true|official|genuine)\b"
    r"|\bare (?:these|those|they) (?:really |actually )?(?:you|from you|legit(?:imate)?|scams?|real|fake|safe|yours|official)\b|\b(?:is|are|was) [^.!?\n]{2,90}(?:legit(?:imate)?|a scam|scams|for real|fake|fraud)[^.!?\n]{0,30}\?"
    r"|\b(?:scam|legit|real|fake|phishing|fraud|spam)\s?\?|\bhow (?:do|can|would|should|to) (?:i|we|you|one)? ?(?:report|tell|know|spot|recogni[sz]e|avoid)\b|\bdid you (?:really )?(?:send|text|call|e-?mail|write)|\bdo you (?:really |ever |actually )?(?:send|ask|text|call|e-?mail|require|use)\b|\b(?:does|do|would|will|can) (?:the )?(?:program|department|government|agency|cra|nslsc|service canada|nslsc)\b[^.!?\n]{0,40}\b(?:ask|send|call|text|e-?mail|use|accept|require)"
    r"|\bshould i (?:pay|click|answer|reply|trust|send|give|worry|believe)|\bcan i trust\b|\bwhat (?:should|do) i do\b"
    # telling
    r"|\b(?:i|we|my \w+(?: \w+)?|people|someone|somebody|they)(?:'ve| have| has| just| also| keep| keeps| recently| am| are| get| 've){0,2} (?:got|received|receive|get|getting|receiving|had|seen) (?:yet )?(?:an?|this|these|that|another|several|many|some|weird|strange|suspicious|fake|scam|lots of|multiple|two|three)\b[^.!?\n]{0,40}\b(?:texts?|sms|e-?mails?|calls?|messages?|letters?|phone ?calls?|voicemails?|dms?|robocalls?|offers?|ads?|notification|links?)\b"
    r"|\b(?:someone|somebody|a (?:man|woman|guy|person|caller|stranger|facebook \w+)|some (?:guy|man|woman|one)|people|he|she|they|scammers?|fraudsters?|the caller)\b[^.!?\n]{0,30}\b(?:called|calls|calling|texted|e-?mailed|messaged|contacted|phoned|asked|asks|asking|told|tried|trying|claims?|claimed|claiming|pretend\w*|wants|wanted|offer(?:ed|s)|sent|is (?:pretending|sending|asking)|demand\w*)\b"
    r"|\b(?:text|sms|e-?mail|message|caller|call|letter|site|website|page|account|ad|offer|they|he|she|that|who|which)s? (?:asks?|asked|asking|tells|telling|told|says|saying|said|claims?|claimed|claiming|wants|wanted|demand\w*|pretend\w*)\b"
    r"|\b(?:asked|asking|told|telling|wants|wanted) (?:me|us|people|him|her|my \w+|students) to\b|\b(?:pretend(?:s|ing)?|claim(?:s|ing)?) to be\b|\bimpersonat"
    r"|\b(?:i|we|my \w+|she|he)(?: was| were|'ve been| have been| has been| got| almost got| nearly got| just got) (?:\w+ )?(?:scammed|defrauded|phished|conned|tricked|swindled)|\bvictims? of (?:an? |this |identity )?(?:scam|fraud|phishing|theft)|\b(?:lost|stole|stolen)\b[^.!?\n]{0,40}\bscam"
    # warning
    r"|\b(?:beware|watch out|be careful|be aware|stay safe|heads up|warning|caution|psa|fyi)\b|\b(?:scam|fraud|phishing) (?:alert|warning|going around|attempt)s?|\b(?:do not|don't|never|dont|please don't|stop) (?:ever )?(?:click|pay|send|give|trust|answer|fall|reply|open|share|respond|buy|believe|engage)\b|\b(?:is|are|it's|its|that's|this is|was|'s|total|all) (?:an? |all |obvious(?:ly)? |another |definitely an? |clearly an? |just an? |probably an? )?(?:scams?|scammers?|fraud|frauds|fraudulent|phishing|fake|fakes|spam|bots?)\b"
    r"|\b(?:report|reported|reporting|block|remove|ban|delete)(?:ed|ing)? (?:this|these|that|those|the|it as|him|her|a|them|all)\b|\bscammers\b|\b(?:please )?(?:fight|stop|crack down on|do something about) (?:the |these |this )?(?:scam|spam|fraud)"
    # questions, in French
    r"|\best-(?:il|elle) (?:vraiment |bien )?(?:vraie?|legitime|serieuse?|fiable|reel(?:le)?|officiel(?:le)?|une? (?:arnaque|fraude|faux))\b|\best-ce (?:bien |vraiment |reellement )?(?:vous|vrai|legitime|une arnaque|une fraude|un faux|serieux|reel|officiel|normal|fiable|de l'hameconnage|que (?:c'est|ca vient|cela vient|vous|le gouvernement|l'arc|le programme|ce|cette|je (?:dois|peux|devrais)|quelqu'un))\b|\bc'est(?:-il| tu|-tu)? (?:bien |vraiment |reellement )?(?:vous|vrai|legit\w*|une arnaque|de l'arnaque|une fraude|un faux|fiable|serieux|de l'hameconnage|frauduleux)\b|\b(?:vrai|legitime|arnaque|fraude|fiable|serieux|hameconnage)\s?\?"
    r"|\b(?:vient|venait|viennent)(?:-il|-elle|-ils|-elles|-ca)? (?:bien |vraiment )?de (?:vous|chez vous|votre)|\bcomment (?:signaler|savoir|reconnaitre|eviter|denoncer|faire (?:pour|la difference)|se proteger|je peux signaler|puis-je signaler)\b|\b(?:envoyez|demandez|textez|appelez|ecrivez|utilisez|acceptez)-vous\b|\b(?:dois|devrais|puis)-je (?:payer|cliquer|repondre|faire confiance|envoyer|donner|m'inquieter)|\bque (?:dois-je )?faire\b"
    # telling, in French
    r"|\b(?:j'ai|j'avais|on a|nous avons|ma \w+ a|mon \w+ a|je viens de|plusieurs ont)(?: aussi| encore| deja)? ?(?:recu|recevoir|eu|vu) (?:un|une|ce|cet|cette|ces|plusieurs|des|deux|encore un|encore une)\b[^.!?\n]{0,40}\b(?:textos?|sms|courriels?|appels?|messages?|lettres?|alertes?|offres?|publicites?|annonces?|notification|liens?)\b"
    r"|\b(?:on|quelqu'un|un (?:homme|inconnu|individu|gars|type|monsieur|fraudeur|compte)|une (?:femme|dame|personne|inconnue)|des (?:gens|fraudeurs|inconnus|arnaqueurs)|il|elle|ils) (?:m'|me |nous |lui |t'|te |vous )(?:a|ont|demand\w*|dit|ecri\w*|appel\w*|text\w*|propos\w*|contact\w*|offr\w*|avait|avaient|veut|promet\w*)\b"
    r"|\b(?:texto|sms|courriel|message|appel|lettre|site|page|compte|publicite|annonce|offre|qui|il|elle|ils)s? (?:me |m'|nous |lui |vous |te |leur )?(?:demand\w+|dit|disait|disant|pretend\w*|affirm\w+|reclam\w+|exig\w+|annonc\w+)\b"
    r"|\b(?:se (?:fait|font|faisait|faisaient|faisant) passer pour|usurp\w+)\b|\b(?:je me suis|on s'est|elle s'est|il s'est|s'est|me suis|failli me|failli) ?(?:fait|faire|ete)? ?(?:arnaque\w*|frauder?|avoir|flouer?|escroque\w*)|\bvictimes? d'(?:une |un )?(?:arnaque|fraude|vol|hameconnage)|\b(?:perdu|vole)\b[^.!?\n]{0,40}\b(?:arnaque|fraude)"
    # warning, in French
    r"|\b(?:attention|mefiez-vous|mefie-toi|mefions-nous|soyez (?:prudent|vigilant)|prudence|prenez garde|gare) ?(?:a|au|aux|e|es|s|ts)?\b(?! !? ?offre)|\b(?:alerte|tentative)s? (?:a la |d'|de )?(?:fraude|arnaque|hameconnage)|\bne (?:\w+ )?(?:cliquez|donnez|envoyez|repondez|payez|faites|tombez|croyez|ouvrez|partagez|clique|donne|envoie)(?: \w+)? (?:pas|jamais|rien|surtout pas)\b|\b(?:c'est|ce sont|est|sont|etait|c'etait) (?:une? |des |de l'|clairement une |surement une |juste une |encore une |probablement une |evidemment une )?(?:arnaques?|fraudes?|arnaqueurs?|arnaqueuses?|fraudeurs?|faux|fausse|hameconnage|frauduleux|frauduleuse|pourriels?|robots?)\b"
    r"|\b(?:signal|denonc|bloqu|supprim|retir|bann)(?:er|ez|e|ons|ee|es)? (?:ce|cet|cette|ces|un|une|le|la|les|l')|\b(?:les |ces |des )(?:arnaqueurs|fraudeurs|arnaques|fraudes)\b"
)  # fmt: skip
_ASKED_TO: Final = late(
    r"\b(?:asked|asks|asking|told|tells|telling|wants?|wanted|said|says) (?:\S+ ){0,3}to (?:\S+ )?$|\b(?:demande\w*|dit|disait|disent|veut|voulait|veulent|propose\w*) (?:\S+ ){0,3}?(?:de |d'|que j'|que je )(?:l'|les |lui |le |la |me )?$"
    r"|\b(?:should|can|could|may|do|did|must) (?:i|we) $|\b(?:dois|puis|peux|pourrais)-je (?:vous )?$|\bi (?:tried|want|wanted|have|need|tried to|would like|was told) to $|\bhow (?:do|can) i $"
    r"|\b(?:i|we|i'd|i then|trying to|try to|unable to|able to|when you|if you|says?|said|saying|got|received|recue?s?|vue?s?|saw|dit|disent|disant|quand je|je|lorsque je|si je) (?:that )?[:\"'“«]?\s*$"
)


def demands(text: str) -> list[Span]:
    """Return demands for gift cards, crypto money or transfers, and gifts of money to anybody."""
    found: list[Span] = []
    for words, pattern in ((_DEMAND_WORDS, _DEMANDS), *_PAYMENTS):
        if any(word in text for word in words):
            found += [match.span() for match in pattern.finditer(text)]
    return found


def offers(text: str) -> list[Span]:
    """Return offers of money, and thanks to whoever got it: no evidence by themselves."""
    found: list[Span] = []
    for words, pattern in _OFFERS:
        if any(word in text for word in words):
            found += [match.span() for match in pattern.finditer(text)]
    return found


def report(text: str) -> Span | None:
    """Return the words by which somebody asks about a scam, tells of one, or warns of it."""
    match = _REPORT.search(text)
    return match.span() if match else None


def is_told(text: str, start: int) -> bool:
    """Whether the call that begins at `start` is somebody else's: "he asked me to …"."""
    return _ASKED_TO.search(text, max(0, start - 60), start) is not None
