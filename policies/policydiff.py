"""What differs between two versions of a policy: parts added, removed and changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from policies.policy import Example, Outcome, Policy
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES, Bilingual

Kind = Literal["added", "removed", "changed"]
EVERYWHERE: Final = ""  # the channel of effects that hold on every channel
_LONGEST: Final = 160  # code points of a value that are shown to people
_Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference; `before` and `after` are empty where the part was not there."""

    kind: Kind
    part: str  # policy, clause, label, rule, exception, effect, must_pass
    id: str  # of the part; empty for the policy itself
    field: str = ""  # such as when, name.fr; empty where the whole part came or went
    before: str = ""
    after: str = ""

    def render(self, lang: str) -> str:
        """Return it as a sentence in that language."""
        t = catalog(lang)
        part = t(f"policies.diff.part.{self.part}", id=self.id)
        if self.kind != "changed":
            return t(f"policies.diff.{self.kind}", part=part)
        before, after = (
            t("policies.diff.value", value=_short(value)) if value else t("policies.diff.nothing")
            for value in (self.before, self.after)
        )
        return t("policies.diff.changed", part=part, field=self.field, before=before, after=after)


def policy_changes(old: Policy, new: Policy) -> list[Change]:
    """Return what differs, in the order of the document."""
    changes = list(_changed("policy", "", _head(old), _head(new)))
    for part in ("clause", "label", "rule", "exception", "effect"):
        changes += _parts(part, _collect(part, old), _collect(part, new))
    changes += _examples("must_pass", "", old.must_pass, new.must_pass)
    for rule in new.rules:
        before = next((one for one in old.rules if one.id == rule.id), None)
        if before is not None:
            changes += _examples("example", rule.id, before.match, rule.match, "match")
            changes += _examples("example", rule.id, before.no_match, rule.no_match, "no_match")
    return changes


def _parts(part: str, old: Mapping[str, _Fields], new: Mapping[str, _Fields]) -> Iterator[Change]:
    for name in old:
        if name not in new:
            yield Change(kind="removed", part=part, id=name)
    for name, fields in new.items():
        if name not in old:
            yield Change(kind="added", part=part, id=name)
        else:
            yield from _changed(part, name, old[name], fields)


def _changed(part: str, name: str, old: _Fields, new: _Fields) -> Iterator[Change]:
    for field in dict.fromkeys([*old, *new]):
        before, after = old.get(field, ""), new.get(field, "")
        if before != after:
            yield Change(
                kind="changed", part=part, id=name, field=field, before=before, after=after
            )


def _examples(
    part: str, name: str, old: Sequence[Example], new: Sequence[Example], field: str = ""
) -> Iterator[Change]:
    for one in old:
        if one not in new:
            yield Change(
                kind="removed", part=part, id=name or one.text, field=field, before=one.text
            )
    for one in new:
        if one not in old:
            yield Change(kind="added", part=part, id=name or one.text, field=field, after=one.text)


def _head(policy: Policy) -> _Fields:
    return {
        "id": policy.id,
        "version": policy.version,
        "effective_from": policy.effective_from.isoformat(),
        "effective_until": policy.effective_until.isoformat() if policy.effective_until else "",
        **_wording("name", policy.name),
        **_wording("introduction", policy.introduction),
        **_wording("appeal", policy.appeal),
        **_wording("changes", policy.changes),
        **{f"page.{lang}": policy.home.get(lang, "") for lang in OFFICIAL_LANGUAGES},
    }


def _collect(part: str, policy: Policy) -> dict[str, _Fields]:
    if part == "clause":
        return {
            one.id: {**_wording("title", one.title), **_wording("text", one.text)}
            for one in policy.clauses
        }
    if part == "label":
        return {
            one.id: {
                "clause": one.clause,
                "severity": str(one.severity),
                "handling": ", ".join(sorted(one.handling)),
                **_wording("name", one.name),
                **_wording("rule", one.rule),
            }
            for one in policy.labels.values()
        }
    if part == "rule":
        return {
            one.id: {
                "label": one.label,
                "when": one.when,
                "evidence": ", ".join(one.evidence),
                "score": f"{one.score:g}",
            }
            for one in policy.rules
        }
    if part == "exception":
        return {
            one.id: {
                "labels": ", ".join(one.labels),
                "when": one.when or "",
                "words": ", ".join(one.words),
                "names": "; ".join(one.names),
                **_wording("why", one.why),
                **_wording("public", one.public),
            }
            for one in policy.exceptions
        }
    return dict(_effects(policy))


def _effects(policy: Policy) -> Iterator[tuple[str, _Fields]]:
    rows = {EVERYWHERE: policy.effects, **policy.channel_effects}
    for channel, row in rows.items():
        for label, outcome in row.items():
            name = f"{label} ({channel})" if channel else label
            yield name, {"route": outcome.effect.value, "action": _action(outcome)}


def _action(outcome: Outcome) -> str:
    return outcome.action.value if outcome.action else ""


def _wording(name: str, wording: Bilingual | None) -> _Fields:
    return {f"{name}.{lang}": wording[lang] if wording else "" for lang in OFFICIAL_LANGUAGES}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
