"""Argos's public list of packages, and the download of one of them."""

import json
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from translations.errors import IndexUnreachable
from translations.models import InstalledModel, Trial, file_sha256, install_file
from translations.package_archive import MAX_ARCHIVE_BYTES, refuse
from translations.wording import bilingual

INDEX_URL: Final = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
TIMEOUT_S: Final = 30.0
_MAX_INDEX_BYTES: Final = 4 << 20
_CHUNK: Final = 1 << 20

Opener = Callable[[str], AbstractContextManager[IO[bytes]]]
Progress = Callable[[int], None]  # bytes so far

_PINS: Final = "pins.json"
_PIN_ROWS: Final = TypeAdapter(dict[str, str])
_ROWS: Final = TypeAdapter(list[dict[str, object]])


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailableModel:
    """One package that the list offers."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]  # https only, in the list's order

    @property
    def name(self) -> str:
        """Pair and version, such as "en-fr 1.9"."""
        return f"{self.source}-{self.target} {self.version}".strip()


def open_https(url: str) -> AbstractContextManager[IO[bytes]]:
    """Open an https address for reading; any other scheme is refused."""
    if urlsplit(url).scheme != "https":
        raise urllib.error.URLError(f"not an https address: {url}")
    request = urllib.request.Request(url, headers={"User-Agent": "liaison-bot"})  # noqa: S310 - https only
    response: IO[bytes] = urllib.request.urlopen(request, timeout=TIMEOUT_S)  # noqa: S310 - https only
    return response


def available_models(
    *, opener: Opener = open_https, url: str = INDEX_URL
) -> tuple[AvailableModel, ...]:
    """Return what the list offers.

    Raises:
        IndexUnreachable: no network, or the list cannot be read; says how to install from a file.
    """
    try:
        with opener(url) as stream:
            rows = _ROWS.validate_python(json.loads(stream.read(_MAX_INDEX_BYTES)))
    except (OSError, ValueError, ValidationError) as fault:
        raise IndexUnreachable(bilingual("translations.index.unreachable", url=url)) from fault
    offers = []
    for row in rows:
        links = row.get("links")
        if isinstance(links, list) and row.get("type", "translate") == "translate":
            offers.append(
                AvailableModel(
                    source=str(row.get("from_code", "")),
                    target=str(row.get("to_code", "")),
                    version=str(row.get("package_version", "")),
                    links=tuple(link for link in map(str, links) if link.startswith("https://")),
                )
            )
    return tuple(offers)


def install_from_index(
    source: str,
    target: str,
    home: Path,
    *,
    now: datetime,
    sha256: str | None = None,
    trial: Trial | None = None,
    opener: Opener = open_https,
    progress: Progress | None = None,
) -> InstalledModel:
    """Download the newest package of a pair and install it.

    Raises:
        IndexUnreachable: the list or the package cannot be fetched.
        BadPackage: what came is not what it should be.
    """
    offers = [
        offer
        for offer in available_models(opener=opener)
        if (offer.source, offer.target) == (source, target) and offer.links
    ]
    if not offers:
        raise IndexUnreachable(bilingual("translations.index.none", pair=f"{source}-{target}"))
    newest = max(offers, key=lambda offer: _version_key(offer.version))
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=".download-") as folder:
        archive = Path(folder) / f"{source}_{target}.argosmodel"
        _download(newest.links, archive, opener, progress)
        _require_pin(home, newest, archive, sha256)
        model = install_file(
            archive, home, now=now, sha256=sha256, pair=(source, target), trial=trial
        )
    _note_pin(home, newest, model.archive_sha256)
    return model


def _download(
    links: tuple[str, ...], archive: Path, opener: Opener, progress: Progress | None
) -> None:
    for link in links:
        try:
            with opener(link) as stream, archive.open("wb") as sink:
                done = 0
                while piece := stream.read(_CHUNK):
                    done += len(piece)
                    if done > MAX_ARCHIVE_BYTES:
                        raise refuse("size", archive)
                    sink.write(piece)
                    if progress is not None:
                        progress(done)
        except OSError:
            continue  # the next mirror
        return
    raise IndexUnreachable(bilingual("translations.index.unreachable", url=links[0]))


def _require_pin(home: Path, offer: AvailableModel, archive: Path, given: str | None) -> None:
    """Refuse a package that is not what the same version was when it was first installed here."""
    known = _pins(home).get(offer.name)
    found = file_sha256(archive)
    if given is None and known is not None and known != found:
        raise refuse("pin", archive, name=offer.name, expected=known, found=found)


def _note_pin(home: Path, offer: AvailableModel, digest: str) -> None:
    pins = _pins(home) | {offer.name: digest}
    incoming = home / f".{_PINS}.new"
    incoming.write_text(json.dumps(pins, indent=1, sort_keys=True) + "\n", "utf-8")
    incoming.replace(home / _PINS)


def _pins(home: Path) -> dict[str, str]:
    """Return the hashes of what was installed from the list, by pair and version."""
    try:
        return _PIN_ROWS.validate_json((home / _PINS).read_bytes())
    except (OSError, ValidationError):
        return {}


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
