"""The fact bank as a value: all facts of one version, found by id or by day."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from responders.errors import UnknownFact
from responders.values import Claim, Fact, Rating


@dataclass(frozen=True, slots=True)
class FactBank:
    """All facts of one import; ids are unique."""

    facts: tuple[Fact, ...]
    _by_id: Mapping[str, Fact] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {fact.id: fact for fact in self.facts})

    def get(self, fact_id: str) -> Fact:
        """Return the fact with that id.

        Raises:
            UnknownFact: there is none.
        """
        try:
            return self._by_id[fact_id]
        except KeyError as error:
            raise UnknownFact(fact_id) from error

    def __contains__(self, fact_id: object) -> bool:
        return fact_id in self._by_id

    def valid_on(self, day: date) -> tuple[Fact, ...]:
        """Return the facts that may be relied on that day."""
        return tuple(fact for fact in self.facts if fact.valid_on(day))

    def claims(self) -> Iterator[tuple[Fact, Claim]]:
        """Yield every claim with the fact that answers it."""
        for fact in self.facts:
            for claim in fact.claims:
                yield fact, claim

    @property
    def sha256(self) -> str:
        """Hash of the canonical form: the order of facts and of files does not change it."""
        facts = [canonical(fact) for fact in sorted(self.facts, key=lambda fact: fact.id)]
        return _hashed(facts)


def fact_hash(fact: Fact) -> str:
    """Return the hash of one fact: what was retracted is known by it."""
    return _hashed(canonical(fact))


def ended(fact: Fact, last: date) -> Fact:
    """Return a fact that holds until a day at the latest; one that had not begun never holds."""
    until = last if fact.valid_until is None else min(last, fact.valid_until)
    return replace(fact, valid_until=until, valid_from=min(fact.valid_from, until))


def without(bank: FactBank, retracted: Collection[str], day: date) -> FactBank:
    """Return a bank in which retracted facts are over: still recognized, never relied on.

    Args:
        bank: as it was approved.
        retracted: ids of facts.
        day: today.
    """
    if not retracted:
        return bank
    last = day - timedelta(days=1)
    return FactBank(
        tuple(ended(fact, last) if fact.id in retracted else fact for fact in bank.facts)
    )


def canonical(fact: Fact) -> dict[str, object]:
    """Return a fact as plain data, the same for the same content."""
    found: dict[str, object] = {
        "id": fact.id,
        "statement": dict(fact.statement.as_mapping()),
        "source": dict(fact.source.as_mapping()),
        "owner": fact.owner,
        "topic": fact.topic,
        "valid_from": fact.valid_from.isoformat(),
        "valid_until": fact.valid_until.isoformat() if fact.valid_until else None,
        "review_on": fact.review_on.isoformat(),
        "tags": list(fact.tags),
        "questions": {lang: list(texts) for lang, texts in fact.questions.items()},
        "misconceptions": [_canonical_claim(claim) for claim in fact.claims],
    }
    if fact.replaces is not None:
        found["replaces"] = fact.replaces
    return found


def _canonical_claim(claim: Claim) -> dict[str, object]:
    found: dict[str, object] = {
        "id": claim.id,
        "variants": {lang: list(texts) for lang, texts in claim.variants.items()},
    }
    # what is left out where it is usual: hashes of before there were ratings stay what they were
    if claim.rating is not Rating.FALSE:
        found["rating"] = claim.rating.value
    if claim.first_seen is not None:
        found["first_seen"] = claim.first_seen.isoformat()
    if claim.seen:
        found["seen"] = list(claim.seen)
    if claim.reply is not None:
        found["reply"] = dict(claim.reply.as_mapping())
    return found


def _hashed(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
