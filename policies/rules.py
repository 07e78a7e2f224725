"""Rules at work: CEL conditions compiled once and evaluated on the features of a message.

A condition whose features are all neutral gives what it gives on an empty message. That answer is
worked out once, so that most rules cost nothing on most messages.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from policies.errors import PolicyError
from policies.expressions import compiled
from policies.featurelist import FEATURES, Value
from policies.features import Features

# their cost grows with the message, without a limit
FORBIDDEN: Final = frozenset(("map", "filter", "all", "exists", "exists_one", "matches"))


class ConditionError(PolicyError):
    """A condition cannot be compiled, or gives neither true nor false."""


class Condition:
    """One compiled condition."""

    __slots__ = ("_neutral", "_program", "_values", "names", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        try:
            self._program: Any = compiled(source)
            self.names: tuple[str, ...] = tuple(self._program.variables())
        except (
            Exception
        ) as error:  # the parser raises many types: all mean that the condition is bad
            raise ConditionError(str(error)) from error
        unknown = [name for name in self.names if name not in FEATURES]
        if unknown:
            raise ConditionError(f"unknown feature {unknown[0]}")
        self._values: Mapping[str, Value] = {name: FEATURES[name].neutral for name in self.names}
        self._neutral = self.evaluate(dict(self._values))

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
        return self.evaluate({n: values.get(n, neutral) for n, neutral in self._values.items()})

    def evaluate(self, values: dict[str, Value]) -> bool:
        """Whether the condition holds on a value for each feature that it names.

        Raises:
            ConditionError: it failed, or gave neither true nor false.
        """
        try:
            result = self._program.execute(values)
        except Exception as error:  # the evaluator raises many types: all mean that a person looks
            raise ConditionError(str(error)) from error
        if not isinstance(result, bool):
            raise ConditionError(f"gives {type(result).__name__}, not true or false")
        return result


# nearly every message has these: a condition that asks for something rarer as well waits for that
_EVERYWHERE: Final = frozenset(("length", "letters", "words", "lang", "capitals_pct"))


class Candidates:
    """Finds the conditions that may hold on a message, without evaluating the others.

    A condition that is false on an empty message can only hold where one of its features differs
    from neutral: its triggers. One bit stands for each condition.
    """

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self._always = 0
        self._bits: dict[str, int] = {}
        for number, condition in enumerate(conditions):
            names = triggers(condition)
            bit = 1 << number
            if names is None:
                self._always |= bit
                continue
            for name in names:
                self._bits[name] = self._bits.get(name, 0) | bit

    def among(self, values: Mapping[str, Value]) -> Iterator[int]:
        """Yield the numbers of the conditions to evaluate, in order."""
        bits, found = self._bits, self._always
        for name in values:
            if name in bits:
                found |= bits[name]
        while found:
            lowest = found & -found
            yield lowest.bit_length() - 1
            found ^= lowest


def triggers(condition: Condition) -> frozenset[str] | None:
    """Return features of which one must differ from neutral for the condition to hold.

    None where it can hold without: then it is always evaluated. Alternatives (`||`) add up; of
    parts that must all hold (`&&`) the one with the rarest features is enough.
    """
    if condition.neutral:
        return None
    return _triggers(condition.source)


@lru_cache(maxsize=2_000)
def _triggers(source: str) -> frozenset[str] | None:
    parts = _split(source, "||")
    if len(parts) > 1:
        found = [_triggers(part) for part in parts]
        return frozenset().union(*(one for one in found if one)) if all(found) else None
    best: frozenset[str] | None = None
    parts = _split(source, "&&")
    for part in parts:
        names = _triggers(part) if len(parts) > 1 else _own_triggers(part)
        if names and (best is None or len(names & _EVERYWHERE) < len(best & _EVERYWHERE)):
            best = names
    return best


def _own_triggers(part: str) -> frozenset[str] | None:
    """Return the features of a part that cannot be taken apart further; None if true by itself."""
    inner = part.strip()
    if inner.startswith("(") and _closing(inner) == len(inner) - 1:
        return _triggers(inner[1:-1])
    try:
        condition = Condition(part)
    except ConditionError:
        return None  # not a condition by itself: the whole is evaluated
    return None if condition.neutral else frozenset(condition.names)


def _split(source: str, operator: str) -> list[str]:
    """Cut an expression at an operator that stands outside brackets and texts."""
    parts, depth, start, quote, at = [], 0, 0, "", 0
    while at < len(source):
        char = source[at]
        if quote:
            if char == "\\":
                at += 1
            elif char == quote:
                quote = ""
        elif char in "\"'":
            quote = char
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif char == "?" and not depth:
            return [source]  # a choice binds less than any operator
        elif not depth and source.startswith(operator, at):
            parts.append(source[start:at])
            at += len(operator) - 1
            start = at + 1
        at += 1
    return [*parts, source[start:]]


def _closing(text: str) -> int:
    """Return where the first bracket closes, -1 where a text in quotes is in the way."""
    depth = 0
    for at, char in enumerate(text):
        if char in "\"'":
            return -1
        depth += (char == "(") - (char == ")")
        if not depth:
            return at
    return -1
