"""The translator: memory first, then the engine, then the glossary; and what it says of each."""

from collections.abc import Sequence

import pytest

from tests.translations.fakes import WordEngine
from translations.engine import NoEngineInstalled
from translations.errors import EngineFault, NoEngine
from translations.glossary import Glossary
from translations.memory import Memory, Unit, UnitKind
from translations.terms import Term, TermKind
from translations.translator import Translated, Translator
from translations.values import Bilingual, Origin

MEMORY = Memory(
    [
        Unit(texts=Bilingual(en=en, fr=fr), kind=UnitKind.REPLY, ref="a", place=place)
        for place, (en, fr) in enumerate(
            [
                ("Thank you for writing.", "Merci de nous avoir écrit."),
                ("Payments start in 6 months.", "Les versements commencent dans 6 mois."),
                ("Yes.\nNo.", "Oui.\nNon."),
                ("Your file is complete.", "Votre dossier est complet."),
            ]
        )
    ]
)
GLOSSARY = Glossary(
    [
        Term(
            texts=Bilingual(en="Canada Revenue Agency", fr="Agence du revenu du Canada"),
            kind=TermKind.NAME,
            forms={"en": ("CRA",), "fr": ("l'ARC",)},
            article="l'",
            english_article=True,
        ),
        Term(
            texts=Bilingual(en="e-mail", fr="courriel"),
            forbidden={"fr": ("e-mail",)},
            article="le",
        ),
    ]
)


def upper(text: str) -> str:
    """Translate as no engine does, but so that one sees what it was given."""
    return text.upper().replace("{NAME", "{name")


def one(text: str, translator: Translator) -> Translated:
    """Translate one text into French."""
    return translator.one(text, source="en", target="fr")


def told(done: Translated) -> tuple[str, str, int | None]:
    """Return what matters most of a translation."""
    return done.target, done.origin.value, done.score_pct


def test_a_text_of_the_memory_never_reaches_the_engine() -> None:
    """Whole texts first, then segments; white space and line breaks stay."""
    engine = WordEngine(upper)
    translator = Translator(engine, memory=MEMORY)
    texts = [
        "  Thank you for writing.\n",
        "Yes.\nNo.",
        "Thank you for writing. Your file is complete.",
    ]
    done = list(translator.translate(texts, source="en", target="fr"))
    assert [told(line) for line in done] == [
        ("  Merci de nous avoir écrit.\n", "tm", 100),
        ("Oui.\nNon.", "tm", 100),
        ("Merci de nous avoir écrit. Votre dossier est complet.", "tm", 100),
    ]
    assert engine.asked == []


def test_only_what_the_memory_lacks_goes_to_the_engine() -> None:
    """A mixed text is machine translation, and each piece says where it is from."""
    engine = WordEngine(upper)
    done = one("Thank you for writing. See you soon.", Translator(engine, memory=MEMORY))
    assert told(done) == ("Merci de nous avoir écrit. SEE YOU SOON.", "mt", None)
    assert [(piece.origin.value, piece.source) for piece in done.pieces] == [
        ("tm", "Thank you for writing."),
        ("mt", "See you soon."),
    ]
    assert engine.asked == [["See you soon."]]


def test_numbers_are_put_in_and_the_score_says_so() -> None:
    """The least score counts for the whole."""
    done = one(
        "Your file is complete. Payments start in 12 months.",
        Translator(WordEngine(upper), memory=MEMORY),
    )
    assert told(done) == (
        "Votre dossier est complet. Les versements commencent dans 12 mois.",
        "tm",
        97,
    )


def test_a_near_match_is_a_suggestion_only() -> None:
    """The engine translates; what people approved for a near text comes along."""
    done = one("Your file is not complete yet.", Translator(WordEngine(upper), memory=MEMORY))
    assert (done.origin, done.suggestions) == (Origin.MACHINE, ())  # it says the contrary
    done = one("Your file is now complete.", Translator(WordEngine(upper), memory=MEMORY))
    assert told(done) == ("YOUR FILE IS NOW COMPLETE.", "mt", None)
    assert [near.target for near in done.suggestions] == ["Votre dossier est complet."]


def test_without_an_engine_the_memory_still_translates() -> None:
    """What the memory has needs no model; what it lacks says what to install."""
    translator = Translator(NoEngineInstalled(), memory=MEMORY)
    assert told(one("Thank you for writing.", translator))[1:] == ("tm", 100)
    with pytest.raises(NoEngine):
        one("Something else entirely.", translator)
    with pytest.raises(NoEngine):
        Translator(NoEngineInstalled()).translate([], source="en", target="fr")


def test_what_has_no_words_is_left_as_it_is() -> None:
    """Empty lines and signs are neither memory nor machine."""
    translator = Translator(WordEngine(upper), memory=MEMORY, glossary=GLOSSARY)
    done = list(translator.translate(["", "  ", "…"], source="en", target="fr"))
    assert [told(line) for line in done] == [
        ("", "none", None),
        ("  ", "none", None),
        ("…", "none", None),
    ]


class Names:
    """An engine that translates names, and anything else by a table."""

    name = "names"
    sends_text_away = False

    def __init__(self, table: dict[str, str]) -> None:
        self._table = table
        self.asked: list[str] = []

    def pairs(self) -> frozenset[tuple[str, str]]:
        """Return English to French."""
        return frozenset({("en", "fr")})

    def translate(
        self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
    ) -> list[str]:
        """Return what the table has; marks of names as they come."""
        self.asked += texts
        return [self._table.get(text, text) for text in texts]


def test_a_name_that_came_out_wrong_is_put_in() -> None:
    """The text is translated once more with its name covered; its article is its own."""
    engine = Names(
        {
            "Ask the CRA.": "Demandez au RCA.",
            "Ask the X0QZ.": "Demandez à le X0QZ.",
        }
    )
    done = one("Ask the CRA.", Translator(engine, glossary=GLOSSARY))
    assert (done.target, done.checks, done.violations) == ("Demandez à l'ARC.", (), ())
    assert len(engine.asked) == 2


def test_a_name_that_came_out_right_is_not_touched() -> None:
    """One pass is enough where the engine knows the name."""
    engine = Names({"Ask the CRA.": "Demandez à l'ARC."})
    assert one("Ask the CRA.", Translator(engine, glossary=GLOSSARY)).target == "Demandez à l'ARC."
    assert engine.asked == ["Ask the CRA."]


def test_a_forbidden_word_is_exchanged() -> None:
    """What agrees with it is kept."""
    engine = Names({"An e-mail": "Un e-mail"})
    assert one("An e-mail", Translator(engine, glossary=GLOSSARY)).target == "Un courriel"


def test_what_cannot_be_put_right_is_told() -> None:
    """The failed check is named, and what is expected."""
    engine = Names({"An e-mail": "Une lettre"})
    done = one("An e-mail", Translator(engine, glossary=GLOSSARY))
    assert done.checks == ("glossary",)
    assert [violation.expected for violation in done.violations] == ["courriel"]


def test_an_engine_that_fails_says_so() -> None:
    """Its fault passes; nothing is made up."""

    class Broken(Names):
        def translate(
            self, texts: Sequence[str], *, source: str, target: str, beam: int = 1
        ) -> list[str]:
            return []

    with pytest.raises(EngineFault):
        one("Hello there.", Translator(Broken({}), memory=MEMORY))


def test_one_language_is_no_direction() -> None:
    """Source and target differ."""
    with pytest.raises(ValueError, match="two languages"):
        Translator(WordEngine(upper)).translate([""], source="en", target="en")
