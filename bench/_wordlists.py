"""Filters that one would pick ready-made, where they are installed: no dependency of ours."""

import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

Filter = Callable[[Sequence[str]], list[bool]]  # texts to whether each is flagged


def wordlists(packages: Path | None = None) -> tuple[dict[str, Filter], list[str]]:
    """Return the filters that can be imported, and the names of those that cannot.

    Args:
        packages: a site-packages folder where else to look, after our own.
    """
    if packages is not None:
        sys.path.append(str(packages))
    found: dict[str, Filter] = {}
    absent: list[str] = []
    for name, make in (
        ("alt-profanity-check", _alt_profanity_check),
        ("better-profanity", _better_profanity),
        ("glin-profanity", _glin_profanity),
    ):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found[name] = make()
        except ImportError:
            absent.append(name)
    return found, absent


def _alt_profanity_check() -> Filter:
    import profanity_check

    return lambda texts: [bool(one) for one in profanity_check.predict(list(texts))]


def _better_profanity() -> Filter:
    from better_profanity import profanity

    profanity.load_censor_words()
    return lambda texts: [bool(profanity.contains_profanity(one)) for one in texts]


def _glin_profanity() -> Filter:
    from glin_profanity import Filter as Glin

    glin = Glin({"languages": ["english", "french"]})
    return lambda texts: [bool(glin.is_profane(one)) for one in texts]
