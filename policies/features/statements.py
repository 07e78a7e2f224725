"""What is said of groups: hateful statements, and those that are not the author's own."""

from typing import Final

from policies import scopes
from policies.features.reading import Reading
from policies.features.values import Features
from policies.statements import Statement, find_statements
from policies.statements.values import Group, Kind, Stance
from policies.views import Span

_GROUPS: Final = frozenset(("identity", "slurs"))
_DISOWNED: Final = {
    Stance.QUOTED: "quoted_terms",
    Stance.REPORTED: "reported_terms",
    Stance.NEGATED: "negated_terms",
}
_BY_GROUP: Final = {Group.WOMEN: "sexist_statements", Group.LGBT: "homophobic_statements"}
_BY_KIND: Final = {Kind.EXCLUSION: "exclusion_statements", Kind.HARM: "harm_statements"}


def read_statements(reading: Reading, features: Features) -> None:
    """Count hateful statements about groups; the words of target and predicate show them."""
    if _GROUPS.isdisjoint(reading.by_lexicon):
        return
    counts: dict[str, list[list[Span]]] = {}
    for statement in find_statements(reading.plain.text, reading.hits, reading.detection.lang):
        target = reading.plain.span(*statement.target)
        predicate = reading.plain.span(*statement.predicate)
        reason = _reason(reading, statement, target, predicate)
        if reason:
            features.add(reason, predicate)
            if reading.honoured is None or reason in reading.honoured:
                continue  # unless the policy makes no exception of it
        names = ("hate_statements", _BY_GROUP.get(statement.group), _BY_KIND.get(statement.kind))
        for name in names:
            if name:
                counts.setdefault(name, []).append(sorted({target, predicate}))
    for name, shown in counts.items():
        features.set(name, len(shown), sorted({span for spans in shown for span in spans}))


def _reason(reading: Reading, statement: Statement, target: Span, predicate: Span) -> str:
    """Return why a statement is not the author's own; empty where it is."""
    if scopes.within(target, reading.quotes):
        return _DISOWNED[Stance.QUOTED]
    if scopes.within(predicate, reading.quotes) and predicate[0] < target[0]:
        return _DISOWNED[Stance.QUOTED]  # marks around what is said of a group are the author's own
    return _DISOWNED.get(statement.stance, "")
