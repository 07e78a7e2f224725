"""What differs between two versions of the fact bank, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from responders.factbank import FactBank
from responders.polarity import read_polarity
from responders.sameness import differences
from responders.values import Claim, Fact
from responders.words import fold, split_words
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES, Bilingual

Kind = Literal["added", "removed", "changed"]
_LONGEST: Final = 200  # code points of a value that are shown to people


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """One difference; `before` and `after` are empty where there was nothing."""

    kind: Kind
    part: Literal["fact", "claim"]
    id: str  # of a claim: fact/claim
    field: str = ""
    before: str = ""
    after: str = ""

    def render(self, lang: str) -> str:
        """Return it as a sentence in that language."""
        t = catalog("fr" if lang == "fr" else "en")
        part = t(f"factbank.diff.part.{self.part}", id=self.id)
        if self.kind != "changed":
            return t(f"factbank.diff.{self.kind}", part=part)
        before, after = (
            t("factbank.diff.value", value=_short(value)) if value else t("factbank.diff.nothing")
            for value in (self.before, self.after)
        )
        field = t(f"factbank.diff.field.{self.field}")
        return t("factbank.diff.changed", part=part, field=field, before=before, after=after)


def fact_changes(old: FactBank, new: FactBank) -> list[FactChange]:
    """Return what differs, by fact: those that went, then the others in their order."""
    changes = [
        FactChange(kind="removed", part="fact", id=fact.id)
        for fact in old.facts
        if fact.id not in new
    ]
    for fact in new.facts:
        if fact.id not in old:
            changes.append(FactChange(kind="added", part="fact", id=fact.id))
            continue
        before = old.get(fact.id)
        changes += _fields("fact", fact.id, _of_fact(before), _of_fact(fact))
        changes += _claims(fact.id, before.claims, fact.claims)
    return changes


def says_otherwise(old: Fact, new: Fact) -> bool:
    """Whether a fact that was reworded gives other figures, or denies what it said before.

    What answers its claims counts like its statement: it was published in its place.
    """
    before, after = _replies(old), _replies(new)
    pairs = [(old.statement, new.statement)]
    pairs += [(text, after[name]) for name, text in before.items() if name in after]
    return any(
        differences(one[lang], other[lang]) or _negative(one[lang]) != _negative(other[lang])
        for one, other in pairs
        for lang in OFFICIAL_LANGUAGES
    )


def reworded(old: Fact, new: Fact) -> bool:
    """Whether what a reply takes from a fact is not what it was: statement, source, replies."""
    after = _replies(new)
    return (
        old.statement != new.statement
        or old.source != new.source
        or any(after.get(name) != text for name, text in _replies(old).items())
    )


def _replies(fact: Fact) -> dict[str, Bilingual]:
    return {claim.id: claim.reply for claim in fact.claims if claim.reply is not None}


def _negative(text: str) -> bool:
    return read_polarity(split_words(fold(text))).negative


def _claims(fact_id: str, old: Sequence[Claim], new: Sequence[Claim]) -> Iterator[FactChange]:
    before = {claim.id: claim for claim in old}
    after = {claim.id: claim for claim in new}
    for name in before:
        if name not in after:
            yield FactChange(kind="removed", part="claim", id=f"{fact_id}/{name}")
    for name, claim in after.items():
        if name not in before:
            yield FactChange(kind="added", part="claim", id=f"{fact_id}/{name}")
        else:
            yield from _fields(
                "claim", f"{fact_id}/{name}", _of_claim(before[name]), _of_claim(claim)
            )


def _fields(
    part: Literal["fact", "claim"], name: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[FactChange]:
    for field, after in new.items():
        if old[field] != after:
            yield FactChange(
                kind="changed", part=part, id=name, field=field, before=old[field], after=after
            )


def _of_fact(fact: Fact) -> dict[str, str]:
    found = {
        "owner": fact.owner,
        "topic": fact.topic,
        "valid_from": fact.valid_from.isoformat(),
        "valid_until": fact.valid_until.isoformat() if fact.valid_until else "",
        "review_on": fact.review_on.isoformat(),
        "replaces": fact.replaces or "",
        "tags": ", ".join(fact.tags),
    }
    for lang in OFFICIAL_LANGUAGES:
        found[f"statement.{lang}"] = fact.statement[lang]
        found[f"source.{lang}"] = fact.source[lang]
        found[f"questions.{lang}"] = " | ".join(fact.questions.get(lang, ()))
    return found


def _of_claim(claim: Claim) -> dict[str, str]:
    found = {
        "rating": claim.rating.value,
        "first_seen": claim.first_seen.isoformat() if claim.first_seen else "",
        "seen": " ".join(claim.seen),
    }
    for lang in OFFICIAL_LANGUAGES:
        found[f"variants.{lang}"] = " | ".join(claim.variants.get(lang, ()))
        found[f"reply.{lang}"] = claim.reply[lang] if claim.reply is not None else ""
    return found


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
