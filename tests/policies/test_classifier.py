"""The classifier: what it may do, what it may never do, and how it fails."""

import json
import shutil
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.classifier import Classifier, load_scorer
from policies.document import load_policy
from policies.errors import ClassifierError
from policies.featurelist import FEATURES
from policies.modelinputs import BUCKETS, may_matter, number_names, read_inputs, without_groups
from policies.modelneed import asks_for_model
from policies.modelweights import LABELS, SHIPPED, load_weights, save_weights
from policies.screening import Screener
from policies.screening_values import Screening
from tests.policies.messages import detected, features, message
from tests.translations.fake_encoder import FakeEncoder
from translations.errors import EncoderFault
from translations.wording import bilingual


class _Stub(FakeEncoder):
    """A fake that passes for the encoder that the weights were made for."""

    def fingerprint(self) -> str:
        return load_weights().about.encoder


@lru_cache(maxsize=1)
def shipped() -> Classifier:
    """The classifier as it comes."""
    return load_scorer()


def judged(text: str, lang: str = "en", scorer: Classifier | None = None) -> Screening:
    """Screen one text with the classifier."""
    screener = Screener(load_policy(), scorer=scorer or shipped())
    return screener.screen(message(text), detected(lang))


def scores(text: str, lang: str = "en") -> dict[str, int]:
    """Return what the classifier says of one text."""
    item = (message(text), detected(lang), None)
    return dict(shipped().score_batch([item], [features(text, lang)])[0])


def test_every_number_that_it_gives_is_a_feature() -> None:
    """Rules may ask for each of its numbers; all of them are in the list of features."""
    given_names = set(scores("You are all parasites and thieves, get out!"))
    assert given_names <= {name for name in FEATURES if name.startswith("model_")}
    assert {f"model_{label}_pct" for label in LABELS} <= given_names


def test_inputs_that_it_asks_for_exist() -> None:
    """Every number that the shipped weights look at can still be read."""
    assert set(load_weights().about.numbers) <= set(number_names())


def test_calibrated_numbers_are_percentages() -> None:
    """Whatever the text, each number lies between 0 and 100."""
    found = scores("Tous des voleurs et des parasites!", "fr")
    assert all(0 <= value <= 100 for value in found.values())


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_never_suspects_what_must_pass(lang: str) -> None:
    """No message that must pass is suspected: criticism of the department stays free."""
    policy = load_policy()
    screener = Screener(policy, scorer=shipped())
    flagged = [
        example.text
        for example in policy.must_pass
        if example.lang == lang and screener.screen(message(example.text), detected(lang)).flagged
    ]
    assert flagged == []


def test_it_adds_and_takes_nothing_away() -> None:
    """What rules find stays as it is, with the classifier and without it; nothing is suggested."""
    plain = Screener(load_policy())
    for text, lang in [
        ("You are an idiot.", "en"),
        ("I will kill you", "en"),
        ("Tous les musulmans sont des terroristes", "fr"),
        ("My SIN is 046 454 286, can you check my file?", "en"),
    ]:
        without = plain.screen(message(text), detected(lang))
        with_it = judged(text, lang)
        kept = tuple(label for label in with_it.labels if label.label != "suspected")
        assert kept == without.labels
        assert with_it.route is without.route
        assert with_it.suggested_action == without.suggested_action
        assert with_it.handling == without.handling


def test_a_suspicion_asks_for_a_look_and_no_more() -> None:
    """Alone, a suspicion gives route review, the lowest severity and no action."""

    class Sure(Classifier):
        def score_batch(self, items, features):  # type: ignore[no-untyped-def] # as in Classifier
            return [{"model_suspects_hate": 1, "model_hate_pct": 97} for _ in items]

    result = judged("A plain sentence.", scorer=Sure(load_weights(), _Stub()))
    assert [label.label for label in result.labels] == ["suspected"]
    assert (result.route.value, result.severity, result.suggested_action) == ("review", 1, None)
    assert result.labels[0].evidence == ((0, len("A plain sentence.")),)
    assert result.handling == frozenset()


def test_third_languages_get_no_score() -> None:
    """It was trained on two languages; a third one is not judged."""
    assert scores("Eres un idiota y un ladrón", "es") == {}
    assert scores("", "en") == {}
    assert scores("   ", "fr") == {}


def test_undetermined_takes_both_languages_to_agree() -> None:
    """Where nobody can tell the language, the stricter threshold and lower number count."""
    text = "parasites"
    und, en, fr = scores(text, "und"), scores(text, "en"), scores(text, "fr")
    assert set(und) <= set(en) | set(fr)


def test_no_score_goes_by_which_group_is_named() -> None:
    """Exchanging one group of people for another changes nothing."""
    for pattern, lang, groups in [
        (
            "I have never liked how {} do things around here",
            "en",
            ("Muslims", "Jews", "Sikhs"),
        ),
        ("Les {} ne changeront jamais, tenez-les loin", "fr", ("musulmans", "juifs", "sikhs")),
    ]:
        texts = [pattern.format(group) for group in groups]
        found = [features(text, lang) for text in texts]
        rows = shipped().logits(texts, found)
        assert np.allclose(rows, rows[0], atol=1e-3)


def test_a_batch_gives_what_one_by_one_gives() -> None:
    """Company does not change a score."""
    texts = ["You fool", "When will I be paid?", "Go back where you came from", "Thanks!"]
    items = [(message(text), detected("en"), None) for text in texts]
    together = shipped().score_batch(items, [features(text) for text in texts])
    assert [dict(one) for one in together] == [scores(text) for text in texts]


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "fr", "und"]))
def test_any_text_gets_finite_scores(text: str, lang: str) -> None:
    """No text makes it fail, and shapes stay inside the table."""
    found = features(text, lang)
    assert np.isfinite(shipped().logits([text], [found])).all()
    assert all(0 <= bucket < BUCKETS for bucket in read_inputs(text, found).shapes)


def test_long_texts_are_bounded() -> None:
    """Of 20,000 characters, beginning and end are read."""
    inputs = read_inputs("word " * 4_000 + "end", features("word"))
    assert len(inputs.shapes) < 1_000
    assert scores("é" * 20_000, "fr") == scores("é" * 20_000, "fr")


def test_groups_are_written_as_people() -> None:
    """Only the words for the group change; the rest stays as it was written."""
    text = "Ces immigrants étudient en soins infirmiers."
    assert without_groups(text, features(text, "fr")) == "Ces gens étudient en soins infirmiers."
    assert without_groups("Merci!", features("Merci!", "fr")) == "Merci!"


def test_without_encoder_it_says_so() -> None:
    """An encoder that fails keeps the classifier off, with the reason in both languages."""
    fault = EncoderFault(bilingual("translations.encoder.failed"))
    with pytest.raises(ClassifierError) as caught:
        load_scorer(_Stub(fault=fault))
    assert caught.value.explanation == fault.explanation


def test_vectors_of_another_encoder_are_refused() -> None:
    """Weights say which encoder they were made for."""
    with pytest.raises(ClassifierError, match="another sentence encoder"):
        Classifier(load_weights(), FakeEncoder())


def test_a_failure_in_a_batch_sends_it_to_a_person() -> None:
    """Where the encoder fails later, rules still count and somebody looks."""
    encoder = _Stub()
    scorer = Classifier(load_weights(), encoder)
    encoder.fault = EncoderFault(bilingual("translations.encoder.failed"))
    result = judged("You are an idiot.", scorer=scorer)
    assert "insult" in {label.label for label in result.labels}
    assert judged("Thank you!", scorer=scorer).faults == ("classifier:EncoderFault",)
    assert judged("Thank you!", scorer=scorer).route.value == "review"


def test_only_policies_that_ask_get_it() -> None:
    """A policy without a rule about the classifier costs no vectors."""
    policy = load_policy()
    rules = tuple(rule for rule in policy.rules if not rule.id.startswith("model-"))
    assert asks_for_model(policy)
    assert not asks_for_model(replace(policy, rules=rules))


@pytest.mark.parametrize("what", ["missing", "changed", "short", "unknown", "not-json"])
def test_damaged_weights_are_refused(tmp_path: Path, what: str) -> None:
    """Files that are missing, changed or for other features are refused, never used."""
    folder = tmp_path / "model"
    shutil.copytree(SHIPPED, folder)
    raw, about = folder / "weights.bin", folder / "model.json"
    if what == "missing":
        raw.unlink()
    elif what == "changed":
        raw.write_bytes(bytes(64) + raw.read_bytes()[64:])
    elif what == "short":
        raw.write_bytes(raw.read_bytes()[:-2])
    elif what == "unknown":
        data = json.loads(about.read_text("utf-8"))
        data["numbers"][0] = "no_such_feature"
        about.write_text(json.dumps(data), "utf-8")
    else:
        about.write_text("{", "utf-8")
    with pytest.raises(ClassifierError) as caught:
        load_weights(folder)
    assert caught.value.explanation.fr


def test_weights_survive_writing_and_reading(tmp_path: Path) -> None:
    """What is saved is what is loaded."""
    weights = load_weights()
    about = weights.about.model_dump(exclude={"sha256"})
    names = ("hidden", "hidden_bias", "out", "direct", "shapes", "bias")
    save_weights(tmp_path, about, {name: getattr(weights, name) for name in names})
    again = load_weights(tmp_path)
    assert again.about == weights.about
    assert all(np.array_equal(getattr(again, name), getattr(weights, name)) for name in names)


def test_weights_are_small_and_name_their_sources() -> None:
    """The files stay under a megabyte, and every source has a licence."""
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 1_000_000
    assert all(origin.licence for origin in load_weights().about.origins)


@pytest.mark.parametrize(
    ("text", "lang", "matters"),
    [
        ("When is the office open on Friday?", "en", False),
        ("Le bureau est ouvert quand le vendredi?", "fr", False),
        ("Somebody should teach them a lesson.", "en", True),
        ("On devrait leur donner une leçon.", "fr", True),
        ("Immigrants built this country.", "en", True),
        ("See shop.example.com", "en", True),
    ],
)
def test_it_is_asked_only_where_something_could_be_suspected(
    text: str, lang: str, matters: bool
) -> None:
    """A message that names nobody, addresses nobody and shows no telling word costs no vector."""
    assert may_matter(text, features(text, lang)) is matters
    assert bool(scores(text, lang)) is matters
