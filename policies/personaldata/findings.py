"""The kinds of personal data, and which reading wins where two claim the same characters."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from policies.views import Span

# first those that are surest of what they see
KINDS: Final = (
    "email", "ip", "bank_account", "business_number", "health_card", "passport", "driver_licence",
    "immigration_number", "sin", "card", "phone", "birth_date", "postal_code", "address",
)  # fmt: skip
_RANK: Final = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data of one kind in one place."""

    kind: str  # one of KINDS
    span: Span


def settle(found: Iterable[Finding], length: int) -> list[Finding]:
    """Return findings in the order of the text, none overlapping another; the surer kind wins."""
    taken = bytearray(length)
    kept: list[Finding] = []
    ranked = sorted(found, key=lambda one: (_RANK[one.kind], one.span[0], -one.span[1]))
    for one in ranked:
        start, end = one.span
        if 1 not in taken[start:end]:
            taken[start:end] = b"\x01" * (end - start)
            kept.append(one)
    return sorted(kept, key=lambda one: one.span)
