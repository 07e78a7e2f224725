# ruff: noqa: E501 # one message a line
"""Scams and advertising are told from questions about them, warnings, and ordinary words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.offers import demands, offers, report
from tests.policies.messages import features, screen

SCAMS = {
    "en": [
        "I got my $5,000 grant without applying! Message agent Collins on WhatsApp",
        "The federal government owes you unclaimed money. Claim at bit.ly/claim-now",
        "You have a pending tax refund of $482. Deposit your payment: cra-deposit.example",
        "CRA notice: your SIN has been suspended, call 613-555-0147 to avoid arrest",
        "Final notice: pay your outstanding taxes in Bitcoin within 24 hours",
        "We offer personal loans at 3% to anyone, contact us on WhatsApp",
        "Need a loan fast? No credit check, approval in 10 minutes. Text 613-555-0133",
        "Are you in debt? I can help you get a loan today, inbox me",
        "I invested $300 and got $4,500 in 3 days thanks to Mrs. Olivia, DM her @oliviafx",
        "Bitcoin investment platform, guaranteed returns: coinplus.example",
        "Thanks to my forex trader I make $2,000 weekly. Ask me how",
        "I was scammed of $8,000 but @hackmaster helped me recover all my money, contact him",
        "Lost your crypto? Our recovery experts get it back. recover-funds.example",
        "Congratulations! You have won a $1,000 gift card, click here to claim: gifts.example",
        "You have been selected for a free iPhone. Claim your prize at prize.example",
        "Your parcel could not be delivered, pay the fee: canadapost-delivery.example",
        "Interac e-transfer waiting for you, accept your payment at interac-deposit.example",
        "Your account has been locked. Verify your identity at login-secure.example",
        "Work from home and earn $400 a day, no experience needed, WhatsApp me",
        "Online job available, get paid daily! Apply now on telegram",
        "Hello dear, I am a lonely widow looking for a serious relationship, write me on Telegram",
        "I'm a US army doctor, I saw your profile, can we be friends? Text me on WhatsApp",
        "Dear beneficiary, you inherit a fund, contact Mr. Adams for the release fee of $200",
        "Buy me Google Play cards and send me the codes, I'll pay you back",
        "The officer said you can pay with gift cards. Send the gift card code",
        "Erase your student debt today with our loan forgiveness agent",
        "Mr. Grant helped me get my loan in 24 hours, hit him up @grantloans",
        "Use my referral, deposit 100 USDT and double your money",
        "I never believed it until I got my payout, thanks to this platform: t.me/fastpayout",
        "Get your carbon rebate early: hxxps://canada-rebate[.]example",
        "Apply for the relief here: canada.ca.relief-claim.example",
        "Invest in crypto with us, passive income, DM for details",
        "Powerful spell caster brings back your ex, WhatsApp +1 613 555 0148",
        "Fake banknotes that pass any machine, telegram me",
        "Confirm your deposit: bit.ly/dep-now",
        "Join our VIP trading group, huge profits every day: t.me/vipsignals",
        "I cleared my loan with help from Rita Moss, message her on Facebook",
        "I got scammed last year and Mr. Kevin recovered it all, reach him at kevin@recover.example",
        "Selling bank logs and cloned cards, DM me",
        "You were overpaid. Return $400 by e-transfer to refunds@pay.example today",
        "I'm giving out $500 to the first 20 people who message me",
        "This investment is real. $1000 became $11000 in a week",
        "Student loan cancelled, ask me how, limited slots",
    ],
    "fr": [
        "J'ai reçu ma subvention de 5 000 $ sans rien demander! Écrivez à l'agent Colin sur WhatsApp",
        "Le gouvernement vous doit de l'argent non réclamé. Réclamez votre argent : bit.ly/reclamer",
        "Vous avez un remboursement d'impôt en attente de 482 $. Acceptez votre dépôt : arc-depot.example",
        "Avis de l'ARC : votre NAS a été suspendu, appelez le 613-555-0147 pour éviter l'arrestation",
        "Dernier avis : payez vos impôts en souffrance en bitcoins d'ici 24 heures",
        "J'offre des prêts entre particuliers à 3 %, contactez-moi sur WhatsApp",
        "Offre de prêt entre particuliers sérieuse et rapide, courriel : preteur@pret.example",
        "Offre de prêt d'argent de 2 000 $ à 500 000 $ à toute personne honnête",
        "Besoin d'un prêt? Sans enquête de crédit, argent déposé en 10 minutes. Textez le 613-555-0133",
        "Êtes-vous endetté? Je peux vous aider à obtenir un prêt aujourd'hui, écrivez-moi en privé",
        "J'ai investi 300 $ et j'ai gagné 4 500 $ en 3 jours grâce à Mme Olivia, contactez-la",
        "Plateforme d'investissement en bitcoin, rendement garanti : pieceplus.example",
        "Grâce à mon courtier en forex je gagne 2 000 $ par semaine. Écrivez-moi",
        "J'ai perdu 8 000 $ dans une arnaque, mais @maitrehacker m'a aidé à récupérer mon argent, contactez-le",
        "Vous avez perdu vos cryptomonnaies? Experts en récupération de fonds : recuperer.example",
        "Félicitations! Vous avez gagné une carte-cadeau de 1 000 $, cliquez ici : cadeaux.example",
        "Vous avez été sélectionné pour un iPhone gratuit. Réclamez votre prix sur prix.example",
        "Votre colis n'a pu être livré, payez les frais : postescanada-livraison.example",
        "Virement Interac en attente, acceptez votre paiement sur interac-depot.example",
        "Votre compte a été verrouillé. Confirmez votre identité sur connexion-securisee.example",
        "Travaillez de la maison et gagnez 400 $ par jour, sans expérience, WhatsApp moi",
        "Emploi en ligne bien payé! Gagnez jusqu'à 300 $ par jour, écrivez-moi sur Telegram",
        "Bonjour, je suis une veuve seule qui cherche une relation sérieuse, écrivez-moi sur Telegram",
        "J'ai vu votre profil, je cherche un homme sérieux, ajoutez-moi sur WhatsApp",
        "Atteinte d'un cancer, je veux faire don de ma fortune, écrivez à mon adresse : don@don.example",
        "Achetez-moi des cartes Google Play et envoyez-moi les codes",
        "L'agent accepte les cartes-cadeaux. Envoyez le code de la carte-cadeau",
        "J'efface votre dette d'études dès aujourd'hui",
        "Un prêteur honnête m'a accordé mon prêt en 24 heures, voici son WhatsApp",
        "Témoignage : j'ai obtenu mon prêt de 20 000 $ grâce à cette dame honnête, contactez-la par courriel",
        "Je n'y croyais pas, mais j'ai reçu mes gains grâce à cette plateforme : t.me/gainsrapides",
        "Recevez votre remise carbone plus tôt : hxxps://canada-remboursement[.]example",
        "Demandez l'aide ici : canada.ca.demande-aide.example",
        "Investissez dans la crypto avec nous, revenu passif, MP pour les détails",
        "Marabout puissant, retour de l'être aimé en 48 heures, WhatsApp +1 613 555 0148",
        "Faux billets de qualité indétectables, écrivez sur Telegram",
        "Confirmez votre dépôt : bit.ly/depot-vite",
        "Rejoignez notre groupe VIP, gros profits chaque jour : t.me/signauxvip",
        "Doublez votre mise en une semaine, c'est 100 % garanti",
        "Crédit rapide et fiable pour interdits bancaires, contactez-nous par WhatsApp",
        "Vous êtes l'heureux gagnant de notre loterie! Appelez vite pour réclamer votre lot",
        "Subvention gouvernementale non réclamée à votre nom, contactez l'agent des subventions",
        "Monsieur Paul m'a permis d'avoir un crédit de 15 000 $, je vous le recommande : paul@credit.example",
        "Je mets à votre disposition un prêt allant de 1 000 $ à 100 000 $ au taux de 2 %",
        "Nous octroyons des crédits aux particuliers, si vous êtes intéressé écrivez-nous",
        "Placez seulement 250 $ et touchez des profits garantis, inscrivez-vous ici : placement.example",
        "Votre prestation est suspendue. Vérifiez votre compte : service-canada-compte.example",
        "Amende impayée : payez maintenant sur amende-quebec.example",
        "Voyant médium sérieux, résultats garantis, appelez le 613-555-0150",
        "Gagnez de l'argent facile avec votre téléphone, lien en bio",
        "Je suis agent officiel des prêts, envoyez-moi votre numéro de carte",
        "Cliquez sur ce lien pour recevoir votre bourse : bourse-rapide.example",
        "Prêt privé de 500 $ à 5 000 $, approbation garantie",
        "Le centre d'aide vous informe : connectez-vous ici pour éviter la fermeture : bit.ly/acces",
        "Envoyez 100 $ en bitcoin et recevez 1 000 $ demain",
        "Bonus de casino gratuit, inscrivez-vous maintenant : casino.example",
        "Fini les dettes! On efface vos dettes sans faillite, texte-moi",
        "Madame Claire m'a aidée à obtenir ma bourse rapidement, écrivez-lui sur WhatsApp",
        "Votre NAS sera bloqué, appuyez sur le lien : nas-verif.example",
        "Trader certifié, je multiplie votre argent par dix, contactez-moi sur Signal",
        "Le gouvernement distribue de l'argent gratuitement à tous, cliquez ici : aide-argent.example",
        "Récupérez votre argent volé avec un hacker professionnel, écrivez-moi",
        "J'ai réglé mon prêt avec l'aide de Rita Mousse, écrivez-lui sur Facebook",
        "Je me suis fait arnaquer et M. Kevin a tout récupéré, joignez-le à kevin@recuperation.example",
        "Je vends des cartes clonées et des comptes bancaires vérifiés, MP",
        "Vous avez un trop-payé. Retournez 400 $ par virement à remboursements@paiement.example",
        "Je donne 500 $ aux 20 premières personnes qui m'écrivent",
        "Cet investissement est vrai. 1 000 $ sont devenus 11 000 $ en une semaine",
        "Prêt étudiant annulé, demandez-moi comment, places limitées",
    ],
}

ADVERTISING = {
    "en": [
        "Essay writing service, plagiarism free, 20% off: essays.example",
        "We do your assignments, DM us for prices",
        "Visit my shop for handmade mugs, promo code STUDENT10",
        "Subscribe to my channel and follow me on Instagram, link in bio",
        "Tutoring services available, call 613-555-0121",
        "Buy instagram followers, cheap prices at grow.example",
        "My new album is out now, check out my page: music.example",
        "Used cars for sale, great prices, visit us today at cars.example",
    ],
    "fr": [
        "Service de rédaction de travaux sans plagiat, 20 % de rabais : travaux.example",
        "On rédige vos dissertations, MP pour les prix",
        "Visitez ma boutique de tasses faites à la main, code promo ETUDIANT10",
        "Abonnez-vous à ma chaîne et suivez-moi sur Instagram, lien en bio",
        "Service de tutorat offert, appelez le 613-555-0121",
        "Achetez des abonnés à petits prix sur croissance.example",
        "Mon nouvel album, écoutez ma nouvelle chanson, visitez ma page : musique.example",
        "Autos usagées à vendre, meilleurs prix, visitez notre site : autos.example",
    ],
}

PASSES = {
    "en": [
        "I got a text asking me to verify my account, is it you?",
        "Is this email about a pending refund legit?",
        "Beware of scams: someone calls and asks for gift cards",
        "My grandmother lost $4,000 to a crypto scam, how do I report it?",
        "Someone called me pretending to be from the CRA and told me to pay in Bitcoin",
        "Is the loan offer that I got on WhatsApp real?",
        "Don't click the link in that text, it's a scam",
        "I received an e-mail that says I won a grant. Is it a scam?",
        "A man on Facebook told me to contact him on Telegram for my grant, is that normal?",
        "They said to send a gift card code. I hung up.",
        "Do you ever send refunds by Interac e-transfer?",
        "When will my refund be deposited?",
        "My grant was refused and my loan is late",
        "Does the program cover a course on cryptocurrency and blockchain?",
        "I work from home and my internet is down, call me at the number on file",
        "Congratulations to all the graduates!",
        "I won the appeal, thank you",
        "Thanks to your agent Maya my loan was approved",
        "I make $15 an hour, can I still get the grant?",
        "I owe $12,000 and the interest rate is 5%",
        "Where can I buy a cheap laptop for school?",
        "Is there a promo code for the transit pass?",
        "How can I report a fake account that pretends to be you?",
        "I changed my bank account, how do I update my direct deposit?",
        "The form at canada.ca/students does not load",
        "Please contact me, my payment is missing since March",
        "I sold my car to pay tuition",
        "My investment income was $300, must I report it?",
        "Warning: fake recruiters are offering online jobs on Telegram, stay safe",
        "Is grants-4-you.example a real site?",
        "Your site told me to click here and it shows an error",
        "My roommate was scammed by a fake loan officer. Please warn people.",
        "The minister gives our money to his friends",
        "Great giveaway to big banks, minister!",
        "Why do I get robocalls about arrest warrants?",
        "I got my money back thanks to your service desk",
        "The scholarship changed my life, thank you",
        "Why is the interest so high, 6% is a scam",
        "I paid $400 back by e-transfer already",
    ],
    "fr": [
        "J'ai reçu un texto qui me demande de vérifier mon compte, est-ce vous?",
        "Est-ce que ce courriel au sujet d'un remboursement en attente est légitime?",
        "Attention aux arnaques : quelqu'un appelle et demande des cartes-cadeaux",
        "Ma grand-mère a perdu 4 000 $ dans une arnaque de cryptomonnaie, comment la signaler?",
        "Quelqu'un se faisait passer pour l'ARC et m'a dit de payer en bitcoins",
        "L'offre de prêt que j'ai reçue sur WhatsApp est-elle vraie?",
        "Ne cliquez pas sur le lien dans ce texto, c'est une arnaque",
        "J'ai reçu un courriel qui dit que j'ai gagné une bourse. Est-ce une fraude?",
        "Un homme sur Facebook me dit de le contacter sur Telegram pour ma bourse, est-ce normal?",
        "On m'a demandé d'envoyer le code d'une carte-cadeau. J'ai raccroché.",
        "Envoyez-vous parfois des remboursements par virement Interac?",
        "Quand mon remboursement sera-t-il déposé?",
        "Ma bourse a été refusée et mon prêt est en retard",
        "Le programme couvre-t-il un cours sur la cryptomonnaie?",
        "Je travaille de la maison et mon internet est en panne, appelez-moi au numéro au dossier",
        "Félicitations à toutes les personnes diplômées!",
        "J'ai gagné ma contestation, merci",
        "Grâce à votre agente Maya mon prêt a été approuvé",
        "Je gagne 15 $ l'heure, ai-je droit à la bourse?",
        "Je dois 12 000 $ et le taux d'intérêt est de 5 %",
        "Où puis-je acheter un ordinateur pas cher pour l'école?",
        "Y a-t-il un code promo pour le laissez-passer d'autobus?",
        "Comment signaler un faux compte qui se fait passer pour vous?",
        "J'ai changé de compte bancaire, comment mettre à jour mon dépôt direct?",
        "Le formulaire sur canada.ca/etudiants ne s'ouvre pas",
        "Contactez-moi s'il vous plaît, mon paiement manque depuis mars",
        "J'ai vendu mon auto pour payer mes études",
        "Mes revenus de placement sont de 300 $, dois-je les déclarer?",
        "Prudence : de faux recruteurs offrent des emplois en ligne sur Telegram",
        "Est-ce que bourses-pour-vous.example est un vrai site?",
        "Votre site me dit de cliquer ici et ça donne une erreur",
        "Mon colocataire s'est fait arnaquer par un faux prêteur. Avertissez les gens, svp.",
        "Le ministre donne notre argent à ses amis",
        "Quel beau cadeau aux banques, monsieur le ministre!",
        "Pourquoi est-ce que je reçois des appels automatisés sur des mandats d'arrestation?",
        "J'ai récupéré mon argent grâce à votre service à la clientèle",
        "La bourse a changé ma vie, merci",
        "Pourquoi le taux est-il si haut, 6 %, c'est de l'arnaque",
        "J'ai déjà remboursé 400 $ par virement",
        "C'est long.ca fait trois mois que j'attends mon prêt",
        "À ce point ca ne vaut plus la peine",
    ],
}

OFFTRACK = frozenset(("scam", "advertising", "suspicious_link", "imposter", "copyright", "robot"))


@pytest.mark.parametrize(("lang", "text"), [(lang, t) for lang, ts in SCAMS.items() for t in ts])
def test_scams_are_flagged(lang: str, text: str) -> None:
    """A scam is flagged as one, or as somebody who pretends to be us."""
    result = screen(text, lang)
    assert result.flagged
    assert {label.label for label in result.labels} & {"scam", "imposter"}


@pytest.mark.parametrize(
    ("lang", "text"), [(lang, t) for lang, ts in ADVERTISING.items() for t in ts]
)
def test_advertising_is_flagged(lang: str, text: str) -> None:
    """Advertising is flagged as such."""
    assert "advertising" in {label.label for label in screen(text, lang).labels}


@pytest.mark.parametrize(("lang", "text"), [(lang, t) for lang, ts in PASSES.items() for t in ts])
def test_questions_and_warnings_pass(lang: str, text: str) -> None:
    """Whoever asks about a scam, warns of one, or only uses its words is accused of nothing."""
    assert OFFTRACK.isdisjoint(label.label for label in screen(text, lang).labels)


def test_calls_that_are_told_do_not_count() -> None:
    """What a swindler asked for is not the author's own call; a call of the author's is."""
    assert features("He asked me to contact him on Telegram")["contact_calls"] == 0
    assert features("Contact him now")["contact_calls"] == 1
    assert features("Il me demande de le contacter sur Telegram", "fr")["contact_calls"] == 0
    assert features("Contactez-le vite", "fr")["contact_calls"] == 1


def test_amounts_count_beside_lures_only() -> None:
    """Sums of money say nothing where nothing is promised."""
    assert features("I owe $12,000")["amounts"] == 0
    assert features("Passive income of $12,000")["amounts"] == 1


@given(st.text(alphabet="a $1'recuoffeprtgv?\n", max_size=300))
def test_spans_lie_in_the_text(text: str) -> None:
    """What is found lies inside the text, whatever it holds."""
    spans = [*demands(text), *offers(text), *([report(text)] if report(text) else [])]
    assert all(span and 0 <= span[0] < span[1] <= len(text) for span in spans)
