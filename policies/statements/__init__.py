"""Statements: what is said of whom, under what negation, and in whose name.

A word alone is seldom hateful; a statement may be. `marks` turns a text into one letter for each
word or phrase (a group, a link, a failing, a negation…), the same letters in both languages;
`patterns` says which rows of letters are hostile; `scope` tells negation and whose words they are;
`finder` puts them together.
"""

from policies.statements.finder import find_statements
from policies.statements.values import Statement

__all__ = ["Statement", "find_statements"]
