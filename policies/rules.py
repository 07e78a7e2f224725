"""Rules at work: CEL conditions compiled once and evaluated on the features of a message.

A condition whose features are all neutral gives what it gives on an empty message: that answer is
worked out once, so that most rules cost nothing on most messages.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from policies.errors import PolicyError
from policies.featurelist import FEATURES, Value
from policies.features import Features

# their cost grows with the message, without a limit
FORBIDDEN: Final = frozenset(("map", "filter", "all", "exists", "exists_one", "matches"))


class ConditionError(PolicyError):
    """A condition cannot be compiled, or gives neither true nor false."""


class Condition:
    """One compiled condition."""

    __slots__ = ("_neutral", "_program", "_values", "names")

    def __init__(self, source: str) -> None:
        import cel

        try:
            self._program: Any = cel.compile(source)
            self.names: tuple[str, ...] = tuple(self._program.variables())
        except (
            Exception
        ) as error:  # the parser raises many types: all mean that the condition is bad
            raise ConditionError(str(error)) from error
        unknown = [name for name in self.names if name not in FEATURES]
        if unknown:
            raise ConditionError(f"unknown feature {unknown[0]}")
        self._values: Mapping[str, Value] = {name: FEATURES[name].neutral for name in self.names}
        self._neutral = self._evaluate(dict(self._values))

    @property
    def neutral(self) -> bool:
        """What it gives on a message that shows nothing."""
        return self._neutral

    def holds(self, features: Features) -> bool:
        """Whether the condition holds.

        Raises:
            ConditionError: it failed, or gave neither true nor false.
        """
        values = features.values
        return self._evaluate({n: values.get(n, neutral) for n, neutral in self._values.items()})

    def _evaluate(self, values: dict[str, Value]) -> bool:
        try:
            result = self._program.execute(values)
        except Exception as error:  # the evaluator raises many types: all mean that a person looks
            raise ConditionError(str(error)) from error
        if not isinstance(result, bool):
            raise ConditionError(f"gives {type(result).__name__}, not true or false")
        return result


class Candidates:
    """Finds the conditions that may hold on a message, without evaluating the others.

    A condition that is false on an empty message can only hold where one of its features differs
    from neutral. One bit stands for each condition.
    """

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self._always = 0
        self._bits: dict[str, int] = {}
        for number, condition in enumerate(conditions):
            bit = 1 << number
            if condition.neutral or not condition.names:
                self._always |= bit
            for name in condition.names:
                self._bits[name] = self._bits.get(name, 0) | bit

    def among(self, values: Mapping[str, Value]) -> Iterator[int]:
        """Yield the numbers of the conditions to evaluate, in order."""
        bits, found = self._bits, self._always
        for name in values:
            found |= bits.get(name, 0)
        while found:
            lowest = found & -found
            yield lowest.bit_length() - 1
            found ^= lowest
