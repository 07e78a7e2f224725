"""The exceptions of a policy at work: what is not held against an author, and why.

Three kinds: words that are not the author's own (quoted, reported, denied) are not counted at all;
a condition lifts labels; what a rule finds inside a proper name alone does not count.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from policies.features import Features
from policies.policy import PolicyException
from policies.propernames import ProperNames, outside
from policies.rules import Condition, ConditionError
from policies.views import Span

# features that count words which are somebody else's, or are denied or condemned
WORDS: Final = ("quoted_terms", "reported_terms", "negated_terms")


class Exceptions:
    """What the exceptions of one policy say of a message; not changed by use."""

    def __init__(self, exceptions: Iterable[PolicyException]) -> None:
        given = tuple(exceptions)
        self._conditions = [(one, Condition(one.when)) for one in given if one.when is not None]
        self._names = [(one, ProperNames(one.names)) for one in given if one.names]
        self._words = [(name, one.id) for one in given for name in one.words]
        self._named = frozenset(label for one, _ in self._names for label in one.labels)

    @property
    def honoured(self) -> frozenset[str]:
        """Features whose words are not the author's own; all where the policy names none."""
        return frozenset(name for name, _ in self._words) or frozenset(WORDS)

    def of_words(self, features: Features) -> list[str]:
        """Return the ids of the exceptions through which words were not counted."""
        return [id_ for name, id_ in self._words if name in features.values]

    def lifted(
        self, features: Features, faults: list[str], labels: Iterable[str] | None = None
    ) -> dict[str, str]:
        """Return the labels that conditions lift, each with the id of the exception.

        Args:
            features: of the message.
            faults: what fails is added to it.
            labels: those that were found; all where None.
        """
        found: dict[str, str] = {}
        values, wanted = features.values, None if labels is None else frozenset(labels)
        for exception, condition in self._conditions:
            if wanted is not None and wanted.isdisjoint(exception.labels):
                continue
            if not condition.neutral and not any(name in values for name in condition.names):
                continue  # it says what it says of an empty message
            try:
                if condition.holds(features):
                    found |= dict.fromkeys(exception.labels, exception.id)
            except ConditionError:
                faults.append(f"exception:{exception.id}")
        return found

    def left(self, label: str, spans: Sequence[Span], text: str) -> tuple[list[Span], str | None]:
        """Return the spans that stand outside proper names.

        Returns:
            The spans, and the id of the exception that took some away; None where none did.
        """
        rest, by = list(spans), None
        if not rest or label not in self._named:
            return rest, by
        for exception, names in self._names:
            if label in exception.labels and (found := names.spans(text)):
                kept = outside(rest, found)
                by = exception.id if len(kept) < len(rest) else by
                rest = kept
        return rest, by
