# ruff: noqa: E501 # tables and regular expressions read better whole
"""French threats said plainly: who would act, what is done, to whom; further tables stand in `harmfrench`."""

from typing import Final

from policies.harmsenses import Sense

_GROUP: Final = r"(?:ø+|musulmane?s?|juifs?|juives?|immigrante?s?|migrante?s?|refugiee?s?|noire?s?|blancs?|gais?|gays?|lesbiennes?|trans|autochtones?|arabes?|asiatiques?|chinois|haitiens?|homosexuels?|etrangers?|etrangeres?|sikhs?|indiens?|femmes?|feministes?|anglophones?|francophones?)\b"
_STAFF: Final = r"(?:ministres?|deputee?s?|politiciene?s?|politiciennes?|premiere? ministre|presidente?|agente?s?|employee?s?|commis|fonctionnaires?|preposee?s?|personnel|gestionnaires?|directeurs?|directrices?|gerante?s?|patronn?e?s?|boss|chefs?|superviseure?s?|receptionnistes?|gardiens?|policiers?|policieres?|juges?|medecins?|infirmieres?|profs?|enseignante?s?|journalistes?|conseillers?|conseilleres?|secretaires?|maires?|mairesse|caissiere?s?|travailleurs?|travailleuses?|cyclistes?|manifestante?s?|itinerante?s?|pietons?|etudiante?s?|eleves?|gars|filles?|hommes?|gens|personnes?|monde|bonhomme|bonne femme|bureaucrates?|collegues?|clients?|equipe|avocate?s?|traitres?|vieux|vieilles?|enfants?|bebes?|ados?)\b"
_KIN: Final = r"(?:famille|enfants?|fils|filles?|femme|mari|conjointe?|blonde|chum|mere|pere|parents|s(?:oe|œ)ur|frere|flos|kids|bebe|proches|petits)\b"
_DET: Final = r"(?:(?:tous|toutes|chacun d[e']|chacune d[e']|un par un) ?)?(?:(?:les|ces|des|un|une|du|de la|de l'|le|la|cet|cette|ce|vos|tes|ses|leurs|votre|ton|ta|son|sa|leur|l'|quelques|plusieurs|plein de|une gang de|une bande de|toute la|toute ta|toute votre|d'autres) ?)?(?:(?:tous|autres|sales?|maudite?s?|criss?e de|estie? de|gros|grosse|petite?s?|vieux|vieille|jeunes?|putains? de|foutu?e?s?) ){0,2}"
_WHOM: Final = rf"(?:{_DET}(?:{_GROUP}|{_STAFF}|(?<=ta ){_KIN}|(?<=tes ){_KIN}|(?<=votre ){_KIN}|(?<=vos ){_KIN})|quelqu'une?\b|tout le monde\b)"
# who would do it; nothing that denies may stand inside
_ADV: Final = r"(?:(?:tous|toutes|juste|bien|vraiment|carrement|aller|venir|finir par|un jour|donc|enfin|tellement|personnellement|bientot|seulement|commencer a|commencer par|pouvoir|devoir|en finir et|demain|ce soir|moi-meme|volontiers|serieusement) ){0,3}"
_WILL: Final = (
    r"(?:\b(?:je|j'|on|nous|ils|moi je) ?(?:vais|vas|va|allons|veux|veut|voulons|voudrais|pourrais|pourrait|dois|doit|devrait|devrions|devons|aimerais(?: bien| ca)?|reve d[e']|irai|viens|m'en viens|suis prete? a|fini(?:rai|ra|rons) (?:bien )?par|jure d[e']|promets d[e']|compte|ai (?:tellement |vraiment |juste |trop |bien )?(?:envie|hate|le gout|l'intention|besoin) (?:de |d'))"
    r"|\bje reve (?:de |d')|\bm'as|\bj'vais|\bjvais|\bj'vas|\bj'veux|\bquelqu'une? (?:devrait|va|doit|pourrait|finira par)|\b(?:les gens|le monde|tout le monde|le peuple) (?:devrai(?:en)?t|doit|doivent|va|vont)"
    r"|(?<!pas )(?<!ne )\b(?:il |y |va )?(?:faut|faudrait|falloir|faudra)|\b(?:il est|il serait|c'est le|y est|il est grand|grand) temps (?:de |d')|\bsinon,? (?:je|on) (?:vais|va)|\ballons|\bca prendrait quelqu'un pour|\b(?:envie|hate|le gout) (?:de |d')|\bon (?:est|sera) oblige de|\bca (?:me|nous) (?:tente(?:rait)?|ferait (?:plaisir|du bien))(?: bien| vraiment| tellement)? (?:de |d')) ?"
)
_ACT: Final = rf"{_WILL}{_ADV}"
_HOPE: Final = r"(?:\b(?:j'espere|on espere|je veux|je voudrais|j'aimerais|je souhaite|je reve|j'ai (?:bien |tellement )?hate|vivement|pourvu|faut|faudrait|il est temps|il serait temps|hate|je prie pour|j'attends(?: juste)?|on veut|merit\w+|il (?:faut|faudrait)) |(?:^|[.!?;:,\n\"»] ?))"
_NOT_BEFORE: Final = r"(?<!pas )(?<!ne veux )(?<!jamais )"
_THAT: Final = rf"{_HOPE}(?:que |qu')"
_SOME: Final = (
    r"(?:on |quelqu'une? (?:les |la |le )?|quelqu'une? |les gens |la police |l'armee |dieu )"
)
_CLITIC: Final = r"(?:les|la|le|l'|vous|te|t'|lui|leur) ?(?:tous |toutes )?"
_STOP: Final = r"(?= ?(?:[.!?,;…]|$))"
_KILL: Final = r"(?:(?<=fusille)|(?<=pende)|(?<=bute)|(?<=egorge)|(?<=gaze)|(?<=lynche)|(?<=extermine)|(?<=tabasse)|(?<=flingue)|(?<=etrangle)|(?<=decapite)|(?<=poignarde)|(?<=viole)|(?<=assassine)|(?<=castre)|(?<=torture)|(?<=guillotine)|(?<=tue)|(?<=massacre)|(?<=poignardent)|(?<=fusillent)|(?<=tuent))"
_HURT: Final = r"(?:(?<=noie)|(?<=brule)|(?<=abatte)|(?<=frappe)|(?<=batte)|(?<=liquide)|(?<=ecrase)|(?<=descende)|(?<=elimine)|(?<=cogne)|(?<=defonce)|(?<=demolisse))"
_ENDS: Final = r"(?:a la mer|a l'eau|dans (?:la mer|l'ocean|le fleuve|la riviere|le lac|le vide|le canal|le feu|les flammes|un (?:trou|volcan|lac|four|puits)|une fosse|la fosse)|au (?:fleuve|feu|fond (?:du|de la|de l')|large)|en bas d[eu']|par(?:-| )dessus bord|par la fenetre|du (?:haut|toit|pont|balcon)|d'un (?:pont|toit|avion|helicoptere|balcon)|aux (?:requins|lions|chiens|crocodiles|loups|cochons|flammes)|devant (?:le|un) (?:train|metro|bus|autobus|camion)|sous (?:le|un) (?:train|metro|bus|autobus|camion)|sur les rails|dans le bois)\b"
_PLACE: Final = r"(?:mosquees?|synagogues?|eglises?|temples?|ecoles?|bureaux?|edifices?|maisons?|universite|cegep|garderie|parlement|ministere|centre|clinique|hopital|comptoir|locaux|immeubles?|commerces?|logements?|refuges?|commissariat|poste de police|hotel de ville|quartier)\b"
_LIMB: Final = r" (?:la|le|les|l'|une)(?: deux)? ?(?:gueule|yeule|face|tete|jambes?|dents?|bras|genoux?|cou|crane|gorge|doigts?|nez|machoire|portrait|rotules?|couilles|peau|yeux|cotes)\b(?! de rire)"

FRENCH_FRAMES: Final = (
    Sense(
        ("frapper", "remove.frames", "soi", "enfant"),
        "threats",
        rf"(?:{_ACT}|{_THAT}{_SOME})(?:te |vous |leur |lui )?$",
        rf"(?:(?<=faire du mal)|(?<=faire mal)|(?:(?<=faire)|(?<=fasse)) (?:du |tres |bien |vraiment )?mal)(?: physiquement| pour vrai)? (?:a|aux) ?{_WHOM}",
    ),
    Sense(
        ("care.frames",),
        "threats",
        r"\b(?:on|je|nous|j'|quelqu'un|les gars|mes chums|moi et mes chums)(?: et \w+)? ?(?:va|vais|vas|allons|viendra|viendrai|vont|devrait|irai|se|s'|m'|nous) ?(?:(?:tous|venir|aller|bien|personnellement|bientot|serieusement|un jour) ){0,3}(?:m'|s'|nous |se |me |vous )?$",
        rf"(?: vous(?: tous| toutes| autres)?,? (?:tous |toutes )?(?:les |mes |bande d[e'] ?|gang d[e'] ?|sales |espece d[e'] ?|maudits? ){{1,2}}(?!personnes|aine|handic|etudiant|gens){_GROUP}| (?:ces|cette gang d[e']|cette bande d[e']|ta|toute ta|toute votre) ?(?:maudite?s? |sales? )?(?:{_GROUP}(?! (?:en|qui|dans|au)\b)|famille|gueule|cas|face))",
    ),
    Sense(
        ("cast.frames",),
        "threats",
        rf"(?:{_ACT}|{_THAT}{_SOME}|(?:^|[.!?\n] ?)(?:allez |donc )?){_CLITIC}$",
        rf"(?: tous| toutes)? {_ENDS}",
    ),
    Sense(
        ("cast.frames",),
        "threats",
        rf"(?:{_ACT}|{_THAT}{_SOME}|(?:^|[.!?\n] ?)(?:allez |donc )?)$",
        rf"(?:-les(?: tous| toutes)?| {_WHOM})(?: \w+)? {_ENDS}",
    ),
    Sense(
        ("cast.frames",),
        "threats",
        rf"(?:{_GROUP}|{_STAFF}|\bils|\belles|\bvous|\btu)(?: [\w']+)? (?:devrai\w+|devriez|doi\w+|merit\w+|vont|allez|va|vas|soient|soit)(?: tous| toutes| bien)*(?: d'| de)? ?(?:etre |se faire |vous faire |te faire )?(?:tous |toutes )?$",
        rf"(?: tous| toutes)? {_ENDS}",
    ),
    Sense(
        ("would.frames",),
        "threats",
        rf"{_THAT}{_SOME}(?:{_CLITIC})?$",
        rf"(?:{_KILL}(?! (?:le|du) temps)|{_HURT})(?: enfin| donc)?(?: sur| dans)?(?:(?: tous| toutes)?,? {_WHOM})",
    ),
    Sense(
        ("would.frames",),
        "threats",
        rf"{_THAT}{_SOME}{_CLITIC}$",
        rf"{_KILL}(?: tous| toutes| un par un| donc| enfin)*{_STOP}",
    ),
    Sense(
        ("would.frames",),
        "threats",
        r"(?:\bsi (?:je|j'|on) ?(?:vois|croise|trouve|rencontre|pogne|attrape|tombe sur|revois)\b[^.!?\n]{2,60}?(?:,| ) ?(?:je|on) (?:le|la|les|l'|te|vous) ?)$",
        rf"(?:{_KILL}|{_HURT})(?! (?:pas|a la porte|au))",
    ),
    Sense(
        ("break.frames",),
        "threats",
        rf"(?:\bsi (?:je|j'|on) ?(?:vois|croise|trouve|rencontre|pogne|attrape|tombe sur|revois)\b[^.!?\n]{{2,60}}?(?:,| ) ?(?:je|on)(?: vais| va)? (?:lui|leur|te|vous) |\b(?:je|on|m'as) ?(?:vais|vas|va|viens|m'en viens|attends|vas-y)?\b[^.!?\n]{{1,60}}? (?:et|pis|puis|pour) (?:lui|leur|te|vous) |{_THAT}{_SOME}(?:lui |leur |te |vous )?)$",
        rf"{_LIMB}",
    ),
    Sense(
        ("break.frames",),
        "threats",
        rf"{_ACT}$",
        rf"{_LIMB} (?:a|aux|au|de|du|des) ?{_WHOM}",
    ),
    Sense(
        ("vanish.frames", "mourir", "frapper"),
        "threats",
        rf"{_HOPE}(?:que |qu')(?:(?:tous|toutes) )?(?:les |ces |vos |cette gang d[e'] ?)(?:sales |maudits )?{_GROUP}(?: \w+)?(?<!ne)(?<!pas) (?:tous |toutes )?$",
        r"(?:(?<=disparaissent)|(?<=disparaisse)|(?<=meurent)|(?<=crevent)|(?<=souffrent)|(?<=brulent)|(?<=noient))(?! (?:pas|plus|de (?:la liste|faim|froid)|dans (?:la pauvrete|la misere|l'attente)|en attendant|autant))",
    ),
    Sense(
        ("vanish.frames", "mourir", "frapper"),
        "threats",
        rf"(?:^|[.!?;,:\n] ?)(?:(?:tous|toutes) )?(?:les |ces |vous,? les )(?:sales |maudits )?{_GROUP}(?: \w+)?(?<!ne) (?:doivent|devraient|devriez|meritent|meriteraient|vont|allez|meritaient)(?: tous| toutes| juste| bien| de| d')* ?$",
        rf"(?:(?<=disparaitre)(?: tous| de la (?:terre|carte|surface)| pour (?:de bon|toujours)| du pays| de la planete|{_STOP})|(?:(?<=mourir)|(?<=crever)|(?<=se noyer)|(?<=souffrir)|(?<=bruler))(?: tous| un par un| comme des (?:chiens|rats)| en enfer|{_STOP}))",
    ),
    Sense(
        ("mourir", "death.frames"),
        "threats",
        rf"\b(?:veux|voudrais|aimerais(?: bien| tellement)?|reve de|hate de|souhaite|preferer?ais|prefere)(?: de)? (?:voir )?(?:tous |toutes )?(?:les|ces|tous les|la|le|cette|ce|vos|votre) ?(?:{_GROUP}|{_STAFF})(?: \w+)? $",
        rf"(?:(?<=morts)|(?<=mortes)|(?<=mort)|(?<=morte)){_STOP}",
    ),
    Sense(
        ("mourir", "frapper"),
        "threats",
        r"\b(?:espere|souhaite|vivement|hate|pourvu|espere bien) (?:que |qu')(?:vous allez|tu vas|ils vont|elles vont|vous finirez par|tu finiras par)(?: tous| toutes| bien)* $",
        r"(?:(?<=mourir)|(?<=crever)|(?<=bruler)|(?<=vifs)|(?<=vif)|(?<=vive)|(?<=vives)|(?<=souffrir)|(?<=pendre))(?= ?(?:[.!,]|$)| (?:en enfer|comme|dans (?:la|d'atroces)|tous|lentement|seule?s?\b))",
    ),
    Sense(
        ("abduct.frames",),
        "threats",
        rf"{_ACT}(?:{_CLITIC})?$",
        rf"(?: {_WHOM}|(?: tous)?{_STOP})",
    ),
    Sense(
        ("blow.frames",),
        "threats",
        r"(?:(?:^|[.!?;:\n] ?)|\b(?:merit\w+|faudrait|faut|besoin (?:de |d')|prendrait) ?)(?:juste )?(?:un|une|des|d'un|quelques) (?:bons?|bonnes?) $",
        rf" (?:dans|sur|a|au|aux|en pleine?|derriere) (?:(?:la|le|les|ta|tes|sa|ses|vos|leurs?) ?(?:gueule|yeule|face|tete|jambes?|dents?|genoux?|cou|crane|nuque|nez|dos|ventre|cotes)\b|{_WHOM}|(?:gueule|face|tete))",
    ),
    Sense(
        ("frapper",),
        "threats",
        r"\b(?:je|on|j'en) $",
        rf"(?:(?<=descends)|(?<=tue)|(?<=bute)|(?<=poignarde)|(?<=frappe)|(?<=egorge)|(?<=etrangle)|(?<=tuerai)|(?<=frapperai)|(?<=egorgerai)) (?:quelqu'une?\b|(?:une? de |tous |toutes )?(?:ta|ton|tes|votre|vos) (?:{_KIN}|{_STAFF}))",
    ),
    Sense(
        ("frapper",),
        "threats",
        r"\b(?:je|on|m'as|j'|nous) ?(?:vais|vas|va|viens|m'en viens|allons|irai) ?(?:venir|aller|debarquer|entrer|retourner|rentrer|arriver|passer|me rendre)?\b[^.!?\n]{1,45}? (?:et|pis|puis|pour) (?:tous |toutes )?$",
        rf"(?:(?<=tuer)|(?<=frapper)|(?<=battre)|(?<=tabasser)|(?<=pendre)|(?<=fusiller)|(?<=flinguer)|(?<=egorger)|(?<=poignarder)|(?<=violer)|(?<=etrangler)|(?<=gifler)|(?<=abattre)|(?<=massacrer)|(?<=tirer) (?:sur|dans)) {_WHOM}(?! (?:aux?|en (?:finale|cour))\b)",
    ),
    Sense(
        ("lieu", "fire.frames"),
        "threats",
        rf"{_ACT}(?:te|vous|les) ?(?:tous |toutes )?$",
        rf"(?:(?<=faire sauter)|(?<=faire exploser)|(?<=cramer)|(?<=dynamiter)|(?<=mitrailler)|(?<=plastiquer))(?: tous| toutes)?(?:{_STOP}| (?:la tete|la cervelle|un par un))",
    ),
    Sense(
        ("blow.frames",),
        "threats",
        rf"(?:{_ACT}|\bca va (?:se )?)(?:regler|regle|finir|se regler|en finir)\b[^.!?\n]{{0,25}}? a $",
        r"(?:(?<=fusil)|(?<=couteau)|(?<=batte)|(?<=bat)|(?<=poing)|(?<=hache)|(?<=marteau)|(?<=barre))",
    ),
    Sense(
        ("bat.frames", "arme", "balle"),
        "threats",
        rf"(?:{_ACT}|\bca va (?:se )?)(?:regler|regle|finir|se regler|en finir)\b[^.!?\n]{{0,25}}? (?:a coups? de|avec (?:un|une|mon|ma|des)) $",
    ),
    Sense(
        ("pay.frames",),
        "threats",
        r"\bfaire $",
        rf" {_WHOM} (?:de (?:leur|leurs|sa|son) (?:vies?|sang|peau)|dans le sang|par le sang)\b",
    ),
    Sense(
        ("frapper", "vehicle.frames"),
        "threats",
        rf"(?:{_GROUP}|{_STAFF}|\bils|\belles|\bvous|\btu)(?: [\w']+)?(?<! ne)(?<!n'ont) (?:devrai\w+|devriez|doi\w+|merit\w+|vont|allez|vas)(?: tous| toutes| bien| juste)*(?: d'| de)? ?(?:se|vous|te) faire $",
        r"(?:(?<=exterminer)|(?<=gazer)|(?<=noyer)|(?<=eliminer)(?! (?:en|au|du|de|par|dans|des)\b)|(?<=renverser)(?! par)|(?<=poignarder)|(?<=castrer)|(?<=decapiter)|(?<=egorger)|(?<=etrangler))",
    ),
    Sense(
        ("vehicle.frames",),
        "threats",
        rf"{_ACT}(?:te|vous|les) ?(?:tous )?$",
        rf"(?<=renverser)(?: tous)?(?:{_STOP}| (?:avec|en) (?:mon|ma|un|char|auto|camion))",
    ),
    Sense(
        ("conditional.frames",),
        "threats",
        r"\b(?:je|on|j'en) (?:(?:te|vous|les|lui|leur|le|la|l') ?(?:tous |toutes )?)?$",
        rf"(?:(?: volontiers| bien| avec plaisir){{0,2}} {_WHOM}|(?:(?<=sserais)|(?<=sserait)|(?<=eterais)){_LIMB})",
    ),
    Sense(
        ("bat.frames", "arme", "bombe"),
        "threats",
        rf"{_ACT}(?:lancer|mettre|poser|placer|deposer|envoyer|faire sauter|garrocher|pitcher) (?:une?|des)(?: \w+)? $",
        rf"(?:(?<=grenade)|(?<=bombe)|(?<=molotov)|(?<=explosifs)) (?:a|au|aux|dans|sur|devant|sous|chez) (?:[\w']+ ?){{0,2}}?(?:{_PLACE}|{_GROUP}|{_STAFF}|vous)",
    ),
    Sense(
        ("mourir", "death.frames"),
        "threats",
        rf"\bbons? {_GROUP}(?:,? c'est| est|,) une? {_GROUP} $",
        r"(?:(?<=mort)|(?<=morte))",
    ),
    Sense(
        ("attack.frames",),
        "threats",
        rf"(?:{_ACT}|\bje |\bon )(?:bien )?(?:m'|s'|nous )$",
        rf"(?: physiquement| violemment| directement)? (?:a|aux) ?(?:toute |toutes |tous )?(?:(?:ta|ton|tes|votre|vos|sa|ses|son|leurs?|la) {_KIN}|vous\b(?! en cour)|toi\b|(?:la |les |l'|des |une? |ces |tous les |toutes les )?(?:premier \w+ qui |premiere \w+ qui )?{_GROUP}|(?:une? |des |ces |tous les ){_STAFF}|(?:ta|votre|leur|la|cette|l') ?(?:maison|mosquee|synagogue|char|auto))(?! (?:en cour|aux elections|devant))",
    ),
    Sense(
        ("settle.frames",),
        "threats",
        rf"(?:{_ACT}|\b(?:on|je) ?)(?:te |lui |leur |vous )$",
    ),
    Sense(
        ("settle.frames",),
        "threats",
        rf"(?:{_ACT}|{_THAT}{_SOME})$",
        rf" (?:a|aux|au) ?{_WHOM}",
    ),
    Sense(
        ("remove.frames", "frapper"),
        "threats",
        rf"(?:{_ACT}|{_THAT}{_SOME})$",
        rf"(?:(?:(?<=faire)|(?<=fasse)) disparaitre(?: tous| toutes)? (?:(?:les|ces|des|tous les|tous ces|la|cette|ce|le|un|une|ta|votre|vos|tes) (?:sales |maudits )?(?:{_GROUP}(?! (?:des|de la) (?:listes?|statistiques))|{_STAFF}(?<!personnel)|{_KIN}))|(?:(?<=faire)|(?<=fasse)) la (?:peau|fete) (?:a|aux|au) ?{_WHOM}(?<!enfants)(?<!gens)|(?:(?<=faire)|(?<=fasse)) (?:souffrir|saigner)(?: tous| toutes)? {_WHOM})",
    ),
    Sense(
        ("pay.frames",),
        "threats",
        r"\b(?:va|vont|vas|allez|doivent|devraient|doit|devrait|faire|devriez|il|elle|ils|elles|tu|vous|me|nous)(?: tous| toutes| me| nous| le| l'| la)* ?$",
        r"(?: tous| toutes| pour (?:ca|cela|tout))*,? (?:de (?:leur|ta|votre|sa|leurs|vos) (?:vies?|sang|peau|propre sang)|dans le sang|par le sang|avec (?:leur|ta|votre|vos|leurs|tes) (?:sang|vies?|dents))\b",
    ),
    Sense(
        ("death.frames", "mourir"),
        "threats",
        r"(?:\b(?:souhaite|veux|reve de|espere|reclame|demande|exige|voudrais|voulons|souhaitons|souhaiterais)(?: juste| que| vraiment| sincerement| une)? ?|(?:^|[.!?;:,»\"\n] ?))(?:la |a )?$",
        rf"(?:(?<=mort)|(?<=extermination)|(?<=genocide)) (?:de |a |aux |des |du |d'|au )(?:tous |toutes )?(?:les |la |ces |cette |ce |l'|votre |vos |ta |le )?(?:sales |maudits )?(?:{_GROUP}(?<!femmes)|ministres?\b|{_STAFF}(?<!personnes)(?<!gens)(?<!personne)(?<!enfant))",
    ),
    Sense(
        ("death.frames", "mourir"),
        "threats",
        r"(?:^|[.!?;:»\"\n] ?)(?:a )?$",
        rf"(?<=mort) (?:les |la |tous les |le |vous |cette |ces )(?:{_GROUP}|ministres?\b|agente?s?\b|fonctionnaires?\b)",
    ),
    Sense(
        ("vehicle.frames", "frapper", "foncer"),
        "threats",
        rf"{_ACT}$",
        rf"(?:(?<=renverser)|(?<=ecraser)|(?<=rouler) sur|(?<=foncer) (?:sur|dans)|(?<=rentrer) dans) {_WHOM}",
    ),
    Sense(
        ("vehicle.frames", "frapper"),
        "threats",
        rf"{_ACT}(?:{_CLITIC})?$",
        r"(?:(?<=renverser)|(?<=ecraser))[^.!?\n]{1,40}? avec (?:mon|ma|un|le|une) (?:char|auto|camion|truck|voiture|pick-up|tracteur|camionnette|van|bicycle)",
    ),
    Sense(
        ("seek.frames",),
        "threats",
        r"\b(?:on|je|nous|m'as|j') ?(?:va|vais|vas|allons|viendra|viendrai|viens|vient|m'en viens|irai|ira|s'en vient) ?(?:tous )?(?:venir |aller )?$",
        r"(?:(?: chez vous| chez toi)?,? (?:vous|toi|tous|un par un|une par une)(?:,? (?:et|avec|pis) (?:toute )?(?:ta|votre|tes|vos|ton) (?:famille|enfants|femme|mari|fils|fille|collegues)\b|(?= ?[.!]|$))| (?:a coups? de|avec (?:un|mon|une|ma|des) (?:gun|fusil|bat|batte|arme|couteau|hache|fourches?)))",
    ),
    Sense(
        ("hang.frames", "mourir"),
        "threats",
        rf"{_ACT}$",
        r"(?:(?<=vous pendre)|(?<=te pendre))(?! (?:la|le|au (?:telephone|nez)))",
    ),
    Sense(
        ("bat.frames", "arme", "present"),
        "threats",
        rf"\b(?:je|j'|on|nous|m'as|quelqu'un)\b[^.!?\n]{{1,25}}?(?:\ba|\bau|\baux|\bdans|\bdevant|\bchez|\bsur) ?[^.!?\n,]{{0,25}}?(?:{_PLACE}|\bvous|\btoi|\beux)[^.!?\n]{{0,15}}? avec (?:un|une|mon|ma|des|le|mes)(?: \w+)? ?$",
        r"(?:(?<=bat)|(?<=bate)|(?<=batte)|(?<=baseball)|(?<=couteau)|(?<=fusil)|(?<=gun)|(?<=arme)|(?<=carabine)|(?<=machette)|(?<=hache)|(?<=pistolet)|(?<=bombe)|(?<=molotov)|(?<=essence)|(?<=fer))(?! (?:de (?:peinture|service)|enregistre|a (?:colle|patate|eau)|en (?:plastique|carton)|blanche a declarer))",
    ),
    Sense(
        ("fire.frames", "lieu", "frapper", "would.frames"),
        "threats",
        rf"(?:{_THAT}{_SOME}|{_ACT}|\bj'espere que quelqu'un va )$",
        rf"(?:(?<=brule)|(?<=brulent)|(?<=incendie)|(?<=rase)|(?<=bruler)|(?<=incendier)|(?<=raser)|(?<=saccage)|(?<=vandalise)|(?<=sauter)|(?<=le feu)|(?<=une bombe)|(?<=tirer))(?: (?:a|dans|sur|au|aux|devant))? ?(?:la|le|les|l'|leurs?|votre|vos|cette|cet|ce|ces|une|un|toutes les|tous les|ta|tes|ton)? ?(?:\w+ )?{_PLACE}",
    ),
    Sense(
        ("frapper",),
        "threats",
        rf"{_HOPE}(?:de voir |que |qu'|voir )(?:tous |toutes )?(?:les|des|ces|une?|la|le|cette|ce|vos|votre|l')? ?(?:{_GROUP}|{_STAFF})(?: \w+)? (?:se (?:fassent|fasse|font|faire) )?(?:tous |toutes )?$",
        r"(?:(?<=violer)|(?<=tuer)|(?<=tabasser)|(?<=egorger)|(?<=pendre)|(?<=fusiller)|(?<=lyncher)|(?<=gazer)|(?<=noyer)|(?<=battre)|(?<=frapper)|(?<=poignarder)|(?<=abattre)|(?<=flinguer)|(?<=exterminer)|(?<=decapiter)|(?<=etrangler)|(?<=torturer)|(?<=ecraser)|(?<=bruler)|(?<=massacrer)|(?<=crever))(?! (?:au|aux|en finale|dans les))",
    ),
    Sense(
        ("frappe",),
        "threats",
        rf"{_HOPE}(?:de voir |que |qu'|voir )(?:tous |toutes )?(?:les|des|ces|une?|la|le|cette|ce|vos|votre|l')? ?(?:{_GROUP}|{_STAFF})(?: \w+)? (?:soient |soit |etre )?(?:tous |toutes )?$",
        r"(?:(?<=es)|(?<=e)|(?<=us)|(?<=u))(?<!tire)(?<!tires)(?<!battu)(?! (?:par (?:les|la) (?:frais|taxe)|aux? |en cour))",
    ),
    Sense(
        ("frapper",),
        "threats",
        rf"(?:{_GROUP}|{_STAFF})(?:-(?:la|ci))?,? (?:{_ACT})(?:les|la|le|l') ?(?:tous |toutes )?$",
        r"(?:(?<=eliminer)|(?<=liquider)|(?<=battre)|(?<=cogner)|(?<=ecraser)|(?<=descendre)|(?<=saigner)|(?<=enterrer)|(?<=etouffer))(?! (?:aux|au|en|dans|de la liste|vivement))",
    ),
    Sense(
        ("frapper",),
        "threats",
        rf"{_ACT}(?:les|la|le|l') ?(?:tous |toutes )?$",
        rf"(?:(?<=eliminer)|(?<=liquider)|(?<=battre)|(?<=cogner)|(?<=ecraser)|(?<=descendre)|(?<=saigner)|(?<=enterrer)|(?<=etouffer))(?: tous| toutes)?,? (?:ces|les|tous ces|cette gang d[e']) ?(?:sales |maudits )?{_GROUP}",
    ),
    Sense(
        ("frapper",),
        "threats",
        rf"{_ACT}$",
        rf"(?:(?<=tuer)|(?<=frapper)|(?<=battre)|(?<=tabasser)|(?<=pendre)|(?<=fusiller)|(?<=flinguer)|(?<=bruler)|(?<=noyer)|(?<=egorger)|(?<=poignarder)|(?<=exterminer)|(?<=eliminer)|(?<=lyncher)|(?<=gazer)|(?<=violer)|(?<=etrangler)|(?<=gifler)|(?<=cogner)|(?<=abattre)|(?<=assassiner)|(?<=massacrer)|(?<=decapiter)|(?<=empoisonner)|(?<=torturer)|(?<=castrer)|(?<=liquider)) {_WHOM}(?![^.!?\n]{{0,40}} (?:aux? (?:elections|urnes|scrutin|hockey|soccer|football|echecs|jeu|volleyball|basket\w*|tennis|cartes|tournoi)|de (?:la|ma) liste|en (?:finale|cour)))",
    ),
)
