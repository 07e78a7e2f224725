# ruff: noqa: E501 # one text a line; look-alike signs are the subject
"""Imposters of our accounts are recognized; accounts on the register never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.accounts import imitates, looks_generated, named_accounts, official_claims
from policies.features import Context, FeatureReader, Features
from policies.message import ARRIVAL, Message
from policies.screening_values import Screening
from policies.shippedwords import shipped_lexicons
from policies.views import plain_view
from tests.policies.messages import SENT, detected, screener

ACCOUNTS = ("LearnerSupport", "x:SoutienApprenants", "@learner_support_ca")
NAMES = ("Learner Support Canada", "Soutien aux apprenants Canada")
CONTEXT = Context(own_accounts=ACCOUNTS, own_names=NAMES)

IMPOSTERS = [
    "learnersupp0rt",
    "LearnerSupport_",
    "learner.support.help",
    "LearnerSupportOfficial",
    "official_learnersupport",
    "learnersuport",
    "Learner5upport",
    "ＬearnerSupport1",
    "LеarnerSupport",  # a Cyrillic letter
    "soutienapprenants_aide",
    "SoutienApprenantsOfficiel",
    "soutien_aprenants",
    "Soutien aux apprenants Canada",
    "learner support canada 🇨🇦",
]
OTHERS = [
    "learnersupport",
    "@LearnerSupport",
    "soutienapprenants",
    "joan.baker",
    "jeanne_boulanger",
    "123456789",
    "learner",
    "support",
    "SupportTeam",
    "canada",
    "studentsupportgroup",
    "",
]


def read(text: str, author: str, media: str | None = None, lang: str = "en") -> Features:
    """Return the features of a text by an author."""
    return FeatureReader(shipped_lexicons()).read(
        _message(text, author, media), detected(lang), CONTEXT
    )


def judge(text: str, author: str, lang: str = "en", media: str | None = None) -> Screening:
    """Return the screening of a text by an author."""
    return screener().screen(_message(text, author, media), detected(lang), CONTEXT)


def _message(text: str, author: str, media: str | None) -> Message:
    return Message(
        platform="x", id="1", channel="c", author=author, text=text, sent_at=SENT, media=media
    )


@pytest.mark.parametrize("name", IMPOSTERS)
def test_imposters(name: str) -> None:
    """A name that passes for one of ours is an imposter's."""
    assert imitates(name, ACCOUNTS, NAMES)


@pytest.mark.parametrize("name", OTHERS)
def test_others(name: str) -> None:
    """Our own accounts, and names that merely share a word, are not."""
    assert not imitates(name, ACCOUNTS, NAMES)


def test_an_account_on_the_register_is_never_flagged() -> None:
    """Our own account may say that it is official, and ask to be written to."""
    text = "This is the official support team, message us on WhatsApp"
    assert "imposter" in [label.label for label in judge(text, "joan.baker").labels]
    assert "imposter" not in [label.label for label in judge(text, "LEARNERSUPPORT").labels]


def test_imposters_are_flagged() -> None:
    """An imposter is flagged by account, by the name under which it arrives, and by what it says."""
    for result in (
        judge("Send us your file number", "learnersupp0rt"),
        judge("Envoyez-nous votre dossier", "soutienapprenants_aide", "fr"),
        judge("Learner Support Canada", "4242", media=ARRIVAL),
        judge("Message @learnersupport_help on Telegram for your grant", "joan.baker"),
        judge("Écrivez à @soutienapprenants_aide sur Telegram pour votre bourse", "jeanne", "fr"),
        judge("Hi, we are the official refund department, DM us", "joan.baker"),
        judge("Ici l'équipe officielle du programme, écrivez-nous en privé", "jeanne", "fr"),
        judge("Je suis un agent du gouvernement, contactez-moi sur WhatsApp", "jeanne", "fr"),
    ):
        assert "imposter" in [label.label for label in result.labels]


def test_people_who_ask_are_not() -> None:
    """Whoever asks whether an account is ours, or speaks of officials, is no imposter."""
    for result in (
        judge("Is @learnersupport_help your account? They asked for my SIN.", "joan.baker"),
        judge("Est-ce que @soutienapprenants_aide est votre compte?", "jeanne", "fr"),
        judge("I spoke to an official agent and she was kind, thanks", "joan.baker"),
        judge("J'ai parlé à un agent officiel du programme, merci", "jeanne", "fr"),
        judge("@LearnerSupport when will I be paid?", "joan.baker"),
    ):
        assert "imposter" not in [label.label for label in result.labels]


def test_without_a_register_nobody_is_an_imposter() -> None:
    """Where no account is known, no name is judged."""
    reader = FeatureReader(shipped_lexicons())
    for context in (Context(), Context(own_names=NAMES)):
        read = reader.read(_message("Hi", "LearnerSupportCanada", None), detected("en"), context)
        assert read["imposter"] is False


@pytest.mark.parametrize(
    ("handle", "generated"),
    [
        ("deals_bot", True),
        ("PromoBot", True),
        ("Mireille48213077", True),
        ("a8f3k29d0q1z7x5c", True),
        ("123456789012", False),
        ("joan1984", False),
        ("robot_fan", False),
        ("Talbot", False),
        ("abbot", False),
    ],
)
def test_generated_names(handle: str, generated: bool) -> None:  # a table
    """A name that a program made up, or that says bot; an ordinary one with a year is not."""
    assert looks_generated(handle) is generated


def test_named_accounts() -> None:
    """Mentions and chat links name accounts; e-mail addresses do not."""
    text = "@one, a@two.example and t.me/three_four"
    assert named_accounts(text) == [("one", (0, 4)), ("three_four", (24, 39))]


@given(st.text(max_size=200))
def test_any_name_is_judged(name: str) -> None:
    """No name makes it fail, and our own is never an imposter."""
    imitates(name, ACCOUNTS, NAMES)
    assert not imitates(name, (*ACCOUNTS, name), NAMES) or ":" in name or not name.strip()


@given(st.text(alphabet="iamthe officalgnsurportjevouscritd'", max_size=200))
def test_claims_lie_in_the_text(text: str) -> None:
    """Claims are found inside the text."""
    assert all(0 <= a < b <= len(text) for a, b in official_claims(plain_view(text).text))
