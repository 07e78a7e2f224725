"""The one door to CEL, the language of conditions."""

import sys
from functools import lru_cache
from types import ModuleType
from typing import Any


@lru_cache(maxsize=2_000)
def compiled(source: str) -> Any:
    """Return a compiled expression; it is not changed by use.

    Raises:
        Exception: of many types, where it cannot be compiled.
    """
    return _cel().compile(source)


@lru_cache(maxsize=1)
def _cel() -> Any:
    # the package imports its own command line, and with it a whole terminal library: not ours
    name = "cel.cli"
    if name in sys.modules:
        import cel

        return cel
    sys.modules[name] = ModuleType(name)
    try:
        import cel
    finally:
        del sys.modules[name]
    return cel
