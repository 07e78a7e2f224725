"""What matching is measured beside, and on, is fair: plain methods work, made-up banks differ."""

import json
from pathlib import Path

import pytest

from bench._claims import bank_of_claims, bank_of_facts, posts_and_claims
from bench._matchers import open_baseline, open_matcher, pieces, ranker
from tests.claims.sets import load_bank, texts_of

_QUICK = ("BM25", "TF-IDF, words", "TF-IDF, characters", "rapidfuzz")


@pytest.mark.parametrize("name", _QUICK)
def test_a_plain_method_finds_a_text_that_it_knows(name: str) -> None:
    """Each text of the bank leads to its own fact, accents and capitals aside."""
    bank = load_bank()
    rank = open_baseline(name, bank).rank
    asked = list(texts_of(bank.facts))[::40]
    assert [fact for fact, text in asked if fact not in rank(text.upper())[:1]] == []


def test_a_plain_method_finds_nothing_where_nothing_is_shared() -> None:
    """Words that no fact has lead nowhere."""
    assert open_baseline("BM25", load_bank()).rank("zzzz xxxx") == ()


def test_the_program_ranks_through_one_door() -> None:
    """What the bench asks is the matcher of `liaison match`."""
    rank = ranker(open_matcher(load_bank()))
    assert next(iter(rank("they charge interest on harbour loans", "en"))) == "la-interest"


def test_pieces_stay_inside_words() -> None:
    """Pieces have 3 to 5 characters, the word's edges with them."""
    assert pieces("Né") == [" ne", "ne ", " ne "]


def test_made_up_claims_differ() -> None:
    """Banks have the size that is asked for, and no wording stands twice."""
    bank = bank_of_claims(3_000)
    wordings = [
        text
        for fact in bank.facts
        for claim in fact.misconceptions
        for texts in claim.variants.values()
        for text in texts
    ]
    assert len(wordings) == len(set(wordings))
    assert 3_000 <= len(wordings) < 3_100
    facts = bank_of_facts(1_000).facts
    assert len({fact.id for fact in facts}) == len({fact.statement.fr for fact in facts}) == 1_000


def test_posts_are_parted_by_hash(tmp_path: Path) -> None:
    """Each post is in one half, beside the fact that has its claim; a claim stands once."""
    rows = [{"post": f"un message {n}", "claim": f"une affirmation {n // 2}"} for n in range(40)]
    file = tmp_path / "posts.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    bank, dev = posts_and_claims(file, "dev")
    _, held = posts_and_claims(file, "held")
    assert sorted(post for post, _ in dev + held) == sorted(row["post"] for row in rows)
    assert len(bank.facts) == 20
    for post, fact in dev + held:
        wrong = bank.get(fact).misconceptions[0]
        assert wrong.variants["fr"] == (f"une affirmation {int(post.split()[-1]) // 2}",)
