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
        "hostility": "Vile names for groups, such as vermin; count as hate only where they are said of one.",
        "aversion": "“I hate”, « je déteste »: count as hate only where a group is the object.",
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
        "scam": "Wording of scams: unclaimed grants, guaranteed loans, gift cards asked for.",
        "lures": "What scams promise or begin with; no evidence without a link or a call to get in touch.",
        "contact_calls": "Calls to get in touch elsewhere (“WhatsApp me”, « écrivez-moi en privé »).",
        "phishing": "Wording that wants data or a click (“verify your account”, « confirmez votre identité »).",
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
    ("hate_statements", 0, "Hateful things said of a group: who is meant, denial, quotation and report are looked at."),
    ("sexist_statements", 0, "Those among `hate_statements` that are about women."),
    ("homophobic_statements", 0, "Those among `hate_statements` that are about gay, lesbian, bisexual or trans people."),
    ("exclusion_statements", 0, "Those among `hate_statements` that would send a group away, shut it out or deny it rights."),
    ("harm_statements", 0, "Those among `hate_statements` that would have a group hurt or killed."),
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
    ("driver_licences", 0, "Driver's licence numbers, where something beside them says so."),
    ("immigration_numbers", 0, "Immigration client (UCI), application and resident card numbers."),
    ("bank_accounts", 0, "IBANs that pass the check; transit, institution and account numbers."),
    ("birth_dates", 0, "Whole dates beside words of birth."),
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
    ("links", 0, "Links, those to the agency's own domains and to governments left out."),
    ("government_links", 0, "Links to known domains of governments in Canada."),
    ("shorteners", 0, "Links through a shortener."),
    ("chat_links", 0, "Links that open a talk with somebody (t.me, wa.me); those to the agency's accounts left out."),
    ("lookalike_links", 0, "Links that imitate a government's domain, an institution's name or Latin letters."),
    ("agency_lookalikes", 0, "Links that imitate one of the agency's own domains."),
    ("risky_links", 0, "Links to an IP address, with a hidden host or an odd port, or with an ending that is mostly abused."),
    ("bait_links", 0, "Links with a word of bait between hyphens in their name (gift-claim.example)."),
    ("hidden_links", 0, "Links whose text names another address than the one they lead to."),
    ("disguised_links", 0, "Links written so that programs miss them: hxxp, [.], “dot com”, « point ca »."),
    ("app_calls", 0, "Those of `contact_calls` that name a messaging service (WhatsApp, Telegram)."),
    ("amounts", 0, "Sums of money, counted only beside `lures`."),
    ("scam_report", False, "The author asks about a scam, tells of one, or warns of it."),
    ("official_claims", 0, "Claims to speak for the agency or a government, beside a link or a call to get in touch."),
    ("own_account", False, "The author's account is on the agency's register."),
    ("imposter", False, "The author's name can be taken for one of the agency's accounts, and is not on its register."),
    ("imposter_mentions", 0, "Accounts in the text that can be taken for one of the agency's."),
    ("generated_name", False, "The author's handle looks made by a program, or is called a bot."),
    ("hashtags", 0, "Hashtags."),
    ("mentions", 0, "Accounts addressed with @."),
    ("unfilled_slots", 0, "Slots of a template left unfilled: {name}."),
    ("zalgo", 0, "Letters under a pile of marks."),
    ("text_art", False, "Several lines of signs that draw a picture."),
    ("symbols_only", False, "Nothing but punctuation and signs."),
    ("off_topic", False, "Shares nothing with the scope that the channel states; never where it states none."),
    ("repeated", 1, "How often the most frequent sentence of the text stands in it."),
    ("gibberish", False, "Most words could be words in neither language."),
    ("is_question", False, "The message asks something."),
    ("speaker", "public", "Who speaks: public, media, elected, candidate, official, staff."),
    ("lang", "und", "Language as detected: ISO 639-1, or und."),
    ("official_language", True, "Whether the language is English, French or undetermined."),
    ("automatic", False, "The platform, or the message, says that a program wrote it."),
    ("repeats_by_author", 0, "Earlier messages of the same author with the same text."),
    ("authors_with_same_text", 0, "Other authors who posted the same text."),
    ("campaign_authors", 0, "Authors of the campaign that the message belongs to; 0: of none."),
    ("kind", "comment", "comment, mention or direct."),
    ("media", "", "What came that is not text (photo, video, sticker, voice…); join: somebody arrived, and the text is their name."),
    ("passed_on_links", 0, "Links in what is passed on without a word of the author's own; own domains left out."),
    ("passed_on_terms", 0, "Strong words, scam and advertising in what is passed on without a word of the author's own."),
    ("joined_minutes", -1, "Minutes since the author joined the channel; -1 where that is not known, or over a day ago."),
    ("first_message", False, "The author joined within the day, and nothing was heard from them here before."),
    ("joins_lately", 0, "Of an arrival: how many people arrived in the ten minutes up to it."),
    ("staff_named", 0, "Names of our staff, and names that the agency protects."),
    ("doxxing", 0, "Home details of an employee, given or asked for: where they live, park, or send their children."),
    ("minor_signs", 0, "The author says to be under 18, or in a school year for minors."),
    ("minor_abuse", 0, "Words for sexual material about minors."),
    ("model_hate_pct", 0, "How probable the classifier holds hate of a group to be, in per cent."),
    ("model_abuse_pct", 0, "The same for insults and harassment of a person."),
    ("model_threat_pct", 0, "The same for threats."),
    ("model_spam_pct", 0, "The same for spam and scams."),
    ("model_suspects_hate", 0, "1 where that is more than the threshold chosen for the language."),
    ("model_suspects_abuse", 0, "The same for insults and harassment."),
    ("model_suspects_threat", 0, "The same for threats."),
    ("model_suspects_spam", 0, "The same for spam and scams."),
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
