"""The Argos engine on a real, tiny, untrained model: libraries, files and threads are real."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.translations.tiny_model import build_package
from translations.argos import ArgosEngine, libraries_installed
from translations.engine import EngineOptions, NoEngine, translate_lines
from translations.errors import EngineFault
from translations.models import install_file, verify_models

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    not libraries_installed(), reason="the extra [translate] is not installed"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with one installed pair, en → fr."""
    folder = tmp_path_factory.mktemp("models")
    install_file(build_package(folder / "en_fr.argosmodel"), folder / "home", now=NOW)
    return folder / "home"


def test_translates_in_order_and_the_same_every_time(home: Path) -> None:
    """One text out per text in, empty stays empty, batches do not change results."""
    engine = ArgosEngine(home)
    assert engine.pairs() == {("en", "fr")}
    texts = ["the loan is repaid", "", "you do not pay interest", "questions"]
    done = engine.translate(texts, source="en", target="fr")
    assert [bool(text) for text in done] == [True, False, True, True]
    assert done == [engine.translate([text], source="en", target="fr")[0] for text in texts]
    assert verify_models(home) == []


def test_lines_keep_links_through_the_real_engine(home: Path) -> None:
    """Even an untrained model cannot change a protected span or a line break."""
    lines = ["the loan: https://a.example/x?y=1 {name}\n- apply @lsc_sac", "", "12 😂"]
    done = list(translate_lines(lines, engine=ArgosEngine(home), source="en", target="fr"))
    assert [one.target.count("\n") for one in done] == [1, 0, 0]
    for span in ("https://a.example/x?y=1", "{name}", "@lsc_sac"):
        assert done[0].target.count(span) == 1
    assert (done[1].target, done[2].target) == ("", "12 😂")


def test_hostile_text_is_translated_or_a_fault(home: Path) -> None:
    """Surrogates, NUL and a very long segment never crash the process."""
    texts = ["\ud800 loan", "\x00", "loan " * 900, "x" * 700]
    assert len(ArgosEngine(home).translate(texts, source="en", target="fr")) == 4


def test_a_text_that_is_too_long_is_cut_and_nothing_is_left_out(home: Path) -> None:
    """Pieces of a long text are translated like texts of their own, in order."""
    engine = ArgosEngine(home)
    piece = "you do not pay interest and the loan is repaid each month; "
    (whole,) = engine.translate([piece * 40], source="en", target="fr")
    (one,) = engine.translate([piece.strip()], source="en", target="fr")
    assert len(whole) > 10 * len(one)
    assert engine.translate([piece * 40], source="en", target="fr") == [whole]


@pytest.mark.parametrize(
    ("worker", "timeout_s", "says"),
    [
        ("tests.translations.no_such_module", 20.0, "ended while it worked"),
        ("tests.translations.hung_worker", 0.3, "did not answer within 0.3 s"),
    ],
)
def test_a_crash_or_a_hang_is_a_fault_in_both_languages(
    home: Path, worker: str, timeout_s: float, says: str
) -> None:
    """What happens to the process is told as a fault of the engine; the next engine works."""
    engine = ArgosEngine(home, EngineOptions(timeout_s=timeout_s), worker=worker)
    with pytest.raises(EngineFault, match=says) as caught:
        engine.translate(["hang"], source="en", target="fr")
    assert caught.value.render("fr") != caught.value.render("en")


def test_options_count_where_nothing_else_is_asked_for(home: Path) -> None:
    """Region and beam come from the engine's options; the model is named."""
    engine = ArgosEngine(home, EngineOptions(region="fr_FR", threads=1))
    (done,) = translate_lines(["$1,234.50"], engine=engine, source="en", target="fr")
    assert done.target == "1\u202f234,50\u00a0$"
    assert engine.model_name("en", "fr") == "en-fr 1.0"
    assert engine.model_name("fr", "en") == ""


def test_missing_pair_says_what_to_type(home: Path) -> None:
    """A pair that is not installed is NoEngine, with the command."""
    with pytest.raises(NoEngine, match="liaison models install fr-en"):
        ArgosEngine(home).translate(["x"], source="fr", target="en")


def test_a_broken_model_is_a_fault_in_both_languages(tmp_path: Path) -> None:
    """A damaged file is told with the command that names it."""
    model = install_file(build_package(tmp_path / "a.argosmodel"), tmp_path / "home", now=NOW)
    (model.folder / "model" / "model.bin").write_bytes(b"no model")
    with pytest.raises(EngineFault, match="liaison models verify") as caught:
        ArgosEngine(tmp_path / "home").translate(["x"], source="en", target="fr")
    assert caught.value.render("fr").startswith("Le modèle de traduction en-fr a échoué")


def test_nothing_is_imported_early_or_written_at_home(home: Path, tmp_path: Path) -> None:
    """Importing loads no library; translating creates nothing in HOME and prints nothing."""
    code = (
        "import sys, pathlib\n"
        "from translations.argos import ArgosEngine\n"
        "names = {'argostranslate', 'ctranslate2', 'sentencepiece'}\n"
        "assert not names & sys.modules.keys()\n"
        "engine = ArgosEngine(pathlib.Path(sys.argv[1]))\n"
        "assert engine.pairs()\n"
        "assert not names & sys.modules.keys()\n"
        "engine.translate(['the loan'], source='en', target='fr')\n"
        "assert not {'argostranslate.translate', 'minisbd', 'torch'} & sys.modules.keys()\n"
    )
    fresh = tmp_path / "home-of-user"
    fresh.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code, str(home)],
        capture_output=True,
        text=True,
        env={"HOME": str(fresh), "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(fresh.iterdir()) == []
