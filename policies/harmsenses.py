"""How a word of violence or death is read: what stands right before it, and right after.

A cue (a term of the lexicon `harm`) means nothing by itself; a `Sense` says in which surroundings
it makes a statement of another lexicon. All of it looks at lower case without accents.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from policies.views import Span

REACH: Final = 110  # code points before a cue that are looked at
LONGEST_AFTER: Final = 80  # and after it
PERSON: Final = "ø"  # stands, repeated, for a word that names or insults people


@dataclass(frozen=True)  # no slots: the patterns are compiled on first use
class Sense:
    """One way to read a cue.

    Attributes:
        cues: ids of the terms that it is about.
        lexicon: what the statement counts as.
        before: has to match up to the cue; a pattern that ends in `$`.
        after: has to match from the cue on.
    """

    cues: tuple[str, ...]
    lexicon: str
    before: str = ""
    after: str = ""

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        return re.compile(self.before), re.compile(self.after)

    def span(self, text: str, start: int, end: int) -> Span | None:
        """Return the whole statement around a cue, or None where it is not said in this sense."""
        before, after = self._patterns
        said = after.match(text, end, min(len(text), end + LONGEST_AFTER))
        if said is None:
            return None
        low = max(0, start - REACH)
        found = before.search(text[low:start])
        return (low + found.start(), said.end()) if found else None
