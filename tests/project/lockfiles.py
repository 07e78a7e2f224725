"""Read the locked requirements in requirements/*.txt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCKS = ROOT / "requirements"

_REQUIREMENT = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)"
    r"(?:\s*;\s*(?P<marker>.*?))?(?P<hashes>(?:\s+--hash=\S+)*)\s*$"
)


class LockFault(Exception):
    """A locked requirement cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One requirement of a lock file."""

    name: str  # normalized: lower case, hyphens
    version: str
    marker: str | None  # where it applies, as written; None: everywhere
    hashes: tuple[str, ...]


def normalized(name: str) -> str:
    """Return a distribution's name in the form in which names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def parse(text: str, source: str) -> tuple[Locked, ...]:
    """Read the text of a lock file; `source` names it in errors."""
    locked = []
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _REQUIREMENT.match(line.strip())
        if found is None:
            raise LockFault(f"{source}: not a pinned requirement: {line.strip()[:80]}")
        locked.append(
            Locked(
                name=normalized(found["name"]),
                version=found["version"],
                marker=found["marker"],
                hashes=tuple(re.findall(r"--hash=(\S+)", found["hashes"])),
            )
        )
    return tuple(locked)


def read(name: str) -> tuple[Locked, ...]:
    """Read requirements/NAME.txt."""
    path = LOCKS / f"{name}.txt"
    return parse(path.read_text(encoding="utf-8"), path.name)


def versions(locked: tuple[Locked, ...]) -> Mapping[str, tuple[str, ...]]:
    """Group a lock by name: several versions stand where Python versions differ."""
    grouped: dict[str, tuple[str, ...]] = {}
    for each in locked:
        grouped[each.name] = (*grouped.get(each.name, ()), each.version)
    return grouped
