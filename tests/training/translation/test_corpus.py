"""The texts that the compact models learn from: what is taken, in which form."""

import itertools
from pathlib import Path

import pytest

from training.translation.corpus import (
    clean,
    is_watched,
    load_pairs,
    read_replies,
    read_rows,
    write_pairs,
)
from training.translation.marks import find_values
from training.translation.mixture import SHARES
from training.translation.normalizing import (
    Pair,
    english,
    french,
    is_familiar,
    is_sound,
    plural_imperatives,
)
from translations.typography import faults


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Est-ce là ta maison ?", "Est-ce là ta maison?"),
        ("Il a dit : « Non ! »", "Il a dit : « Non! »"),
        ("l’écart\u00a0:", "l'écart :"),
        ("a) l'oeuvre ;", "l'œuvre;"),
        ("Il coûte 1 234,50 $.", "Il coûte 1 234,50 $."),
    ],
)
def test_french_is_put_in_the_form_of_canada(written: str, normal: str) -> None:
    """Spaces, apostrophes and ligatures follow our rules; no-break spaces are plain."""
    assert french(written) == normal


def test_english_has_straight_quotes() -> None:
    """Typographic quotes and item numbers go."""
    assert english("(b) “don’t”…") == '"don\'t"...'


@pytest.mark.parametrize(
    ("en", "fr", "sound"),
    [
        ("The program helps people.", "Le programme aide les gens.", True),
        ("It opened in 2014.", "Il a ouvert en 2014.", True),
        ("It opened in 2014.", "Il a ouvert en 2015.", False),
        ("It costs $1,234.50.", "Cela coûte 1 234,50 $.", True),
        ("The bank is closed.", "The bank is closed.", False),
        ("Yes.", "Oui, mais la banque est fermée jusqu'à lundi prochain.", False),
        ("See {name} for the rest.", "Voir {name} pour le reste.", False),
        ("This is the law of the land.", "This is not the loi of the land and you.", False),
        ("word " * 60, "mot " * 60, False),
        ("", "", False),
    ],
)
def test_a_pair_is_sound_or_not(en: str, fr: str, sound: bool) -> None:
    """Numbers, lengths and languages have to agree."""
    assert is_sound(en, fr) is sound


@pytest.mark.parametrize(
    "familiar",
    [
        "Tu peux y aller.",
        "Viens ici!",
        "Réveille-moi à sept heures.",
        "Je t'aime.",
        "Ferme la porte.",
        "C'est ta place.",
    ],
)
def test_tu_is_noticed(familiar: str) -> None:
    """Pronouns, possessives and imperatives of the second person singular count."""
    assert is_familiar(familiar, plural_imperatives(["Fermez la porte.", "Une maison."]))


@pytest.mark.parametrize(
    "formal",
    [
        "Fermez la porte.",
        "Vous pouvez y aller.",
        "Une maison.",
        "Elle ferme la porte.",
        "L'été est là.",
        "",
    ],
)
def test_vous_is_not_tu(formal: str) -> None:
    """Sentences that say vous, or speak to nobody, are not taken for tu."""
    assert not is_familiar(formal, plural_imperatives(["Fermez la porte."]))


def test_only_sound_rows_are_kept_once() -> None:
    """Doubles, loose law notes, cut-off lines and held sentences are dropped; tu is noted."""
    rows = [
        ("You may go there.", "Tu peux y aller.", "tatoeba"),
        ("You may go there.", "Tu peux y aller .", "tatoeba"),
        ("I am held back.", "On me garde.", "tatoeba"),
        ("Condition precedent", "Condition préalable", "canada_laws"),
        ("The Minister may refuse.", "Le ministre peut refuser.", "canada_laws"),
        ("Introduce the act fo", "Introduire la loi.", "gc_infobase"),
        ("consort", "version anglaise seulement", "terms"),
    ]
    assert clean(rows, frozenset({"iamheldback"})) == [
        Pair("You may go there.", "Tu peux y aller.", "tatoeba", familiar=True),
        Pair("The Minister may refuse.", "Le ministre peut refuser.", "canada_laws"),
    ]


def test_pairs_survive_a_file(tmp_path: Path) -> None:
    """What is written is what is read, quotes and all."""
    pairs = [
        Pair('He said "no".', "Il a dit « non ».", "tatoeba"),
        Pair("a", "b", "terms", familiar=True),
    ]
    write_pairs(pairs, tmp_path / "pairs.tsv")
    assert load_pairs(tmp_path / "pairs.tsv") == pairs


def test_watched_pairs_are_few_and_never_terms() -> None:
    """About one sentence in four hundred is kept to watch the training by."""
    found = [
        number for number in range(8_000) if is_watched(Pair(f"Sentence {number}.", "", "tatoeba"))
    ]
    assert 5 < len(found) < 50
    assert not is_watched(Pair(f"Sentence {found[0]}.", "", "terms"))


def test_our_own_replies_are_good_french() -> None:
    """Each says vous, keeps our typography and has the same marks on both sides."""
    replies = read_replies()
    assert len(replies) > 100
    for pair in replies:
        assert not is_familiar(pair.fr), pair.fr
        assert not [fault for fault in faults(pair.fr, "fr") if fault.rule != "colon-space"], (
            pair.fr
        )
        values = [{place.value for place in find_values(text, lang)} for text, lang in both(pair)]
        assert values[0] == values[1], pair.en


def test_real_data_can_be_read(shared_dir: Path) -> None:
    """Rows with both languages and a known data set are found."""
    rows = read_rows(shared_dir / "data")
    assert {source for _, _, source in itertools.islice(rows, 100)} <= SHARES.keys()


def both(pair: Pair) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return both sides with their languages."""
    return (pair.en, "en"), (pair.fr, "fr")
