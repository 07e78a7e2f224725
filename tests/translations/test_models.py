"""Model packages: inspected, installed in one step, verified, rolled back."""

import hashlib
import io
import json
import stat
import urllib.error
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import copy
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from translations.errors import BadPackage, EngineFault, IndexUnreachable, ModelMissing
from translations.models import (
    InstalledModel,
    ModelFault,
    file_sha256,
    find_model,
    install_file,
    list_models,
    list_versions,
    models_home,
    remove_model,
    roll_back,
    verify_models,
)
from translations.package_index import available_models, install_from_index, open_https
from translations.values import Bilingual

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
METADATA = {"from_code": "en", "to_code": "fr", "package_version": "1.0", "from_name": "English"}
Edit = Callable[[zipfile.ZipFile], None]


def _nothing(zipped: zipfile.ZipFile) -> None:
    """Leave the package as it is."""


def _package(
    path: Path, *, version: str = "1.0", edit: Edit = _nothing, **metadata: object
) -> Path:
    with zipfile.ZipFile(path, "w") as zipped:
        body = json.dumps(METADATA | {"package_version": version} | metadata)
        zipped.writestr("en_fr/metadata.json", body)
        zipped.writestr("en_fr/README.md", "Model\nLicense: CC0\n")
        zipped.writestr("en_fr/sentencepiece.model", b"pieces")
        zipped.writestr("en_fr/model/model.bin", f"weights {version}")
        edit(zipped)
    return path


def _files(home: Path) -> set[str]:
    return (
        {path.relative_to(home).as_posix() for path in home.rglob("*")} if home.exists() else set()
    )


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"LIAISON_MODELS": "/m", "HOME": "/h"}, "/m"),
        ({"XDG_DATA_HOME": "/d", "HOME": "/h"}, "/d/liaison/models"),
        ({"HOME": "/h"}, "/h/.local/share/liaison/models"),
    ],
)
def test_models_home(env: dict[str, str], expected: str) -> None:
    """The environment says where models live; nothing is created by asking."""
    assert models_home(env) == Path(expected)
    assert list_models(Path("/nonexistent/liaison")) == ()


def test_installs_and_lists(tmp_path: Path) -> None:
    """An installed model is listed with version, licence, size and hash, and verifies."""
    archive = _package(tmp_path / "a.argosmodel")
    home = tmp_path / "home"
    model = install_file(archive, home, now=NOW, sha256=file_sha256(archive).upper())
    assert list_models(home) == (model,)
    assert (model.pair, model.version, model.license) == ("en-fr", "1.0", "License: CC0")
    assert (model.folder / "model" / "model.bin").read_text("utf-8") == "weights 1.0"
    assert model.archive_sha256 == file_sha256(archive)
    assert model.size_bytes == sum(p.stat().st_size for p in model.folder.rglob("*") if p.is_file())
    assert verify_models(home) == []
    assert not [name for name in _files(home) if "/." in name]


def test_new_version_replaces_and_rolls_back(tmp_path: Path) -> None:
    """The two versions before are kept; older ones go."""
    home = tmp_path / "home"
    for version in ("1.0", "1.1", "1.2", "1.3"):
        archive = _package(tmp_path / f"{version}.argosmodel", version=version)
        install_file(archive, home, now=NOW)
    assert _versions(home) == ["1.3", "1.2", "1.1"]
    assert len(list((home / "packages").iterdir())) == 3
    assert roll_back(home, "en", "fr").version == "1.2"
    assert roll_back(home, "en", "fr").version == "1.3"
    assert roll_back(home, "en", "fr", version="1.1").version == "1.1"
    assert _versions(home) == ["1.1", "1.3", "1.2"]
    digest = list_versions(home, "en", "fr")[2].archive_sha256
    assert roll_back(home, "en", "fr", version=digest[:12].upper()).version == "1.2"
    with pytest.raises(ModelMissing, match="no model of en-fr with version 9"):
        roll_back(home, "en", "fr", version="9")
    assert verify_models(home) == []


def _versions(home: Path) -> list[str]:
    return [model.version for model in list_versions(home, "en", "fr")]


def test_earlier_pointers_are_understood(tmp_path: Path) -> None:
    """A pointer written before several versions were kept still counts."""
    home = tmp_path / "home"
    names = []
    for version in ("1.0", "1.1"):
        archive = _package(tmp_path / f"{version}.argosmodel", version=version)
        names.append(install_file(archive, home, now=NOW).folder.parent.name)
    pointer = {"folder": names[1], "previous": names[0]}
    (home / "pairs" / "en-fr.json").write_text(json.dumps(pointer), "utf-8")
    assert _versions(home) == ["1.1", "1.0"]


def test_removed_models_leave_nothing(tmp_path: Path) -> None:
    """Every version goes; what is not there cannot be removed."""
    home = tmp_path / "home"
    install_file(_package(tmp_path / "a.argosmodel"), home, now=NOW)
    remove_model(home, "en", "fr")
    assert list_models(home) == ()
    assert list((home / "packages").iterdir()) == []
    with pytest.raises(ModelMissing, match="No model of en-fr was installed"):
        remove_model(home, "en", "fr")


def test_the_pair_must_be_the_one_that_is_meant(tmp_path: Path) -> None:
    """A package of another pair than asked for, or than its name says, is refused."""
    home = tmp_path / "home"
    with pytest.raises(BadPackage, match="translates en-fr, not fr-en"):
        install_file(_package(tmp_path / "x.argosmodel"), home, now=NOW, pair=("fr", "en"))
    with pytest.raises(BadPackage, match="translates en-fr, not fr-en"):
        install_file(_package(tmp_path / "translate-fr_en-1_9.argosmodel"), home, now=NOW)
    with pytest.raises(BadPackage, match="translates en-en"):
        install_file(_package(tmp_path / "y.argosmodel", to_code="en"), home, now=NOW)
    assert _files(home) == set()
    named = _package(tmp_path / "translate-en_fr-1_9.argosmodel")
    assert install_file(named, home, now=NOW).pair == "en-fr"


def test_a_hash_beside_the_package_counts(tmp_path: Path) -> None:
    """NAME.sha256, as sha256sum writes it, is a pin; one that says nothing is refused."""
    archive = _package(tmp_path / "a.argosmodel")
    beside = tmp_path / "a.argosmodel.sha256"
    for text in ("0" * 64 + "  a.argosmodel\n", "nonsense", ""):
        beside.write_text(text, "ascii")
        with pytest.raises(BadPackage, match="its SHA-256 is"):
            install_file(archive, tmp_path / "home", now=NOW)
    beside.write_text(f"{file_sha256(archive).upper()} *a.argosmodel\n", "ascii")
    assert install_file(archive, tmp_path / "home", now=NOW).pair == "en-fr"


def test_what_would_grow_too_far_is_refused(tmp_path: Path) -> None:
    """Weights do not shrink to a thousandth; members that share their bytes are no members."""
    home = tmp_path / "home"

    def swell(zipped: zipfile.ZipFile) -> None:
        zipped.writestr("en_fr/model/zeros", bytes(20 << 20), zipfile.ZIP_DEFLATED)

    with pytest.raises(BadPackage, match="grow far beyond"):
        install_file(_package(tmp_path / "a.argosmodel", edit=swell), home, now=NOW)
    overlapping = _package(tmp_path / "b.argosmodel", edit=_overlap)
    with pytest.raises(BadPackage, match="grow far beyond"):
        install_file(overlapping, home, now=NOW)
    assert _files(home) == set()


def _overlap(zipped: zipfile.ZipFile) -> None:
    """Let many names in the directory lead to the same bytes."""
    zipped.writestr("en_fr/big", b"x" * 4_000)
    first = zipped.getinfo("en_fr/big")
    for number in range(9):
        again = copy(first)
        again.filename = again.orig_filename = f"en_fr/big{number}"
        zipped.filelist.append(again)


def test_a_model_that_fails_its_trial_does_not_count(tmp_path: Path) -> None:
    """Nothing stays of it; what was installed before is in use, the same package too."""
    home = tmp_path / "home"

    def fail(model: InstalledModel) -> None:
        raise EngineFault(Bilingual(en=model.pair, fr=model.pair))

    with pytest.raises(BadPackage, match="its model cannot be used"):
        install_file(_package(tmp_path / "a.argosmodel"), home, now=NOW, trial=fail)
    assert [name for name in _files(home) if name != "packages"] == []
    before = install_file(_package(tmp_path / "a.argosmodel"), home, now=NOW)
    for version in ("1.0", "2.0"):
        archive = _package(tmp_path / "b.argosmodel", version=version)
        with pytest.raises(BadPackage):
            install_file(archive, home, now=NOW, trial=fail)
        assert find_model(home, "en", "fr").archive_sha256 == before.archive_sha256
        assert verify_models(home) == []


def test_the_same_version_must_be_the_same_file(tmp_path: Path) -> None:
    """What was installed from the list is pinned; another file of that version needs --sha256."""
    home = tmp_path / "home"
    rows = json.dumps([METADATA | {"package_version": "1.9", "links": ["https://a.example/p"]}])
    first = _package(tmp_path / "x", version="1.9").read_bytes()
    other = _package(tmp_path / "y", version="1.9", edit=_member("en_fr/extra")).read_bytes()
    install_from_index(
        "en", "fr", home, now=NOW, opener=_Web({"index.json": rows.encode(), "/p": first})
    )
    changed = _Web({"index.json": rows.encode(), "/p": other})
    with pytest.raises(BadPackage, match=r"is not what en-fr 1\.9 was"):
        install_from_index("en", "fr", home, now=NOW, opener=changed)
    digest = hashlib.sha256(other).hexdigest()
    model = install_from_index("en", "fr", home, now=NOW, opener=changed, sha256=digest)
    assert model.archive_sha256 == digest
    assert install_from_index("en", "fr", home, now=NOW, opener=changed) == model


def test_metadata_says_what_a_model_is_worth(tmp_path: Path) -> None:
    """A compact model and its scores are known by its metadata."""
    home = tmp_path / "home"
    archive = tmp_path / "a.argosmodel"
    with zipfile.ZipFile(_package(archive), "a") as zipped:
        zipped.writestr("en_fr/notes.txt", "made for tests")
    assert not install_file(archive, home, now=NOW).compact
    scores = {"BLEU, FLORES-200": 30.5}
    compact = _package(tmp_path / "b.argosmodel", compact=True, scores=scores)
    model = install_file(compact, home, now=NOW)
    assert (model.compact, model.scores) == (True, (("BLEU, FLORES-200", 30.5),))


def test_nothing_to_go_back_to(tmp_path: Path) -> None:
    """Without an earlier package there is a clear error."""
    install_file(_package(tmp_path / "a.argosmodel"), tmp_path / "home", now=NOW)
    with pytest.raises(ModelMissing, match="no earlier model of en-fr"):
        roll_back(tmp_path / "home", "en", "fr")


def test_installing_again_repairs(tmp_path: Path) -> None:
    """The same package over a damaged copy makes it whole."""
    archive = _package(tmp_path / "a.argosmodel")
    home = tmp_path / "home"
    model = install_file(archive, home, now=NOW)
    (model.folder / "model" / "model.bin").write_text("broken", "utf-8")
    assert len(verify_models(home)) == 1
    assert install_file(archive, home, now=NOW) == model
    assert verify_models(home) == []


def test_verification_names_each_file(tmp_path: Path) -> None:
    """A changed, a missing and an added file are told; so is a lost manifest."""
    home = tmp_path / "home"
    model = install_file(_package(tmp_path / "a.argosmodel"), home, now=NOW)
    (model.folder / "model" / "model.bin").write_text("other", "utf-8")
    (model.folder / "README.md").unlink()
    (model.folder / "extra.py").write_text("", "utf-8")
    assert verify_models(home) == [
        ModelFault(pair="en-fr", file="README.md", problem="missing"),
        ModelFault(pair="en-fr", file="model/model.bin", problem="changed"),
        ModelFault(pair="en-fr", file="extra.py", problem="added"),
    ]
    (model.folder.parent / "manifest.json").write_text("{", "utf-8")
    assert verify_models(home) == [ModelFault(pair="en-fr", file="", problem="unreadable")]
    assert list_models(home) == ()


def _symlink(zipped: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("en_fr/link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    zipped.writestr(info, "/etc/passwd")


def _member(name: str) -> Edit:
    return lambda zipped: zipped.writestr(zipfile.ZipInfo(name), "x")


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (_member("../evil"), "may not be unpacked: '../evil'"),
        (_member("en_fr/../../evil"), "may not be unpacked"),
        (_member("/etc/evil"), "may not be unpacked: '/etc/evil'"),
        (_member("en_fr\\evil"), "may not be unpacked"),
        (_member("en_fr/a\u202eb"), "may not be unpacked"),
        (_member("en_fr/NUL.txt"), "may not be unpacked"),
        (_member("en_fr/.hidden"), "may not be unpacked"),
        (_member("en_fr/readme.MD"), "may not be unpacked"),
        (_member("top"), "may not be unpacked"),
        (_member("other/file"), "exactly one folder, not 2"),
        (_symlink, "may not be unpacked: 'en_fr/link'"),
    ],
)
def test_bad_names_install_nothing(tmp_path: Path, edit: Edit, says: str) -> None:
    """Names that leave the folder, hide, collide or link are refused before anything is written."""
    archive = _package(tmp_path / "a.argosmodel", edit=edit)
    with pytest.raises(BadPackage) as caught:
        install_file(archive, tmp_path / "home", now=NOW)
    assert says in str(caught.value)
    assert _files(tmp_path / "home") == set()


def test_a_name_with_nul_is_refused(tmp_path: Path) -> None:
    """A name that reads differently to the system than to us is refused."""
    archive = _package(tmp_path / "a.argosmodel", edit=_member("en_fr/aXb"))
    archive.write_bytes(archive.read_bytes().replace(b"en_fr/aXb", b"en_fr/a\x00b"))
    with pytest.raises(BadPackage, match="may not be unpacked"):
        install_file(archive, tmp_path / "home", now=NOW)


@pytest.mark.parametrize(
    "metadata", [{"from_code": "../en"}, {"to_code": ""}, {"package_version": "9" * 50}]
)
def test_bad_metadata_is_refused(tmp_path: Path, metadata: dict[str, str]) -> None:
    """Codes become folder names, so they must be codes."""
    fields = {"version": metadata.pop("package_version")} if "package_version" in metadata else {}
    archive = _package(tmp_path / "a.argosmodel", **fields, **metadata)  # type: ignore[arg-type]  # names are version or metadata
    with pytest.raises(BadPackage, match=r"metadata\.json"):
        install_file(archive, tmp_path / "home", now=NOW)


def test_wrong_hash_damage_and_other_files_are_refused(tmp_path: Path) -> None:
    """A wrong pin, a flipped byte, a text file, a missing file or model: nothing is installed."""
    home = tmp_path / "home"
    archive = _package(tmp_path / "a.argosmodel")
    with pytest.raises(BadPackage, match="its SHA-256 is"):
        install_file(archive, home, now=NOW, sha256="0" * 64)
    flipped = bytearray(archive.read_bytes())
    flipped[flipped.index(b"weights")] ^= 1
    damaged = tmp_path / "b.argosmodel"
    damaged.write_bytes(flipped)
    with pytest.raises(BadPackage, match="is damaged"):
        install_file(damaged, home, now=NOW)
    damaged.write_text("not a zip", "utf-8")
    with pytest.raises(BadPackage, match="not a model package"):
        install_file(damaged, home, now=NOW)
    with pytest.raises(BadPackage, match="cannot be read"):
        install_file(tmp_path / "none.argosmodel", home, now=NOW)
    with zipfile.ZipFile(damaged, "w") as zipped:
        zipped.writestr("en_fr/metadata.json", json.dumps(METADATA))
    with pytest.raises(BadPackage) as caught:
        install_file(damaged, home, now=NOW)
    assert caught.value.render("fr").startswith("Il manque à b.argosmodel son modèle")
    assert list_models(home) == ()


def test_a_failed_install_leaves_the_model_in_use(tmp_path: Path) -> None:
    """What was installed before still counts and verifies."""
    home = tmp_path / "home"
    before = install_file(_package(tmp_path / "a.argosmodel"), home, now=NOW)
    bad = _package(tmp_path / "b.argosmodel", version="2.0", edit=_member("../evil"))
    with pytest.raises(BadPackage):
        install_file(bad, home, now=NOW)
    assert list_models(home) == (before,)
    assert verify_models(home) == []


class _Web:
    """The network, at the wire: addresses and the bytes behind them."""

    def __init__(self, pages: dict[str, bytes]) -> None:
        self._pages = pages

    def __call__(self, url: str) -> AbstractContextManager[IO[bytes]]:
        for end, body in self._pages.items():
            if url.endswith(end):
                return io.BytesIO(body)
        raise urllib.error.URLError("no route to host")


def test_installs_the_newest_from_the_list(tmp_path: Path) -> None:
    """The newest package of the pair is fetched, over https, from the first mirror that answers."""
    body = _package(tmp_path / "x", version="1.10").read_bytes()
    rows = [
        METADATA | {"package_version": "1.9", "links": ["https://a.example/old"]},
        METADATA
        | {"package_version": "1.10", "links": ["http://a.example/no", "https://a.example/down", "https://a.example/new"]},
        METADATA | {"to_code": "es", "links": []},
    ]  # fmt: skip
    web = _Web({"index.json": json.dumps(rows).encode(), "/new": body})
    seen: list[int] = []
    model = install_from_index(
        "en", "fr", tmp_path / "home", now=NOW, opener=web, progress=seen.append
    )
    assert (model.version, seen) == ("1.10", [len(body)])
    assert not list((tmp_path / "home").glob(".download-*"))
    assert [offer.links for offer in available_models(opener=web)][1] == (
        "https://a.example/down",
        "https://a.example/new",
    )


@pytest.mark.parametrize("pages", [{}, {"index.json": b"<html>"}, {"index.json": b"[1]"}])
def test_offline_says_how_to_install_from_a_file(tmp_path: Path, pages: dict[str, bytes]) -> None:
    """No network, or a list that is none: the error names the way without one."""
    with pytest.raises(IndexUnreachable, match=r"models install FILE\.argosmodel"):
        install_from_index("en", "fr", tmp_path / "home", now=NOW, opener=_Web(pages))


def test_a_pair_that_is_not_offered(tmp_path: Path) -> None:
    """The error names the pair."""
    web = _Web({"index.json": b"[]"})
    with pytest.raises(IndexUnreachable, match="none for en-iu"):
        install_from_index("en", "iu", tmp_path / "home", now=NOW, opener=web)


def test_only_https_is_opened() -> None:
    """Files and plain http are never read by an address."""
    for url in ("file:///etc/passwd", "http://a.example/x"):
        with pytest.raises(urllib.error.URLError, match="not an https address"):
            open_https(url)
