"""What the packages import is declared, and what is declared is imported."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement

from tests.project.lockfiles import ROOT, normalized

PACKAGES = ("bot", "responders", "policies", "translations")
# Needed without an import of ours, with the reason.
NOT_IMPORTED = {
    "tzdata": "zoneinfo reads it where the system has no zones",
    "psycopg": "SQLAlchemy loads it by the database's URL",
    "atproto": "locked for an adapter that is still to come",
}
# Released with another distribution and pinned by it, thus declared with it.
PART_OF = {"pydantic-core": "pydantic"}


def _imports() -> Iterator[tuple[str, str]]:
    """Yield (file, top-level module) for every absolute import in the four packages."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names: list[str] = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                    names = [node.module]
                for name in names:
                    yield str(path.relative_to(ROOT)), name.partition(".")[0]


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        lines += extra
    return {normalized(Requirement(line).name) for line in lines}


@pytest.fixture(scope="module")
def providers() -> dict[str, set[str]]:
    """Which distributions install each top-level module."""
    return {
        module: {PART_OF.get(normalized(name), normalized(name)) for name in names}
        for module, names in packages_distributions().items()
    }


def test_imports_are_declared(providers: dict[str, set[str]]) -> None:
    """No package leans on a dependency that comes in only by way of another."""
    declared = _declared()
    undeclared = {
        f"{path}: {module}"
        for path, module in _imports()
        if module not in sys.stdlib_module_names
        and module not in PACKAGES
        and not providers.get(module, set()) & declared
    }
    assert undeclared == set()


def test_declared_are_imported(providers: dict[str, set[str]]) -> None:
    """No dependency stands in pyproject.toml that nothing uses."""
    imported = {name for _, module in _imports() for name in providers.get(module, set())}
    assert _declared() - imported - NOT_IMPORTED.keys() == set()


def test_what_is_not_imported_is_so(providers: dict[str, set[str]]) -> None:
    """No exception outlives its reason."""
    imported = {name for _, module in _imports() for name in providers.get(module, set())}
    assert NOT_IMPORTED.keys() & imported == set()
