"""Memory of one run while very many messages come in by Telegram.

python -m bench.telegram_memory [--messages N]

`liaison run` as a process of its own; its resident memory at the beginning, on the way and at the
end, by how many messages are worked on.
"""

import argparse
import tempfile
import time
from pathlib import Path
from typing import Final

from bench._table import show, verdict
from bench._telegram import Crowd, resident_mb, running, texts, worked
from tests.telegram.running import Agency

_BATCH: Final = 200
_AHEAD: Final = 2_000  # messages that wait on the server at most
_WARM: Final = 0.1  # of the messages: until then everything that is read late is read
_STEPS: Final = 10
_KINDS: Final = 5_000  # different texts; the rest is a number


def _pour(here: Agency, process_id: int, number: int) -> list[tuple[int, float, float]]:
    """Let so many messages come; return (worked on, memory in MB, messages a second) on the way."""
    crowd, known = Crowd(here), texts(min(number, _KINDS))
    database = here.office.open()
    found = [(0, resident_mb(process_id), 0.0)]
    began = last = time.monotonic()
    said = done = 0
    while done < number:
        if said < number and said - done < _AHEAD:
            end = min(said + _BATCH, number)
            batch = [f"{known[n % len(known)]} [{n}]" for n in range(said, end)]
            here.served.do(lambda b=batch: [crowd.says(text) for text in b])  # type: ignore[misc]  # bound per turn
            said = end
            continue
        time.sleep(0.2)
        done = worked(database)
        if done * _STEPS // number > found[-1][0] * _STEPS // number:
            now = time.monotonic()
            found.append((done, resident_mb(process_id), (done - found[-1][0]) / (now - last)))
            last = now
            print(f"  {done:,} after {now - began:.0f} s, {found[-1][1]:.0f} MB", flush=True)
    database.close()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=200_000)
    number: int = parser.parse_args().messages
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), keep=5_000) as (here, process),
    ):
        found = _pour(here, process.pid, number)
        size_mb = here.office.db.stat().st_size / 1e6
    warm = next(mb for count, mb, _ in found if count >= number * _WARM)
    show(
        f"{number:,} messages by Telegram; the database ends at {size_mb:,.0f} MB",
        ("messages", "MB", "times the warm one", "a second"),
        [
            (f"{count:,}", f"{mb:.0f}", f"{mb / warm:.2f}", f"{rate:,.0f}")
            for count, mb, rate in found
        ],
    )
    verdict("memory at the end / after a tenth", found[-1][1] / warm, 1.1, at_most=True)


if __name__ == "__main__":
    main()
