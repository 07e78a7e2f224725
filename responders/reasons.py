"""Why a match has its stance, in words: each gate that says something, in either language."""

from collections.abc import Callable, Iterator
from typing import Final

from responders.values import Match, MatchResult, Stance
from translations.catalogs import catalog

_SILENT: Final = frozenset(
    {("polarity", "none"), ("numbers", "none"), ("voice", "claim"), ("validity", "valid")}
)
# "misconception" stands in matches that were stored before they were claims
_CLAIMS: Final = frozenset({"claim", "other-claim", "misconception"})
_GATES: Final = ("near", "polarity", "numbers", "voice", "validity", "open")


def gate_reasons(
    match: Match, lang: str, name: Callable[[str], str] = lambda claim: claim
) -> list[str]:
    """Return what each gate found, in one sentence each, most telling last.

    Args:
        match: one fact of a message.
        lang: "en" or "fr".
        name: puts the id of a claim into words; the id itself where not given.
    """
    say = catalog(lang)
    found = (
        (key, {what: name(claim) for what, claim in values.items()})
        for key, values in _found(match)
    )
    return list(dict.fromkeys(say(f"responders.gate.{key}", **values) for key, values in found))


def _found(match: Match) -> Iterator[tuple[str, dict[str, str]]]:
    for gate in _GATES:
        value = match.gates.get(gate, "")
        if not value or (gate, value) in _SILENT:
            continue
        if gate == "near":
            yield _near(value)
        elif gate != "open" or value != match.gates.get("voice"):
            yield f"{gate}.{value.replace(' ', '_')}", {}


def claim_made(match: Match) -> str | None:
    """Return the id of the known claim that a message is nearest to, None where it is none."""
    kind, _, claim = match.gates.get("near", "").partition(" ")[0].partition(":")
    return claim if claim and kind in _CLAIMS else None


def claim_said(result: MatchResult) -> str | None:
    """Return what a message makes as a claim: "FACT/CLAIM", None where it contradicts nothing.

    "FACT/" where it contradicts a fact in words that are no known claim's. The fact that decided
    the stance of the whole counts, and no other.
    """
    if result.stance is not Stance.CONTRADICTS:
        return None
    for match in result.matches:
        if match.stance is Stance.CONTRADICTS:
            # whoever contradicts a claim that is right makes another one
            other = match.gates.get("near", "").startswith("other-claim:")
            return f"{match.fact}/{'' if other else claim_made(match) or ''}"
    return None


def _near(value: str) -> tuple[str, dict[str, str]]:
    name = value.partition(" ")[0]
    kind, _, claim = name.partition(":")
    return f"near.{kind}", {"claim": claim} if claim else {}
