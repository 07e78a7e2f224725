"""Writes the suites as a labelled stream, as `liaison policy parity` reads it.

python -m tests.functional.export [--part dev|held|all] > stream.jsonl
"""

import argparse
import json
import sys
from collections.abc import Iterator

from tests.functional.suite import PARTS, every_case


def lines(part: str) -> Iterator[str]:
    """Yield a part of the suites ("dev", "held" or "all"), a line for each case."""
    for number, case in enumerate(every_case(PARTS if part == "all" else (part,)), 1):
        row = {
            "id": f"{case.functionality}-{case.lang}-{number}",
            "text": case.text,
            "lang": case.lang,
            "expected": case.caught,
        }
        yield json.dumps(row, ensure_ascii=False)


def main() -> None:
    """Write the stream on standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=(*PARTS, "all"), default="dev")
    for line in lines(parser.parse_args().part):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
