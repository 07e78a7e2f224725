# ruff: noqa: E501 # tables read better whole
"""Statements about groups: minimal pairs of what is hateful and its neighbour that is not."""

import pytest

from tests.policies.messages import features, screen

# (language, hateful, the neighbour that has to pass)
PAIRS = [
    ("en", "I hate Muslims.", "I don't hate Muslims."),
    ("en", "Immigrants are vermin.", "Immigrants are not vermin."),
    ("en", "Gay people disgust me.", "Gay people inspire me."),
    ("en", "I can't stand those immigrants.", "I can't stand this form for immigrants."),
    ("en", "Disabled people are a burden on society.", "Debts are a burden on disabled people."),
    ("en", "Women are inferior to men.", "Anyone who says women are inferior to men is wrong."),
    ("en", "Jews control the banks.", "It is false that Jews control the banks."),
    ("en", "Black people should go back to Africa.", "Nobody should tell Black people to go back to Africa."),
    ("en", "Trans people should not be allowed to teach.", "Trans people should be allowed to teach."),
    ("en", "Refugees don't deserve our help.", "Refugees deserve our help."),
    ("en", "No immigrant is welcome here.", "Every immigrant is welcome here."),
    ("en", "I met some Haitians and they are all disgusting.", "I met some Haitians and they are all kind."),
    ("en", "Why are women so stupid?", "Are women eligible for the grant?"),
    ("en", "I honestly think that refugees are parasites.", "My neighbour thinks that refugees are parasites."),
    ("en", "Send all the refugees back.", "Send the refugees their forms."),
    ("en", "Deport all the Mexicans.", "Will you deport international students who fail?"),
    ("en", "Trans women are not women.", "Trans women are women."),
    ("en", "Muslims are terrorists and I agree with whoever says it.", "Not all Muslims are terrorists."),
    ("en", "Get out of our country, Muslims!", "Muslims get out of prayer at noon."),
    ("en", "Fucking immigrants.", "The fucking form for immigrants does not load."),
    ("fr", "Je déteste les musulmans.", "Je ne déteste pas les musulmans."),
    ("fr", "Les immigrants sont de la vermine.", "Les immigrants ne sont pas de la vermine."),
    ("fr", "Les gais me dégoûtent.", "Les gais m'inspirent."),
    ("fr", "Je ne peux pas sentir les immigrants.", "Je ne peux pas remplir le formulaire des immigrants."),
    ("fr", "Les handicapés sont un fardeau.", "Les dettes sont un fardeau pour les personnes handicapées."),
    ("fr", "Les femmes sont inférieures aux hommes.", "C'est faux de dire que les femmes sont inférieures."),
    ("fr", "Les Juifs contrôlent les banques.", "Ceux qui croient que les Juifs contrôlent les banques délirent."),
    ("fr", "Les Noirs devraient retourner en Afrique.", "Personne ne devrait dire aux Noirs de retourner en Afrique."),
    ("fr", "Les trans ne devraient pas avoir le droit d'enseigner.", "Les trans devraient avoir le droit d'enseigner."),
    ("fr", "Les réfugiés ne méritent pas notre aide.", "Les réfugiés méritent notre aide."),
    ("fr", "Les immigrants ne sont pas les bienvenus.", "Les immigrants sont les bienvenus."),
    ("fr", "Je connais des Haïtiens et ils me répugnent.", "Je connais des Haïtiens et ils m'ont aidée."),
    ("fr", "Pourquoi les femmes sont-elles si stupides?", "Les femmes sont-elles admissibles à la bourse?"),
    ("fr", "Je pense que les réfugiés sont des parasites.", "Mon voisin pense que les réfugiés sont des parasites."),
    ("fr", "Renvoyez tous les réfugiés chez eux.", "Envoyez aux réfugiés leurs formulaires."),
    ("fr", "Il faut expulser les Mexicains.", "Allez-vous expulser les étudiants étrangers qui échouent?"),
    ("fr", "Les femmes trans ne sont pas des femmes.", "Les femmes trans sont des femmes."),
    ("fr", "Les musulmans sont tous des terroristes.", "Les musulmans ne sont pas tous des terroristes."),
    ("fr", "Dehors, les musulmans!", "Les musulmans prient dehors."),
    ("fr", "Maudits immigrants.", "Le maudit formulaire des immigrants ne marche pas."),
    ("fr", "Les Autochtones ne sont que des profiteurs.", "Les Autochtones ne sont pas des profiteurs."),
    ("en", "We shouldn't have to share a room with Haitians.", "Haitians should not have to pay twice."),
    ("en", "Trans people should not be allowed health care.", "Trans people should not be denied health care."),
    ("en", "I want to ban Muslims.", "Some politicians want to ban Muslims."),
    ("en", "I refuse to believe that immigrants are decent.", "I refuse to believe that immigrants are thieves."),
    ("en", "It makes me sick when I see Muslims in power.", "It makes me sick how Muslims are treated."),
    ("fr", "On ne devrait pas être obligés de travailler avec des Noirs.", "Les Noirs ne devraient pas avoir à payer deux fois."),
    ("fr", "Je refuse de croire que les immigrants sont corrects.", "Je refuse de croire que les immigrants sont des voleurs."),
    ("fr", "Je veux bannir les musulmans.", "Certains politiciens veulent bannir les musulmans."),
    ("fr", "J'ai hâte que les réfugiés soient partis.", "J'ai hâte que les réfugiés reçoivent leur réponse."),
    ("fr", "Les femmes ont une cervelle de moineau.", "Les femmes ont une réponse de votre part."),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, text, _ in PAIRS])
def test_hateful(lang: str, text: str) -> None:
    """What is hateful of a group is flagged as such."""
    labels = {label.label for label in screen(text, lang).labels}
    assert labels & {"hate", "sexist", "homophobic", "charter"}


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, _, text in PAIRS])
def test_neighbour(lang: str, text: str) -> None:
    """Its neighbour, which denies, reports, asks or speaks of something else, passes."""
    assert not screen(text, lang).flagged


def test_evidence() -> None:
    """The words of the group and of what is said of it are shown, as the author wrote them."""
    text = "Honestly, MUSLIMS are\u200b such V3RMIN."
    read = features(text, "en")
    assert [text[start:end] for start, end in read.spans["hate_statements"]] == [
        "MUSLIMS",
        "V3RMIN",
    ]


def test_kinds() -> None:
    """A statement says what would be done to the group, and which kind of group it is."""
    read = features("Women should not be allowed to vote. Gays should be shot.", "en")
    names = (
        "sexist_statements",
        "homophobic_statements",
        "exclusion_statements",
        "harm_statements",
    )
    assert [read[name] for name in names] == [1, 1, 1, 1]


def test_disowned() -> None:
    """What is denied, reported or quoted is counted apart."""
    text = "Muslims are not vermin. He said that Jews are vermin. “Women are vermin” is a lie."
    read = features(text, "en")
    counted = [read[name] for name in ("negated_terms", "reported_terms", "quoted_terms")]
    assert (read["hate_statements"], counted) == (0, [1, 1, 1])


SLURS = [
    ("en", "Those ragheads get everything.", "“Raghead” is a word I never want to hear here."),
    ("en", "You stupid dyke.", "The dykes along the bay need repair before the flood."),
    ("en", "Some faggot wrote this.", "My butcher makes faggots with peas."),
    ("en", "What a retard.", "Is a flame retardant mattress covered?"),
    ("en", "Get the queers out, dirty queers.", "As a proud queer and a dyke, I thank you."),
    ("fr", "Ces bougnoules ont tout.", "« Bougnoule » est un mot que je ne veux plus lire ici."),
    ("fr", "Maudite gouine.", "En tant que lesbienne et gouine, je vous remercie."),
    ("fr", "Espèce de tapette.", "Il faut une tapette à mouches au comptoir."),
    ("fr", "Quel mongol.", "J'étudie l'Empire mongol et Gengis Khan."),
    ("fr", "Sale nègre.", "Le nègre littéraire écrit à la place d'un autre."),
]


@pytest.mark.parametrize(("lang", "slur", "innocent"), SLURS)
def test_slurs(lang: str, slur: str, innocent: str) -> None:
    """A slur is flagged; its innocent sense, its mention and a name for oneself are not."""
    assert (screen(slur, lang).flagged, screen(innocent, lang).flagged) == (True, False)


AIMS = [
    ("en", "The employees at your department are imbeciles.", True),
    ("en", "Whoever wrote that comment is a moron.", True),
    ("en", "That clerk is dumb as a brick.", True),
    ("en", "Listen, you fat cow.", True),
    ("en", "The minister never answers. He is an idiot.", False),
    ("en", "My printer is a bastard, she eats every form.", False),
    ("en", "Bankers are idiots.", False),
    ("fr", "Les employés de votre ministère sont une bande d'imbéciles.", True),
    ("fr", "Celui qui a écrit ce commentaire est un crétin.", True),
    ("fr", "Votre commis est un vrai cave.", True),
    ("fr", "Écoute, grosse vache.", True),
    ("fr", "La ministre ne répond jamais. Elle est idiote.", False),
    ("fr", "Mon imprimante est une salope, elle mange les formulaires.", False),
    ("fr", "Les banquiers sont des idiots.", False),
]


@pytest.mark.parametrize(("lang", "text", "person"), AIMS)
def test_aims(lang: str, text: str, person: bool) -> None:  # a column of the table
    """An insult of somebody who works or writes here is flagged, of an office or a trade is not."""
    assert screen(text, lang).flagged is person


def test_pronouns_reach_two_sentences() -> None:
    """“They” is the group named last, up to two sentences before, and nobody after other people."""
    near = "I saw refugees there. It was Monday. They are vermin."
    far = "I saw refugees there. It was Monday. It rained. I went home. They are vermin."
    others = "I saw refugees there. Your agents came. They are vermin."
    counts = [features(text, "en")["hate_statements"] for text in (near, far, others)]
    assert counts == [1, 0, 0]


def test_long_texts_stay_cheap() -> None:
    """Twenty thousand characters of hostile rows take a bounded time and a bounded count."""
    for piece in ("muslims are not the problem and they ", "damn fucking ", "hate women, "):
        read = features((piece * 2000)[:19_900] + " muslims are vermin", "en")
        assert int(read["hate_statements"]) <= 2000


def test_gesture() -> None:
    """A raised finger is abuse in any language."""
    assert features("🖕", "und")["abuse"] == 1
