"""Hints: what is allowed in a policy and probably not meant. They never refuse it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from policies.conditionchecks import condition_faults, try_out
from policies.conditiontext import tokens
from policies.documentfaults import Source, placed
from policies.faults import FileFault
from policies.modelfaults import field_name
from policies.policyfiles import ExamplesPart, OutcomePart, PolicyPart, Wording
from policies.yamlfile import KeyPath, YamlFile
from translations.typography import NBSP, TypographyFault
from translations.typography import faults as french_faults
from translations.values import OFFICIAL_LANGUAGES

_SAME = 25  # code points from which the same text in both languages is no coincidence


def policy_hints(
    sources: Sequence[Source], channels: Collection[str] | None = None
) -> Iterator[FileFault]:
    """Yield the hints on a policy that has no fault.

    Args:
        sources: its files.
        channels: those of the configuration; None where nobody knows them.
    """
    yield from _labels(sources)
    yield from _rules(sources)
    yield from _exceptions(sources)
    yield from _must_pass(sources)
    yield from _wording(sources)
    if channels is not None:
        yield from _channels(sources, channels)


def _labels(sources: Sequence[Source]) -> Iterator[FileFault]:
    rows = [part.effects for _, part in sources if part.effects]
    with_effect = set(chain.from_iterable(row.default for row in rows))
    recognized = {rule.label for _, part in sources for rule in part.rules}
    used = {label.clause for _, part in sources for label in part.labels}
    with_action = {
        label
        for row in rows
        for cells in (row.default, *row.channels.values())
        for label, cell in cells.items()
        if isinstance(cell, OutcomePart) and cell.action
    }
    for file, part in sources:
        for n, label in enumerate(part.labels):
            where: KeyPath = ("labels", n, "id")
            if label.id not in with_effect:
                yield _hint(file, where, "no_effect", id=label.id)
            if label.id not in recognized:
                yield _hint(file, where, "no_rule", id=label.id)
            if label.id in with_action and label.rule is None:
                yield _hint(file, where, "no_wording", id=label.id)
        for n, clause in enumerate(part.clauses):
            if clause.id not in used:
                yield _hint(file, ("clauses", n, "id"), "empty_clause", id=clause.id)


def _rules(sources: Sequence[Source]) -> Iterator[FileFault]:
    first: dict[tuple[str, str], str] = {}
    for file, part in sources:
        for n, rule in enumerate(part.rules):
            where: KeyPath = ("rules", n)
            names = {token.text for token in tokens(rule.when) if token.kind == "name"}
            if _never(rule.when):
                yield _hint(file, (*where, "when"), "never")
            if not rule.evidence:
                yield _hint(file, (*where, "id"), "no_evidence", id=rule.id)
            if rule.evidence and names.isdisjoint(rule.evidence):
                yield _hint(file, (*where, "evidence", 0), "unrelated", id=rule.evidence[0])
            same = first.setdefault((rule.label, " ".join(rule.when.split())), rule.id)
            if same != rule.id:
                yield _hint(file, (*where, "when"), "same_rule", id=same)
            yield from _missing(file, (*where, "examples"), rule.examples.no_match, "no_match")


def _exceptions(sources: Sequence[Source]) -> Iterator[FileFault]:
    for file, part in sources:
        for n, exception in enumerate(part.exceptions):
            where: KeyPath = ("exceptions", n)
            yield from _missing(file, (*where, "id"), exception.examples.lifts, "lifts")
            yield from _missing(file, (*where, "id"), exception.examples.stands, "stands")
            if exception.when and _never(exception.when):
                yield _hint(file, (*where, "when"), "never")


def _never(condition: str) -> bool:
    return not condition_faults(condition) and try_out(condition).never


def _must_pass(sources: Sequence[Source]) -> Iterator[FileFault]:
    given = [(file, part.must_pass) for file, part in sources if part.must_pass]
    if not given:
        yield placed(sources[0][0].path, (1, 1), "must_pass", "hint.nothing_passes")
    for file, examples in given:
        yield from _missing(file, ("must_pass",), examples, "passes")


def _missing(
    file: YamlFile, where: KeyPath, examples: ExamplesPart, key: str
) -> Iterator[FileFault]:
    for lang in OFFICIAL_LANGUAGES:
        if not getattr(examples, lang):
            yield _hint(file, where, key, lang=lang)


def _wording(sources: Sequence[Source]) -> Iterator[FileFault]:
    for file, part in sources:
        for where, wording in _texts(part):
            if len(wording.en) >= _SAME and wording.en.strip() == wording.fr.strip():
                yield _hint(file, (*where, "fr"), "same_text")
            for fault in french_faults(wording.fr, "fr")[:1]:
                yield _typography(file, (*where, "fr"), wording.fr, fault)


def _texts(part: PolicyPart) -> Iterator[tuple[KeyPath, Wording]]:
    for name in ("name", "introduction", "appeal", "changes"):
        wording = getattr(part, name)
        if wording is not None:
            yield (name,), wording
    for n, clause in enumerate(part.clauses):
        yield ("clauses", n, "title"), clause.title
        yield ("clauses", n, "text"), clause.text
    for n, label in enumerate(part.labels):
        yield ("labels", n, "name"), label.name
        if label.rule is not None:
            yield ("labels", n, "rule"), label.rule
    for n, exception in enumerate(part.exceptions):
        yield ("exceptions", n, "why"), exception.why
        if exception.public is not None:
            yield ("exceptions", n, "public"), exception.public


def _channels(sources: Sequence[Source], channels: Collection[str]) -> Iterator[FileFault]:
    for file, part in sources:
        for name in part.effects.channels if part.effects else ():
            if name not in channels:
                where: KeyPath = ("effects", "channels", name)
                yield placed(
                    file.path,
                    file.key_position(where),
                    field_name(where),
                    "hint.channel",
                    id=name,
                    names=", ".join(sorted(channels)) or "—",
                )


def _hint(file: YamlFile, where: KeyPath, key: str, **values: object) -> FileFault:
    return placed(file.path, file.position(where), field_name(where), f"hint.{key}", **values)


def _typography(file: YamlFile, where: KeyPath, text: str, fault: TypographyFault) -> FileFault:
    before, after = text[max(0, fault.start - 8) : fault.start], text[fault.end : fault.end + 3]
    found, better = (
        f"{before}{piece}{after}".replace(NBSP, "␣").strip()
        for piece in (fault.found, fault.better)
    )
    return _hint(file, where, "typography", found=found, better=better)
