"""What every reader gives: values that differ from neutral, and the spans that show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from policies.featurelist import FEATURES, Value
from policies.views import Span

NEUTRAL: Final[Mapping[str, Value]] = {name: spec.neutral for name, spec in FEATURES.items()}


@dataclass(slots=True)
class Features:
    """Values that differ from neutral, and the spans that show them."""

    values: dict[str, Value] = field(default_factory=dict)
    spans: dict[str, list[Span]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Value:
        value = self.values.get(name)
        return NEUTRAL[name] if value is None else value

    def add(self, name: str, span: Span) -> None:
        """Count one more of a feature, shown by a span of the original text."""
        self.values[name] = int(self.values.get(name, 0)) + 1
        self.spans.setdefault(name, []).append(span)

    def set(self, name: str, value: Value, spans: Sequence[Span] = ()) -> None:
        """Set a feature; a neutral value leaves no trace."""
        if value != NEUTRAL[name]:
            self.values[name] = value
            if spans:
                self.spans[name] = list(spans)
