"""The fact bank: what we may say, from files that people write and approve.

A file holds `defaults` (owner and dates that its facts share) and `facts`. Several files of one
directory make one bank. How to write facts: docs/facts.md.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from policies.errors import DocumentError
from policies.faults import FileFault, said
from policies.yamlfile import KeyPath, YamlFile, load_yaml, parse_model
from responders.errors import UnknownFact
from responders.values import Fact, Misconception
from translations.typography import faults as typography_faults
from translations.values import Bilingual

SHIPPED_FACTS: Final = Path(__file__).parent / "data" / "facts"

_Text = Annotated[str, Field(min_length=1, max_length=1_000)]
_Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _BothTexts(_Strict):
    en: _Text
    fr: _Text


class _BothLists(_Strict):
    en: list[_Text] = Field(min_length=1)
    fr: list[_Text] = Field(min_length=1)


class _MisconceptionEntry(_Strict):
    id: _Id
    variants: _BothLists


class _Defaults(_Strict):
    owner: _Text | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    review_on: date | None = None


class _FactEntry(_Strict):
    id: _Id
    topic: _Id
    statement: _BothTexts
    source: _BothTexts
    owner: _Text | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    review_on: date | None = None
    tags: tuple[_Id, ...] = ()
    questions: _BothLists | None = None
    misconceptions: tuple[_MisconceptionEntry, ...] = ()


class FactFile(_Strict):
    """One file of facts, as written."""

    defaults: _Defaults = _Defaults()
    facts: list[_FactEntry] = Field(min_length=1)


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

    @property
    def sha256(self) -> str:
        """Hash of the canonical form: the order of facts and of files does not change it."""
        facts = [_canonical(fact) for fact in sorted(self.facts, key=lambda fact: fact.id)]
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCheck:
    """What is wrong with a bank on one day: errors stop an import, warnings do not."""

    bank: FactBank | None  # None where there are errors
    errors: tuple[FileFault, ...] = ()
    warnings: tuple[FileFault, ...] = ()


def load_facts(path: Path) -> FactBank:
    """Read a file, or every .yaml file of a directory, as one bank.

    Raises:
        DocumentError: with every fault of every file.
    """
    bank, faults, _ = _read(path)
    if faults:
        raise DocumentError(faults)
    return bank


def check_facts(path: Path, day: date) -> FactCheck:
    """Read like `load_facts`, and warn of facts that are expired, too early or due for review."""
    try:
        bank, faults, places = _read(path)
    except DocumentError as error:
        return FactCheck(bank=None, errors=error.faults)
    warnings = [
        _fault(file, (*at, key), name, **values)
        for fact, (file, at) in places.items()
        for key, name, values in _ageing(bank.get(fact), day)
    ]
    warnings += [fault for file, at, entry in _entries(path) for fault in _french(file, at, entry)]
    return FactCheck(bank=None if faults else bank, errors=tuple(faults), warnings=tuple(warnings))


def fact_files(path: Path) -> tuple[Path, ...]:
    """Return the files that make the bank, in the order in which they are read."""
    if path.is_dir():
        return tuple(sorted(p for p in path.rglob("*.y*ml") if p.suffix in {".yaml", ".yml"}))
    return (path,)


_Places = dict[str, tuple[YamlFile, KeyPath]]


def _read(path: Path) -> tuple[FactBank, list[FileFault], _Places]:
    facts: list[Fact] = []
    faults: list[FileFault] = []
    places: _Places = {}
    files = fact_files(path)
    if not files:
        raise DocumentError([_no_files(path)])
    for name in files:
        try:
            file = load_yaml(name)
            document = parse_model(file, FactFile)
        except DocumentError as error:
            faults.extend(error.faults)
            continue
        for index, entry in enumerate(document.facts):
            at: KeyPath = ("facts", index)
            found = list(_wrong(file, at, document.defaults, entry))
            first = places.get(entry.id)
            if first is not None:
                other, other_at = first
                where = f"{other.path}:{other.position(other_at)[0]}"
                found.append(_fault(file, (*at, "id"), "duplicate", id=entry.id, where=where))
            faults.extend(found)
            if not found:
                places[entry.id] = (file, at)
                facts.append(_fact(document.defaults, entry))
    return FactBank(tuple(facts)), faults, places


def _wrong(
    file: YamlFile, at: KeyPath, shared: _Defaults, entry: _FactEntry
) -> Iterator[FileFault]:
    for key in ("owner", "valid_from", "review_on"):
        if getattr(entry, key) is None and getattr(shared, key) is None:
            yield _fault(file, at, "missing", name=key)
    start, end = entry.valid_from or shared.valid_from, entry.valid_until or shared.valid_until
    if start and end and start > end:
        yield _fault(file, (*at, "valid_until"), "dates", start=start, end=end)
    for lang in ("en", "fr"):
        url = getattr(entry.source, lang)
        if not url.startswith("https://") or len(url.split()) != 1 or "." not in url[8:]:
            yield _fault(file, (*at, "source", lang), "source", url=url)
    seen: set[str] = set()
    for index, wrong in enumerate(entry.misconceptions):
        if wrong.id in seen:
            place = (*at, "misconceptions", index, "id")
            yield _fault(file, place, "duplicate", id=wrong.id, where=entry.id)
        seen.add(wrong.id)


def _ageing(fact: Fact, day: date) -> Iterator[tuple[str, str, dict[str, object]]]:
    if fact.valid_until is not None and fact.valid_until < day:
        yield "valid_until", "expired", {"id": fact.id, "day": fact.valid_until}
    elif fact.review_on <= day:
        yield "review_on", "review", {"id": fact.id, "day": fact.review_on, "owner": fact.owner}
    if fact.valid_from > day:
        yield "valid_from", "early", {"id": fact.id, "day": fact.valid_from}


def _entries(path: Path) -> Iterator[tuple[YamlFile, KeyPath, _FactEntry]]:
    for name in fact_files(path):
        try:
            file = load_yaml(name)
            document = parse_model(file, FactFile)
        except DocumentError:
            continue  # its faults are reported by _read
        for index, entry in enumerate(document.facts):
            yield file, ("facts", index), entry


def _french(file: YamlFile, at: KeyPath, entry: _FactEntry) -> Iterable[FileFault]:
    for fault in typography_faults(entry.statement.fr, "fr"):
        yield _fault(
            file, (*at, "statement", "fr"), "typography", found=fault.found, better=fault.better
        )


def _fact(shared: _Defaults, entry: _FactEntry) -> Fact:
    valid_from = entry.valid_from or shared.valid_from
    review_on = entry.review_on or shared.review_on
    assert valid_from is not None  # noqa: S101 # _wrong has reported it before
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
        misconceptions=tuple(
            Misconception(id=wrong.id, variants=_by_language(wrong.variants))
            for wrong in entry.misconceptions
        ),
    )


def _by_language(lists: _BothLists | None) -> dict[str, tuple[str, ...]]:
    return {"en": tuple(lists.en), "fr": tuple(lists.fr)} if lists else {}


def _canonical(fact: Fact) -> dict[str, object]:
    return {
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
        "misconceptions": [
            {"id": wrong.id, "variants": {k: list(v) for k, v in wrong.variants.items()}}
            for wrong in fact.misconceptions
        ],
    }


def _fault(file: YamlFile, at: KeyPath, key: str, **values: object) -> FileFault:
    line, column = file.position(at)
    return FileFault(
        file=file.path,
        line=line,
        column=column,
        field=_field(at),
        problem=said(f"responders.facts.{key}.problem", **values),
        remedy=said(f"responders.facts.{key}.remedy", **values),
    )


def _no_files(path: Path) -> FileFault:
    return FileFault(
        file=path,
        line=1,
        column=1,
        field="",
        problem=said("responders.facts.empty.problem"),
        remedy=said("responders.facts.empty.remedy"),
    )


def _field(at: KeyPath) -> str:
    text = ""
    for part in at:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
