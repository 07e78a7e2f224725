# ruff: noqa: E501 # tables read better whole
"""French wordings of hate, threat, insult and distress beyond the ones that rules were written on."""

import pytest

from tests.policies.messages import screen

HATE = {"hate", "sexist", "homophobic", "charter", "threat", "violence"}
GRAVE = HATE | {"insult", "self_harm", "danger"}

HATEFUL = [
    "Les Gitans sont des êtres abjects et perfides.",
    "Les femmes voilées sont d'une bêtise sans nom.",
    "Je peux pas voir les Arabes en peinture.",
    "J'ai les musulmans en horreur.",
    "Les Autochtones, j'peux pus les endurer.",
    "Les immigrants sont la lie de l'humanité.",
    "Les Roms, c'est des cafards.",
    "Faudrait interdire le vote aux femmes.",
    "Les Haïtiens devraient être renvoyés par le premier bateau.",
    "Qu'ils crèvent tous, ces sales migrants.",
    "Quelqu'un devrait foutre une raclée aux gais.",
    "Je rêve de voir les Noirs pendus à des arbres.",
    "Les Indiens nous volent nos jobs pis nos logements.",
    "Les Premières Nations passent leur vie saoules sur le BS.",
    "Rien de pire au monde qu'une féministe.",
    "Un trans vaut moins qu'un chien.",
    "Les homos sont pas des gens normaux.",
    "Y'a pas plus lâche qu'un Français.",
    "Je vomis les féministes.",
    "Les Noirs descendent du singe.",
    "Ça grouille de migrants.",
    "Les réfugiés méritent de se noyer en mer.",
    "Les Chinois ont apporté le virus exprès.",
    "Même un chien est plus propre qu'un Indien.",
    "Un homosexuel sera jamais un vrai père.",
    "Les handicapés valent pas la peine qu'on les soigne.",
    "La pire chose au Québec, c'est les immigrants.",
    "Les Français de France me tapent royalement sur les nerfs.",
    "Les immigrants viennent se faire vivre par nos taxes.",
    "Je refuse de louer mon logement à des Haïtiens.",
    "Je souhaite la mort à tous les anglophones.",
    "Que tous les réfugiés se noient.",
    "Qu'on interdise l'entrée du pays aux Syriens.",
    "Les féministes auraient besoin d'une bonne volée.",
    "Il est temps d'exterminer ces Roms.",
    "Y faut les abattre comme des chiens, les migrants.",
    "Les Arabes, c'est encore pire que les Juifs.",
    "J'aurais jamais confiance en un médecin noir.",
    "Les Marocaines sont toutes des profiteuses.",
    "Les transsexuelles devraient être brûlées vives.",
    "Jdeteste les trans.",
    "Les femmes en politique, ça m'écœure.",
    "On devrait jamais laisser voter les immigrants.",
    "J'en peux plus des Tunisiens.",
    "Les vieux devraient perdre leur permis.",
    "Ça prendrait un bon génocide de musulmans.",
    "Les femmes méritent des claques.",
    "Les femmes, c'est moins fiable qu'un chien.",
    "J'en ai plein mon casque des réfugiés.",
]
HARMLESS = [
    "Les Gitans ne sont pas des êtres abjects.",
    "Mon voisin dit que les Roms sont des cafards et ça me révolte.",
    "Les banquiers sont des ordures.",
    "J'en ai plein le dos de votre ministère.",
    "Votre site est un déchet, c'est une honte.",
    "Il faut arrêter de dire que les immigrants volent nos jobs.",
    "Les profs sont des paresseux.",
    "On ne devrait pas renvoyer les réfugiés.",
    "Personne n'a le droit d'expulser une famille haïtienne.",
    "Les étudiantes étrangères sont inquiètes et épuisées par les délais.",
    "Il faudrait empêcher les étudiants étrangers de payer deux fois.",
    "Les nouveaux arrivants ne comprennent rien à vos formulaires.",
    "Les étudiants africains viennent ici pour étudier.",
    "Les migrants viennent au Canada pour travailler.",
    "Les étudiants étrangers sont coincés, exploités et mal logés.",
    "Le traitement des réfugiés est dégoûtant.",
    "Les réfugiés sont entassés dans des logements dégoûtants.",
    "On entend souvent que les Roms sont des voleurs, c'est un préjugé.",
    "Les handicapés n'ont jamais été un danger pour personne.",
    "Les obèses se font souvent insulter et c'est cruel.",
    "Les femmes voilées se font insulter et c'est lâche.",
    "Ça me fait vomir, la façon dont on traite les Libanais.",
    "Les Philippines sont un beau pays.",
    "Ce règlement est pire que l'ancien pour les étudiants étrangers.",
    "Les locateurs sont des parasites.",
    "Cessez de dire que les réfugiés vivent à nos crochets.",
    "Le gouvernement nous vole nos impôts.",
    "Les vieux ordinateurs du bureau sont lents.",
    "Les réfugiés se noient en mer, c'est une tragédie.",
    "Votre ministre est un menteur et un lâche.",
    "Je ne supporte plus qu'on dise que les Tunisiens sont des voleurs.",
    "Les femmes en politique, ça m'inspire.",
    "Les Noirs méritent les mêmes chances.",
    "J'en ai plein mon casque des formulaires.",
    "J'ai pris la décision de quitter mes études.",
]
OTHERS = [
    ("threat", "Je vais te faire avaler tes dents, mon agent."),
    ("threat", "On devrait brûler vive la directrice."),
    ("threat", "Prépare ton cercueil, ministre."),
    ("threat", "Attends que je te pogne, tu vas y passer."),
    ("threat", "Vous méritez tous de finir au bout d'une corde."),
    ("threat", "On devrait pendre le ministre sur la place publique."),
    ("threat", "M'en va te défoncer le crâne à coups de batte."),
    ("insult", "Espèce de vieille chouette."),
    ("threat", "Vos employés vont manger mon poing."),
    ("self_harm", "J'ai pris la décision de mourir."),
    ("danger", "Mon ex m'attend devant chez moi avec un couteau."),
    ("insult", "Gang de sans-desseins."),
    ("insult", "Maudit téteux de marde."),
    ("self_harm", "J'en peux plus, je vais avaler tous mes comprimés ce soir."),
    ("self_harm", "Je veux juste m'endormir et que tout s'arrête."),
    ("self_harm", "Je mérite pas de vivre."),
    ("danger", "Mon père frappe ma mère en ce moment."),
]


def _labels(text: str) -> set[str]:
    return {label.label for label in screen(text, "fr").labels}


@pytest.mark.parametrize("text", HATEFUL)
def test_hate(text: str) -> None:
    """What is said against a group is found, in whatever register it is said."""
    assert _labels(text) & HATE


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless(text: str) -> None:
    """What only looks like it passes: denials, reports, complaints, institutions."""
    assert _labels(text) & GRAVE == set()


@pytest.mark.parametrize(("label", "text"), OTHERS)
def test_others(label: str, text: str) -> None:
    """Threats, insults, despair and danger are found."""
    assert label in _labels(text)
