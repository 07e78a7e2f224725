"""From the parts that the files give to one policy value."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time

from policies.policy import (
    Clause,
    Effect,
    Example,
    LabelDefinition,
    Outcome,
    Policy,
    PolicyException,
    Rule,
)
from policies.policyfiles import (
    EffectsPart,
    ExamplePart,
    ExamplesPart,
    ExceptionPart,
    LabelPart,
    OutcomePart,
    PolicyPart,
    Row,
    RulePart,
    Wording,
)
from translations.values import OFFICIAL_LANGUAGES


def build_policy(parts: Sequence[PolicyPart], digest: str) -> Policy:
    """Return the policy that the parts, already checked, make together."""
    one: dict[str, object] = {}
    for part in parts:
        one |= {name: value for name, value in part if value is not None}
    start, end = one["effective_from"], one.get("effective_until")
    effects = one["effects"]
    name, introduction, appeal = one["name"], one["introduction"], one["appeal"]
    page, must_pass, changes = one.get("page"), one.get("must_pass"), one.get("changes")
    if not (
        isinstance(start, date)
        and isinstance(effects, EffectsPart)
        and isinstance(name, Wording)
        and isinstance(introduction, Wording)
        and isinstance(appeal, Wording)
    ):
        raise TypeError("the parts were not checked")
    return Policy(
        id=str(one["id"]),
        version=str(one["version"]),
        effective_from=moment(start),
        effective_until=moment(end) if isinstance(end, date) else None,
        name=name.both(),
        introduction=introduction.both(),
        appeal=appeal.both(),
        clauses=tuple(
            Clause(id=c.id, title=c.title.both(), text=c.text.both())
            for p in parts
            for c in p.clauses
        ),
        labels={label.id: _label(label) for p in parts for label in p.labels},
        rules=tuple(_rule(rule) for p in parts for rule in p.rules),
        exceptions=tuple(_exception(exception) for p in parts for exception in p.exceptions),
        effects=_row(effects.default),
        channel_effects={channel: _row(row) for channel, row in effects.channels.items()},
        must_pass=_examples(must_pass) if isinstance(must_pass, ExamplesPart) else (),
        sha256=digest,
        home=page.both().as_mapping() if isinstance(page, Wording) else {},
        changes=changes.both() if isinstance(changes, Wording) else None,
    )


def moment(day: date) -> datetime:
    """Return the moment at which a date of a file begins; UTC where it names no zone."""
    if isinstance(day, datetime):
        return day if day.tzinfo else day.replace(tzinfo=UTC)
    return datetime.combine(day, time.min, UTC)


def _label(part: LabelPart) -> LabelDefinition:
    return LabelDefinition(
        id=part.id,
        name=part.name.both(),
        rule=part.rule.both() if part.rule else None,
        clause=part.clause,
        severity=part.severity,
        handling=frozenset(part.handling),
    )


def _rule(part: RulePart) -> Rule:
    return Rule(
        id=part.id,
        label=part.label,
        when=part.when,
        evidence=part.evidence,
        score=part.score,
        match=_examples(part.examples.match),
        no_match=_examples(part.examples.no_match),
    )


def _exception(part: ExceptionPart) -> PolicyException:
    return PolicyException(
        id=part.id,
        labels=part.labels,
        why=part.why.both(),
        when=part.when,
        words=part.words,
        names=part.names,
        public=part.public.both() if part.public else None,
        lifts=_examples(part.examples.lifts),
        stands=_examples(part.examples.stands),
    )


def _row(row: Row) -> Mapping[str, Outcome]:
    return {
        label: Outcome(effect=cell.route, action=cell.action)
        if isinstance(cell, OutcomePart)
        else Outcome(effect=Effect(cell))
        for label, cell in row.items()
    }


def _examples(part: ExamplesPart) -> tuple[Example, ...]:
    pairs: Iterable[tuple[str, Sequence[str | ExamplePart]]] = zip(
        OFFICIAL_LANGUAGES, (part.en, part.fr), strict=True
    )
    return tuple(_example(lang, each) for lang, examples in pairs for each in examples)


def _example(lang: str, part: str | ExamplePart) -> Example:
    if isinstance(part, str):
        return Example(text=part, lang=lang)
    return Example(
        lang=lang,
        text=part.text,
        detected=part.detected,
        channel=part.channel,
        quoted=part.quoted,
        automatic=part.automatic,
        repeats_by_author=part.repeats_by_author,
        authors_with_same_text=part.authors_with_same_text,
        campaign_authors=part.campaign_authors,
        media=part.media,
        joined_minutes=part.joined_minutes,
        first_message=part.first_message,
        joins_lately=part.joins_lately,
        protected_names=part.protected_names,
        author=part.author,
        own_domains=part.own_domains,
        own_accounts=part.own_accounts,
        own_names=part.own_names,
        scope=part.scope,
        suspected=part.suspected,
    )
