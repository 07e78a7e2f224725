"""What is kept comes out: links byte for byte, amounts with their value in the target's form."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.translations.fakes import WordEngine
from tests.translations.made_lines import made_lines
from translations.engine import Translation, translate_lines
from translations.marks import MOST, Direction, cover, find_kept, same_values
from translations.protected import spans
from translations.segments import Segment, join
from translations.segmentwise import divided
from translations.values import Origin

N = "\u00a0"
WAYS = {
    source: Direction(source=source, target="fr" if source == "en" else "en")
    for source in ("en", "fr")
}


def _lost(text: str) -> str:
    """Lose every second mark."""
    return re.sub(r"X[13579]QZ", "", text)


def _mixed(text: str) -> str:
    """Turn the words round, marks with them, and shout."""
    return " ".join(reversed(text.split(" "))).replace("QZ", "qz ")


def _wrong(text: str) -> str:
    """Change every figure, those of marks too, and say something twice."""
    return re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), text) + " X0QZ"


ENGINES: list[Callable[[str], str]] = [str, _lost, _mixed, _wrong, lambda _: "", str.lower]


def _translated(lines: list[str], source: str, change: Callable[[str], str]) -> list[Translation]:
    way = WAYS[source]
    return list(
        translate_lines(lines, engine=WordEngine(change), source=way.source, target=way.target)
    )


def _kept(lines: list[str], source: str, change: Callable[[str], str]) -> None:
    way = WAYS[source]
    for done in _translated(lines, source, change):
        assert Counter(spans(done.target)) == Counter(spans(done.source)), done
        assert same_values(done.source, done.target, way), done
        written = Counter(
            one.written(way).removeprefix("on ")
            for one in find_kept(done.source, way)
            if one.amount
        )
        for text, count in written.items():
            assert _told(done.target, text) >= count, (text, done)


def _told(target: str, text: str) -> int:
    """Count a form in a text, its article apart: « du 23 novembre » has « le 23 novembre »."""
    bare = re.sub(r"\A(?:le|from|du) ", "", text)
    return target.count(bare) + target.count(bare[:1].upper() + bare[1:]) * (
        bare[:1] != bare[:1].upper()
    )


@pytest.mark.parametrize("source", ["en", "fr"])
@pytest.mark.parametrize("change", ENGINES)
def test_everything_is_kept_whatever_the_engine_does(
    source: str, change: Callable[[str], str]
) -> None:
    """Made-up lines, hostile engines: spans and values are the same, written for the target."""
    _kept(list(made_lines(source, 60)), source, change)


@pytest.mark.soak
@pytest.mark.parametrize("source", ["en", "fr"])
def test_everything_is_kept_in_ten_thousand_lines(source: str) -> None:
    """The same for ten thousand lines, over all the engines."""
    lines = list(made_lines(source, 5_000, seed=11))
    size = len(lines) // len(ENGINES) + 1
    for place, change in enumerate(ENGINES):
        _kept(lines[place * size : (place + 1) * size], source, change)


@pytest.mark.parametrize(
    ("source", "line", "engine_says", "expected"),
    [
        ("en", "Pay by May 5.", "Payez avant X0QZ.", "Payez avant le 5 mai."),
        ("en", "Open until May 5.", "Ouvert jusqu'à X0QZ.", "Ouvert jusqu'au 5 mai."),
        ("en", "The law of May 5.", "La loi de X0QZ.", "La loi du 5 mai."),
        ("en", "The law of May 5.", "La loi du X0QZ.", "La loi du 5 mai."),
        ("en", "Until May 5 and 6.", "Jusqu'à X0QZ.", "Jusqu'aux 5 et 6 mai."),
        ("en", "the May 5 deadline", "la date limite X0QZ", "la date limite du 5 mai"),
        ("en", "Our May 5 meeting", "Notre réunion de X0QZ", "Notre réunion du 5 mai"),
        ("en", "On May 5, we close.", "X0QZ, nous fermons.", "Le 5 mai, nous fermons."),
        ("en", "It is on May 5.", "C'est sur X0QZ.", "C'est le 5 mai."),
        ("en", "3 million people", "X0QZ personnes", f"3{N}millions de personnes"),
        ("en", "3 million students", "X0QZ étudiants", f"3{N}millions d'étudiants"),
        ("en", "3 million is a lot", "X0QZ est beaucoup", f"3{N}millions est beaucoup"),
        ("en", "3 million people", "X0QZ de personnes", f"3{N}millions de personnes"),
        ("en", "the 1st time", "la X0QZ fois", "la 1re fois"),
        ("en", "$497 at 6:33 a.m. sharp", "à X1QZ X0QZ pile", f"à 6{N}h{N}33, 497{N}$ pile"),
        ("en", "it is (-6 °C)", "il fait (oui)X0QZ", f"il fait (oui) -6{N}°C"),
        ("en", "a 90-day delay", "un délai de X0QZ jours", "un délai de 90 jours"),
        ("en", "Cost: $5.", "Coût : X0QZ .", f"Coût{N}: 5{N}$ ."),
        ("en", "It costs $5 now", "Cela coûteX0QZmaintenant", f"Cela coûte 5{N}$ maintenant"),
        ("fr", "Ouvert à 8 h 30.", "Open at X0QZ.", "Open at 8:30 a.m."),
        ("fr", "Fermé le 5 mai.", "Closed X0QZ.", "Closed on May 5."),
        ("fr", "Fermé le 5 mai.", "Closed on X0QZ.", "Closed on May 5."),
        ("fr", "En mai, le 5 mai.", "In May, in X0QZ.", "In May, on May 5."),
        ("fr", "3 millions d'élèves", "X0QZ students", "3 million students"),
    ],
)  # fmt: skip
def test_small_words_agree(source: str, line: str, engine_says: str, expected: str) -> None:
    """Articles, prepositions and « de » around an amount are put right."""
    (done,) = _translated([line], source, lambda _: engine_says)
    assert done.target == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("pay $39691 (613-555-0123) now", ["$39691", "(613-555-0123"]),
        ("call 1-800-555-0123 or +1 613 555-0123", ["1-800-555-0123", "+1 613 555-0123"]),
        ("x91 613-555-0123", ["x91", "613-555-0123"]),
    ],
)
def test_a_telephone_number_takes_no_figure_of_another(text: str, kept: list[str]) -> None:
    """Every figure before it stays whole."""
    assert [one.text for one in find_kept(text, WAYS["en"])] == kept


@given(st.text(st.sampled_from("0123456789 -().,$%@#x:/+1")))
def test_no_figure_is_left_to_an_engine(text: str) -> None:
    """What is handed over has no figure but those of its marks."""
    for way in WAYS.values():
        assert not re.search(r"\d", re.sub(r"X\d+QZ", "", cover(text, way).text))


def test_an_amount_alone_needs_no_engine() -> None:
    """A line without words is written for the target all the same."""
    engine = WordEngine(str.upper)
    lines = ["$1,234.50", "8:30 a.m. – 5 p.m.", "42"]
    done = list(translate_lines(lines, engine=engine, source="en", target="fr"))
    assert [one.target for one in done] == [f"1{N}234,50{N}$", f"8{N}h{N}30 à 17{N}h.", "42"]
    assert [one.origin for one in done] == [Origin.MACHINE, Origin.MACHINE, Origin.NONE]
    assert engine.asked == []


def test_figures_are_left_to_an_engine_that_loses_marks() -> None:
    """Where a mark is lost, the engine's own figures count if their values are right."""
    engine = WordEngine(lambda text: re.sub(r"X\dQZ", "", text).replace("It costs", "Ça coûte"))
    (done,) = translate_lines(["It costs $5.50 now"], engine=engine, source="en", target="fr")
    assert done.target == f"Ça coûte 5,50{N}$ now"


def test_many_marks_are_divided_among_pieces() -> None:
    """No piece has more marks than an engine knows, and pieces join to the segment."""
    text = "Pay " + " and ".join(f"${number}" for number in range(1, 95)) + " now"
    engine = WordEngine(str)
    (done,) = translate_lines([text], engine=engine, source="en", target="fr")
    assert max(one.count("QZ") for one in engine.asked[0]) == MOST
    assert same_values(text, done.target, WAYS["en"])


@given(st.lists(st.sampled_from(["a", " ", "$5 ", "#b", "\u00a0", "🎓", "1", "."]), max_size=300))
def test_division_loses_nothing(parts: list[str]) -> None:
    """Whatever a segment is made of, its pieces join to it and none has too many marks."""
    text = "".join(parts).strip()
    segment = Segment(before="- ", text=text, after="\n")
    pieces = divided(segment, WAYS["en"])
    assert join(pieces) == str(segment)
    assert all(len(find_kept(piece.text, WAYS["en"])) <= MOST for piece in pieces)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 20_000,
        "a " * 10_000,
        "$5 " * 6_666,
        "🎓" * 20_000,
        "1" * 20_000,
        "#a" * 10_000,
        "(" * 20_000,
    ],
)
def test_twenty_thousand_characters(text: str) -> None:
    """A very long text is cut into pieces that an engine can take; nothing is lost."""
    engine = WordEngine(str)
    (done,) = translate_lines([text], engine=engine, source="en", target="fr")
    assert max((len(one) for asked in engine.asked for one in asked), default=0) <= 5_000
    assert len(done.target) >= 20_000 - 1


def test_control_characters_and_mixed_languages() -> None:
    """Control characters do not reach the engine; sentences in the target's language are left."""
    engine = WordEngine(str)
    french = "Bonjour à toutes et à tous, nous sommes là!"
    lines = ["Bad\x00 \x1b[31m\u202eline\u200b", f"Hello everyone. {french}", french]
    done = list(translate_lines(lines, engine=engine, source="en", target="fr"))
    assert engine.asked == [["Bad [X0QZline", "Hello everyone."]]
    assert [one.target for one in done[1:]] == lines[1:]
    assert [one.origin for one in done] == [Origin.MACHINE, Origin.MACHINE, Origin.NONE]
    assert done[0].target == "Bad [31m line"


@example("A²\x08@0")  # what is taken out must not join a word to a name
@given(st.text())
def test_any_text_has_a_translation(text: str) -> None:
    """No text is a fault, and none loses its figures' values."""
    (done,) = _translated([text], "fr", str)
    assert Counter(spans(done.target)) >= Counter(spans(text)) or "QZ" in text.upper()
