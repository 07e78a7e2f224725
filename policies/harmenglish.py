# ruff: noqa: E501 # tables and regular expressions read better whole
"""The senses of English words of violence and death: threats, and wishes of harm."""

from typing import Final

from policies.harmsenses import Sense

# who may be harmed: people, never programs and letters
_NOUN: Final = (
    r"(?:ø+|ministers?|mps?|politicians?|pm|prime minister|premier|president|agents?|officers?|clerks?|employees?|workers?|caseworkers?|staff|bureaucrats?|civil servants?|public servants?"
    r"|managers?|directors?|supervisors?|boss(?:es)?|receptionists?|guards?|cops?|police|judges?|doctors?|nurses?|teachers?|reporters?|journalists?|people|persons?|man|men|woman|women|guys?|lady|ladies|dude"
    r"|bastards?|bitch(?:es)?|assholes?|idiots?|morons?|pigs?|scum|rats?|traitors?|liars?|thie(?:f|ves)|parasites?|fuckers?|motherfuckers?|cunts?|pricks?|fools?|clowns?|losers?|dogs?|animals?|vermin|criminals?|creeps?"
    r"|famil(?:y|ies)|kids?|child(?:ren)?|sons?|daughters?|wife|wives|husbands?|mothers?|fathers?|moms?|mums?|dads?|parents?|ex|exes|boyfriends?|girlfriends?|roommates?|uncles?|aunts?|partners?|professors?|profs?|lawyers?|tenants?|artists?|influencers?|economists?|billionaires?|ceos?|cops?|customers?|callers?|commenters?|brothers?|sisters?|neighbou?rs?|landlords?|teams?|crew|lot|loved ones?|students?|applicants?|foreigners?"
    r"|muslims?|jews?|jewish people|christians?|sikhs?|immigrants?|migrants?|refugees?|blacks?|whites?|gays?|lesbians?|trans|queers?|natives?|indians?|arabs?|asians?|chinese|women|liberals?|conservatives?|leaders?|ceos?|bankers?|landlords?|gypsies|terrorists?|pedophiles?|rapists?)"
)
_PRONOUN: Final = r"(?:you|u|ya|y'all|yall|him|her|them|'em|em|whoever|every(?:one|body)|some(?:one|body)|any(?:one|body)|(?:all|every one|each|any|one|some|both|every single one|every last one) of (?:you|u|them|those|these|your))"
_NOUNS: Final = rf"(?:(?:the|that|this|those|these|your|ur|his|her|their|every|all|all the|all those|all these|some|an?|any|one|our|my|more|another|each|these|fucking|every single)(?: [a-zø'*-]+){{0,2}}? {_NOUN}|all {_NOUN}|{_NOUN}(?<!dog)(?<!team))\b"
_PERSON: Final = rf"(?: the)?(?: (?:fuck|hell|shit|crap|living shit|daylights|living daylights|life) out of)? (?:{_PRONOUN}\b(?! \w+'s\b)|{_NOUNS})"
_WHO: Final = rf"(?:\b(?:i hope |and )?(?:you|u|ya|y'all|yall|he|she|they|him|her|them|someone|somebody|anyone|anybody|everyone|everybody|whoever|those|these|(?:all|every one|each|any|one|some|both) of (?:you|u|them|those|these))\b|\b{_NOUN}\b)"
# what may be killed, shot, hung or burned without anybody being hurt
_THING: Final = (
    r"(?:pop-?ups?|repl(?:y|ies)|responses?|answers?|menus?|features?|ads?|notifications?|alerts?|reminders?|newsletters?|buttons?|fields?|links?|captchas?|cookies?|banner|screens?|timers?|sessions?|chat|bot|chatbot|robots?|noise|sound|fun|momentum|joy|buzz|programs?|programmes?|jobs?|bugs?|weeds?|plants?|process(?:es)?|lights?|dreams?|hopes?|moods?|vibes?|music|power|engines?|forms?|e-?mails?|messages?|texts?|photos?|pictures?|videos?|films?|movies?|scenes?|hoops?|pucks?|balls?|arrows?|time|hours?|minutes?|days?|months?|years?|bills?|laws?|rules?|polic(?:y|ies)|projects?|ideas?|plans?|debts?|loans?|deals?|websites?|sites?|portals?|apps?|systems?|pages?|accounts?|fees|tax(?:es)?|interest|cuts"
    r"|posters?|flags?|clothes|coats?|laundry|signs?|banners?|curtains?|door|calories|bridges?|candles?|cds?|leaves|wood|files?|paper\w*|documents?|records?|eggs?|odds|rush|traffic|drum|bacteria|germs|virus(?:es)?|mosquitoes|mosquitos|ants|rats?|mice|insects|bees|fish|deer|ducks?|moose|question|applications?|exams?|tests?|classes|courses?|economy|industry|sector|competition|market|business(?:es)?|thread|topic|conversation|mail|stuff|thing|things|breeze|pool|moon|stars|gap|ground|road|books?|roof|wall|target|clock|heat|road|jackpot|spot|brakes|gas|switch|button|keys?|ceiling|books|sack|hay|town|bottle|streets?|gym|slopes|beach|phones?|numbers?|virus|reputation|credit|chances?|grades?|future|life|lives|budget|services?|careers?|studies|degree|morale|spirit|buildings?|houses?|offices?|place)"
)
# whoever it is: any noun that is not a thing
_HIT_UP: Final = r"(?!(?<=hit) (?:you|u|ya|him|her|them) up\b)"
_ANYONE: Final = rf" (?:of )?(?!(?:[\w'ø-]+[ ,]+){{0,4}}?{_THING}\b)(?:(?:all|every|each|some|any|more) (?:of )?(?:the |those |these |your |our |damn |fucking )?|(?:the|these|those|your|my|his|her|their|one of the|one of your|one of those|half (?:of )?the|that|this) )[\w'ø-]{{2,}}\b(?!'s\b)"
_KILLS: Final = r"(?:(?<=kill)|(?<=murder)|(?<=shoot)|(?<=stab)|(?<=strangle)|(?<=behead)|(?<=hang)|(?<=lynch)|(?<=slaughter)|(?<=assassinate)|(?<=rape)|(?<=gas)|(?<=castrate)|(?<=torture)|(?<=exterminate)|(?<=poison)|(?<=wipe out)|(?<=eradicate)|(?<=purge)|(?<=put down)|(?<=drown)|(?<=decapitate)|(?<=crucify)|(?<=string up)|(?<=butcher)|(?<=punch)|(?<=slap)|(?<=beat up))"
# after a verb that has harmless senses too
HARMLESS: Final = (
    r"(?! (?:(?:debts?|loans?|poverty|unemployment|homelessness|hunger|housing)\b|up (?:for|on|with|later|after the|about|to the)\b|an? (?:\w+ )?(?:e-?mail|message|text|note|dm|line|question|link|copy|ping|call|reminder|break|deal|favou?r)|to (?:it|the punch)|off (?:guard|the list)|out (?:of|for|to)|back (?:with|to|in court)|with (?:an? )?(?:facts?|questions?|e-?mails?|a lawsuit|lawsuits?|a complaint|complaints?|love|kindness|data|the truth|reviews?|a fee|fees|paperwork|charges|interest)"
    r"|at (?:the (?:polls|ballot|game)|chess|hockey|your own game|cards)|in (?:court|the (?:polls|next|election|debate|press|media|game|final|finals|ratings)|my review|a debate)|over the phone|where it hurts|on (?:twitter|facebook|social media)|financially|politically|by (?:\d|one|two) (?:points|goals)|and then hug|for (?:damages|libel|defamation)|(?:legally|online|publicly)\b))"
)
_GAP: Final = r"(?:[ ,]+(?:just|really|personally|fucking|fuckin|literally|actually|seriously|come|go|over|there|down|back|up|and|find|you|u|him|her|them|to|track|hunt|please|gladly|happily|either|all|finally|soon|then|be|one|the one|who|will|in|with|my|own|hands|pay|visit|get|out|drive|every|kill|office|your|swear|god|personally|probably|definitely|still|totally|absolutely|one day|someday|tomorrow|tonight|today|next time|a|try|start|gun|knife|bare)){0,9}"
_I: Final = r"\b(?:i|we|im|me and my [a-z]+)"
_INTENT: Final = (
    rf"(?:{_I}(?:'?ll| will| shall|(?:'?m|'?re| am| are) (?:about to|going to|gonna|gunna|ready to|coming to|coming over to|coming there to|on my way to|planning to|planning on|thinking of|thinking about|tempted to|so close to|this close to|willing to|prepared to|happy to)|'?d(?: love to| like to| gladly| happily| rather| be happy to)?"
    r"| would(?: love to| like to| gladly| happily| be happy to)?| (?:really |just |seriously |honestly |so |fucking )*(?:want to|wanna|need to|have to|plan to|intend to|swear|promise|promise to|promise you|feel like|can't wait to|cannot wait to|could|might|may|should|must|gotta|got to|hope to|wish to|vow to|wish i could|wish we could|wish someone would|wish somebody would|fantasize about|dream of|dream about|know how to|know someone who will|know people who will|will have to))"
    r"|\bill|\bimma|\bima|\bi'?ma|\bgonna|\bgunna|\b(?:let's|lets|let us|let me)|\b(?:some ?one|some ?body|any ?one|any ?body|people|everyone|everybody|they|y'all|you guys|somebody here|one of us|they all|canadians|citizens|students|patriots)(?: really| just| out there)* (?:should|ought to|needs? to|has to|have to|must|will|is going to|are going to|is gonna|better|please|gotta|would|could)"
    r"|\b(?:someone|somebody|anyone)(?: please)?(?: just)?|\btime to|\bwe're coming to|\b(?:hope|hoping|wish|wishing|pray|praying)(?: that)?(?: some ?one| some ?body| they| he| she| people| your [a-z]+| a [a-z]+| the [a-z]+)(?: will| finally| does| just| comes and| would)*|\b(?:before|until|unless|or|and|so) (?:i|we)(?: have to)?|\bmakes? (?:me|people|you|us) (?:want to|wanna)|(?<!fees are )(?<!deadline is )(?<!cuts are )(?<!policy is )(?<!change is )(?<!changes are )(?<!budget is )(?<!delay is )(?<!delays are )(?<!rule is )\b(?:come|coming|drive|go|going|walk) (?:over |down |out |up |in )?(?:here |there |to (?:your|the) [a-z]+ )?(?:and|to)|\bit's time (?:we|somebody|someone|to)|\bnothing (?:will|can) stop (?:me|us) from|\bdon't make me|\bgive me (?:one|a) reason (?:not )?to|\bwe(?: all| really)? (?:should|ought to|need to|must|have to|gotta|will)|\byou(?:'re| are) making me want to)"
)
_START: Final = r"(?:(?:^|[.!?;:\n,\"»“”]\s*|\b(?:and|so|then|please|just|now|go|then|let's|or) )(?:just |please |go |everyone |everybody |we |now |and |fucking |so ){0,2})"
_NOT: Final = r"(?:(?!(?:not|never|no|nobody|n't|don't|wont|won't|none|cannot|can't|nor|without|wouldn't|didn't|than)\b)[\w'*-]+,? )"
_WISH: Final = rf"\b(?:hop(?:e|ing)|wish(?:ing|es)?|pray(?:ing)?|(?:can't|cannot|cant) wait (?:for|until|till|to see|to watch|to hear)|(?:love|like|want|glad|waiting|happy) (?:to see|to watch|for|it when|when)|i want|may|celebrate when|party when|cheer when|laugh when|dance when|smile when)(?: that| for| to see)? (?:all of )?(?:you|u|ya|he|she|they|him|her|them|y'all|every (?:one|single one|last one) of|all of|one of|someone|somebody|everyone|everybody|each|(?:your|ur|his|her|their|the|that|this|those|these|these)(?: \w+)? {_NOUN})\b[ ,]{_NOT}{{0,5}}$"
_MODAL: Final = r"(?:should(?:'ve)?|shoulda|deserv(?:e|es|ed) to|deserves? (?:nothing better than )?to|ought to|need(?:s)? to|must|has to|have to|gotta|had better|'d better|better)"
_SOON: Final = r"(?:will|'ll|are (?:going to|gonna|about to)|is (?:going to|gonna|about to)|'re (?:going to|gonna|about to)|gonna|going to)"
_ADV: Final = r"(?: (?:all|just|both|really|probably|simply|fucking|seriously|slowly|painfully|publicly|immediately|definitely|literally|honestly|also|finally|soon))"
_JOINED: Final = r"(?: (?:\w+ (?:\w+ ){0,3}or|\w+ (?:up |out |down )?and|lined up against a wall and|taken out back and|put up against (?:a|the) wall and|dragged (?:out|through) (?:of )?[\w ]{0,20}and|rounded up and|publicly|slowly|swiftly|summarily|all|fucking))"
_STRONG: Final = r"(?=(?<=hanged)|(?<=stabbed)|(?<=lynched)|(?<=beheaded)|(?<=strangled)|(?<=murdered)|(?<=assassinated)|(?<=slaughtered)|(?<=tortured)|(?<=raped)|(?<=burned)(?= alive)|(?<=burnt)(?= alive)|(?<=burned)(?= at the stake)|(?<=beaten)(?= up| to death| senseless)|(?<=shot)(?= dead| on sight| in the (?:head|face|street|back)| at dawn)|(?<=whipped)|(?<=flogged)|(?<=castrated)|(?<=gassed)|(?<=punched)|(?<=slapped)|(?<=smacked)|(?<=exterminated)|(?<=put to death)|(?<=guillotined)|(?<=crucified)|(?<=decapitated)|(?<=strung up)|(?<=tarred and feathered)|(?<=buried alive)|(?<=stoned to death)|(?<=put down)(?= like)|(?<=hung)(?= from| by| in public|[.!?]|$))"
_RUIN: Final = r"(?:(?<=burn)|(?<=burning)|(?<=torch)|(?<=firebomb)|(?<=bomb)|(?<=blow)|(?<=destroy)|(?<=attack)|(?<=smash)|(?<=ram)|(?<=trash)|(?<=shoot)(?= up)|(?<= up)|(?<=fire to)|(?<=down)|(?<=into)|(?<=through))"
_PROPERTY: Final = r"(?: down| up| into)? (?:(?:your|the|that|this|their|his|her|every|all|all the|all your|my local|these|those|a|an|one of your)(?: [\w'-]+){0,3}? (?:offices?|buildings?|houses?|homes?|place|headquarters|hq|department|ministry|parliament|counters?|call cent(?:er|re)s?|service cent(?:er|re)s?|embassy|consulate|mosques?|synagogues?|church(?:es)?|school|campus|cars?|lobby|city hall|legislature|windows?|door|shelters?|reception)|service canada|parliament(?: hill)?|city hall|everything down)\b"

ENGLISH: Final = (
    Sense(
        ("head-off",),
        "threats",
        rf"(?:{_INTENT}{_GAP} |{_START})(?:rip|tear|chop|cut|blow|knock|twist|shoot|saw|take) (?:the|his|her|their|your|somebody's|someone's|that \w+'s) $",
    ),
    Sense(
        ("die",),
        "threats",
        rf"\b(?:want|wants|wish|prefer|like|need) (?:to see )?(?:my \w+|your \w+|that \w+|the (?:\w+ )?{_NOUN}|those \w+|these \w+|all \w+|every \w+|ø+|{_NOUN})(?: all)? $",
        r"(?<=dead)(?= ?(?:[.!,]|$|and|by|now|before|so|tonight))",
    ),
    Sense(
        ("strike",),
        "threats",
        r"\b(?:whoever|any(?:one|body) (?:who|that)|some(?:one|body) who|the (?:one|man|guy|person|hero) who|those who|people who)(?: \w+)? $",
        rf"{_PERSON}[^.!?\n]{{0,30}} (?:deserves?|should get|gets|will get|is an?|are) (?:an? |my |our |some )?(?:medal|raise|prize|reward|hero|heroes|beer|thanks|promotion)",
    ),
    Sense(
        ("weapon",),
        "threats",
        r"\b(?:hand|give|pass|bring|lend|fetch|get) me (?:an?|the|my|your|some)(?: \w+)? $",
        r"(?=,? (?:i|there|here|so|before|and) |[.! ]*$)",
    ),
    Sense(
        ("slain",),
        "threats",
        rf"\b(?:good|great|nice|better|best|wonderful|happy|happier|love it|glad|celebrate|cheer|wish|safer) (?:thing |day |place )?(?:if|when|for|that)?(?: all)?(?: of)?(?: the| those| these| your| that)?(?: [a-z]+)? ?{_NOUN}(?: all)? (?:were|was|got|get|gets|are|is|be)(?: all| just| finally)* (?:to be )?$",
        r"(?! (?:by (?:fees|inflation)|hard))",
    ),
    Sense(
        ("live",),
        "threats",
        r"\b(?:you|u|he|she|they|y'all|all of you|your \w+|the minister)(?:'ll)?(?: all)? (?:won't|will not|wont|may not|might not|will never|don't deserve to|do not deserve to|doesn't deserve to|shouldn't|should not be allowed to) $",
        r"(?<=live)(?: (?:to (?:see|regret|tell)|long|much longer|through|past|until|another)\b|(?= ?(?:[.!,]|$)))",
    ),
    Sense(
        ("cut",),
        "threats",
        rf"{_INTENT}{_GAP} $",
        r" (?:you|u|him|her|them)\b(?! (?:off|out|an?|some|in|short|loose|down|from|slack|checks?|cheques?|into (?:the|your) (?:list|queue)))",
    ),
    Sense(
        ("die",),
        "threats",
        rf"{_INTENT}{_GAP} make (?:you|u|him|her|them|all of you|the \w+|your \w+)(?: all| wish you were)? $",
        r"(?:(?<=bleed)|(?<=suffer)|(?<=scream)|(?<=die)|(?<=choke)|(?<=burn)|(?<=dead)|(?<=rot))",
    ),
    Sense(
        ("limb",),
        "threats",
        r"\b(?:get|gets|getting|got|have|having|has)(?: all)? $",
        r" (?:knocked|kicked|punched|smashed|broken|bashed|blown|slit|ripped|busted|rearranged|torn|cracked|caved|slapped|chopped|cut off)\b",
    ),
    Sense(
        ("like-dogs",),
        "threats",
        r"\b(?:put|shoot|kill|hang|hunt|slaughter|beat|whip|die|shot|killed|hunted|beaten|slaughtered|hanged|burn|put)\b(?:(?! (?:program|form|application|treated|felt))[^.!?\n]){0,40} $",
    ),
    Sense(
        ("strike",),
        "threats",
        r"\b(?:pay|reward|bounty|prize|medal|thank|owe|hero|hug|drink|beer|drinks|cash|money)\b[^.!?\n]{0,40}\b(?:whoever|anyone|anybody|someone|somebody|the (?:person|man|guy|one|hero|patriot))(?: who| that| to)? $",
        rf"{_PERSON}{HARMLESS}",
    ),
    Sense(
        ("strike",),
        "threats",
        r"\b(?:hope|hoping|wish|wishing|pray|praying)(?: that)?(?: someday| one day)?(?: an?| some| the| your| somebody's)? \w+(?: \w+)? $",
        rf"(?:(?<=hits)|(?<=hit)|(?<=runs over)|(?<=run over)|(?<=crushes)|(?<=kills)|(?<=poisons)){_PERSON}{HARMLESS}",
    ),
    Sense(("strike",), "threats", rf"{_INTENT}{_GAP} $", rf"{_HIT_UP}{_PERSON}{HARMLESS}"),
    Sense(("strike",), "threats", rf"{_INTENT}{_GAP} $", rf"{_KILLS}{_ANYONE}{HARMLESS}"),
    Sense(
        ("strike",),
        "threats",
        rf"{_START}$",
        rf"{_KILLS}(?! (?:this|that|my|his|her|any|some)\b){_ANYONE}{HARMLESS}",
    ),
    Sense(
        ("strike",),
        "threats",
        rf"(?:{_INTENT}{_GAP} |{_START})$",
        r"(?<=beat) (?!(?:the (?:odds|clock|rush|drum|system)))[^.!?\n]{1,50}? (?:to (?:death|a pulp)|senseless|bloody|unconscious|black and blue|within an inch)\b",
    ),
    Sense(
        ("strike",),
        "threats",
        rf"(?:{_INTENT}{_GAP} |{_START})$",
        r"(?<=break)(?: both| all| every single one of| each of)?(?: of)?(?: the| his| her| their| your)? (?:legs|arms|knees|kneecaps|bones|fingers|teeth|neck|jaw|nose|necks|jaws|ribs)\b",
    ),
    Sense(
        ("rid",),
        "threats",
        "",
        rf" (?:of )?(?:all (?:of )?)?(?:the |those |these |them\b|you\b|your )?(?:{_NOUN} ?)?(?:once and for all|for good|permanently|forever)\b",
    ),
    Sense(
        ("beating",),
        "threats",
        r"\b(?:deserves?|earned|needs?|has coming|asking for|begging for|cruising for) (?:every|a|each|the|a good|another|a serious|an? \w+) (?:\w+ )?$",
    ),
    Sense(
        ("strike",),
        "threats",
        rf"{_START}$",
        rf" (?:(?:them|him|her) all\b|(?:all|every one of|those|these|each of|the)(?: [a-z]+)? {_NOUN}\b(?= ?(?:[.!?,]|$|now|all|before|like|and|on sight|from|in the|with|by))|all (?:of )?{_NOUN}\b)",
    ),
    Sense(
        ("strike",),
        "threats",
        rf"{_INTENT}{_GAP} $",
        r" (?:down )?(?:all )?(?:the|those|these|your|every) (?:fucking |damn |goddamn |bloody |stupid |corrupt |useless |lazy |whole )*(?:lot of (?:you|them)|bunch)\b",
    ),
    Sense(("slain",), "threats", rf"\b{_MODAL}{_ADV}{{0,3}} (?:be|get){_JOINED}{{0,3}} $", _STRONG),
    Sense(
        ("slain",),
        "threats",
        rf"{_WHO}(?: {_NOT}{{0,4}}?| )?{_MODAL}{_ADV}{{0,3}} (?:be|get){_JOINED}{{0,3}} $",
        r"(?! (?:down|by the|with fees|at|off|up with|in the polls|hard|under the|for (?:reelection|office)|financially|over))",
    ),
    Sense(
        ("slain",),
        "threats",
        rf"\b(?:you|u|y'all|all of you|someone|somebody|one of you|your (?:\w+ )?{_NOUN}|the (?:\w+ )?{_NOUN})(?: all| both)?(?: |')?{_SOON}{_ADV}{{0,2}} (?:be|get|end up){_JOINED}{{0,2}} $",
        r"(?! (?:down|with (?:fees|interest|a)|by (?:the|inflation|a fee)|financially|off|up with|in the polls|hard))",
    ),
    Sense(
        ("slain",),
        "threats",
        rf"{_WISH}|\b(?:want|like to see|love to see) (?:you|him|her|them|the (?:\w+ )?{_NOUN}) (?:be |get |all )*$",
        r"(?! (?:down|by inflation|with fees))",
    ),
    Sense(
        ("limb",),
        "threats",
        r"\b(?:slit|cut|break|snap|smash|bash|crush|kick|knock|punch|blow|rip|cave|crack|stomp on|shoot|wring|chop|tear|bust|twist|gouge|stab|hit|smack|slap|burn|spit in|knife in|knife to|gun to|gun at|bullet (?:in|into|through|to|between)|fist (?:in|into|through)|boot (?:up|in)|hole in|rearrange|hang|fist to|foot up|hands around|rope around|noose around|axe (?:in|to)|pound|beat|fracture|shatter|dislocate|tear out|rip out|rip|rip off|tear off|cut out|cut off|chop off|gouge out|claw out|claw|scratch out|stomp|squeeze|slash|stave in|bash in|kick in|smash in|cave in|knock out|knock in|drill|saw off|pull out|yank out|twist off|snap off|carve up|hammer|shove (?:this|that|it|a \w+) (?:up|down|through)|ram (?:this|that|it|a \w+) (?:up|down|through)|fist down|bullets? through|knife through|bat to) $",
        r"(?! (?:price|scratch))",
    ),
    Sense(
        ("place", "strike"),
        "threats",
        rf"(?:{_INTENT}{_GAP} |{_START})$",
        _RUIN
        + _PROPERTY
        + r"(?! (?:page|phone|website|site|inbox|records?|model|hours|market|of cards))",
    ),
    Sense(
        ("bombed",),
        "threats",
        rf"\b(?:offices?|buildings?|houses?|place|parliament|headquarters|department|ministry|service canada|counter|mosques?|synagogues?|church|homes?|call cent(?:er|re)|it all|car)\b(?: \w+){{0,3}}? {_MODAL}(?: all| just)* (?:be|get) $|\b(?:office|building|house|place|parliament|headquarters|department|ministry|mosque|synagogue|home|car|counter) (?:will|is going to|is gonna|gets|'ll)(?: \w+)? (?:be |get )?$",
    ),
    Sense(
        ("illness",),
        "threats",
        rf"{_WISH[:-1]}(?:(?:get|gets|catch|catches|have|has|die of|dies of|contract)(?: \w+)? )$",
        r"(?:(?<=cancer)|(?<=covid)|(?<=aids)|(?<=leukemia)|(?<=tumou?r)|(?<=heart attack)|(?<=stroke))".replace(
            "(?<=tumou?r)", "(?<=tumor)|(?<=tumour)"
        ),
    ),
    Sense(
        ("die",),
        "threats",
        rf"{_WISH}",
        r"(?<!crash)(?! (?:like|as|the same|the way|hard|in traffic|waiting|of (?:laughter|boredom|old age)|down|out before|for what|the consequences|the full|relief|consequences))",
    ),
    Sense(
        ("die",),
        "threats",
        rf"{_WHO}(?: {_NOT}{{0,4}}?| )?(?:should(?:'ve)?|deserves?(?: nothing but| only)?|ought to|must|need(?:s)? to)(?: to)?{_ADV}{{0,3}}(?: (?:go|a slow|a painful|a slow and painful|a horrible|the|to))? $",
        r"(?! (?:for|of|in (?:peace|poverty|debt)|the consequences|because|with dignity|waiting|like the rest|financially|alone because|benefits?|certificate|payment))",
    ),
    Sense(
        ("die",),
        "threats",
        rf"\b(?:you|u|y'all|you people|all of you|you all|one of you)(?: all| both)?(?: |')?{_SOON}{_ADV}{{0,3}} $",
        r"(?<!suffer)(?<!get sick)(?<!get hurt)(?<!choke)(?<!crash)(?! (?:for|of|waiting|on hold|before|laughing|trying|without|one day|someday|if you (?:don't get|stop taking|take)|from (?:the|covid|hunger|this)|in (?:peace|poverty|debt)|the consequences|down|with|your|like))",
    ),
    Sense(
        ("die",),
        "threats",
        r"\b(?:go|please|just|and|so|go and|somewhere and) (?:fucking |just |kindly )?$",
        r"(?: (?:in a (?:fire|hole|ditch|car crash|car fire)|already|slowly|painfully|you (?:\w+ )?(?:bitch|pig|scum|asshole|cunt|fuck|rat)|in hell|scum|bitch|pig)\b|[.! ]*$)",
    ),
    Sense(
        ("die",),
        "threats",
        r"(?:^|[.!?;\n]\s*)$",
        r"(?:,? (?:in a (?:fire|hole|ditch|car crash)|already|slowly|you (?:\w+ )?(?:bitch|pig|scum|asshole|cunt|fuck|rat)s?|in hell|scum|bitch|pigs?)\b|,? you (?:fucking|dirty|stupid))",
    ),
    Sense(
        ("die",),
        "threats",
        r"\b(?:want|wants|wish|see|prefer|rather see|like|leave|better) (?:you|him|her|them|you all|all of you|the minister|that \w+|those \w+)(?: \w+)? (?:was |were )?$",
        r"(?<=dead)",
    ),
    Sense(
        ("die",),
        "threats",
        r"\b(?:you|he|she|they|the world|we|everyone|canada|this country|u|y'all)(?:'d| would|'re| are)?(?: all)? (?:be )?(?:better off|better) (?:if )?(?:you (?:were |was )?|(?:he|she|they) (?:were |was )?|with you |with (?:him|her|them) )?$",
        r"(?<=dead)",
    ),
    Sense(
        ("weapon",),
        "threats",
        r"\b(?:i|we|i'll|i'm|we'll|im|imma|ill|someone|somebody|one of us|gonna)\b[^.!?\n]{0,50}?\b(?:com(?:e|ing)|show(?:ing)? up|walk(?:ing)? in(?:to)?|bring(?:ing)?|back|visit(?:ing)?|return(?:ing)?|be there|drop(?:ping)? by|stop(?:ping)? by|pay(?:ing)? you|get(?:ting)?|grab(?:bing)?|load(?:ing)?|wait(?:ing)?|pack(?:ing)?|arriv(?:e|ing)|see you|go(?:ing)? (?:in|there|to your)|use)\b[^.!?\n]{0,45}?\b(?:with|my|a|an|some|the|our|their|his)(?: \w+)? $",
        r"(?! (?:licen[cs]e|permit|safety|range|control|shop|show|course|ban|law|owner|registry|training|store|club|card|tax|and fork|bill|certificate))",
    ),
    Sense(
        ("weapon",),
        "intimidation",
        r"\b(?:i|we)(?:'ve| have| own)?(?: (?:got|have|own|keep|bought|carry|a|just))* (?:a|my|an|two|three|plenty of|several|some|enough|the)(?: \w+)? $",
        r"(?! (?:licen[cs]e|permit|safety|range|control|shop|show|course|ban|law|owner|registry|training|store|club|card|tax|and fork|bill|certificate|question|collection (?:to declare|tax)))",
    ),
    Sense(
        ("weapon",),
        "intimidation",
        r"\bmy (?:\w+ )?$",
        r" (?:is|are) (?:loaded|ready|waiting|cleaned|itching)",
    ),
    Sense(
        ("bullet",),
        "threats",
        r"\b(?:put(?:ting)?|deserves?|needs?|get|take|eat|want|gets|send|there's|there is|have|got|earned|worth) (?:a|an|one|two|some|the|him a|her a|them a|you a)?(?: \w+)? ?$",
        r"(?<=bullet)(?! (?:points?|list|journal|proof|train|for))|(?<=bullets)(?! (?:points?|list))|(?<=noose)|(?<=rope)(?= (?:around|for) (?:your|his|her|their|the minister))",
    ),
    Sense(
        ("bullet",),
        "threats",
        "",
        r" (?:(?:in|into|through|between|to) (?:your|ur|his|her|their|the minister's|the)(?: [\w']+)? ?(?:head|brains?|heart|eyes|skull|back|chest|face|throat|ribs|temple|neck)|with (?:your|his|her) name on|for (?:each|every one|all) of you)",
    ),
    Sense(
        ("bullet", "weapon"),
        "threats",
        rf"{_INTENT}(?: [\w']+){{0,4}} (?:put|stick|shove|stab|plunge|empty|unload|point|pull|buy|get|grab|bring|use) (?:a|an|my|this|the|one)(?: \w+)? $",
        r" (?:in|into|through|between|to|at|on|around|for) (?:you|him|her|them|your|his|the minister|somebody|someone)\b(?! (?:tax|file|question))",
    ),
    Sense(
        ("bomb",),
        "threats",
        r"\b(?:there(?:'s| is|'s gonna be| will be)|i(?:'ve| have)?(?: \w+)? (?:planted|put|placed|left|hidden|hid|built|got|have|made|set|sent|mailed|am sending|am bringing)|i have|i've got|i'll (?:plant|bring|send|mail|put|leave|set|build)|we(?:'ve| have)? (?:planted|put|placed)|send(?:ing)? (?:you|them) |(?:deserves?|needs?) ) ?(?:a|the|an|another)?(?: \w+)? $",
        r"(?<!device)(?! (?:cyclone|shelter|threat training|squad|of an?|the (?:exam|test)|disposal))(?! (?:on|at) (?:my|the) (?:exam|test))",
    ),
    Sense(
        ("bomb",),
        "threats",
        "",
        r"(?<!device) (?:is |are )?(?:in|at|under|inside|outside|on|for|planted in|hidden in|going off (?:in|at)) (?:your|the|that|this|service canada)(?: \w+){0,2}? ?(?:offices?|buildings?|parliament|lobby|counter|car|house|headquarters|canada|bathrooms?|mailbox)\b",
    ),
    Sense(
        ("leap",),
        "threats",
        r"\b(?:go|you should|you can|please|why don't you|go and|you guys should|they should|he should|she should|you all should|you should go|just go|and)(?: just| and| go| all| please| fucking| both)* $|(?:^|[.!?]\s*)$",
        r" (?:(?:a|the|your|this|some|an)(?: \w+){0,2} )?(?:bridge|roof|balcony|cliff|train|bus|truck|subway|traffic|river|lake|window|overpass|tracks)\b",
    ),
)
