"""The network, its loss, its training and its package, on a made-up language of a few words."""

import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="the training needs torch, which the program does not")
ctranslate2 = pytest.importorskip("ctranslate2", reason="packages are made with ctranslate2")
pytest.importorskip("sentencepiece", reason="the vocabulary is made with sentencepiece")

from training.translation.export import write_model, write_package  # noqa: E402 # after the skips
from training.translation.loop import Plan, Training, loss_of, rate_at, train  # noqa: E402
from training.translation.loss import smoothed_loss  # noqa: E402
from training.translation.mixture import Example  # noqa: E402
from training.translation.model import Shape, Translator  # noqa: E402
from training.translation.normalizing import Pair  # noqa: E402
from training.translation.vocabulary import BEGIN, END, PADDING, learn, load  # noqa: E402
from translations.package_archive import inspect  # noqa: E402

SMALL = Shape(vocabulary=40, width=32, inner=64, heads=2, encoder_layers=1, decoder_layers=1)
WORDS = {"cat": "chat", "dog": "chien", "sees": "voit", "the": "le", "red": "rouge", "not": "pas"}


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vocabulary of the few words."""
    path = tmp_path_factory.mktemp("pieces") / "sentencepiece.model"
    learn([f"{en} {fr} {n}" for en, fr in WORDS.items() for n in range(20)], path, size=340)
    return path


def test_the_loss_is_torchs_own() -> None:
    """Value and gradients are those of cross-entropy, up to the 16 bits it is computed in."""
    torch.manual_seed(1)
    vectors = torch.randn(300, 16, requires_grad=True)
    weight, bias = torch.randn(50, 16, requires_grad=True), torch.randn(50, requires_grad=True)
    wanted = torch.randint(0, 50, (300,))
    ours = smoothed_loss(vectors, weight, bias, wanted, 0.1)
    theirs = torch.nn.functional.cross_entropy(
        vectors @ weight.T + bias, wanted, label_smoothing=0.1
    )
    assert ours.item() == pytest.approx(theirs.item(), rel=0.01)
    mine = torch.autograd.grad(ours, (vectors, weight, bias))
    for one, other in zip(mine, torch.autograd.grad(theirs, (vectors, weight, bias)), strict=True):
        assert (one - other).norm() < 0.02 * other.norm()


def test_padding_and_what_comes_later_change_nothing() -> None:
    """A place sees neither padding nor the places after it."""
    torch.manual_seed(2)
    network = Translator(SMALL).eval()
    source, target = torch.tensor([[5, 6, END]]), torch.tensor([[BEGIN, 7, 8, 9]])
    alone = network(source, target[:, :3], PADDING)
    padded = network(torch.tensor([[5, 6, END, PADDING, PADDING]]), target, PADDING)
    assert torch.allclose(alone, padded[:, :3], atol=1e-5)


def test_the_rate_rises_stays_and_falls() -> None:
    """The rate begins low, is full in between and is nothing at the end."""
    shares = [rate_at(share / 100) for share in range(101)]
    assert 0 < shares[0] < 0.1
    assert max(shares) == 1.0
    assert shares[100] == 0.0
    assert shares[40:] == sorted(shares[40:], reverse=True)


def test_a_training_learns_and_goes_on(tmp_path: Path) -> None:
    """Loss falls; what is saved is what goes on: network, average, optimizers, place."""
    batch = [Example([5, 6, 7], [15, 16, 17]), Example([8, 9], [18, 19])] * 8
    file = tmp_path / "x.pt"
    training = Training(SMALL, Plan(seconds=60), file)
    losses = [training.step(batch, 5e-3) for _ in range(40)]
    assert losses[-1] < losses[0] / 1.5
    training.save()
    again = Training(SMALL, Plan(seconds=60), file)
    again.resume()
    assert again.progress == training.progress
    assert again.step(batch, 1e-3) == pytest.approx(training.step(batch, 1e-3), rel=1e-3)


def test_training_ends_with_its_time(
    tmp_path: Path, pieces: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It stops when the time is up, saves, tells where it is, and a finished one does no more."""
    pairs = sentences(200)
    training = Training(shape_for(pieces), Plan(seconds=1.0, tokens=200), tmp_path / "x.pt")
    saved: list[int] = []
    train(
        training,
        pairs,
        pairs[:20],
        ("en", "fr"),
        load(pieces),
        on_save=lambda now: saved.append(now.progress.steps),
    )
    assert training.progress.spent_s >= 1.0
    assert saved == [training.progress.steps]
    told = json.loads(capsys.readouterr().out)
    assert told["steps"] == training.progress.steps
    assert told["watched"] > 0
    again = Training(shape_for(pieces), Plan(seconds=1.0), tmp_path / "x.pt")
    again.resume()
    train(again, pairs, pairs[:20], ("en", "fr"), load(pieces))
    assert again.progress.steps == training.progress.steps


def test_the_package_says_what_the_network_says(tmp_path: Path, pieces: Path) -> None:
    """CTranslate2 gives torch's scores; the package passes inspection, labelled compact."""
    torch.manual_seed(3)
    network = Translator(shape_for(pieces)).eval()
    before = {name: weight.clone() for name, weight in network.state_dict().items()}
    write_model(network.state_dict(), network.shape, pieces, tmp_path / "model")
    assert all(torch.equal(weight, before[name]) for name, weight in network.state_dict().items())
    engine = ctranslate2.Translator(str(tmp_path / "model"), compute_type="int8")
    model = load(pieces)
    source, target = "the red cat X3QZ", "le chat rouge X3QZ"
    ours = engine.score_batch(
        [model.encode(source, out_type=str)], [model.encode(target, out_type=str)]
    )[0].log_probs
    theirs = torch_scores(network, model, source, target)
    assert ours == pytest.approx(theirs, abs=0.25)

    package = tmp_path / "en_fr.argosmodel"
    readme = "# Compact\n\nLicense: MIT\n"
    for _ in range(2):
        write_package(
            network.state_dict(), network.shape, pieces, package,
            langs=("en", "fr"), version="compact-1", readme=readme,
        )  # fmt: skip
    found = inspect(package)
    assert (found.metadata.from_code, found.metadata.to_code) == ("en", "fr")
    assert found.metadata.package_version == "compact-1"
    assert "OGL-Canada" in found.license
    with zipfile.ZipFile(package) as zipped:
        metadata = json.loads(zipped.read("translate-en_fr-compact/metadata.json"))
    assert metadata["compact"] is True


def test_marks_are_one_piece(pieces: Path) -> None:
    """Marks, letters with accents in two parts and quotes are seen as one thing."""
    model = load(pieces)
    assert "X13QZ" in model.encode("the X13QZ cat", out_type=str)
    assert model.encode("e\u0301te\u0301 l\u2019a") == model.encode("été l'a")


def torch_scores(network: Translator, model: Any, source: str, target: str) -> list[float]:
    """Return the logarithm of each piece's probability."""
    wanted = torch.tensor([[BEGIN, *model.encode(target), END]])
    with torch.no_grad():
        vectors = network(torch.tensor([[*model.encode(source), END]]), wanted[:, :-1], PADDING)
        likely = network.scores(vectors).log_softmax(-1).gather(2, wanted[:, 1:, None])
    return [float(one) for one in likely[0, :, 0]]


def shape_for(pieces: Path) -> Shape:
    """Return a small shape for a vocabulary."""
    size = load(pieces).get_piece_size()
    return Shape(vocabulary=size, width=32, inner=64, heads=2, encoder_layers=2, decoder_layers=1)


def sentences(count: int) -> list[Pair]:
    """Return made-up sentences, word by word the same."""
    chance = seeded(4)
    made = ([chance.choice(list(WORDS)) for _ in range(chance.randint(1, 6))] for _ in range(count))
    return [
        Pair(" ".join(words), " ".join(WORDS[word] for word in words), "tatoeba") for words in made
    ]


def test_loss_of_a_batch_counts_no_padding() -> None:
    """A longer neighbour does not change what a short sentence adds to the loss."""
    torch.manual_seed(5)
    network = Translator(SMALL).eval()
    short, long = Example([5], [6]), Example([5] * 9, [6] * 9)
    alone, beside = loss_of(network, [short]).item(), loss_of(network, [long]).item()
    both = loss_of(network, [short, long]).item()
    assert both == pytest.approx((2 * alone + 10 * beside) / 12, rel=0.02)


def seeded(seed: int) -> random.Random:
    """Return chance that is the same every time."""
    return random.Random(seed)  # noqa: S311 # no secret
