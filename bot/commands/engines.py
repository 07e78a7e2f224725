"""Translation engines by name, built when they are asked for."""

import os
from collections.abc import Callable, Mapping
from typing import Final

from bot.faults import CommandFault
from translations.engine import Engine, EngineOptions, no_engine


def _argos(options: EngineOptions) -> Engine:
    from translations.argos import ArgosEngine
    from translations.bundled import model_store

    return ArgosEngine(model_store(os.environ), options)


ENGINES: Final[Mapping[str, Callable[[EngineOptions], Engine]]] = {"argos": _argos}


def choose_engine(name: str | None, options: EngineOptions | None = None) -> Engine:
    """Return the engine of that name, the usual one where none is named.

    Raises:
        CommandFault: there is no engine of that name.
    """
    if name is not None and name not in ENGINES:
        raise CommandFault("cli.translate.no_such_engine", name=name, known=", ".join(ENGINES))
    return ENGINES[name or "argos"](options or EngineOptions())


def require_pair(engine: Engine, source: str, target: str) -> None:
    """Refuse a pair that the engine cannot translate, before any text is read.

    Raises:
        NoEngine: says what to install.
    """
    if (source, target) not in engine.pairs():
        engine.translate([], source=source, target=target)  # knows best what is missing
        raise no_engine(source, target)
