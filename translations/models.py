"""Translation models on this machine: list, install, verify, go back to the one before.

A package is a zip without a signature (.argosmodel), so it is inspected before a byte of it is
written: pinned SHA-256 where one is given, sizes, names, one top folder, sane metadata. It is
unpacked beside the others under its own name; one small file per pair says which folder counts,
and is replaced in one step. The two packages before stay for `roll_back`.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from translations.errors import EngineFault, ModelMissing
from translations.modelplace import (
    InstalledModel,
    Manifest,
    ModelFault,
    compare_place,
    read_place,
    write_place,
)
from translations.modelpointer import Pointer, read_pointer, write_pointer
from translations.package_archive import file_sha256, inspect, refuse
from translations.wording import bilingual

__all__ = [
    "InstalledModel",
    "ModelFault",
    "file_sha256",
    "find_model",
    "install_file",
    "list_models",
    "list_versions",
    "models_cache",
    "models_home",
    "remove_model",
    "roll_back",
    "verify_models",
]

_KEPT: Final = 2  # versions before the one in use
_HEX: Final = re.compile(r"[0-9a-fA-F]{64}")
_NAMED_PAIR: Final = re.compile(r"(?:\A|[-_.])([a-z]{2,3})_([a-z]{2,3})(?=[-_.]|\Z)")

Trial = Callable[[InstalledModel], None]


def models_home(env: Mapping[str, str]) -> Path:
    """Return where models live: $LIAISON_MODELS, else the user's data directory."""
    if chosen := env.get("LIAISON_MODELS"):
        return Path(chosen)
    if data := env.get("XDG_DATA_HOME"):
        return Path(data) / "liaison" / "models"
    return Path(env.get("HOME") or "~").expanduser() / ".local" / "share" / "liaison" / "models"


def models_cache(env: Mapping[str, str]) -> Path:
    """Return where what comes with the program is unpacked if the models' home is read-only."""
    if cache := env.get("XDG_CACHE_HOME"):
        return Path(cache) / "liaison" / "models"
    return Path(env.get("HOME") or "~").expanduser() / ".cache" / "liaison" / "models"


def list_models(home: Path) -> tuple[InstalledModel, ...]:
    """Return the models that count now, by pair; unreadable ones are left to `verify_models`."""
    found = (_read(home, path.stem) for path in sorted((home / "pairs").glob("*.json")))
    return tuple(model for model, _ in filter(None, found))


def list_versions(home: Path, source: str, target: str) -> tuple[InstalledModel, ...]:
    """Return every version of a pair that is kept, the one in use first."""
    pointer = read_pointer(home, f"{source}-{target}")
    if pointer is None:
        return ()
    places = (home / "packages" / name for name in (pointer.folder, *pointer.before()))
    return tuple(model for model, _ in filter(None, map(read_place, places)))


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
    archive: Path,
    home: Path,
    *,
    now: datetime,
    sha256: str | None = None,
    pair: tuple[str, str] | None = None,
    trial: Trial | None = None,
) -> InstalledModel:
    """Install a package file and make it the one that counts.

    Args:
        archive: the package; a file NAME.sha256 beside it counts as a pin.
        home: where models live.
        now: the moment that is noted.
        sha256: hexadecimal digest that the file must have, where one is pinned.
        pair: source and target that it must have; where None, those in the file's name, if any.
        trial: uses the model once before it counts; an EngineFault refuses the package.

    Raises:
        BadPackage: the file is not what it should be; nothing was changed.
        OSError: the disk is full or read-only; nothing was changed.
    """
    try:
        digest = file_sha256(archive)
        pin = sha256.strip().lower() if sha256 is not None else _pin_beside(archive)
    except OSError as fault:
        raise refuse("unreadable", archive) from fault
    if pin is not None and digest != pin:
        raise refuse("hash", archive, expected=pin, found=digest)
    package = inspect(archive)
    metadata = package.metadata
    found = (metadata.from_code, metadata.to_code)
    wanted = pair or _pair_in_name(archive)
    if found[0] == found[1] or (wanted is not None and found != wanted):
        expected = "-".join(wanted) if wanted else "?"
        raise refuse("pair", archive, expected=expected, found="-".join(found))
    place = write_place(package, digest, home / "packages", now=now)
    if trial is not None:
        _try(trial, place, archive, in_use=_in_use(home, place.name))
    _point(home, "-".join(found), place.name)
    return find_model(home, *found)


def _pin_beside(archive: Path) -> str | None:
    """Return the hash in NAME.sha256, as `sha256sum` writes it; None where there is none."""
    beside = archive.with_name(archive.name + ".sha256")
    if not beside.is_file():
        return None
    words = beside.read_text("ascii", "replace")[:4_096].split()
    return words[0].lower() if words and _HEX.fullmatch(words[0]) else "?"


def _pair_in_name(archive: Path) -> tuple[str, str] | None:
    found = _NAMED_PAIR.search(archive.name.lower().removesuffix(".argosmodel"))
    return (found[1], found[2]) if found else None


def _try(trial: Trial, place: Path, archive: Path, *, in_use: bool) -> None:
    found = read_place(place)
    try:
        if found is not None:
            trial(found[0])
    except EngineFault as fault:
        if not in_use:  # the same package, installed before, stays as it is
            shutil.rmtree(place, ignore_errors=True)
        raise refuse("unusable", archive) from fault


def _in_use(home: Path, name: str) -> bool:
    pointers = (read_pointer(home, path.stem) for path in (home / "pairs").glob("*.json"))
    return any(name in (one.folder, *one.before()) for one in pointers if one is not None)


def roll_back(
    home: Path, source: str, target: str, *, version: str | None = None
) -> InstalledModel:
    """Make the package before, or another one that is kept, the one that counts.

    Raises:
        ModelMissing: there is none before, or none of that version.
    """
    pair = f"{source}-{target}"
    pointer = read_pointer(home, pair)
    before = pointer.before() if pointer is not None else ()
    if version is not None:
        before = tuple(name for name in before if _is_version(home, name, version))
    if pointer is None or not before:
        raise ModelMissing(
            bilingual("translations.model.no-previous", pair=pair)
            if version is None
            else bilingual("translations.model.no-version", pair=pair, version=version)
        )
    rest = tuple(name for name in pointer.before() if name != before[0])
    write_pointer(home, pair, Pointer(folder=before[0], previous=pointer.folder, older=rest))
    return find_model(home, source, target)


def _is_version(home: Path, name: str, version: str) -> bool:
    found = read_place(home / "packages" / name)
    return found is not None and (
        found[0].version == version or found[0].archive_sha256.startswith(version.lower())
    )


def remove_model(home: Path, source: str, target: str) -> None:
    """Remove every version of a pair that somebody installed.

    Raises:
        ModelMissing: none is installed.
    """
    pair = f"{source}-{target}"
    pointer = read_pointer(home, pair)
    if pointer is None:
        raise ModelMissing(bilingual("translations.model.not-installed", pair=pair))
    (home / "pairs" / f"{pair}.json").unlink()
    for path in (home / "packages").glob(f"{pair}-*"):
        shutil.rmtree(path, ignore_errors=True)


def verify_models(home: Path) -> list[ModelFault]:
    """Compare every file of every model that counts, or is kept, with what was installed."""
    faults: list[ModelFault] = []
    for path in sorted((home / "pairs").glob("*.json")):
        found = list(_kept_places(home, path.stem))
        if _read(home, path.stem) is None:
            faults.append(ModelFault(pair=path.stem, file="", problem="unreadable"))
        for model, manifest in found:
            faults.extend(compare_place(model, manifest))
    return faults


def _kept_places(home: Path, pair: str) -> Iterator[tuple[InstalledModel, Manifest]]:
    pointer = read_pointer(home, pair)
    if pointer is not None:
        for name in (pointer.folder, *pointer.before()):
            if _is_plain(name) and (found := read_place(home / "packages" / name)) is not None:
                yield found


def _is_plain(name: str) -> bool:
    return "/" not in name and not name.startswith(".")


def _read(home: Path, pair: str) -> tuple[InstalledModel, Manifest] | None:
    pointer = read_pointer(home, pair)
    if pointer is None or not _is_plain(pointer.folder):
        return None
    found = read_place(home / "packages" / pointer.folder)
    return found if found is not None and found[0].pair == pair else None


def _point(home: Path, pair: str, folder: str) -> None:
    pointer = read_pointer(home, pair)
    names = (pointer.folder, *pointer.before()) if pointer is not None else ()
    before = [name for name in dict.fromkeys(names) if name != folder][:_KEPT]
    write_pointer(
        home,
        pair,
        Pointer(folder=folder, previous=before[0] if before else None, older=tuple(before[1:])),
    )
    for path in (home / "packages").glob(f"{pair}-*"):
        if path.name not in {folder, *before}:
            shutil.rmtree(path, ignore_errors=True)
