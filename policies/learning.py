"""What decisions of people say about a policy: proposals, each tried on those decisions.

Nothing changes by itself: a person accepts a proposal into a draft, and two more people import and
approve it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from policies.conditionchecks import condition_faults, holds_on_nothing
from policies.conditiontext import Token, tokens
from policies.policy import Effect, Outcome, Policy, Rule
from policies.routing import Route
from policies.screening import Item, Screener
from policies.screening_values import Screening

Verdict = Literal["right", "wrong", "missed"]
Kind = Literal["example", "effect", "threshold"]
GRAVE: Final = 4  # the severity from which no effect is lowered and no threshold raised
_STEPS: Final = (1, 2, 5, 10)
_LARGEST: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A message on which a person decided."""

    number: int  # of the message in the record: candidates refer to it
    item: Item
    verdict: (
        Verdict  # right: acted on as flagged; wrong: flagged and kept; missed: acted on unflagged
    )
    label: str | None = None  # the label that the person named, where one was


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One change, and what it would have done to the decisions on record."""

    id: str
    kind: Kind
    target: str  # id of the rule, or of the label for an effect
    before: str
    after: str
    fixed: int = 0  # wrongly flagged messages that would pass
    caught: int = 0  # missed messages that would be flagged
    lost: int = 0  # rightly flagged ones that would pass, kept ones that would be flagged
    at: int = 0  # code points from the start of the condition
    number: int = 0  # of the message, for an example
    lang: str = ""

    @property
    def gain(self) -> int:
        """How many decisions more would come out as people decided."""
        return self.fixed + self.caught - self.lost


def proposals(policy: Policy, judged: Sequence[Judged]) -> list[Proposal]:
    """Return examples to add, and the changes that bring the policy nearer to the decisions."""
    trial = _Trial(policy, judged)
    found = [*trial.effects(), *trial.thresholds()]
    found.sort(key=lambda one: (-one.gain, one.id))
    return [*found, *trial.examples()]


def changed(policy: Policy, proposal: Proposal) -> Policy:
    """Return the policy with one change of an effect or a threshold."""
    if proposal.kind == "effect":
        cell = policy.effects.get(proposal.target)
        outcome = Outcome(effect=Effect(proposal.after), action=cell.action if cell else None)
        return replace(policy, effects={**policy.effects, proposal.target: outcome})
    if proposal.kind == "threshold":
        rules = tuple(
            replace(rule, when=_with(rule.when, proposal)) if rule.id == proposal.target else rule
            for rule in policy.rules
        )
        return replace(policy, rules=rules)
    return policy


class _Trial:
    def __init__(self, policy: Policy, judged: Sequence[Judged]) -> None:
        self.policy = policy
        self.judged = judged
        self.rules: Mapping[str, Rule] = {rule.id: rule for rule in policy.rules}
        self.base = self._screened(policy)
        pairs = list(zip(judged, self.base, strict=True))
        self.wrong = [(one, seen) for one, seen in pairs if one.verdict == "wrong" and seen.flagged]
        self.missed = [
            (one, seen) for one, seen in pairs if one.verdict == "missed" and not seen.flagged
        ]

    def examples(self) -> Iterator[Proposal]:
        """Every wrong or missed message that the policy still gets wrong, for each rule."""
        for one, seen in self.wrong:
            for label in seen.labels:
                if label.route.rank >= Route.REVIEW.rank:
                    yield _example(one, label.rule, "no_match")
        for one, seen in self.missed:
            noted = [label.rule for label in seen.labels if label.label == one.label]
            rules = [rule.id for rule in self.policy.rules if rule.label == one.label]
            for rule in [*noted, *rules][:1]:
                yield _example(one, rule, "match")

    def effects(self) -> Iterator[Proposal]:
        """A label noted instead of reviewed, or the other way."""
        flagged = {
            label.label
            for _, seen in self.wrong
            for label in seen.labels
            if label.route is Route.REVIEW and label.severity < GRAVE
        }
        noted = {label.label for _, seen in self.missed for label in seen.labels}
        moves = [
            *((name, Effect.REVIEW, Effect.NOTE) for name in sorted(flagged)),
            *((name, Effect.NOTE, Effect.REVIEW) for name in sorted(noted)),
        ]
        for name, before, after in moves:
            cell = self.policy.effects.get(name)
            if cell is None or cell.effect is not before:
                continue
            proposal = Proposal(
                id=f"effect-{name}-{after}",
                kind="effect",
                target=name,
                before=before.value,
                after=after.value,
            )
            yield from self._worth(proposal)

    def thresholds(self) -> Iterator[Proposal]:
        """A number in the condition of a rule raised or lowered."""
        raised = {
            label.rule for _, seen in self.wrong for label in seen.labels if label.severity < GRAVE
        }
        lowered = {
            rule.id
            for one, _ in self.missed
            for rule in self.policy.rules
            if rule.label == one.label
        }
        for rule in self.policy.rules:
            signs = ([1] if rule.id in raised else []) + ([-1] if rule.id in lowered else [])
            for number, token in _thresholds(rule.when):
                for step in (sign * size for sign in signs for size in _STEPS):
                    value = number + step
                    if not 0 <= value <= _LARGEST:
                        continue
                    yield from self._worth(
                        Proposal(
                            id=f"threshold-{rule.id}-{token.at}-{value}",
                            kind="threshold",
                            target=rule.id,
                            before=str(number),
                            after=str(value),
                            at=token.at,
                        )
                    )

    def _worth(self, proposal: Proposal) -> Iterator[Proposal]:
        """Yield a proposal with its effect, if it does more good than harm."""
        policy = changed(self.policy, proposal)
        rule = next((one for one in policy.rules if one.id == proposal.target), None)
        if rule is not None and (condition_faults(rule.when) or holds_on_nothing(rule.when)):
            return
        fixed = caught = lost = 0
        for one, before, after in zip(self.judged, self.base, self._screened(policy), strict=True):
            if before.flagged == after.flagged:
                continue
            if one.verdict == "wrong":
                fixed, lost = fixed + before.flagged, lost + after.flagged
            elif after.flagged:
                caught += 1
            else:
                lost += 1
        tried = replace(proposal, fixed=fixed, caught=caught, lost=lost)
        if tried.gain > 0:
            yield tried

    def _screened(self, policy: Policy) -> list[Screening]:
        return Screener(policy).screen_batch(one.item for one in self.judged)


def _example(one: Judged, rule: str, where: str) -> Proposal:
    lang = one.item[1].lang
    return Proposal(
        id=f"example-{one.number}-{rule}",
        kind="example",
        target=rule,
        before="",
        after=where,
        number=one.number,
        lang="fr" if lang == "fr" else "en",
    )


def _thresholds(condition: str) -> Iterator[tuple[int, Token]]:
    """Yield the numbers that a feature has to exceed or reach."""
    found = tokens(condition)
    for n in range(len(found) - 2):
        name, sign, value = found[n : n + 3]
        if name.kind == "name" and sign.text in (">", ">=") and value.text.isdecimal():
            yield int(value.text), value


def _with(condition: str, proposal: Proposal) -> str:
    end = proposal.at + len(proposal.before)
    return condition[: proposal.at] + proposal.after + condition[end:]
