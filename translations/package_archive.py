"""The inside of a model package, looked at before anything is written to disk."""

import hashlib
import re
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from translations.errors import BadPackage
from translations.wording import bilingual

MAX_ARCHIVE_BYTES: Final = 1 << 30
MAX_UNPACKED_BYTES: Final = 2 << 30
MAX_RATIO: Final = 30
SMALL_BYTES: Final = 8 << 20  # below, nobody looks how much it grew
MAX_MEMBERS: Final = 2_000
MAX_METADATA_BYTES: Final = 64 << 10
_CHUNK: Final = 1 << 20
_PART: Final = re.compile(r"[A-Za-z0-9_+][A-Za-z0-9._+ -]{0,120}")
_DEVICE: Final = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_LICENSE: Final = re.compile(r"^.{0,80}licen[cs]e.{0,120}$", re.IGNORECASE | re.MULTILINE)


class Metadata(BaseModel):
    """What of metadata.json counts here; what else it says is not kept."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    from_code: str = Field(pattern=r"^[a-z]{2,3}$")
    to_code: str = Field(pattern=r"^[a-z]{2,3}$")
    package_version: str = Field(default="", max_length=40)
    target_prefix: str = Field(default="", max_length=40)
    license: str = Field(default="", max_length=200)
    compact: bool = False
    scores: dict[str, float] = Field(default={}, max_length=40)  # by name of the measure

    @property
    def is_compact(self) -> bool:
        """Whether it says of itself that it is small."""
        return self.compact or self.package_version.startswith("compact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package that passed inspection."""

    archive: Path
    metadata: Metadata
    license: str
    members: tuple[tuple[str, str], ...]  # (name in the zip, path below the top folder)
    size_bytes: int  # unpacked


def refuse(reason: str, archive: Path, /, **values: object) -> BadPackage:
    """Return the error for a reason: translations.package.REASON in the catalogs."""
    return BadPackage(bilingual(f"translations.package.{reason}", file=archive.name, **values))


def file_sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def inspect(archive: Path) -> Package:
    """Look at every name and size of a package without unpacking it.

    Raises:
        BadPackage: with the reason.
    """
    try:
        if archive.stat().st_size > MAX_ARCHIVE_BYTES:
            raise refuse("size", archive)
        with zipfile.ZipFile(archive) as zipped:
            members = _members(archive, zipped.infolist())
            names = {path: name for name, path in members}
            metadata = _metadata(archive, zipped, names)
            _require_model(archive, names)
            return Package(
                archive=archive,
                metadata=metadata,
                license=metadata.license or _license(zipped, names),
                members=members,
                size_bytes=sum(info.file_size for info in zipped.infolist()),
            )
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as fault:
        raise refuse("not-zip", archive) from fault


def unpack(package: Package, folder: Path) -> dict[str, str]:
    """Write the files below a folder and return each path with its SHA-256.

    Raises:
        BadPackage: a file is damaged or larger than announced.
    """
    left = MAX_UNPACKED_BYTES
    hashes: dict[str, str] = {}
    try:
        with zipfile.ZipFile(package.archive) as zipped:
            for name, path in package.members:
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                digest = hashlib.sha256()
                with zipped.open(name) as source, target.open("xb") as sink:
                    while piece := source.read(_CHUNK):
                        left -= len(piece)
                        if left < 0:
                            raise refuse("size", package.archive)
                        digest.update(piece)
                        sink.write(piece)
                hashes[path] = digest.hexdigest()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as fault:
        raise refuse("damaged", package.archive) from fault
    return hashes


def _members(archive: Path, infos: list[zipfile.ZipInfo]) -> tuple[tuple[str, str], ...]:
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES:
        raise refuse("size", archive)
    packed = archive.stat().st_size
    # Weights hardly shrink; members that share their bytes are together larger than the file.
    swollen = unpacked > SMALL_BYTES and unpacked > MAX_RATIO * packed
    if swollen or sum(info.compress_size for info in infos) > packed:
        raise refuse("bomb", archive)
    members: dict[str, tuple[str, str]] = {}
    tops: set[str] = set()
    for info in infos:
        name = info.orig_filename
        kind = stat.S_IFMT(info.external_attr >> 16)
        plain = kind in (0, stat.S_IFREG, stat.S_IFDIR) and not info.flag_bits & 1
        parts = name.rstrip("/").split("/")
        if not plain or not all(map(_is_plain_name, parts)):
            raise refuse("name", archive, name=ascii(name)[:120])
        tops.add(parts[0])
        if info.is_dir():
            continue
        path = str(PurePosixPath(*parts[1:])) if len(parts) > 1 else ""
        if not path or path.casefold() in members:
            raise refuse("name", archive, name=ascii(name)[:120])
        members[path.casefold()] = (info.filename, path)
    if len(tops) != 1:
        raise refuse("top", archive, n=len(tops))
    return tuple(members.values())


def _is_plain_name(part: str) -> bool:
    ends_well = not part.endswith((" ", "."))
    return bool(_PART.fullmatch(part)) and ends_well and not _DEVICE.fullmatch(part)


def _metadata(archive: Path, zipped: zipfile.ZipFile, names: dict[str, str]) -> Metadata:
    if "metadata.json" not in names:
        raise refuse("metadata", archive)
    try:
        return Metadata.model_validate_json(_read_small(zipped, names["metadata.json"]))
    except ValidationError as fault:
        raise refuse("metadata", archive) from fault


def _require_model(archive: Path, names: dict[str, str]) -> None:
    tokenizer = {"sentencepiece.model", "bpe.model"} & names.keys()
    if "model/model.bin" not in names or not tokenizer:
        raise refuse("incomplete", archive)


def _license(zipped: zipfile.ZipFile, names: dict[str, str]) -> str:
    for candidate in ("README.md", "LICENSE", "LICENSE.txt"):
        if candidate in names:
            text = _read_small(zipped, names[candidate]).decode("utf-8", "replace")
            if line := _LICENSE.search(text):
                return line[0].strip(" #*")
    return ""


def _read_small(zipped: zipfile.ZipFile, name: str) -> bytes:
    with zipped.open(name) as stream:
        return stream.read(MAX_METADATA_BYTES)
