"""A process that answers requests, one at a time, each within a time; made anew where it fails."""

import contextlib
import os
import selectors
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

_CHUNK: Final = 1 << 16
_LONGEST_ANSWER: Final = 64 << 20
# What the process may know of our environment: no token, no address of a database.
_PASSED: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "LD_LIBRARY_PATH")


class ProcessFault(Exception):
    """The process gave no answer; a new one answers the next request."""


class Crashed(ProcessFault):
    """It ended."""


class Hung(ProcessFault):
    """It took too long, and was ended."""


class Busy(ProcessFault):
    """Others were being answered all the time."""


class EngineProcess:
    """At most one process, started when it is first needed; safe from any thread."""

    def __init__(self, module: str, *, threads: int) -> None:
        self._module = module
        self._threads = threads
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._end: weakref.finalize[..., EngineProcess] | None = None

    @property
    def pid(self) -> int | None:
        """The number of the process, None where there is none."""
        return self._process.pid if self._process is not None else None

    def ask(self, request: bytes, *, timeout_s: float) -> bytes:
        """Return the answer to one request; both are one line.

        Raises:
            ProcessFault: there is none.
        """
        deadline = time.monotonic() + timeout_s
        if not self._turn.acquire(timeout=timeout_s):
            raise Busy
        try:
            process = self._running()
            try:
                return _exchange(process, request + b"\n", deadline)
            except BaseException:  # also when interrupted: an answer must not meet another request
                self._stop()
                raise
        finally:
            self._turn.release()

    def close(self) -> None:
        """End the process; the next request starts another."""
        with self._turn:
            self._stop()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._stop()
        environment = {name: os.environ[name] for name in _PASSED if name in os.environ}
        environment["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[1]), *_site()])
        environment["OMP_NUM_THREADS"] = str(self._threads)
        try:
            process = subprocess.Popen(  # noqa: S603 - a module of ours, nothing from outside
                [sys.executable, "-P", "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,  # Ctrl+C is for us: we end it
            )
        except OSError as fault:
            raise Crashed from fault
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                os.set_blocking(pipe.fileno(), False)
        self._process = process
        self._end = weakref.finalize(self, _kill, process)
        return process

    def _stop(self) -> None:
        if self._end is not None:
            self._end()
        self._process = self._end = None


def _site() -> list[str]:
    """Return where this program found its libraries, in its order."""
    return [path for path in sys.path if path and Path(path).is_dir()]


def _kill(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


def _exchange(process: "subprocess.Popen[bytes]", request: bytes, deadline: float) -> bytes:
    """Write a line and read one, neither waiting for the other nor past the deadline."""
    if process.stdin is None or process.stdout is None:
        raise Crashed
    left, answer = memoryview(request), bytearray()
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdin, selectors.EVENT_WRITE)
        waiting.register(process.stdout, selectors.EVENT_READ)
        while True:
            remaining = deadline - time.monotonic()
            ready: Mapping[object, object] = (
                {key.fileobj: key for key, _ in waiting.select(remaining)} if remaining > 0 else {}
            )
            if not ready and remaining <= 0:
                raise Hung
            try:
                if process.stdin in ready:
                    left = left[os.write(process.stdin.fileno(), left[:_CHUNK]) :]
                    if not left:
                        waiting.unregister(process.stdin)
                if process.stdout in ready:
                    answer += _some(process.stdout)
            except BrokenPipeError as fault:
                raise Crashed from fault
            if answer.endswith(b"\n"):
                return bytes(answer)
            if len(answer) > _LONGEST_ANSWER:
                raise Crashed


def _some(pipe: IO[bytes]) -> bytes:
    piece = os.read(pipe.fileno(), _CHUNK)
    if not piece:
        raise Crashed
    return piece
