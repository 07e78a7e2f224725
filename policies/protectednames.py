"""Names that must not be exposed: those of our staff, and those that the agency adds.

They are passed in as data and never stand in a policy. Whole words only, accents and case aside.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from policies.views import Span, plain_view


def find_names(plain: str, names: tuple[str, ...]) -> list[Span]:
    """Return where the plain view of a text has one of the names."""
    if not names:
        return []
    return [match.span() for match in _pattern(names).finditer(plain)]


def whole_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of at least two words: a first name alone is anybody's."""
    return tuple(sorted({" ".join(name.split()) for name in names if len(name.split()) > 1}))


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    folded = sorted({plain_view(name).text.strip() for name in names} - {""}, key=len, reverse=True)
    either = "|".join(r"[ \-]+".join(map(re.escape, re.split(r"[ \-]+", one))) for one in folded)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)") if either else re.compile(r"(?!)")
