"""Whether the classifier takes part: loaded once, and only where a policy asks for it."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.encoders import shared_encoder
from translations.values import Bilingual

if TYPE_CHECKING:
    from policies.classifier import Classifier
    from policies.policy import Policy


def classifier_for(
    policy: "Policy", *, wanted: bool, tell: "Callable[[Bilingual], None]"
) -> "Classifier | None":
    """Return the classifier, or None where nobody asks for it or it cannot be used.

    Args:
        wanted: whether it is on in the settings.
        tell: is told why it is off, where that is nobody's wish.
    """
    from policies.classifier import asks_for_model
    from policies.errors import ClassifierError

    if not wanted or not asks_for_model(policy):
        return None
    try:
        return _loaded()
    except ClassifierError as fault:
        tell(fault.explanation)
        return None


@lru_cache(maxsize=1)
def _loaded() -> "Classifier":
    from policies.classifier import load_scorer

    return load_scorer(shared_encoder())
