# ruff: noqa: E501 # tables and regular expressions read better whole
"""Senses whose cue is an everyday word: veiled threats, farewells, dangers at home, in both languages."""

from typing import Final

from policies.harmsenses import Sense

_STAFF: Final = r"(?:agents?|clerks?|directors?|managers?|boss|minister|supervisors?|employees?|officers?|receptionist|kids?|children|wife|husband|daughter|son|staff|family|people|team|mother|mom|parents|workers?)"
_STAFF_FR: Final = r"(?:directeur|directrice|agente?s?|commis|ministre|gerante?|patronn?e?s?|receptionniste|employee?s?|famille|fille|femme|mari|superviseure?s?|enfants|flos|mere|parents|conjointe?|boss|fonctionnaires?|monde)"
_HE: Final = (
    rf"(?:you|u|he|she|they|(?:your|that|the|his|her|this|one of your|all your) (?:\w+ )?{_STAFF})"
)
_LIVE: Final = r"(?:live|work|park|sleep|stay|hang out|eat|(?:go(?:es)?|went) to (?:school|work|church)|shop|walk)s?\b"
_LIVE_FR: Final = (
    r"(?:habit|rest|viv|travaill|stationn|dor[st]|dorm|se tien|vit\b|vis\b|sor[st]|soup|din)"
)

PHRASES: Final = (
    Sense(
        ("where",),
        "intimidation",
        r"\b(?:i|we|someone|somebody|people)(?:'ll| will)? (?:all |already |still )?(?:know|knows|found out|find out|figured out|remember|can find out|have found)(?: exactly| just| damn well)? $",
        rf" {_HE}(?:'s)? (?:\w+ )?{_LIVE}|(?<=where) (?:your|his|her|their) (?:house|home|apartment|office|kids?|car|family|desk|school)\b",
    ),
    Sense(
        ("visit",),
        "intimidation",
        r"\b(?:pay(?:ing)?|giv(?:e|ing)|owe) (?:you|u|him|her|them|(?:your|the|that) \w+) a (?:little |friendly |surprise |personal |nice )?$|\bexpect(?:ing)? a (?:little |surprise )?$",
        r"(?! (?:to (?:canada|ottawa)|from (?:the|our) (?:nurse|team)|if (?:you need|i can)|to (?:drop|submit|apply|ask|thank)))",
    ),
    Sense(
        ("drive",),
        "intimidation",
        rf"\b(?:i|we) (?:know|have seen|saw|remember) (?:exactly )?(?:what|which|the) (?:kind of )?(?:car|truck|bus|route|colou?r car|vehicle|suv) {_HE} $",
    ),
    Sense(
        ("happen",),
        "intimidation",
        r"\b(?:shame|pity|too bad|terrible|tragic|unfortunate|awful|hate for|sad) (?:if |it if |for )?(?:some(?:thing)?|any(?:thing)?|something bad|an accident|something)(?: bad| terrible| nasty)?(?: were| was)?(?: to)? $",
        r"(?! (?:to my|with my))",
    ),
    Sense(
        ("happen",),
        "intimidation",
        r"\b(?:something|bad things|something bad|something terrible|an accident|accidents|things)(?: bad)? (?:will|might|could|may|is going to|are going to|can|is gonna|'s gonna|is bound to) $",
        r" to (?:you|u|your|him|her|them|one of you|the minister|that)\b",
    ),
    Sense(
        ("christmas",),
        "intimidation",
        r"\b(?:you|he|she|they|u|your \w+)(?:'ll)? (?:won't|will not|wont|may not|might not|will never|never)(?: be around to| live to)? (?:see|make it to|make it till|make it past|live to see|be around for|reach|survive until|survive to) $",
        r"",
    ),
    Sense(
        ("sinon",),
        "intimidation",
        r"(?:\bor $|(?:^|[.!,;]\s*|\b(?:et|ou|pis) )$)",
        r"(?:(?<=else)(?:[.!…]*\s*$| (?:you(?:'ll| will)|i(?:'ll| will)|someone|somebody))|(?<=sinon),? (?:tu vas|vous allez|je vous jure|je te jure|ca va (?:mal finir|aller mal|barder|saigner|mal aller)|je (?:ne )?(?:reponds|garantis) (?:plus|pas|pus) d|gare)|(?<=gare a) (?:toi|vous|tes|vos))",
    ),
    Sense(
        ("sais",),
        "intimidation",
        r"\b(?:je|on|j'|nous|quelqu'un|tout le monde)(?: ?l'| ne)? ?(?:tres bien |exactement |deja )?$",
        rf"(?: tres bien| exactement| deja| ben)?(?: (?:c'est|ou est-ce qu')| ou| c'est ou)+ ?(?:qu'|que )?(?:(?:est-ce qu'|que |qu')?(?:tu|vous|ils?|elles?|t'|(?:votre|ton|ta|vos|tes|cette?|le|la|les|l') ?{_STAFF_FR}) ?{_LIVE_FR}\w*|{_LIVE_FR}\w* (?:votre|ton|ta|vos|tes|cette?|le|la|les|l'|un de vos) ?(?:\w+ )?{_STAFF_FR}|(?:sont|est|vont|va) (?:vos|tes|ses|votre|ta|ton|leurs) \w+|(?:vos|tes|ses) (?:enfants|flos) (?:vont|sont))|(?: a quelle heure| quand) (?:tu|vous|il|elle|ils|elles|(?:votre|vos|cette?|l'|le|la) ?{_STAFF_FR}) (?:finit?|finis|finissez|finissent|sort|sors|sortez|sortent|part|pars|partez|rentre|termin)\w*|(?: quel(?:le)?s?) (?:char|auto|voiture|autobus) (?:tu|vous|il|elle|(?:votre|vos|cette?|l'|le|la) ?{_STAFF_FR}) (?:condui|prend|pren|a\b|as\b)\w*",
    ),
    Sense(
        ("sais",),
        "intimidation",
        r"\b(?:je|on|nous|moi je)(?: vous| te| le| la)? ?$",
        rf"(?:(?<=connais)|(?<=connait)|(?<=reconnais)) (?:l'auto|le char|la voiture|l'adresse|l'horaire|la plaque|la face|le visage|la maison|le (?:trajet|quartier)|l'ecole|l'heure) (?:des?|du|de la|de l'|d'|ou)(?: ?(?:votre|vos|cette?|ce|ton|ta|tes|ses|sa|la|le|l'))? ?(?:{_STAFF_FR}|(?:tu|vous|il|elle))|(?:(?<=connais)|(?<=connait)|(?<=reconnais)) (?:ton|ta|votre|tes|vos|son) (?:auto|char|voiture|adresse|horaire|plaque|face|visage|maison|enfants|famille|quartier|rue|trajet)\b",
    ),
    Sense(
        ("dommage",),
        "intimidation",
        "",
        r"(?: que| si| s'il| s'ils| qu'il)(?: ca| quelque chose| un malheur| un accident| t'| vous| leur| lui| il)*(?: t'| vous | leur | lui | )?(?:arriv|survien|surven|tomb)\w*(?: (?:quelque chose|un (?:malheur|accident)|malheur|de quoi))?(?: (?:a|aux) (?:vos|votre|ta|ton|tes|ses|toi|vous|lui|elle|l'un|leur|un de)\b|$|[.!…])",
    ),
    Sense(
        ("visite",),
        "intimidation",
        r"\b(?:rendre|rendra|rends|rendrai|rend|faire|fera|rendrons|attends-toi a|attendez-vous a|droit a|recevoir|va avoir|allez avoir|vas avoir)(?: (?:une|de la|la|une petite|ma|notre))? $",
        r"(?= (?:a la maison|chez (?:vous|toi|lui|elle|eux)|cette nuit|ce soir|a (?:ton|votre|sa) (?:bureau|maison|domicile)|surprise|un de ces)|[.!…]*\s*$)",
    ),
    Sense(
        ("visite",),
        "intimidation",
        r"\b(?:va|vais|on va|allons|viendra|viendrons|pourrait)(?: aller| venir)? (?:te|vous|lui|leur) (?:rendre|faire) (?:une (?:petite )?)?$",
        r"(?! (?:au (?:comptoir|kiosque)|pour (?:ma|mon|une|deposer|remettre)|lors|pendant))",
    ),
    Sense(
        ("noel",),
        "intimidation",
        r"\b(?:tu|vous|il|elle)(?: (?:te|vous|ne|se|n'))*(?: ?y)? ?(?:rendras|rendrez|rendra|verras|verrez|verra|fetera|feteras|feterez|passeras|passerez|atteindras|vivras|vivrez) (?:pas|plus|jamais|meme pas)(?: a| au| jusqu'a| jusqu'au| la| le| les)* ?$",
    ),
    Sense(
        ("chez",),
        "intimidation",
        r"\b(?:je|on|j'|nous|m'as|quelqu'un)(?: ?(?:vais|va|vas|viens|viendra|viendrai|debarque|arrive|passe|passerai|irai|m'en viens|s'en vient|sais|peux|pourrais|pourrait|m'en))(?: (?:aller|venir|passer|debarquer|me rendre|vous voir|te voir|bientot|ce soir|demain|ou c'est|directement|cogner|vous chercher|te chercher))* $",
        r" (?:toi|vous|lui|elle)\b(?= ?(?:ce soir|cette nuit|demain|avec|[.!]|,? (?:tu|vous|attends|attendez|pis|et) (?:vas|allez|moi|regler|vas voir|verrez|vous)|pour (?:regler|vous|te|ca))| ?$)",
    ),
    Sense(
        ("mieux",),
        "intimidation",
        r"\b(?:t'es|tu es|vous etes|t'as|tu as|vous avez|(?:il|elle|y) est|(?:ils|elles|y) sont) (?:ben |bien |tous )?$",
        r" (?:de |d')(?:te |vous |se |bien |pas )?(?:watcher|surveiller|cacher|sauver|checker|tenir tranquilles?|faire attention|prier|courir|barrer|dormir|regarder (?:derriere|en arriere)|avoir des yeux|fermer (?:ta|votre)|me croiser|etre (?:la|dans les parages) quand)|(?<=interet) a (?:te |vous |se |bien |pas |ne pas )*(?:surveiller|cacher|sauver|watcher|courir|tenir|me croiser|fermer)",
    ),
    Sense(
        ("watch",),
        "intimidation",
        "",
        r"(?:-(?:toi|vous)\b| (?:toe|ben toi|tes arrieres|ton dos|vos arrieres|tes fesses))",
    ),
    # farewells and burdens
    Sense(
        ("gone",),
        "self_harm",
        r"\b(?:when|after|once|if)(?: i'm| i am| im| i was| i were| i just)(?: already| finally| all| just)* $",
        r"(?! (?:on|to|for (?:the|a|two|my)|through|away|over|back|from (?:home|work)))",
    ),
    Sense(
        ("without",),
        "self_harm",
        r"\b(?:better off|happier|better|easier|be fine|do fine|so much better)(?: \w+)? $",
        r" me\b(?! (?:having|paying|being able))",
    ),
    Sense(
        ("around",),
        "self_harm",
        r"\bi(?:'ll| will)?(?: probably| may| might)? (?:won't|will not|wont|not|may not|might not)(?: even)? be $",
        r"(?= ?(?:tomorrow|much longer|anymore|any more|any longer|next (?:week|month|year)|when (?:you|this|the)|by (?:the time|then)|for long|long enough|to (?:see|read|bother)|[.!]|$))",
    ),
    Sense(
        ("without", "gone"),
        "self_harm",
        r"\b(?:nobody|no one|noone|who|anyone|anybody)(?:'d| would| will|'ll)?(?: even| ever| really)* (?:notice|care|miss me|remember|cry)(?: if| when| that)(?: i'm| i am| i was| i were| i)(?: just)? $",
        r"(?<=gone)|(?<=disappeared)|(?<=died)|(?<=dead)|(?<=vanished)",
    ),
    Sense(
        ("sans",),
        "self_harm",
        r"\b(?:mieux|plus heureux|plus heureuses?|plus simple|plus facile|bien)(?: tous| toutes)? $",
        r" moi\b(?! (?:avoir|payer))",
    ),
    Sense(
        ("serai",),
        "self_harm",
        r"\b(?:je|j'|je ne|j) ?$",
        r"(?: (?:plus|pus)) (?:la|ici|de ce monde|en vie|vivante?)\b(?! (?:lundi|mardi|mercredi|jeudi|vendredi|pour (?:la|mon) (?:session|rendez)|a (?:ottawa|quebec|l'universite)|au (?:canada|cegep)|en (?:avril|mai|juin|septembre)|(?:comme|quand) vous (?:ouvr)|jusqu'))",
    ),
    Sense(
        ("parti",),
        "self_harm",
        r"\b(?:(?:si|que|quand|une fois) (?:je (?:suis|serai|serais)|j'etais|j'suis)|personne (?:ne )?(?:remarqu|s'en|verr)\w+[^.!?\n]{0,30}) $",
        r"(?:e)? (?:pour (?:de bon|toujours))",
    ),
    Sense(
        ("fardeau",),
        "self_harm",
        r"\b(?:je suis|j'suis|chu|d'etre|etre|suis juste|suis rien qu'|i'm|i am|im|being|just|such)(?: juste| seulement| rien qu'| devenue?| just| nothing but| only| such)* ?(?:un|une|a) (?:\w+ )?$",
        r"(?= (?:pour (?:tout le monde|ma famille|mes|tous|les autres|elle|lui|eux|ma)|to (?:everyone|my|everybody|them|others|all)|on (?:everyone|my))|[.!]|$)",
    ),
    # dangers
    Sense(
        ("knife",),
        "emergency",
        r"\b(?:he|she|they|my (?:\w+ )?(?:ex|husband|partner|boyfriend|father|son|brother|roommate|stepfather|dad|wife|neighbou?r)|someone|somebody|a man|a guy|this man|some guy|there's a man|a student)(?: is| has| just| 's| who)*(?: has| got| pulled| pulled out| holding| waving| carrying| came (?:at me )?with| pointing| pointed| grabbed| with)(?: out)? (?:a|the|his|her|my|an|some)(?: \w+)? $",
        r"(?! (?:licen[cs]e|permit|safety|collection|shop|range|control|course|ban))",
    ),
    Sense(
        ("couteau",),
        "emergency",
        r"\b(?:il|elle|mon (?:ex|chum|conjoint|mari|pere|fils|frere|coloc|beau-pere|voisin|copain)|ma (?:blonde|conjointe|mere)|quelqu'un|un homme|un gars|un type)(?: qui)?(?: m'| nous)? ?(?:a|tient|a sorti|sort|pointe|avec|a pris|brandit|se promene avec|est (?:arrive|venu|entre|debarque) avec|menace avec|approche avec) (?:un|une|son|le|la|mon)(?: \w+)? $",
        r"(?! (?:de service|de chasse enregistre|a patate))",
    ),
    Sense(
        ("door",),
        "emergency",
        r"\b(?:break(?:s|ing)?|broke|kick(?:s|ing|ed)?|smash(?:es|ing|ed)?|bang(?:s|ing)?|bust(?:ing)?|pound(?:ing|s)?|trying to (?:break|get))(?: \w+)? (?:down|in|into|through|on|at) (?:my|our) (?:\w+ )?$",
        r"(?! (?:prize|step|bell))",
    ),
    Sense(
        ("porte",),
        "emergency",
        r"\b(?:defonc\w+|cass\w+|cogn\w+ (?:dans|sur)|fess\w+ dans|kick\w+(?: dans)?|forc\w+|essaie d'entrer par|frapp\w+ (?:dans|sur)|pet\w+|brise\w*)(?: (?:la|ma|notre|mes|dans ma|sur ma))(?: \w+)? ?$",
        r"(?! (?:ouverte|d'entree du programme|de garage brisee))",
    ),
    Sense(
        ("leave",),
        "emergency",
        r"\b(?:won't|wont|will not|doesn't|does not|refuses to|refused to|never|isn't|not|wouldn't)(?: going to)?(?: let(?:ting)?| allow(?:ing)?)? (?:me|us|her|my \w+) (?:to )?$",
        r"(?:(?<=leave)|(?<=go outside)|(?<=leave the house)|(?<=out of the house)|(?<=go out)|(?<=eat)|(?<=see a doctor))(?! (?:a (?:comment|message|voicemail|review)|early|the (?:program|page|form|queue|site|course)|my (?:program|course|comment)|work|school|class|feedback|blank|it blank|this))",
    ),
    Sense(
        ("sortir",),
        "emergency",
        r"\b(?:veut|veulent|laisse|laissent|voulait|peux|puis)(?: pas| plus| jamais| pus)? ?(?:me laisser |nous laisser |la laisser |m'a laisser )?$",
        r"(?<!peux sortir)(?= (?:de (?:la maison|chez|l'appartement|ma chambre|l'appart)|d'ici)|,|[.!]|$| et (?:il|elle|j'ai|envoyez))(?:(?<=sortir)|(?<=partir)|(?<=m'en aller))",
    ),
    Sense(
        ("trapped",),
        "emergency",
        r"\b(?:people|someone|somebody|kids|children|students?|we|i|they|family|residents)(?:'m|'re| are| is| am| were)(?: still| all)? $",
        r"(?: (?:inside|in (?:the|a|my|our) (?:building|house|residence|basement|elevator|apartment|fire|car|room|dorm)|under|by the fire|and (?:the|there|it))|[.!]|$)(?! (?:in debt|in this program))",
    ),
    Sense(
        ("fire",),
        "emergency",
        r"\b(?:there(?:'s| is|s)|we have|got)(?: a| an)?(?: big| huge| house)? $",
        r" (?:in|at|on|inside|here|next door|upstairs|downstairs)\b(?! (?:me|my (?:inbox|belly|phone)))|\bon $",
    ),
    Sense(
        ("feu",),
        "emergency",
        r"\b(?:(?:il )?y (?:a|as)|y'a)(?: \w+)? (?:le |un (?:gros )?)?$",
        r" (?:a|au|dans|chez|en haut|en bas|aux|pogne)\b(?! (?:poudre|ma boite|le cul))",
    ),
    Sense(
        ("coince",),
        "emergency",
        r"\b(?:du monde|des gens|des etudiants|des enfants|quelqu'un|on|nous|ils|elles|mes enfants|ma fille|mon fils|le monde)(?: (?:est|sont|sommes|reste|restent|qui est|qui sont|encore|toujours))*(?: encore| toujours)? $",
        r"(?= (?:a l'interieur|dans (?:la|le|l'|une?|les) ?(?:batisse|maison|residence|immeuble|feu|flammes|ascenseur|sous-sol|appartement|chambre|auto)|en dedans|dedans|sous)|[.!]|$)(?<!on pris)",
    ),
    Sense(
        ("safe",),
        "emergency",
        r"\b(?:not|isn't|never|don't feel|do not feel|no longer|aren't|don't feel very)(?: feel| feeling| be)? $",
        r" (?:at home|in my (?:own )?(?:home|house)|with (?:him|her|my (?:husband|partner|boyfriend|father|stepfather|ex|parents|family|wife))|here tonight|where i live)\b",
    ),
    Sense(
        ("unconscious",),
        "emergency",
        r"\b(?:he|she|my \w+|someone|a (?:man|woman|girl|boy|student|kid)|the baby|my baby|they)(?: is|'s| has| just| isn't| is not| are| was found| got| has just)*(?: \w+)? $",
        r"(?! (?:bias|competence))",
    ),
)
