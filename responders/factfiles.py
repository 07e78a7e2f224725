"""Files of facts and claims, read into one bank; every fault of every file is told at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from policies.errors import DocumentError
from policies.faults import FileFault
from policies.yamlfile import ModelT, YamlFile, load_yaml, parse_model
from responders.bankchecks import bank_faults, bank_warnings
from responders.entrychecks import (
    claim_faults,
    entry_faults,
    entry_warnings,
    reply_warnings,
)
from responders.factbank import FactBank
from responders.factfaults import Place, fault, older_fault
from responders.factschema import (
    BothLists,
    ClaimEntry,
    Defaults,
    FactEntry,
    FactFile,
    LooseClaim,
)
from responders.values import Claim, Fact
from translations.values import Bilingual

SHIPPED_FACTS: Final = Path(__file__).parent / "data" / "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCheck:
    """What is wrong with a bank on one day: errors stop an import, warnings do not."""

    bank: FactBank | None  # None where there are errors
    errors: tuple[FileFault, ...] = ()
    warnings: tuple[FileFault, ...] = ()


@dataclass(slots=True)
class Reading:
    """What was read so far; `good` are the facts that have no fault of their own."""

    good: dict[str, Fact] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    claims: dict[tuple[str, str], Place] = field(default_factory=dict)  # (fact, claim)
    faults: list[FileFault] = field(default_factory=list)
    entries: list[tuple[Place, FactEntry]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)  # ids in files that have faults of form

    @property
    def bank(self) -> FactBank:
        """The facts that have no fault of their own."""
        return FactBank(tuple(self.good.values()))


def load_facts(path: Path) -> FactBank:
    """Read a file, or every .yaml file of a directory, as one bank.

    Raises:
        DocumentError: with every fault of every file.
    """
    read = read_bank(_load(path))
    if read.faults:
        raise DocumentError(read.faults)
    return read.bank


def check_facts(path: Path, day: date) -> FactCheck:
    """Read like `load_facts`, and warn of what is old, unlike in the two languages, or unclear."""
    try:
        sources = _load(path)
    except DocumentError as error:
        return FactCheck(bank=None, errors=error.faults)
    return check_sources(sources, day)


def check_sources(sources: Iterable[YamlFile | DocumentError], day: date) -> FactCheck:
    """Check what was read from files of any kind."""
    read = read_bank(sources)
    warnings = [one for fact in read.good.values() for one in _ageing(read, fact, day)]
    for place, entry in read.entries:
        warnings.extend(entry_warnings(place, entry))
    for fact, claim in read.bank.claims():
        warnings.extend(reply_warnings(read.claims[fact.id, claim.id], claim))
    warnings.extend(bank_warnings(read.good.values(), read.places, read.claims))
    return FactCheck(
        bank=None if read.faults else read.bank,
        errors=tuple(read.faults),
        warnings=tuple(warnings),
    )


def fact_files(path: Path) -> tuple[Path, ...]:
    """Return the files that make the bank, in the order in which they are read."""
    if path.is_dir():
        return tuple(sorted(p for p in path.rglob("*.y*ml") if p.suffix in {".yaml", ".yml"}))
    return (path,)


def _load(path: Path) -> list[YamlFile | DocumentError]:
    files = fact_files(path)
    if not files:
        nowhere = YamlFile(path=path, data=None, values={}, keys={})
        raise DocumentError([older_fault(Place(nowhere), "empty")])
    found: list[YamlFile | DocumentError] = []
    for name in files:
        try:
            found.append(load_yaml(name))
        except DocumentError as error:
            found.append(error)
    return found


def read_bank(sources: Iterable[YamlFile | DocumentError]) -> Reading:
    """Read files that were loaded already; a fault of one hides none of another."""
    read = Reading()
    loose: list[tuple[Place, LooseClaim]] = []
    for source in sources:
        if isinstance(source, DocumentError):
            read.faults.extend(source.faults)
            continue
        try:
            document = parse_model(source, FactFile)
        except DocumentError as error:
            read.faults.extend(error.faults)
            shared, facts, claims = _readable(source.data)
            read.unread |= _ids(source.data)
        else:
            shared = document.defaults
            facts, claims = dict(enumerate(document.facts)), dict(enumerate(document.claims))
            if not facts and not claims:
                read.faults.append(fault(Place(source), "nothing"))
        for index, entry in facts.items():
            _take(read, Place(source, ("facts", index)), shared, entry)
        loose += [(Place(source, ("claims", index)), entry) for index, entry in claims.items()]
    _attach(read, loose)
    read.faults.extend(bank_faults(read.good.values(), read.places, read.claims))
    return read


def _readable(data: Any) -> tuple[Defaults, dict[int, FactEntry], dict[int, LooseClaim]]:
    """Return what of a faulty file has the right form: the rest of what is wrong is told, too."""
    given: Mapping[str, Any] = data if isinstance(data, dict) else {}
    shared = _valid(Defaults, given.get("defaults")) or Defaults()
    return shared, _each(FactEntry, given.get("facts")), _each(LooseClaim, given.get("claims"))


def _ids(data: Any) -> set[str]:
    facts = data.get("facts") if isinstance(data, dict) else None
    listed = facts if isinstance(facts, list) else []
    return {str(one.get("id")) for one in listed if isinstance(one, dict)}


def _each(model: type[ModelT], data: object) -> dict[int, ModelT]:
    listed = data if isinstance(data, list) else []
    found = ((index, _valid(model, one)) for index, one in enumerate(listed))
    return {index: one for index, one in found if one is not None}


def _valid(model: type[ModelT], data: object) -> ModelT | None:
    try:
        return model.model_validate(data)
    except ValidationError:
        return None


def _take(read: Reading, place: Place, shared: Defaults, entry: FactEntry) -> None:
    found = list(entry_faults(place, shared, entry))
    first = read.places.get(entry.id)
    if first is not None:
        found.append(older_fault(place.below("id"), "duplicate", id=entry.id, where=first.line))
    claims = list(_claims_of(place, entry))
    seen: set[str] = set()
    for at, claim in claims:
        found.extend(claim_faults(at, claim))
        if claim.id in seen:
            found.append(older_fault(at.below("id"), "duplicate", id=claim.id, where=entry.id))
        seen.add(claim.id)
    read.faults.extend(found)
    if first is None:
        read.places[entry.id] = place
    if found:
        return
    read.entries.append((place, entry))
    read.claims.update({(entry.id, claim.id): at for at, claim in claims})
    read.good[entry.id] = _fact(shared, entry, [claim for _, claim in claims])


def _claims_of(place: Place, entry: FactEntry) -> Iterator[tuple[Place, ClaimEntry]]:
    for key, claims in (("claims", entry.claims), ("misconceptions", entry.misconceptions)):
        for index, claim in enumerate(claims):
            yield place.below(key, index), claim


def _attach(read: Reading, loose: Sequence[tuple[Place, LooseClaim]]) -> None:
    """Put claims that stand by themselves to the facts that answer them."""
    added: dict[str, list[Claim]] = {}
    for place, entry in loose:
        found = list(claim_faults(place, entry))
        there = read.claims.get((entry.fact, entry.id))
        if there is not None:
            key = place.below("id")
            found.append(older_fault(key, "duplicate", id=entry.id, where=there.line))
        if entry.fact not in read.places and entry.fact not in read.unread:
            found.append(fault(place.below("fact"), "unknown_fact", id=entry.fact))
        read.faults.extend(found)
        if not found and entry.fact in read.good:
            read.claims[entry.fact, entry.id] = place
            added.setdefault(entry.fact, []).append(_claim(entry))
    for fact_id, claims in added.items():
        fact = read.good[fact_id]
        read.good[fact_id] = replace(fact, claims=(*fact.claims, *claims))


def _ageing(read: Reading, fact: Fact, day: date) -> Iterator[FileFault]:
    place = read.places[fact.id]
    if fact.valid_until is not None and fact.valid_until < day:
        yield older_fault(place.below("valid_until"), "expired", id=fact.id, day=fact.valid_until)
    elif fact.review_on <= day:
        yield older_fault(
            place.below("review_on"), "review", id=fact.id, day=fact.review_on, owner=fact.owner
        )
    if fact.valid_from > day:
        yield older_fault(place.below("valid_from"), "early", id=fact.id, day=fact.valid_from)


def _fact(shared: Defaults, entry: FactEntry, claims: Iterable[ClaimEntry]) -> Fact:
    valid_from = entry.valid_from or shared.valid_from
    review_on = entry.review_on or shared.review_on
    assert valid_from is not None  # noqa: S101 # entry_faults has reported it before
    assert review_on is not None  # noqa: S101 # likewise
    return Fact(
        id=entry.id,
        statement=Bilingual(en=entry.statement.en, fr=entry.statement.fr),
        source=Bilingual(en=entry.source.en, fr=entry.source.fr),
        owner=entry.owner or shared.owner or "",
        topic=entry.topic,
        valid_from=valid_from,
        valid_until=entry.valid_until or shared.valid_until,
        review_on=review_on,
        tags=entry.tags,
        questions=_by_language(entry.questions),
        claims=tuple(_claim(claim) for claim in claims),
        replaces=entry.replaces,
    )


def _claim(entry: ClaimEntry) -> Claim:
    return Claim(
        id=entry.id,
        variants=_by_language(entry.variants),
        rating=entry.rating,
        first_seen=entry.first_seen,
        seen=entry.seen,
        reply=Bilingual(en=entry.reply.en, fr=entry.reply.fr) if entry.reply else None,
    )


def _by_language(lists: BothLists | None) -> dict[str, tuple[str, ...]]:
    return {"en": tuple(lists.en), "fr": tuple(lists.fr)} if lists else {}
