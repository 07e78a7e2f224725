"""What can be wrong with a condition: its grammar, what it uses, its types, when it holds.

A condition is tried on values of its features: where it fails, where it holds on an empty message
(and would flag every one), and where it can hold on none.
"""

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from policies.conditiontext import COMPARISONS, Token, calls, texts, tokens, whole_numbers
from policies.expressions import compiled
from policies.featurelist import FEATURES, Value
from policies.rules import FORBIDDEN, Condition, ConditionError

ALLOWED: Final = frozenset(("contains", "startsWith", "endsWith", "size", "in"))
MAX_TRIALS: Final = 2_000  # values of the features that one condition is tried on
_LARGE: Final = 1_000
_OTHER_TEXT: Final = "zz"
_PARSER: Final = re.compile(r"ERROR: <input>:(\d{1,9}):(\d{1,9}): (?:Syntax error: )?([^\n]*)")
_SHOWN: Final = 40  # code points of the parser's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionFault:
    """One thing that is wrong with a condition."""

    key: str  # of the catalogs, below policies.document
    at: int | None = None  # code points from its start; None where no one place is meant
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of trying a condition."""

    fault: ConditionFault | None = None
    never: bool = False  # tried on every combination that can matter, and it held on none


def condition_faults(condition: str) -> list[ConditionFault]:
    """Return what is wrong with a condition, the first thing of each kind; fast."""
    try:
        program = compiled(condition)
        names = list(program.variables())
    except Exception as error:  # noqa: BLE001 # the parser raises many types: all mean that the condition is bad
        return [_grammar(condition, str(error))]
    for token in calls(condition):
        if token.text in FORBIDDEN:
            return [ConditionFault(key="macro", at=token.at, values={"name": token.text})]
        if token.text not in ALLOWED:
            return [_function(token)]
    found = [
        ConditionFault(key="feature", at=token.at, values={"id": token.text})
        for token in _features(condition)
        if token.text not in FEATURES
    ]
    if not found:
        found = [
            ConditionFault(key="feature", values={"id": name})
            for name in names
            if name not in FEATURES
        ]
    if found:
        return found[:1]
    found = list(_types(condition))[:1]
    if found:
        return found
    try:
        Condition(condition)
    except ConditionError:
        return [ConditionFault(key="notbool")]
    return []


def holds_on_nothing(condition: str) -> bool:
    """Whether a condition without faults holds where every feature is neutral."""
    return Condition(condition).neutral


def try_out(condition: str) -> Trial:
    """Try a condition without faults on values of its features, at most `MAX_TRIALS`."""
    compiled = Condition(condition)
    choices = {name: _values(name, condition) for name in compiled.names}
    total = math.prod(map(len, choices.values()))
    held = False
    for values in _trials(choices, total):
        try:
            held = compiled.evaluate(values) or held
        except ConditionError:
            told = ", ".join(
                f"{name} = {_written(value)}"
                for name, value in values.items()
                if value != FEATURES[name].neutral
            )
            key = "fails" if told else "notbool"
            return Trial(fault=ConditionFault(key=key, values={"values": told}))
    return Trial(never=not held and total <= MAX_TRIALS)


def _grammar(condition: str, said: str) -> ConditionFault:
    match = _PARSER.search(said)
    if match is None:
        return ConditionFault(key="condition")
    line, column, reason = int(match[1]), int(match[2]), match[3]
    lines = condition.split("\n")
    at = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
    at = min(max(at, 0), len(condition))
    if "recursion" in reason.lower() or "nest" in reason.lower() or "depth" in reason.lower():
        return ConditionFault(key="nested", at=at)
    if at >= len(condition.rstrip()):
        return ConditionFault(key="cut", at=at)
    rest = condition[at : at + _SHOWN].split()
    piece = rest[0] if rest else condition[at:][:1]
    single = re.match(r"\w+|&&|\|\||[=!<>]=|.", piece)
    return ConditionFault(
        key="unexpected", at=at, values={"piece": single.group() if single else piece}
    )


def _function(token: Token) -> ConditionFault:
    names = ", ".join(sorted(ALLOWED - {"in"}))
    return ConditionFault(key="function", at=token.at, values={"name": token.text, "names": names})


def _features(condition: str) -> Iterator[Token]:
    """Return the names that stand for features: not called, and not behind a dot."""
    before = ""
    found = tokens(condition)
    for token, after in itertools.zip_longest(found, found[1:]):
        called = after is not None and after.text == "("
        if token.kind == "name" and not called and before != ".":
            yield token
        before = token.text


def _types(condition: str) -> Iterator[ConditionFault]:
    """A comparison of a feature with a value of another type: CEL does not convert."""
    found = tokens(condition)
    for n, sign in enumerate(found):
        if sign.text not in COMPARISONS or not 0 < n < len(found) - 1:
            continue
        left, right, last = found[n - 1], found[n + 1], n + 1
        if right.text == "-" and n + 2 < len(found):
            right, last = found[n + 2], n + 2
        if not (_stands_alone(found, n - 1, -1) and _stands_alone(found, last, +1)):
            continue
        kinds = _type(left), _type(right)
        if None in kinds or kinds[0] == kinds[1]:
            continue
        first, second = (left, right) if left.text in FEATURES else (right, left)
        if first.text not in FEATURES:
            continue
        yield ConditionFault(
            key=f"type_{_type(first)}",
            at=first.at,
            values={"id": first.text, "value": second.text},
        )


def _stands_alone(found: Sequence[Token], at: int, step: int) -> bool:
    """Whether nothing is reckoned with a token before it is compared."""
    beyond = at + step
    if not 0 <= beyond < len(found):
        return True
    return found[beyond].text in {"&&", "||", "(", ")", "!", "?", ":"}


def _type(token: Token) -> str | None:
    if token.kind == "string":
        return "text"
    if token.kind == "whole":
        return "whole"
    if token.kind == "decimal":
        return "decimal"
    if token.text in ("true", "false"):
        return "flag"
    if token.kind == "name" and token.text in FEATURES:
        neutral = FEATURES[token.text].neutral
        if isinstance(neutral, bool):
            return "flag"
        return "text" if isinstance(neutral, str) else "whole"
    return None


def _values(name: str, condition: str) -> list[Value]:
    neutral = FEATURES[name].neutral
    if isinstance(neutral, bool):
        return [neutral, not neutral]
    if isinstance(neutral, str):
        return [neutral, *sorted(texts(condition) - {neutral}), _OTHER_TEXT]
    named = whole_numbers(condition)
    near = {n + step for n in named for step in (-1, 0, 1)} | {0, 1, _LARGE}
    return [neutral, *sorted(n for n in near if n >= 0 and n != neutral)]


def _trials(choices: Mapping[str, Sequence[Value]], total: int) -> Iterator[dict[str, Value]]:
    names = list(choices)
    if total <= MAX_TRIALS:
        for combination in itertools.product(*choices.values()):
            yield dict(zip(names, combination, strict=True))
        return
    yield {name: values[0] for name, values in choices.items()}
    yield {name: values[-1] for name, values in choices.items()}
    state = 1
    for _ in range(MAX_TRIALS):  # the same ones every time: a check must not change its mind
        values: dict[str, Value] = {}
        for name, options in choices.items():
            state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % 2**64
            values[name] = options[(state >> 33) % len(options)]
        yield values


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
