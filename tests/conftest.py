"""Fixtures that every part of the suite shares.

Commands run without the classifier, which takes a second to load, unless a test wants it: its own
tests (tests/policies/test_classifier.py, tests/bot/test_classifying.py) and the demo's do. They run
without the compact translation models, too: what a test sees is not up to a model.
"""

import os
from pathlib import Path

import pytest

os.environ.setdefault("LIAISON_CLASSIFIER", "off")
os.environ.setdefault("LIAISON_VECTORS", "off")
os.environ.setdefault("LIAISON_COMPACT", "off")

_REFERENCE = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The maintainers' reference data, which users do not have: tests that need it skip."""
    if not _REFERENCE.is_dir():
        pytest.skip("the maintainers' reference data is not on this machine")
    return _REFERENCE
