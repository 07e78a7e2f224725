"""Screening: one message against one version of the policy, values in and values out.

Whatever fails sends the message to a person; no text makes it raise. It never says `draft`:
that takes facts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from policies.exceptions import Exceptions
from policies.features import Context, FeatureReader, Features
from policies.features.reading import NO_CONTEXT
from policies.lexicons import Lexicons
from policies.message import Message
from policies.policy import Effect, Outcome, Policy, Rule
from policies.routing import Route, highest
from policies.rules import Candidates, Condition, ConditionError
from policies.screening_values import Handling, Label, Screening, Speaker
from policies.shippedwords import shipped_lexicons
from policies.views import Span
from translations.values import Detection

__all__ = ["Context", "Item", "Scorer", "Screener"]

Item = tuple[Message, Detection, Context | None]


class Scorer(Protocol):
    """A model's opinion of messages, as features that rules may ask for; it decides nothing."""

    def score_batch(
        self, items: Sequence[Item], features: Sequence[Features]
    ) -> Sequence[Mapping[str, int]]:
        """Return, for each message in order, the features that the model gives (0 to 100)."""
        ...


@dataclass(frozen=True, slots=True)
class _Prepared:
    rule: Rule
    condition: Condition


# reported, quoted or negated threats flag nobody, but a person looks
_UNCLEAR: Final = ("threats_unclear", "self_harm_unclear")
_GRAVE: Final = frozenset(("threat", "self_harm", "danger"))


class Screener:
    """Screens messages against one policy; build it once, it is not changed by use.

    Args:
        policy: one version of the comment policy.
        lexicons: the word lists; those that come with the program where None.
        scorer: a model whose scores rules may use; without one its features are neutral.
    """

    def __init__(
        self, policy: Policy, lexicons: Lexicons | None = None, scorer: Scorer | None = None
    ) -> None:
        self.policy = policy
        self._exceptions = Exceptions(policy.exceptions)
        self._reader = FeatureReader(lexicons or shipped_lexicons(), self._exceptions.honoured)
        self._scorer = scorer
        self._rules = [_Prepared(rule, Condition(rule.when)) for rule in policy.rules]
        self._candidates = Candidates([each.condition for each in self._rules])

    def screen(
        self, message: Message, detection: Detection, context: Context | None = None
    ) -> Screening:
        """Return what the policy says of a message; pure, never raises on any text."""
        return self.screen_batch([(message, detection, context)])[0]

    def screen_batch(self, items: Iterable[Item]) -> list[Screening]:
        """Return one screening per item, in order; a model sees all of them at once."""
        batch = list(items)
        faults: list[list[str]] = [[] for _ in batch]
        features = [self._features(item, found) for item, found in zip(batch, faults, strict=True)]
        self._score(batch, features, faults)
        return [
            self._judge(message, one, found)
            for (message, _, _), one, found in zip(batch, features, faults, strict=True)
        ]

    def matched_rules(
        self, message: Message, detection: Detection, context: Context | None = None
    ) -> frozenset[str]:
        """Return the ids of all rules whose condition holds and that no exception lifts."""
        features = self._reader.read(message, detection, context or NO_CONTEXT)
        lifted = self._exceptions.lifted(features, [])
        return frozenset(
            each.rule.id
            for each in map(self._rules.__getitem__, self._candidates.among(features.values))
            if each.rule.label not in lifted
            and each.condition.holds(features)
            and self._spans(each.rule, features, message, []) is not None
        )

    def _features(self, item: Item, faults: list[str]) -> Features:
        message, detection, context = item
        try:
            return self._reader.read(message, detection, context or NO_CONTEXT)
        except Exception as error:  # noqa: BLE001 # fail towards a person: no message may stop the others
            faults.append(f"features:{type(error).__name__}")
            return Features()

    def _score(
        self, batch: Sequence[Item], features: Sequence[Features], faults: Sequence[list[str]]
    ) -> None:
        if self._scorer is None:
            return
        try:
            scores = self._scorer.score_batch(batch, features)
            for one, given in zip(features, scores, strict=True):
                for name, score in given.items():
                    one.set(name, score)
        except Exception as error:  # noqa: BLE001 # a model that fails leaves the rules, and a person looks
            for found in faults:
                found.append(f"classifier:{type(error).__name__}")

    def _judge(self, message: Message, features: Features, faults: list[str]) -> Screening:
        excepted = self._exceptions.of_words(features)
        labels = (
            {}
            if faults and not features.values
            else self._labels(features, message, faults, excepted)
        )
        faults.extend(
            f"unclear:{name}"
            for name in _UNCLEAR
            if name in features.values and not labels.keys() & _GRAVE
        )
        return self._screening(features, labels, faults, excepted)

    def _labels(
        self, features: Features, message: Message, faults: list[str], excepted: list[str]
    ) -> dict[str, tuple[Label, Outcome]]:
        found: dict[str, tuple[Label, Outcome]] = {}
        for number in self._candidates.among(features.values):
            prepared = self._rules[number]
            rule = prepared.rule
            try:
                if not prepared.condition.holds(features):
                    continue
            except ConditionError:
                faults.append(f"rule:{rule.id}")
                continue
            outcome = self.policy.outcome(rule.label, message.channel)
            if outcome.effect is Effect.NONE:
                continue
            spans = self._spans(rule, features, message, excepted)
            if spans is None:
                continue
            best = found.get(rule.label)
            label = self._label(rule, spans, message, outcome)
            if best is None or label.score > best[0].score:
                found[rule.label] = (label, outcome)
        if found:
            for name, exception in self._exceptions.lifted(features, faults, found).items():
                if found.pop(name, None):
                    excepted.append(exception)
        return found

    def _spans(
        self, rule: Rule, features: Features, message: Message, excepted: list[str]
    ) -> list[Span] | None:
        """Return what shows a rule; None where it is all in proper names."""
        spans = list({span for name in rule.evidence for span in features.spans.get(name, ())})
        left, exception = self._exceptions.left(rule.label, spans, message.text)
        if exception is not None:
            excepted.append(exception)
        return left if left or not spans else None

    def _label(
        self, rule: Rule, spans: Sequence[Span], message: Message, outcome: Outcome
    ) -> Label:
        definition = self.policy.labels[rule.label]
        return Label(
            label=rule.label,
            rule=rule.id,
            clause=definition.clause,
            score=rule.score,
            severity=definition.severity,
            evidence=_merged(spans) or ((0, len(message.text)),),
            route=outcome.effect.route,
        )

    def _screening(
        self,
        features: Features,
        found: dict[str, tuple[Label, Outcome]],
        faults: list[str],
        excepted: Sequence[str],
    ) -> Screening:
        exceptions = tuple(dict.fromkeys(excepted))
        speaker = Speaker(str(features.values.get("speaker", Speaker.PUBLIC)))
        if not found and not faults:
            return Screening(
                labels=(),
                route=Route.IGNORE,
                flagged=False,
                policy=self.policy.id,
                policy_version=self.policy.version,
                speaker=speaker,
                exceptions=exceptions,
            )
        ordered = sorted(
            found.values(),
            key=lambda pair: (
                -pair[0].route.rank,
                -pair[0].severity,
                -pair[0].score,
                pair[0].label,
            ),
        )
        labels = tuple(label for label, _ in ordered)
        handling: set[Handling] = set()
        for label in labels:
            if label.route.rank < Route.REVIEW.rank:
                continue  # a mere note asks nothing of the rest of the program
            handling |= self.policy.labels[label.label].handling
        routes = [label.route for label in labels]
        action = next((outcome.action for _, outcome in ordered if outcome.action), None)
        return Screening(
            labels=labels,
            route=highest([*routes, Route.REVIEW] if faults else routes),
            flagged=any(route.rank >= Route.REVIEW.rank for route in routes),
            policy=self.policy.id,
            policy_version=self.policy.version,
            handling=frozenset(handling),
            faults=tuple(faults),
            speaker=speaker,
            suggested_action=action.value if action else None,
            exceptions=exceptions,
        )


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those that overlap made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
