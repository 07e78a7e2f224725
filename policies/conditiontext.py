"""The text of a condition in tokens: names, calls and values, each with its place.

The compiler says what is wrong with the grammar; what a condition may use is read off here.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from policies.latepattern import late

_TOKEN: Final = late(
    r"""
      (?P<space>\s+|//[^\n]*)
    | (?P<string>[rRbB]{0,2}(?:\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''
        |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))
    | (?P<decimal>\d+\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+)
    | (?P<whole>0[xX][0-9a-fA-F]+[uU]?|\d+[uU]?)
    | (?P<name>[A-Za-z_]\w*)
    | (?P<sign>&&|\|\||==|!=|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORDS: Final = frozenset(("true", "false", "null", "in"))
COMPARISONS: Final = frozenset(("==", "!=", "<", "<=", ">", ">="))


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a condition."""

    kind: str  # string, decimal, whole, name, word (true, in…), sign
    text: str
    at: int  # code points from the start of the condition


def tokens(condition: str) -> list[Token]:
    """Return the tokens of a condition; spaces and comments are left out."""
    found: list[Token] = []
    for match in _TOKEN.finditer(condition):
        kind = match.lastgroup or "sign"
        if kind == "space":
            continue
        if kind == "name" and match.group() in _WORDS:
            kind = "word"
        found.append(Token(kind, match.group(), match.start()))
    return found


def calls(condition: str) -> list[Token]:
    """Return the names that are called as functions, in order."""
    all_of_it = tokens(condition)
    return [
        token for token, after in pairwise(all_of_it) if token.kind == "name" and after.text == "("
    ]


def whole_numbers(condition: str) -> set[int]:
    """Return the whole numbers that a condition names."""
    return {
        int(token.text.rstrip("uU"), 0)
        for token in tokens(condition)
        if token.kind == "whole" and len(token.text) < 12 and not _octal(token.text)
    }


def texts(condition: str) -> set[str]:
    """Return the texts that a condition names, without their quotation marks."""
    return {
        token.text.lstrip("rRbB").strip("'\"")
        for token in tokens(condition)
        if token.kind == "string"
    }


def _octal(text: str) -> bool:
    return len(text) > 1 and text[0] == "0" and text[1].isdigit()  # CEL has none: leave it alone
