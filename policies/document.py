"""The policy document: read from files, checked, and its examples run.

`check_policy` reports every fault; `load_policy` raises them; `run_examples` says which examples
the rules do not bear out.
"""

import difflib
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from policies.errors import DocumentError
from policies.faults import FileFault, said
from policies.featurelist import FEATURES
from policies.modelfaults import field_name
from policies.policy import Policy, Rule, active_version
from policies.policybuilding import build_policy, moment
from policies.policyfiles import PolicyPart, Row
from policies.rules import FORBIDDEN, Condition, ConditionError
from policies.yamlfile import KeyPath, YamlFile, load_yaml, parse_model
from translations.values import OFFICIAL_LANGUAGES

__all__ = [
    "SHIPPED",
    "ExampleFailure",
    "active_version",
    "check_policy",
    "load_policy",
    "run_examples",
]

SHIPPED: Final = Path(__file__).parent / "data" / "comment-policy"
_SINGLE: Final = (
    "id", "version", "effective_from", "effective_until", "name", "introduction", "appeal", "page",
    "effects", "must_pass",
)  # fmt: skip
_REQUIRED: Final = ("id", "version", "effective_from", "name", "introduction", "appeal", "effects")
_COMPILE_LIMIT_S: Final = 20.0
_Source = tuple[YamlFile, PolicyPart]


def load_policy(path: Path = SHIPPED) -> Policy:
    """Return the policy in a file or in all the YAML files of a directory.

    Raises:
        DocumentError: with every fault.
    """
    sources, digest = _read(path)
    faults = list(_faults(path, sources))
    if not faults:
        faults = list(_condition_faults(sources))
    if faults:
        raise DocumentError(faults)
    return build_policy([part for _, part in sources], digest)


def check_policy(path: Path = SHIPPED) -> list[FileFault]:
    """Return every fault of a policy, conditions tried in a process of their own first."""
    try:
        sources, _ = _read(path)
    except DocumentError as error:
        return list(error.faults)
    faults = list(_faults(path, sources))
    crashed = _crashing(sources)
    faults += [_fault(file, where, "crash") for file, where in crashed]
    faults += _condition_faults(sources, skip={(f.path, where) for f, where in crashed})
    faults += _example_faults(sources)
    return sorted(faults, key=lambda fault: (str(fault.file), fault.line, fault.column))


def _read(path: Path) -> tuple[list[_Source], str]:
    paths = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not paths:
        raise DocumentError([_placed(path, (1, 1), "", "nofiles")])
    sources: list[_Source] = []
    faults: list[FileFault] = []
    digest = hashlib.sha256()
    for each in paths:
        try:
            file = load_yaml(each)
            sources.append((file, parse_model(file, PolicyPart)))
            content = each.read_bytes()
            digest.update(f"{each.name}\0{len(content)}\0".encode() + content)
        except DocumentError as error:
            faults.extend(error.faults)
    if faults:
        raise DocumentError(faults)
    return sources, digest.hexdigest()


def _faults(path: Path, sources: Sequence[_Source]) -> Iterator[FileFault]:
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
            for m, name in enumerate(exception.labels):
                yield from _known(file, ("exceptions", n, "labels", m), name, labels, "label")
        if part.effects:
            rows: list[tuple[KeyPath, Row]] = [(("effects", "default"), part.effects.default)]
            rows += [(("effects", "channels", c), r) for c, r in part.effects.channels.items()]
            for where, row in rows:
                for name in row:
                    yield from _known(file, (*where, name), name, labels, "label")


def _single_faults(path: Path, sources: Sequence[_Source]) -> Iterator[FileFault]:
    given: dict[str, Path] = {}
    for file, part in sources:
        for name in _SINGLE:
            if getattr(part, name) is None:
                continue
            if name in given:
                yield _fault(file, (name,), "once", first=given[name].name)
            given.setdefault(name, file.path)
        start, end = part.effective_from, part.effective_until
        if start and end and moment(end) <= moment(start):
            yield _fault(file, ("effective_until",), "dates")
    for name in _REQUIRED:
        if name not in given:
            yield _placed(path, (1, 1), name, "incomplete", name=name)


def _repeated_ids(sources: Sequence[_Source], kind: str) -> Iterator[FileFault]:
    seen: dict[str, str] = {}
    for file, part in sources:
        for n, item in enumerate(getattr(part, kind)):
            if item.id in seen:
                yield _fault(file, (kind, n, "id"), "twice", id=item.id, first=seen[item.id])
            line = file.position((kind, n, "id"))[0]
            seen.setdefault(item.id, f"{file.path.name}:{line}")


def _known(
    file: YamlFile, where: KeyPath, name: str, allowed: Iterable[str], kind: str
) -> Iterator[FileFault]:
    names = sorted(allowed)
    if name not in names:
        yield _fault(file, where, kind, id=name, names=", ".join(names))


def _conditions(sources: Sequence[_Source]) -> Iterator[tuple[YamlFile, KeyPath, str]]:
    for file, part in sources:
        for n, rule in enumerate(part.rules):
            yield file, ("rules", n, "when"), rule.when
        for n, exception in enumerate(part.exceptions):
            if exception.when is not None:
                yield file, ("exceptions", n, "when"), exception.when


def _condition_faults(
    sources: Sequence[_Source], skip: Iterable[tuple[Path, KeyPath]] = ()
) -> Iterator[FileFault]:
    import cel

    skipped = set(skip)
    for file, where, source in _conditions(sources):
        if (file.path, where) in skipped:
            continue
        try:
            program = cel.compile(source)
            names = program.variables()
            functions = program.functions()
        except Exception:  # noqa: BLE001 # the parser raises many types: all mean that the condition is bad
            yield _fault(file, where, "condition")
            continue
        banned = sorted(FORBIDDEN.intersection(functions) or _macros(source))
        if banned:
            yield _fault(file, where, "macro", name=banned[0])
            continue
        unknown = [name for name in names if name not in FEATURES]
        if unknown:
            yield _feature_fault(file, where, unknown[0])
            continue
        try:
            Condition(source)
        except ConditionError:
            yield _fault(file, where, "notbool")


def _macros(source: str) -> list[str]:
    return [name for name in FORBIDDEN if f".{name}(" in source.replace(" ", "")]


# run in a process of its own: only a crash matters there
_COMPILE_ALL: Final = """
import json, sys, cel
for source in json.load(sys.stdin):
    try:
        cel.compile(source)
    except Exception:
        pass
"""


def _survives(conditions: Sequence[str]) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 # our own interpreter and our own text
            [sys.executable, "-c", _COMPILE_ALL],
            input=json.dumps(conditions),
            encoding="utf-8",
            timeout=_COMPILE_LIMIT_S,
            capture_output=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _crashing(sources: Sequence[_Source]) -> list[tuple[YamlFile, KeyPath]]:
    conditions = list(_conditions(sources))
    if _survives([source for _, _, source in conditions]):
        return []
    return [(file, where) for file, where, source in conditions if not _survives([source])]


def _example_faults(sources: Sequence[_Source]) -> Iterator[FileFault]:
    for file, part in sources:
        for n, rule in enumerate(part.rules):
            for lang in OFFICIAL_LANGUAGES:
                if not getattr(rule.examples.match, lang):
                    yield _fault(file, ("rules", n, "examples"), "unmatched", lang=lang)


def _feature_fault(file: YamlFile, where: KeyPath, name: str) -> FileFault:
    close = difflib.get_close_matches(name, FEATURES, n=1, cutoff=0.6)
    if close:
        return _fault(file, where, "feature_close", id=name, close=close[0])
    return _fault(file, where, "feature", id=name)


def _fault(file: YamlFile, where: KeyPath, key: str, **values: object) -> FileFault:
    keyed = key == "once" or where[0] == "effects"
    place = file.key_position(where) if keyed else file.position(where)
    return _placed(file.path, place, field_name(where), key, **values)


def _placed(
    path: Path, place: tuple[int, int], field: str, key: str, **values: object
) -> FileFault:
    return FileFault(
        file=path,
        line=place[0],
        column=place[1],
        field=field,
        problem=said(f"policies.document.{key}.problem", **values),
        remedy=said(f"policies.document.{key}.remedy", **values),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFailure:
    """An example that the rules do not bear out."""

    rule: str  # the rule's id; for a message that must pass, the rules that flagged it
    kind: str  # missed, matched, flagged
    lang: str
    text: str

    def render(self, lang: str) -> str:
        """Return it as a sentence in that language."""
        from translations.catalogs import catalog

        return catalog(lang)(
            f"policies.document.example.{self.kind}", rule=self.rule, lang=self.lang, text=self.text
        )


def run_examples(policy: Policy) -> list[ExampleFailure]:
    """Run every example of every rule, and the messages that must pass."""
    from policies.exampleruns import example_labels

    failures: list[ExampleFailure] = []

    def failure(rule: Rule | None, kind: str, lang: str, text: str, by: str = "") -> None:
        name = rule.id if rule else by
        failures.append(ExampleFailure(rule=name, kind=kind, lang=lang, text=text))

    screen = example_labels(policy)
    for rule in policy.rules:
        for example in rule.match:
            if rule.id not in screen(example).rules:
                failure(rule, "missed", example.lang, example.text)
        for example in rule.no_match:
            if rule.id in screen(example).rules:
                failure(rule, "matched", example.lang, example.text)
    for example in policy.must_pass:
        result = screen(example)
        if result.flagged:
            failure(None, "flagged", example.lang, example.text, ", ".join(sorted(result.rules)))
    return failures
