"""What messages say of facts: gates and stances, in both languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responders.facts import SHIPPED_FACTS, FactBank, load_facts
from responders.matching import Matcher
from responders.values import MatchResult, Stance

DAY = date(2026, 1, 14)
MATCHER = Matcher(load_facts(SHIPPED_FACTS))
CONTRADICTS, AGREES, UNSURE = Stance.CONTRADICTS, Stance.AGREES, Stance.UNSURE


def _match(text: str, lang: str = "en", quoted: str | None = None) -> MatchResult:
    return MATCHER.match(text, lang=lang, day=DAY, quoted=quoted)


@pytest.mark.parametrize(
    ("text", "fact", "stance"),
    [
        # polarity
        ("They charge interest on student loans", "loan-no-interest", CONTRADICTS),
        ("They do not charge interest on student loans", "loan-no-interest", AGREES),
        ("They don't charge interest on student loans", "loan-no-interest", AGREES),
        ("They never charge interest on student loans", "loan-no-interest", AGREES),
        ("Student loans are interest-free these days", "loan-no-interest", AGREES),
        ("Student loans have a 0% interest rate", "loan-no-interest", AGREES),
        ("There is no interest on student loans", "loan-no-interest", AGREES),
        ("It is not true that they charge interest on student loans", "loan-no-interest", AGREES),
        ("I don't think they charge interest on student loans", "loan-no-interest", AGREES),
        ("STUDENT LOANS CHARGE INTEREST", "loan-no-interest", CONTRADICTS),
        ("Ils exigent des intérêts sur les prêts étudiants", "loan-no-interest", CONTRADICTS),
        ("Ils n'exigent pas d'intérêts sur les prêts étudiants", "loan-no-interest", AGREES),
        ("ils exigent pas d'interets sur les prets etudiants", "loan-no-interest", AGREES),
        ("Y a pas d'intérêts sur les prêts étudiants", "loan-no-interest", AGREES),
        ("Les prêts étudiants sont sans intérêts", "loan-no-interest", AGREES),
        ("C'est pas vrai que les prêts étudiants ont des intérêts", "loan-no-interest", AGREES),
        ("LES PRETS ETUDIANTS ONT DES INTERETS", "loan-no-interest", CONTRADICTS),
        ("y a plus d'intérêts sur les prêts étudiants", "loan-no-interest", UNSURE),
        ("You have to pay back the grant", "grant-not-repaid", CONTRADICTS),
        ("You don't have to pay back the grant", "grant-not-repaid", AGREES),
        ("Il faut rembourser la bourse un jour", "grant-not-repaid", CONTRADICTS),
        ("Il ne faut pas rembourser la bourse", "grant-not-repaid", AGREES),
        ("Part-time students cannot get a grant", "part-time-eligible", CONTRADICTS),
        ("Part-time students can get a grant", "part-time-eligible", AGREES),
        ("Permanent residents are not eligible", "permanent-resident-eligible", CONTRADICTS),
        ("Permanent residents are eligible to apply", "permanent-resident-eligible", AGREES),
        (
            "Les résidents permanents ne sont pas admissibles",
            "permanent-resident-eligible",
            CONTRADICTS,
        ),
        ("Les résidents permanents sont admissibles", "permanent-resident-eligible", AGREES),
        ("Your parents can see your file", "parents-no-access", CONTRADICTS),
        ("Your parents cannot see your file", "parents-no-access", AGREES),
        ("Do not repay your loan early", "prepay-no-penalty", UNSURE),
        # restriction
        ("Only Canadian citizens can apply", "permanent-resident-eligible", CONTRADICTS),
        ("Canadian citizens can apply for it", "permanent-resident-eligible", UNSURE),
        # numbers, units, money
        ("Repayment starts six months after the end of studies", "repayment-six-months", AGREES),
        ("Repayment starts 6 months after the end of studies", "repayment-six-months", AGREES),
        (
            "Repayment starts 12 months after the end of studies",
            "repayment-six-months",
            CONTRADICTS,
        ),
        (
            "Repayment starts one year after the end of studies",
            "repayment-six-months",
            CONTRADICTS,
        ),
        (
            "Repayment starts right away after the end of studies",
            "repayment-six-months",
            CONTRADICTS,
        ),
        (
            "Le remboursement commence six mois après la fin des études",
            "repayment-six-months",
            AGREES,
        ),
        (
            "Le remboursement commence un an après la fin des études",
            "repayment-six-months",
            CONTRADICTS,
        ),
        (
            "Le remboursement commence tout de suite après la fin des études",
            "repayment-six-months",
            CONTRADICTS,
        ),
        (
            "Students with a permanent disability get a grant of $2,800 per school year",
            "disability-grant",
            AGREES,
        ),
        (
            "Students with a permanent disability get a grant of $1,000 per school year",
            "disability-grant",
            CONTRADICTS,
        ),
        (
            "La bourse pour invalidité permanente est de 2 800 $ par année scolaire",
            "disability-grant",
            AGREES,
        ),
        (
            "La bourse pour invalidité permanente est de 1 000 $ par année scolaire",
            "disability-grant",
            CONTRADICTS,
        ),
        (
            "A late payment is reported to credit bureaus after 90 days",
            "late-payment-credit",
            AGREES,
        ),
        (
            "A late payment is reported to credit bureaus after 15 days",
            "late-payment-credit",
            CONTRADICTS,
        ),
        # doubt, wishes, the past
        ("Not sure, but they charge interest on student loans", "loan-no-interest", UNSURE),
        ("Maybe they charge interest on student loans", "loan-no-interest", UNSURE),
        ("They should not charge interest on student loans", "loan-no-interest", UNSURE),
        ("They used to charge interest on student loans", "loan-no-interest", UNSURE),
        (
            "Peut-être qu'ils exigent des intérêts sur les prêts étudiants",
            "loan-no-interest",
            UNSURE,
        ),
        (
            "Ils ne devraient pas exiger d'intérêts sur les prêts étudiants",
            "loan-no-interest",
            UNSURE,
        ),
        ("Dans le temps ils exigeaient des intérêts sur les prêts", "loan-no-interest", UNSURE),
        # sarcasm
        ("Yeah right, they don't charge interest on student loans", "loan-no-interest", UNSURE),
        ("Sure, student loans have no interest 🙄", "loan-no-interest", UNSURE),
        ("Ben voyons, y a pas d'intérêts sur les prêts étudiants", "loan-no-interest", UNSURE),
        # a denial beside the claim
        ("They charge interest on student loans. That is a myth.", "loan-no-interest", UNSURE),
        (
            "Ils exigent des intérêts sur les prêts étudiants: c'est faux!",
            "loan-no-interest",
            UNSURE,
        ),
        # both at once
        (
            "They charge interest on student loans. They do not charge interest on loans.",
            "loan-no-interest",
            UNSURE,
        ),
        # languages mixed
        (
            "Come on, ils chargent de l'interest sur les student loans",
            "loan-no-interest",
            CONTRADICTS,
        ),
        # hidden characters, misspelling
        ("They ch\u200barge inter\u200best on student loans", "loan-no-interest", CONTRADICTS),
        ("The governement charges interest on student loans", "loan-no-interest", CONTRADICTS),
    ],
)
def test_a_claim_has_a_stance(text: str, fact: str, stance: Stance) -> None:
    """Each gate decides as people would; whatever is ambiguous is unsure."""
    result = _match(text)
    assert (result.stance, result.question) == (stance, False)
    assert fact in {match.fact for match in result.matches}


@pytest.mark.parametrize(
    "text",
    [
        "Do you charge interest on student loans?",
        "do you charge interest on student loans",
        "Is it true that student loans charge interest",
        "Student loans charge interest, right?",
        "They charge interest on student loans. Is that true?",
        "Why do you charge interest on student loans?",
        "I wonder whether they charge interest on student loans",
        "Est-ce que vous exigez des intérêts sur les prêts étudiants",
        "Exigez-vous des intérêts sur les prêts étudiants",
        "C'est vrai que vous exigez des intérêts sur les prêts étudiants",
        "Vous exigez des intérêts sur les prêts étudiants. Vrai?",
        "je me demande si vous exigez des interets sur les prets etudiants",
        "pourquoi exiger des intérêts sur les prêts étudiants",
    ],
)
def test_who_asks_claims_nothing(text: str) -> None:
    """A question finds its fact and is never held to contradict it."""
    result = _match(text)
    assert (result.matches[0].fact, result.stance, result.question) == (
        "loan-no-interest",
        UNSURE,
        True,
    )


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('My uncle says: "The government charges interest on student loans."', None),
        ("> The government charges interest on student loans\nLook at this one", None),
        ("Mon oncle dit «\u00a0Le gouvernement exige des intérêts sur les prêts\u00a0».", None),
        (
            "The government charges interest on student loans. Look at this one",
            "The government charges interest on student loans.",
        ),
    ],
)
def test_quoted_text_is_not_the_authors_claim(text: str, quoted: str | None) -> None:
    """Who quotes a wrong claim does not make it."""
    assert _match(text, quoted=quoted).stance in {Stance.UNSURE, Stance.NONE}


@pytest.mark.parametrize(
    ("text", "praise"),
    [
        ("Thank you so much, great service!", True),
        ("Merci beaucoup, vous êtes formidables!", True),
        ("Bravo à toute l'équipe", True),
        ("Thanks for nothing", False),
        ("Merci pour rien", False),
        ("Not awesome at all", False),
        ("Thank you. When do you open?", False),
        ("Thanks, but they charge interest on student loans", False),
        ("The bus is late", False),
        ("You made my day, thank you so much!", True),
        ("I need to speak to someone about my loan, thank you", False),
        ("Où appeler pour changer mon adresse, merci", False),
        ("The full list needs to be online. Thank you.", False),
    ],
)
def test_praise_is_praise_where_nothing_is_claimed(text: str, praise: bool) -> None:
    """Thanks count where they are meant and nothing else is said."""
    assert _match(text).praise is praise


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "🎉🎉🎉",
        "lol",
        "interest",
        "My mortgage interest rate went up again",
        "Le métro est encore en panne ce matin",
        "The minister is failing students and we will remember",
    ],
)
def test_other_talk_matches_nothing(text: str) -> None:
    """Where no fact is meant, none is found."""
    assert _match(text).stance is Stance.NONE


def test_the_gates_give_their_reasons() -> None:
    """A match says what each gate found, so that a reviewer can see why."""
    result = _match("The government charges interest on student loans")
    assert {k: v for k, v in result.matches[0].gates.items() if k != "near"} == {
        "polarity": "same",
        "numbers": "none",
        "voice": "claim",
        "validity": "valid",
    }
    assert result.matches[0].gates["near"].startswith("claim:charges-interest ")


def test_a_fact_of_tomorrow_gives_no_stance() -> None:
    """Before its first day a fact is named, and relied on no more than an expired one."""
    result = MATCHER.match(
        "They charge interest on student loans", lang="en", day=date(2025, 7, 31)
    )
    assert (result.stance, result.matches[0].gates["validity"]) == (UNSURE, "not yet valid")


def test_top_limits_the_facts() -> None:
    """At most `top` facts are named; the stance of the whole stays."""
    text = "They charge interest on student loans. You have to pay back the grant."
    assert len(MATCHER.match(text, lang="en", day=DAY, top=1).matches) == 1
    assert len(MATCHER.match(text, lang="en", day=DAY, top=2).matches) == 2


def test_a_batch_is_the_same_as_one_by_one() -> None:
    """Batches keep the order and change nothing."""
    texts = ["They charge interest on student loans", "", "Merci beaucoup"]
    assert MATCHER.match_batch([(t, "en", None) for t in texts], day=DAY) == [
        _match(text) for text in texts
    ]


def test_an_empty_bank_matches_nothing() -> None:
    """A bank without facts is no error."""
    empty = Matcher(FactBank(()))
    assert empty.match("They charge interest", lang="en", day=DAY).matches == ()


@given(st.text(max_size=500), st.one_of(st.none(), st.text(max_size=20)))
def test_any_message_gives_a_result(text: str, quoted: str | None) -> None:
    """Nothing that people may write raises."""
    assert _match(text, quoted=quoted).stance in Stance


@pytest.mark.parametrize("piece", ["a", "not ", "« ", '"', "1,", "n'", ">\n", "? ", "\ud800", "é"])
def test_long_repetitions_are_read_in_reasonable_time(piece: str) -> None:
    """20,000 characters of anything are read, without a pattern that runs away."""
    assert _match((piece * 20_000)[:20_000]).stance in Stance
