"""Cards: what a reviewer sees of a case, in either language, and what stays hidden."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.review.cards import case_card
from bot.review.layout import Layout, card_text, wrap
from bot.review.queuelist import listed, queue_row, queue_section
from bot.review.replies import publication_lines
from bot.review.sections import Section
from bot.review.wording import duration, shown
from bot.states import ActionState, CaseState, DraftState, PublicationState
from bot.storage.queue import CardData, QueueCounts, QueueItem
from policies.routing import Route
from policies.screening_values import Handling
from responders.drafting import Abstained
from responders.triage import Choice, Reason, Sort, Triage
from responders.values import MatchResult, Stance
from tests.bot.deskdata import (
    ACTION,
    CASE,
    CLEAN,
    DATA,
    DECISION,
    DRAFT,
    FLOW,
    NOW,
    WRONG,
    insulting,
    message,
    publication,
    reader,
)
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES, Official

ENGLISH = """\
Case 12. To answer.

Where it stands
  Waiting; opened 2~h ago
  Platform: file; channel: page
  Due: Monday, November 23, 2026, at 10:30 a.m. (Eastern time), in 30~min
  Author: A1B2

Message
  A1B2, Monday, November 23, 2026, at 8:00 a.m. (Eastern time); English
      The loan bears interest!

Why it is here
  It seems to contradict a fact, or asks what a fact answers: a reply is
  drafted.

Answer or not
  Answer: it contradicts an approved fact.
    The message states something.

Facts
  1. The loan bears no interest.
    The message seems to contradict it.
      Likeness: 90%
      The message is near to the fact itself.
      One affirms what the other denies.
    Source: https://x.example/en/rate
    Source (French): https://x.example/fr/taux
    Valid from August 1, 2026 to July 31, 2027
    In the fact bank: no-interest; owner: loans

Draft reply
  English (approved fact)                 French (contains machine translation)

  The loan bears no interest.             Le prêt ne porte pas intérêt.

  Correction; proposed. To be sent in: English.

What each sentence rests on
  1. Fact 1: The loan bears no interest.

Checks
  Blocks: No link.
  Warning: A bit short.
  1 check passed.

Approvals
  Still needed: English"""

FRENCH = """\
Dossier 12. À répondre.

Où en est le dossier
  En attente; ouvert depuis 2~h
  Plateforme~: file; canal~: page
  Échéance~: le lundi 23 novembre 2026 à 10~h~30 (heure de l'Est), dans 30~min
  Auteur ou autrice~: A1B2

Message
  A1B2, le lundi 23 novembre 2026 à 8~h (heure de l'Est); anglais
      The loan bears interest!

Pourquoi ce dossier est ici
  Le message semble contredire un fait ou poser une question à laquelle un fait
  répond~: un projet de réponse est prêt.

Répondre ou non
  Répondre~: il contredit un fait approuvé.
    Le message affirme quelque chose.

Faits
  1. Le prêt ne porte pas intérêt.
    Le message semble le contredire.
      Ressemblance~: 90~%
      Le message ressemble au fait lui-même.
      L'un affirme ce que l'autre nie.
    Source~: https://x.example/fr/taux
    Source (anglais)~: https://x.example/en/rate
    Valide du 1er août 2026 au 31 juillet 2027
    Dans la banque de faits~: no-interest; responsable~: loans

Projet de réponse
  Anglais (fait approuvé)
    The loan bears no interest.
  Français (contient de la traduction automatique)
    Le prêt ne porte pas intérêt.

  Rectification; projet proposé. À envoyer en anglais.

Sur quoi repose chaque phrase
  1. Fait 1~: The loan bears no interest.

Vérifications
  Bloque~: Aucun lien.
  Avertissement~: Un peu court.
  1 vérification réussie.

Approbations
  Encore nécessaire~: anglais"""


def lines(data: CardData, name: str, lang: Official = "en", *, original: bool = False) -> list[str]:
    """Return the lines of one section."""
    section = case_card(data, reader(lang), original=original).section(name)
    return list(section.lines) if section else []


@pytest.mark.parametrize(
    ("lang", "layout", "expected"),
    [
        ("en", Layout(width=80), ENGLISH),
        ("fr", Layout(width=80, side_by_side=False), FRENCH),
    ],
)
def test_a_whole_card(lang: Official, layout: Layout, expected: str) -> None:
    """The card of a wrong claim reads like this, side by side or one above the other."""
    assert card_text(case_card(DATA, reader(lang)), layout) == expected.replace("~", "\u00a0")


def test_an_address_is_never_cut_in_two() -> None:
    """Where a word is wider than half the terminal, the texts stand one above the other."""
    address = "https://x.example/en/a-rather-long-address-of-a-page"
    data = replace(DATA, draft=replace(DRAFT, texts={"en": f"See {address}", "fr": "Voir"}))
    card = case_card(data, reader("en"))
    assert f"    See {address}\n" in card_text(card, Layout(width=80))
    wide = card_text(card, Layout(width=110))
    assert address in wide
    assert any("See" in line and "Voir" in line for line in wide.splitlines())


def test_titles_are_bold_only_where_that_is_wanted() -> None:
    """Bold changes nothing but the titles."""
    card = case_card(DATA, reader("en"))
    bold = card_text(card, Layout(bold=True))
    assert "\x1b[1mCase 12. To answer.\x1b[0m\n" in bold
    assert bold.replace("\x1b[1m", "").replace("\x1b[0m", "") == ENGLISH.replace("~", "\u00a0")


def test_personal_data_is_masked_until_asked_for() -> None:
    """Numbers, addresses and handles are dots; the original shows what was written."""
    said = "Call @someone at 613-555-0123, my SIN is 046 454 286."
    data = replace(DATA, messages=(message(said),), context=(message(said, pseudonym="Z9"),))
    for name in ("messages", "context"):
        assert lines(data, name)[-1] == "      Call @••• at •••, my SIN is •••.".replace(
            "      ", "    "
        )
        assert lines(data, name, original=True)[-1] == f"    {said}"


def test_a_sensitive_message_is_not_shown_until_asked_for() -> None:
    """Neither its text nor the words that a rule found stand on the card."""
    data = replace(DATA, messages=(insulting("You are an idiot.", 11, 16, sensitive=True),))
    card = card_text(case_card(data, reader("en")), Layout())
    assert "idiot" not in card
    assert "Not shown: this message may be hard to read. Type o to read it." in card
    assert "idiot" in card_text(case_card(data, reader("en"), original=True), Layout())


@pytest.mark.parametrize(
    ("text", "span", "told"),
    [
        ("You are an idiot.", (11, 16), 'What shows it: "idiot"'),
        (
            "613-555-0123 idiot",
            (4, 12),
            "What shows it is hidden. Type o to read the message as it was written.",
        ),
    ],
)
def test_evidence_never_uncovers_what_is_masked(
    text: str, span: tuple[int, int], told: str
) -> None:
    """The words that a rule found are quoted, unless they are part of what is hidden."""
    data = replace(DATA, messages=(insulting(text, *span),), draft=None)
    assert lines(data, "rules") == [
        "Insult, severity 2 of 5 (clause: Respect; policy 2; rule insult-words)",
        "  Not allowed: comments that insult a person",
        f"  {told}",
        "To consider: hide the message. Nothing is done without you.",
    ]


def test_rules_in_french_with_another_version() -> None:
    """The rule's public wording is in the reader's language; an older policy is said."""
    older = insulting("Maudit idiot", 7, 12)
    older = replace(older, screening=replace(older.screening, policy_version="1"))
    expected = [
        "Insulte, gravité 2 sur 5 (article~: Respect; politique 1; règle insult-words)",
        "  Non permis~: les commentaires qui insultent une personne",
        "  La version de la politique en vigueur maintenant est 2.",
        "  Passage en cause~: «~idiot~»",
        "À envisager~: masquer le message. Rien ne se fait sans vous.",
    ]
    assert lines(replace(DATA, messages=(older,)), "rules", "fr") == [
        line.replace("~", "\u00a0") for line in expected
    ]


def test_what_makes_a_case_urgent_is_said() -> None:
    """Crisis, faults and campaigns have a line each."""
    screening = replace(
        CLEAN,
        route=Route.ESCALATE,
        flagged=True,
        handling=frozenset({Handling.CRISIS, Handling.PAGE}),
        faults=("rule:x",),
        campaign="c1",
    )
    assert lines(replace(DATA, messages=(message(screening=screening),)), "rules") == [
        "Part of a campaign: nearly the same text came from many authors.",
        "The program is unsure (rule:x): a person has to look.",
        (
            "Somebody may be in danger. Decide on this case first. "
            "Suicide Crisis Helpline: 9-8-8 (call or text); emergency: 911."
        ),
        "A person is needed at once: this comes first in the queue.",
    ]


def test_facts_that_no_longer_hold_are_marked() -> None:
    """An expired fact says so; one that left the bank is named."""
    data = replace(DATA, draft=replace(DRAFT, facts=("old", "gone")), messages=(message(),))
    assert lines(data, "facts") == [
        "1. It was so.",
        "  Source: https://x.example/en/old",
        "  Source (French): https://x.example/fr/vieux",
        "  Was valid until July 31, 2025: do not rely on it.",
        "  In the fact bank: old; owner: loans",
        "2. This fact is no longer in the fact bank (gone).",
    ]


def test_an_unsure_match_says_why_a_person_looks() -> None:
    """A case that no rule brought says what the facts have to do with it."""
    unsure = MatchResult(
        matches=(replace(WRONG.matches[0], stance=Stance.UNSURE),), stance=Stance.UNSURE
    )
    data = replace(DATA, messages=(message(match=unsure),), draft=None)
    assert lines(data, "rules") == [
        "It touches a fact, and the program cannot tell what it says of it: a person looks."
    ]
    assert lines(data, "draft") == ["There is none."]


def test_message_says_edits_deletion_quotes_and_link() -> None:
    """What happened to a message stands beside it."""
    told = message(revision=3, deleted=True, quoted="he said 613-555-0123", url="https://x/7")
    assert lines(replace(DATA, messages=(told,)), "messages") == [
        (
            "A1B2, Monday, November 23, 2026, at 8:00 a.m. (Eastern time); English; "
            "edited 2 times by its author; deleted by its author"
        ),
        "  Quotes somebody:",
        "      he said •••",
        "    The loan bears interest!",
        "  Link: https://x/7",
    ]


@pytest.mark.parametrize(
    ("state", "changes", "expected"),
    [
        (
            PublicationState.HELD,
            {},
            [
                (
                    "Reply (English): goes out in 42 seconds (10:00 a.m.). Until then you can take "
                    "it back."
                )
            ],
        ),
        (
            PublicationState.HELD,
            {"not_before": NOW, "shadow": True},
            [
                "Reply (English): waits for its turn to be sent.",
                "  This channel is in shadow mode: nothing will be sent outside.",
            ],
        ),
        (
            PublicationState.UNKNOWN,
            {"fault": "time-out"},
            [
                (
                    "Reply (English): nobody can tell whether it is out. Look on the "
                    "platform, then type v."
                ),
                "  What happened: no answer came in time",
            ],
        ),
        (
            PublicationState.FAILED,
            {"fault": "403"},
            [
                "Reply (English): the platform refused it. Type b to post it by hand.",
                "  What happened: 403",
            ],
        ),
        (
            PublicationState.HANDED_OFF,
            {"url": "https://x/reply"},
            [
                "Reply (English): to be posted by hand. When that is done, type m.",
                "  Text to copy:",
                "    The loan bears no interest.",
                "    https://x.example/en/rate",
                "  Page to open: https://x/reply",
            ],
        ),
        (
            PublicationState.SENT,
            {"url": "https://x/9", "fault": "429 before"},
            ["Reply (English): sent.", "  Address: https://x/9"],
        ),
    ],
)
def test_publications(
    state: PublicationState, changes: dict[str, object], expected: list[str]
) -> None:
    """Each state says where the text is, and what a person has to do."""
    assert publication_lines(publication(state, **changes), reader("en")) == expected


def test_every_state_has_words() -> None:
    """Each state is worded in both languages."""
    for lang in OFFICIAL_LANGUAGES:
        here = reader(lang)
        for state in PublicationState:
            assert publication_lines(publication(state), here)
        for case in CaseState:
            assert f"desk.case.{case}" in here.t
        for draft in DraftState:
            assert f"desk.draftstate.{draft}" in here.t
        for action in ActionState:
            assert f"desk.enforcement.{action}" in here.t


def test_decisions_and_actions() -> None:
    """What was decided stands with who and why; what was taken back says so."""
    data = replace(
        DATA,
        actions=(ACTION,),
        decisions=(DECISION, replace(DECISION, reviewer_id=1, choice="keep", undone=True)),
    )
    assert lines(data, "actions") == [
        "hide the message: will be done in 1\u00a0min. Until then you can take it back.",
        "  Rule: Insult. Reason: insults a colleague",
    ]
    assert lines(data, "decisions") == [
        "Monday, November 23, 2026, at 10:00 a.m. (Eastern time), Camille: hide",
        "  Reason: insults a colleague",
        "Monday, November 23, 2026, at 10:00 a.m. (Eastern time), you: keep (taken back)",
        "  Reason: insults a colleague",
    ]


def test_claims_deadlines_and_approvals() -> None:
    """Who has the case, how late it is, and which approval is there."""
    flow = replace(
        FLOW,
        case=CaseState.CLAIMED,
        claimed_by=2,
        needs=frozenset({"en", "fr"}),
        approvals=frozenset({(2, "fr")}),
    )
    case = replace(CASE, flow=flow, due_at=NOW - timedelta(minutes=5), reason="waited", severity=3)
    data = replace(DATA, case=case, stated_lang="fr", draft=replace(DRAFT, needs=("en", "fr")))
    assert case_card(data, reader("en")).title == "Case 12. To answer. Severity 3 of 5."
    assert lines(data, "state") == [
        "Claimed by Camille; opened 2\u00a0h ago",
        "Platform: file; channel: page",
        "Due: Monday, November 23, 2026, at 9:55 a.m. (Eastern time), 5\u00a0min ago",
        "Reason: it waited too long",
        "Author: A1B2; chose French",
    ]
    assert lines(data, "approvals") == ["French: approved by Camille", "Still needed: English"]


def item(**changes: object) -> QueueItem:
    """Return an entry of the queue."""
    plain = QueueItem(
        case_id=12,
        state=CaseState.QUEUED,
        route=Route.REVIEW,
        severity=2,
        lang="en",
        platform="file",
        channel="page",
        pseudonym="A1B2",
        opened_at=NOW - timedelta(hours=50),
        due_at=NOW - timedelta(minutes=5),
        claimed_by=None,
        reason=None,
        excerpt="Write to me@x.example, " + "you idiot, " * 9,
        messages=2,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the tests name fields of any type


COUNTS = QueueCounts(
    by_route={Route.ESCALATE: 0, Route.REVIEW: 2, Route.DRAFT: 1, Route.IGNORE: 0},
    oldest_at=NOW,
)


def test_the_queue_is_a_list_in_words() -> None:
    """Each entry says what it is, how late it is and how it begins; sensitive text is not there."""
    hard = replace(DATA, messages=(insulting("You idiot", 4, 9, sensitive=True),))
    entries = [listed(item(), DATA), listed(item(case_id=13, claimed_by=2, messages=1), hard)]
    assert queue_section(entries, COUNTS, reader("en")) == Section(
        name="queue",
        title="Queue: 3 cases",
        lines=(
            "to review: 2, to answer: 1",
            "Case 12; Review; severity 2; English; waiting 2 days; 5\u00a0min late; 2 messages",
            '    "Write to •••, you idiot, you idiot, you idiot, you idiot, you idiot,…"',
            (
                "Case 13; Review; severity 2; English; waiting 2 days; 5\u00a0min late; "
                "claimed by Camille"
            ),
            "    Text not shown: it may be hard to read.",
            "And 1 more.",
        ),
    )


def test_a_row_for_programs() -> None:
    """The JSON row has codes and times, and no text that is hidden on cards."""
    row = queue_row(listed(item(excerpt="Call 613-555-0123", claimed_by=2), DATA), reader("fr"))
    assert row == {
        "case": 12,
        "state": "queued",
        "route": "review",
        "severity": 2,
        "lang": "en",
        "platform": "file",
        "channel": "page",
        "author": "A1B2",
        "messages": 2,
        "opened_at": "2026-11-21T13:00:00+00:00",
        "waiting_s": 180000,
        "due_at": "2026-11-23T14:55:00+00:00",
        "claimed_by": "Camille",
        "reason": None,
        "campaign": None,
        "cases_with_it": 0,
        "text": "Call •••",
    }


@pytest.mark.parametrize(
    ("seconds", "en", "fr"),
    [
        (-5, "0 seconds", "0 seconde"),
        (1, "1 second", "1 seconde"),
        (59, "59 seconds", "59 secondes"),
        (60, "1~min", "1~min"),
        (3599, "59~min", "59~min"),
        (3600, "1~h", "1~h"),
        (7500, "2~h 5~min", "2~h 5~min"),
        (172_799, "47~h 59~min", "47~h 59~min"),
        (172_800, "2 days", "2 jours"),
    ],
)
def test_durations(seconds: int, en: str, fr: str) -> None:
    """Lengths of time are said as people say them."""
    delta = timedelta(seconds=seconds)
    assert duration(delta, catalog("en")) == en.replace("~", "\u00a0")
    assert duration(delta, catalog("fr")) == fr.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain, été, 👩‍🎓", "plain, été, 👩‍🎓"),
        ("\x1b[2Jgone", "�[2Jgone"),
        ("a\u202eb\u2066c", "a�b�c"),
        ("nul\x00\x07 and \r\nline", "nul� and \nline"),
        ("lone \ud800", "lone �"),
        ("tab\tbed", "tab bed"),
    ],
)
def test_text_from_outside_cannot_steer_the_terminal(text: str, safe: str) -> None:
    """Escape sequences, direction marks and lone surrogates become a visible mark."""
    assert shown(text) == safe


@given(st.text(), st.integers(20, 120))
def test_wrapping_fits_and_loses_nothing(text: str, cells: int) -> None:
    """No line is wider than asked for, and every character but spaces is still there in order."""
    line = " ".join(shown(text).split("\n"))
    wrapped = wrap(line, cells)
    assert all(cell_len(one) <= max(cells, 2) for one in wrapped)
    assert "".join(wrapped).replace(" ", "") == line.replace(" ", "")


@given(st.text())
def test_shown_text_has_no_control_characters(text: str) -> None:
    """Whatever somebody wrote, only line breaks are left of what steers."""
    assert all(
        char == "\n" or char.isprintable() or char in "\u200c\u200d\u00a0" or char.isspace()
        for char in shown(text)
    )
    assert shown(shown(text)) == shown(text)


def test_every_reason_has_its_sentence() -> None:
    """Each choice, sort, reason and abstention has a sentence in both languages."""
    keys = [
        *(f"triage.choice.{one}" for one in Choice),
        *(f"triage.sort.{one}" for one in Sort),
        *(f"triage.reason.{one}" for one in Reason),
        *(f"triage.abstained.{one}" for one in Abstained),
    ]
    missing = [
        (lang, key) for lang in OFFICIAL_LANGUAGES for key in keys if key not in catalog(lang)
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("triage", "lang", "expected"),
    [
        (
            Triage(
                choice=Choice.WATCH,
                sort=Sort.STATEMENT,
                reasons=(Reason.SAME_PERSON, Reason.WRONG, Reason.WIDE_REACH),
                reach=12_000,
            ),
            "en",
            [
                "Watch, no text is drafted: this person was corrected not long ago.",
                "  Also: it contradicts an approved fact.",
                "  Also: many people can see it.",
                "  The message states something; up to 12,000 people can see it.",
            ],
        ),
        (
            Triage(
                choice=Choice.RESPOND,
                sort=Sort.QUESTION,
                reasons=(Reason.INDIVIDUAL,),
                private=True,
            ),
            "fr",
            [
                (
                    "Répondre en privé~: il s'agit du dossier d'une personne, ce dont on ne"
                    " discute jamais en public."
                ),
                "  Le message pose une question.",
            ],
        ),
        (
            Triage(
                choice=Choice.RESPOND,
                sort=Sort.QUESTION,
                reasons=(Reason.QUESTION,),
                abstained="no_fact",
            ),
            "en",
            [
                "Answer: somebody asks.",
                "  No text was drafted: no approved fact answers it.",
                "  The message asks something.",
            ],
        ),
        (
            Triage(choice=Choice.WATCH, sort=Sort.TALK, reasons=(Reason.POLICY_FIRST,)),
            "en",
            [],
        ),
    ],
)
def test_whether_to_answer_is_said_with_its_reasons(
    triage: Triage, lang: Official, expected: list[str]
) -> None:
    """The decisive reason stands first; why no text was drafted is said too."""
    data = replace(DATA, messages=(message(triage=triage),))
    assert lines(data, "triage", lang) == [one.replace("~", "\u00a0") for one in expected]
