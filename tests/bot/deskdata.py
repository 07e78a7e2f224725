"""Hand-made values for the tests of the desk: a policy, a fact bank, a case with everything."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.case import Flow
from bot.ports import Outgoing, PublicationKind
from bot.review.wording import Reader
from bot.states import ActionState, CaseState, DraftState, PublicationState
from bot.storage.cases import CaseFile
from bot.storage.publications import Queued
from bot.storage.queue import (
    CardAction,
    CardCheck,
    CardData,
    CardDecision,
    CardDraft,
    CardMessage,
)
from policies.policy import Clause, LabelDefinition, Policy
from policies.roles import Reviewer, Role
from policies.routing import Route
from policies.screening_values import Handling, Label, Screening
from responders.facts import FactBank
from responders.triage import Choice, Reason, Sort, Triage
from responders.values import Fact, Match, MatchResult, Stance
from translations.catalogs import catalog
from translations.values import Bilingual, Official

NOW: Final = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
ZONE: Final = ZoneInfo("America/Toronto")

POLICY: Final = Policy(
    id="p",
    version="2",
    effective_from=NOW - timedelta(days=90),
    effective_until=None,
    name=Bilingual(en="Policy", fr="Politique"),
    introduction=Bilingual(en="", fr=""),
    appeal=Bilingual(en="", fr=""),
    clauses=(
        Clause(
            id="respect",
            title=Bilingual(en="Respect", fr="Respect"),
            text=Bilingual(en="", fr=""),
        ),
        Clause(
            id="contact",
            title=Bilingual(en="Requests", fr="Demandes"),
            text=Bilingual(en="", fr=""),
        ),
    ),
    labels={
        "insult": LabelDefinition(
            id="insult",
            name=Bilingual(en="Insult", fr="Insulte"),
            rule=Bilingual(en="insult a person", fr="insultent une personne"),
            clause="respect",
            severity=2,
        ),
        "media": LabelDefinition(
            id="media",
            name=Bilingual(en="Journalist", fr="Journaliste"),
            rule=None,
            clause="contact",
            severity=1,
        ),
    },
    rules=(),
    exceptions=(),
    effects={},
    channel_effects={},
    must_pass=(),
)

BANK: Final = FactBank(
    facts=(
        Fact(
            id="no-interest",
            statement=Bilingual(
                en="The loan bears no interest.", fr="Le prêt ne porte pas intérêt."
            ),
            source=Bilingual(en="https://x.example/en/rate", fr="https://x.example/fr/taux"),
            owner="loans",
            topic="loans",
            valid_from=date(2026, 8, 1),
            valid_until=date(2027, 7, 31),
            review_on=date(2027, 6, 1),
        ),
        Fact(
            id="old",
            statement=Bilingual(en="It was so.", fr="C'était ainsi."),
            source=Bilingual(en="https://x.example/en/old", fr="https://x.example/fr/vieux"),
            owner="loans",
            topic="loans",
            valid_from=date(2024, 8, 1),
            valid_until=date(2025, 7, 31),
            review_on=date(2025, 6, 1),
        ),
    )
)

JO: Final = Reviewer(
    id=1,
    name="Jo",
    roles=frozenset({Role.OFFICER, Role.MODERATOR}),
    lang="en",
    languages=frozenset({"en", "fr"}),
)


def reader(lang: Official, now: datetime = NOW) -> Reader:
    """Return a reader who is reviewer 1."""
    return Reader(
        t=catalog(lang),
        zone=ZONE,
        now=now,
        policy=POLICY,
        bank=BANK,
        names={1: "Jo", 2: "Camille"},
        reviewer=JO,
    )


CLEAN: Final = Screening(
    labels=(), route=Route.IGNORE, flagged=False, policy="p", policy_version="2"
)
WRONG: Final = MatchResult(
    matches=(
        Match(
            fact="no-interest",
            score=0.9,
            gates={
                "near": "statement 0.90",
                "polarity": "opposite",
                "numbers": "none",
                "voice": "claim",
                "validity": "valid",
            },
            stance=Stance.CONTRADICTS,
        ),
    ),
    stance=Stance.CONTRADICTS,
)


ANSWERED: Final = Triage(choice=Choice.RESPOND, sort=Sort.STATEMENT, reasons=(Reason.WRONG,))


def message(text: str = "The loan bears interest!", **changes: object) -> CardMessage:
    """Return a message of the case's author."""
    plain = CardMessage(
        id=7,
        external_id="x7",
        pseudonym="A1B2",
        text=text,
        quoted=None,
        sent_at=NOW - timedelta(hours=2),
        lang="en",
        route=Route.DRAFT,
        deleted=False,
        revision=1,
        url=None,
        screening=CLEAN,
        match=None,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the tests name fields of any type


def insulting(text: str, start: int, end: int, *, sensitive: bool = False) -> CardMessage:
    """Return a message that a rule found insulting."""
    label = Label(
        label="insult",
        rule="insult-words",
        clause="respect",
        score=0.9,
        severity=2,
        evidence=((start, end),),
        route=Route.REVIEW,
    )
    screening = replace(
        CLEAN,
        labels=(label,),
        route=Route.REVIEW,
        flagged=True,
        handling=frozenset({Handling.SENSITIVE}) if sensitive else frozenset(),
        suggested_action="hide",
    )
    return message(text, screening=screening, route=Route.REVIEW)


DRAFT: Final = CardDraft(
    id=3,
    state="proposed",
    act="correction",
    texts={"en": "The loan bears no interest.", "fr": "Le prêt ne porte pas intérêt."},
    origins={"en": "fact", "fr": "mt"},
    languages=("en",),
    needs=("en",),
    facts=("no-interest",),
    template=None,
    trace={"en": (("The loan bears no interest.", "fact:no-interest"),)},
    checks=(
        CardCheck(check="length", passed=True, weight="blocking", en="Fits.", fr="Tient."),
        CardCheck(
            check="tone", passed=False, weight="warning", en="A bit short.", fr="Un peu court."
        ),
        CardCheck(check="source", passed=False, weight="blocking", en="No link.", fr="Aucun lien."),
    ),
    text_hash="h3",
    written_by=None,
)

FLOW: Final = Flow(
    case=CaseState.QUEUED,
    draft=DraftState.PROPOSED,
    revision=1,
    needs=frozenset({"en"}),
)

CASE: Final = CaseFile(
    id=12,
    version=1,
    flow=FLOW,
    platform="file",
    channel="page",
    root="x7",
    author_id=5,
    route=Route.DRAFT,
    severity=0,
    lang="en",
    opened_at=NOW - timedelta(hours=2),
    last_message_at=NOW - timedelta(hours=2),
    reason=None,
    reminders=0,
    due_at=NOW + timedelta(minutes=30),
    due_kind="reminder",
    draft_id=3,
    publication_id=None,
    text_hash="h3",
)

DATA: Final = CardData(
    case=CASE,
    pseudonym="A1B2",
    stated_lang=None,
    messages=(message(match=WRONG, triage=ANSWERED),),
    context=(),
    draft=DRAFT,
    publications=(),
    actions=(),
    decisions=(),
)


def publication(state: PublicationState, **changes: object) -> Queued:
    """Return a reply on its way out."""
    plain = Queued(
        id=9,
        version=1,
        state=state,
        outgoing=Outgoing(
            idempotency_key="reply:3:0",
            kind=PublicationKind.REPLY,
            platform="file",
            channel="page",
            text="The loan bears no interest.\nhttps://x.example/en/rate",
            lang="en",
            reply_to="x7",
        ),
        case_id=12,
        draft_id=3,
        post_id=None,
        not_before=NOW + timedelta(seconds=42),
        attempts=0,
        tried_since=None,
        shadow=False,
        external_id=None,
        url=None,
        fault=None,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the tests name fields of any type


DECISION: Final = CardDecision(
    choice="hide", reviewer_id=2, reason="insults a colleague", at=NOW, undone=False
)
ACTION: Final = CardAction(
    id=1,
    message_id=7,
    action="hide",
    state=ActionState.HELD,
    rule="insult",
    reason="insults a colleague",
    not_before=NOW + timedelta(seconds=60),
)
