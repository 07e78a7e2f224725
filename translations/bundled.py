"""Models that come with the program: they count where nobody installed one for the pair.

They are small. Nothing has to be installed: a package is unpacked when it is first used, into the
models' home, or into a cache where the home is read-only; what was damaged there is unpacked again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from translations.errors import BadPackage, ModelMissing
from translations.modelplace import (
    InstalledModel,
    ModelFault,
    compare_place,
    place_name,
    read_place,
    write_place,
)
from translations.models import (
    find_model,
    list_models,
    models_cache,
    models_home,
    verify_models,
)
from translations.package_archive import Package, file_sha256, inspect
from translations.wording import bilingual

SHIPPED: Final = Path(__file__).parent / "data" / "models"
_FOLDER: Final = "bundled"


@dataclass(kw_only=True)
class ModelStore:
    """The models that people installed, and those of the program where there is none."""

    home: Path  # where installed models live
    shipped: Path | None = None  # packages of the program; None: only installed models count
    cache: Path | None = None  # where those are unpacked if the home is read-only
    _ready: dict[str, InstalledModel] = field(
        default_factory=dict
    )  # by hash: whole in this process

    def models(self) -> tuple[InstalledModel, ...]:
        """Return one model a pair, by pair; nothing is unpacked."""
        found = {model.pair: model for model in self._described}
        found |= {model.pair: model for model in list_models(self.home)}
        return tuple(found[pair] for pair in sorted(found))

    def model(self, source: str, target: str) -> InstalledModel:
        """Return the model of one pair, ready to be loaded.

        Raises:
            ModelMissing: there is none.
            BadPackage: the program's own package is damaged.
            OSError: it cannot be unpacked anywhere.
        """
        try:
            return find_model(self.home, source, target)
        except ModelMissing:
            for package in self._packages:
                if (package.metadata.from_code, package.metadata.to_code) == (source, target):
                    return self._unpacked(package)
            raise

    def faults(self) -> list[ModelFault]:
        """Compare every file of what is installed, and of what was unpacked, with its package."""
        found = verify_models(self.home)
        for package in self._packages:
            name = place_name(package, file_sha256(package.archive))
            for folder in filter(None, (self.home, self.cache)):
                there = read_place(folder / _FOLDER / name, bundled=True)
                found += list(compare_place(*there)) if there is not None else []
        return found

    @cached_property
    def _packages(self) -> tuple[Package, ...]:
        """The program's packages; one that cannot be read is none."""
        return tuple(_inspected(self.shipped)) if self.shipped is not None else ()

    @cached_property
    def _described(self) -> tuple[InstalledModel, ...]:
        return tuple(map(_described, self._packages))

    def _unpacked(self, package: Package) -> InstalledModel:
        digest = file_sha256(package.archive)
        if (ready := self._ready.get(digest)) is not None and ready.folder.is_dir():
            return ready
        places = [self.home / _FOLDER]
        if self.cache is not None:
            places.append(self.cache / _FOLDER)
        problem: OSError | None = None
        for folder in places:
            try:
                model = _ensured(package, digest, folder)
            except OSError as fault:
                problem = fault
                continue
            self._ready[digest] = model
            return model
        raise ModelMissing(
            bilingual(
                "translations.model.no-room",
                pair=f"{package.metadata.from_code}-{package.metadata.to_code}",
                folder=places[-1],
            )
        ) from problem


def model_store(env: Mapping[str, str]) -> ModelStore:
    """Return the models of this machine; LIAISON_COMPACT=off leaves those of the program out."""
    shipped = None if env.get("LIAISON_COMPACT") == "off" else SHIPPED
    return ModelStore(home=models_home(env), shipped=shipped, cache=models_cache(env))


def _inspected(folder: Path) -> Iterator[Package]:
    for archive in sorted(folder.glob("*.argosmodel")):
        try:
            yield inspect(archive)
        except BadPackage:
            continue


def _described(package: Package) -> InstalledModel:
    metadata = package.metadata
    when = datetime.fromtimestamp(package.archive.stat().st_mtime, UTC)
    return InstalledModel(
        source=metadata.from_code,
        target=metadata.to_code,
        version=metadata.package_version,
        folder=package.archive,
        archive_sha256=file_sha256(package.archive),
        size_bytes=package.size_bytes,
        license=package.license,
        installed_at=when,
        target_prefix=metadata.target_prefix,
        compact=metadata.is_compact,
        bundled=True,
        scores=tuple(metadata.scores.items()),
    )


def _ensured(package: Package, digest: str, folder: Path) -> InstalledModel:
    """Return a package's place below a folder, unpacked anew where it is not whole."""
    place = folder / place_name(package, digest)
    found = read_place(place, bundled=True)
    if found is None or any(compare_place(*found)):
        write_place(package, digest, folder, now=datetime.now(UTC))
        found = read_place(place, bundled=True)
    if found is None:
        raise OSError(str(place))
    return found[0]
