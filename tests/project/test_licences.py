"""docs/licences.md lists every locked dependency under a licence that a person has read."""

import re

import pytest

from tests.project.licences import (
    PAGE,
    UnknownLicence,
    licence,
    main,
    page,
    stated_by_metadata,
)
from tests.project.lockfiles import LOCKS, read


def test_page_is_current() -> None:
    """The committed page is what the locks and the installed packages give now."""
    assert main(["check"]) == 0


def test_every_locked_dependency_is_listed() -> None:
    """Each name and version in any lock has one row of its own, with a licence and a purpose."""
    row = re.compile(r"^\| ([a-z0-9-]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
    rows = row.findall(PAGE.read_text("utf-8"))
    listed = {(name, version) for name, found, *_ in rows for version in found.split(", ")}
    locked = {(each.name, each.version) for path in LOCKS.glob("*.txt") for each in read(path.stem)}
    assert listed == locked
    assert len({name for name, *_ in rows}) == len(rows)


def test_agpl_comes_by_the_translate_extra_only() -> None:
    """Who installs no extra gets nothing under a GPL or AGPL; the page says where the AGPL is."""
    strong = {
        lock: {
            each.name for each in read(lock) if re.match(r"A?GPL", licence(each.name)) is not None
        }
        for lock in ("runtime", "demo", "image")
    }
    assert strong == {"runtime": set(), "demo": {"minisbd"}, "image": {"minisbd"}}
    assert "requires `minisbd` under the **AGPL-3.0**" in PAGE.read_text("utf-8")


@pytest.mark.parametrize(
    ("stated", "spdx"),
    [
        (("MIT",), "MIT"),
        (("Apache Software License",), "Apache-2.0"),
        (("a wording of its own", "MIT License"), "MIT"),
        (("GNU Affero General Public License v3",), "AGPL-3.0"),
    ],
)
def test_licence_from_statements(stated: tuple[str, ...], spdx: str) -> None:
    """The first statement that is known decides."""
    assert licence("some-package", lambda _: stated) == spdx


@pytest.mark.parametrize("stated", [None, (), ("Proprietary",), ("GPL-3.0-only",)])
def test_unknown_licence_is_a_fault(stated: tuple[str, ...] | None) -> None:
    """A licence that nobody has read, or none at all, names the package and what to do."""
    with pytest.raises(UnknownLicence, match=r"some-package: .*BY_HAND"):
        licence("some-package", lambda _: stated)


def test_page_names_every_unknown_licence_at_once() -> None:
    """A page with several faults tells them all, so that they are mended in one go."""
    unknown = {"rich", "typer"}
    with pytest.raises(UnknownLicence) as fault:
        page(lambda name: ("Odd",) if name in unknown else stated_by_metadata(name))
    assert [line.split(":")[0] for line in str(fault.value).splitlines()] == sorted(unknown)
