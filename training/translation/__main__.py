"""Make the compact translation models from nothing: corpus, vocabulary, training, packages.

`python -m training.translation --data DIR --out DIR --hours H`

Both directions train at once, a process and a thread each. A second run goes on where the first
one stopped; with more hours than before it goes on from a finished model. Packages are written
every five minutes. Wants torch, sentencepiece, ctranslate2 and numpy, which the program itself does
not need.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from training.translation.corpus import (
    clean,
    is_watched,
    load_pairs,
    read_held,
    read_replies,
    read_rows,
    write_pairs,
)
from training.translation.mixture import draw

DIRECTIONS: Final = ("en-fr", "fr-en")
VERSION: Final = "compact-1"
_README: Final = Path(__file__).parent / "data" / "package.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Train one direction, or both in processes of their own."""
    parser = argparse.ArgumentParser(prog="training.translation", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with parallel and mt_dev")
    parser.add_argument("--out", type=Path, required=True, help="folder for all that is made")
    parser.add_argument(
        "--hours", type=float, required=True, help="of training in all, stops not counted"
    )
    parser.add_argument("--only", choices=DIRECTIONS, help="this direction, in this process")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    prepare(given.data, given.out)
    if given.only:
        source, target = given.only.split("-")
        train_direction(given.out, (source, target), given.hours)
        return 0
    command = [sys.executable, "-m", "training.translation", "--data", str(given.data)]
    command += ["--out", str(given.out), "--hours", str(given.hours), "--only"]
    running = [subprocess.Popen([*command, one]) for one in DIRECTIONS]  # noqa: S603 # ourselves
    return max(process.wait() for process in running)


def prepare(data: Path, out: Path) -> None:
    """Write corpus and vocabulary, unless they are there."""
    from training.translation.vocabulary import learn

    corpus, pieces = out / "corpus.tsv", out / "sentencepiece.model"
    if not corpus.exists():
        write_pairs(clean(read_rows(data), read_held(data / "mt_dev")), corpus)
    if not pieces.exists():
        learned = [pair for pair in load_pairs(corpus) if not is_watched(pair)]
        sides = draw([*learned, *read_replies()], ("en", "fr"), 0)
        learn((text for pair in sides for text in pair), pieces)


def train_direction(out: Path, langs: tuple[str, str], hours: float) -> None:
    """Train one direction and keep its package new."""
    import torch

    from training.translation.export import write_package
    from training.translation.loop import Plan, Training, train
    from training.translation.model import Shape
    from training.translation.vocabulary import load

    torch.set_num_threads(1)
    pieces = load(out / "sentencepiece.model")
    pairs = load_pairs(out / "corpus.tsv")
    name = "_".join(langs)
    shape = Shape(vocabulary=pieces.get_piece_size())
    training = Training(shape, Plan(seconds=hours * 3600), out / f"{name}.pt")
    training.resume()

    def pack(now: Training) -> None:
        (out / "packages").mkdir(exist_ok=True)
        write_package(
            now.average,
            shape,
            out / "sentencepiece.model",
            out / "packages" / f"{name}.argosmodel",
            langs=langs,
            version=VERSION,
            readme=_README.read_text("utf-8"),
        )

    learned = [pair for pair in pairs if not is_watched(pair)]
    watched = [pair for pair in pairs if is_watched(pair)]
    train(training, [*learned, *read_replies()], watched, langs, pieces, on_save=pack)
    pack(training)


if __name__ == "__main__":
    sys.exit(main())
