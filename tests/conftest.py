"""Fixtures that every part of the suite shares."""

from pathlib import Path

import pytest

_REFERENCE = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The maintainers' reference data, which users do not have: tests that need it skip."""
    if not _REFERENCE.is_dir():
        pytest.skip("the maintainers' reference data is not on this machine")
    return _REFERENCE
