"""Errors of this package.

PolicyError
├── ClassifierError    the classifier cannot be used: it is off, the rules work on
└── DocumentError      an authored file (policy, facts, templates, settings) has faults

"No label found" and "a rule failed on this message" are results, not errors.
"""

from collections.abc import Iterable

from policies.faults import FileFault
from translations.values import Bilingual


class PolicyError(Exception):
    """Something of the policies package cannot go on."""


class ClassifierError(PolicyError):
    """The classifier cannot be used; says why in both languages."""

    def __init__(self, explanation: Bilingual) -> None:
        super().__init__(explanation.en)
        self.explanation = explanation


class DocumentError(PolicyError):
    """An authored file has faults; each names its file, line, column, field and remedy."""

    def __init__(self, faults: Iterable[FileFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.render("en"))

    def render(self, lang: str) -> str:
        """Return one line per fault, in that language."""
        return "\n".join(fault.render(lang) for fault in self.faults)
