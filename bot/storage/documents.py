"""Documents in force: one policy owner imports a version, another approves it."""

import hashlib
import json
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Row, func, insert, select, update

from bot.storage import record
from bot.storage.record import Entry
from bot.storage.tables import DocumentRow

DOCUMENT: Final = DocumentRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


class DocumentKind(StrEnum):
    """What is authored in files."""

    POLICY = "policy"
    FACTS = "facts"
    TEMPLATES = "templates"
    WORDING = "wording"  # holding replies and the crisis text: sent automatically once approved
    GLOSSARY = "glossary"  # names and terms of translations


class DocumentFault(Exception):
    """Root of what can be wrong with an approval; `key` names the sentence in the catalog."""

    key = "documents.fault"


class NoSuchDocument(DocumentFault):
    """No version has this hash."""

    key = "documents.no_such"


class SamePerson(DocumentFault):
    """Who imported a version cannot approve it."""

    key = "documents.same_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One stored version."""

    kind: DocumentKind
    sha256: str
    name: str
    files: dict[str, str]  # name -> text
    imported_at: datetime
    imported_by: int | None
    approved_by: int | None
    approved_at: datetime | None


def _version(row: "Row[tuple[object, ...]]") -> Version:
    return Version(
        kind=DocumentKind(row.kind),
        sha256=row.sha256,
        name=row.name,
        files=json.loads(row.files),
        imported_at=row.imported_at,
        imported_by=row.imported_by,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
    )


def import_document(
    connection: Connection,
    kind: DocumentKind,
    path: Path,
    *,
    by: int | None,
    now: datetime,
) -> tuple[Version, bool]:
    """Store the files as they are, immutable; the same bytes twice are one version.

    Returns:
        The version, and whether it is new. The caller has checked that the files load.
    """
    files = {
        one.relative_to(path if path.is_dir() else path.parent).as_posix(): one.read_text("utf-8")
        for one in _files(path)
    }
    return import_files(connection, kind, path.name, files, by=by, now=now)


def import_files(
    connection: Connection,
    kind: DocumentKind,
    name: str,
    files: Mapping[str, str],
    *,
    by: int | None,
    now: datetime,
) -> tuple[Version, bool]:
    """Store texts as the files of a version; the same texts twice are one version.

    Args:
        name: of the document.
        files: name of each file -> its text.
    """
    digest = hashlib.sha256(record.canonical(dict(files)).encode()).hexdigest()
    query = select(DOCUMENT).where(DOCUMENT.c.kind == kind.value, DOCUMENT.c.sha256 == digest)
    there = connection.execute(query).one_or_none()
    if there is not None:
        return _version(there), False
    connection.execute(
        insert(DOCUMENT).values(
            kind=kind.value,
            sha256=digest,
            name=name,
            files=record.canonical(dict(files)),
            imported_at=now,
            imported_by=by,
        )
    )
    _log(connection, "document.imported", kind, digest, by, now)
    return _version(connection.execute(query).one()), True


def approve(
    connection: Connection, kind: DocumentKind, start: str, *, by: int, now: datetime
) -> Version:
    """Put a version into force.

    Args:
        start: the first characters of its hash, at least six.

    Raises:
        NoSuchDocument: none, or more than one, begins like this.
        SamePerson: the same person imported it.
    """
    rows = [
        row
        for row in connection.execute(select(DOCUMENT).where(DOCUMENT.c.kind == kind.value))
        if len(start) >= 6 and row.sha256.startswith(start)
    ]
    if len(rows) != 1:
        raise NoSuchDocument(start)
    if rows[0].imported_by == by:
        raise SamePerson(start)
    connection.execute(
        update(DOCUMENT).where(DOCUMENT.c.id == rows[0].id).values(approved_by=by, approved_at=now)
    )
    _log(connection, "document.approved", kind, rows[0].sha256, by, now)
    return _version(connection.execute(select(DOCUMENT).where(DOCUMENT.c.id == rows[0].id)).one())


def in_force(
    connection: Connection,
    kind: DocumentKind,
    name: str | None = None,
    *,
    besides: Collection[str] = (),
) -> Version | None:
    """Return the version that was approved last.

    Args:
        name: of the document, where only one of that name counts.
        besides: names of documents that are in force for something else.
    """
    query = select(DOCUMENT).where(
        DOCUMENT.c.kind == kind.value, DOCUMENT.c.approved_at.is_not(None)
    )
    if name is not None:
        query = query.where(DOCUMENT.c.name == name)
    elif besides:
        query = query.where(DOCUMENT.c.name.not_in(sorted(besides)))
    row = connection.execute(
        query.order_by(DOCUMENT.c.approved_at.desc(), DOCUMENT.c.id.desc()).limit(1)
    ).one_or_none()
    return None if row is None else _version(row)


def versions(connection: Connection, kind: DocumentKind) -> list[Version]:
    """Return all versions of a kind, the newest first."""
    rows = connection.execute(
        select(DOCUMENT).where(DOCUMENT.c.kind == kind.value).order_by(DOCUMENT.c.id.desc())
    )
    return [_version(row) for row in rows]


def approved(connection: Connection, kind: DocumentKind) -> list[Version]:
    """Return the approved versions of a kind, the one approved last first."""
    rows = connection.execute(
        select(DOCUMENT)
        .where(DOCUMENT.c.kind == kind.value, DOCUMENT.c.approved_at.is_not(None))
        .order_by(DOCUMENT.c.approved_at.desc(), DOCUMENT.c.id.desc())
    )
    return [_version(row) for row in rows]


def find(connection: Connection, kind: DocumentKind, start: str) -> Version:
    """Return the one version whose hash begins like this.

    Raises:
        NoSuchDocument: none, or more than one, does; or fewer than six characters are given.
    """
    found = [one for one in versions(connection, kind) if one.sha256.startswith(start)]
    if len(start) < 6 or len(found) != 1:
        raise NoSuchDocument(start)
    return found[0]


def approvals_mark(connection: Connection, kind: DocumentKind) -> tuple[int, datetime | None]:
    """Return what changes whenever a version of a kind is approved; cheap to ask for."""
    row = connection.execute(
        select(func.count(), func.max(DOCUMENT.c.approved_at)).where(
            DOCUMENT.c.kind == kind.value, DOCUMENT.c.approved_at.is_not(None)
        )
    ).one()
    return row[0], row[1]


@contextmanager
def unpacked(version: Version) -> Iterator[Path]:
    """Give the files of a version as a folder, for the loaders."""
    with unpacked_files(version.files.items()) as folder:
        yield folder


@contextmanager
def unpacked_files(files: Iterable[tuple[str, str]]) -> Iterator[Path]:
    """Give files, each a name and its text, as a folder."""
    with tempfile.TemporaryDirectory(prefix="liaison-") as folder:
        for name, text in files:
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        yield Path(folder)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")])


def _log(
    connection: Connection,
    kind: str,
    document: DocumentKind,
    digest: str,
    by: int | None,
    now: datetime,
) -> None:
    entry = Entry(
        kind=kind,
        actor=f"staff:{by}" if by is not None else "program",
        subject=f"document:{document.value}",
        payload={"sha256": digest},
    )
    record.append(connection, [entry], now)
