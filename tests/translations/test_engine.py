"""Translating lines through an engine: order, protected spans, checks, and no engine at all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.translations.fakes import WordEngine
from translations.engine import (
    EngineFault,
    NoEngine,
    NoEngineInstalled,
    Translation,
    no_engine,
    translate_lines,
)
from translations.marks import Direction, carve, cover, uncover
from translations.protected import spans
from translations.values import Origin

N = "\u00a0"
SPANS = [
    *("https://a.example/x?y=1&z=2", "a.b@c.example", "www.a.example/fr", "@lsc_sac", "#prêts"),
    *("{name}", "T4A", "9-8-8", "613-555-0123", "046 454 286", "2026-11-23"),
    *("`liaison run`", "<b>"),
]


def _shuffle(text: str) -> str:
    """Turn words round, as an engine that knows no placeholder would, marks included."""
    return re.sub(r"\w+", lambda word: word[0][::-1], text)


def _translate(lines: list[str], engine: WordEngine, target: str = "fr") -> list[Translation]:
    source = "en" if target == "fr" else "fr"
    return list(translate_lines(lines, engine=engine, source=source, target=target))


def test_lines_come_back_in_order_with_their_breaks() -> None:
    """One result a line; segments go to the engine once each, line breaks and list marks stay."""
    engine = WordEngine(str.upper)
    lines = ["Hello there. Hello there.", "", "- one\n\n- two  ", "123 !!", "Hello there."]
    assert [done.target for done in _translate(lines, engine)] == [
        "HELLO THERE. HELLO THERE.",
        "",
        "- ONE\n\n- TWO  ",
        "123 !!",
        "HELLO THERE.",
    ]
    assert engine.asked == [["Hello there.", "one", "two"]]


def test_nothing_to_translate_has_no_origin() -> None:
    """A line without words is given back as it is."""
    assert _translate(["😂 12"], WordEngine(str.upper)) == [
        Translation(source="😂 12", target="😂 12", origin=Origin.NONE)
    ]


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("change", [str, _shuffle, lambda text: text.replace("QZ", " qz")])
def test_protected_spans_come_out_byte_for_byte(span: str, change: object) -> None:
    """Whatever the engine does to marks, each span is there, once, unchanged."""
    assert callable(change)
    line = f"Please read {span} before noon, then {span}"
    (done,) = _translate([line], WordEngine(change))
    assert done.target.count(span) == 2
    assert "protected" not in done.checks
    assert "QZ" not in done.target


@given(st.lists(st.sampled_from([*SPANS, "word", "and", ".", "!", " ", "X0QZ", "é", "\n"])))
def test_protected_spans_survive_any_line(pieces: list[str]) -> None:
    """For any mix of words and spans, the spans of the source are the spans of the target."""
    line = " ".join(pieces)
    (done,) = _translate([line], WordEngine(_shuffle), target="en")
    assert spans(done.target) == spans(line)


@given(st.text())
def test_cover_and_carve_lose_nothing(text: str) -> None:
    """Uncovering gives the text back, figures aside, and pieces join to it."""
    way = Direction(source="en", target="fr")
    covered = cover(text, way, amounts=False)
    assert uncover(covered.text, covered, way) == text or "QZ" in text.upper()
    assert "".join(piece for piece, _ in carve(text, way)) == text


def test_french_is_put_into_canadian_typography() -> None:
    """An engine's European spacing and quotes are put right."""
    (done,) = _translate(["Why?"], WordEngine(lambda _: 'Pourquoi ? "Prêt" : 5%'))
    assert done.target == f"Pourquoi? «{N}Prêt{N}»{N}: 5{N}%"


def test_failed_checks_are_named() -> None:
    """A lost "not" and a changed number are told."""
    (done,) = _translate(["You do not pay 5%."], WordEngine(lambda _: "Vous payez 6 %."))
    assert done.checks == ("negation", "numbers")
    assert done.origin is Origin.MACHINE


def test_no_engine_says_what_to_type_in_both_languages() -> None:
    """The error comes before any line is read, and names the command."""
    with pytest.raises(NoEngine, match="Type: liaison models install en-fr") as caught:
        translate_lines(iter(["x"]), engine=NoEngineInstalled(), source="en", target="fr")
    assert caught.value.render("fr") == (
        "Aucun moteur de traduction n'est installé pour la paire en vers fr."
        f" Tapez{N}: liaison models install en-fr"
    )
    assert "pip install 'liaison-bot[translate]'" in str(no_engine("en", "fr", library=False))


def test_engine_that_loses_a_text_is_a_fault() -> None:
    """Fewer results than texts never shift lines against each other."""

    class Short(WordEngine):
        def translate(self, texts: object, *, source: str, target: str, beam: int = 1) -> list[str]:
            return []

    with pytest.raises(EngineFault, match="returned 0 texts for 1"):
        _translate(["Hello"], Short(str))


def test_one_language_is_refused() -> None:
    """Source and target must differ."""
    with pytest.raises(ValueError, match="between two languages"):
        translate_lines([], engine=WordEngine(str), source="en", target="en")
