"""Plain tables for people and for notes."""

import os
import platform
import sys
from collections.abc import Sequence


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; numbers stand to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[n]) for line in [list(head), *cells]) for n in range(len(head))]
    print(f"\n{title}  [{os.cpu_count()} cores, Python {platform.python_version()}]")
    for line in [list(head), *cells]:
        first = line[0].ljust(widths[0])
        rest = "  ".join(
            cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)
        )
        print(f"  {first}  {rest}".rstrip())
    sys.stdout.flush()


def verdict(what: str, measured: float, target: float, *, at_most: bool = False) -> None:
    """Print whether a target is met."""
    met = measured <= target if at_most else measured >= target
    sign = "<=" if at_most else ">="
    print(f"  {'met   ' if met else 'MISSED'}  {what}: {measured:.4g} (wanted {sign} {target:g})")
