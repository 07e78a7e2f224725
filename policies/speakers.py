# ruff: noqa: E501 # tables and regular expressions read better whole
"""Who speaks, as far as the message itself says: no profile is kept or looked up.

Only what people say of themselves counts: who writes to an elected person is none. `STEMS` says which
pieces of words a pattern cannot do without, so that most messages cost one look.
"""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from policies.screening_values import Speaker
from policies.views import Span

_NOT_SELF: Final = r"(?!(?:not|never|no|isn't|studying|former|formerly|retired|ex|past|training|hoping|going|want|wanting|married|talking|speaking with|waiting|constituent|supporter|voter|fan|critic|friend|daughter|son|wife|husband|student|asking|calling my|calling our|writing to|contacting|angry|sure|glad|happy|disappointed|like|told|reading|why|what|how|that|because|when|who)\b)"
_GAP: Final = rf"(?:{_NOT_SELF}[\w'’.-]+,? ){{0,5}}?"
_SELF: Final = rf"\b(?:i'm|i am|im|we're|we are|this is|(?:speaking|writing|here|reaching out) as|my name is [a-z' .-]{{2,40}}?(?:,| and|\.)? (?:and )?(?:i'm|i am|from)) {_GAP}"
_LONE: Final = r"(?<!our )(?<!my )(?<!your )(?<!the )(?<!local )(?<!an )(?<!\ba )(?<!\bto )(?<!\bby )(?<!told )(?<!write )(?<!wrote )(?<!call )(?<!contact )(?<!new )(?<!former )(?<!that )(?<!this )(?<!any )(?<!every )(?<!their )(?<!his )(?<!her )(?<!each )(?<!which )"
_NO_VERB: Final = r"(?! (?:[\w'-]+ ){0,4}?(?:said|says|announced|promised|promises|has|had|did|does|will|would|knows|should|stated|explained|told|claims|claimed|mentioned|confirmed|pointed|wrote|is|was|tweeted|put)\b)"
_PRESS: Final = r"(?:reporter|journalist|correspondent|news producer|news editor|columnist|broadcaster|news anchor|photojournalist|podcast host|radio host|tv host|newsreader|producer (?:with|at|for|from)|editor (?:with|at|for|from|in chief)|researcher (?:with|at|for) (?:the )?(?:show|programme?|news\w*|cbc|ctv|global))"
_MEDIA: Final = (
    rf"{_SELF}{_PRESS}\b(?! (?:student|program|degree|school|called|who))"
    rf"|\bas an? (?:[a-z]+ )?(?:{_PRESS})\b(?! (?:student|program|degree|school|said|would))"
    rf"|(?=reporter|journalist|correspondent|columnist){_LONE}\b(?:reporter|journalist|correspondent|columnist) (?:with|at|for|from|here at) (?:the )?[a-z]"
    r"|\b(?:media|press) (?:request|inquiry|enquiry|query|enquiries|inquiries)\b|\bfor (?:a|my|our|an|an upcoming) (?:story|article|news story|news piece|documentary|radio segment|tv segment)(?= (?:i|we|about|on|for (?:the|our)|that|in the|coming)\b| ?[.,!?]|$)(?! on (?:class|school))"
    r"|\b(?:request(?:ing)?|seeking|looking for|asking for|like) (?:a |an |your )?(?:comment|statement|reaction|interview)s? (?:for|from|on|with) (?:publication|a story|our story|my story|the (?:minister|record|department|deputy)|your (?:minister|spokesperson|director)|an article|tonight's|tomorrow's|air)\b"
    r"|\b(?:our|my) (?:filing|publication|print|broadcast|press) deadline\b|\bon background or on the record\b|\b(?:on deadline|deadline is [\w :.]{1,20}(?:for|and) (?:publication|print|air|broadcast|comment))\b|\b(?:spokesperson|minister|director) (?:be )?available for (?:an interview|comment)\b|\b(?:i'm|i am|we're|we are) (?:writing|working on|doing|preparing|producing) an? (?:\w+ )?(?:news story|documentary|article for (?:the|our)|story for (?:the|our)|investigation|exposé|expose|news article|news segment|segment for)\b(?! class| course| school)"
)
_MEDIA_FR: Final = (
    r"\b(?:je suis|j'suis|ici|nous sommes|je m'appelle [a-z' .-]{2,40}?(?:,| et)? (?:et )?(?:je suis|de)?|en tant que|a titre de|comme) (?:(?!(?:pas|plus|ancienne?|ex|etudiante?|retraitee?|d'accord|la fille|le fils|mariee?|contente?|decue?|fatiguee?)\b)[\w'’.-]+,? ){0,5}?(?:journalistes?|reporters?|chroniqueuse?s?|chroniqueur|recherchistes?|correspondante?|animateur (?:a|de)|animatrice (?:a|de)|realisateur|realisatrice|redacteur en chef|redactrice en chef|cheffe? de pupitre|photojournaliste|presentatrice|presentateur)\b(?! (?:a la retraite|m'a|vous))"
    r"|(?=journaliste)(?<!un )(?<!une )(?<!le )(?<!la )(?<!des )(?<!les )(?<!ce )(?<!cette )(?<!aux )(?<!du )(?<!votre )(?<!\bau )\bjournaliste(?:s)? (?:a|au|aux|chez|pour|de|du|pigiste|independante?|d'enquete)\b"
    r"|\b(?:demandes? (?:medias?|des medias|d'entrevues?|d'interview|de la presse)|question (?:de la presse|des medias)|pour (?:un|mon|notre) (?:article|reportage|documentaire|balado)(?! (?:de (?:classe|cours)|scolaire))|heure de tombee|(?:mon|notre) tombee|(?:je (?:prepare|travaille sur|fais|realise|redige)|nous (?:preparons|travaillons sur|realisons)) (?:sur )?(?:un|une) (?:article|reportage|documentaire|enquete|topo|chronique)(?: \w+)? (?:pour|sur|au sujet|a propos)|(?:obtenir|avoir|solliciter|aimerais|voudrais) (?:une |la )?(?:entrevue|reaction|declaration) (?:avec|de|du) (?:le|la|l'|un|une|votre|ministre|ministere)|porte-parole (?:est-elle|est-il|serait|disponible))\b"
)
_OFFICE: Final = r"(?:mp|mpp|mla|mna|mha|senator|member of parliament|parliamentarian|member of (?:the )?(?:provincial parliament|legislative assembly|national assembly|house of assembly|legislature)|(?:[a-z]+ )?councill?or|mayor|reeve|county warden|deputy mayor|band chief|grand chief|(?:school board |school )trustee|premier|alderman|alderwoman|parliamentary secretary|chief of (?:the )?[a-z' -]{2,30}(?:first nation|band|nation)|minister (?:of (?!religion|music|the gospel|god|worship)|for|responsible))"
_STAFFER: Final = r"(?:assistant|staffer|caseworker|case worker|chief of staff|communications director|press secretary|adviser|advisor|staff|constituency (?:assistant|manager|worker))"
_ELECTED: Final = (
    rf"\b(?:as|i am|i'm|im|(?:speaking|writing) as|my name is [a-z' .-]{{2,40}}?(?:,| and) (?:i am|i'm)) (?:(?:the|your|an?|a local|your local|one of your|an elected) )?(?:{_NOT_SELF}(?!(?:candidate|for|the|of)\b)[a-z-]+ ){{0,3}}?{_OFFICE}\b(?!'s\b)(?! (?:said|is|was|\w+ed)){_NO_VERB}"
    rf"|(?=m[pmlnea]|senator|city c){_LONE}\b(?:member of parliament|mp|mpp|mla|mna|mha|senator|city councillor|mayor) (?:for|of|representing) [a-z](?!he degree)"
    rf"|\bi (?:work|am calling|am writing|am reaching out|am contacting you) (?:in|at|for|from|on behalf of|as) (?:the |an? |our |my )?(?:[a-z]+ )?(?:constituency|riding|mp's|mla's|mpp's|mna's|senator's|mayor's|minister's|premier's|councillor's|ministerial|parliamentary|office of (?:the )?(?:hon\w*\.? )?(?:mp|mla|mpp|mna|member|senator|mayor|minister|councillor|premier))(?: (?:office|staff|team|assistant))?\b(?! of (?:education|health))"
    r"|\bi'm (?:calling|writing|reaching out) (?:from|on behalf of) (?:the |an? |our )?(?:constituency|mp's|mla's|mpp's|mna's|senator's|mayor's|minister's) office\b"
    r"|\b(?:constituency|mp's|mla's|mpp's|mna's|senator's) office (?:would like|is asking|asks|requests|needs|wants|here|is following|is inquiring|has (?:received|been)|is writing|is looking)"
    r"|\b(?:from the|with the|this is the|here at the|on behalf of the) (?:constituency |riding )?office of (?:the )?(?:hon(?:ou?rable)?\.? )?(?:mp|mla|mpp|mna|member of|senator|mayor|minister|councillor|premier)"
    rf"|\b(?:i'm|i am) (?:the |an? )?(?:[a-z]+ )?{_STAFFER} (?:to|for|of|in the office of|with) (?:the |an? |our |your )?(?:[a-z]+ )?(?:mp|mla|mpp|mna|senator|mayor|minister|member of|premier|councillor)\b"
    r"|\bon behalf of (?:a|one of (?:our|my)|my|several|our) constituents?\b|\b(?:one|some|many|several|a number|lots|two|dozens|hundreds) of (?:my|our) constituents\b|\b(?:my|our) constituents? (?:is|are|has|have|tell|tells|told|contact|ask|asks|wait|report|reports|keep|need|want|deserve|call|calls|write|cannot|can't|complain)\b|\bin my riding,? (?:students|people|constituents|many|we|i)\b(?! (?:live|vote))"
)
_OFFICE_FR: Final = r"(?:deputee?s?|senatrice|senateur|mairesse|maire|vice-presidente? de l'assemblee|conseillere? municipale?|conseiller municipal|conseillere? d'arrondissement|conseiller d'arrondissement|echevine?|prefete?|(?:le |la )?ministre (?:des?|du|responsable)(?! (?:culte|l'eglise))|cheff?e? (?:de bande|de la bande|du conseil de bande|de la (?:premiere )?nation|de ma communaute|de la communaute)|grande? cheffe?|grand chef|commissaire scolaire|premiere? ministre|secretaire parlementaire|elue? (?:municipale?|de|du|a)|conseillere? (?:de bande|au conseil de bande))"
_ELECTED_FR: Final = (
    rf"\b(?:en tant que|a titre de|en ma qualite de|en qualite de|je suis|j'suis|je vous (?:ecris|parle|contacte) (?:a titre de|en tant que|comme)) (?:la |le |l'|une? |votre |vice-|aussi )?(?:(?!(?:candidate?|fille|fils|pas|ancienne?|ex|etudiante?|contre|la|le|du|de|fachee?|decue?|contente?|d'accord|alle|allee|chez|avec)\b)[a-z]+ )?{_OFFICE_FR}\b(?! (?:de classe|d'ecole|n'a|a dit|ne fait))"
    r"|\bcomme (?:une? |votre )?(?:deputee?|senatrice|senateur|mairesse|maire|conseillere? municipale?|elue? municipale?) (?:de|du|des|d'|a|pour|federale?|provinciale?|je)\b|\bcomme (?:deputee?|senatrice|senateur|mairesse|maire|conseillere? municipale?|elue?)\b(?= ?,)"
    r"|(?=depute|senat|mairesse|conseill)(?<!la )(?<!le )(?<!ma )(?<!mon )(?<!notre )(?<!votre )(?<!une )(?<!un )(?<!les )(?<!\bau )(?<!du )(?<!des )(?<!nos )(?<!vos )(?<!leur )(?<!chaque )(?<!aux )(?<!ex-)(?<!ce )(?<!cette )\b(?:deputee? (?:de|du|des|d'|federale?|provinciale?|a l'assemblee|neodemocrate|liberale?|bloquiste|conservat)|senatrice (?:de|du)|senateur (?:de|du)|mairesse (?:de|du)|conseillere municipale (?:de|du|a))"
    r"|\bje (?:travaille|vous (?:ecris|appelle|contacte)) (?:au|du|dans un|dans le|pour le|a partir du|au nom du) (?:bureau|cabinet) (?:de circonscription|d[eu] (?:la |le |l'|notre |votre )?(?:deputee?|depute|senatrice|senateur|maire|mairesse|ministre))|\b(?:bureau|cabinet) d[eu] (?:la |le |notre )?(?:deputee?|ministre|senatrice|senateur|maire|mairesse) (?:aimerait|souhaite|voudrait|demande|desire|s'informe|a recu)|\b(?:du|ici le|pour le|au nom du) (?:bureau|cabinet) d[eu] (?:la |le |l')?(?:deputee?|depute|senatrice|senateur|ministre|maire|mairesse)\b(?! (?:m'a|on m'a|personne))"
    r"|\bbureau de circonscription (?:aimerait|souhaite|voudrait|demande|de [a-z-]+ (?:aimerait|demande|souhaite|a recu))|\b(?:adjointe?|attachee?|conseillere?|conseiller|directrice|directeur) (?:politique|parlementaire|de circonscription|de cabinet)\b(?= (?:de|du|d'|au|a|pour|chez))(?<!mon adjoint)"
    r"|\b(?:une? de|plusieurs de|certaine?s de|au nom d'une? de|au nom de|beaucoup de) mes (?:commettante?s?|concitoyens|concitoyennes|electeurs|electrices|citoyens|citoyennes)\b|\bmes (?:commettants|commettantes|concitoyens|concitoyennes|electeurs|electrices|citoyens|citoyennes) (?:me|attendent|demandent|se|ont|sont|n'ont|veulent|meritent|m'ecrivent)\b|\b(?:citoyens?|citoyennes?|etudiants?|etudiantes?|gens|familles) de ma circonscription\b"
)
_CANDIDATE: Final = (
    r"\b(?:as (?:a|the|your) (?:[a-z]+ ){0,2}?candidate (?:for|in|of)|i(?:'m| am) (?:proud to be )?(?:the|a|your) (?:[a-z]+ ){0,2}?candidate(?: for| in| of)|i(?:'m| am) your candidate) (?!(?:a |an |my |the |this )?(?:degree|program|programme|phd|doctorate|masters?|master's|ma\b|msc|mba|grant|loan|bursary|scholarship|admission|job|position|course|diploma|certificate|graduation|funding|licen[cs]e|the (?:job|position|degree|program)|teaching|practicum|nursing|internship|role|post|competition))[a-z]"
    r"|\bi(?:'m| am) (?:your|the) (?:[a-z]+ ){0,2}?candidate\b(?= ?[.,!]|$)|\bi(?:'m| am) (?:proudly |also |now |currently )?(?:running|standing) (?:for (?!(?:a |the |my )?(?:bus|train|cover|life|hours?|days?|weeks?|months?|class|student union|exercise|fun|charity|weeks|help|about|over)\b)|in (?:the|this|your) (?:[a-z]+ )?(?:election|by-election|riding|ward|race)|as (?:an? |the |your )?(?:[a-z]+ )?(?:candidate|independent))"
    r"|\b(?:en tant que|comme|je suis|j'suis|a titre de) (?:la |le |une? |votre )?(?:[a-z]+ )?candidate? (?:aux elections|aux prochaines|a l'election|a la mairie|au poste de (?:maire|mairesse|depute|conseill)|a la prefecture|a l'investiture|dans (?:la circonscription|le comte|[a-z]+-|votre)|pour (?:le|la|les) (?:parti|bloc|npd|liberaux|conservateurs|verts|ppc|coalition|caq|pq|plq|plc|pcc)|d[ue] (?:parti|bloc|npd|la caq|pq|ppc|plq|quebec solidaire)|conservat|liberal|neodemocrate|independante?|bloquiste|vert)"
    r"|\bje (?:me presente|suis en lice|brigue)(?: comme| a titre de)? ?(?:aux (?:prochaines )?elections|a l'election|a la mairie|a la prefecture|dans (?:la circonscription|le comte|votre|mon)|comme (?:depute|maire|mairesse|conseill|candidat)|deputee?|a titre de candidat|pour (?:le|la|les) (?:parti|bloc|npd|liberaux|conservateurs|verts|mairie)|au conseil municipal|la mairie|un poste de (?:depute|maire|conseill)|le poste de (?:depute|maire|mairesse|conseill)|contre (?:le|la) (?:maire|mairesse|depute))"
)
_OURS: Final = r"(?:learner support canada|lsc|(?:the )?canada learner support(?: program)?|this (?:department|agency|program|programme|office|call cent(?:re|er))|your (?:department|agency|call cent(?:re|er)|own (?:office|team|department)))"
_STAFF: Final = (
    rf"\bi(?:'ve| have)? (?:work|worked|am working|am employed) (?:for|at|in|with|here at) {_OURS}\b(?! (?:before|until|years ago|in \d{{4}}))|\bas an? (?:[a-z]+ )?(?:employee|agent|clerk|staff member) (?:of|at|in|with) {_OURS}|\b(?:i'm|i am|im) (?:an? |one of )?(?:[a-z]+ )?(?:employees?|agents?|clerks?|officers?|staff members?|managers?|caseworkers?|team leads?) (?:at|of|in|with|for|here at) {_OURS}|\b(?:i'm|i am|im) (?:one of your (?:own )?(?:employees|agents|clerks|staff)|(?:on|with|part of) (?:the|your) (?:[a-z]+ )?(?:staff|team) (?:at|of|in) {_OURS})"
    r"|\bje travaille (?:pour|a|au|chez|dans|ici,? (?:a|au|chez)) (?:soutien aux apprenants canada|sac\b|ce ministere|cette agence|ce programme|votre (?:ministere|agence|programme|centre d'appels)|ce bureau|ce centre d'appels|programme canadien de soutien|programme de soutien aux apprenants)|\b(?:employee?|agente?|commis|fonctionnaire|gestionnaire|preposee?) (?:de|a|au|dans|chez|du) (?:ce ministere|cette agence|ce programme|votre (?:ministere|agence|centre)|soutien aux apprenants|programme canadien de soutien|ce bureau)(?! (?:m'a|m'ont|ne|est|a dit|nous))|\bje suis (?:une? )?(?:de vos (?:employes|employees|agents|agentes|commis)|(?:employee?|agente?|commis) (?:de|a|au|chez|dans) (?:votre|ce|cette|soutien))"
)
_BODY: Final = r"(?:rcmp|police|opp\b|surete|embassy|high commission|consulate|ombuds(?:man|person)?|office of the (?:auditor general|commissioner|privacy commissioner|ombuds\w*|information commissioner|languages? commissioner|treasury)|information commissioner|privacy commissioner|auditor general|commissioner of official languages|official languages commissioner|human rights commission|(?:provincial |territorial )?(?:ministry|department|government) of (?!canada learner|liars|thieves|the day|idiots|clowns|incompetents|fools|crooks)[a-z]+|band council|band office|first nation|province of [a-z]+|territory of|city of [a-z]+|municipality of|statistics canada|service canada|canada revenue agency|cra\b|crown|attorney general|ministry)"
_OFFICIAL: Final = (
    rf"\b(?:on behalf of|i am with|i'm with|this is|(?:calling|writing|reaching out) (?:from|on behalf of)|i represent|we represent|representing) (?:the |our )?(?:[a-z]+ )?{_BODY}\b(?! (?:who|that|has|have|asked|told|called|said|a joke|not|scam|website))"
    rf"|\b(?:i'm|i am|this is) (?:an? |the )?(?:[a-z]+ )?(?:constable|detective|sergeant|inspector|consul|consul general|ambassador|police officer|investigator|ombudsman|ombudsperson|band administrator|commissioner|auditor|superintendent|diplomat|deputy minister|liaison officer|attache)\b (?:[a-z'-]+ )?(?:[a-z'-]+ )?(?:with|at|of|from|for|in) (?:the )?"
    r"|\b(?:au nom d[eu]|je suis (?:de|du|a|au|avec)|je represente|nous representons|je vous (?:ecris|appelle|contacte) (?:de|du|au nom d[eu]|a partir d[eu])|ici) (?:la |le |l'|les )?(?:grc|police|sq\b|surete|ambassade|consulat|haut-commissariat|ombudsman|protecteur du citoyen|commissariat|bureau du (?:verificateur|commissaire|protecteur)|verificateur general|verificatrice generale|commission des droits|conseil de bande|gouvernement d[eu]|province|ville de|municipalite|ministere (?:de|des|du)|service canada|statistique canada|agence du revenu|nation|premiere nation|procureur)\b(?! (?:m'a|m'ont|nous|a dit|vous|qui))"
    r"|\bje suis (?:la |le |l'|une? )?(?:agente? de (?:la )?(?:grc|police|paix)|enqueteu(?:r|se)|sergente?|gendarme|inspecteur|inspectrice|consule?|ambassadeur|ambassadrice|commissaire (?:a|aux|au)|verificateur|verificatrice|sous-ministre|attachee? d'ambassade|policiere?|policier)(?: [a-z'-]+)? (?:a|au|de|du|des|pour|aupres)\b(?! (?:la retraite))"
)

_PATTERNS: Final[Mapping[Speaker, str]] = MappingProxyType(
    {
        Speaker.MEDIA: f"{_MEDIA}|{_MEDIA_FR}",
        Speaker.CANDIDATE: _CANDIDATE,
        Speaker.ELECTED: f"{_ELECTED}|{_ELECTED_FR}",
        Speaker.STAFF: _STAFF,
        Speaker.OFFICIAL: _OFFICIAL,
    }
)  # the first that is found counts

# one of these stands in every text that the pattern of the kind finds
STEMS: Final[Mapping[Speaker, tuple[str, ...]]] = MappingProxyType(
    {
        Speaker.MEDIA: (
            "reporter", "journalis", "correspondent", "producer", "editor", "columnist", "broadcaster", "newsroom", "news producer",
            "news editor", "news anchor", "newsread", "news story", "news piece", "news segment", "news article", "podcast", "radio host", "tv host", "researcher",
            "media request", "media inq", "media enq", "media quer", "press inq", "press enq", "press request", "press quer",
            "press deadline", "a story", "my story", "our story", "story for", "an article", "my article", "our article", "documentar", "segment for", "radio segment", "tv segment",
            "upcoming ", "interview", "comment for", "comment on", "comment from", "comments f", "comments o", "statement f", "statement o", "statements", "reaction f",
            "reaction o", "reactions", "our deadline", "my deadline", "filing deadline", "publication deadline", "print deadline", "broadcast deadline",
            "on deadline", "deadline is", "on background", "available for", "investigation", "expose", "chroniqu", "recherchiste", "animat",
            "realisat", "redact", "cheffe de pup", "chef de pup", "presentat", "entrevue", "reportage", "balado", "tombee",
            "une enquete", "un topo", "un article", "mon article", "notre article", "demande media", "demandes media", "demande des media",
            "demande de la presse", "demandes de la presse", "des medias", "de la presse", "ir une reaction", "ir la reaction", "is une reaction", "is la reaction",
            "r une declaration", "r la declaration", "s une declaration", "s la declaration", "ir reaction", "ir declaration", "porte-parole",
        ),
        Speaker.CANDIDATE: ("candidat", "running", "standing", "je me presente", "en lice", "brigue"),
        Speaker.ELECTED: (
            " mp", "mp for", "mla", "mna", "mha", "senat", "member of", "parliament", "councill", "councilor",
            "mayor", "reeve", "warden", "chief", "trustee", "premier", "alder", "minister", "riding", "constituen",
            "depute", "mairesse", "maire", "conseiller", "echevin", "prefet", "ministre", "chef", "commissaire",
            "secretaire parl", "elu", "circonscription", "cabinet", "adjoint", "attache", "directeur de c", "directrice de c",
            "commettant", "concitoyen", "electeur", "electric", "mes citoyen", "l'assemblee",
        ),
        Speaker.STAFF: (
            "learner support", "lsc", "this department", "this agency", "this program", "this office", "this call cent",
            "your department", "your agency", "your call cent", "your own", "of your", "ce ministere", "cette agence", "ce programme",
            "votre ministere", "votre agence", "votre programme", "votre centre", "de vos", "soutien aux apprenants", "sac",
            "ce bureau", "ce centre", "canadien de soutien",
        ),
        Speaker.OFFICIAL: (
            "rcmp", "police", "opp", "surete", "embassy", "high commission", "consul", "ombuds", "office of the", "commission",
            "auditor", "ministry", "department of", "government of", "band council", "band office", "first nation", "province",
            "territory of", "city of", "municipal", "statistics", "service canada", "revenue agency", "cra", "crown",
            "attorney", "constable", "detective", "sergeant", "inspect", "ambassad", "investigator", "band admin", "superintendent",
            "diplomat", "deputy minister", "liaison", "attache", "grc", "sq", "ambassade", "protecteur", "commissa", "verificat",
            "conseil de bande", "gouvernement", "ville de", "ministere", "statistique", "agence du revenu", "nation", "procureur",
            "enqueteu", "sergent", "gendarme", "sous-ministre", "polici",
        ),
    }
)  # fmt: skip

_compiled: dict[Speaker, re.Pattern[str]] = {}


def find_speaker(
    plain: str, kinds: Collection[Speaker] = frozenset(Speaker)
) -> tuple[Speaker, Span | None]:
    """Return who speaks and the words of the plain view that say so.

    Args:
        plain: lower case, without accents.
        kinds: those whose stems stand in the text; the others are not looked for.
    """
    for speaker, source in _PATTERNS.items():
        if speaker not in kinds:
            continue
        pattern = _compiled.get(speaker)
        if pattern is None:
            pattern = _compiled[speaker] = re.compile(source)
        match = pattern.search(plain)
        if match:
            return speaker, match.span()
    return Speaker.PUBLIC, None
