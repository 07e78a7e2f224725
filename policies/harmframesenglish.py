# ruff: noqa: E501 # tables and regular expressions read better whole
"""English threats said plainly: who would act, what is done, to whom; further tables stand in `harmenglish`."""

from typing import Final

from policies.harmenglish import HARMLESS
from policies.harmsenses import Sense

_GROUP: Final = r"(?:ø+(?: (?:people|folks|men|women|kids|persons?|man|woman|guys?|girls?))?|muslims?|jews?|immigrants?|migrants?|refugees?|blacks?|gays?|lesbians?|trans(?: people)?|queers?|arabs?|asians?|sikhs?|indians?|foreigners|women|woman|feminists?)\b"
_STAFF: Final = r"(?:ministers?|mps?|politicians?|prime minister|premier|president|agents?|officers?|clerks?|employees?|workers?|caseworkers?|staff|bureaucrats?|managers?|directors?|supervisors?|boss(?:es)?|receptionists?|guards?|cops?|police|judges?|doctors?|nurses?|teachers?|reporters?|journalists?|people|person|guys?|man|men|lady|students?|protesters?|cyclists?|kids?|child(?:ren)?|counsell?ors?|colleagues?|traitors?)\b"
_KIN: Final = r"(?:family|families|kids?|child(?:ren)?|sons?|daughters?|wife|husband|mother|father|mom|dad|parents|loved ones|brother|sister|baby|girlfriend|boyfriend)\b"
_DET: Final = r"(?:(?:all|every|each|every one|one|some|most|half|any|a bunch|lots) (?:of )?)?(?:(?:the|those|these|your|their|his|her|an?|some|every|you|my|our|this|that|single) ){0,2}(?:(?:damn|fucking|dirty|filthy|stupid|young|old|whole|entire|little|other|bloody) ){0,2}"
_WHOM: Final = rf"(?:{_DET}(?:{_GROUP}|{_STAFF})(?! (?:debts?|loans?|poverty|fees|housing|aid|services?|unemployment)\b)|(?:your|their|his|her) (?:whole |entire |little )?{_KIN})"
_ADV: Final = r"(?:(?:just|all|really|personally|gladly|finally|soon|simply|come|go|over|down|there|and|one day|be|start) ){0,3}"
_WILL: Final = r"(?:\b(?:i|we|someone|somebody|they|people|everyone)(?:'?ll| will|(?:'m|'re| am| are| is) (?:going to|gonna|about to|ready to)|'d (?:love|like) to| would (?:love|like) to| want to| wanna| need to| must| have to| should| ought to| swear i'?ll| promise to| can't wait to| could| dream of| hope to| feel like)|\bill|\bimma|\bgonna|\blet's|\blets|\btime to|\bit's time (?:to|we)|\b(?:someone|somebody) (?:needs to|has to|better)) "
_COMING: Final = r"(?:\b(?:i|we)(?:'m|'re| am| are|'ll be| will be)? ?)"
_START: Final = r"(?:^|[.!?;:\n] ?)"
_WISH: Final = r"(?:\b(?:i|we) (?:\w+ )?(?:want|wish|hope|pray)(?: to see)?(?: that)?|\b(?:like|love|hope|want|wait|happy|pray) (?:to see|to watch|for)|\bcan't wait (?:for|until|till)|\bhope|\bhoping|\bpraying(?: that)?)"
_ENDS: Final = r"(?:to (?:the |some |hungry ){0,2}(?:sharks|lions|wolves|dogs|pigs|crocodiles|alligators|bottom of the (?:sea|ocean|lake|river))\b|(?:in|into|off|under|from|over|in front of|out of|at the bottom of)(?: of)?(?: (?:the|an?|that|our|some|moving|oncoming|nearest))* ?(?:sea|ocean|river|lakes?|water|bridge|cliff|roof|rooftop|bus|train|sharks|lions|wolves|dogs|pigs|crocodiles|alligators|volcano|fire|flames|ovens?|overboard|balcony|plane|helicopter|subway|tracks|woodchipper|st\.? lawrence|ditch|pit|mass grave)\b(?! (?:program|district|region|school|house|project)))"
_PROPERTY: Final = r"(?: (?:your|the|that|this|their|his|her|every|all|a|an|those|these|one of (?:your|their|the)))+(?: [\w'-]+){0,2}? (?:offices?|buildings?|houses?|homes?|headquarters|department|ministry|parliament|mosques?|synagogues?|church(?:es)?|temples?|schools?|shelters?|city hall|clinics?|centres?|centers?|campus)\b"
_LIMB: Final = r" (?:his|her|their|your|the|somebody's|someone's)(?: \w+)? ?(?:legs?|arms?|neck|necks|jaws?|teeth|skulls?|face|faces|head|heads|nose|ribs|bones|knees?|kneecaps|throats?|fingers|back)\b"

ENGLISH_FRAMES: Final = (
    Sense(
        ("get.frames",),
        "threats",
        rf"(?:{_WILL}|{_COMING}){_ADV}$",
        rf"(?: you(?: all)?,?(?: (?:damn|fucking|dirty|filthy|stupid))? ø+(?: people| folks| women| men)?(?= ?(?:[.!,]|$))| (?:your|his|her|their) (?:whole |entire |little )?{_KIN}(?! (?:allowance|doctor|photo|name))|(?:(?<=for)|(?<=after)|(?<=down)|(?<=score with)) (?:all |every |every last |those |these |the |all the |you ){{1,2}}(?:damn |dirty |filthy )?(?:ø+|{_GROUP})(?= ?(?:[.!,]|$| and| one by one| next| tonight| soon)))",
    ),
    Sense(
        ("cast.frames-en",),
        "threats",
        rf"(?:{_WILL}{_ADV}|{_START}(?:just |please )?)$",
        rf" (?:you|them|him|her|(?:all |every one |each )?(?:of )?(?:you|them|these|those)|{_WHOM})(?: all| back| alive| people)* {_ENDS}",
    ),
    Sense(
        ("cast.frames-en", "put.frames-en"),
        "threats",
        rf"(?:{_GROUP}|{_STAFF}|\b(?:they|you|he|she))(?: all)? (?:should|must|deserve|deserves|need|needs|ought|have|has)(?: all| just| to)* (?:be |to be |get |to get )$",
        rf"(?: all| back| alive)* {_ENDS}",
    ),
    Sense(
        ("gerund.frames", "strike"),
        "threats",
        r"\b(?:i|we|i'm|we're|im)\b(?: am| are| have| often| always| just| really| keep| would| 'd|'m)* (?:dream(?:ing|t)? (?:of|about)|fantasi[sz]\w+ about|think(?:ing)? (?:of|about)|look(?:ing)? forward to|feel like|be happy|am planning on|planning on|plan on|considering|am all for|enjoy|love|am in the mood for|support|will start|end up) $",
        rf"(?<=ing) (?:{_WHOM}|you(?: all| people)?\b(?! (?:up|an?|with|for|in|at|some)\b))",
    ),
    Sense(
        ("gerund.frames", "strike", "beating"),
        "threats",
        r"\b(?:i'?m|i am|we're|we are|i'll be|i will be|i'?m gonna be|we'll be)(?: definitely| just| seriously| totally)? $",
        rf"(?<=ing)(?: up)? (?:you|him|her|them|{_WHOM})(?: up| dead| tonight| tomorrow| next time| myself)+\b",
    ),
    Sense(
        ("pay.frames-en",),
        "threats",
        rf"(?:{_WILL}){_ADV}make (?:sure )?(?:you|all|those|these|the|every|them|all the|all you|all of you)(?: (?:damn|dirty|filthy))? ø+(?: people| women| men| folks)?(?: all)? $",
        r"(?! (?:the|my|our|less|more|fairly|a|an|their|fees|taxes|rent|attention|back)\b)",
    ),
    Sense(
        ("pay.frames-en",),
        "threats",
        rf"(?:{_WILL}){_ADV}make (?:sure )?(?:you|your (?:whole |entire )?{_KIN}|you people|all of you|{_WHOM})(?: all)? $",
        r"(?:(?<=suffer)|(?<=bleed)|(?<=scream)|(?<=disappear)|(?<=pay) (?:in blood|with (?:your|their|his|her) (?:blood|life|lives|teeth)|for this with))(?! (?:less|from))",
    ),
    Sense(
        ("done.frames", "slain"),
        "threats",
        rf"{_WISH}(?: to see| for)? (?:all |every |each |the |these |those |your |an? |all the |all of the |some |that ){{0,2}}(?:damn |dirty |fucking )?(?:{_GROUP}|{_STAFF}|{_KIN})(?: all)? (?:to be |to get |get |are |is |gets |be |getting |being |end up |all )?(?:all |publicly )?$",
        r"(?<!hurt)(?! (?:by (?:fees|inflation|the cuts)|out of|off|end|line|tired|wrong))",
    ),
    Sense(
        ("ruin.frames", "place", "strike"),
        "threats",
        rf"(?:\b(?:hope|hoping|wish|pray|praying|can't wait until|can't wait till|can't wait for)(?: that)? (?:some ?(?:one|body)|they|people|somebody|a \w+|one of us|we)(?: will| just| finally| to| comes and)* |{_WILL}{_ADV})$",
        rf"(?:(?<=burns)|(?<=down)|(?<=torches)|(?<=bombs)|(?<=up)|(?<=to)|(?<=trashes)|(?<=bomb)|(?<=torch)|(?<=burn)){_PROPERTY}",
    ),
    Sense(
        ("breaking.frames",),
        "threats",
        r"(?:\b(?:i'?m|i am|we're|we are|i'll be|i will be|i'?ll|i will|i'm gonna|we'll)(?: definitely| just| going to| gonna| personally| be)* )$",
        rf"{_LIMB}(?! (?:laughing|against|trying|working|on the ice|to pay))",
    ),
    Sense(
        ("death.frames-en", "die"),
        "threats",
        rf"(?:{_START}|\b(?:i|we) (?:\w+ )?(?:want|wish|demand|hope for|pray for|call for|support|dream of)(?: for)? ?(?:an? |the )?|\b(?:wish|wishing) |[,»\"] ?)(?:the )?$",
        rf"(?:(?<=death) (?:to|on|upon|of)|(?<=extermination) of|(?<=genocide) (?:of|against)) {_WHOM}",
    ),
    Sense(
        ("vanish.frames-en", "die"),
        "threats",
        rf"(?:^|[.!?;:,\n] ?)(?:all |every |those |these |the |you ){{0,2}}(?:damn |dirty |filthy )?(?:ø+(?: people| folks| women| men)?|{_GROUP})(?: all)? (?:should|must|need to|have to|deserve to|ought to|will all|can all|needs to)(?: all| just| simply)* $",
        r"(?:(?<=die)|(?<=perish)|(?<=drown)|(?<=burn)|(?<=bleed)|(?:(?<=disappear)|(?<=vanish)|(?<=be gone))(?= ?(?:[.!,]|$)|(?: off| from) (?:the|this) (?:face|earth|planet|world|country)))(?! (?:with dignity|of (?:laughter|boredom)|waiting|their|a few))",
    ),
    Sense(
        ("vanish.frames-en", "die"),
        "threats",
        rf"\b(?:hope|hoping|wish|wishing|pray|praying)(?: that)? (?:all |every |each |those |these |the |you |of ){{0,3}}(?:damn |dirty |filthy )?{_GROUP}(?: all| would| will| just)* $",
        r"(?:(?<=die)|(?<=dies)|(?<=perish)|(?<=drown)|(?<=drowns)|(?<=burn)|(?<=burns)|(?<=bleed)|(?<=rot)|(?<=suffer)|(?<=disappear)|(?<=vanish))(?! (?:with dignity|of (?:laughter|boredom|old age)))",
    ),
    Sense(
        ("strike",),
        "threats",
        r"\b(?:you|they|you people|those \w+)(?:'ll| will| should| must| are going to| are gonna| deserve to)(?: all)? $",
        r"(?<=hang)(?= ?(?:[.!,]|$)| (?:for (?:this|it|treason|what)|from a))",
    ),
    Sense(("abduct.frames-en",), "threats", rf"{_WILL}{_ADV}$", rf" (?:you|him|her|them|{_WHOM})"),
    Sense(
        ("put-down.frames", "done.frames", "slain"),
        "threats",
        rf"(?:{_GROUP})(?: all)? (?:should|must|deserve to|ought to|need to|have to)(?: all| just)* be (?:all |publicly )?$",
        r"(?<!hurt)(?<!put down)(?! (?:by|off|out|down as)\b)",
    ),
    Sense(
        ("slain",),
        "threats",
        r"\b(?:nobody|no one|who|world|better|nice|great|fine|safer|happier|wouldn't|would not)\b[^.!?\n]{1,45}? if (?:we|someone|somebody|they|you|i)(?: just| all| finally)? $",
        r" (?:all |every )?(?:of )?(?:them|you|these|those|him|her)\b",
    ),
    Sense(
        ("breaking.frames", "break.threats", "cut", "strike"),
        "threats",
        rf"{_WILL}{_ADV}$",
        r"(?:(?<=break)|(?<=cut)|(?<=slit)|(?<=snap)|(?<=smash)|(?<=crush)|(?<=bash)|(?<=knock)) (?:an?|every|that|the|your|some|his|her|their)(?: \w+)? [\w'ø]{2,24}(?:s'|'s|ø) (?:necks?|legs?|arms?|jaws?|teeth|skulls?|faces?|throats?|fingers|bones|knees?|kneecaps|ribs|nose)\b",
    ),
    Sense(
        ("strike",),
        "threats",
        rf"{_WILL}{_ADV}$",
        rf"(?:(?<=run over)|(?<=run down)|(?<=mow down)|(?<=beat)|(?<=beat up)|(?<=hurt)|(?<=harm)|(?<=smash)|(?<=smack)|(?<=whip)|(?<=choke)|(?<=crush)|(?<=burn)|(?<=gas)) {_WHOM}{HARMLESS}",
    ),
    Sense(
        ("vanish.frames-en", "die", "strike"),
        "threats",
        rf"\b(?:like|love|want|hope|wish|happy|wait|prefer|enjoy) (?:to (?:see|watch)|seeing|watching) (?:all |every |each |those |these |the |you |your |an? ){{0,2}}(?:damn |dirty |filthy )?(?:{_GROUP}|{_STAFF})(?: all)? $",
        r"(?:(?<=die)|(?<=burn)|(?<=suffer)|(?<=bleed)|(?<=hang)|(?<=drown)|(?<=perish)|(?<=rot)|(?<=choke)|(?<=scream))(?! (?:out|up|calories|posters|with (?:laughter|joy)))",
    ),
    Sense(
        ("arms.frames", "weapon", "bomb"),
        "threats",
        rf"{_WILL}{_ADV}(?:throw|put|plant|leave|send|toss|place|set off) (?:an?|the|some)(?: \w+)? $",
        r"(?:(?<=grenade)|(?<=bomb)|(?<=molotov)|(?<=explosives)) (?:in|into|at|inside|to|under|on) (?:the|your|that|this|their|every|an?)\b(?! (?:game|video|story))",
    ),
    Sense(
        ("slain", "done.frames"),
        "threats",
        rf"\b(?:ministers?|(?:your|that) {_STAFF}) (?:is|are|will)(?: going to| gonna)? (?:get|be) $",
        r"(?:(?<=killed)|(?<=shot)|(?<=stabbed)|(?<=hanged)|(?<=lynched)|(?<=murdered)|(?<=beaten up)|(?<=raped))(?! (?:down|in the (?:polls|press)))",
    ),
    Sense(
        ("die", "done.frames"),
        "threats",
        rf"\bgood {_GROUP} (?:is|are) (?:an? )?$",
        r"(?<=dead)",
    ),
    Sense(
        ("arms.frames", "weapon", "bomb"),
        "threats",
        r"\b(?:i|we|someone|somebody)\b[^.!?\n]{1,45}?\b(?:mosque|synagogue|church|temple|school|office|offices|building|centre|center|ministry|parliament|house|home|campus|clinic|counter|city hall|shelter|pride|parade|door|town hall|meeting)\b(?: \w+){0,2}? (?:with|carrying|holding|armed with) (?:an?|my|the|some|our)(?: \w+)? $",
        r"(?! (?:licen[cs]e|permit|safety|case file|owner|registration|control))",
    ),
    Sense(
        ("strike",),
        "threats",
        r"(?:\bif (?:i|we)(?: ever)? (?:see|meet|find|catch|spot|run into|come across)\b[^.!?\n]{2,60}?(?:,| ) ?(?:i|we)(?:'ll| will|'m going to|'m gonna| would|'d| am going to)? )$",
        r" (?:him|her|them|it|you|that person)\b(?<! it)(?! (?:up (?:on|for|with)|with (?:an? )?(?:question|email)|an? ))",
    ),
)
