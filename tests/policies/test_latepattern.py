"""Patterns that are compiled late are sound, and behave as if they had been there all along."""

import gc
import importlib
import pkgutil
import re

import pytest

import policies
from policies.latepattern import _Late, late


def test_all_of_them_can_be_compiled() -> None:
    """No fault waits for the message that needs the pattern."""
    for module in pkgutil.walk_packages(policies.__path__, "policies."):
        importlib.import_module(module.name)
    patterns = [one for one in gc.get_objects() if type(one) is _Late]
    assert len(patterns) > 100
    for one in patterns:
        assert one.pattern == one._source


def test_it_is_a_pattern() -> None:
    """Every way of using it gives what the pattern gives; flags count."""
    one, plain = late("(?P<a>é+)|b", re.IGNORECASE), re.compile("(?P<a>é+)|b", re.IGNORECASE)
    text = "xÉéyB"
    assert one.groupindex == plain.groupindex
    assert one.findall(text) == plain.findall(text) == ["Éé", ""]
    assert one.sub("-", text) == "x-y-"
    assert [m.span() for m in one.finditer(text)] == [(1, 3), (4, 5)]
    assert one.fullmatch("B")
    assert not one.match("x")


def test_a_fault_is_the_compilers_own() -> None:
    """What cannot be compiled says so at its first use."""
    with pytest.raises(re.error, match="unterminated"):
        late("(a").search("a")
