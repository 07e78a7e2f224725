"""Numbers, amounts, times, units and dates: by value, as each language writes them."""

import pytest

from tests.translations.checks.both_ways import N, failed_both_ways
from translations.checks import check_translation

FIGURES = {"numbers", "units", "dates", "protected"}


@pytest.mark.parametrize(
    ("en", "fr"),
    [
        ("It costs $1,234.50.", f"Il en coûte 1{N}234,50{N}$."),
        ("It costs CA$5.", f"Il en coûte 5{N}$ CA."),
        ("It costs $5M.", f"Il en coûte 5{N}M$."),
        ("The fund has $3.5 million.", f"Le fonds compte 3,5{N}millions de dollars."),
        ("The fund has $2 billion.", f"Le fonds compte 2{N}milliards de dollars."),
        ("The fund has 2,000 million.", "Le fonds compte deux milliards."),
        ("It costs 50 cents.", f"Il en coûte 0,50{N}$."),
        ("Rate: 5.25%", f"Taux{N}: 5,25{N}%"),
        ("5 per cent of 200", "cinq pour cent de 200"),
        ("It rose by 2 percentage points.", "La hausse est de 2 points de pourcentage."),
        ("Wait two days.", "Attendez 2 jours."),
        ("Wait 3 days.", "Attendez trois jours."),
        ("Wait 24 months.", "Attendez deux ans."),
        ("Wait one week.", "Attendez sept jours."),
        ("Within 10 business days.", "Dans les 10 jours ouvrables."),
        ("A 60-day period.", "Une période de 60 jours."),
        ("Twenty-five people", "25 personnes"),
        ("97 people", "quatre-vingt-dix-sept personnes"),
        ("71 people", "soixante et onze personnes"),
        ("Two hundred thousand people", f"200{N}000 personnes"),
        ("A dozen people", "Douze personnes"),
        ("Half of them", "La moitié"),
        ("The second one", "La deuxième"),
        ("The 21st century", "Le XXIe siècle"),
        ("In the 1980s", "Dans les années 80"),
        ("In 2013-14", "En 2013-2014"),
        ("Two and a half hours", "Deux heures et demie"),
        ("Call by 5:00 p.m.", f"Appelez avant 17{N}h."),
        ("At 8:30 a.m.", f"À 8{N}h{N}30."),
        ("At 8:05 a.m.", f"À 8{N}h{N}5."),
        ("At noon.", f"À 12{N}h."),
        ("At 12:30 a.m.", f"À 0{N}h{N}30."),
        ("Open 24 hours a day", f"Ouvert 24{N}h sur 24"),
        ("On December 1st.", "Le 1er décembre."),
        ("On Monday, November 23, 2026.", "Le lundi 23 novembre 2026."),
        ("From May 3 to 5", "Du 3 au 5 mai"),
        ("From May 3 to June 5", "Du 3 mai au 5 juin"),
        ("On 2026-11-23", "Le 23 novembre 2026"),
        ("On 11/23/2026", "Le 23 novembre 2026"),
        ("In March and in May", "En mars et en mai"),
        ("You may march.", "Vous pouvez manifester."),
        ("Seven of them", "Sept d'entre eux"),
        ("See section 212(1)(h).", "Voir l'alinéa 212(1)h)."),
        ("Form T4A and COVID-19", "Le formulaire T4A et la COVID-19"),
        ("Call 613-555-0143.", "Composez le 613-555-0143."),
        ("A year later", "Un an plus tard"),
        ("Zero fees", "Aucuns frais"),
    ],
)  # fmt: skip
def test_the_same_figures_pass(en: str, fr: str) -> None:
    """Neither language's way of writing a figure is held against it."""
    into_french, into_english = failed_both_ways(en, fr)
    assert not FIGURES & (into_french | into_english)


@pytest.mark.parametrize(
    ("en", "fr", "check"),
    [
        ("It costs $1,234.50.", f"Il en coûte 1{N}234,05{N}$.", "numbers"),
        ("It costs $1,234.", f"Il en coûte 1,234{N}$.", "numbers"),
        ("It costs $5.", f"Il en coûte 50{N}$.", "numbers"),
        ("$2 billion", f"2{N}billions de dollars", "numbers"),
        ("$2 million", f"2{N}milliards de dollars", "numbers"),
        ("Pay 5%.", f"Payez 6{N}%.", "numbers"),
        ("It rose by 5%.", f"La hausse est de 5{N}points.", "units"),
        ("It rose by 5 percent.", f"La hausse est de 5{N}$.", "units"),
        ("Call by 5:00 p.m.", f"Appelez avant 5{N}h.", "numbers"),
        ("Call at 8:30 a.m.", f"Appelez à 20{N}h{N}30.", "numbers"),
        ("Wait three days.", "Attendez 4 jours.", "numbers"),
        ("Wait three days.", "Attendez quatre jours.", "numbers"),
        ("Wait twenty-five days.", "Attendez des jours.", "numbers"),
        ("Wait 10 days.", "Attendez 10 mois.", "units"),
        ("5 km away", f"À 5{N}milles d'ici", "units"),
        ("5 days and 10 months", "10 jours et 5 mois", "units"),
        ("In 2019 and 2020", "En 2019 et 2021", "numbers"),
        ("On May 3, 2026", "Le 3 mai 2027", "dates"),
        ("On May 3", "Le 4 mai", "dates"),
        ("On May 3", "Le 3 mars", "dates"),
        ("From May 3 to June 5", "Du 5 mai au 3 juin", "dates"),
        ("In June", "En juillet", "dates"),
        ("On Monday", "Mardi", "dates"),
        ("Until December 2026", "Jusqu'au Nouvel An", "dates"),
    ],
)  # fmt: skip
def test_other_figures_fail(en: str, fr: str, check: str) -> None:
    """A figure that is not the same is found, whichever text is the source."""
    into_french, into_english = failed_both_ways(en, fr)
    assert check in into_french
    assert check in into_english


def test_the_figures_are_shown() -> None:
    """A reviewer reads which number it is, in both texts."""
    source, target = "Pay $5 by May 3.", f"Payez 6{N}$ avant le 4 mai."
    numbers, dates = check_translation(source, target, source_lang="en", target_lang="fr")
    assert numbers.explanation.en == (
        "A number, amount or time is not the same: $5 in the text, 6 $ in the translation."
    )
    assert [source[slice(*span)] for span in dates.source_spans] == ["May 3"]
    assert [target[slice(*span)] for span in dates.target_spans] == ["4 mai"]
