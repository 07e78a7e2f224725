"""The program of the crash tests: plays the day, once, or in children that it forks and kills.

python -m tests.crash.program play FOLDER        one run in this process; says "ready" first
python -m tests.crash.program resume FOLDER      the start after a crash, likewise
python -m tests.crash.program serve              jobs on standard input, one JSON object a line

A forked child has everything imported and the documents read, and no thread was started before
the fork. It kills itself at a named point, or is killed after a time.
"""

import asyncio
import gc
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event

from tests.crash import scenario

Job = dict[str, Any]


def _play(
    folder: Path,
    *,
    can_find: bool,
    probe: Callable[[str], None] = lambda _name: None,
    resume: bool = False,
) -> None:
    bench = scenario.build(folder, can_find=can_find, probe=probe, late=resume)
    # the moment at which everything is written and nothing is committed, in every transaction
    event.listen(bench.app.database.engine, "commit", lambda _connection: probe("commit"))
    asyncio.run(scenario.resume(bench) if resume else scenario.play(bench))
    bench.app.close()


class _Killer:
    """Ends the process at the n-th time that a point is reached; writes down what it passed."""

    def __init__(self, point: str | None, nth: int, trace: Path | None) -> None:
        self._point = point
        self._left = nth
        self._trace = trace

    def __call__(self, name: str) -> None:
        if self._trace is not None:
            with self._trace.open("a", encoding="utf-8") as file:
                file.write(name + "\n")
        if name == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def _serve() -> None:
    with TemporaryDirectory() as folder:  # everything that is read late is read now
        _play(Path(folder), can_find=True)
    gc.freeze()  # children leave our pages alone
    assert threading.active_count() == 1  # a fork takes no other thread along
    print("ready", flush=True)  # noqa: T201 -- the protocol with the test
    for line in sys.stdin:
        job: Job = json.loads(line)
        child = os.fork()
        if child == 0:
            _child(job)
        if job.get("after_s") is not None:
            time.sleep(job["after_s"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        answer = {
            "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
            "code": os.WEXITSTATUS(status) if os.WIFEXITED(status) else None,
        }
        print(json.dumps(answer), flush=True)  # noqa: T201 -- the protocol with the test


def _child(job: Job) -> None:
    code = 1
    try:
        trace = Path(job["trace"]) if job.get("trace") else None
        killer = _Killer(job.get("point"), job.get("nth", 1), trace)
        resume = job.get("resume", False)
        _play(Path(job["folder"]), can_find=job["can_find"], probe=killer, resume=resume)
        code = 0
    finally:
        os._exit(code)


def main() -> None:
    """Run as the arguments say."""
    match sys.argv[1:]:
        case ["serve"]:
            _serve()
        case ["play" | "resume" as what, folder]:
            print("ready", flush=True)  # noqa: T201 -- the protocol with the test
            _play(Path(folder), can_find=True, resume=what == "resume")


if __name__ == "__main__":
    main()
