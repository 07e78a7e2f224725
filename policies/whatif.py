"""What another version of the policy would change on a stream: counts, and examples to look at."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from policies.masking import mask
from policies.message import Message
from policies.screening import Item, Screener
from policies.screening_values import Handling, Screening

EXAMPLES: Final = 5  # of each kind
_LONGEST: Final = 300  # code points of an example that are shown

Kind = Literal["newly_flagged", "no_longer_flagged", "route_changed", "labels_changed"]
KINDS: Final[tuple[Kind, ...]] = (
    "newly_flagged", "no_longer_flagged", "route_changed", "labels_changed",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One message on which two versions do not agree; its text is masked, or left out."""

    kind: Kind  # the gravest of those that hold, in the order of KINDS
    id: str
    lang: str
    text: str
    routes: tuple[str, str]  # before, after
    labels: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(slots=True)
class WhatIf:
    """Counts of what would change; `add` takes one message after the other."""

    examples_kept: int = EXAMPLES
    messages: Counter[str] = field(default_factory=Counter)  # by language
    flagged: tuple[Counter[str], Counter[str]] = field(
        default_factory=lambda: (Counter(), Counter())
    )  # before and after, by language
    kinds: dict[Kind, Counter[str]] = field(
        default_factory=lambda: {kind: Counter() for kind in KINDS}
    )  # by language
    labels: tuple[Counter[str], Counter[str]] = field(
        default_factory=lambda: (Counter(), Counter())
    )  # before and after, by label
    gained: Counter[str] = field(default_factory=Counter)  # by label
    lost: Counter[str] = field(default_factory=Counter)
    examples: dict[Kind, list[Difference]] = field(
        default_factory=lambda: {kind: [] for kind in KINDS}
    )

    @property
    def changed(self) -> int:
        """How many messages come out differently."""
        return sum(counter.total() for counter in self.kinds.values())

    def add(self, message: Message, lang: str, before: Screening, after: Screening) -> None:
        """Count one message as both versions screen it."""
        self.messages[lang] += 1
        sides = (before, after)
        names = [{label.label for label in side.labels} for side in sides]
        for n, side in enumerate(sides):
            self.labels[n].update(names[n])
            if side.flagged:
                self.flagged[n][lang] += 1
        self.gained.update(names[1] - names[0])
        self.lost.update(names[0] - names[1])
        kind = _kind(before, after, same_labels=names[0] == names[1])
        if kind is None:
            return
        self.kinds[kind][lang] += 1
        if len(self.examples[kind]) < self.examples_kept:
            text = _shown(message, sides)
            self.examples[kind].append(
                Difference(
                    kind=kind,
                    id=message.id,
                    lang=lang,
                    text=text,
                    routes=(before.route.value, after.route.value),
                    labels=(tuple(sorted(names[0])), tuple(sorted(names[1]))),
                )
            )


def _shown(message: Message, sides: tuple[Screening, Screening]) -> str:
    if any(Handling.NO_COPY in side.handling for side in sides):
        return ""  # never shown or copied
    text = " ".join(mask(message.text[: 4 * _LONGEST]).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _kind(before: Screening, after: Screening, *, same_labels: bool) -> Kind | None:
    if after.flagged != before.flagged:
        return "newly_flagged" if after.flagged else "no_longer_flagged"
    if after.route is not before.route:
        return "route_changed"
    return None if same_labels else "labels_changed"


def compare(old: Screener, new: Screener, items: Iterable[Item], found: WhatIf) -> None:
    """Screen messages with both versions, and count."""
    batch: Sequence[Item] = list(items)
    screened = zip(batch, old.screen_batch(batch), new.screen_batch(batch), strict=True)
    for (message, detection, _), before, after in screened:
        found.add(message, detection.lang, before, after)
