# ruff: noqa: E501 # tables and regular expressions read better whole
"""Figures of speech: surroundings in which a phrase of a lexicon of harm says something harmless.

Looked at for phrases only; `harmsenses` reads single words.
"""

from typing import Final

from policies.latepattern import late

_PART: Final = late(r"-\d+$")  # a long list is cut into parts
_ALL: Final = frozenset(("threats", "intimidation", "violence", "self_harm", "emergency"))

# lexicon.term -> (what stands right before, what follows)
_FIGURES: Final = {
    "threats.dead-man": (None, late(r" (?:wrong|right|tired|set|serious|on\b|to me|last|broke|in the water|sure|certain|center|against|at chess|link)")),
    "threats.kys": (late(r"\b(?:not|n't|never|to) $"), late(r" (?:laughing|over it|working|trying|for)")),
    "threats.get-hurt": (late(r"\b(?:worried|afraid|fear|scared|hope nobody|before|concerned|if)\b[\w ]{0,20}$"), None),
    "intimidation.ou-tu-habites": (None, late(r" (?:aux (?:prochaines )?(?:elections|urnes)|au (?:(?:prochain )?scrutin|comptoir|kiosque)|pour (?:ma|mon|deposer|remettre)|en (?:votant|lisant))|(?<=faire payer) (?:mes|mon|nos|ma|les? (?:frais|interets?|timbres?|stationnement)|des (?:frais|interets)|par (?:cheque|mon)|en cour|devant)\b")),
    "intimidation.veiled-en": (None, late(r"(?<=pay) (?:my|our|back|the (?:fees|interest|postage|costs|filing)|for my (?:parking|time|fees|costs))\b|(?<=of you) (?:students|seniors|applicants|at the counter|in (?:january|february|march|april|may|june|july|august|september|october|november|december))\b")),
    "self_harm.kill-myself": (late(r"\b(?:did not|didn't|almost|nearly|to not|without|practically) $"), late(r" (?:insurance|laughing|working|out\b|off\b|up\b|some slack|short|at work|at the gym|on the (?:job|ice|stairs)|while (?:working|playing|shovell?ing|lifting)|playing|shaving|from the (?:list|insurance|plan)|a (?:cheque|check|break|deal))")),
    "self_harm.want-to-die": (None, late(r" (?:of (?:shame|laughter|embarrassment|cringe|boredom)|laughing|(?:in|at|on|near|far|close)\b(?! (?:this (?:world|life|pain|body)|pain|fear|misery|hell|agony|a world))|with (?:my|roommates|a|parents|him|her|them)\b|with(?:out)? (?:roommates|parents)|alone\b|off\b|here\b(?! (?:any|[.!])|[.!]|$)|there\b|(?:to|with) (?:school|the program|this (?:application|form|program|course)|your|my (?:studies|program)))")),
    "self_harm.goodbye": (None, late(r"(?:(?<=live)|(?<=living)|(?<=alive)|(?<=here)|(?<=exist)|(?<=life)|(?<=anymore)|(?<=go on)) (?:of (?:shame|laughter|embarrassment|cringe|boredom)|laughing|(?:in|at|on|near|far|close)\b(?! (?:this (?:world|life|pain|body)|pain|fear|misery|hell|agony|a world))|with (?:my|roommates|a|parents|him|her|them)\b|with(?:out)? (?:roommates|parents)|alone\b|off\b|here\b(?! (?:any|[.!])|[.!]|$)|there\b|(?:to|with) (?:school|the program|this (?:application|form|program|course)|your|my (?:studies|program)))")),
    "self_harm.kms": (late(r"(?:\d|\b(?:how many|many|of|per|the|few|hundred|thousand|in|several|for|those|extra|more)) ?$"), late(r" (?:from|away|may|to|driven|per|of|away|each|round|one way|and|north|south|east|west|par|de|an?|can|every|in|on)\b")),
    "self_harm.adieu": (None, late(r" (?:les (?:cheveux|ongles|legumes)|du monde|la parole|au travail|en (?:cuisinant|tranchant|travaillant|residence)|chez|avec (?:mes|mon|ma) (?:parents|coloc|famille)|(?:a|au|en) (?:ottawa|montreal|quebec|canada|residence))|(?:(?<=continuer)|(?<=rester)|(?<=en finir)) (?:avec )?(?:cette (?!vie)|mes (?!jours)|ma (?!vie)|la (?!vie)|a (?!vivre|exister|me )|(?:ce|cet|mon|le|les|au|dans|ainsi|votre|vos)\b|d')")),
    "self_harm.me-tuer": (late(r"\b(?:va|vont|allez|vas|ca|veut|veulent|cherche a|essaie de|essaye de|menace de|a failli|ont failli|a essaye de|venait|voulait|allait|pourrait|pourraient) $"), late(r" (?:a (?:l'ouvrage|la tache|vous|te|lui|leur|le dire|repeter|expliquer|travailler|essayer|chercher|comprendre)|au (?:travail|boulot)|avec (?:ce|cet|cette (?!vie)|la (?:demande|paperasse)|ma (?:demande|session)|mon|mes (?!jours)|votre|vos|le|les)\b|de (?:rire|travail)|en (?:vain|attendant))")),
    "self_harm.veux-mourir": (None, late(r" (?:de (?:rire|honte|faim|soif|chaud|gene|plaisir|vieillesse)|d'(?:ennui|impatience)|(?:a|au|en|chez|sur|pres|loin|seule?|ensemble|ici|avec (?:mes|mon|ma|des|un|une)|dans (?:le|un|une|mon|ma|les|cette ville))\b(?! (?:mort|terre)\b))")),
    "intimidation.where-you-live": (late(r"\b(?:glad|happy|so|help you,?) $"), late(r" (?:at the (?:polls|ballot|next)|in the (?:next )?election|next election|matters|is (?:beautiful|nice)|,? (?:we'll|i'll) send|online|on (?:facebook|linkedin|the map|the website|google)|a (?:good|great|new)|soon enough at the)")),
}  # fmt: skip


def is_figure(lexicon: str, term: str, text: str, start: int, end: int) -> bool:
    """Whether a phrase of the plain view is a mere figure of speech where it stands."""
    if lexicon not in _ALL:
        return False
    pair = _FIGURES.get(f"{lexicon}.{_PART.sub('', term)}")
    if pair is None:
        return False
    before, after = pair
    if before is not None and before.search(text[max(0, start - 40) : start]):
        return True
    return after is not None and after.match(text, end) is not None
