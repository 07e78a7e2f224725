"""One running program per SQLite file: two would send everything twice as fast, and twice."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """Another process runs on this database; the first argument is its file."""

    key = "run.already"


@contextmanager
def only_one(database: Path | None) -> Iterator[None]:
    """Hold the database's lock file; the system lets it go when the process ends, however it ends.

    Args:
        database: None where there is no file, such as on a server: nothing is locked.

    Raises:
        AlreadyRunning: another process holds it.
    """
    if database is None:
        yield
        return
    path = database.with_name(f"{database.name}.lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            if fault.errno in (errno.EAGAIN, errno.EACCES):
                raise AlreadyRunning(database) from fault
            raise
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(descriptor)
