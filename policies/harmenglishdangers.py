# ruff: noqa: E501 # tables and regular expressions read better whole
"""The senses of English words of despair and danger: the author, or somebody else, needs help."""

from typing import Final

from policies.harmsenses import Sense

_SURVIVE: Final = r"(?! (?:in|at|on|with|near|off|here|there|from|alone|together|close|far|by|independently|outside|under|downtown|apart|abroad|comfortably|streams?|chat|updates?|outside|conditions?|expenses?|costs?|allowance|wage|situation|arrangements?|rent|within|insurance|events?|skills|sciences|changing|chat|agent)\b)"
_KIN: Final = r"(?:my (?:\w+ )?(?:son|daughter|kid|kids|child|children|husband|wife|partner|boyfriend|girlfriend|friend|roommate|brother|sister|mother|father|mom|mum|dad|mother|cousin|nephew|niece|student|neighbou?r|coworker|ex|grandson|granddaughter|uncle|aunt|fiance|spouse|best friend|classmate)|a friend(?: of mine)?|someone i know|(?:a |my )classmate|he|she|they|a student|this (?:kid|person|guy|girl|student))"
_ATTACKER: Final = r"(?:my (?:\w+ )?(?:ex|husband|wife|partner|boyfriend|girlfriend|father|dad|stepfather|stepdad|mother|brother|uncle|spouse|roommate|landlord|neighbou?r|stalker|son|common-law|fiance|ex-\w+|boss|pimp|family)|he|she|they|someone|somebody|a man|this man|some guy|this guy|an ex|people)"

ENGLISH_DANGERS: Final = (
    Sense(
        ("razor",),
        "emergency",
        r"\b(?:locked|barricaded|shut) (?:him|her|them)sel(?:f|ves) in\b[^.!?\n]{0,30} with (?:an?|the|his|her|some|all|my)(?: \w+)? $|\bs'(?:est|etait) (?:enfermee?|barree?|barricadee?|embarree?)\b[^.!?\n]{0,35} avec (?:un|une|des|le|la|les|son|ses) (?:\w+ )?$",
    ),
    Sense(
        ("emergency-number",),
        "emergency",
        r"(?:^|(?<!urgence)(?<!emergency)[,.!?;:]\s*|\b(?:please|just|someone|somebody|quick|vite|svp) )(?:call|phone|dial|get|send|appelez|appeler|composez|faites|envoyez|appelle)(?: le)? $",
        r"(?! (?:if|for (?:an |any )?(?:emergenc|urgent)|in (?:an|case)|when|s'il|si|en cas|pour (?:une |toute )?urgence|station|report|and (?:report|they)))",
    ),
    Sense(
        ("menace",),
        "emergency",
        r"\b(?:he|she|they|someone|somebody|a man|this man|some guy|my neighbou?r|the (?:guy|man|father|neighbou?r))(?:'s| is| are|'re)(?: right now| really)? $",
        r"(?:(?<=choking)|(?<=strangling)|(?<=beating)|(?<=hitting)|(?<=raping)|(?<=attacking)|(?<=hurting)|(?<=killing)) (?:her|him|them|someone|somebody|an? (?:woman|girl|man|kid|child|student)|his (?:wife|girlfriend|kids?|son|daughter|mother)|the (?:baby|kids?|child|children))\b(?! (?:at (?:chess|cards)|with (?:fees|interest)|odds))",
    ),
    Sense(
        ("self",),
        "self_harm",
        r"\b(?:kill(?:ing)?|hurt(?:ing)?|harm(?:ing)?|hang(?:ing)?|shoot(?:ing)?|cut(?:ting)?|drown(?:ing)?|offing|off|unaliv(?:e|ing)|end(?:ing)?|poison(?:ing)?|stab(?:bing)?|do something to|do something bad to|do away with|set fire to|starv(?:e|ing)|burn(?:ing)?|slit(?:ting)?|tak(?:e|ing)|slash(?:ing)?|delet(?:e|ing)|finish(?:ing)?|overdos(?:e|ing)|suffocat(?:e|ing)|blow(?:ing)?|get(?:ting)? rid of|punish(?:ing)?) $",
        r"(?! (?:laughing|working|out|off|up|some slack|short|in the foot|with work|down to|a (?:break|cheque|check|deal|favou?r)|at work|at the|on (?:the|a) (?:job|ice|stairs|way)|while|playing|falling|insurance|savings?|back (?:in|to)|by accident|accidentally|financially|shaving|seriously|into|story|experience|time|easier|better|shorter (?:by|and)|over (?:to|for))\b)",
    ),
    Sense(
        ("self",),
        "self_harm",
        r"\b(?:throw(?:ing)?|jump|chuck|toss|fling|launch) $",
        r" (?:off|in front|under|from|out (?:of )?(?:a|the|my) window|down the stairs|into (?:the|a) (?:river|traffic|lake|lake|sea|canal))\b",
    ),
    Sense(
        ("die",),
        "self_harm",
        r"\b(?:i|i'd|id|i'm|im)(?:'d| would| do| really| just| honestly| seriously| truly| actually| literally| still| simply| only| sometimes| often| kind of| kinda| now| almost| already| fucking| so)* (?:am |was )?(?:want|wanna|wanting|need|deserve|prefer|rather|ready|wish|hope|hoping|plan|planning|decided|like|love|going|trying|wishing|pray|praying|thinking of|thinking about|think about|dream of|better off|be better off|supposed)(?: to| that| i)*(?: (?:could|would|was|were|had|just|go|be|already|really|simply|soon|better off|rather|the|my own|a|tonight|today|about|fucking|all|and|let|myself)){0,4} $",
        r"(?<!choke)(?<!suffer)(?<!rot)(?<!burn)(?<!crash)(?<!get hurt)(?<!get sick)(?! (?:of (?:shame|laughter|laughing|embarrassment|cringe|boredom|old age)|laughing|than (?:call|wait|deal|fill|use|go|do|talk|pay|apply|speak|ask|listen|read|phone|get)|from (?:covid|cancer|the virus)|for (?:an?|my|your|this|some)|hard|benefits?|certificate|link|end\b|line|wrong|serious|set|tired|broke|weight|in (?:my own|peace at home)|with dignity|to (?:get|know|see|hear|have|read)|waiting|on hold|before (?:i|my|you)))",
    ),
    Sense(
        ("die",),
        "self_harm",
        r"\b(?:i(?:'ll| will| should| could| might|'m going to|'m gonna| may)(?: just| probably| be| rather| better off| better| really| soon| have)* (?:be |go )?|let me |i(?:'d| would)(?: be)?(?: better off| better| rather be) |i(?:'m| am)(?: worth more| more useful| no use unless) |wishing i (?:was|were) |wish i (?:was|were) |if i (?:was|were|am|just) (?:\w+ )?|worth more |thinking (?:of|about) |thoughts of |ready for |only way (?:out )?(?:is|left is) (?:my |to )?|i want |wants? me )$",
        r"(?:(?<=dead)(?! (?:before|by the time|long before|in the water|tired|set|wrong|serious|broke|certain|sure|end|inside|on my feet|link|last|lost|line|weight|to (?:you|them)|asleep|beat))|(?<=death)(?! (?:benefits?|certificate|of (?:my|a|the)|in the family|payment|grip))|(?<=dying)(?! (?:of|to|for|from|laughing|inside))|(?<=die)(?= (?:tonight|today|now|here|soon|tomorrow|by my own|alone tonight|this week)|[.! ]*$|, (?:nobody|no one|i)))",
    ),
    Sense(
        ("live",),
        "self_harm",
        r"\b(?:(?:do not|don't|dont|didn't|never|no longer|can't|cant|cannot|not|won't|barely) (?:really |even |just )?(?:want|wanna|wish|care|deserve|feel like|know how|see (?:how|why|the point|any point)|able|going|worth|bear|stand|take|have the (?:strength|will|energy) to|see myself)(?: to| of| how| in| i can| i could)*(?: just| still| even| keep| go on)?|(?:no|nothing|any|little|lost (?:the|my|all)|not (?:much|a)|don't have (?:a|any)|without (?:a|any)|what)(?: \w+)? (?:reason|point|will|desire|purpose|hope|left|use|energy)(?: left| more| anymore| in| of)*(?: to| for| in| of)?(?: keep| go on)?|nothing(?: \w+){0,2} to|(?:tired|sick|done|exhausted|weary|fed up|scared|afraid) (?:of|with)(?: just| this)?|why (?:should i|do i|am i|bother|would i|even)(?: even| still| keep)*(?: be)?|(?:point|use) (?:of|in)(?: even| me)?(?: going on)?|don't deserve to|rather not(?: be)?|stop|i give up on|quit|giving up on|hate being|hate|reasons? not to be|wish i wasn't|wish i weren't|my \w+ not worth) $",
        rf"(?<!life)(?<!exist)(?<!exist )(?<!keep going)(?<!waking up)(?<!breathing){_SURVIVE}(?! (?:like (?:kings?|students?)|paycheck|paycheque|in|through (?:this|another) (?:form|application|call|process)|this (?:form|process)|to (?:the|school|work)|back to|and (?:log|call|wait|register)|a (?:full|normal) life|with my|for (?:another|\d)|as a|my (?:studies|program|degree))\b)",
    ),
    Sense(
        ("live",),
        "self_harm",
        r"\b(?:life|living)(?: just| simply| really)? (?:is not|isn't|isnt|no longer|has no|is no longer|not)(?: worth)? $|\b(?:tired|sick|done|over|finished|through|fed up|end|ending|ended|taking|quit|leave|give up|giving up|gave up|escape|checking out of) (?:of |with |on )?(?:my |this |with this |all this )$|\b(?:no reason|no point|not (?:\w+ )?(?:reason|point)|no purpose) (?:for my|to my|in this|in my) $|\bi hate my $|\blife$",
        r"(?:(?<=living)(?! (?:in|at|on|with|wage|cost|expenses|conditions|situation|arrangement|allowance|room|here|there|like this student))|(?<=life)(?! (?:insurance|savings|sciences?|story|event|changes?|time|circumstances|situation|cycle|skills|long|partner|easier|better|hell|choices|expectancy|saver|certificate|guard|support|is (?:good|great|better|busy|too)))(?=[.!? ,]|$))(?= ?(?:[.!?,;)]|$|anymore|any more|now|tonight|today|and|because|if|please|without|is|has|after|over|for good|this|so|when|with this|i |here))",
    ),
    Sense(
        ("live",),
        "self_harm",
        r"\b(?:won't|will not|may not|might not|wont|not going to|not gonna|don't want to|do not want to|shouldn't|should not|don't think i'll|don't deserve to|no longer want to|wish i wasn't|wish i weren't|can't) $|\b(?:not|never|won't|don't want to) $",
        r"(?:(?<=be here)|(?<=being here)|(?<=wake up)|(?<=be alive)|(?<=alive)|(?<=go on)|(?<=keep going)|(?<=exist)|(?<=carry on))(?= (?:tomorrow|much longer|anymore|any more|any longer|for long|next (?:week|month|year)|to (?:see|bother)|in the morning|living|like this|with life|when you|after|at all)| ?[.!]* ?$)(?! (?:in|at|on|with) )",
    ),
    Sense(
        ("leap",),
        "self_harm",
        r"\b(?:i|me|gonna|going to|want to|wanna|feel like|ready to|about to|i'll|might|could|should|thinking of|thinking about|just|tempted to|better)(?: \w+){0,2} $",
        r" (?:(?:a|the|my|this|some|one of the|an)(?: \w+){0,2} )?(?:bridge|roof|balcony|building|cliff|train|trains|bus|truck|subway|metro|traffic|river|lake|window|tree|wall|pole|overpass|tracks|car|cars|ledge|falls|ocean|ditch|concrete|c-train|skytrain)\b",
    ),
    Sense(
        ("pills",),
        "self_harm",
        r"\b(?:enough|bottle of|bunch of|all (?:of )?my|all the|too many|whole bottle of|saved up|saving up|stockpil(?:ed?|ing)|handful of|took a lot of|counted my|swallow(?:ed|ing)?(?: all| a bottle of| of| my| these| the| those)*|stash of|take all(?: my| these| of my)?|want to|wanna|going to|gonna|i'll|could|might|i will|thinking (?:of|about)|plan(?:ning)? to|could just|about to|intentionally|fatal) $",
        r"(?:(?<=pills)|(?<=tylenol)|(?<=meds)(?! (?:for|cost|covered|are (?:not )?covered))|(?<=overdose)|(?<=overdosing)|(?<=od))(?! (?:prevention|training|for (?:my|a) (?:blood|heart))\b)",
    ),
    Sense(
        ("bullet", "weapon"),
        "self_harm",
        r"\b(?:put|putting|point|pointing|eat|with|got|have|found|tie|tied|tying|bought|a|the|my) (?:a |the |my |this |one )?(?:\w+ )?$",
        r" (?:in|to|through|into|against|around|at|on|ready for) (?:my (?:own )?(?:head|brains?|mouth|skull|temple|neck|throat|heart|chest|wrists?)|myself)\b",
    ),
    Sense(
        ("menace",),
        "emergency",
        rf"\b{_ATTACKER}(?: \w+){{0,4}}? (?:threaten(?:s|ed|ing)?(?: me)? to|trying to|tries to|tried to|said (?:he|she|they)(?:'ll|'d| will| would| was going to| is going to)|says (?:he|she|they)(?:'ll| will| is going to|'s going to|'s gonna)|told me (?:he|she|they)(?:'ll|'d| will| would)|wants? to|(?:keeps?|is|are|'s|was)) (?:come and |come |find me and )?$",
        r"(?<! is killing)(?<! are killing)(?<!'s killing)(?<! keeps killing) (?:me|us|my (?:\w+ )?(?:kids?|child(?:ren)?|son|daughter|mother|mom|baby|family|sister|brother|face|wife|husband|girlfriend))\b(?! (?:with (?:fees|e-?mails|calls|calls)|if i (?:don't|fail|forget|miss)|for (?:missing|failing|forgetting)|when (?:she|he|they) (?:sees?|finds?)|to (?:the|pay|fill|get|hear|see|submit|send|apply)|up (?:for|with)|feelings|around))",
    ),
    Sense(
        ("menace",),
        "emergency",
        rf"\b{_ATTACKER}(?: (?:often|always|sometimes|regularly|still|now|just|keeps|is|physically|sexually|has been|again))* $",
        r"(?:(?<=beats)|(?<=hits)|(?<=strangles)|(?<=chokes)|(?<=abuses)|(?<=punches)|(?<=hitting)|(?<=beating)|(?<=abusing)|(?<=choking)|(?<=strangling)|(?<=attacking)|(?<=stalking)|(?<=stalks)|(?<=threatens)|(?<=threatening)|(?<=raping)|(?<=hurts)|(?<=hurting)) (?:me|us|my (?:\w+ )?(?:kids?|child(?:ren)?|son|daughter|mother|mom|baby))\b(?! (?:with (?:fees|e-?mails|calls)|financially|that|to (?:see|hear|know|think|say)|at (?:chess|cards)))",
    ),
    Sense(
        ("menace",),
        "emergency",
        rf"\b{_ATTACKER}(?: (?:just|has|have|already|even|once|also|again|'ve|then|keeps on|keep))* $",
        r"(?:(?<=threatened)|(?<=attacked)|(?<=assaulted)|(?<=strangled)|(?<=raped)) (?:to (?:kill|hurt|shoot|stab|beat|harm|burn|rape|murder|come (?:after|for)|find) )?(?:me|us|my (?:\w+ )?(?:kids?|child(?:ren)?|son|daughter|mother|mom|baby|family|sister))\b(?= ?(?:with a (?:gun|knife|bat|weapon)|again|tonight|today|yesterday|just now|right now|last night|and (?:i'm|i am|my|the|he|she|they|now)|if i|this (?:morning|week|evening)|[.!,]|$))(?! (?:with (?:legal|eviction|a (?:lawsuit|fine)|fees|fines|fines)|in \d|years ago|years? before))",
    ),
    Sense(
        ("lost",),
        "emergency",
        r"\b(?:my|our|a|the|his|her|neighbou?r's|friend's)(?: \w+)? (?:son|daughter|kid|child|children|baby|husband|wife|mother|father|mom|dad|sister|brother|grand(?:son|daughter|mother|father)|niece|nephew|friend|roommate|girl|boy|toddler|teenager|student|cousin|partner|girlfriend|boyfriend|aunt|uncle|neighbou?r)(?: (?:\w+ ){0,2}(?:is|has|went|has been|'s|was|hasn't|did|had|is still|has gone|still|have)|'s)?(?: been| just| gone| still| ha)* ?$",
        r"(?! (?:from (?:the|my) (?:form|application|file|list|list|system|claim)|a |the |his |her |their |out|some|on (?:the|my) (?:form|application)|school|class|classes|work|payments?|documents?|in (?:the|my) (?:form|application)|as (?:a )?dependa?nt))",
    ),
    Sense(
        ("child",),
        "emergency",
        rf"\b{_KIN}(?:'s| is| was| has been| are| says| said| keeps saying| told me| keeps| wants| talks| talked| will| might| may| could| wanted| tried| threatened| threatens| intends| plans| is going| 's going| feels| is talking| talks about| has| just| often| now| might be| (?:\w+))(?: \w+){{0,5}}? $",
        r"(?! (?:by (?:his|her|a) (?:school|boss) policy|years? ago|when (?:he|she|i|they) (?:was|were)|last year|in (?:19|20)\d\d|financially))(?:(?<=suicidal)|(?<=kill himself)|(?<=kill herself)|(?<=kill themselves)|(?<=hurt himself)|(?<=hurt herself)|(?<=his life)|(?<=her life)|(?<=their life)|(?<=wants to die)|(?<=want to die)|(?<=wants to be dead)|(?<=want to be dead)|(?<=self-harming)|(?<=cutting herself)|(?<=cutting himself)|(?<=killing himself)|(?<=killing herself)|(?<=hang himself)|(?<=hang herself)|(?<=hanging himself)|(?<=hanging herself)|(?<=shoot himself)|(?<=shoot herself)|(?<=overdose)|(?<=overdosed)|(?<=his own life)|(?<=her own life)|(?<=in danger)(?! of (?:losing|missing|failing|being (?:cut|evicted|late)))|(?<=not safe)|(?<=unsafe)|(?<=being hit))",
    ),
    Sense(("child",), "emergency", rf"\b{_KIN} $", r"(?:(?<=wants to die)|(?<=want to die))"),
    Sense(
        ("child",),
        "emergency",
        r"\b(?:child|children|kids?|baby|toddler|boy|girl|boys|girls|teenager|daughter|son|minor|student|he|she|they)(?: next door| upstairs| downstairs| in \w+ \w+| across the \w+)?(?:'s| is| are| was| were| who is| being| are being| who are)(?: being| regularly| constantly| getting| often| always| currently| probably| not)* $",
        r"(?:(?<=abused)|(?<=beaten)|(?<=neglected)|(?<=molested)|(?<=in danger)|(?<=being hit)|(?<=not safe))(?! (?:by the system|of (?:losing|missing|failing|being (?:cut|evicted))|years? ago|when (?:he|she|i|they) (?:was|were)|in (?:19|20)\d\d))",
    ),
    Sense(
        ("strike", "menace"),
        "self_harm",
        r"\b(?:please|someone|somebody|anyone|want (?:you|someone|somebody|god|them) to|wish (?:you|someone|somebody|god|they) would|let them|just let it|beg(?:ging)? (?:you|someone) to)(?: please| just| come| and| to| fucking)* $",
        r"(?:(?<=kill)|(?<=shoot)) me\b(?! (?:an?|the|your|with|now|if)\b)",
    ),
)
