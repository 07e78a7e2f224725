"""What is wrong in the files of a policy, beyond the shape of each field, with its place.

`structure_faults` looks at how the parts refer to one another, `condition_faults` at the
conditions, `example_faults` at what is missing to try the rules.
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from policies import conditionchecks
from policies.conditionchecks import ConditionFault
from policies.exceptions import WORDS
from policies.faults import FileFault, said
from policies.featurelist import FEATURES
from policies.modelfaults import field_name
from policies.policybuilding import moment
from policies.policyfiles import ExceptionPart, PolicyPart, Row
from policies.yamlfile import KeyPath, Position, YamlFile
from translations.values import OFFICIAL_LANGUAGES

Source = tuple[YamlFile, PolicyPart]
SINGLE: Final = (
    "id", "version", "effective_from", "effective_until", "name", "introduction", "appeal", "page",
    "changes", "effects", "must_pass",
)  # fmt: skip
REQUIRED: Final = ("id", "version", "effective_from", "name", "introduction", "appeal", "effects")


def structure_faults(path: Path, sources: Sequence[Source]) -> Iterator[FileFault]:
    """Yield what does not fit together: ids, references, single fields, dates."""
    yield from _single_faults(path, sources)
    for kind in ("labels", "clauses", "rules", "exceptions"):
        yield from _repeated_ids(sources, kind)
    labels = {label.id for _, part in sources for label in part.labels}
    clauses = {clause.id for _, part in sources for clause in part.clauses}
    for file, part in sources:
        for n, label in enumerate(part.labels):
            yield from _known(file, ("labels", n, "clause"), label.clause, clauses, "clause")
        for n, rule in enumerate(part.rules):
            yield from _known(file, ("rules", n, "label"), rule.label, labels, "label")
            for m, name in enumerate(rule.evidence):
                if name not in FEATURES:
                    yield _feature_fault(file, ("rules", n, "evidence", m), name)
        for n, exception in enumerate(part.exceptions):
            yield from _exception_faults(file, n, exception, labels)
        if part.effects:
            rows: list[tuple[KeyPath, Row]] = [(("effects", "default"), part.effects.default)]
            rows += [(("effects", "channels", c), r) for c, r in part.effects.channels.items()]
            for where, row in rows:
                for name in row:
                    yield from _known(file, (*where, name), name, labels, "label")


def conditions(sources: Sequence[Source]) -> Iterator[tuple[YamlFile, KeyPath, str]]:
    """Yield every condition and where it stands."""
    for file, part in sources:
        for n, rule in enumerate(part.rules):
            yield file, ("rules", n, "when"), rule.when
        for n, exception in enumerate(part.exceptions):
            if exception.when is not None:
                yield file, ("exceptions", n, "when"), exception.when


def condition_faults(
    sources: Sequence[Source],
    skip: Iterable[tuple[Path, KeyPath]] = (),
    *,
    thorough: bool = False,
) -> Iterator[FileFault]:
    """Yield what is wrong with conditions.

    Args:
        sources: the files.
        skip: conditions not to touch: they make the compiler crash.
        thorough: try each on values of its features, too; a few milliseconds each.
    """
    skipped = set(skip)
    for file, where, condition in conditions(sources):
        if (file.path, where) in skipped:
            continue
        found = conditionchecks.condition_faults(condition)
        if not found and where[0] == "rules" and conditionchecks.holds_on_nothing(condition):
            found = [ConditionFault(key="always")]
        if not found and thorough:
            tried = conditionchecks.try_out(condition)
            found = [tried.fault] if tried.fault else []
        for fault in found:
            yield _condition_fault(file, where, condition, fault)


def example_faults(sources: Sequence[Source]) -> Iterator[FileFault]:
    """Yield the rules that have no example to match in a language."""
    for file, part in sources:
        for n, rule in enumerate(part.rules):
            for lang in OFFICIAL_LANGUAGES:
                if not getattr(rule.examples.match, lang):
                    yield fault_at(file, ("rules", n, "examples"), "unmatched", lang=lang)


def fault_at(file: YamlFile, where: KeyPath, key: str, **values: object) -> FileFault:
    """Return a fault of the value at a path; of the key, where the key is what is wrong."""
    keyed = key == "once" or where[0] == "effects"
    place = file.key_position(where) if keyed else file.position(where)
    return placed(file.path, place, field_name(where), f"document.{key}", **values)


def placed(path: Path, place: Position, field: str, key: str, **values: object) -> FileFault:
    """Return a fault whose sentences are `policies.KEY.problem` and `.remedy`."""
    return FileFault(
        file=path,
        line=place[0],
        column=place[1],
        field=field,
        problem=said(f"policies.{key}.problem", **values),
        remedy=said(f"policies.{key}.remedy", **values),
    )


def place_inside(file: YamlFile, where: KeyPath, text: str, at: int) -> Position:
    """Return line and column of a place inside a text of the file.

    The text may be quoted, folded or a block: what stands in the file is followed, white space
    apart. Where that does not lead there, it is the beginning of the text.
    """
    line, column = file.position(where)
    lines = file.path.read_text("utf-8-sig", errors="replace").split("\n")
    row, col = line - 1, column - 1
    if row < len(lines) and lines[row][col : col + 1] in ("|", ">"):
        row, col = row + 1, 0
    elif row < len(lines) and lines[row][col : col + 1] in ('"', "'"):
        col += 1
    for n, char in enumerate(text[: at + 1]):
        if char.isspace():
            continue
        while row < len(lines) and (col >= len(lines[row]) or lines[row][col].isspace()):
            row, col = (row + 1, 0) if col >= len(lines[row]) else (row, col + 1)
        if row >= len(lines) or lines[row][col] != char:
            return line, column
        if n == at:
            return row + 1, col + 1
        col += 1
    return (row + 1, col + 1) if row < len(lines) else (line, column)


def _single_faults(path: Path, sources: Sequence[Source]) -> Iterator[FileFault]:
    given: dict[str, Path] = {}
    for file, part in sources:
        for name in SINGLE:
            if getattr(part, name) is None:
                continue
            if name in given:
                yield fault_at(file, (name,), "once", first=given[name].name)
            given.setdefault(name, file.path)
        start, end = part.effective_from, part.effective_until
        if start and end and moment(end) <= moment(start):
            yield fault_at(file, ("effective_until",), "dates")
    for name in REQUIRED:
        if name not in given:
            yield placed(path, (1, 1), name, "document.incomplete", name=name)


def _repeated_ids(sources: Sequence[Source], kind: str) -> Iterator[FileFault]:
    seen: dict[str, str] = {}
    for file, part in sources:
        for n, item in enumerate(getattr(part, kind)):
            if item.id in seen:
                yield fault_at(file, (kind, n, "id"), "twice", id=item.id, first=seen[item.id])
            line = file.position((kind, n, "id"))[0]
            seen.setdefault(item.id, f"{file.path.name}:{line}")


def _known(
    file: YamlFile, where: KeyPath, name: str, allowed: Iterable[str], kind: str
) -> Iterator[FileFault]:
    names = sorted(allowed)
    if name in names:
        return
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        yield fault_at(file, where, f"{kind}_close", id=name, close=close[0])
    else:
        yield fault_at(file, where, kind, id=name, names=", ".join(names))


def _exception_faults(
    file: YamlFile, number: int, exception: ExceptionPart, labels: set[str]
) -> Iterator[FileFault]:
    where: KeyPath = ("exceptions", number)
    kinds = [bool(exception.when), bool(exception.words), bool(exception.names)]
    if sum(kinds) != 1:
        yield fault_at(file, where, "exception_kind")
    elif exception.words and exception.labels:
        yield fault_at(file, (*where, "labels"), "exception_all")
    elif not exception.words and not exception.labels:
        yield fault_at(file, where, "exception_labels")
    for m, name in enumerate(exception.labels):
        yield from _known(file, (*where, "labels", m), name, labels, "label")
    for m, name in enumerate(exception.words):
        if name not in WORDS:
            yield fault_at(
                file, (*where, "words", m), "exception_words", id=name, names=", ".join(WORDS)
            )
    for m, name in enumerate(exception.names):
        if name.startswith("*"):
            yield fault_at(file, (*where, "names", m), "exception_star", id=name)


def _condition_fault(
    file: YamlFile, where: KeyPath, condition: str, fault: ConditionFault
) -> FileFault:
    key, values = fault.key, dict(fault.values)
    if key == "feature":
        name = str(values["id"])
        close = difflib.get_close_matches(name, FEATURES, n=1, cutoff=0.6)
        if close:
            key, values = "feature_close", {**values, "close": close[0]}
    place = file.position(where)
    if fault.at is not None:
        place = place_inside(file, where, condition, fault.at)
    return placed(file.path, place, field_name(where), f"document.{key}", **values)


def _feature_fault(file: YamlFile, where: KeyPath, name: str) -> FileFault:
    close = difflib.get_close_matches(name, FEATURES, n=1, cutoff=0.6)
    if close:
        return fault_at(file, where, "feature_close", id=name, close=close[0])
    return fault_at(file, where, "feature", id=name)
