"""The sets that matching is measured on are well-formed, and today's figures do not fall."""

from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from responders.facts import check_facts
from responders.matching import Matcher
from responders.values import MatchResult, Stance
from tests.claims.counting import (
    Answer,
    Judged,
    Opener,
    Rate,
    judge,
    precision_of_corrections,
    recall,
    stance_recall,
    wrongful,
)
from tests.claims.sets import (
    BANK,
    DAY,
    KINDS,
    LANGS,
    PARTS,
    RIGHT_KINDS,
    is_held,
    load_bank,
    load_elsewhere,
    load_elsewhere_bank,
    load_main,
    load_right,
    only_in,
    texts_of,
)

_FLOORS: Final = Path(__file__).parent / "floors.yaml"
_TOLERANCE: Final = 0.005  # half a point: another processor rounds otherwise
_OUT_OF_DATE: Final = {"valid_until", "valid_from"}  # facts that are meant to be


def test_the_bank_is_clean() -> None:
    """No error, and no warning but for the facts that are out of date on purpose."""
    check = check_facts(BANK, DAY)
    assert check.errors == ()
    assert all(fault.field.split(".")[-1] in _OUT_OF_DATE for fault in check.warnings)
    assert len(check.warnings) == 4


def test_the_bank_is_large_and_varied() -> None:
    """There are 120 facts or more, of eight topics, each with a question and a misconception."""
    facts = load_bank().facts
    assert len(facts) >= 120
    assert len({fact.topic for fact in facts}) >= 8
    assert len({fact.owner for fact in facts}) >= 3
    for fact in facts:
        assert 1 <= len(fact.misconceptions) <= 3, fact.id
        for wrong in fact.misconceptions:
            assert all(1 <= len(wrong.variants[lang]) <= 3 for lang in LANGS), fact.id
        assert all(fact.questions[lang] for lang in LANGS), fact.id
    assert any(not fact.valid_on(DAY) and fact.valid_from > DAY for fact in facts)
    assert any(fact.valid_until is not None and fact.valid_until < DAY for fact in facts)


def test_every_message_is_about_facts_that_exist() -> None:
    """Each id is used once, each fact is in the bank, and no text stands twice."""
    bank = load_bank()
    main = [one for part in PARTS for one in load_main(part)]
    right = [one for lang in LANGS for one in load_right(lang)]
    right += [one for lang in LANGS for one in load_right(lang, tuned=True)]
    ids = Counter([one.id for one in main] + [one.id for one in right])
    texts = Counter([one.text for one in main] + [one.text for one in right])
    assert [name for name, times in ids.items() if times > 1] == []
    assert [text for text, times in texts.items() if times > 1] == []
    assert [one.id for one in main for fact in one.facts if fact not in bank] == []
    assert [one.id for one in right if one.fact not in bank] == []


def test_no_message_is_a_text_of_the_bank() -> None:
    """Nothing is found because it stands in the bank word for word."""
    known = {text.casefold() for _, text in texts_of(load_bank().facts)}
    messages = [one.text for part in PARTS for one in load_main(part)]
    messages += [one.text for lang in LANGS for one in load_right(lang)]
    assert [text for text in messages if text.casefold() in known] == []


def test_a_message_without_a_fact_has_no_stance() -> None:
    """Only what is about no fact is `none`, and a stance needs a fact."""
    main = [one for part in PARTS for one in load_main(part)]
    assert [one.id for one in main if (one.stance is Stance.NONE) != (one.facts == ())] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_main_set_covers_every_kind(lang: str) -> None:
    """There are 180 messages or more a language, eight or more of each kind."""
    kinds = Counter(one.kind for part in PARTS for one in load_main(part) if one.lang == lang)
    assert set(kinds) == set(KINDS)
    assert kinds.total() >= 180
    assert min(kinds.values()) >= 8


@pytest.mark.parametrize("lang", LANGS)
def test_people_who_are_right_are_many(lang: str) -> None:
    """There are 320 messages or more a language, ten or more of each kind."""
    kinds = Counter(one.kind for one in load_right(lang))
    assert set(kinds) == set(RIGHT_KINDS)
    assert kinds.total() >= 320
    assert min(kinds.values()) >= 10


def test_a_third_is_held_back() -> None:
    """The hash alone says which part a message is in, and about a third is held back."""
    parts = {part: load_main(part) for part in PARTS}
    assert all(is_held(one.text) == (part == "held") for part in PARTS for one in parts[part])
    share = len(parts["held"]) / sum(map(len, parts.values()))
    assert 0.28 <= share <= 0.39


def test_only_in_leaves_no_text_of_the_other_language() -> None:
    """A bank in one language has that language's texts and no others."""
    bank = load_bank()
    for lang in LANGS:
        left = {text for _, text in texts_of(only_in(bank, lang).facts)}
        for fact in bank.facts:
            assert (fact.statement.fr in left) == (lang == "fr"), fact.id


@given(st.integers(1, 400), st.floats(0, 1))
def test_a_share_lies_in_its_interval(total: int, share: float) -> None:
    """Wilson's interval holds the share, and the exact upper bound is no lower than it."""
    rate = Rate(round(total * share), total)
    low, high = rate.wilson()
    assert low - 1e-9 <= rate.share <= high + 1e-9
    assert rate.upper() >= rate.share - 1e-9


def test_an_exact_bound_is_the_known_one() -> None:
    """0 of 300 is at most 1.22 %, and 3 of 300 at most 2.89 %, by Clopper and Pearson."""
    assert Rate(0, 300).upper() == pytest.approx(0.012221, abs=1e-5)
    assert Rate(3, 300).upper() == pytest.approx(0.028942, abs=1e-4)


def _opener() -> Opener:
    def open_matcher(facts: Any) -> Answer:
        matcher = Matcher(facts)

        def answer(text: str, lang: str) -> MatchResult:
            return matcher.match(text, lang=lang, day=DAY)

        return answer

    return open_matcher


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """Every message that may be tuned on, matched once."""
    return judge(load_main("dev"), _opener())


def _floors() -> dict[str, dict[str, float]]:
    floors: dict[str, dict[str, float]] = yaml.safe_load(_FLOORS.read_text("utf-8"))
    return floors


@pytest.mark.parametrize("lang", LANGS)
def test_figures_do_not_fall(judged: list[Judged], lang: str) -> None:
    """On the part that may be tuned on, no figure is below the one written down."""
    some = [one for one in judged if one.message.lang == lang]
    first, among = recall(some)
    found = {
        "recall_at_1": first.share,
        "recall_at_3": among.share,
        "contradicts_precision": precision_of_corrections(some).share,
        "contradicts_recall": stance_recall(some, Stance.CONTRADICTS).share,
    }
    floors = _floors()[lang]
    assert {key: found[key] for key in floors if found[key] < floors[key] - _TOLERANCE} == {}


@pytest.mark.parametrize("lang", LANGS)
def test_no_more_people_who_are_right_are_corrected(lang: str) -> None:
    """The count alone is compared: nobody looks which ones they are."""
    count = wrongful(load_right(lang), _opener()(load_bank())).hits  # a bare number in a failure
    assert count <= _floors()["wrongful_at_most"][lang]


@pytest.mark.parametrize("lang", LANGS)
def test_people_who_are_right_beside_a_fact_are_not_corrected(lang: str) -> None:
    """Another subject, another day, an old rule, a story: those were tuned on, and stay so."""
    answer = _opener()(load_bank())
    corrected = [
        one.text
        for one in load_right(lang, tuned=True)
        if answer(one.text, lang).stance is Stance.CONTRADICTS
    ]
    assert corrected == []


def test_another_field_is_matched_without_being_known() -> None:
    """Facts with few known claims are found, and no correction of them is wrong."""
    judged = judge(load_elsewhere(), _opener(), bank=load_elsewhere_bank())
    floors = _floors()["elsewhere"]
    precise = precision_of_corrections(judged)
    assert precise.hits == precise.total
    assert recall(judged)[0].share >= floors["recall_at_1"] - _TOLERANCE
    assert stance_recall(judged, Stance.CONTRADICTS).share >= (
        floors["contradicts_recall"] - _TOLERANCE
    )
