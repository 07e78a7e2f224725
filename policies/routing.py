"""Routes: where a message goes next. ignore < draft < review < escalate, the highest wins."""

from collections.abc import Iterable
from enum import StrEnum


class Route(StrEnum):
    """Where a message goes; compare with `rank`."""

    IGNORE = "ignore"
    DRAFT = "draft"
    REVIEW = "review"
    ESCALATE = "escalate"

    @property
    def rank(self) -> int:
        """0 (ignore) to 3 (escalate)."""
        return _RANK[self]


_RANK = {route: rank for rank, route in enumerate(Route)}


def highest(routes: Iterable[Route]) -> Route:
    """Return the highest of the routes, `ignore` where there is none."""
    return max(routes, key=lambda route: route.rank, default=Route.IGNORE)
