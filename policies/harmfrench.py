# ruff: noqa: E501 # tables and regular expressions read better whole
"""The senses of French words of violence and death: threats, and wishes of harm, Canadian and European."""

from typing import Final

from policies.harmsenses import Sense

_NOUN: Final = (
    r"(?:ø+|ministres?|deputee?s?|politiciens?|politiciennes?|premiere? ministre|president|presidente|agente?s?|employee?s?|commis|fonctionnaires?|prepose?e?s?|travailleurs?|travailleuses?|personnel|bureaucrates?"
    r"|directeurs?|directrices?|gestionnaires?|gerante?s?|patrons?|patronnes?|boss|chefs?|superviseure?s?|receptionnistes?|gardiens?|gardiennes?|policiers?|policieres?|police|flics?|boeufs|cochons?|juges?|medecins?|profs?|journalistes?|gens|monde|personnes?|gars|filles?|hommes?|femmes?|bonhomme|bonne femme"
    r"|salauds?|salopes?|salopards?|trous? de cul|caves?|imbeciles?|idiotes?|idiots|connards?|connes?|cons|connasses?|chiens?|chiennes?|rats?|traitres?|menteurs?|menteuses?|voleurs?|voleuses?|parasites?|pourris?|enfoires?|encules?|ordures?|vermine|crottes?|batards?|criminels?|raclures?|incompetents?"
    r"|famille|enfants?|flos|fils|conjointe?|blonde|chum|mari|femme|mere|pere|parents|frere|s(?:oe|œ)ur|voisine?s?|proprio|proprietaire|equipe|gang|bande"
    r"|musulmane?s?|juifs?|juives?|chretiens?|immigrante?s?|immigres?|migrante?s?|refugiee?s?|noirs?|noires|blancs?|gais?|gays|lesbiennes?|trans|autochtones?|arabes?|asiatiques?|chinois|liberaux|conservateurs?|dirigeants?|banquiers?|terroristes?|pedophiles?|violeurs?|anglais|quebecois|etrangers?|feministes)"
)
_NOUNS: Final = rf"(?:(?:le|la|les|ce|cet|cette|ces|votre|vos|ton|ta|tes|un|une|un de|une de|un des|tous les|toutes les|tous ces|toutes ces|tous vos|tous tes|chaque|son|sa|ses|leur|leurs|mon|ma|mes|d'autres|des|du|de la) (?:(?:maudits?|maudite|estie?s? d[e']|osti d[e']|crisse d[e']|gros|grosse|sales?|petite?|bande d[e']|gang d[e']|premiere?|prochaine?|vieux|vieille|putain d[e']|foutue?s?|autres?) ?){{0,2}}(?:{_NOUN})|l'(?:agente?|employee?|equipe|autre)|ø+|quelqu'une?|tout le monde|tous ceux qui|toutes celles qui|ceux qui|celui qui|celle qui|une? (?:de (?:vous|vos)|d'entre vous|des votres)|(?:vous|eux|elles) tous)\b"
# what may be killed, shot or burned without anybody being hurt
_THING: Final = r"(?:travail|travaux|besogne|programmes?|emplois?|jobs?|postes?|bogues?|bugs?|temps|heures?|minutes?|sonnette|ficelles?|rumeurs?|silence|suspense|projets?|lois?|regles?|politiques?|idees?|reves?|espoirs?|ambiance|economie|industrie|secteur|commerces?|entreprises?|formulaires?|courriels?|messages?|textos?|photos?|images?|videos?|films?|scenes?|conclusions?|lecons?|flechettes?|fleches?|ballons?|rondelle|puck|frais|taxes?|impots?|dettes?|prets?|bourses?|delais?|listes?|sites?|portails?|systemes?|pages?|comptes?|dossiers?|documents?|papiers?|demandes?|examens?|cours|tests?|etapes?|calories|arbres?|bois|murs?|cloisons?|ponts?|chevreuils?|orignal|canards?|lapins?|mouches?|moustiques?|maringouins?|fourmis|punaises|rats?|souris|microbes?|virus|bacteries?|linge|vetements?|cremaillere|porte|portes|fenetres?|avantages?|profits?|plan|plans|ligne|lignes|traits?|parti|chasse|eau|rideaux?|cartes?|langue|sort|prix|records?|œufs|oeufs|cles?|vaisselle|gateau|poire|mecanisme|monstre|moteur|motivation|moral|cle|poids|chance|avenir|vie|cerveau|dents? de lait|gras|cheveux|gazon|legumes?|bonbons?|cigarettes?|joints?|marche|concurrence|debat|discussion|poulet|viande|cafe|biere|tete de liste|oranges?|ecouteurs|bilan|contenu)"
# whoever it is: any noun that is not a thing
_ANYONE: Final = rf"(?: a| sur| apres| dans)?(?: tous| toutes)? (?!(?:[\w'ø-]+[ ,]+){{0,3}}?(?:l'|d')?{_THING}\b)(?:(?:les|des|ces|vos|tes|mes|ses|leurs|mon|ma|ton|ta|votre|ce|cet|cette|chaque|chacun de (?:vos|ces)|chacune de (?:vos|ces)|un de (?:vos|ces)|une de (?:vos|ces)|le|la|un|une|quelques|plusieurs) (?:maudits? |criss?e d[e']|gros |sales? )?|l'|d')[\w'ø-]{{2,}}\b"
_KILLS: Final = r"(?:(?<=tuer)|(?<=buter)|(?<=assassiner)|(?<=egorger)|(?<=etrangler)|(?<=poignarder)|(?<=fusiller)|(?<=pendre)|(?<=flinguer)|(?<=lyncher)|(?<=zigouiller)|(?<=etriper)|(?<=eventrer)|(?<=decapiter)|(?<=empoisonner)|(?<=noyer)|(?<=tabasser)|(?<=violer)|(?<=gifler)|(?<=castrer)|(?<=torturer)|(?<=gazer)|(?<=exterminer)|(?<=guillotiner)|(?<=trucider)|(?<=dezinguer)|(?<=electrocuter)|(?<=lapider)|(?<=crucifier)|(?<=mitrailler)|(?<=eviscerer)|(?<=molester)|(?<=rosser)|(?<=bastonner)|(?<=derouiller)|(?<=estropier)|(?<=eborgner)|(?<=defigurer)|(?<=ecrabouiller)|(?<=scalper)|(?<=emasculer)|(?<=demembrer)|(?<=savater)|(?<=euthanasier)|(?<=asphyxier)|(?<=bruler vif)|(?<=bruler vive)|(?<=bruler vifs)|(?<=bruler vives)|(?<=enterrer vivant)|(?<=enterrer vivante)|(?<=enterrer vivants)|(?<=rouer de coups)|(?<=passer a tabac)|(?<=crever)(?! (?:les? (?:yeux|pneus?|tubes?|abces|ecran)|l'(?:abces|ecran)|de|d'))|(?<=tirer)(?= (?:sur|dans))|(?<=tirer)(?= (?:mon|ma|ton|votre|le|la|un) \w+(?: \w+)? (?:a bout portant|dans))|(?<=massacrer)|(?<=frapper)(?! (?:a|au|aux|dans|le (?:mur|sol)))|(?<=abattre)|(?<=planter un couteau)|(?<=liquider)(?= (?:tous|toutes))|(?<=eliminer)(?= (?:tous|toutes|physiquement|(?:les |ces )?ø)))"
_PERSON: Final = rf"(?:-(?:les?|la|moi (?:ca|les|le|la)|vous|toi|lui|leur)\b(?: tous| toutes)?|(?: tous| toutes)? {_NOUNS}|(?: sur| apres)(?: tous| toutes)? (?:{_NOUNS}|le |la |les )\b)"
_ADV: Final = r"(?: (?:tous|toutes|tout|bien|juste|vraiment|carrement|finir par|venir|aller|descendre|revenir|passer|pouvoir|devoir|personnellement|bientot|un jour|donc|ben|meme|aussi|me faire un plaisir de|me faire une joie de|enfin|moi-meme|y aller|chez vous|ici|demain|ce soir|volontiers|toujours|serieusement|tellement|rendu a|sur le bord de|proche de|pres de|a la veille de|a deux doigts de|capable de|pret a|prete a|prets a|tente de|tentee de|entrain de|en train de|en|et|de mes mains|la|la-bas|icitte|debarquer|debarquer la|monter|pis|puis|les \w+er|aligner|rassembler|ramasser|attraper|pogner|trouver|les attraper|sortir))"
_PRESENT: Final = r"(?:\b(?:je|j'|on|qu'on|que je|que j'|nous|et je|que quelqu'un|qu'ils) ?(?:te|vous|les?|la|t'|l'|lui|leur)(?: tous| toutes| en)? ?)"
_CLITIC: Final = (
    r"(?:(?:te|vous|les|le|la|lui|leur) (?:les |la |le |tous |toutes |en )?|t'|l'|te l'|vous l')"
)
_INTENT: Final = (
    r"(?:\b(?:je|j'|on|nous)(?: ?(?:te|vous) (?:jure|promets|garantis|dis|assure) (?:que |qu')?(?:je |j'|on ))?"
    r" ?(?:vais|vas|va|viens|vient|viendrai|reviens|reviendrai|veux|voudrais|peux|pourrais|dois|jure de|promets de|reve de|allons|devrait|devrions|doit|devons|voulons|veut|irai|aimerais(?: ca| bien)?|ai (?:juste |tellement |vraiment |vraiment |tres |super |trop |toujours )?(?:envie|le gout|hate|l'intention|la rage)(?: de| d')?|suis (?:pret|prete|capable|rendue?|venue?|tannee?|sur le bord|a deux doigts|tentee?|decidee?)(?: a| de| pour| pour de bon)?(?: point de| point)?|m'en (?:viens|vais|vas)|s'en vient|pense a|compte|vais finir par|finirai par|serai oblige de|hesiterai pas a|n'hesiterai pas a|sais comment|connais du monde pour|pourrait)"
    r"|\bj'(?:vais|veux|vas|peux)|\bjvais|\bjveux|\bchu pret[e]? a|\bchui pret[e]? a|\bj'suis pret[e]? a|\bm'as|\bm'a|\bm'en va"
    r"|\bquelqu'une? (?:devrait|va|doit|pourrait|finira par|peut|veut)|\bque quelqu'un (?:vienne|aille|puisse|finisse par)|\b(?:les gens|le monde|le peuple|tout le monde) (?:devraient|devrait|doivent|doit|va|vont)"
    r"|\b(?:il )?(?:faut|faudrait|falloir|faudra)(?: tous| toutes)?|\bil est temps de|\bil serait temps de|\b(?:ca|tu|vous) (?:me |m')(?:donnez?s? (?:envie|le gout) de|donnes? (?:envie|le gout) d[e'])|\b(?:envie|le gout|hate|l'intention) (?:de|d')|\bavant (?:que je|de|d')|\bvous allez m'obliger a|\bj'hesiterai pas a|\bpret[e]?s? a|\b(?:allons|allez|venez)(?: tous)?|\bviens(?:-tu)? qu'on|\bau pire je|\bsinon,? (?:je|on)|\bon y va|\bplaisir (?:a|de)|\breste plus qu'a|(?<=\bpas)|(?<=\bjamais)|\b(?:espere|souhaite|pourvu|faudrait|vivement) qu'une? \w+(?: \w+)? (?:va|vienne|finisse par|puisse)|\bpourquoi (?:on|personne) (?:ne )?(?:va pas|pas))"
)
_LETHAL: Final = r"(?:(?<=tuer)(?! (?:le temps|la job|l'ambiance|l'economie|le debat|la conversation|les? programme|dans l'oeuf))|(?<=buter)|(?<=assassiner)|(?<=egorger)|(?<=etrangler)|(?<=poignarder)|(?<=fusiller)|(?<=pendre)(?! (?:au telephone|contact|rendez|l'air|en))|(?<=abattre)|(?<=flinguer)|(?<=lyncher)|(?<=zigouiller)|(?<=etriper)|(?<=eventrer)|(?<=decapiter)|(?<=empoisonner)|(?<=noyer)|(?<=bruler)|(?<=frapper)|(?<=tabasser)|(?<=defoncer)|(?<=massacrer)|(?<=violer)|(?<=gifler)|(?<=castrer)|(?<=torturer)|(?<=gazer)|(?<=exterminer)|(?<=guillotiner)|(?<=crever)|(?<=trucider)|(?<=etamper)|(?<=fracasser)|(?<=executer)|(?<=depecer)|(?<=dezinguer)|(?<=degommer)|(?<=electrocuter)|(?<=lapider)|(?<=ecorcher)|(?<=crucifier)|(?<=mitrailler)|(?<=eviscerer)|(?<=molester)|(?<=rosser)|(?<=bastonner)|(?<=derouiller)|(?<=estropier)|(?<=eborgner)|(?<=mutiler)|(?<=defigurer)|(?<=ecrabouiller)|(?<=pulveriser)|(?<=scalper)|(?<=emasculer)|(?<=demembrer)|(?<=decouper)|(?<=savater)|(?<=euthanasier)|(?<=asphyxier)|(?<=charcuter)|(?<=bruler vif)|(?<=bruler vive)|(?<=bruler vifs)|(?<=bruler vives)|(?<=enterrer vivant)|(?<=enterrer vivante)|(?<=enterrer vivants)|(?<=rouer de coups)|(?<=passer a tabac)|(?<=tirer)(?= ?(?:[.!,]|$|un par un|tous\b|a bout portant)))"
_SOFT: Final = r"(?:(?<=liquider)|(?<=eliminer)|(?<=descendre)|(?<=cramer)|(?<=battre)|(?<=cogner)|(?<=demolir)|(?<=ecraser)|(?<=etouffer)|(?<=planter)|(?<=fumer)|(?<=saigner)|(?<=eclater)|(?<=exploser)|(?<=detruire)|(?<=blesser)|(?<=attaquer)|(?<=enterrer)|(?<=saccager)|(?<=refroidir)|(?<=fesser)|(?<=demonter))"
HARMLESS: Final = r"(?! (?:en (?:cour|justice)|aux (?:elections|urnes|echecs|cartes)|au (?:hockey|soccer|basket\w*|tennis|jeu|volleyball|ping-pong|curling)|devant (?:les tribunaux|la cour|le tribunal)|au (?:tribunal|telephone|scrutin|prochain)|sur (?:les reseaux|la place|facebook|twitter|papier|google)|dans (?:les (?:medias|sondages|journaux)|mon commentaire|le journal)|de (?:questions|courriels|messages|plaintes|cadeaux|bisous|caresses|joie)|politiquement|financierement|legalement|par (?:\d|courriel|la loi)|avec (?:des|les) (?:faits|questions|arguments)|a (?:la porte|pied|l'examen)|l'idee|pour (?:diffamation|dommages)))"
_BEAT: Final = r"(?:(?<=peter)|(?<=casser)|(?<=fendre)|(?<=defoncer)|(?<=arracher)|(?<=exploser)|(?<=eclater)|(?<=briser)|(?<=tordre)|(?<=trancher)|(?<=couper)|(?<=demonter)|(?<=fracasser)|(?<=arranger)|(?<=demolir)|(?<=ecraser)|(?<=tirer)|(?<=trouer))(?: (?:dessus|dedans)\b|(?: (?:dans|une balle dans|une balle entre))? (?:la|le|les|l'|une)(?: deux)?(?: ?(?:gueule|yeule|face|tete|jambes?|dents?|bras|genoux?|cou|crane|gorge|doigts?|nez|machoire|portrait|cul|os|cervelle|rotules?|couilles|yeux|c(?:oe|œ)ur|peau|fiole|tronche|trogne|balle)))\b(?! de rire)"
_BLOW: Final = (
    r"(?:(?<=mettre)|(?<=donner)|(?<=crisser)|(?<=calisser)|(?<=sacrer)|(?<=foutre)|(?<=flanquer)|(?<=coller)|(?<=faire)|(?<=loger)|(?<=tirer)|(?<=planter)|(?<=enfoncer)|(?<=kicker)|(?<=rentrer)|(?<=fesser)) (?:"
    r"(?:une|un|des|ma|mon|mes|la|le|deux|quelques|tellement une|une bonne|une maudite|une criss?e de|une estie de|un bon)(?: (?:grosse|bonne|belle|gros|bon|maudite?|petite?))? ?(?:volee|claques?|raclee|tapes?|mornifle|gifles?|balles?|coups? de (?:poing|couteau|hache|batte|pied|fusil|feu|12|marteau|barre)|poings?|pains? dans|baffes?|droite|couteau|plomb|mandale|branlee|derouillee|tannee|degelee|peau|deux balles|pied (?:au|dans le) cul)\b|mal\b|du mal\b|payer (?:de ta|de votre|ca de)|dedans\b|la peau\b|le cul\b|dans le mur\b|saigner\b|souffrir\b|disparaitre\b|taire (?:pour de bon|a jamais)|regretter d'etre nee?|la tete)"
)
_STRONG_FR: Final = r"(?:(?<=pendu)|(?<=fusille)|(?<=lynche)|(?<=egorge)|(?<=poignarde)|(?<=etrangle)|(?<=decapite)|(?<=crucifie)|(?<=gaze)|(?<=castre)|(?<=fouette)|(?<=guillotine)|(?<=torture)|(?<=viole)|(?<=bute)|(?<=flingue)|(?<=tabasse)|(?<=extermine)|(?<=brule vif)|(?<=brulee vive))(?:e?s?)\b"
_SUBJECT: Final = rf"(?:\b(?:tu|il|elle|ils|elles|vous|ceux|celui|celle|eux|lui|t'|quelqu'une?|tout le monde|tous)\b|\b{_NOUN}\b)"
_NOT: Final = r"(?:(?!(?:ne|n|pas|jamais|personne|aucune?|ni|sans|nul|rien)\b)[\w'-]+,? )"
_MODAL: Final = r"(?:devrai(?:s|t|ent|ez)|devriez|merit(?:e|es|ez|ent|erait|eriez|erais|eraient|aient|ait)(?: juste| seulement| tous| toutes| bien)*(?: de| d')?|doi(?:s|t|vent)|devez|(?:il )?(?:faut|faudrait) (?:qu'ils?|qu'elles?|que (?:vous|tu|quelqu'un|le|la|les))[\w ]{0,20}?(?:se fassen?t?|soient?|vous fassiez|te fasses?)|auraient? du|aurait du|bon(?:ne)?s? (?:juste )?a|avez besoin de|a besoin de|ont besoin de|as besoin de)"
_SOON: Final = r"(?:va|vont|vas|allez|finira par|finiront par|finirez par|finiras par)"
_WISH: Final = (
    rf"(?:\b(?:j'espere|on espere|espere|esperons|esperant|j'aimerais|je voudrais|je veux|je prie pour|je reve|hate|vivement|pourvu|j'ai hate|je souhaite|j'souhaite|en esperant|qu'on)\b(?: juste| vraiment| fortement| sincerement| bien| tellement| de voir| de vous voir| de te voir)*(?: le jour ou| ou)? ?(?:que|qu')? ?(?:tu|vous|ils?|elles?|tous|toutes|ta|ton|votre|vos|tes|leurs?|le|la|les|ces?|cette|l'|quelqu'une?|toi|chacun)\b ?{_NOT}{{0,6}}$"
    rf"|\bje (?:te|vous|lui|leur) souhaite(?: \w+){{0,2}} ?(?:de |d'|une? |la |le |que [\w ]{{1,20}}|tous les |que du |bien du |beaucoup de |plein de )?(?:{_NOT}){{0,2}}$|\b(?:puisses?-tu|puissiez-vous|que (?:tu|vous|le diable|la mort|dieu)|qu'(?:ils?|elles?)) ?(?:tous |toutes |te |vous |le |la )?$|\bpuiss(?:e|es|iez|ent)(?:-tu|-vous|-t-ils?)? (?:tous )?$)"
)
_DEATH: Final = r"(?:(?<=mourir)|(?<=meurs)|(?<=meure)|(?<=meures)|(?<=meurent)|(?<=mouriez)|(?<=mourrez)|(?<=mourez)|(?<=mourriez)|(?<=crever)|(?<=creve)|(?<=creves)|(?<=crevent)|(?<=creviez)|(?<=creverez)|(?<=crevez))"
_FIGURE: Final = r"(?! (?:de (?:rire|faim|soif|chaud|froid|honte|fatigue|peur|ennui|jalousie|joie|plaisir|vieillesse|sa belle mort|covid)|d'(?:envie|impatience|ennui|amour|epuisement|inquietude)|le c(?:oe|œ)ur|l'(?:abces|ecran)|la dalle|(?:au|a la) (?:travail|tache)|en (?:attendant|paix)|dignement|dans la (?:dignite|pauvrete|misere)|avant|un jour|comme (?:moi|nous)|autant|a petit feu|pour (?:une?|vos|votre|avoir)|les? (?:pneus?|tubes?|yeux)))"
_ILL: Final = r"(?:(?<=cancer)|(?<=la mort)|(?<=pourrir)|(?<=pourrisse)|(?<=pourrissiez)|(?<=pourrisses)|(?<=souffrir)|(?<=souffriez)|(?<=souffre)|(?<=souffres)|(?<=souffrez)|(?<=souffrirez)|(?<=bruler)|(?<=bruliez)|(?<=brule)|(?<=brules)|(?<=accident)|(?<=ecraser)|(?<=etouffer)|(?<=etouffiez)|(?<=etouffes)|(?<=frapper par)|(?<=pendre)|(?<=malheur)|(?<=malheurs)|(?<=leucemie)|(?<=sida)|(?<=tumeur)|(?<=mort)|(?<=morte)|(?<=morts)|(?<=mortes))(?! (?:autant|comme|de (?:la meme|nos|ce que)|aussi|les memes|de rire))"
_LIEU: Final = r"(?: (?:a |au )?chez (?:celui|celle|ceux|chacun|chacune|tous|quelqu'un|ces|toi|vous|eux|lui|elle|mon|ma|le|la|les|l'|ce|cet|cette|votre|ton|ta)\b|(?: (?:a|au|aux|dans|sur|contre|a meme))?(?: (?:le feu (?:a|au|aux|dans)|une bombe (?:a|au|aux|dans|sous)|tout(?:e|es)?))? (?:(?:le|la|les|l'|votre|vos|ton|ta|tes|leurs?|ce|cet|cette|ces|son|sa|ses|tous (?:les|vos)|une?|tout le|toute la|ta crisse de|votre crisse de|votre maudit|votre estie de) ?(?:\w+ ){0,2}?)?(?:bureaux?|edifices?|immeubles?|batiments?|batisses?|maison|maisons|ministere|centres?|place|parlement|mosquees?|synagogues?|eglises?|comptoirs?|char|chars|voiture|cabane|boite|portes?|ambassade|ecole|hotel de ville|mairie|prefecture|locaux|succursales?|siege social|assemblee nationale|service canada|vitres|fenetres)\b(?! (?:web|internet)))"

FRENCH: Final = (
    Sense(
        ("present",),
        "threats",
        r"\b(?:je|on|nous) $",
        rf"(?:(?<=bats)|(?<=bat)){_ANYONE}[^.!?\n]{{0,20}}? (?:a mort|au sang|jusqu'a ce que)",
    ),
    Sense(
        ("present", "frapper"),
        "threats",
        r"\b(?:celui|celle|ceux|quiconque|la personne|le gars|l'homme)(?: qui)? (?:va )?$",
        rf"(?:(?<=viole)|(?<=tue)|(?<=frappe)|(?<=bat)|(?<=bute)|(?<=abat)|(?<=egorge)|(?<=tuer)|(?<=violer)|(?<=frapper)){_ANYONE}[^.!?\n]{{0,30}} (?:merite\w*|devrai\w+ avoir|aura|est|recevra) (?:une?|des|mon|notre) (?:medaille|prix|augmentation|biere|recompense|heros|respect|promotion)",
    ),
    Sense(
        ("arme",),
        "threats",
        r"\b(?:passe|donne|prete|apporte|envoie)[sz]?-moi (?:une?|le|la|mon|ma|ton|votre)(?: \w+)? ?$",
        r"(?=,? (?:je|y a|voila|avant|pis|et|que je) |[.! ]*$)",
    ),
    Sense(
        ("foncer",),
        "threats",
        rf"{_INTENT}{_ADV}{{0,4}} ?(?:vous |te |leur |lui )?$",
        rf" (?:dessus|(?:sur|dans) (?:{_NOUNS}|(?:le|la|les|une?|des) (?:foule|manifestants?|manif|gang|groupe|gens)))",
    ),
    Sense(
        ("frappe", "frapper"),
        "threats",
        rf"\b(?:bonne chose|bon debarras|bien|mieux|contente?|heureux|heureuse|souhaitable|temps|hate|reve)(?: que| si| qu')(?: tous| toutes)? ?(?:les |ces |vos |le |la |ce |cette |tes )?(?:{_NOUN}|ils|elles|ø+)(?: \w+)? (?:se (?:fassent?|faisai(?:en)?t)|soi(?:en)?t|etai(?:en)?t|meurent|y passent)(?: tous| toutes)? $",
        r"(?! (?:par (?:les frais|l'impot)|au|aux))",
    ),
    Sense(
        ("tuera", "present"),
        "threats",
        r"\b(?:pai\w+|donn\w+|offr\w+|merci a|recompense|prime|medaille|bravo a|levera\w*|felicit\w+|une biere)\b[^.!?\n]{0,35}\b(?:celui|celle|ceux|quiconque|la personne|quelqu'un|l'homme|la femme)(?: qui| pour)? (?:va |aura )?$",
        rf"(?:(?<=tuera)|(?<=abattra)|(?<=descendra)|(?<=butera)|(?<=tirera)|(?<=egorgera)|(?<=fera sauter)|(?<=liquidera)|(?<=a tue)|(?<=a tire)|(?<=tue)|(?<=bute)|(?<=assassine))(?: sur)?{_ANYONE}",
    ),
    Sense(
        ("mourir",),
        "threats",
        r"\bque (?:tes|vos|ses|leurs|ta|ton|votre) (?:[\w'-]+ ){1,6}$",
        r"(?:(?<=meurent)|(?<=meure)|(?<=crevent)|(?<=creve)|(?<=souffre)|(?<=souffrent)|(?<=cancer))(?! (?:pas|de faim))",
    ),
    Sense(
        ("frapper",),
        "threats",
        rf"{_INTENT}{_ADV}{{0,4}} ?(?:te|vous|les?|la|t'|l'|toutes? vous|tous vous)(?: tous| toutes| tout)? ?$",
        rf"{_LETHAL}{HARMLESS}",
    ),
    Sense(
        ("frapper",),
        "threats",
        rf"{_INTENT}{_ADV}{{0,4}} ?(?:te|vous|t'|tous vous)(?: tous| toutes)? ?$",
        rf"{_SOFT}{HARMLESS}",
    ),
    Sense(
        ("frapper",),
        "threats",
        rf"{_INTENT}{_ADV}{{0,4}} ?{_CLITIC}$",
        rf"(?:{_BEAT}|{_BLOW}){HARMLESS}",
    ),
    Sense(
        ("frapper",),
        "threats",
        rf"{_INTENT}{_ADV}{{0,4}} ?$",
        rf"(?:{_LETHAL}|(?<=eliminer)(?= (?:tous|toutes|physiquement))|(?<=descendre)|(?<=battre)|(?<=cogner)|(?<=tirer)(?= (?:sur|dans))(?! sur (?:la (?:sonnette|ficelle|corde|couverture|laisse|poignee)|les? (?:ficelles?|freins?|cordes?|cordons?|fil)\b|l'ambulance))|(?<=attaquer)(?= (?:votre|un|une|quelqu|l'agent|le commis))|(?<=planter)|(?<=blesser)|(?<=saigner)|(?<=ecraser)|(?<=enterrer)|(?<=bruler)){_PERSON}{HARMLESS}",
    ),
    Sense(
        ("frapper",),
        "threats",
        rf"{_INTENT}{_ADV}{{0,5}} ?$",
        r"(?:(?<=tirer)|(?<=descendre)|(?<=abattre)) [^.!?\n]{1,45}? (?:a bout portant|dans le dos|entre les deux yeux|comme (?:un|des) (?:chiens?|lapins?|rats?))",
    ),
    Sense(("frapper",), "threats", rf"{_INTENT}{_ADV}{{0,5}} ?$", rf"{_KILLS}{_ANYONE}{HARMLESS}"),
    Sense(
        ("frapper",),
        "threats",
        rf"{_INTENT}{_ADV}{{0,5}} ?(?:les|la|le|l')(?: tous| toutes)? ?$",
        r"(?:(?<=eliminer)|(?<=descendre)|(?<=battre)|(?<=cogner))(?: tous| toutes)?(?= (?:un par un|une par une|a coups?|avec (?:un|mon|une|ma) (?:gun|fusil|bat|batte|hache|couteau)|comme des (?:chiens|rats)|physiquement))",
    ),
    Sense(
        ("present",),
        "threats",
        rf"{_PRESENT}$",
        r"(?:(?<=plante) (?:un|une|mon|ma) (?:couteau|lame|tournevis|fourchette)|(?<=tire)(?: dessus| dedans| une balle| dans (?:la|le|les) (?:tete|jambes?|dos))|(?:(?<=casse)|(?<=pete)|(?<=defonce)|(?<=eclate)|(?<=fends)|(?<=explose)|(?<=arrache)|(?<=demolis)|(?<=arrange)|(?<=tranche)|(?<=coupe)|(?<=brise)) (?:la|le|les|l'|une)(?: deux)? ?(?:gueule|yeule|face|tete|jambes?|dents?|bras|genoux?|cou|crane|gorge|doigts?|nez|machoire|portrait|cul|os|cervelle|rotules?|couilles|peau)|(?:(?<=crisse)|(?<=calisse)|(?<=sacre)|(?<=fous)|(?<=donne)|(?<=mets)|(?<=colle)) (?:une|mon|ma|des) (?:\w+ )?(?:volee|claque|claques|raclee|poing|baffe|droite|balle|coup de (?:poing|couteau|batte|pied)|mornifle|gifle)|(?<=fais) (?:la peau|sauter la (?:tete|cervelle)))\b",
    ),
    Sense(
        ("present", "frapper"),
        "threats",
        r"\bque quelqu'une? (?:finisse par |aille |vienne )?(?:lui |leur |le |la |les |l')?$",
        rf"(?:(?<=tue)|(?<=assassine)|(?<=tire)|(?<=abatte)|(?<=descende)|(?<=frappe)|(?<=pende)|(?<=fusille)|(?<=egorge)|(?<=poignarde)|(?<=bute)|(?<=brule)|(?<=explose)|(?<=tuer)|(?<=assassiner))(?:(?: sur| dans)?{_ANYONE}| dessus|[.! ]*$| une balle| pour de bon)",
    ),
    Sense(
        ("present",),
        "threats",
        r"\b(?:je|j'|on) ?(?:vais |y )?$",
        r"(?:(?<=mets)|(?<=met)|(?<=crisse)|(?<=calisse)|(?<=fous)|(?<=sacre)) le feu (?:a|au|aux|dans|chez)\b",
    ),
    Sense(
        ("frapper",),
        "threats",
        rf"{_INTENT}{_ADV}{{0,5}} ?(?:lui |leur |te |vous )?$",
        r"(?:(?<=casser)|(?<=peter)|(?<=briser)|(?<=fendre)|(?<=arracher)|(?<=couper)|(?<=tordre)|(?<=trancher)|(?<=eclater)|(?<=exploser)|(?<=defoncer)) (?:la|le|les|l'|une)(?: deux)? ?(?:gueule|yeule|face|tete|jambes?|dents?|bras|genoux?|cou|crane|gorge|doigts?|nez|machoire|portrait|os|cervelle|rotules?|couilles|peau)\b(?: a| au| aux| de| du| des)? (?!mon (?:examen|dos))",
    ),
    Sense(
        ("rid-fr",),
        "threats",
        "",
        rf"(?: une fois pour toutes)?(?: de tous| de toutes)? (?:des|de ces|de cette|de vous|d'eux|de la|du|de l'|de)(?: [\wø'-]+){{0,2}}? ?(?:{_NOUN}|vous|eux|(?!{_THING})[\wø'-]+)(?: \w+)? (?:pour de bon|une fois pour toutes|pour toujours|definitivement)\b",
    ),
    Sense(
        ("frapper",),
        "threats",
        rf"{_INTENT}{_ADV}{{0,4}} ?$",
        rf"(?:{_BLOW}|{_BEAT}|(?<=faire)) ?(?:a|au|aux|de|du|des|d') ?(?:chaque |chacun d[e'] ?|le |la |les |ce |cet |cette |ces |votre |vos |ton |ta |tes |l'|un |une |tous )?(?:\w+ )?(?:{_NOUN}|quelqu'une?)\b",
    ),
    Sense(
        ("frapper",),
        "threats",
        r"\b(?:je|j'|(?<!qu')on|que je|que j'|nous|qu'on(?! l[ae]\b)) ?(?:te|vous|les?|la|t'|l')(?: tous| toutes)? ?$",
        r"(?:(?<=tue)(?! (?:pas|un|une|le|la))|(?<=bute)|(?<=saigne)|(?<=egorge)|(?<=etrangle)|(?<=poignarde)|(?<=creve)|(?<=descends)|(?<=frappe)|(?<=cogne)|(?<=defonce)|(?<=tuerai)|(?<=buterai)|(?<=egorgerai)|(?<=etranglerai)|(?<=creverai)|(?<=frapperai)|(?<=massacre)|(?<=etripe)|(?<=demolis)|(?<=tabasse)|(?<=(?:casserai|eterai)) la (?:gueule|yeule|tete)|(?<=casse) la (?:gueule|yeule))(?! (?:aux|en cour|de questions))".replace(
            "(?<=(?:casserai|eterai)) la (?:gueule|yeule|tete)",
            "(?<=casserai) la (?:gueule|yeule|tete)|(?<=peterai) la (?:gueule|yeule|tete)",
        ),
    ),
    Sense(
        ("frapper",),
        "threats",
        r"(?:(?:^|[.!?;:\n,\"»]\s*)(?:allez |donc |et |alors |tous,? )?)$",
        rf"(?:(?<=tuez)|(?<=butez)|(?<=pendez)|(?<=fusillez)|(?<=abattez)|(?<=lynchez)|(?<=egorgez)|(?<=flinguez)|(?<=brulez)|(?<=tuons)|(?<=pendons)|(?<=fusillons)|(?<=abattons)|(?<=lynchons)|(?<=brulons)|(?<=tabassez)|(?<=frappez)|(?<=battez)|(?<=exterminez)|(?<=exterminons)|(?<=decapitez)){_PERSON}",
    ),
    Sense(
        ("frapper",),
        "threats",
        r"(?:(?:^|[.!?;:\n]\s*))$",
        rf"(?:{_LETHAL}){_PERSON}(?= ?(?:[.!]|$))",
    ),
    Sense(
        ("frappe",),
        "threats",
        rf"{_SUBJECT} (?:{_NOT}){{0,4}}?{_MODAL}(?: tous| toutes| juste| bien)* ?(?:de )?(?:se|te|vous) faire $",
        r"(?<=battre)(?! (?:aux?|dans|en finale))",
    ),
    Sense(
        ("frappe",),
        "threats",
        rf"(?:{_MODAL}|\b{_SUBJECT}(?: [\w']+){{0,6}}? (?:{_SOON}))(?: tous| toutes| juste| bien| simplement| vraiment| meme| publiquement| sur-le-champ| bientot)* ?(?:etre |d'etre |qu'on (?:le|la|les|vous|te) |de se faire |se faire |vous faire |te faire |(?:te|vous|se) faire |finir |qu'ils soient |qu'elle soit )(?:tous |toutes |publiquement )?$",
        r"(?:"
        + _STRONG_FR
        + r"|(?<!casser)(?<!peter)(?<=er)(?! (?:une|a l'ordre|dehors|avoir))|(?:(?<=casser)|(?<=peter)) (?:la|les) (?:gueule|yeule|jambes|dents)|(?<=dedans)|(?<=dre)(?! compte))",
    ),
    Sense(
        ("frappe",),
        "threats",
        rf"{_SUBJECT} (?:{_NOT}){{0,4}}?{_MODAL}(?: tous| toutes| juste| bien)* ?(?:etre |d'etre )(?:tous |toutes )?$",
        r"(?<!er)(?<!dre)(?! (?:par (?:un|la|le) (?:arret|montant|impot|taxe)|au|aux|dans les sondages|d'un bracelet|de stupeur))",
    ),
    Sense(
        ("frappe",),
        "threats",
        r"\b(?:a|bon pour etre|bonne a|bons a|qu'on (?:le|la|les|te|vous))(?: tous| toutes)? $",
        r"(?:(?<=pendre)|(?<=fusiller)|(?<=abattre)|(?<=egorger)|(?<=lyncher)|(?<=flinguer))(?= (?:haut et court|sur place|sur-le-champ|sans proces|comme|d'urgence)|[.!,]|$)",
    ),
    Sense(("mourir",), "threats", _WISH, rf"(?:{_DEATH}{_FIGURE}|{_ILL})"),
    Sense(
        ("mourir",),
        "threats",
        rf"(?:{_SUBJECT} (?:{_NOT}){{0,4}}?{_MODAL}(?: tous| toutes| juste| bien)* ?(?:de |d'|a |que |une |un )?|\b(?:bons?|bonnes?) (?:juste )?a )$",
        rf"(?:{_DEATH}{_FIGURE}|(?<=la mort)|(?<=cancer)|(?<=pourrir)(?= en)|(?<=bruler)(?= (?:en enfer|vif|vive))|(?<=souffrir)(?= comme|[.!]|$)|(?<=mort)(?=[.!]|$))",
    ),
    Sense(
        ("mourir",),
        "threats",
        r"\b(?:tu vas|vous allez|tu|vous|t'es mieux de|(?:^|[.!?;:,\n] ?)(?:va|allez|vas)(?: donc| tous)?|tu peux|vous pouvez|pouvez|peux|meritez de|qu'ils? aillent|qu'ils?|qu'elles?|laissez-les)(?: tous| toutes| bien| donc| bientot| juste| le payer et| te| vous| moi ca| en)* $",
        rf"(?:(?<=crever)|(?<=mourir)|(?<=crevez)(?= tous)|(?<=creve)|(?<=crevent)|(?<=mourrez)|(?<=creverez)|(?<=te pendre)|(?<=vous pendre)|(?<=pendre)(?! au|re))(?:e|s)?\b{_FIGURE}(?! (?:si (?:vous|tu) (?:ne )?(?:prenez|prends)|de quelque chose|sans (?:soins|aide|traitement)))",
    ),
    Sense(
        ("mourir",),
        "threats",
        r"(?:(?:^|[.!?;:\n,]\s*|\bet |\bdonc |\btiens )(?:vas-y |allez |bon |va |alors )?)$",
        r"(?:(?<=creve)|(?<=crevez)|(?<=meurs)|(?<=mourez))(?:,| donc| tous| toutes| salope?a?u?d?s?| connards?| ordures?| en enfer| sale| pourris?| charognes?| chien\w*| cochon\w*| porc| pute|!|\.| ?$| espece| maudit| mon| gros| bande| vermine| lentement| dans (?:la douleur|d'atroces|ton|votre|un|ta))(?! faim)",
    ),
    Sense(
        ("arme",),
        "threats",
        r"\b(?:je|j'|on|m'as|m'en|quelqu'un va|quelqu'un devrait|faudrait|faut|nous)\b[^.!?\n]{0,45}?\b(?:viens|vais|vas|venir|viendrai|reviens|reviendrai|revenir|debarque\w*|arrive\w*|m'en viens|apporte\w*|amene\w*|emmene\w*|entre\w*|rentre\w*|passe\w*|retourne\w*|sors|sortir|vienne|attends|attendre|charge\w*|irai|aller|chercher|descends|monte|prendre|prends|pogner|ramene\w*|traine)\b[^.!?\n]{0,45}?\b(?:avec|mon|ma|mes|un|une|des|le|la|les|d'un|d'une|du|de l'|de la|l'|ton|leur|nos) ?(?:\w+ )?$",
        r"(?<!calibre)(?<!\b12)(?<!gaz)(?<!essence)(?:(?!(?: a (?:patate|feu|deux mains|double tranchant)|s? (?:de chasse )?(?:aux? (?:enregistrement|permis)|enregistre)| blanche| de service| de secours|s? de destruction| et (?:ma|la) fourchette))(?! (?:enregistre|et permis)))|(?<=essence)(?= (?:et|avec) (?:des|un|une|mes) (?:allumettes|briquet))|(?<=calibre)(?= 12)|(?<=\b12)(?=[.! ,]|$)(?! (?:ans|mois|h|heures|jours|semaines|rue|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|\$|%|,|\d))",
    ),
    Sense(
        ("arme",),
        "intimidation",
        r"\b(?:j'ai|je possede|j'me suis achete|je me suis achete|on a|j'ai achete|j'ai sorti)(?: deja| toujours| aussi)? (?:une?|mon|ma|des|deux|plusieurs|assez d[e']|plein d[e'])(?: \w+)? ?$",
        r"(?:(?<=gun)|(?<=guns)|(?<=fusil)|(?<=fusils)|(?<=arme)|(?<=armes)|(?<=carabine)|(?<=pistolet)|(?<=machette)|(?<=flingue))(?! (?:de service|enregistre|a (?:enregistrer|declarer|patate)|de chasse (?:a|enregistre)))",
    ),
    Sense(
        ("arme",),
        "intimidation",
        r"\b(?:mon|ma) (?:\w+ )?$",
        r" (?:est|sont) (?:charge|pret|prete|chargee|chargees|charges|prets)",
    ),
    Sense(
        ("balle",),
        "threats",
        r"\b(?:une|deux|la|des|d'une|trois|un)(?: bonne)? $",
        r" (?:(?:bien placee? )?(?:dans|entre|en pleine|pleine|a travers) (?:la|le|les|(?=tete\b)|ta|ton|sa|son|votre|vos|tes|leur|leurs)(?: deux)? ?(?:tete|yeux|crane|c(?:oe|œ)ur|nuque|front|gueule|face|cervelle|dos|cul|jambes?|genou|tempe)?\b|avec (?:ton|votre|son) nom|chacun|au cou de|autour d[eu])(?!(?: \w+)? (?:mienne)|ma )",
    ),
    Sense(
        ("balle",),
        "threats",
        r"\b(?:merit(?:e|es|ez|ent|erait|eriez|erais)|a besoin d'|ont besoin d'|avez besoin d'|lui faut|leur faut|vous faut|te faut|faudrait|prendre|mange|manger|manges|recevoir)(?: juste| bien| chacun| tous| leur| leurs| lui| vous| te)* ?(?:une|d'une|la|une bonne|deux|chacun une|des) $",
        r"(?:(?<=balle)|(?<=balles)|(?<=corde)|(?<=plomb))(?! (?:de (?:golf|tennis|neige)|a l'interlocuteur|perdue))",
    ),
    Sense(
        ("bombe",),
        "threats",
        r"\b(?:(?:il )?y a(?:ura| une?)?|j'ai(?: \w+)?(?: pose| mis| place| cache| laisse| installe| fabrique| envoye)?|je (?:vais|viens de|vous ai)(?: \w+)? ?(?:poser|mettre|placer|apporter|envoyer|laisser|fabriquer|poster|mis|pose|envoye|pose|poste)?|on a (?:mis|pose|place|cache)|je pose|je mets|(?:merit\w+|faudrait|faut)(?: \w+)?)(?: une?| des| la| l')(?: \w+)? ?$",
        r"(?! (?:a retardement (?:budgetaire|financiere)|d'air|de peinture|de bain|anatomique|a graines|humaine))",
    ),
    Sense(
        ("bombe", "arme"),
        "threats",
        r"\b(?:une?|des|la) (?:\w+ )?$",
        r"(?:(?<=bombe)|(?<=bombes))(?: est| va (?:sauter|exploser)| a ete posee| artisanale)*(?: cachee| placee| posee)? (?:dans|a|au|sous|devant|pres de|chez) (?:votre|vos|l'|le|les|la|ce|service canada)(?: ?\w+){0,1}? ?(?:bureaux?|edifices?|immeubles?|batiment|parlement|ministere|canada|hall|toilettes|stationnement|siege|locaux|centre|boite)\b",
    ),
    Sense(
        ("lieu", "frapper"),
        "threats",
        rf"(?:{_INTENT}{_ADV}{{0,4}} ?(?:vous |te |leur |lui |y )?|{_MODAL}(?: juste| bien)* ?(?:qu'on (?:y |lui |leur )?)?|(?:^|[.!?\n]\s*))$",
        rf"(?:(?<=faire sauter)|(?<=faire exploser)|(?<=bruler)|(?<=incendier)|(?<=le feu)|(?<=feu)|(?<=saccager)|(?<=tirer)|(?<=poser une bombe)|(?<=mettre une bombe)|(?<=foncer)|(?<=mitrailler)|(?<=cramer)|(?<=raser)|(?<=dynamiter)|(?<=plastiquer)|(?<=passer au feu)|(?<=flamber)|(?<=vandaliser)|(?<=detruire)|(?<=attaquer)|(?<=defoncer)){_LIEU}",
    ),
    Sense(
        ("lieu",),
        "threats",
        r"\b(?:bureaux?|edifices?|immeubles?|maison|ministere|parlement|mosquees?|place|cabane|boite|batiments?|batisses?|centre)(?: \w+){0,3} (?:devrait|devraient|merite|meriterait|va|vont|vas)(?: tous?)? $",
        r"(?:(?<=bruler)|(?<=flamber)|(?<=passer au feu)|(?<=cramer))",
    ),
    Sense(
        ("frapper",),
        "threats",
        r"\b(?:je (?:vais|viens)|j'vais|m'as|on va|on viendra|j'irai|j'vas)(?: tous| toutes)? (?:venir )?(?:te|vous|lui|leur) ?(?:la |le )?$",
        r"(?:(?<=faire) (?:la peau|payer de|la fete|avaler tes dents|sauter la (?:tete|cervelle)|bouffer|manger (?:tes|vos) dents|exploser|mal\b|voir ce que c'est la douleur)|(?<=mettre) (?:a l'hopital|dans (?:le|un) (?:trou|cercueil)|six pieds|une raclee|k\.?o)|(?<=crisser) (?:une|mon|ma)|(?<=envoyer) a l'hopital)",
    ),
)
