# ruff: noqa: E501 # tables and regular expressions read better whole
"""Home details of somebody else, given or asked for: where they live, park, or send their children.

Details given count only beside somebody who is described as an employee, or whose name is protected; who
asks where to find an employee counts by itself.
"""

from typing import Final

from policies.latepattern import late
from policies.views import Span

_JOB: Final = r"(?:agents?|clerks?|officers?|employees?|managers?|directors?|supervisors?|caseworkers?|case workers?|receptionists?|minister|deputy minister|bureaucrats?|civil servants?|public servants?|staff|assessors?|representatives?|call cent(?:re|er) (?:lady|guy|woman|man)|staffers?|team leads?|inspectors?)"
_METIER: Final = r"(?:agente?s?|commis|employee?s?|fonctionnaires?|directeur|directrice|gestionnaires?|gerante?|superviseure?s?|receptionnistes?|preposee?s?|ministre|sous-ministre|patronn?e?|cheffe? d'equipe|conseillere?|bureaucrates?|personnel|prepose)"
_EMPLOYEE: Final = late(
    rf"\b(?:your|the|that|this|an?|one of your|those|these|our) (?:[\w'-]+ ){{0,3}}?{_JOB}\b|\b{_JOB} (?:named|called|[a-z]+ [a-z]\.)|\b(?:man|woman|guy|lady|person|idiot|bitch|bastard|jerk) (?:who|that|at the|from your|in your) (?:refused|denied|cut|rejected|took|handled|answered|hung|closed|lost|signed|counter|office|call|decided|runs|works (?:at|for|in) (?:your|the|this))"
    rf"|\b(?:votre|vos|le|la|les|l'|cet|cette|ces|ce|une?|une? de vos|notre) ?(?:[\w'-]+ ){{0,2}}?{_METIER}\b|\b(?:celui|celle|gars|femme|homme|dame|madame|monsieur|bonhomme|fille|niaiseuse|personne) (?:qui|du (?:comptoir|bureau)|au (?:comptoir|telephone)) (?:m'a|a (?:refuse|ferme|coupe|signe|traite|rejete|repondu)|travaille|repond|vous repond|dirige)"
)
_KIN: Final = late(
    r"\bmy (?:\w+ )?(?:mother|mom|father|dad|parents?|son|daughter|sister|brother|husband|wife|roommate|grandmother|grandfather|landlord|spouse|partner|kids?|child)\b"
    r"|\b(?:ma|mon|mes) (?:mere|pere|parents?|fils|fille|s(?:oe|œ)ur|frere|mari|femme|conjointe?|coloc|grand-mere|proprio|enfants?|chum|blonde)\b"
)
# between the job and what is told of its holder: nobody else begins to be spoken of
_STILL: Final = r"(?!(?:i|you|we|my|our|if|when|while|whether|because|since|as|and|or|but|so)\b)"
_ENCORE: Final = r"(?!(?:je|tu|vous|nous|on|ma|mon|mes|notre|nos|si|quand|lorsque|parce|car|comme|et|ou|mais|donc)\b|j')"
_SHE: Final = rf"(?:she|he|they|who|her|him|{_JOB}(?:,? {_STILL}[a-z'-]+){{0,3}}|[a-z]+ [a-z]\.,?)"
_ELLE: Final = rf"(?:elle|il|qui|lui|{_METIER}(?:,? {_ENCORE}[\w'-]+){{0,3}}|[a-z]+ [a-z]\.,?)"
_HIS: Final = r"(?:her|his|their|the (?:clerk|agent|officer|manager|director|supervisor|minister|employee)'s|(?!(?:someone|somebody|else|everyone|anyone|one|today|that|it|what|here|there|who|let|mom|dad|mother|father|friend|parent|child)'s)[a-z]+'s|this (?:clerk|agent|officer|manager|director|supervisor|person|woman|man)'s)"
_DETAIL: Final = r"(?:home address|address|house|home|apartment|condo|cottage|home phone|phone number|cell(?: ?phone)?(?: number)?|personal (?:number|phone|cell|e-?mail|address)|licen[cs]e plate|plate number|plate|car|truck|kids?'? (?:school|daycare)|children'?s? (?:school|daycare)|son'?s? school|daughter'?s? school|husband|wife|facebook|instagram|insta|facebook profile|profile|picture|photo|selfies?|work schedule|schedule|shift|personal details)"
_HOME: Final = late(
    rf"\b{_SHE} (?:[a-z]+ )?(?:lives?|resides?|is living|is renting|rents|owns a (?:house|condo|home))(?: alone)? (?:at|on|in|near|across|behind|next|with|just|over|around|above|beside|by|down)\b(?! (?:another (?:planet|world)|an? (?:ivory|bubble|dream|fantasy|different world|cave|parallel)|(?:canada|fear|denial|hope)\b|the (?:past|real world|clouds?|moon|stone age)|la[ -]la|cloud|mars|a rock))"
    rf"|\b{_SHE} (?:always |usually |often )?(?:parks?|drives? (?:an?|the|her|his)|shops? at|works out at|walks? (?:home|her dog|his dog)|jogs?|gets off (?:work|at \d|the bus)|leaves? (?:work|home|the office|the building)|finishes (?:work )?at|starts (?:work )?at|picks? up (?:her|his)|drops? (?:her|his) (?:kids?|children|son|daughter)|takes? the (?:bus|train|\d))\b"
    rf"|\b{_HIS} {_DETAIL} (?:is|are|at|=|on|in|here)\b|\b{_HIS} {_DETAIL} ?[:=]|\b(?:here is|here's|here are|this is|that's|look at|check(?: out)?|see|found|posting|attached|i have|i've got|link to|leaking|i got) {_HIS} {_DETAIL}\b"
    rf"|\b(?:her|his|their) (?:kids?|children|son|daughter|twins)(?: \w+)? (?:go(?:es)? to|attends?|is at|are at|study at|plays? (?:at|for))\b|\b(?:find|visit|see|wait for|catch|meet|go see|go find|say hi to|get|follow) (?:her|him|them) (?:at|outside|near|in front of) (?:her|his|their|home|work|the parking|the office|closing)\b"
    rf"|\b{_ELLE} (?:habite|demeure|reside|vit (?:au \d|a|sur|seule|dans (?!une bulle|un autre monde|la lune|le (?:deni|passe)))|loge (?:au|a|sur))\b|\b{_ELLE} reste (?:au \d|sur (?:la )?(?:rue|avenue|boul|le)|dans (?:le (?:quartier|bloc|secteur)|la (?:rue|maison)|un (?:bloc|appart|condo))|en face|a cote|juste|proche|pres d|au coin|a (?:laval|gatineau|longueuil|moncton|ottawa|quebec|montreal|sherbrooke))"
    rf"|\b{_ELLE} (?:se )?(?:stationne|conduit (?:une?|le|la)|roule en|chauffe (?:une?)|magasine|s'entraine|finit (?:a|de travailler)|sort (?:du bureau|du travail|a \d)|part (?:du bureau|a \d)|commence a \d|va (?:chercher|porter) (?:ses|son|sa)|prend (?:le|l') ?(?:bus|autobus|metro|train))\b"
    r"|\b(?:son|sa|ses|leur) (?:adresse|numero(?: (?:de (?:telephone|cell|cellulaire|maison)|personnel))?|cell(?:ulaire)?|maison|appart(?:ement)?|auto|char|voiture|camion|plaque(?: d'immatriculation)?|facebook|instagram|profil|photo|horaire|quart(?: de travail)?|courriel personnel|chalet)(?: \w+)? (?:est|c'est|sont|se trouve)\b|\b(?:son|sa|ses) (?:adresse|numero|cell(?:ulaire)?|plaque|facebook|profil|maison|horaire)(?: (?:personnel|perso|de telephone|a la maison))? ?[:=]"
    r"|\bses (?:enfants|flos|jumeaux) (?:vont|sont|frequentent|jouent)\b|\b(?:son fils|sa fille|son flo) (?:va|frequente|est a|joue)\b|\b(?:voici|v'la|voila|regardez|allez voir|j'ai trouve|je (?:vous )?partage|je publie|tenez,?|lien vers) (?:son |sa |ses |l'|le |la )(?:adresse|numero|cell(?:ulaire)?|facebook|instagram|profil|photo|maison|plaque|horaire|auto|char)\b(?! (?:de la page|du (?:programme|site|bureau|ministere)|d'assurance))"
    r"|\b(?:trouvez|attendez|allez|va|suivez|visitez|croisez|pognez)(?:-l[ae]s?| l[ae]s?)?(?: (?:voir|saluer|trouver|attendre|visiter|rencontrer|chercher))? (?:chez (?:elle|lui|eux)|a (?:sa|la) (?:maison|sortie)|dans le stationnement|devant (?:chez|sa))\b"
)
_SEEK: Final = late(
    rf"\b(?:any ?one|any ?body|some ?one|some ?body|who|who else|you guys|people|you)(?: here| else)?(?: knows?| have| has| got| gots| can| could| find| please| wanna| tell| me| us| to)* (?:where (?:she|he|they|(?:this|that|the|your) (?:\w+ )?{_JOB}|(?:this|that) (?:guy|woman|man|person|lady|bitch|idiot))(?: \w+){{0,3}}? (?:lives?|parks?|resides?|sleeps|hangs out)|{_HIS} (?:home address|home|house|personal (?:number|phone|e-?mail|address)|address|facebook|instagram|full name|last name|real name|licen[cs]e plate|plate|cell(?: ?phone)?(?: number)?|home phone|schedule))\b"
    rf"|\b(?:find|post|share|drop|leak|give (?:me|us)|publish|get|send (?:me|us)|need|want|looking for|spread|reveal|dig up|track down|know)(?: out)? (?:where (?:she|he|they|(?:this|that|your|the) {_JOB}|(?:this|that) (?:guy|woman|man|person|lady)) (?:lives?|parks?|sleeps)|(?:her|his|their|the (?:clerk|agent|officer|manager|director|supervisor|minister|employee)'s|this (?:clerk|agent|officer|manager|woman|man|person)'s) (?:home address|home|house|personal (?:number|phone|e-?mail|address|info\w*)|address|facebook|instagram|full name|last name|real name|licen[cs]e plate|home phone))\b"
    rf"|\bdoxx? (?:her|him|them|this|that|the|your|every|these|those)\b|\bgo (?:to|by) (?:her|his|the (?:clerk|agent|director|manager)'s) (?:house|home)\b|\bfind (?:her|him|them) at home\b|\b(?:protest|gather|meet|show up|rally|camp) (?:at|outside|in front of) (?:her|his|their|the (?:agent|clerk|minister|director|manager)'s) (?:home|house)\b"
    rf"|\b(?:qui|quelqu'un|y'a-tu quelqu'un qui|quelqu'une|vous|tu|personne|savez-vous|sais-tu|connaissez-vous)(?: ici| d'autre)?(?: a| sait| saurait| connait| connaitrait| connaissez| savez| aurait| a-t-il| peut| pourrait| trouver| me dire| nous dire| dire| donner| sais| connais)* (?:c'est )?(?:ou (?:elle|il|est-ce qu'elle|est-ce qu'il|c'est qu'elle|c'est qu'il|(?:cet|cette|ce|l'|le|la|votre) ?{_METIER}) (?:habite|reste|demeure|se stationne|vit)|ou (?:habite|reste|demeure|vit) (?:elle|il|(?:cet|cette|ce|l'|le|la|votre) ?{_METIER})|(?:son|sa) (?:adresse|numero (?:personnel|de (?:cell|maison))|cell(?:ulaire)?|facebook|instagram|profil|nom (?:complet|de famille)|vrai nom|plaque|horaire)|l'adresse (?:de (?:cet|cette|la|l'|votre) ?|du ?){_METIER})\b"
    rf"|\b(?:trouve[rz]?|donne[rz]?|partage[rz]?|publie[rz]?|mette[zr]|mettre|envoye[rz]|diffuse[rz]?|cherche|veux|sortez|je cherche|on cherche|decouvrir|savoir|faites circuler)(?:-moi|-nous| moi| nous)? (?:ou (?:elle|il|(?:cet|cette|l'|le|la|votre) ?{_METIER}) (?:habite|reste|demeure|se stationne)|(?:son|sa) (?:adresse|numero (?:personnel|de (?:cell|maison))|facebook|nom (?:complet|de famille)|vrai nom|photo|plaque)|l'adresse (?:de (?:cet|cette|la|l'|votre) ?|du ?){_METIER})\b"
    r"|\b(?:doxxe[rz]?|doxe[rz]?)\b|\btrouvez-l[ae] chez (?:elle|lui)\b|\bmanifest\w+ (?:devant (?:chez|sa maison)|a sa maison|chez (?:elle|lui))\b"
)
# one of these stands in every text that a pattern finds
_DETAIL_STEMS: Final = (
    "home", "address", "house", "personal", "facebook", "instagram", "full name", "last name", "real name", "licen", "plate",
    "cell", "schedule",
)  # fmt: skip
_DETAIL_STEMS_FR: Final = (
    "son adresse", "sa plaque", "sa maison", "sa photo", "son numero", "son cell", "son facebook", "son instagram", "son profil",
    "son horaire", "chez elle", "chez lui", "chez eux",
)  # fmt: skip
SEEK_STEMS: Final = (
    *(f"where {who}" for who in ("she ", "he ", "they ", "this ", "that ", "the ", "your ")),
    *(f"{whose} {what}" for whose in ("her", "his", "their", "'s") for what in _DETAIL_STEMS),
    "dox", "find her at home", "find him at home", "find them at home", *_DETAIL_STEMS_FR, "son nom", "son vrai nom",
    *(f"ou {who}" for who in ("elle", "il ", "est-ce qu", "c'est qu", "cet", "ce ", "l'", "le ", "la ", "votre", "habite", "reste", "demeure", "vit ")),
    "l'adresse d",
)  # fmt: skip
HOME_STEMS: Final = (
    *(f"{whose} {what}" for whose in ("her", "his", "their", "'s") for what in (
        *_DETAIL_STEMS, "apartment", "condo", "cottage", "phone", "car", "truck", "kid", "child", "son", "daughter", "husband", "wife",
        "insta", "profile", "picture", "photo", "selfie", "work", "shift", "twins",
    )),
    "lives", " live ", "resides", "is living", "is renting", " rents", "owns a", "parks", "drive", "shops at", "works out at", "walks ",
    "walk home", "jogs", "gets off", "leaves ", "leave home", "leave the ", "leave work", "finishes", "starts at", "starts work",
    "picks up", "pick up", "drops ", "drop ", "takes the ", "take the ",
    *(f"{verb} {who}" for verb in ("find", "visit", "see", "wait for", "catch", "meet", "say hi to", "get", "follow") for who in ("her", "him", "them")),
    "habite", "demeure", "reside", "elle vit", "il vit", "qui vit", " vit ", "loge a", "loge s", "reste au ", "reste sur", "reste dans", "reste en face",
    "reste a ", "reste juste", "reste proche", "reste pres", "stationne", "conduit", "roule en", "chauffe", "magasine", "s'entraine",
    "finit", "sort du", "sort a ", "part du", "part a ", "commence a ", "va chercher", "va porter", "prend le", "prend l'", *_DETAIL_STEMS_FR,
    "son auto", "son char", "son appart", "sa voiture", "son camion", "son quart", "son courriel", "son chalet", "ses enfants",
    "ses flos", "ses jumeaux", "son fils", "sa fille", "son flo", "l'adresse", "le facebook", "le profil", "a sa maison", "a la maison",
    "a sa sortie", "a la sortie", "dans le stationnement", "devant chez", "devant sa", "la photo", "le numero", "la plaque",
    "la maison", "l'horaire", "l'auto", "le char", "le cell",
)  # fmt: skip
EMPLOYEE_STEMS: Final = (
    "agent", "clerk", "officer", "employee", "manager", "director", "supervisor", "case worker", "caseworker", "reception", "minister", "bureaucrat",
    "servant", "staff", "assessor", "representative", "call cent", "team lead", "inspector",
    *(f"{who} {then}" for who in ("man", "guy", "lady", "person", "idiot", "bitch", "bastard", "jerk") for then in ("who", "that", "at the", "from your", "in your")),
    "commis", "employe", "fonctionnaire", "directeur", "directrice", "gestionnaire", "gerant", "superviseur", "prepose", "ministre",
    "patron", "chef d'equipe", "cheffe d'equipe", "conseiller", "personnel",
    *(f"{who} {then}" for who in ("celui", "celle", "gars", "femme", "homme", "dame", "madame", "monsieur", "bonhomme", "fille", "niaiseuse", "personne") for then in ("qui", "du comptoir", "du bureau", "au comptoir", "au telephone")),
)  # fmt: skip


def exposures(plain: str, *, named: bool, seek: bool = True, home: bool = True) -> list[Span]:
    """Return where the plain view gives or asks for home details of an employee.

    Args:
        plain: lower case, without accents.
        named: whether a protected name stands in the text.
        seek: whether to look for questions.
        home: whether to look for details.
    """
    found = [match.span() for match in _SEEK.finditer(plain)] if seek else []
    if found or not home:
        return found
    if not named and (not _EMPLOYEE.search(plain) or _KIN.search(plain)):
        return []
    return [match.span() for match in _HOME.finditer(plain)]
