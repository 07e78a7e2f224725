# ruff: noqa: E501 # tables and regular expressions read better whole
"""The features of one message: what the rules of a policy can ask about.

Every feature has a value and the spans of the original text that show it. Words inside quotation marks, under
a negation, or reported are not the author's own and are counted apart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from policies import scopes
from policies.featurelist import FEATURES, Value
from policies.lexicons import Hit, Lexicons
from policies.message import Message
from policies.minors import abuse_terms, minor_signs
from policies.personal import find_personal
from policies.protectednames import find_names
from policies.screening_values import Speaker
from policies.speakers import find_speaker
from policies.textsigns import read_signs
from policies.views import Span, View, dense_view, plain_view
from translations.values import OFFICIAL_LANGUAGES, UNDETERMINED, Detection


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the message itself does not tell: passed in by whoever keeps the window of past messages."""

    repeats_by_author: int = 0
    authors_with_same_text: int = 0
    own_domains: Sequence[str] = ()  # links and addresses there do not count
    joined_minutes: int = -1  # since the author joined the channel; -1: not known, or long ago
    first_message: bool = False  # joined within the day, and never heard from here before
    joins_lately: int = 0  # of an arrival: how many in the ten minutes up to it
    protected_names: tuple[str, ...] = ()  # of staff and others whom nobody may expose


@dataclass(slots=True)
class Features:
    """Values that differ from neutral, and the spans that show them."""

    values: dict[str, Value] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Value:
        value = self.values.get(name)
        return FEATURES[name].neutral if value is None else value

    def add(self, name: str, span: Span) -> None:
        """Count one more of a feature, shown by a span."""
        self.values[name] = int(self.values.get(name, 0)) + 1
        self.spans.setdefault(name, []).append(span)

    def set(self, name: str, value: Value, spans: Sequence[Span] = ()) -> None:
        """Set a feature; a neutral value leaves no trace."""
        if value != FEATURES[name].neutral:
            self.values[name] = value
            if spans:
                self.spans[name] = list(spans)


# own words only: a negated, reported or quoted one is not held against the author
_SCOPED: Final = frozenset(
    (
        "insults",
        "abuse",
        "slurs",
        "hostility",
        "aversion",
        "belittling",
        "misogyny",
        "homophobia",
        "threats",
        "intimidation",
        "self_harm",
        "violence",
        "accusation",
        "illegal",
        "profanity",
        "sexual",
    )
)
_NOT_NEGATED: Final = frozenset(("slurs", "profanity", "abuse", "sexual", "misogyny", "homophobia"))
_PASSED_ON: Final = (_SCOPED - {"profanity", "belittling"}) | {"scam", "advertising", "piracy"}
_UNCLEAR: Final = {"self_harm": "self_harm_unclear", "threats": "threats_unclear"}
_PERSONAL: Final = {
    "phone": "phones",
    "email": "emails",
    "sin": "sins",
    "business_number": "business_numbers",
    "card": "cards",
    "health_card": "health_cards",
    "passport": "passports",
    "postal_code": "postal_codes",
    "address": "addresses",
    "ip": "ip_addresses",
}
_QUESTION: Final = re.compile(
    r"\?|^(?:how|when|where|what|who|why|which|can|could|do|does|is|are|will|should"
    r"|comment|quand|ou|que|qui|quel|quelle|quels|quelles|pourquoi|combien|est-ce|peut-on|puis-je|dois-je)\b"
)
_NAMED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Mme|M|Mlle)\.? [A-ZÀ-Ý]\w|\b[A-ZÀ-Ý][a-zà-ÿ'-]+ [A-ZÀ-Ý][a-zà-ÿ'-]+\b|(?<!\w)@\w{2}"
)
_OBJECT: Final = re.compile(
    r"(?:\s+(?:all|those|these|the|you|fucking|damn|stupid|tous|toutes|les|ces|des|vous|maudits|maudites|sales|crisse de|[a-z]+))?(?:\s+(?:les|the|these|of|ces|[a-z]+))?\s+"
)
_EMPLOYEE: Final = re.compile(
    r"\b(?:agent|agente|officer|employee|employees|clerk|worker|caseworker|supervisor|manager|director|directeur|directrice|my neighbou?r|employee?s?|employes?|commis|fonctionnaire|prepose|preposee|gestionnaire|superviseure?|mon voisin|ma voisine)\b"
)


class FeatureReader:
    """Reads the features of messages against a set of lexicons."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons

    def read(self, message: Message, detection: Detection, context: Context) -> Features:
        """Return the features of a message; pure."""
        features = Features()
        text = message.text
        plain = plain_view(text)
        _add_context(features, message, detection, context)
        _add_signs(features, text, plain, context)
        _add_personal(features, text, context)
        speaker, shown = find_speaker(plain.text)
        if speaker is not Speaker.PUBLIC and shown:
            features.set("speaker", speaker.value, [plain.span(*shown)])
        for start, end in find_names(plain.text, context.protected_names):
            features.add("staff_named", plain.span(start, end))
        for start, end in minor_signs(plain.text):
            features.add("minor_signs", plain.span(start, end))
        for start, end in abuse_terms(plain.text):
            features.add("minor_abuse", plain.span(start, end))
        if _QUESTION.search(plain.text):
            features.set("is_question", value=True)
        hits = self._lexicons.find(plain, dense_view(text, plain), detection.lang)
        if hits:
            _Judge(features, message, plain).judge(hits)
        if message.quoted and not text:
            self._add_passed_on(features, message.quoted, detection, context)
        return features

    def _add_passed_on(
        self, features: Features, text: str, detection: Detection, context: Context
    ) -> None:
        """Look at what somebody passes on without a word: not theirs, but it stands there."""
        plain = plain_view(text)
        links = read_signs(text, plain.text).links
        features.set(
            "passed_on_links",
            sum(1 for start, end in links if not _is_own(text[start:end], context)),
        )
        hits = self._lexicons.find(plain, dense_view(text, plain), detection.lang)
        strong = sum(1 for hit in hits if hit.term.lexicon in _PASSED_ON)
        features.set("passed_on_terms", strong)


def _add_context(
    features: Features, message: Message, detection: Detection, context: Context
) -> None:
    features.set("length", len(message.text))
    features.set("lang", detection.lang)
    official = detection.lang == UNDETERMINED or detection.lang in OFFICIAL_LANGUAGES
    features.set("official_language", official)
    features.set("automatic", message.automatic)
    features.set("kind", message.kind.value)
    features.set("media", message.media or "")
    features.set("joined_minutes", context.joined_minutes)
    features.set("first_message", context.first_message)
    features.set("joins_lately", context.joins_lately)
    whole = [(0, len(message.text))]
    features.set("repeats_by_author", context.repeats_by_author, whole)
    features.set("authors_with_same_text", context.authors_with_same_text, whole)


def _add_signs(features: Features, text: str, plain: View, context: Context) -> None:
    signs = read_signs(text, plain.text)
    whole = [(0, len(text))]
    features.set("letters", signs.letters)
    features.set("words", signs.words)
    features.set("capitals_pct", signs.capitals_pct, whole)
    features.set("emoji", signs.emoji, whole)
    features.set("emoji_only", signs.emoji_only, whole)
    links = [span for span in signs.links if not _is_own(text[span[0] : span[1]], context)]
    features.set("links", len(links), links)
    features.set("shorteners", len(signs.shorteners), signs.shorteners)
    features.set("lookalike_links", len(signs.lookalike_links), signs.lookalike_links)
    features.set("repeated", max(signs.repeated, 1), whole)
    features.set("gibberish", signs.gibberish, whole)


def _is_own(address: str, context: Context) -> bool:
    host = re.sub(r"^(?:https?://)?(?:[^/@]*@)?(?:www\.)?", "", address.lower()).split("/")[0]
    return any(host == domain or host.endswith(f".{domain}") for domain in context.own_domains)


def _add_personal(features: Features, text: str, context: Context) -> None:
    for item in find_personal(text):
        if item.kind == "email" and _is_own(text[item.span[0] : item.span[1]], context):
            continue
        features.add(_PERSONAL[item.kind], item.span)
        if item.kind != "postal_code":
            features.add("personal_data", item.span)


class _Judge:
    """Decides what each word found counts as."""

    def __init__(self, features: Features, message: Message, plain: View) -> None:
        self._features = features
        self._message = message
        self._plain = plain
        self._text = plain.text
        self._quotes = scopes.quoted_spans(message.text)
        if message.quoted and len(message.quoted) > 3:
            at = message.text.find(message.quoted)
            if at >= 0:
                self._quotes.append((at, at + len(message.quoted)))

    def judge(self, hits: Sequence[Hit]) -> None:
        own = [hit for hit in hits if self._is_own(hit)]
        for hit in own:
            self._count(hit)
        self._count_hate(own)

    def _is_own(self, hit: Hit) -> bool:
        lexicon = hit.term.lexicon
        if lexicon not in _SCOPED:
            return True
        reason = self._disowned(hit)
        if reason is None:
            return True
        self._features.add(reason, hit.span)
        if lexicon in _UNCLEAR:
            self._features.add(_UNCLEAR[lexicon], hit.span)
        return False

    def _disowned(self, hit: Hit) -> str | None:
        if scopes.within(hit.span, self._quotes):
            return "quoted_terms"
        if hit.disguised:
            return None
        clause = scopes.clause_around(self._text, hit.start, hit.end)
        lexicon = hit.term.lexicon
        if lexicon not in _NOT_NEGATED and scopes.negated(self._text, clause[0], hit.start):
            return "negated_terms"
        if lexicon != "profanity" and scopes.reported(self._text, clause, hit.start):
            return "reported_terms"
        return None

    def _count(self, hit: Hit) -> None:
        features, lexicon = self._features, hit.term.lexicon
        if lexicon == "belittling":
            clause = scopes.clause_around(self._text, hit.start, hit.end)
            if hit.disguised or not scopes.said_of_reader(self._text, clause, hit.start):
                return
            features.add("insults_at_person", hit.span)
        features.add(lexicon, hit.span)
        if hit.disguised:
            features.add("disguised_terms", hit.span)
        if lexicon == "profanity" and hit.term.register == "strong":
            features.add("profanity_strong", hit.span)
        elif lexicon == "insults":
            features.add(f"insults_{self._aim(hit)}", hit.span)
        elif lexicon == "accusation" and self._names_person(hit):
            features.add("accusations_of_person", hit.span)

    def _aim(self, hit: Hit) -> str:
        text, start, end = self._text, hit.start, hit.end
        if hit.disguised:  # offsets of another view: go by the original's
            text, (start, end) = self._message.text.lower(), hit.span
        aimed = scopes.aimed_at_person(text, scopes.clause_around(text, start, end), start, end)
        if aimed is None:
            return "unclear"
        return "at_person" if aimed else "at_institution"

    def _names_person(self, hit: Hit) -> bool:
        start, end = scopes.clause_around(self._text, hit.start, hit.end)
        begin, finish = self._plain.span(start, end) if end > start else hit.span
        clause = self._message.text[begin:finish]
        return bool(_NAMED.search(clause) or _EMPLOYEE.search(self._text, start, end))

    def _count_hate(self, own: Sequence[Hit]) -> None:
        groups = [hit for hit in own if hit.term.lexicon == "identity"]
        hostile = [hit for hit in own if hit.term.lexicon in ("hostility", "aversion")]
        if not groups or not hostile:
            return
        for said in hostile:
            clause = scopes.clause_around(self._text, said.start, said.end)
            end = clause[1]
            if said.term.lexicon == "aversion":  # its object must be the group itself
                after = _OBJECT.match(self._text, said.end)
                clause, end = (said.end, 0), after.end() if after else said.end
            near = [
                group
                for group in groups
                if clause[0] <= group.start <= end
                and not scopes.not_all(self._text, clause[0], group.start)
            ]
            if near:
                first = min(near[0].span[0], said.span[0])
                self._features.add("hate_statements", (first, max(near[0].span[1], said.span[1])))
