"""Examples of a policy, screened as if they were messages: what its rules do not bear out."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Final, Literal

from policies.message import Message
from policies.policy import Example, Policy, PolicyException
from policies.screening import Context, Screener
from translations.values import OFFICIAL_LANGUAGES, Detection

_SENT: Final = datetime(2026, 1, 14, 15, 0, tzinfo=UTC)  # screening does not look at it

Kind = Literal["missed", "matched", "flagged", "not_lifted", "not_standing"]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """Which rules an example met, which labels it got, and whether it was flagged."""

    rules: frozenset[str]
    flagged: bool
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFailure:
    """An example that the rules do not bear out."""

    rule: str  # of the rule or exception; for a message that must pass, the rules that flagged it
    kind: Kind
    lang: str
    text: str

    def render(self, lang: str) -> str:
        """Return it as a sentence in that language."""
        from translations.catalogs import catalog

        return catalog(lang)(
            f"policies.document.example.{self.kind}", rule=self.rule, lang=self.lang, text=self.text
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many examples of one kind were run, by language, and how many failed."""

    run: Mapping[str, int]  # by language
    failed: int = 0

    @property
    def total(self) -> int:
        """How many were run."""
        return sum(self.run.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleRun:
    """What came of running every example of a policy."""

    failures: tuple[ExampleFailure, ...]
    by_label: Mapping[str, Tally] = field(default_factory=dict)
    exceptions: Mapping[str, Tally] = field(default_factory=dict)  # by id
    must_pass: Tally = Tally(run={})

    @property
    def total(self) -> int:
        """How many examples were run."""
        tallies = (*self.by_label.values(), *self.exceptions.values(), self.must_pass)
        return sum(tally.total for tally in tallies)


def run_examples(policy: Policy) -> list[ExampleFailure]:
    """Run every example and return those that fail."""
    return list(examine(policy).failures)


def examine(policy: Policy) -> ExampleRun:
    """Run every example of every rule and exception, and the messages that must pass."""
    screen = example_labels(policy)
    failures: list[ExampleFailure] = []
    by_label: dict[str, Tally] = {}
    for label in policy.labels:
        examples: list[Example] = []
        failed = len(failures)
        for rule in policy.rules:
            if rule.label != label:
                continue
            examples += [*rule.match, *rule.no_match]
            failures += [
                _failure(rule.id, "missed", example)
                for example in rule.match
                if rule.id not in screen(example).rules
            ]
            failures += [
                _failure(rule.id, "matched", example)
                for example in rule.no_match
                if rule.id in screen(example).rules
            ]
        by_label[label] = _tally(examples, len(failures) - failed)
    exceptions: dict[str, Tally] = {}
    for exception in policy.exceptions:
        found = _run_exception(policy, exception, screen)
        failures += found
        exceptions[exception.id] = _tally([*exception.lifts, *exception.stands], len(found))
    flagged = [(example, screen(example)) for example in policy.must_pass]
    found = [
        _failure(", ".join(sorted(result.rules)), "flagged", example)
        for example, result in flagged
        if result.flagged
    ]
    return ExampleRun(
        failures=(*failures, *found),
        by_label=by_label,
        exceptions=exceptions,
        must_pass=_tally(policy.must_pass, len(found)),
    )


def example_labels(policy: Policy) -> Callable[[Example], ExampleResult]:
    """Return a function that screens an example; the screener is made once."""
    screener = Screener(policy)

    def screen(example: Example) -> ExampleResult:
        message, detection, context = as_message(example)
        met = screener.matched_rules(message, detection, context)
        result = screener.screen(message, detection, context)
        labels = frozenset(label.label for label in result.labels)
        return ExampleResult(met, result.flagged, labels)

    return screen


def as_message(example: Example) -> tuple[Message, Detection, Context]:
    """Return an example as a message, with its language and its circumstances."""
    message = Message(
        platform="example",
        id="example",
        channel=example.channel,
        author=example.author,
        text=example.text,
        sent_at=_SENT,
        quoted=example.quoted,
        automatic=example.automatic,
        media=example.media,
    )
    context = Context(
        repeats_by_author=example.repeats_by_author,
        authors_with_same_text=example.authors_with_same_text,
        campaign_authors=example.campaign_authors,
        joined_minutes=example.joined_minutes,
        first_message=example.first_message,
        joins_lately=example.joins_lately,
        protected_names=example.protected_names,
        own_domains=example.own_domains,
        own_accounts=example.own_accounts,
        own_names=example.own_names,
        scope=example.scope,
        suspected=example.suspected,
    )
    return message, Detection(lang=example.detected or example.lang, confidence=1.0), context


def _run_exception(
    policy: Policy, exception: PolicyException, screen: Callable[[Example], ExampleResult]
) -> list[ExampleFailure]:
    """An exception has to make a difference, and not too much of one.

    Examples are screened with it and without it; `words` are not counted at all, so without it the
    words count as the author's own.
    """
    if not exception.lifts and not exception.stands:
        return []
    without = example_labels(_without(policy, exception))

    def lifted(example: Example) -> frozenset[str]:
        return without(example).labels - screen(example).labels

    return [
        *(
            _failure(exception.id, "not_lifted", example)
            for example in exception.lifts
            if not lifted(example)
        ),
        *(
            _failure(exception.id, "not_standing", example)
            for example in exception.stands
            if lifted(example) or not screen(example).labels
        ),
    ]


def _without(policy: Policy, exception: PolicyException) -> Policy:
    kept = tuple(each for each in policy.exceptions if each.id != exception.id)
    if exception.words:
        # an exception for words that nothing counts: or a policy without any would honour them all
        none = replace(exception, id=f"not-{exception.id}", words=(_NOTHING,))
        kept = (*kept, none)
    return replace(policy, exceptions=kept)


_NOTHING: Final = "length"  # a feature that is not about words


def _tally(examples: Sequence[Example], failed: int) -> Tally:
    counted = Counter(example.lang for example in examples)
    return Tally(run={lang: counted[lang] for lang in OFFICIAL_LANGUAGES}, failed=failed)


def _failure(rule: str, kind: Kind, example: Example) -> ExampleFailure:
    return ExampleFailure(rule=rule, kind=kind, lang=example.lang, text=example.text)
