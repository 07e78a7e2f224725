"""Words for everything that a command may have to name, in both languages."""

import re
from pathlib import Path

import pytest

from bot.onlyone import AlreadyRunning
from bot.ports import PublicationKind
from bot.states import PostState
from bot.storage.documents import DocumentFault, DocumentKind
from bot.storage.retention import RetentionFault
from bot.storage.staff import StaffFault
from policies.approvals import Refusal
from policies.roles import Role
from translations.catalogs import catalog

BOT = Path(__file__).parents[2] / "bot"


def _below(root: type[Exception]) -> list[str]:
    keys = [str(getattr(root, "key", ""))]
    return keys + [key for kind in root.__subclasses__() for key in _below(kind)]


def _refusals() -> set[str]:
    """Return the keys of every refusal of a decision that the code has."""
    found: set[str] = set()
    for path in BOT.glob("*.py"):
        text = path.read_text("utf-8")
        if "NotAllowed" in text:
            found |= set(re.findall(r'"(decision\.(?!refusal\b)[a-z_]+)"', text))
    return found


KEYS = sorted(
    {
        *_below(StaffFault),
        *_below(DocumentFault),
        *_below(RetentionFault),
        *_refusals(),
        AlreadyRunning.key,
        *(f"decision.refusal.{one.value}" for one in Refusal),
        *(f"staff.role.{one.name.lower()}" for one in Role),
        *(f"documents.kind.{one.value}" for one in DocumentKind),
        *(f"switches.kind.{one.value}" for one in PublicationKind),
        *(f"post.state.{one.value}" for one in PostState),
    }
)
SAME_IN_BOTH = {"staff.role.admin"}


def test_the_code_was_read() -> None:
    """Refusals are found in the code: an empty search would prove nothing."""
    assert {"decision.not_your_role", "decision.stale"} <= _refusals()


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_have_words(key: str) -> None:
    """Each key is in both catalogs, and the French is not the English."""
    english, french = catalog("en"), catalog("fr")
    assert key in english
    assert key in french
    assert key in SAME_IN_BOTH or english._forms(key) != french._forms(key)
