# ruff: noqa: E501 # tables and regular expressions read better whole
"""Which rows of letters say something hostile of a group; the letters stand in `marks`.

Each pattern names its target (`t`) and its predicate (`p`). Repeats are bounded, and nothing is
nested, so that the cost is linear in the length of a sentence.
"""

import re
from dataclasses import dataclass
from typing import Final

from policies.latepattern import late
from policies.statements.values import Kind

_SUBJECT: Final = r"(?P<t>[GSP])(?:,?5|,(?=C))?"
# between a subject and what is said of it: no other subject, no comma but in lists
_GAP: Final = r"(?:[^.:,bIYT9JjF5GSP]|,(?=[&MqoiQ])|(?<=o)5|(?<=[&,DM])[GS]|,(?=[DM]?[GS]))"
_LIST: Final = r"[DMkmAa7if]*"  # what may stand before a name: all those damned …


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way to say something hostile."""

    row: re.Pattern[str]
    kind: Kind
    needs: frozenset[str]  # one of these letters has to stand in the sentence: cheap to tell
    denied: bool = False  # something good, hateful under a negation only
    asked: bool = False  # a negation belongs to the question: "why don't X …"
    called: bool = False  # the author's own wish or feeling: whose, has to be looked for


def _pattern(
    row: str,
    kind: Kind,
    needs: str,
    *,
    denied: bool = False,
    called: bool = False,
    asked: bool = False,
) -> Pattern:
    return Pattern(
        row=late(row),
        kind=kind,
        needs=frozenset(needs),
        denied=denied,
        called=called,
        asked=asked,
    )


PATTERNS: Final = (
    # "X are so lazy", « les X, c'est tous des voleurs »
    _pattern(
        _SUBJECT + r"(?:q?(?:I[hwiLV]{1,4}?|j))?" + _GAP + r"{0,7}?C[NnMDkiqhgR1]{0,5}?(?:[wAam7],?[NnMDki&1]{0,3}?){0,2}(?P<p>[Aam7])(?!O)",
        Kind.ATTACK,
        "Aam7",
    ),
    # "why are X so stupid", "aren't X parasites"
    _pattern(r"y[^.:b]{0,2}C[DM]*(?P<t>[GSP])[iMDkN]*(?P<p>[Aam7])", Kind.ATTACK, "y"),
    _pattern(r"^[wi]?N[DM]*(?P<t>[GSP])[iMDk]{1,4}(?P<p>[Aam7])", Kind.ATTACK, "N"),
    # "it makes me sick when I see X in power"
    _pattern(r"(?P<p>Q)[zq]I[wL]D?(?P<t>[GP])(?=$|[,oMi&bD])", Kind.ATTACK, "Q"),
    _pattern(r"C(?P<t>P)[Mi][MiDkN]*(?P<p>[Aam7])", Kind.ATTACK, "P"),
    _pattern(r"I[iwhz]{1,3}D?(?P<t>[GSP])i[iDMk]*(?P<p>[Aam7])", Kind.ATTACK, "I"),
    _pattern(r"3[^.:b]{1,7}?[oq][^.:b]{0,6}?(?P<p>[oL])[DMk]*(?P<t>G)", Kind.ATTACK, "3"),
    _pattern(r"(?P<p>6),[DM]*(?P<t>G)", Kind.ATTACK, "6"),
    _pattern(r"(?P<p>[mA7a])[wR]?(?P<t>G)C$", Kind.ATTACK, "C"),
    _pattern(r"(?P<t>[GSP])hMi?(?P<p>e)", Kind.HARM, "e"),
    _pattern(r"[wL](?P<t>[Pc])(?P<p>e)", Kind.HARM, "e"),
    _pattern(r"yN[DM]*(?P<t>[GP])[hi]*(?P<p>[eE])", Kind.EXCLUSION, "y", asked=True),
    _pattern(r"y[DM]*(?P<t>[GP])[hn]*N[hi]*(?P<p>[eE])", Kind.EXCLUSION, "y", asked=True),
    _pattern(r"y[hwI5]{1,3}H?(?P<p>[rLw]o)[DM]*(?P<t>G)", Kind.ATTACK, "y"),
    _pattern(r"^q(?P<p>(?:L|hH?)r?o)[DM]*(?P<t>G)", Kind.ATTACK, "q"),
    # "why would anyone want X", "why do X think they can …"
    _pattern(r"y[hwIN5]{0,3}(?P<p>L)[IDMk]*(?P<t>G)", Kind.EXCLUSION, "y"),
    _pattern(r"y[hD]*(?P<t>G)(?P<p>JP?[hw])(?!N)", Kind.ATTACK, "y"),
    # "I find X disgusting"
    _pattern(r"j[DMkqo]*(?P<t>[GSP])[ikDM]*(?P<p>[Aam7])", Kind.ATTACK, "j"),
    # "X disgust me", "X steal our jobs"
    _pattern(_SUBJECT + _GAP + r"{0,5}?(?P<p>Q)", Kind.ATTACK, "Q"),
    # "damn X", « sales X »
    _pattern(r"(?P<p>k[kmMi]{0,3}|[mA7][km]?)D?(?P<t>[GS])", Kind.ATTACK, "kmA7"),
    # "X scum", « X de merde »
    _pattern(r"(?P<t>[GS])(?P<p>[67])", Kind.ATTACK, "67"),
    # "I hate X", « je les hais »
    _pattern(r"(?P<p>V)" + _LIST + r"(?:w" + _LIST + r")?(?P<t>[GSP])", Kind.ATTACK, "V", called=True),
    _pattern(r"(?P<p>V),(?:5?C[iDM]*|Y,[DM]*)(?P<t>G)", Kind.ATTACK, "V", called=True),
    _pattern(r"I(?P<p>8)" + _LIST + r"(?P<t>[GSP])", Kind.ATTACK, "8"),
    _pattern(r"(?P<p>v)" + _LIST + r"(?P<t>[GP])(?=$|[,oMi&b])", Kind.ATTACK, "v"),
    # « paresseux d'Indiens »
    _pattern(r"(?P<p>[Aam])d(?P<t>G)", Kind.ATTACK, "Aam"),
    _pattern(r"(?P<t>c)(?P<p>V)", Kind.ATTACK, "V", called=True),
    _pattern(r"(?P<p>f)" + _LIST + r"(?P<t>[GSP])", Kind.ATTACK, "f"),
    _pattern(r"(?P<p>B)" + _LIST + r"(?:w" + _LIST + r")?(?P<t>[GSP])", Kind.ATTACK, "B"),
    # allusions beside a group
    _pattern(r"(?P<t>[GSP])[^.:bJ]{0,6}?(?P<p>Z)", Kind.EXCLUSION, "Z"),
    _pattern(r"(?P<p>Z)[^.:bJ]{0,4}?(?P<t>[GP])", Kind.EXCLUSION, "Z"),
    # « ce sont des animaux, les X »
    _pattern(r"^[bi,&]*(?P<p>[CP]C?[DMki]+[Aam7]),?[DM]*(?P<t>[GS])", Kind.ATTACK, "C"),
    _pattern(r"(?P<t>[GS])o[wDT]{1,2},5(?P<p>Q)", Kind.ATTACK, "Q"),
    # « la pire chose au pays, c'est les X », « même un chien est plus propre qu'un X »
    _pattern(r"^D?(?P<p>[Aa])[wDoRh]{0,6},C[DM]{0,3}(?P<t>[GS])(?:$|,)", Kind.ATTACK, "Aa"),
    _pattern(r"^[ib]?D?(?P<p>[Aa])C1[wRg]{1,2}qD?(?P<t>[GS])$", Kind.ATTACK, "1"),
    # "you are just a X"
    _pattern(r"(?P<p>Yn?C[iq]{1,3})D?(?P<t>[GS])(?![CQH])", Kind.ATTACK, "Y"),
    # "X should go home"
    _pattern(_SUBJECT + r"[^.:bIYJ]{0,5}?H[^.:,bGS]{0,4}?(?P<p>E)", Kind.EXCLUSION, "E"),
    _pattern(r"(?:^|[.,:&b])[kmwifg]{0,2}(?P<p>E)[^.:bCHIJo]{0,3}?(?P<t>[GS])", Kind.EXCLUSION, "E"),
    _pattern(r"(?P<t>[GS]),(?P<p>E)", Kind.EXCLUSION, "E"),
    _pattern(r"^(?P<t>G),[^.:bIY]{0,5}&(?P<p>E)", Kind.EXCLUSION, "E"),
    _pattern(r"(?:^|[,.b])q(?P<t>P)(?P<p>E)", Kind.EXCLUSION, "E"),
    _pattern(r"(?:^|[,.])q[DM]*(?P<t>[GSP])(?P<p>[Ee])", Kind.HARM, "Ee"),
    _pattern(r"W[DMqkm]{0,3}(?P<t>[GSP])[^.:b]{0,4}?(?P<p>[eE])", Kind.HARM, "W"),
    # "deport all X", "send X back", "X out!"
    _pattern(r"(?P<p>X),?" + _LIST + r"(?:w" + _LIST + r"){0,2}(?P<t>[GSP])", Kind.EXCLUSION, "X", called=True),
    _pattern(r"(?P<t>c)(?P<p>X)", Kind.EXCLUSION, "X", called=True),
    _pattern(r"(?P<p>s)[DMkm]*(?:w[DMkm]*)?(?P<t>[GSP])w?[OE](?!o)", Kind.EXCLUSION, "s", called=True),
    _pattern(r"(?P<t>c)(?P<p>s)O", Kind.EXCLUSION, "s", called=True),
    _pattern(r"^[ifD]*(?P<t>[GS]),?(?P<p>O)[IwD]{0,2}$", Kind.EXCLUSION, "O"),
    # "kill all X", "X should be shot"
    _pattern(r"(?P<p>K),?" + _LIST + r"(?:w" + _LIST + r"){0,2}(?P<t>[GSP])", Kind.HARM, "K", called=True),
    _pattern(r"(?P<t>[GSP])[^.:bJ]{0,6}?,I[hiw]{0,2}(?P<p>K)", Kind.HARM, "K"),
    _pattern(r"(?P<t>c)(?P<p>K)", Kind.HARM, "K", called=True),
    _pattern(_SUBJECT + r"[^.:bIYJ]{0,5}?H[^.:,b]{0,4}?(?P<p>[eK])", Kind.HARM, "eK"),
    # "X are not human", "X should not be allowed to …", "I don't want X"
    _pattern(_SUBJECT + _GAP + r"{0,8}?(?P<p>R)", Kind.ATTACK, "R", denied=True),
    _pattern(_SUBJECT + r"[^.:bIYT9J]{0,5}?H[^.:,bt]{0,5}?(?P<p>r)", Kind.EXCLUSION, "r", denied=True),
    _pattern(r"(?P<p>L)[NDMkmAaif1]*(?:w[DMkm]*|[wr]o[DMk]*)?(?P<t>[GSP])", Kind.EXCLUSION, "L", denied=True, called=True),
    _pattern(r"(?P<t>c)(?P<p>L)", Kind.EXCLUSION, "L", denied=True, called=True),
)  # fmt: skip
# « c'est de la vermine » after a sentence about a group
THAT_IS: Final = late(r"(?:^|[,b&])[iw]?(?P<t>C)[kMi]*D[kiM]*(?P<p>[Aam7])")
# « Des gens dégoûtants. », "Useless animals, every one of them."
FRAGMENT: Final = late(
    r"^(?P<t>[DMkimAaw]{0,3}?)(?:(?P<p1>7|[Aam](?=R))|R(?P<p2>[Aam])|iD?(?P<p3>A))[RMkimAaD&]*(?:,[DM]*P)?$"
)
# "trans women are not women"
NOT_REAL: Final = late(r"(?P<t>[GS])n?CN?[iD]*w?(?P<p>G)")
