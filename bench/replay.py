"""Messages through the whole pipeline, stored: messages a second, and where the time goes.

python -m bench.replay [FILE] [--large] [--runs N]

Beside it, what one would write without Liaison: stock langdetect and one ORM commit a message,
with no screening, no facts and no record.
"""

import argparse
import tempfile
import time
from itertools import islice
from pathlib import Path

from sqlmodel import Field, Session, SQLModel, create_engine

from bench._samples import messages
from bench._table import show, verdict
from bot.app import shipped
from bot.pipeline import Pipeline
from bot.replaying import shadowed
from bot.settings import Settings
from bot.storage.database import Database
from bot.toolbox import Toolbox, build_toolbox

_BATCH = 500
_SIZES = (1_000, 10_000, 100_000)


class _Naive(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    external: str = Field(unique=True)
    author: str
    lang: str
    text: str


def replay(number: int, tools: Toolbox, file: Path | None) -> tuple[float, dict[str, float], float]:
    """Store so many messages in a new database; return seconds, by stage, and of the processor."""
    source = messages(number, file)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
        database.upgrade()
        pipeline = Pipeline(database, tools, shadowed(Settings()), lambda one: one.sent_at)
        seconds = processor = 0.0
        while batch := list(islice(source, _BATCH)):  # made outside of what is measured
            started, used = time.perf_counter(), time.process_time()
            pipeline.accept(batch, batch[0].sent_at)
            while pipeline.work():
                pass
            seconds += time.perf_counter() - started
            processor += time.process_time() - used
        database.close()
    return seconds, dict(pipeline.times.seconds), processor


def _naive(number: int, file: Path | None) -> float:
    import langdetect
    from langdetect.lang_detect_exception import LangDetectException

    langdetect.DetectorFactory.seed = 0
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'naive.db'}")
        SQLModel.metadata.create_all(engine, tables=[_Naive.__table__])  # type: ignore[attr-defined]  # SQLModel adds it to tables
        batch = list(messages(number, file))
        langdetect.detect("so that its profiles are read")
        started = time.perf_counter()
        for one in batch:
            try:
                lang = langdetect.detect(one.text)
            except LangDetectException:
                lang = "und"
            with Session(engine) as session:
                session.add(_Naive(external=one.id, author=one.author, lang=lang, text=one.text))
                session.commit()
        return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="messages, one JSON object a line")
    parser.add_argument("--large", action="store_true", help="1,000 to 100,000 messages as well")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--number", type=int, default=10_000)
    given = parser.parse_args()
    documents = shipped()
    tools = build_toolbox(Settings(), documents.policy, documents.bank, documents.templates)
    replay(200, tools, given.file)  # everything that is read late is read now
    runs = [replay(given.number, tools, given.file) for _ in range(given.runs)]
    seconds, stages, _ = min(runs, key=lambda run: run[0])
    rate = given.number / seconds
    naive_rate = 1_000 / _naive(1_000, given.file)
    show(
        f"Replay of {given.number:,} messages, best of {given.runs}",
        ("", "messages/s", "ratio"),
        [
            ("stock langdetect + ORM commit each, nothing else", f"{naive_rate:,.0f}", "1.0"),
            ("Liaison, everything", f"{rate:,.0f}", f"{rate / naive_rate:.1f}"),
        ],
    )
    show(
        "Where the time goes",
        ("stage", "ms/message", "share"),
        [
            (name, f"{spent / given.number * 1000:.3f}", f"{spent / seconds:.0%}")
            for name, spent in stages.items()
        ]
        + [("all", f"{seconds / given.number * 1000:.3f}", "100%")],
    )
    verdict("messages stored a second", rate, 500)
    if given.large:
        _flat(tools, given.file)


def _flat(tools: Toolbox, file: Path | None, sizes: tuple[int, ...] = _SIZES) -> None:
    rows, costs = [], []
    for number in sizes:
        runs = 3 if number <= 10_000 else 1
        found = [replay(number, tools, file) for _ in range(runs)]
        wall = min(seconds for seconds, _, _ in found) / number * 1000
        # the processor's time: what else runs on the machine counts for less in it
        costs.append(min(processor for _, _, processor in found) / number * 1000)
        rows.append(
            (f"{number:,}", f"{wall:.3f}", f"{costs[-1]:.3f}", f"{costs[-1] / costs[0]:.2f}")
        )
    show(
        "Cost of a message as the number grows",
        ("messages", "ms/message", "processor ms", "ratio"),
        rows,
    )
    verdict("cost at the last against the first", costs[-1] / costs[0], 1.25, at_most=True)


if __name__ == "__main__":
    main()
