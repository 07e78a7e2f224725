"""Rows a second: the ORM with a commit each, the ORM in batches, Core in batches of 50.

python -m bench.storage [--messages N]

Nine rows a message, which is what one message leaves behind; every commit waits for the disk.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, event, insert
from sqlmodel import Field, Session, SQLModel, create_engine

from bench._table import show

_ROWS = 9
_BATCH = 50


class _Row(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    message: int = Field(index=True)
    kind: str
    text: str


_TABLE = _Row.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables


def _values(message: int) -> list[dict[str, object]]:
    return [
        {"message": message, "kind": f"kind-{n}", "text": "a text of a usual length " * 4}
        for n in range(_ROWS)
    ]


def _orm(engine: Engine, number: int, batch: int) -> None:
    for start in range(0, number, batch):
        with Session(engine) as session:
            for message in range(start, min(start + batch, number)):
                session.add_all([_Row.model_validate(values) for values in _values(message)])
            session.commit()


def _core(engine: Engine, number: int) -> None:
    for start in range(0, number, _BATCH):
        with engine.begin() as connection:
            rows = [
                values
                for message in range(start, min(start + _BATCH, number))
                for values in _values(message)
            ]
            connection.execute(insert(_TABLE), rows)


def _rate(work: Callable[[Engine], None], number: int) -> float:
    best = 0.0
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            engine = create_engine(f"sqlite:///{Path(folder) / 'bench.db'}")

            @event.listens_for(engine, "connect")
            def _prepare(connection: "object", _record: object) -> None:
                for pragma in ("journal_mode=WAL", "synchronous=FULL"):
                    connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]  # sqlite3's connection

            SQLModel.metadata.create_all(engine, tables=[_TABLE])
            started = time.perf_counter()
            work(engine)
            best = max(best, number / (time.perf_counter() - started))
            engine.dispose()
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2_000)
    number = parser.parse_args().messages
    rates = {
        "ORM, a commit each": _rate(lambda engine: _orm(engine, number, 1), number),
        "ORM, batches of 50": _rate(lambda engine: _orm(engine, number, _BATCH), number),
        "Core, batches of 50 (ours)": _rate(lambda engine: _core(engine, number), number),
    }
    base = rates["ORM, a commit each"]
    show(
        f"{number:,} messages of {_ROWS} rows, best of 3",
        ("", "messages/s", "ratio"),
        [(name, f"{rate:,.0f}", f"{rate / base:.1f}") for name, rate in rates.items()],
    )


if __name__ == "__main__":
    main()
