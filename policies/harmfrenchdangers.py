# ruff: noqa: E501 # tables and regular expressions read better whole
"""The senses of French words of despair and danger: the author, or somebody else, needs help."""

from typing import Final

from policies.harmsenses import Sense

_DEATH: Final = r"(?:(?<=mourir)|(?<=meurs)|(?<=meure)|(?<=meures)|(?<=meurent)|(?<=mouriez)|(?<=mourrez)|(?<=mourez)|(?<=mourriez)|(?<=crever)|(?<=creve)|(?<=creves)|(?<=crevent)|(?<=creviez)|(?<=creverez)|(?<=crevez))"
_FIGURE: Final = r"(?! (?:de (?:rire|faim|soif|chaud|froid|honte|fatigue|peur|ennui|jalousie|joie|plaisir|vieillesse|sa belle mort|covid)|d'(?:envie|impatience|ennui|amour|epuisement|inquietude)|le c(?:oe|œ)ur|l'(?:abces|ecran)|la dalle|(?:au|a la) (?:travail|tache)|en (?:attendant|paix)|dignement|dans la (?:dignite|pauvrete|misere)|avant|un jour|comme (?:moi|nous)|autant|a petit feu|pour (?:une?|vos|votre|avoir)|les? (?:pneus?|tubes?|yeux)))"
_KIN: Final = r"(?:(?:mon|ma|mes|notre|nos|un|une|l'|le|la|les|cet?|cette) ?(?:petite? |meilleure? |jeune |ex-?)?(?:fils|filles?|gars|garcon|enfants?|mari|femme|conjointe?|blonde|chum|amie?s?|coloc|frere|s(?:oe|œ)ur|mere|pere|maman|papa|cousine?|neveu|niece|etudiante?|voisine?|collegue|ex|petit-fils|petite-fille|oncle|tante|copine?|ado|camarade|personne|jeune)|elle|il|quelqu'une?(?: que je connais)?|une? de mes \w+)"
_ATTACKER: Final = r"(?:(?:mon|ma|notre|un|une|l'|le|la) ?(?:ancien |ancienne )?(?:ex(?:-\w+)?|mari|conjointe?|chum|blonde|copain|copine|pere|mere|beau-pere|frere|oncle|coloc|proprio|proprietaire|voisine?|harceleur|fils|compagnon|homme|gars|type|mec|patron|famille)|ils?|elles?|quelqu'une?|on)"

FRENCH_DANGERS: Final = (
    Sense(
        ("soi",),
        "self_harm",
        r"\b(?:je |j')(?:me |m')$",
        r"(?<=tue)(?= (?:ce soir|demain|si|maintenant|aujourd)|[.!]|$)",
    ),
    Sense(
        ("soi",),
        "self_harm",
        r"(?:\b(?:je|j'|jveux|jvais|j'veux|j'vais|m'as|de|d'|a|pour|vais|veux|juste|mieux|envie de|penser a|pense a|parfois|aller|et|ou|prefere|plus qu'a|reste qu'a|vaut|peux|pourrais|que|qu'a|ou|decide|sait|comment|idee de|moyen de)(?: (?:\w+ ){0,2}?)? ?|^|[.!?,;]\s?)(?<!vont )(?<!va )(?<!ca )(?:me |m')(?:faire )?$",
        r"(?:(?<=tuer)|(?<=suicider)|(?<=pendre)|(?<=mutiler)|(?<=noyer)|(?<=flinguer)|(?<=scarifier)|(?<=faire du mal)|(?<=empoisonner)|(?<=supprimer)(?= ce soir|[.!]|$)|(?<=suicide)|(?<=pends)|(?<=mutile)|(?<=scarifie)|(?<=crever)(?= (?:seule?|ce soir|d'une balle)))(?! (?:a (?:l'ouvrage|la tache|vous|te|lui|leur|le dire|repeter|expliquer|travailler|essayer|chercher|comprendre)|au (?:travail|boulot)|de (?:rire|travail|toute)|dans (?:la paperasse|le travail)|le (?:dos|moral)|la (?:vue|sante)|en (?:attendant|vain)|pour (?:une?|ce|cette) (?:reponse|formulaire|bourse)))",
    ),
    Sense(
        ("soi",),
        "self_harm",
        r"\b(?:me |m')(?:faire |les )?$",
        r"(?:(?<=jeter)|(?<=crisser)|(?<=calisser)|(?<=sacrer)|(?<=foutre)|(?<=lancer)|(?<=garrocher)|(?<=pitcher)|(?<=tirer)) (?:en (?:bas|l'air)|en avant|devant|sous|du (?:haut|\w+(?:e|o)me|pont|toit|balcon)|d'un|d'une|en dessous|dans le (?:fleuve|vide|canal)|dans (?:la riviere|le trafic)|une balle|par la fenetre|a l'eau)\b",
    ),
    Sense(
        ("soi",),
        "self_harm",
        r"\b(?:me |m'|m'en )$",
        r"(?:(?<=couper)|(?<=ouvrir)|(?<=coupe)|(?<=ouvre)|(?<=taillader)|(?<=enlever)|(?<=oter)|(?<=trancher)) (?:les (?:veines|poignets)|la (?:vie|gorge)|les bras|le poignet)\b",
    ),
    Sense(
        ("soi",),
        "self_harm",
        r"\b(?:je |j'|me |m'|envie de |recommence a )?(?:me |m')$",
        r"(?:(?<=coupe)|(?<=mutile)|(?<=scarifie)|(?<=couper)|(?<=mutiler))(?= (?:encore|pour|tous|chaque|depuis|quand|les|parce|souvent|de nouveau)|[.!]|$)(?! (?:les cheveux|du reste|la parole|du monde|les ongles|pour (?:un|une|mon|vous)))",
    ),
    Sense(
        ("mourir",),
        "self_harm",
        r"\b(?:je|j'|j|m'|jveux|j'veux|chu|j'suis|jsuis|moi)(?: (?:ne|n'|suis|serais|crois que je|pense que je))?(?: ?(?:veux|voudrais|aimerais|souhaite|prefere(?:rais)?|vais|pense(?: souvent| sans arret)? a|songe a|reve de|merite(?: juste)? de|ai (?:juste |tellement |vraiment |trop |souvent |tout le temps |de plus en plus |comme |super |ben |plus qu'une )?(?:envie|le gout|hate|besoin|decide)(?: de| d')?|suis (?:pret|prete|mieux|rendue?|decidee?)(?: a| de)?|attends (?:juste )?(?:de|que la)|devrais|dois|prie pour|compte|serais mieux|espere))(?: juste| vraiment| seulement| tellement| mieux| plus que| de| d'| etre| bientot| souvent| encore| tout simplement| deja| pour de vrai| aussi| parfois| tous les jours)* ?$",
        rf"(?:{_DEATH}|(?<=la mort)|(?<=mort)|(?<=morte)){_FIGURE}(?! (?:de|d'|au combat|plutot que (?:d'|de )(?:appeler|attendre|remplir|rappeler|retourner|parler))|!* ?(?:lol|mdr|haha))",
    ),
    Sense(
        ("mourir",),
        "self_harm",
        r"\b(?:envie|le gout|hate|idee|gout|force|idees?|besoin|peur de vouloir|parle de|pensees de|obsedee? par|en train de penser a|l'idee) (?:de |d'|a )?(?:vouloir )?(?:la )?$|\b(?:serai[ts]|serions|seriez|vivraient|irait|mieux|valoir) (?:bien |tellement |ben )?(?:mieux|si j'etais|si je etais|plus utile)(?: si| avec moi| d'etre| que je sois)* ?(?:j'etais |j'suis |je )?$|\b(?:si|quand) (?:j'etais|je (?:suis|serai|serais)|j'suis|j'etais) $|\b(?:mieux|mieux d'etre|preferais etre|voudrais etre|aimerais etre|laissez-moi|laisse-moi|faites-moi|plus qu'a|voulais|reste qu'a|vaut mieux) $",
        rf"(?:(?<=mourir)|(?<=mort)|(?<=morte)|(?<=crever)){_FIGURE}(?! (?:de|d'|vivant))",
    ),
    Sense(
        ("vivre",),
        "self_harm",
        r"(?:\b(?:plus|pus|pu|jamais|aucune?|sans|perdu|pas)(?: \w+)? ?(?:envie|le gout|gout|la force|force|raisons?|de raison|l'energie|d'energie|l'envie|capable|de sens|d'espoir|d'avenir|d'issue|la peine|le courage|pourquoi)(?: de| d'| a| a ma| pour| dans ma| dans cette)? ?(?:continuer a )?|\b(?:ne )?(?:veux|veut|voulais|voudrais|peux|desire|souhaite|supporte|merite) (?:juste |meme |vraiment )?(?:plus|pus|pas|pu)(?: \w+)? ?(?:de |la |ma )?|\b(?:tannee?|fatiguee?|ec(?:oe|œ)uree?|epuisee?|lassee?|a boutte?|a bout|las|lasse|brulee?|plus que tannee?|peur|marre|assez|honte) (?:de |d'|de la |de ma |de cette |de devoir )|\bpourquoi (?:je )?(?:continuerais?-?j?e? (?:a )?|continuer a |encore |est-ce que je devrais |vivre |m'obstiner a )|\b(?:a quoi (?:bon|ca sert)|ca sert a quoi|rien ne sert|quelle raison)(?: de)? ?(?:continuer a )?|\b(?:mettre|mets|met|met[s]?|mis) (?:un terme|fin|un point final) a (?:ma |cette |la )|\b(?:arreter|cesser|arrete|finir) (?:de |avec |ma |la )|\b(?:haine|deteste|hais|haie) (?:la |ma )|\b(?:quitter|finir|en finir avec) (?:ce monde et |cette |la |ma )|\bmerite pas (?:de )?|\b(?:plus|pus) rien (?:qui me|a quoi me|pour)(?: \w+){0,3} ?)$",
        r"(?:(?<=vivre)|(?<=vie)|(?<=vivant)|(?<=vivante)|(?<=exister)|(?<=etre la)|(?<=me reveiller)|(?<=respirer)|(?<=continuer a vivre))(?! (?:a|au|aux|en|chez|avec|seule?s?|ensemble|sur|ici|la-bas|privee|professionnelle|scolaire|etudiante|active|sociale|de (?:famille|couple|etudiant\w*|facon)|chere|decemment|de mon|de ma|du|des|aupres|loin|pres|sans (?:aide|argent|soutien)|comme (?:tout|les autres|avant)|normale|dignement|independant|dans (?:un|une|mon|ma|le|la|les|cette ville|ce logement|l'incertitude)|dehors|separement|hors)\b|-)",
    ),
    Sense(
        ("vivre",),
        "self_harm",
        r"\b(?:je|j'|envie|envie de|veux|pense a|pour|vais|prefere|voudrais|mieux|goût|gout de|l'idee d'|hate d'|decide d'|songe a|tente d'|pret a|prete a|juste|bientot|tout)(?: en)?(?: (?:juste|tout simplement|vraiment|souvent))*(?: d'| de| a)? ?$",
        r"(?:(?<=en finir)(?= (?:avec (?:la vie|tout|ma vie|mes jours|cette vie|moi)|pour de bon|ce soir|une fois pour toutes|maintenant|bientot|definitivement|au plus vite)|[.!,]|$)(?! avec (?:ce|cette|ma demande|mon|mes|votre))|(?<=disparaitre)(?= (?:pour (?:de bon|toujours)|de (?:la (?:terre|surface)|ce monde)|a jamais|completement|cette nuit)|[.!]|$))",
    ),
    Sense(
        ("gouffre",),
        "self_harm",
        r"\b(?:je|j'|me|m'|envie de|envie d'|vais|veux|gout de|pense a|pense)\b[^.!?\n]{0,30}?\b(?:sauter|jeter|jette|crisser|crisse|calisser|garrocher|lancer|pitcher|sacrer|tirer|foutre|saute|avaler|avale|prendre (?:toutes|tous|assez)|pris (?:toutes|tous|assez|trop)|foncer|rentrer|pendre|accrocher|acheter|achete|ouvrir|couper)\b[^.!?\n]{0,25}?$",
        r"(?! (?:jacques|champlain|victoria|samuel|de la concorde|est (?:ferme|bloque)|\w+ est ferme))",
    ),
    Sense(
        ("gouffre",),
        "self_harm",
        r"\b(?:ai|assez de|toutes mes|tous mes|une boite de|plein de|avaler (?:mes|toutes|tous|des|une)|avale (?:mes|toutes|tous|des|une)|stock de|reserve de|trop de|prendre toutes|pris toutes|ma|la) ?(?:mes |les |ces |de |d')?$",
        r"(?:(?<=pilules)|(?<=medicaments)|(?<=cachets)|(?<=corde)(?= (?:est prete|m'attend|autour de mon cou|au cou)))(?= (?:pour (?:en finir|mourir|tout arreter|ne plus|m'endormir)|est|m'attend|autour|d'un coup|cette nuit|ce soir|et je)|[.!]|$)(?<!ma medicaments)(?<!la medicaments)(?<!la pilules)",
    ),
    Sense(
        ("menacer",),
        "emergency",
        rf"\b{_ATTACKER}(?: \w+){{0,3}}? (?:veut|veulent|essaie de|essaye de|menace(?: encore| toujours)? de|a menace de|m'a menacee? de|me menace de|me menacent de|a essaye de|a tente de|tente de|va|a dit qu'il allait|a dit qu'elle allait|dit qu'il va|dit qu'elle va|a jure de|parle de|cherche a|m'a dit qu'il allait|m'a dit qu'il va|continue de) ?(?:venir |encore )?(?:me |m'|nous |te )?$",
        r"(?:(?<=tuer)|(?<=frapper)|(?<=battre)|(?<=violer)|(?<=etrangler)|(?<=poignarder)|(?<=agresser)|(?<=attaquer)|(?<=crever)|(?<=faire mal))(?! (?:si (?:je|j') (?:ne |n')?(?:\w+ )?(?:pas|oublie|rate)|a la porte|de rire|avec (?:ses|vos) (?:questions|frais)|quand (?:elle|il) (?:va voir|verra)))",
    ),
    Sense(
        ("menacer",),
        "emergency",
        rf"\b{_ATTACKER}(?: (?:qui|encore|toujours|souvent))* ?(?:me |m'|nous |l'|la |les )?$",
        r"(?:(?<=bat)|(?<=viole)|(?<=etrangle)|(?<=agresse)|(?<=cogne)|(?<=maltraite)|(?<=attaque)(?! (?:au|a la|votre))|(?<=sequestre)|(?<=harcele)|(?<=menace)(?= (?:de mort|avec (?:un|une|son)|de (?:me|nous|m'))))(?! (?:pour (?:nos|les) droits|froid|en (?:cour|justice)|au|aux|d'expulsion|tous les records|le record|de (?:m'expulser|poursuites?)|par (?:un|des) (?:courriels?))\b)(?<!on bat)(?<!ils bat)",
    ),
    Sense(
        ("menacer",),
        "emergency",
        rf"\b{_ATTACKER}(?: (?:qui|encore|toujours|souvent))* ?(?:me |m'|nous )(?:fait |fait du |fait tres )?$",
        r"(?:(?<=frappe)|(?<=mal)(?= (?:physiquement|quand|encore|chaque|tous)))(?! (?:que|comme|de plein fouet|toujours que|en (?:lisant|voyant)))",
    ),
    Sense(
        ("menacer",),
        "emergency",
        rf"\b{_ATTACKER}(?: \w+)? ?(?:m'a|nous a|l'a|a|m'avait)(?: encore| deja| toutes?)* $",
        r"(?:(?<=battue)|(?<=battu)|(?<=menace)|(?<=menacee)|(?<=etrangle)|(?<=etranglee)|(?<=agresse)|(?<=agressee))(?: (?:avec (?:un|son) (?:couteau|arme|fusil|gun)|de mort|encore|hier|ce (?:matin|soir)|cette nuit|aujourd'hui|tantot|de me tuer|de nous tuer))",
    ),
    Sense(
        ("menacer",),
        "emergency",
        r"\b(?:on|ils?|elles?|mon ex|mon chum|mon conjoint|mon mari) (?:m'|me |nous )?(?:a )?$",
        r"(?<=menace)(?: de mort|e de mort)\b",
    ),
    Sense(
        ("perdu",),
        "emergency",
        r"\b(?:mon|ma|mes|notre|nos|un|une|le|la|son|sa)(?: \w+)? ?(?:fils|filles?|enfants?|bebe|mari|femme|conjointe?|mere|pere|s(?:oe|œ)ur|frere|petit-fils|petite-fille|amie?|niece|neveu|ado|garcon|coloc|cousine?|etudiante?|chum|blonde|maman|papa|grand-mere|grand-pere)(?: \w+)?(?: (?:est|a|sont|ont|n'est|a ete|s'est fait|se sont fait|s'est fait|reste|demeure|est toujours|n'est toujours|est encore|est partie? et n'est|est portee?))* ?(?:toujours |encore )?$",
        r"(?! (?:du (?:formulaire|dossier|systeme)|de (?:la liste|mon dossier)|en (?:19|20)\d\d|il y a (?:\w+) ans?|dans (?:le|mon) (?:formulaire|dossier)))",
    ),
    Sense(
        ("enfant",),
        "emergency",
        rf"\b{_KIN}(?: \w+){{0,6}} ?$",
        r"(?:(?<=suicidaire)|(?<=se tuer)(?! (?:a (?:l'ouvrage|la tache|travailler|essayer)|au travail))|(?<=s'enleve la vie)|(?<=se suicide)|(?<=se tue)(?= (?:si|et|ce)|[.!]|$)|(?<=s'enlever la vie)|(?<=se suicider)|(?<=s'enlever la vie)|(?<=veut mourir)|(?<=veut etre mort)|(?<=veut etre morte)|(?<=veulent mourir)|(?<=se faire du mal)|(?<=mettre fin a ses jours)|(?<=se pendre)|(?<=se mutile)|(?<=en danger)|(?<=en finir)(?= avec (?:la|sa) vie|[.!]|$))(?! (?:de (?:rire|perdre|manquer|faim|honte|savoir)|il y a \w+ ans|en (?:19|20)\d\d))",
    ),
    Sense(
        ("enfant",),
        "emergency",
        r"\b(?:enfants?|bebe|petite?|petits|ado|jeune|mineure?|fille|garcon|fils|elle|il)(?: (?:est|sont|se fait|se font|etait|qui est|a ete|qui se fait|ont ete|d'a cote est|du voisin est|de la voisine est))?(?: \w+)? $",
        r"(?:(?<=maltraite)|(?<=maltraitee)|(?<=maltraites)|(?<=battu)|(?<=battue)|(?<=battus)|(?<=neglige)|(?<=negligee)|(?<=abuse)|(?<=abusee)|(?<=pas en securite))(?! (?:par le systeme|il y a \w+ ans|en (?:19|20)\d\d|contre|pour))",
    ),
)
