"""Models that come with the program: found without installing, behind whatever is installed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.translations.tiny_model import build_package
from translations.argos import ArgosEngine, libraries_installed
from translations.bundled import ModelStore, model_store
from translations.engine import is_compact, model_name, translate_lines
from translations.errors import EngineFault
from translations.models import install_file, remove_model

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not libraries_installed(), reason="the extra [translate] is not installed"
)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one compact package, en → fr, and a file that is none."""
    folder = tmp_path_factory.mktemp("shipped")
    build_package(folder / "en_fr.argosmodel", version="compact-1")
    (folder / "broken.argosmodel").write_text("no zip", "utf-8")
    return folder


@pytest.fixture
def store(packages: Path, tmp_path: Path) -> Iterator[ModelStore]:
    """The models of a machine on which nobody installed anything."""
    yield ModelStore(home=tmp_path / "home", shipped=packages, cache=tmp_path / "cache")
    (tmp_path / "home").chmod(0o700) if (tmp_path / "home").exists() else None


def test_it_translates_without_installation(store: ModelStore) -> None:
    """Asking writes nothing; the first text unpacks the package, and the model is named compact."""
    engine = ArgosEngine(store)
    assert engine.pairs() == {("en", "fr")}
    assert is_compact(engine, "en", "fr")
    assert model_name(engine, "en", "fr") == "en-fr compact-1"
    assert not store.home.exists()
    assert next(translate_lines(["the loan"], engine=engine, source="en", target="fr")).target
    assert [path.name for path in store.home.iterdir()] == ["bundled"]
    assert store.faults() == []
    engine.close()


def test_an_installed_model_goes_before_it(store: ModelStore, tmp_path: Path) -> None:
    """It counts at once, and when it is removed the compact one counts again."""
    install_file(
        build_package(tmp_path / "a.argosmodel", version="1.9", seed=2), store.home, now=NOW
    )
    assert [(model.version, model.bundled) for model in store.models()] == [("1.9", False)]
    assert store.model("en", "fr").version == "1.9"
    remove_model(store.home, "en", "fr")
    assert store.model("en", "fr").version == "compact-1"


def test_a_damaged_copy_is_unpacked_again(store: ModelStore, packages: Path) -> None:
    """Whatever happened to the copy, the package of the program is whole."""
    model = store.model("en", "fr")
    (model.folder / "model" / "model.bin").write_bytes(b"changed")
    (model.folder / "added.txt").write_bytes(b"added")
    assert [fault.problem for fault in store.faults()] == ["changed", "added"]
    again = ModelStore(home=store.home, shipped=packages)
    assert again.model("en", "fr") != model
    assert again.faults() == []


def test_a_home_that_cannot_be_written_is_left_alone(packages: Path, tmp_path: Path) -> None:
    """The cache takes its place; where there is no room at all, that is a fault with a remedy."""
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    store = ModelStore(home=blocked / "home", shipped=packages, cache=tmp_path / "cache")
    assert store.model("en", "fr").folder.is_relative_to(tmp_path / "cache")
    store = ModelStore(home=blocked / "home", shipped=packages, cache=blocked / "cache")
    with pytest.raises(EngineFault, match="LIAISON_MODELS=FOLDER"):
        ArgosEngine(store).translate(["the loan"], source="en", target="fr")


def test_the_environment_can_leave_it_out(tmp_path: Path) -> None:
    """LIAISON_COMPACT=off leaves only what people installed."""
    env = {"LIAISON_MODELS": str(tmp_path), "HOME": str(tmp_path)}
    assert model_store(env | {"LIAISON_COMPACT": "off"}).models() == ()
    assert all(model.bundled for model in model_store(env).models())


def test_a_package_is_tried_out_before_it_counts(tmp_path: Path) -> None:
    """Weights that cannot be loaded are found by the trial."""
    engine = ArgosEngine(tmp_path / "home")
    good = install_file(
        build_package(tmp_path / "a.argosmodel"), tmp_path / "home", now=NOW, trial=engine.try_out
    )
    (good.folder / "model" / "model.bin").write_bytes(b"no weights")
    with pytest.raises(EngineFault):
        engine.try_out(good)
