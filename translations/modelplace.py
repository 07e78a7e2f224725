"""One unpacked model on disk: its files, and beside them what they were when they were unpacked."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from translations.package_archive import Metadata, Package, file_sha256, unpack


class Manifest(BaseModel):
    """What was unpacked, written beside the files."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metadata: Metadata
    archive_sha256: str
    installed_at: datetime
    license: str
    files: dict[str, str]  # path in the package -> SHA-256


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledModel:
    """One direction that this machine can translate."""

    source: str
    target: str
    version: str
    folder: Path  # the unpacked package
    archive_sha256: str
    size_bytes: int
    license: str  # as the package states it; "" where it states none
    installed_at: datetime
    target_prefix: str = ""  # token that the model wants before each translation
    compact: bool = False  # small and made by us, not a package of Argos
    bundled: bool = False  # it came with the program; nobody installed it
    scores: tuple[tuple[str, float], ...] = ()  # as the package states them: measure and value

    @property
    def pair(self) -> str:
        """The pair as people type it: "en-fr"."""
        return f"{self.source}-{self.target}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFault:
    """One thing that verification found."""

    pair: str
    file: str  # "" for the model as a whole
    problem: str  # "changed", "missing", "added", "unreadable"


def place_name(package: Package, digest: str) -> str:
    """Return the folder's name of a package: its pair and the beginning of its hash."""
    return f"{package.metadata.from_code}-{package.metadata.to_code}-{digest[:16]}"


def write_place(package: Package, digest: str, folder: Path, *, now: datetime) -> Path:
    """Unpack a package below a folder, in one step, and return its place.

    Raises:
        BadPackage: a file is damaged or larger than announced.
        OSError: the disk is full or read-only.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / place_name(package, digest)
    incoming = Path(tempfile.mkdtemp(prefix=".incoming-", dir=folder))
    try:
        hashes = unpack(package, incoming / "new" / "files")
        manifest = Manifest(
            metadata=package.metadata,
            archive_sha256=digest,
            installed_at=now,
            license=package.license,
            files=hashes,
        )
        (incoming / "new" / "manifest.json").write_text(manifest.model_dump_json(indent=1), "utf-8")
        if place.exists():  # the same package again: what is there may be damaged
            place.rename(incoming / "replaced")
        (incoming / "new").rename(place)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return place


def read_place(place: Path, *, bundled: bool = False) -> tuple[InstalledModel, Manifest] | None:
    """Return the model at a place, None where it cannot be read."""
    try:
        manifest = Manifest.model_validate_json((place / "manifest.json").read_bytes())
        sizes = [path.stat().st_size for path in (place / "files").rglob("*") if path.is_file()]
    except (OSError, ValidationError):
        return None
    metadata = manifest.metadata
    model = InstalledModel(
        source=metadata.from_code,
        target=metadata.to_code,
        version=metadata.package_version,
        folder=place / "files",
        archive_sha256=manifest.archive_sha256,
        size_bytes=sum(sizes),
        license=manifest.license,
        installed_at=manifest.installed_at,
        target_prefix=metadata.target_prefix,
        compact=metadata.is_compact,
        bundled=bundled,
        scores=tuple(metadata.scores.items()),
    )
    return model, manifest


def compare_place(model: InstalledModel, manifest: Manifest) -> Iterator[ModelFault]:
    """Yield what differs from what was unpacked."""
    present = {
        path.relative_to(model.folder).as_posix(): path
        for path in sorted(model.folder.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    }
    for name, digest in manifest.files.items():
        path = present.pop(name, None)
        if path is None:
            yield ModelFault(pair=model.pair, file=name, problem="missing")
        elif path.is_symlink() or file_sha256(path) != digest:
            yield ModelFault(pair=model.pair, file=name, problem="changed")
    for name in present:
        yield ModelFault(pair=model.pair, file=name, problem="added")
