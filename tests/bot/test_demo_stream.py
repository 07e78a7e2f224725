"""The example stream: every scene, every route, both languages."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
import yaml

from policies.message import MAX_TEXT_LENGTH, MessageEvent, MessageKind
from policies.routing import Route

STREAM: Final = Path(__file__).parents[2] / "bot" / "data" / "demo-stream.jsonl"
FACTS: Final = Path(__file__).parents[2] / "responders" / "data" / "facts"
TORONTO: Final = ZoneInfo("America/Toronto")
REQUIRED: Final = {"id", "platform", "channel", "author", "sent_at", "text", "expect"}
OPTIONAL: Final = {
    "lang",
    "reply_to",
    "url",
    "kind",
    "thread",
    "quoted",
    "event",
    "automatic",
}
PLATFORMS: Final = {"telegram", "x", "web"}
THIRD_LANGUAGES: Final = {"es", "ar", "tl", "zh"}
SCENES: Final = (
    "wrong claim",
    "right claim",
    "negated claim",
    "question, fact",
    "question, no fact",
    "praise",
    "rude but allowed",
    "criticism",
    "spam burst",
    "letter campaign",
    "repeating account",
    "scam",
    "threat",
    "self-harm",
    "personal data, own",
    "personal data, other",
    "journalist",
    "member of Parliament",
    "candidate",
    "code-mixed",
    "unaccented capitals",
    "emoji only",
    "after hours",
    "same author, after hours",
    "automatic",
    "insult, citizen",
    "hateful",
    "sexist",
    "accusation",
    "illegal act",
    "copyright",
    "labour",
    "party-political",
    "unintelligible",
    "off topic",
    "links",
    "capitals",
    "robot",
    "insult quoted",
    "edited, becomes abusive",
    "edited, becomes fine",
    "deleted after queueing",
    "sarcasm",
    "thread",
    "near miss",
    "very long",
    "obfuscated",
    "ordinary talk",
)

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Every line of the stream, read once."""
    with STREAM.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def event(row: Row) -> MessageEvent:
    return MessageEvent(row.get("event", "new"))


def sent_at(row: Row) -> datetime:
    return datetime.fromisoformat(row["sent_at"])


def of_scene(rows: list[Row], scene: str) -> list[Row]:
    return [row for row in rows if row["expect"]["scene"] == scene]


def is_open(moment: datetime) -> bool:
    """Whether the fictitious program answers then: Monday to Friday, 8:30 to 17:30, Eastern."""
    local = moment.astimezone(TORONTO)
    return local.weekday() < 5 and (8, 30) <= (local.hour, local.minute) < (17, 30)


def test_there_are_at_least_220_messages(rows: list[Row]) -> None:
    """The stream holds 220 messages or more, edits and deletions not counted."""
    assert sum(event(row) is MessageEvent.NEW for row in rows) >= 220


def test_fields_are_those_of_the_contract(rows: list[Row]) -> None:
    """Each line has the required fields, none that is not documented, and valid values."""
    for row in rows:
        assert row.keys() >= REQUIRED, row["id"]
        assert not row.keys() - REQUIRED - OPTIONAL, row["id"]
        assert row["platform"] in PLATFORMS, row["id"]
        assert row["channel"].startswith(f"{row['platform']}:"), row["id"]
        assert MessageKind(row.get("kind", "comment")), row["id"]
        assert row.get("lang") in {None, "en", "fr"}, row["id"]
        assert row.get("automatic", True) is True, row["id"]
        assert len(row["text"]) <= MAX_TEXT_LENGTH, row["id"]
        assert bool(row["text"]) is (event(row) is not MessageEvent.DELETED), row["id"]


NOTED = {"capitals"}  # labels of the shipped policy that ask for nobody


def test_expectations_are_well_formed(rows: list[Row]) -> None:
    """Each expectation names a route, a known scene and a group; a label is flagged or noted."""
    known = {*SCENES, "third language"}
    allowed = {"route", "label", "lang", "fact", "scene", "group", "hard"}
    for row in rows:
        expect = row["expect"]
        assert expect.keys() <= allowed, row["id"]
        assert expect["scene"] in known, row["id"]
        assert expect["group"] in {"en", "fr", *THIRD_LANGUAGES}, row["id"]
        flagged = Route(expect["route"]).rank >= Route.REVIEW.rank
        assert flagged or expect.get("label") in {None, *NOTED}, row["id"]


def test_expected_facts_exist(rows: list[Row]) -> None:
    """A message that should connect to a fact names one of the shipped fact bank."""
    shipped = {
        fact["id"]
        for path in FACTS.glob("*.yaml")
        for fact in yaml.safe_load(path.read_text(encoding="utf-8"))["facts"]
    }
    expected = {row["expect"]["fact"] for row in rows if "fact" in row["expect"]}
    assert expected - shipped == set()
    assert len(expected) >= 15


def test_claims_and_questions_name_their_fact(rows: list[Row]) -> None:
    """Scenes about facts say which fact; only drafts or agreement can come of them."""
    scenes = {"wrong claim", "right claim", "negated claim", "question, fact"}
    for row in rows:
        if row["expect"]["scene"] in scenes:
            assert "fact" in row["expect"], row["id"]
            assert row["expect"]["route"] in {"ignore", "draft"}, row["id"]


def test_moments_are_aware_chronological_and_of_one_week(rows: list[Row]) -> None:
    """The stream runs forward from Monday the 12th to Sunday the 18th of January 2026."""
    moments = [sent_at(row) for row in rows]
    assert all(moment.tzinfo is not None for moment in moments)
    assert moments == sorted(moments)
    local = [moment.astimezone(TORONTO).date().isoformat() for moment in moments]
    assert set(local) == {f"2026-01-{day}" for day in range(12, 19)}


def test_ids_are_unique_except_for_edits_and_deletions(rows: list[Row]) -> None:
    """An id returns only as a later edit or deletion of the same author's message."""
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["platform"], row["id"])
        if event(row) is MessageEvent.NEW:
            assert key not in seen, row["id"]
            seen[key] = row
            continue
        original = seen[key]
        assert sent_at(row) > sent_at(original), row["id"]
        for field in ("channel", "author"):
            assert row[field] == original[field], row["id"]
        assert row["text"] != original["text"], row["id"]


def test_replies_follow_a_message_of_the_same_platform(rows: list[Row]) -> None:
    """A reply names an earlier message, and its thread is that message's root."""
    roots: dict[tuple[str, str], str] = {}
    replies = 0
    for row in rows:
        parent = row.get("reply_to")
        if parent is not None:
            replies += 1
            assert row["thread"] == roots[row["platform"], parent], row["id"]
        if event(row) is MessageEvent.NEW:
            roots[row["platform"], row["id"]] = row["thread"] if "thread" in row else row["id"]
    assert replies >= 10


def test_no_text_is_repeated_outside_the_repetition_scene(rows: list[Row]) -> None:
    """Two messages have the same text only where one account repeats itself."""
    texts = Counter(
        row["text"] for row in rows if row["text"] and row["expect"]["scene"] != "repeating account"
    )
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_official_language_has_its_share(rows: list[Row], lang: str) -> None:
    """English and French each make between 40 and 60 % of the stream."""
    share = sum(row["expect"]["group"] == lang for row in rows) / len(rows)
    assert 0.40 <= share <= 0.60


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_is_played_in_both_languages(rows: list[Row], scene: str) -> None:
    """Each scene has at least one message in English and one in French."""
    assert {row["expect"]["group"] for row in of_scene(rows, scene)} == {"en", "fr"}


def test_third_languages_are_there(rows: list[Row]) -> None:
    """People also write in Spanish, Arabic, Tagalog and Chinese."""
    found = {row["expect"]["group"] for row in of_scene(rows, "third language")}
    assert found == THIRD_LANGUAGES


@pytest.mark.parametrize("route", list(Route))
def test_every_route_is_expected_in_both_languages(rows: list[Row], route: Route) -> None:
    """Each route is expected five times or more in each official language."""
    counts = Counter(
        row["expect"]["group"] for row in rows if row["expect"]["route"] == route.value
    )
    assert counts["en"] >= 5
    assert counts["fr"] >= 5


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_bursts_come_from_many_accounts_within_minutes(rows: list[Row], lang: str) -> None:
    """A burst is twelve or more near-identical messages by as many authors within ten minutes."""
    burst = [row for row in of_scene(rows, "spam burst") if row["expect"]["group"] == lang]
    assert len(burst) >= 12
    assert len({row["author"] for row in burst}) == len(burst)
    assert (sent_at(burst[-1]) - sent_at(burst[0])).total_seconds() <= 600


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_letters_come_from_people_over_hours(rows: list[Row], lang: str) -> None:
    """A letter campaign is lawful: seven people or more, several channels, hours apart."""
    letters = [row for row in of_scene(rows, "letter campaign") if row["expect"]["group"] == lang]
    assert len(letters) >= 7
    assert len({row["author"] for row in letters}) == len(letters)
    assert len({row["channel"] for row in letters}) > 1
    assert {row["expect"]["route"] for row in letters} == {"ignore"}
    assert (sent_at(letters[-1]) - sent_at(letters[0])).total_seconds() > 6 * 3600


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_one_account_repeats_itself(rows: list[Row], lang: str) -> None:
    """One author sends one text five times or more."""
    own = [row for row in of_scene(rows, "repeating account") if row["expect"]["group"] == lang]
    assert len(own) >= 5
    assert len({(row["author"], row["text"]) for row in own}) == 1


def test_after_hours_scenes_are_after_hours(rows: list[Row]) -> None:
    """After-hours scenes lie outside business hours, and business hours hold most of the rest."""
    scenes = {"after hours", "same author, after hours"}
    late = [row for row in rows if row["expect"]["scene"] in scenes]
    assert not any(is_open(sent_at(row)) for row in late)
    assert any(sent_at(row).astimezone(TORONTO).weekday() >= 5 for row in late)
    assert sum(is_open(sent_at(row)) for row in rows) > len(rows) / 2


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_one_author_writes_several_times_in_one_closure(rows: list[Row], lang: str) -> None:
    """Only one holding reply is due: three messages by one author within an hour, at night."""
    own = [
        row for row in of_scene(rows, "same author, after hours") if row["expect"]["group"] == lang
    ]
    assert len(own) == 3
    assert len({(row["platform"], row["channel"], row["author"]) for row in own}) == 1
    assert (sent_at(own[-1]) - sent_at(own[0])).total_seconds() <= 3600
