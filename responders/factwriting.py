"""A fact bank as YAML files again: what an import of another kind stores, and what is exported."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from policies.yamlfile import YamlFile
from responders.factbank import FactBank
from responders.values import Claim, Fact, Rating

PER_FILE: Final = 1_000  # facts: a file stays well below what may be read


def facts_yaml(facts: Iterable[Fact]) -> str:
    """Return facts as one file; reading it gives the same facts."""
    data = {"facts": [fact_entry(fact) for fact in facts]}
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=96,
        default_flow_style=False,
    )
    return text


def bank_files(bank: FactBank) -> dict[str, str]:
    """Return a bank as named files."""
    facts = bank.facts
    parts = [facts_yaml(facts[at : at + PER_FILE]) for at in range(0, len(facts), PER_FILE)]
    if len(parts) == 1:
        return {"facts.yaml": parts[0]}
    return {f"facts-{number:03}.yaml": text for number, text in enumerate(parts, start=1)}


def bank_source(bank: FactBank, path: Path, leave_out: Iterable[str] = ()) -> YamlFile:
    """Return a bank as if it had just been read, for a check together with what is new.

    Args:
        bank: what is there.
        path: what it is called in faults.
        leave_out: ids of facts that something else takes the place of.
    """
    out = frozenset(leave_out)
    data = {"facts": [fact_entry(fact) for fact in bank.facts if fact.id not in out]}
    return YamlFile(path=path, data=data, values={}, keys={})


def fact_entry(fact: Fact) -> dict[str, Any]:
    """Return a fact as it is written in a file; what is usual is left out."""
    found: dict[str, Any] = {
        "id": fact.id,
        "topic": fact.topic,
        "statement": dict(fact.statement.as_mapping()),
        "source": dict(fact.source.as_mapping()),
        "owner": fact.owner,
        "valid_from": fact.valid_from,
    }
    if fact.valid_until is not None:
        found["valid_until"] = fact.valid_until
    found["review_on"] = fact.review_on
    if fact.replaces is not None:
        found["replaces"] = fact.replaces
    if fact.tags:
        found["tags"] = list(fact.tags)
    if fact.questions:
        found["questions"] = _lists(fact.questions)
    if fact.claims:
        found["claims"] = [claim_entry(claim) for claim in fact.claims]
    return found


def claim_entry(claim: Claim) -> dict[str, Any]:
    """Return a claim as it is written below its fact."""
    found: dict[str, Any] = {"id": claim.id, "variants": _lists(claim.variants)}
    if claim.rating is not Rating.FALSE:
        found["rating"] = claim.rating.value
    if claim.first_seen is not None:
        found["first_seen"] = claim.first_seen
    if claim.seen:
        found["seen"] = list(claim.seen)
    if claim.reply is not None:
        found["reply"] = dict(claim.reply.as_mapping())
    return found


def _lists(texts: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {lang: list(found) for lang, found in texts.items()}


class _Dumper(yaml.SafeDumper):
    """Writes every text in quotes where YAML 1.1 or 1.2 could read something else in it."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never write an alias: the reader takes none that it need not."""
        del data
        return True


def _text(dumper: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
    plain = data.replace("-", "").isalnum() and data.isascii() and not data[0].isdigit()
    style = None if plain and data.lower() not in _WORDS else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_Dumper.add_representer(str, _text)
