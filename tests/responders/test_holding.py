"""Holding replies: the words, who gets one, and once per closure."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.errors import DocumentError
from policies.holidaycalendar import HolidayCalendar
from policies.hours import BusinessHours, Interval
from policies.message import Message, MessageEvent, MessageKind
from policies.routing import Route
from policies.screening_values import Handling, Screening, Speaker
from responders.holding import (
    HOLDING_FILE,
    HoldingVerdict,
    compose_holding,
    holding_key,
    load_holding,
    wants_holding,
)
from responders.values import DraftText, Sentence, SpeechAct
from responders.wording import languages_to_send
from translations.typography import faults
from translations.values import Origin

OFFICE = (Interval(start_min=510, end_min=990),)
HOURS = BusinessHours(
    zone=ZoneInfo("America/Toronto"), week=(OFFICE,) * 5 + ((), ()), calendar=HolidayCalendar()
)
NEVER = BusinessHours(zone=ZoneInfo("America/Toronto"), week=((),) * 7)
OPEN = datetime(2026, 11, 23, 15, tzinfo=UTC)
EVENING = datetime(2026, 11, 24, 1, tzinfo=UTC)  # Monday, 8 p.m. in Toronto
REMEMBRANCE_DAY = datetime(2026, 11, 11, 15, tzinfo=UTC)


def message(**changes: object) -> Message:
    fields: dict[str, object] = {
        "platform": "replay", "id": "1", "channel": "main", "author": "a", "text": "Hello?",
        "sent_at": EVENING,
    }  # fmt: skip
    return Message(**{**fields, **changes})  # type: ignore[arg-type] # fields given by name


def screening(**changes: object) -> Screening:
    fields: dict[str, object] = {
        "labels": (), "route": Route.IGNORE, "flagged": False, "policy": "p",
        "policy_version": "1",
    }  # fmt: skip
    return Screening(**{**fields, **changes})  # type: ignore[arg-type] # fields given by name


def test_the_evening_reply_is_the_shipped_wording_word_for_word() -> None:
    """Both texts, what each rests on, and the one language that is sent."""
    opening = "Tuesday, November 24, at 8:30 a.m. (Eastern time)"
    ouverture = "mardi 24 novembre à 8\u00a0h\u00a030 (heure de l'Est)"
    english = (
        "This is an automatic reply.",
        "Our office is closed at this hour.",
        f"A member of our team will read your message after we reopen on {opening}.",
        "If anyone is in immediate danger, call 911.",
        "Vous pouvez aussi nous écrire en français.",
        "Please do not post personal information here.",
    )
    french = (
        "Ceci est une réponse automatique.",
        "Nos bureaux sont fermés à cette heure.",
        f"Notre équipe lira votre message après la réouverture, le {ouverture}.",
        "En cas de danger immédiat, composez le 911.",
        "You may also write to us in English.",
        "Veuillez ne publier aucun renseignement personnel ici.",
    )
    basis = "template:holding.closed"
    assert compose_holding(HOURS, EVENING, ("fr",), load_holding()) == DraftText(
        act=SpeechAct.HOLDING,
        texts={"en": " ".join(english), "fr": " ".join(french)},
        origins={"en": Origin.TEMPLATE, "fr": Origin.TEMPLATE},
        languages=("fr",),
        template="holding.closed",
        trace={
            "en": tuple(Sentence(text=text, basis=basis) for text in english),
            "fr": tuple(Sentence(text=text, basis=basis) for text in french),
        },
    )


@pytest.mark.parametrize(
    ("hours", "now", "incident", "template", "says", "dit"),
    [
        (HOURS, REMEMBRANCE_DAY, False, "closed", "(Remembrance Day)", "(Jour du Souvenir)"),
        (HOURS, REMEMBRANCE_DAY, False, "closed", "on Thursday, November 12", "jeudi 12 novembre"),
        (HOURS, OPEN, True, "incident", "An unforeseen situation", "Une situation imprévue"),
        (NEVER, OPEN, False, "no_opening", "cannot yet say when", "pas encore dire quand"),
    ],
)
def test_each_situation_has_its_own_words(
    hours: BusinessHours, now: datetime, incident: bool, template: str, says: str, dit: str
) -> None:
    """Holiday, incident, no opening in sight: never a promise that we cannot keep."""
    draft = compose_holding(hours, now, ("en",), load_holding(), incident=incident)
    assert draft.template == f"holding.{template}"
    assert says in draft.texts["en"]
    assert dit in draft.texts["fr"]


def test_every_shipped_text_discloses_gives_911_and_keeps_the_typography() -> None:
    """All situations, both languages, long and short: nothing essential is ever left out."""
    wording = load_holding()
    for hours, now, incident in (
        (HOURS, EVENING, False), (HOURS, OPEN, True), (NEVER, OPEN, False),
    ):  # fmt: skip
        for limit in (None, 280, 10):
            draft = compose_holding(hours, now, ("en",), wording, incident=incident, limit=limit)
            for lang, text in draft.texts.items():
                assert ("automatic" if lang == "en" else "automatique") in text
                assert "911" in text
                assert ("français" if lang == "en" else "English") in text
                assert "{" not in text
                assert faults(text, lang) == []
                assert limit != 280 or len(text) <= 280


def test_where_both_languages_are_sent_neither_offers_the_other() -> None:
    """The offer of the other language is for those who get one only."""
    draft = compose_holding(HOURS, EVENING, ("es",), load_holding())
    assert draft.languages == ("en", "fr")
    assert "français" not in draft.texts["en"]
    assert "English" not in draft.texts["fr"]


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (("en",), ("en",)),
        (("fr",), ("fr",)),
        (("fr", "en"), ("fr", "en")),
        ((), ("en", "fr")),
        (("und",), ("en", "fr")),
        (("es",), ("en", "fr")),
        (("fr", "es"), ("fr", "en")),
    ],
)
def test_a_language_that_is_not_official_gets_both(
    asked: tuple[str, ...], sent: tuple[str, ...]
) -> None:
    """What the author reads best comes first, and nobody is left without."""
    assert languages_to_send(asked) == sent


def test_an_open_office_has_no_holding_reply() -> None:
    """Composing one is the caller's mistake."""
    with pytest.raises(ValueError, match="the agency is open"):
        compose_holding(HOURS, OPEN, ("en",), load_holding())


@pytest.mark.parametrize(
    ("written", "screened", "now", "incident", "expected"),
    [
        (message(), screening(), EVENING, False, HoldingVerdict.SEND),
        (message(kind=MessageKind.DIRECT), screening(), EVENING, False, HoldingVerdict.SEND),
        (message(), screening(route=Route.ESCALATE), EVENING, False, HoldingVerdict.SEND),
        (message(), screening(), OPEN, False, HoldingVerdict.OPEN),
        (message(), screening(), OPEN, True, HoldingVerdict.SEND),
        (message(automatic=True), screening(), EVENING, False, HoldingVerdict.AUTOMATIC),
        (message(kind=MessageKind.MENTION), screening(), EVENING, False,
         HoldingVerdict.NOT_OUR_PAGE),
        (message(event=MessageEvent.EDITED), screening(), EVENING, False, HoldingVerdict.NOT_NEW),
        (message(event=MessageEvent.DELETED), screening(), EVENING, False, HoldingVerdict.NOT_NEW),
        (message(), screening(speaker=Speaker.STAFF), EVENING, False, HoldingVerdict.STAFF),
        (message(), screening(speaker=Speaker.MEDIA), EVENING, False, HoldingVerdict.SEND),
        (message(), screening(faults=("rule x failed",)), EVENING, False, HoldingVerdict.UNSURE),
        (message(), screening(handling=frozenset({Handling.NO_HOLDING})), OPEN, True,
         HoldingVerdict.ABUSE),
        (message(), screening(handling=frozenset({Handling.NO_HOLDING, Handling.CRISIS})),
         EVENING, False, HoldingVerdict.CRISIS),
    ],
)  # fmt: skip
def test_who_gets_a_holding_reply(
    written: Message, screened: Screening, now: datetime, incident: bool, expected: HoldingVerdict
) -> None:
    """People who wrote to us while we are closed; never abuse, programs, or other pages."""
    assert wants_holding(written, screened, HOURS, now, incident=incident) is expected


def test_a_person_gets_one_reply_in_a_closure_and_another_in_the_next() -> None:
    """A week, a message every hour: six closures, six keys."""
    start = datetime(2026, 11, 23, 5, tzinfo=UTC)  # Monday, midnight in Toronto
    moments = [start + timedelta(hours=hour) for hour in range(7 * 24)]
    closures = [HOURS.closure_id(moment) for moment in moments]
    keys = Counter(holding_key("replay", "a", closure) for closure in closures if closure)
    assert len(keys) == 6
    assert sorted(keys.values()) == [9, 16, 16, 16, 16, 55]


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_two_people_never_share_a_key(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Colons in a platform's ids do not run into the rest of the key."""
    one, other = (
        (a.encode("utf-8", "replace").decode(), b.encode("utf-8", "replace").decode())
        for a, b in (one, other)
    )
    keys = [holding_key(platform, author, "closed:x") for platform, author in (one, other)]
    assert (keys[0] == keys[1]) is (one == other)


@pytest.mark.parametrize(
    ("change", "field", "problem"),
    [
        (("{opening}", "{oppening}"), "", "uses {oppening}"),
        (("le {opening}", "bientôt"), "closed[2]", "do not have the same placeholders"),
        (("on {opening}", "on {opening"), "closed[2]", "a brace is wrong"),
        (("on {opening}", "on {opening.year}"), "closed[2]", "a brace is wrong"),
        (("no_opening:", "no_oppening:"), "no_op", ""),
    ],
)
def test_faults_of_the_wording_are_found_when_it_is_read(
    tmp_path: Path, change: tuple[str, str], field: str, problem: str
) -> None:
    """An unknown placeholder never reaches a reader of the public page."""
    path = tmp_path / "holding.yaml"
    path.write_text(HOLDING_FILE.read_text("utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_holding(path)
    fault = caught.value.faults[0]
    assert fault.field.startswith(field)
    assert problem in fault.problem.en
    assert fault.problem.en != fault.problem.fr


def test_the_hash_of_the_wording_follows_every_change(tmp_path: Path) -> None:
    """One letter, or one mark on a sentence, asks for a new approval."""
    shipped = HOLDING_FILE.read_text("utf-8")
    hashes = {load_holding().sha256}
    for old, new in (("call 911.", "call 911!"), ("    optional: true\n", "")):
        path = tmp_path / "holding.yaml"
        path.write_text(shipped.replace(old, new, 1), encoding="utf-8")
        hashes.add(load_holding(path).sha256)
    assert len(hashes) == 3
