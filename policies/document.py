"""The policy document: read from files, checked, and its examples run.

`review_policy` reports every fault and hint; `load_policy` raises the faults; `run_examples` says
which examples the rules do not bear out.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from policies.documentfaults import (
    Source,
    condition_faults,
    conditions,
    example_faults,
    fault_at,
    placed,
    structure_faults,
)
from policies.errors import DocumentError
from policies.exampleruns import ExampleFailure, run_examples
from policies.faults import FileFault
from policies.policy import Policy, active_version
from policies.policybuilding import build_policy
from policies.policyfiles import PolicyPart
from policies.yamlfile import KeyPath, YamlFile, load_yaml, parse_model

__all__ = [
    "SHIPPED",
    "ExampleFailure",
    "Review",
    "active_version",
    "check_policy",
    "load_policy",
    "review_policy",
    "run_examples",
]

SHIPPED: Final = Path(__file__).parent / "data" / "comment-policy"
_COMPILE_LIMIT_S: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What there is to say about the files of a policy, in the order of the files."""

    faults: tuple[FileFault, ...]  # it is refused
    hints: tuple[FileFault, ...] = ()  # allowed, and probably not meant


def load_policy(path: Path = SHIPPED) -> Policy:
    """Return the policy in a file or in all the YAML files of a directory.

    Raises:
        DocumentError: with every fault.
    """
    try:
        contents = tuple(each.read_bytes() for each in _files(path))
    except OSError:
        contents = ()  # the reader says what is wrong
    return _load(path, contents)


@lru_cache(maxsize=8)
def _load(path: Path, _contents: tuple[bytes, ...]) -> Policy:
    """Return what was made of the same contents before: a policy is never changed by use."""
    sources, digest = _read(path)
    faults = list(structure_faults(path, sources))
    if not faults:
        faults = list(condition_faults(sources))
    if faults:
        raise DocumentError(faults)
    return build_policy([part for _, part in sources], digest)


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.yaml")) if path.is_dir() else [path]


def check_policy(path: Path = SHIPPED) -> list[FileFault]:
    """Return every fault of a policy."""
    return list(review_policy(path).faults)


def review_policy(path: Path = SHIPPED, *, channels: Collection[str] | None = None) -> Review:
    """Return every fault and hint; conditions are tried in a process of their own first.

    Args:
        path: a file, or a directory of files.
        channels: those of the configuration; None where nobody knows them.
    """
    from policies.hints import policy_hints

    try:
        sources, _ = _read(path)
    except DocumentError as error:
        return Review(faults=_ordered(error.faults))
    faults = list(structure_faults(path, sources))
    crashed = _crashing(sources)
    faults += [fault_at(file, where, "crash") for file, where in crashed]
    skip = {(file.path, where) for file, where in crashed}
    faults += condition_faults(sources, skip=skip, thorough=True)
    faults += example_faults(sources)
    hints = () if crashed else policy_hints(sources, channels)
    return Review(faults=_ordered(faults), hints=_ordered(hints))


def _ordered(faults: Iterable[FileFault]) -> tuple[FileFault, ...]:
    return tuple(sorted(faults, key=lambda fault: (str(fault.file), fault.line, fault.column)))


def _read(path: Path) -> tuple[list[Source], str]:
    paths = _files(path)
    if not paths:
        raise DocumentError([placed(path, (1, 1), "", "document.nofiles")])
    sources: list[Source] = []
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


# run in a process of its own: only a crash matters there
_COMPILE_ALL: Final = """
import json, sys, types
sys.modules["cel.cli"] = types.ModuleType("cel.cli")  # a whole terminal library: see `expressions`
import cel
for source in json.load(sys.stdin):
    try:
        cel.compile(source)
    except Exception:
        pass
"""


def _survives(texts: Sequence[str]) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 # our own interpreter and our own text
            [sys.executable, "-c", _COMPILE_ALL],
            input=json.dumps(texts),
            encoding="utf-8",
            timeout=_COMPILE_LIMIT_S,
            capture_output=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _crashing(sources: Sequence[Source]) -> list[tuple[YamlFile, KeyPath]]:
    given = list(conditions(sources))
    if _survives([text for _, _, text in given]):
        return []
    return [(file, where) for file, where, text in given if not _survives([text])]
