"""The suites themselves: large enough, alike in both languages, and nothing both shown and held."""

from collections import Counter

import pytest

from tests.functional.disguises import DISGUISES, plain
from tests.functional.suite import LANGS, PARTS, cases, every_case, functionalities


def _templates(lang: str, part: str) -> Counter[str]:
    return Counter(
        functionality
        for functionality, _ in {(one.functionality, one.template) for one in cases(lang, part)}
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_suite_is_large_enough(lang: str) -> None:
    """Each language has 250 templates and 1,500 cases at least, two thirds of them to work on."""
    templates = {part: {one.template for one in cases(lang, part)} for part in PARTS}
    number = sum(len(cases(lang, part)) for part in PARTS)
    assert sum(map(len, templates.values())) >= 250
    assert number >= 1_500
    assert 0.6 < len(cases(lang, "dev")) / number < 0.75


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_have_the_same_kinds(part: str) -> None:
    """Each kind of message has as many templates in English as in French, one more or less."""
    english, french = (_templates(lang, part) for lang in LANGS)
    assert english.keys() == french.keys() == functionalities().keys()
    assert {name: english[name] - french[name] for name in english} == dict.fromkeys(english, 0)


@pytest.mark.parametrize("lang", LANGS)
def test_no_template_is_both_shown_and_held_back(lang: str) -> None:
    """What is measured on is never what was worked on."""
    dev, held = ({one.template for one in cases(lang, part)} for part in PARTS)
    assert dev & held == set()


def test_no_case_is_there_twice() -> None:
    """A text stands once for each kind of message, language and part."""
    seen = Counter(
        (one.lang, one.functionality, one.text)
        for one in every_case()
        if not one.functionality.startswith("spelling_")  # a disguise may leave a short word alone
    )
    assert [text for text, count in seen.items() if count > 1] == []


def test_every_brace_and_mark_is_gone() -> None:
    """What is screened holds no brace and no bracket of the templates."""
    assert [one.text for one in every_case() if set("{}[]") & set(one.text)] == []


def test_a_template_begins_with_a_capital_where_it_says_so() -> None:
    """A slot with a capital gives a form with a capital, and the other forms stay as they are."""
    texts = {one.text for one in every_case() if one.functionality == "derog_dehumanize"}
    assert {"Muslims are vermin.", "Les musulmans sont de la vermine."} <= texts


def test_the_cases_are_always_the_same() -> None:
    """Reading the suite again gives the same cases in the same order."""
    first = cases("fr", "dev")
    cases.cache_clear()
    assert cases("fr", "dev") == first


@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguise_changes_marked_words_only(name: str) -> None:
    """The rest of the sentence stays, and a person still recognizes the word by its length."""
    text = "we [murder] the rest"
    changed = DISGUISES[name](text, "en")
    assert changed != plain(text)
    assert (changed[:2], changed[-9:]) == ("we", " the rest")


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("swapped", "Je vais te teur."),
        ("missing", "Je vais te ter."),
        ("joined", "Je vais tetuer."),
        ("spaced", "Je vais te t u e r."),
        ("dotted", "Je vais te t.u.e.r."),
        ("leet", "Je vais te tu3r."),
        ("stars", "Je vais te t*er."),
        ("repeated", "Je vais te tueeeeer."),
        ("zero_width", "Je vais te tu\u200ber."),
        ("lookalikes", "Je vais te tu\u0435r."),
        ("accents", "Je vais te tuer."),
    ],
)
def test_each_disguise(name: str, changed: str) -> None:
    """Each way of writing does what its name says."""
    assert DISGUISES[name]("Je vais te [tuer].", "fr") == changed


def test_every_family_is_known() -> None:
    """No case waits for something that the policy has no labels for."""
    known = {"hate", "threat", "self_harm", "danger", "insult", "personal", "scam", "advertising"}
    caught = {one.family for one in every_case() if one.caught}
    assert caught == known
    assert {one.family for one in every_case() if not one.caught} == {"none", "coarse"}
