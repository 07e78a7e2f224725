"""Negations: kept ones pass, lost and added ones fail, in both directions."""

import pytest

from tests.translations.checks.both_ways import N, failed_both_ways
from translations.checks import check_translation


@pytest.mark.parametrize(
    ("en", "fr"),
    [
        ("You do not pay interest.", "Vous ne payez pas d'intérêts."),
        ("You don't pay interest.", "Vous ne payez aucun intérêt."),
        ("We don’t know yet.", "Nous ne le savons pas encore."),
        ("You only pay 5%.", f"Vous ne payez que 5{N}%."),
        ("Only students may apply.", "Seuls les étudiants peuvent présenter une demande."),
        ("It is not available until Monday.", "Ce n'est offert qu'à partir de lundi."),
        ("Not only students pay.", "Les étudiants ne sont pas les seuls à payer."),
        ("It helps not only students.", "Cela n'aide pas seulement les étudiants."),
        ("Not only is it free, it is fast.", "Non seulement c'est gratuit, mais c'est rapide."),
        ("Before it leaves.", "Avant qu'il ne parte."),
        ("I fear that it may close.", "Je crains que cela ne ferme."),
        ("It is later than you think.", "Il est plus tard que vous ne le pensez."),
        ("It's not true.", "C'est pas vrai."),
        ("Nobody knows.", "Personne ne sait."),
        ("Nobody in Laval knows.", "Personne à Laval ne le sait."),
        ("A person knows.", "Une personne le sait."),
        ("Nothing has changed.", "Rien n'a changé."),
        ("There is neither a fee nor a form.", "Il n'y a ni frais ni formulaire."),
        ("There are no tour guides or shops.", "Il n'y a pas de guides ni de boutiques."),
        ("The office is no longer open.", "Le bureau n'est plus ouvert."),
        ("No later than May 5.", "Au plus tard le 5 mai."),
        ("It is impossible.", "Ce n'est pas possible."),
        ("This is prohibited.", "Ceci est interdit."),
        ("You are not eligible.", "Vous êtes inadmissible."),
        ("Unless you apply.", "À moins que vous ne présentiez une demande."),
        ("Without a form.", "Sans formulaire."),
        ("Without any form.", "Sans aucun formulaire."),
        ("He left without saying anything.", "Il est parti sans rien dire."),
        ("No doubt it will rain.", "Il pleuvra sans doute."),
        ("The agency cannot disclose it.", "L'organisme ne peut le divulguer."),
        ("Non-residents may apply.", "Les non-résidents peuvent présenter une demande."),
        ("Why not?", "Pourquoi pas?"),
        ("You will come, won't you?", "Vous viendrez, n'est-ce pas?"),
        ("Whether or not you apply.", "Que vous présentiez une demande ou non."),
        ("No matter who calls.", "N'importe qui peut appeler."),
        ("One step at a time.", "Un pas à la fois."),
        ("She was born in Laval.", "Elle est née à Laval; il est né ici."),
        ("No. 5 is closed.", "Le no 5 est fermé."),
        ("If you don't apply, you won't be paid.", "Sans demande, vous ne serez pas payé."),
        ("You cannot not vote.", "Vous ne pouvez pas ne pas voter."),
        ("Are you coming or not?", "Vous venez ou pas?"),
        ("It is as clear as can be.", "C'est on ne peut plus clair."),
        ("At most 5 kg, not more than that.", "Au plus 5 kg."),
        ("I can't wait to see it.", "J'ai hâte de le voir."),
        ("If no more people smoked.", "Si plus personne ne fumait."),
        ("Feel free to write to us.", "N'hésitez pas à nous écrire."),
        ("It keeps growing.", "Cela ne cesse de croître; cela n'arrête pas de croître."),
        ("Quite a few came.", "Pas mal de gens sont venus."),
        ("Until it is fixed, wait.", "Tant que ce n'est pas réparé, attendez."),
        ("Without a doubt it helps.", "Cela aide sans aucun doute."),
        ("No smaller than 5 cm.", "D'au moins 5 cm."),
        ("In Laval alone, ten came.", "Rien qu'à Laval, dix sont venus."),
        ("Its first steps.", "Ses premiers pas."),
        ("He was refused.", "On le refusa."),
        ("They ignored us.", "Ils nous ont ignoré."),
        ("I don't know.", "Je l'ignore."),
        ("Neither he nor she can pay.", "Ni lui ni elle ne peut payer."),
        ("No place nor system can do it.", "Aucun endroit ni système ne peut le faire."),
    ],
)  # fmt: skip
def test_what_denies_alike_passes(en: str, fr: str) -> None:
    """Each language denies in its own way, restricts, and says « ne » for nothing."""
    into_french, into_english = failed_both_ways(en, fr)
    assert "negation" not in into_french | into_english


@pytest.mark.parametrize(
    ("en", "fr"),
    [
        ("Canada does not charge interest.", "Le Canada exige des intérêts."),
        ("Canada charges interest.", "Le Canada n'exige pas d'intérêts."),
        ("You can't apply.", "Vous pouvez présenter une demande."),
        ("You cant apply.", "Vous pouvez présenter une demande."),
        ("You only pay 5%.", f"Vous ne payez pas 5{N}%."),
        ("There is no fee.", "Il y a des frais."),
        ("Nobody was paid.", "Tout le monde a été payé."),
        ("The office never closes.", "Le bureau ferme toujours."),
        ("Apply without a form.", "Présentez une demande avec un formulaire."),
        ("If you do not apply, you are paid.", "Si vous présentez une demande, vous êtes payé."),
        ("You must not wait if it is urgent.", "Vous devez attendre si c'est urgent."),
        ("It is prohibited to park here.", "Il est permis de se garer ici."),
        ("You are not ineligible.", "Vous n'êtes pas admissible."),
        ("The loan is not free. The form is.", "Le prêt est gratuit. Le formulaire ne l'est pas."),
        ("It does not help only students.", "Cela aide seulement les étudiants."),
        ("You cannot not vote.", "Vous ne pouvez pas voter."),
        ("Don't forget your form.", "Oubliez votre formulaire."),
        ("Do not stop your payments.", "Cessez vos paiements."),
        ("You must not stop paying.", "N'arrêtez pas le paiement; vous ne devez pas payer."),
        ("There is not only one way.", "Il n'y a qu'une façon."),
        ("As president, you do have it.", "En tant que président, vous ne l'avez pas."),
    ],
)  # fmt: skip
def test_what_denies_otherwise_fails(en: str, fr: str) -> None:
    """A negation of one text alone is found, whichever of them is the source."""
    into_french, into_english = failed_both_ways(en, fr)
    assert "negation" in into_french
    assert "negation" in into_english


def test_the_place_is_shown() -> None:
    """A reviewer reads which word denies, and where it stands."""
    source, target = "You do not pay. Call us.", "Vous payez. Appelez-nous."
    (found,) = check_translation(source, target, source_lang="en", target_lang="fr")
    assert [source[slice(*span)] for span in found.source_spans] == ["not"]
    assert (found.check, found.kind, found.severity) == ("negation", "lost", "blocking")
    assert found.explanation.en == (
        "The text denies something that the translation does not: “not”."
    )
    assert found.explanation.fr == (
        f"Le texte nie quelque chose que la traduction ne nie pas{N}: «{N}not{N}»."
    )
