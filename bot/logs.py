"""Logs: an event name and ids, one JSON object a line; never text, names, handles or tokens."""

import json
import logging
import sys
from typing import Final

_LOGGER: Final = logging.getLogger("liaison")
_ALLOWED: Final = (int, float, bool)


def set_up_logs(level: int = logging.INFO) -> None:
    """Send logs to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    _LOGGER.handlers = [handler]
    _LOGGER.setLevel(level)
    _LOGGER.propagate = False


def log(event: str, **ids: int | float | bool | str) -> None:
    """Write one event; words are cut short, for they should be names of things."""
    kept = {
        key: value if isinstance(value, _ALLOWED) else str(value)[:60] for key, value in ids.items()
    }
    _LOGGER.info(json.dumps({"event": event, **kept}, ensure_ascii=True))
