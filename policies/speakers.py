# ruff: noqa: E501 # tables and regular expressions read better whole
"""Who speaks, as far as the message itself says: no profile is kept or looked up."""

import re
from typing import Final

from policies.screening_values import Speaker
from policies.views import Span

_PATTERNS: Final = (
    (
        Speaker.MEDIA,
        re.compile(
            r"\b(?:i'm|i am|this is|we're|we are|my name is [a-z' -]{2,40}(?:,| and) (?:i'm|i am))[^.!?\n]{0,40}?\b(?:a |an |the )?(?:[a-z]+ ){0,2}"
            r"(?:reporter|journalist|correspondent|news producer|news editor|columnist|broadcaster)\b"
            r"|\b(?:reporter|journalist|correspondent|producer|columnist|editor) (?:with|at|for|from) (?:the )?[a-z]"
            r"|\b(?:media (?:request|inquiry|enquiry|query)|for (?:a|my) (?:story|article|news story)|request(?:ing)? (?:a )?comment for (?:publication|a story)|(?:my|our) deadline is|press inquiry|on background or on the record)\b"
            r"|\bjournaliste(?:s)? (?:a|au|aux|chez|pour|de|du|pigiste|independante?)\b|\b(?:je suis|ici) [^.!?\n]{0,40}?\b(?:journaliste|reporter|chroniqueuse?|chroniqueur|recherchiste)\b"
            r"|\b(?:demande (?:media|des medias|d'entrevue)|pour un (?:article|reportage)|heure de tombee)\b"
        ),
    ),
    (
        Speaker.CANDIDATE,
        re.compile(
            r"\b(?:as (?:a|the|your) (?:[a-z]+ ){0,2}candidate (?:for|in|of) (?!a |an |my |the (?:degree|program))|i(?:'m| am) (?:running for|(?:a|the)(?: [a-z]+)? candidate (?:for|in|of) (?!a |an |my |the (?:degree|program)))"
            r"|(?:en tant que|comme|je suis|a titre de) (?:la |le |une? |votre )?candidate? (?:aux elections|a l'election|a la mairie|dans (?:la circonscription|[a-z]+-)|pour (?:le|la|les) (?:parti|bloc|npd|liberaux|conservateurs|verts)|du (?:parti|bloc|npd)|conservat|liberal|neodemocrate)|je me presente (?:aux elections|dans la circonscription|comme depute))"
        ),
    ),
    (
        Speaker.ELECTED,
        re.compile(
            r"\b(?:(?:as|i am|i'm) (?:the|your|an?|a local) (?:[a-z]+ )?(?:mp|mpp|mla|mna|senator|member of parliament|city councillor|councillor|mayor)\b(?!')"
            r"|(?<!our )(?<!my )(?<!your )(?<!the )(?<!local )\b(?:member of parliament|mp|senator) for [a-z]|i work (?:in|at|for) (?:the |an? )?(?:constituency |mp's |riding )?office of|i work (?:in|at|for) (?:the |an? |our )?(?:constituency office|mp's office)|mp's office (?:would like|is asking|asks|requests|needs|wants)|(?:from the|with the|this is the) office of (?:the )?(?:mp|member of parliament|senator)"
            r"|deputee? (?:de|du|des|d'|federale?|provinciale?)|(?:en tant que|comme|je suis) (?:la |le |une? |votre )?(?:deputee?|senatrice|senateur|mairesse|maire|conseillere? municipale?)\b"
            r"|je travaille (?:au|dans un|pour le) bureau (?:de circonscription|d[eu] (?:la |le |notre )?depute)|bureau d[eu] (?:la |le |notre )?deputee? (?:aimerait|souhaite|voudrait|demande)|(?:du|ici le|pour le) (?:bureau|cabinet) d[eu] (?:la |le )?(?:deputee?|senatrice|senateur))"
        ),
    ),
    (
        Speaker.STAFF,
        re.compile(
            r"\b(?:i work (?:for|at) (?:learner support canada|lsc|this (?:department|agency|program))|as an employee of (?:this|the) (?:department|agency)"
            r"|je travaille (?:pour|a|chez) (?:soutien aux apprenants canada|sac\b|ce ministere|cette agence|ce programme)|employee? de (?:ce ministere|cette agence))"
        ),
    ),
    (
        Speaker.OFFICIAL,
        re.compile(
            r"\b(?:(?:on behalf of|i am with|i'm with|this is) (?:the )?(?:rcmp|police|embassy|consulate|ombuds(?:man|person)?|office of the (?:auditor general|commissioner|privacy commissioner|ombudsman)|information commissioner)"
            r"|(?:au nom de|je suis (?:de|du|a)) (?:la |le |l')?(?:grc|police|ambassade|consulat|ombudsman|commissariat|bureau du verificateur))"
        ),
    ),
)
# every pattern holds one of these: most messages are left alone after one search
_ANY: Final = re.compile(
    r"reporter|journalis|correspondent|producer|editor|columnist|broadcaster|media|stor|article|deadline|press|background|chroniqueu|recherchiste|entrevue|reportage|tombee"
    r"|candidat|running for|elections|circonscription|depute|\bmp|\bml|\bmn|senat|member of|councillor|mayor|mair|conseiller"
    r"|work|employ|travaille|behalf|with|this is|au nom|je suis"
)


def find_speaker(plain: str) -> tuple[Speaker, Span | None]:
    """Return who speaks and the words of the plain view that say so."""
    if not _ANY.search(plain):
        return Speaker.PUBLIC, None
    for speaker, pattern in _PATTERNS:
        match = pattern.search(plain)
        if match:
            return speaker, match.span()
    return Speaker.PUBLIC, None
