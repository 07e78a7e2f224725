# ruff: noqa: E501 # tables and regular expressions read better whole
"""Every feature that a rule may use: its name, its type, and what it says.

docs/policy.md shows this table; a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

Value = bool | int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureSpec:
    """One feature."""

    name: str
    neutral: Value  # its value where a message shows no sign of it
    what: str  # one sentence for authors of policies
    lexicon: bool = (
        False  # counted from a lexicon: own words only, without negated and reported ones
    )

    @property
    def kind(self) -> str:
        """`bool`, `int` or `string`, as CEL names them."""
        return {bool: "bool", int: "int", str: "string"}[type(self.neutral)]


# lexicon -> what its count says; the feature has the lexicon's name
LEXICON_FEATURES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "profanity": "Coarse words, Quebec swearing included, aimed at nobody.",
        "insults": "Words that insult a person.",
        "belittling": "Words that insult only where they are said directly of the reader (“you are stupid”).",
        "abuse": "Phrases that are themselves an attack on the reader (« ta gueule », “go to hell”).",
        "slurs": "Words that demean a group of people.",
        "identity": "Words for groups of people; never evidence by themselves.",
        "hostility": "What hate says of groups: vermin, go back, do not belong.",
        "aversion": "“I hate”, « je déteste »: counts as hate only where a group is its object.",
        "misogyny": "Sexist statements.",
        "homophobia": "Statements against people for their orientation or gender.",
        "threats": "Statements that somebody will be harmed, or ought to be.",
        "intimidation": "Statements that may be a threat: where you live, you will regret it.",
        "self_harm": "The author may be thinking of suicide or self-harm.",
        "violence": "Calls to violence or praise of it.",
        "sexual": "Sexual or obscene content.",
        "illegal": "Encouragement or offers of something illegal.",
        "accusation": "Accusations of a crime or of grave misconduct.",
        "party_political": "Support for, or announcements by, a party or a campaign.",
        "labour": "Announcements of a union or about a labour dispute.",
        "advertising": "Advertising and self-promotion.",
        "scam": "Wording of scams: unclaimed grants, guaranteed loans, crypto.",
        "piracy": "Offers of copied works.",
        "robot": "Wording that programs leave behind.",
        "emergency": "Someone may be in danger now.",
    }
)

_OTHERS: Final = (
    ("insults_at_person", 0, "Insults aimed at a person: the reader, a citizen, an employee."),
    ("insults_at_institution", 0, "Insults aimed at a department, a program, the government, a minister."),
    ("insults_unclear", 0, "Insults whose aim cannot be told."),
    ("profanity_strong", 0, "The strongest coarse words among `profanity`."),
    ("hate_statements", 0, "A group named in the same clause as something hostile said of it."),
    ("accusations_of_person", 0, "Accusations in a clause that names a person or an employee."),
    ("quoted_terms", 0, "Strong words inside quotation marks: not the author's own."),
    ("reported_terms", 0, "Strong words that the author reports, mentions or condemns."),
    ("negated_terms", 0, "Strong words under a negation."),
    ("self_harm_unclear", 0, "Words of self-harm that are quoted, reported or negated."),
    ("threats_unclear", 0, "Words of threat that are quoted, reported or negated."),
    ("disguised_terms", 0, "Words found only once a disguise was taken off."),
    ("phones", 0, "Telephone numbers; toll-free numbers do not count."),
    ("emails", 0, "E-mail addresses; those of the agency's own domains do not count."),
    ("sins", 0, "Social insurance numbers: nine digits that pass the check, grouped or named."),
    ("business_numbers", 0, "Business numbers."),
    ("cards", 0, "Payment card numbers that pass the check."),
    ("health_cards", 0, "Health card numbers."),
    ("passports", 0, "Passport numbers."),
    ("postal_codes", 0, "Postal codes."),
    ("addresses", 0, "Street addresses."),
    ("ip_addresses", 0, "IP addresses."),
    ("personal_data", 0, "All of the personal data above, postal codes alone left out."),
    ("letters", 0, "Letters in the text, links left out."),
    ("words", 0, "Words in the text, links left out."),
    ("length", 0, "Characters of the text."),
    ("capitals_pct", 0, "Capitals per hundred letters."),
    ("emoji", 0, "Emoji."),
    ("emoji_only", False, "Nothing but emoji."),
    ("links", 0, "Links, those to the agency's own domains left out."),
    ("shorteners", 0, "Links through a shortener."),
    ("lookalike_links", 0, "Links whose name is written to look like another (punycode)."),
    ("repeated", 1, "How often the most frequent sentence of the text stands in it."),
    ("gibberish", False, "Most words could be words in neither language."),
    ("is_question", False, "The message asks something."),
    ("speaker", "public", "Who speaks: public, media, elected, candidate, official, staff."),
    ("lang", "und", "Language as detected: ISO 639-1, or und."),
    ("official_language", True, "Whether the language is English, French or undetermined."),
    ("automatic", False, "The platform, or the message, says that a program wrote it."),
    ("repeats_by_author", 0, "Earlier messages of the same author with the same text."),
    ("authors_with_same_text", 0, "Other authors who posted the same text."),
    ("kind", "comment", "comment, mention or direct."),
    ("media", "", "What came that is not text (photo, video, sticker, voice…); join: somebody arrived, and the text is their name."),
    ("passed_on_links", 0, "Links in what is passed on without a word of the author's own; own domains left out."),
    ("passed_on_terms", 0, "Strong words, scam and advertising in what is passed on without a word of the author's own."),
    ("joined_minutes", -1, "Minutes since the author joined the channel; -1 where that is not known, or over a day ago."),
    ("first_message", False, "The author joined within the day, and nothing was heard from them here before."),
    ("joins_lately", 0, "Of an arrival: how many people arrived in the ten minutes up to it."),
    ("staff_named", 0, "Names of our staff, and names that the agency protects."),
    ("minor_signs", 0, "The author says to be under 18, or in a school year for minors."),
    ("minor_abuse", 0, "Words for sexual material about minors."),
)  # fmt: skip

FEATURES: Final[Mapping[str, FeatureSpec]] = MappingProxyType(
    {
        **{
            n: FeatureSpec(name=n, neutral=0, what=w, lexicon=True)
            for n, w in LEXICON_FEATURES.items()
        },
        **{n: FeatureSpec(name=n, neutral=v, what=w) for n, v, w in _OTHERS},
    }
)
