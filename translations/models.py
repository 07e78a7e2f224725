"""Translation models on this machine: list, install, verify, go back to the one before.

A package is a zip without a signature (.argosmodel), so it is inspected before a byte of it is
written: pinned SHA-256 where one is given, sizes, names, one top folder, sane metadata. It is
unpacked beside the others under its own name; one small file per pair says which folder counts,
and is replaced in one step. The package before stays for `roll_back`.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from translations.errors import ModelMissing
from translations.package_archive import Metadata, inspect, refuse, unpack
from translations.wording import bilingual

_CHUNK: Final = 1 << 20


class _Pointer(BaseModel):
    """The file that says which folder counts for a pair."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: str
    previous: str | None = None


class _Manifest(BaseModel):
    """What was installed, written beside the unpacked files."""

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


def models_home(env: Mapping[str, str]) -> Path:
    """Return where models live: $LIAISON_MODELS, else the user's data directory."""
    if chosen := env.get("LIAISON_MODELS"):
        return Path(chosen)
    if data := env.get("XDG_DATA_HOME"):
        return Path(data) / "liaison" / "models"
    return Path(env.get("HOME") or "~").expanduser() / ".local" / "share" / "liaison" / "models"


def list_models(home: Path) -> tuple[InstalledModel, ...]:
    """Return the models that count now, by pair; unreadable ones are left to `verify_models`."""
    found = (_read(home, path.stem) for path in sorted((home / "pairs").glob("*.json")))
    return tuple(model for model, _ in filter(None, found))


def find_model(home: Path, source: str, target: str) -> InstalledModel:
    """Return the model of one pair.

    Raises:
        ModelMissing: none is installed, or it cannot be read.
    """
    found = _read(home, f"{source}-{target}")
    if found is None:
        raise ModelMissing(bilingual("translations.no-engine", source=source, target=target))
    return found[0]


def install_file(
    archive: Path, home: Path, *, now: datetime, sha256: str | None = None
) -> InstalledModel:
    """Install a package file and make it the one that counts.

    Args:
        sha256: hexadecimal digest that the file must have, where one is pinned.

    Raises:
        BadPackage: the file is not what it should be; nothing was changed.
        OSError: the disk is full or read-only; nothing was changed.
    """
    try:
        digest = file_sha256(archive)
    except OSError as fault:
        raise refuse("unreadable", archive) from fault
    if sha256 is not None and digest != sha256.strip().lower():
        raise refuse("hash", archive, expected=sha256, found=digest)
    package = inspect(archive)
    metadata = package.metadata
    packages = home / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    name = f"{metadata.from_code}-{metadata.to_code}-{digest[:16]}"
    incoming = Path(tempfile.mkdtemp(prefix=".incoming-", dir=packages))
    try:
        hashes = unpack(package, incoming / "files")
        manifest = _Manifest(
            metadata=metadata,
            archive_sha256=digest,
            installed_at=now,
            license=package.license,
            files=hashes,
        )
        (incoming / "manifest.json").write_text(manifest.model_dump_json(indent=1), "utf-8")
        if (packages / name).exists():  # the same package again: what is there may be damaged
            (packages / name).rename(incoming / "replaced")
        (packages / name).mkdir()
        (incoming / "files").rename(packages / name / "files")
        (incoming / "manifest.json").rename(packages / name / "manifest.json")
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    _point(home, f"{metadata.from_code}-{metadata.to_code}", name)
    return find_model(home, metadata.from_code, metadata.to_code)


def roll_back(home: Path, source: str, target: str) -> InstalledModel:
    """Make the package before the one that counts.

    Raises:
        ModelMissing: there is none before.
    """
    pair = f"{source}-{target}"
    pointer = _pointer(home, pair)
    if pointer is None or pointer.previous is None:
        raise ModelMissing(bilingual("translations.model.no-previous", pair=pair))
    _write_pointer(home, pair, _Pointer(folder=pointer.previous, previous=pointer.folder))
    return find_model(home, source, target)


def verify_models(home: Path) -> list[ModelFault]:
    """Compare every file of every model that counts with what was installed."""
    faults = []
    for path in sorted((home / "pairs").glob("*.json")):
        found = _read(home, path.stem)
        if found is None:
            faults.append(ModelFault(pair=path.stem, file="", problem="unreadable"))
        else:
            faults.extend(_compare(*found))
    return faults


def file_sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _compare(model: InstalledModel, manifest: _Manifest) -> Iterator[ModelFault]:
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


def _read(home: Path, pair: str) -> tuple[InstalledModel, _Manifest] | None:
    pointer = _pointer(home, pair)
    if pointer is None or "/" in pointer.folder or pointer.folder.startswith("."):
        return None
    place = home / "packages" / pointer.folder
    try:
        manifest = _Manifest.model_validate_json((place / "manifest.json").read_bytes())
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
    )
    return (model, manifest) if model.pair == pair else None


def _pointer(home: Path, pair: str) -> _Pointer | None:
    try:
        return _Pointer.model_validate_json((home / "pairs" / f"{pair}.json").read_bytes())
    except (OSError, ValidationError):
        return None


def _point(home: Path, pair: str, folder: str) -> None:
    before = _pointer(home, pair)
    if before is None:
        previous = None
    else:
        previous = before.previous if before.folder == folder else before.folder
    _write_pointer(home, pair, _Pointer(folder=folder, previous=previous))
    kept = {folder, previous}
    for path in (home / "packages").glob(f"{pair}-*"):
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def _write_pointer(home: Path, pair: str, pointer: _Pointer) -> None:
    pairs = home / "pairs"
    pairs.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=pairs, suffix=".new")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(pointer.model_dump_json())
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(pairs / f"{pair}.json")
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
