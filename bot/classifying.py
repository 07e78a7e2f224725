"""Whether the classifier takes part: loaded once, and only where a policy asks for it.

A program that runs on loads it at the start and says at once what is the matter; a command that is
asked about a few lines loads it at the first message that needs it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.encoders import shared_encoder
from translations.values import Bilingual

if TYPE_CHECKING:
    from policies.classifier import Classifier
    from policies.features import Features
    from policies.policy import Policy
    from policies.screening import Item


def classifier_for(
    policy: "Policy", *, wanted: bool, tell: "Callable[[Bilingual], None]"
) -> "Classifier | None":
    """Return the classifier, or None where nobody asks for it or it cannot be used.

    Args:
        wanted: whether it is on in the settings.
        tell: is told why it is off, where that is nobody's wish.
    """
    from policies.errors import ClassifierError
    from policies.modelneed import asks_for_model

    if not wanted or not asks_for_model(policy):
        return None
    try:
        return _loaded()
    except ClassifierError as fault:
        tell(fault.explanation)
        return None


class LateClassifier:
    """The classifier, loaded by the first message that needs it; without it the rules stand alone.

    Args:
        tell: is told why it cannot be used, once.
    """

    def __init__(self, tell: "Callable[[Bilingual], None]") -> None:
        self._tell = tell
        self._absent = False

    def score_batch(
        self, items: "Sequence[Item]", features: "Sequence[Features]"
    ) -> "Sequence[Mapping[str, int]]":
        """Return what the classifier gives; nothing where no message needs it, or it is absent."""
        from policies.errors import ClassifierError
        from policies.modelneed import needs_model

        pairs = zip(items, features, strict=True)
        if not self._absent and any(needs_model(item, one) for item, one in pairs):
            try:
                return _loaded().score_batch(items, features)
            except ClassifierError as fault:
                self._absent = True
                self._tell(fault.explanation)
        return [{} for _ in items]


def late_classifier_for(
    policy: "Policy", *, wanted: bool, tell: "Callable[[Bilingual], None]"
) -> LateClassifier | None:
    """Return the same as `classifier_for`, not loaded yet."""
    from policies.modelneed import asks_for_model

    return LateClassifier(tell) if wanted and asks_for_model(policy) else None


@lru_cache(maxsize=1)
def _loaded() -> "Classifier":
    from policies.classifier import load_scorer

    return load_scorer(shared_encoder())
