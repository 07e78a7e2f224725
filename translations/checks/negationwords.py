"""Words of negation in both languages, without accents, and what only looks like one."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# English
EN_NOT: Final = _words(
    "not cannot dont cant wont didnt doesnt isnt arent wasnt werent couldnt wouldnt shouldnt"
    " havent hasnt hadnt ain't aint can't"
)
EN_NEVER: Final = _words("never nobody nothing none nowhere neither noone")
EN_NOT_NO: Final = _words("doubt matter wonder sooner")
EN_THAN: Final = _words(  # "no later than": « au plus tard »
    "later more less fewer earlier longer smaller larger greater higher lower bigger shorter"
)
EN_TURNED: Final = _words("fail fails")  # what never fails, works
# French
FR_SECOND: Final = _words(
    "pas point plus jamais rien guere aucun aucune aucuns aucunes personne ni nul nulle nullement"
    " aucunement"
)
FR_ALONE: Final = _words("aucun aucune aucuns aucunes aucunement nullement guere rien nulle")
FR_WITHOUT_BUT: Final = _words(  # « sans » that denies nothing
    "doute doutes cesse relache dire compter abri abris serif empattement precedent delai attendre"
    " crainte ambages fil conteste equivoque tarder reserve egard"
)
FR_PERSONS: Final = _words(  # before « personne » that is somebody
    "une la cette chaque par toute aucune meme en de ma sa ta notre votre leur seule autre d'"
    " premiere deuxieme grande tierce telle quelle jeune vieille"
)
FR_STEPS: Final = _words(
    "ou seul un le les premier premiers dernier derniers au aux ses des ces nos leurs mes grand"
    " grands petit petits faux de du deux trois quelques chaque ce son mon ton notre cent dix"
)
FR_BARE: Final = _words(  # « ne » alone denies with these
    "peut peuvent peux pu pouvais pouvions puis saurait sauraient pouvait pouvaient pourrait"
    " pourraient puisse put purent"
)
FR_EXPLETIVE: Final = _words(  # before « que … ne », which then denies nothing
    "avant moins peur crainte craindre crains craint craignent craignait craignaient craignez plus"
    " mieux pire meilleur meilleure meilleurs autre autres autrement empecher empeche doute evite"
    " eviter davantage ailleurs risque apprehende redoute redoutent sans moindre pis"
)
# Words that deny by themselves: the other language has one of them, or a negation.
EN_STRONG: Final = _words(
    "unable impossible impossibility incapable prohibit prohibits prohibited prohibition"
    " prohibitions forbid forbids forbidden forbade ban bans banned lack lacks lacked refuse"
    " refuses refused refusing refusal absent absence insufficient insufficiently disagree"
    " disagrees disagreed seldom rarely unless unauthorized unauthorised inadmissible ineligible"
    " unpaid unavailable unlikely unnecessary inaccessible incorrect incorrectly inaccurate"
    " incomplete invalid inconsistent unlimited unfair unfairly unclear unsure unrelated"
    " unprecedented without unacceptable unaware unwilling unauthenticated indefinitely"
)
FR_STRONG: Final = _words(
    "refuserait refusaient refuses refuserez refusez prohibe prohibee prohibes prohibees prohibent"
    " impossible impossibles impossibilite incapable incapables interdit interdits interdite"
    " interdites interdire interdiction interdictions interdisent interdisant refuse refusee"
    " refusent refusait refuser refusera refus refusant rarement absence absent absents absente"
    " absentes insuffisant insuffisante insuffisants insuffisantes insuffisance inadmissible"
    " inadmissibles inadmissibilite ineligible ineligibles incomplet incomplets incomplete"
    " incompletes inaccessible inaccessibles inexact inexacte inexacts inexactes incorrect"
    " incorrects incorrecte incorrectes impaye impayes impayee impayees inhabituel inhabituelle"
    " improbable improbables inutile inutiles invalide invalides injuste injustes illimite"
    " illimitee illimites illimitees depourvu depourvue depourvus ignore ignorent ignorais ignorait"
    " inacceptable inacceptables incompatible incompatibles indefiniment desaccord inexistant"
    " inexistante inexistants"
)
# Those of them that people hardly ever put otherwise.
SURE: Final = _words(
    "unless lack lacks refuse refuses refusing impossible ban bans banned unable interdit interdite"
    " interdits interdites interdiction ignore ignorais ignorent incapable incapables refuser refus"
    " rarement"
)
# Words that may stand for a negation. They excuse a difference only where one text has more of
# them than the other; each is rare enough to hide few faults.
EN_SOFT: Final = _words(
    "lacking irrespective unknown unusual unusually failure fails failed failing fail denies"
    " denied denial deny hardly scarcely missing ignore ignored ignores reject rejected rejects"
    " inability incapacity ineffective inadequate inappropriate inactive irrelevant improper"
    " inapplicable invisible disallow disallowed disapprove disregard disregarded dislike omit"
    " omitted omission neglect neglected nil void abstain devoid doubtful vain null free shortage"
    " blameless"
)
EN_NON_BUT: Final = _words("nonetheless nonsense")
EN_LESS_BUT: Final = _words("nevertheless nonetheless regardless unless doubtless countless")
# with a negation, these may be « ne … que »: "not until", "nothing but", "no more than"
EN_UNTIL: Final = _words("until unless except but other more before without than")
EN_LIMITS: Final = _words("only solely merely exclusively just except but")
FR_SOFT: Final = _words(
    "doutes sauf inconnu inconnue inconnus inconnues empechent empechait echoue echouer echec"
    " manque manquent manquait manquant manquants manquantes exempt exempte exemptes exonere"
    " excepte hormis denue denues irregulier inefficace inadequat inadequate inappropries"
    " inapproprie inactif inactifs invisible invisibles impropre inattendu inattendus inattendue"
    " inexplique meconnu mecontent rejette abstenir abstient nie nient nier vain difficilement"
    " inchange inchangee inchanges inchangees indemne insensible incertain incertaine incertitude"
    " incertitudes indisponible indisponibles independamment gratuit gratuite gratuits gratuites"
    " gratuitement omet omettre omission omis manquement manquements neglige negligence incapacite"
    " imprevu irrecevable penurie"
)
FR_STRONG_BEGIN: Final = ("refus", "interdi", "prohib")
FR_TURNED: Final = _words(  # « n'hésitez pas », « n'arrête pas de »; but not « n'arrêtez pas »
    "hesitez hesite hesitent hesiter manquez manquera manquer cesse cessent cessait cessaient"
    " arrete arretent arretait trompe"
)
FR_SOFT_BEGIN: Final = ("inoub", "indiff", "invraisembl", "intol", "insoup", "insatis", "indesir")
