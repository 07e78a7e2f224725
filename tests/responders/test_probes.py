"""The texts of facts: found, read when needed, and kept in a folder."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from responders.facts import SHIPPED_FACTS, FactBank, load_facts
from responders.matching import Matcher
from responders.probes import Kind, ProbeIndex
from responders.values import Claim, Rating, Stance
from responders.words import shipped_lexicon
from tests.responders.test_retrieval import Counting

BANK = load_facts(SHIPPED_FACTS)
DAY = date(2026, 1, 14)
SAID = "They charge interest on student loans"


def test_a_changed_fact_costs_only_its_own_texts(tmp_path: Path) -> None:
    """An index in a folder is brought up to date: what did not change is not encoded again."""
    ProbeIndex(BANK.facts, shipped_lexicon(), Counting(), tmp_path / "index")
    first, *others = BANK.facts
    wording = replace(first.statement, en="A sentence that nobody has written before.")
    changed = (replace(first, statement=wording), *others)
    encoder = Counting()
    ProbeIndex(changed, shipped_lexicon(), encoder, tmp_path / "index")
    assert encoder.asked == [wording.en]


def test_a_kept_index_matches_as_a_new_one(tmp_path: Path) -> None:
    """Matches do not depend on where the index is."""
    anew = Matcher(BANK)
    for _ in range(2):
        kept = Matcher(BANK, folder=tmp_path / "index")
        assert kept.match(SAID, lang="en", day=DAY) == anew.match(SAID, lang="en", day=DAY)


def test_a_damaged_index_is_made_again(tmp_path: Path) -> None:
    """A file that was cut short is no error."""
    Matcher(BANK, folder=tmp_path / "index")
    (tmp_path / "index" / "grams-keys.npy").write_bytes(b"short")
    again = Matcher(BANK, folder=tmp_path / "index")
    assert again.match(SAID, lang="en", day=DAY).stance is Stance.CONTRADICTS


def test_the_side_of_a_claim() -> None:
    """A true claim stands for the fact, a wrong one against it, satire for neither."""
    variants = {"en": ("they charge it",), "fr": ("ils en demandent",)}
    claims = tuple(
        Claim(id=rating.value, variants=variants, rating=rating)
        for rating in (Rating.TRUE, Rating.MISLEADING, Rating.SATIRE)
    )
    fact = replace(BANK.facts[0], claims=claims)
    found = ProbeIndex((fact,), shipped_lexicon()).texts
    assert {probe.name: probe.kind for probe in found if ":" in probe.name} == {
        "other-claim:true": Kind.STATEMENT,
        "claim:misleading": Kind.CLAIM,
        "other-claim:satire": Kind.QUESTION,
    }


def test_far_facts_are_named_without_a_stance() -> None:
    """Where nothing is near, the nearest are named only if that is asked for."""
    text = "A new school term has begun for the students"
    near = Matcher(BANK).match(text, lang="en", day=DAY)
    far = Matcher(BANK).match(text, lang="en", day=DAY, far=True)
    assert near.stance is far.stance is Stance.NONE
    assert len(far.matches) > len(near.matches)
    assert {match.stance for match in far.matches} == {Stance.NONE}


def test_a_batch_is_encoded_at_once() -> None:
    """Preparing a batch encodes each text once, and matching it encodes nothing more."""
    encoder = Counting()
    matcher = Matcher(FactBank(BANK.facts[:3]), encoder=encoder)
    encoder.asked.clear()
    matcher.prepare([(SAID, None), (SAID, None)])
    assert encoder.asked == [SAID]
    matcher.match(SAID, lang="en", day=DAY)
    assert encoder.asked == [SAID]


def test_what_shares_no_sense_is_not_encoded() -> None:
    """A message on something else costs no vector, unless the nearest facts are asked for."""
    encoder = Counting()
    matcher = Matcher(FactBank(BANK.facts[:3]), encoder=encoder)
    encoder.asked.clear()
    aside = "What a lovely sunset over the harbour tonight"
    matcher.prepare([(aside, None)])
    assert matcher.match(aside, lang="en", day=DAY).matches == ()
    assert encoder.asked == []
    matcher.match(aside, lang="en", day=DAY, far=True)
    assert encoder.asked == [aside]


def test_a_batch_gives_what_each_message_gives() -> None:
    """Looking at many messages at once changes nothing of what each is matched to."""
    messages = [
        (SAID, None),
        ("The prime minister speaks. Grants must be paid back!", None),
        ("", None),
        ("Il faut un cosignataire pour le prêt", "Le prêt porte intérêt"),
        (SAID, None),
    ]
    for far in (False, True):
        alone = [
            Matcher(BANK).match(text, lang="en", day=DAY, quoted=quoted, far=far)
            for text, quoted in messages
        ]
        together = Matcher(BANK).match_batch(
            [(text, "en", quoted) for text, quoted in messages], day=DAY, far=far
        )
        assert together == alone
