"""Statements of harm and their harmless neighbours, in pairs, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.harmenglish import ENGLISH
from policies.harmenglishdangers import ENGLISH_DANGERS
from policies.harmfrench import FRENCH
from policies.harmfrenchdangers import FRENCH_DANGERS
from policies.harmphrases import PHRASES
from tests.policies.messages import features, screen

GRAVE = {"threat", "self_harm", "danger", "violence"}

# what is said, and the figure of speech beside it
THREATS = {
    "en": [
        ("I'm going to kill you, clerk", "This wait is killing me"),
        ("I'd love to kill whoever wrote this", "I'd kill for an answer"),
        ("I will shoot you", "I'll shoot you an e-mail"),
        ("Somebody should shoot the director", "Shoot me an e-mail when it is ready"),
        ("One day I'll beat you with a bat", "Nobody can beat your prices"),
        ("I'll beat you up if you refuse me again", "I'll hit you up when I have the form"),
        ("Refuse me again and I'll stab your agent", "That price is a stab in the dark"),
        ("I want to punch your receptionist", "Punch in your code and press two"),
        ("They should all be hanged", "The posters should be hung in the lobby"),
        ("The minister should be shot", "The photos should be shot in daylight"),
        ("Your manager deserves to be beaten", "That record deserves to be beaten"),
        ("You deserve a bullet", "Put that in a bullet list"),
        ("I'll bomb your office", "I'm sure I'll bomb the exam"),
        ("There is a bomb in your lobby", "The new app is a bomb"),
        ("I will burn your building down", "I burn the midnight oil for this diploma"),
        ("Let's set fire to the ministry", "This song is fire"),
        ("I'm coming to your counter with a rifle", "Can I take a rifle safety course?"),
        ("I hope you die of cancer", "I hope my mother does not die of cancer"),
        ("I hope your kids get cancer", "I hope nobody gets hurt"),
        ("Drop dead, all of you", "The drop-off box is full"),
        ("Go die in a fire", "My phone will die before you answer"),
        ("You're dead", "You're dead wrong about the interest"),
        ("Kill them all", "Kill two birds with one stone"),
        ("Kill all politicians", "Kill the pop-ups on that page"),
        ("We should hang every banker", "We should hang a sign on the door"),
        ("kys", "The keys do not work"),
        ("Go hang yourself", "Please hang on while I look"),
        ("We will hunt you down", "I hunt for a job every day"),
        ("Somebody should break his legs", "Break a leg at your exam"),
        ("I'm gonna smash your face", "They smash every record"),
        ("I could strangle the woman who took my call", "Red tape strangles small colleges"),
        ("I will k1ll you", "I will fill you in"),
        ("You people need to die", "This program needs to die"),
        ("The clerk will be shot if I'm refused", "The bill will be shot down in the Senate"),
        ("Someone ought to run over your director", "I ought to run over the numbers again"),
    ],
    "fr": [
        ("Je vais te tuer, mon commis", "Cette attente me tue"),
        ("Je vais tuer votre agente", "Je vais tuer le temps en attendant"),
        ("M'as te péter la gueule", "Ça pète la forme, ce programme!"),
        ("Je vais casser les jambes de votre directeur", "Je me casse la tête sur ce formulaire"),
        ("Quelqu'un devrait descendre la ministre", "Je vais descendre à votre bureau demain"),
        ("Faudrait fusiller ces fonctionnaires-là", "La rafale a fusillé ma toiture"),
        ("On devrait tous les pendre", "On devrait pendre la crémaillère"),
        ("Le ministre devrait être fusillé", "Le formulaire devrait être simplifié"),
        ("Vous méritez une balle dans la tête", "J'ai une balle de golf dans la main"),
        ("Je viens à votre bureau avec un fusil", "Est-ce que le permis de fusil est remboursé?"),
        ("J'ai posé une bombe dans votre édifice", "Votre nouveau site, c'est de la bombe"),
        ("Je vais mettre le feu à votre bureau", "J'ai le feu sacré pour mes études"),
        ("J'espère que vous allez tous crever", "J'ai la crève depuis deux semaines"),
        ("Crève, salope", "Je crève de faim en résidence"),
        ("J'espère que tu vas avoir le cancer", "J'espère que ma mère n'a pas le cancer"),
        ("Je te souhaite de mourir", "Je meurs d'envie d'avoir ma réponse"),
        ("Va te pendre", "Va te reposer un peu"),
        ("Je vais vous étriper", "On s'étripe à la maison sur le budget"),
        ("M'as te crisser une volée", "M'as te rappeler demain"),
        ("On va tabasser le gérant", "Le gérant va rappeler demain"),
        ("Je vais égorger tous les banquiers", "Les banques nous égorgent avec leurs intérêts"),
        ("Tuez-les tous", "Ces frais tuent les petits cégeps"),
        ("Je te jure que je te tue", "Je te jure que c'est long"),
        ("Quelqu'un va se faire tirer dessus", "Quelqu'un va me rappeler?"),
        ("Je vais frapper votre employée", "Je vais frapper à la porte de mon député"),
        (
            "Il faudrait abattre ces chiens d'agents",
            "Il faudrait abattre le travail en une semaine",
        ),
        ("On va vous faire la peau", "On va vous faire parvenir le formulaire"),
        ("Que quelqu'un tire sur la ministre", "Que quelqu'un tire ça au clair"),
        ("Je vais arracher la tête du directeur", "On s'arrache les cheveux avec ce formulaire"),
        ("Je vais brûler votre bureau", "Je vais brûler les étapes, je le sais"),
        ("Vous allez mourir, bande de chiens", "Je vais mourir de rire"),
        ("Je vais te planter un couteau dans le dos", "Je vais planter des tomates cet été"),
        ("Je vais tu3r votre commis", "Je vais suer avant l'examen"),
        ("Vos agents devraient se faire battre", "Votre record devrait se faire battre bientôt?"),
    ],
}

VEILED = {
    "en": [
        ("I know where you live", "You know where I live, so send the letter there"),
        ("We know where your director parks", "Do you know where students park?"),
        ("Watch your back", "My back hurts since the exam"),
        ("Tick tock", "The clock on the page is wrong"),
        ("Or else.", "What else do you need?"),
        (
            "It would be a shame if something happened to your office",
            "Something happened to my file",
        ),
        ("You won't see Christmas", "I won't see my money before Christmas"),
        ("You'll regret this", "I regret this choice of program"),
        ("Somebody will pay your boss a visit", "When does your team visit our campus?"),
        ("I have a gun", "I have a gunmetal backpack"),
        ("I'm coming for you", "I'm coming for the form tomorrow"),
    ],
    "fr": [
        ("Je sais où tu habites", "Je sais où trouver le formulaire"),
        ("On sait où reste votre directrice", "On ne sait pas où envoyer la lettre"),
        ("T'es mieux de te watcher", "C'est mieux de payer en ligne"),
        ("Watche tes arrières", "J'ai mal au dos"),
        ("Tic tac", "Le tic de mon clavier revient"),
        ("Sinon vous allez le regretter", "Sinon, est-ce que je peux envoyer un courriel?"),
        ("Dommage s'il arrivait quelque chose à votre bureau", "Dommage que le bureau soit fermé"),
        ("Vous ne verrez pas Noël", "Ma bourse n'arrivera pas avant Noël"),
        ("Tu vas me le payer", "Vous allez me payer quand?"),
        ("On va te rendre une petite visite", "Quand est la visite du campus?"),
        ("Je m'en viens chez vous ce soir", "Chez vous, c'est fermé le lundi"),
    ],
}

SELF_HARM = {
    "en": [
        ("I want to die", "I want to dine in residence"),
        ("I'm going to kill myself", "I laughed so hard I nearly killed the cat"),
        ("There is no reason to live anymore", "There is no reason to live in residence"),
        ("They would be better off without me", "I am better off without a loan"),
        ("I don't want to be here anymore", "I don't want to live in Ottawa"),
        ("This is my last message, goodbye forever", "My last message was sent on Monday"),
        ("I gave away all my things and wrote my goodbye letters", "I gave away my textbook"),
        ("I'm thinking of ending it all", "I'm thinking of ending my lease"),
        ("I have enough pills for tonight", "Are pills covered by the drug plan?"),
        ("I'll jump off a bridge", "I had to jump through hoops"),
        ("kms", "How many kms may I claim?"),
        ("I should just unalive myself", "I should just enrol myself"),
        ("I wish I was dead", "My laptop is dead"),
        ("I cut myself again last night", "I cut my costs again last month"),
        ("Nobody would notice if I was gone for good", "Nobody noticed the mistake"),
        ("Please just kill me", "These fees will kill me"),
        ("I'm tired of living", "I'm tired of living with roommates"),
        ("I can't go on living like this", "I can't live on 200 dollars a month"),
        ("When I'm gone my kids will get the insurance", "When I'm gone on exchange, who pays?"),
        ("I'd be better off dead", "I'm dead tired"),
        ("My son wants to die", "My son wants to study"),
        ("My daughter is suicidal", "My daughter is studying suicide prevention"),
    ],
    "fr": [
        ("Je veux mourir", "Je veux m'inscrire"),
        ("Je vais me tuer", "Je me tue à vous le répéter"),
        ("Je pense à me suicider", "Ces délais vont me tuer"),
        ("Je veux en finir avec la vie", "Je veux en finir avec cette demande"),
        ("J'ai plus aucune raison de vivre", "J'ai plus aucune raison de vivre en résidence"),
        ("Tout le monde serait mieux sans moi", "Je suis mieux sans prêt"),
        ("Je vais me foutre en l'air", "Ça a foutu mon budget en l'air"),
        ("M'as me crisser en bas du pont", "Le pont est fermé, je serai en retard"),
        ("J'suis à boutte de vivre", "J'suis à boutte d'attendre"),
        ("J'ai écrit ma lettre d'adieu", "J'ai écrit ma lettre de motivation"),
        ("C'est mon dernier message, adieu pour toujours", "Mon dernier message date de lundi"),
        ("Ma vie ne vaut plus la peine", "La bourse ne vaut pas la peine"),
        ("Je serais mieux mort", "Je suis mort de fatigue"),
        ("J'ai avalé toutes mes pilules", "Les pilules sont-elles remboursées?"),
        ("Je me suis coupée encore hier", "Je me suis coupé les cheveux"),
        ("Je veux disparaître pour de bon", "Le formulaire a fait disparaître mes réponses"),
        ("Je suis juste un fardeau pour ma famille", "Le fardeau fiscal est lourd"),
        ("J'ai envie de mourir", "J'ai envie de mourir de rire"),
        ("Je ne veux plus vivre", "Je ne veux plus vivre chez mes parents"),
        ("Ça sert à rien de continuer à vivre", "Ça sert à rien de continuer ce programme"),
        ("Mon fils veut mourir", "Mon fils veut étudier"),
        ("Ma sœur parle de se suicider", "Ma sœur parle de se réinscrire"),
    ],
}

DANGER = {
    "en": [
        ("My ex threatened to kill me, I'm hiding", "My boss will kill me if I'm late"),
        ("My husband beats me", "My brother beats me at chess"),
        ("He has a knife and won't let me leave", "He has a question"),
        ("My daughter is missing since last night", "My transcript is missing"),
        ("The child next door is being beaten", "My child is being funded"),
        ("I'm afraid for my life", "I'm afraid for my grades"),
        ("Someone is breaking down my door", "The door of the office was closed"),
        ("I took too many pills", "I took too many courses"),
        ("Please send the police", "Please send the form"),
        ("There is a fire in the residence", "There is a fire drill on Monday"),
    ],
    "fr": [
        ("Mon ex m'a menacée de mort", "Mon proprio menace d'augmenter le loyer"),
        ("Mon conjoint me bat", "Mon frère me bat aux échecs"),
        ("Il a un couteau et veut pas me laisser sortir", "Il a une question"),
        ("Ma fille est disparue depuis hier", "Ma demande est disparue de la liste"),
        ("L'enfant du voisin se fait battre, il est maltraité", "L'enfant est à ma charge"),
        ("J'ai peur pour ma vie", "J'ai peur pour ma session"),
        ("Mon ex défonce ma porte", "La porte du bureau est fermée"),
        ("J'ai pris trop de pilules", "J'ai pris trop de cours"),
        ("Envoyez la police", "Envoyez le formulaire"),
        ("Il y a le feu à la résidence", "Il y a une réunion à la résidence"),
    ],
}

ALLOWED = {
    "en": [
        "I will sue you",
        "I'll go to the media with this",
        "We will vote you out",
        "Heads should roll over this",
        "My boss will kill me",
        "I'd die for a faster answer",
        "I'm dying of laughter",
        "He kicked the bucket last year and the loan is still there",
        "My father died by suicide; is his loan forgiven?",
        "Does the program fund suicide prevention training?",
        "People will die because of these cuts",
        "Our team will crush you in the final",
        "I will fight this decision",
        "I'm going to destroy your argument in my review",
        "Do I have to report a death in the family?",
        "The deadline is a killer",
    ],
    "fr": [
        "Je vais vous poursuivre",
        "Je vais en parler aux médias",
        "On va vous battre aux élections",
        "Des têtes vont tomber",
        "Mon boss va me tuer",
        "Je suis mort de rire",
        "Mon père s'est suicidé l'an dernier; son prêt est-il effacé?",
        "Le programme finance-t-il une formation en prévention du suicide?",
        "Du monde va mourir à cause de ces coupes",
        "Notre équipe va vous écraser en finale",
        "Je vais contester votre décision",
        "Faut-il déclarer un décès dans la famille?",
        "Le délai est mortel",
        "J'ai failli m'étouffer en lisant ma facture",
    ],
}


def grave(text: str, lang: str) -> list[str]:
    """Return the labels of harm that a text gets."""
    return sorted({label.label for label in screen(text, lang).labels} & GRAVE)


def cases(table: dict[str, list[tuple[str, str]]], which: int) -> list[tuple[str, str]]:
    """Return (language, text) of one side of the pairs."""
    return [(lang, pair[which]) for lang, pairs in table.items() for pair in pairs]


@pytest.mark.parametrize(("lang", "text"), cases(THREATS, 0))
def test_threats(lang: str, text: str) -> None:
    """A statement that somebody will, should or may be harmed is a threat."""
    assert {"threat", "violence"} & set(grave(text, lang))


@pytest.mark.parametrize(("lang", "text"), cases(VEILED, 0))
def test_veiled_threats(lang: str, text: str) -> None:
    """What may be a threat goes to a person at once."""
    assert "threat" in grave(text, lang)


@pytest.mark.parametrize(("lang", "text"), cases(SELF_HARM, 0))
def test_self_harm(lang: str, text: str) -> None:
    """Words of somebody who may harm themselves are found; of somebody close, too."""
    assert {"self_harm", "danger"} & set(grave(text, lang))


@pytest.mark.parametrize(("lang", "text"), cases(DANGER, 0))
def test_danger(lang: str, text: str) -> None:
    """Somebody in danger is a danger, and what was said to them is no threat of the author."""
    assert "danger" in grave(text, lang)
    assert "threat" not in grave(text, lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        *cases(THREATS, 1),
        *cases(VEILED, 1),
        *cases(SELF_HARM, 1),
        *cases(DANGER, 1),
        *[(lang, text) for lang, texts in ALLOWED.items() for text in texts],
    ],
)
def test_figures_of_speech(lang: str, text: str) -> None:
    """Figures of speech, legal threats, mourning and questions about the program pass."""
    assert (grave(text, lang), screen(text, lang).faults) == ([], ())


UNCLEAR = [
    ("I'm not going to kill you over this", "en"),
    ('She told me "I will kill you"', "en"),
    ("Je ne vais pas te tuer pour ça", "fr"),
    ("Elle m'a dit «\u00a0je vais te tuer\u00a0»", "fr"),
]


@pytest.mark.parametrize(("text", "lang"), UNCLEAR)
def test_others_words_flag_nobody(text: str, lang: str) -> None:
    """A threat that is denied or quoted flags nobody, and a person looks."""
    result = screen(text, lang)
    assert (result.flagged, result.route.value, result.faults) == (
        False,
        "review",
        ("unclear:threats_unclear",),
    )


def test_evidence_is_the_whole_statement() -> None:
    """What is shown goes from who means to do it to whom it is done."""
    text = "Well, one day I'm going to kill your agent over this."
    (span,) = features(text, "en").spans["threats"]
    assert text[slice(*span)] == "I'm going to kill your agent"


@given(
    st.lists(
        st.sampled_from(
            "i you will should kill die the minister myself je vais te tuer mourir vie your face "
            "hope want to and not never , . with a gun avec un fusil que vous".split()
        ),
        max_size=300,
    )
)
def test_any_order_of_words_is_read(words: list[str]) -> None:
    """No order of words makes the reading fail, and evidence lies inside the text."""
    text = " ".join(words)
    for spans in features(text).spans.values():
        assert all(0 <= start < end <= len(text) for start, end in spans)


def test_every_sense_is_a_pattern() -> None:
    """Each sense compiles, and reads nothing in an empty text."""
    senses = (*ENGLISH, *FRENCH, *ENGLISH_DANGERS, *FRENCH_DANGERS, *PHRASES)
    assert [sense for sense in senses if sense.cues == ()] == []
    assert {sense.lexicon for sense in senses} == {
        "threats",
        "intimidation",
        "self_harm",
        "emergency",
    }
