"""Memory of a replay without a translation engine, at its highest.

python -m bench.memory [FILE] [--number N]

Beside it, stock langdetect with every message kept in a list, as a script would.
"""

import argparse
import resource
import subprocess
import sys
from pathlib import Path

from bench._table import show, verdict

_NAIVE = """
import resource, sys
import langdetect
from langdetect.lang_detect_exception import LangDetectException
from bench._samples import messages
kept = list(messages(int(sys.argv[1])))
for one in kept[:200]:
    try:
        langdetect.detect(one.text)
    except LangDetectException:
        pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _replay(number: int, file: Path | None) -> None:
    from bench.replay import replay
    from bot.app import shipped
    from bot.settings import Settings
    from bot.toolbox import build_toolbox

    documents = shipped()
    tools = build_toolbox(Settings(), documents.policy, documents.bank, documents.templates)
    replay(number, tools, file)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _peak(command: list[str]) -> float:
    """Return the highest resident memory of a process of its own, in MB."""
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    kilobytes = int(ended.stdout.split()[-1])
    return kilobytes * 1024 / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        _replay(given.number, given.file)
        return
    files = [str(given.file)] if given.file else []
    start = [sys.executable, "-m", "bench.memory", "--inside", *files, "--number"]
    naive = _peak([sys.executable, "-c", _NAIVE, str(given.number)])
    few = _peak([*start, "500"])
    many = _peak([*start, str(given.number)])
    show(
        "Highest resident memory",
        ("", "MB", "ratio"),
        [
            (f"stock langdetect, {given.number:,} messages in a list", f"{naive:.0f}", "1.00"),
            ("replay of 500 messages", f"{few:.0f}", f"{few / naive:.2f}"),
            (f"replay of {given.number:,} messages", f"{many:.0f}", f"{many / naive:.2f}"),
        ],
    )
    verdict("replay without an engine, MB", many, 300, at_most=True)


if __name__ == "__main__":
    main()
