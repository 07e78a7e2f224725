"""`liaison policy learn`: decisions on record become proposals; a person accepts into a draft."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app import build_app, shipped
from bot.ports import ActionKind
from bot.settings import Settings
from bot.storage import actions
from bot.storage.intake import MESSAGE
from policies.document import SHIPPED, load_policy
from policies.roles import Role
from tests.bot.office import NOW, Office, office
from tests.fakes import person
from tests.policies.messages import message

WRONG = "@jeanne You are an idiot, and I laughed."
MISSED = "This is bullshit."


@pytest.fixture
def place(tmp_path: Path) -> Office:
    """Return an installation."""
    return office(tmp_path)


def decide(place: Office, kept: Sequence[str], hidden: Sequence[str]) -> None:
    """Let messages come; a moderator keeps the first ones and hides the others as coarse."""
    database = place.open()
    moderator = person(7, Role.MODERATOR)
    try:
        app = build_app(Settings(), database, shipped(), clock=lambda: NOW)
        texts = [*kept, *hidden]
        app.pipeline.accept(
            [
                replace(message(text), id=f"m{n}", author=f"a{n}", sent_at=NOW)
                for n, text in enumerate(texts)
            ],
            NOW,
        )
        while app.pipeline.work():
            pass
        with database.read() as connection:
            rows = connection.execute(select(MESSAGE).order_by(MESSAGE.c.id)).all()
        for row in rows[: len(kept)]:
            app.decisions.keep(row.case_id, moderator, "fine")
        with database.write() as connection:
            for row in rows[len(kept) :]:
                actions.insert_action(
                    connection,
                    kind=ActionKind.HIDE,
                    message_id=row.id,
                    case_id=row.case_id,
                    rule="coarse",
                    reason="x",
                    reviewer=moderator,
                    not_before=NOW,
                    now=NOW,
                )
        app.thread.close()
    finally:
        database.close()


def test_nothing_decided(place: Office) -> None:
    """Without decisions there is nothing to learn."""
    english, french = place.both("policy", "learn", "--as", "Bea")
    assert (english.code, english.out) == (0, "People decided on 0 messages.\n")
    assert french.out == "Une décision a été prise sur 0 message.\n"


def test_proposals(place: Office) -> None:
    """Wrong flags and misses are listed by rule, masked; changes with their effect."""
    decide(place, [WRONG], [MISSED, "Bullshit again!"])
    english, french = place.both("policy", "learn", "--as", "Bea")
    assert english.code == french.code == 0
    lines = english.out.splitlines()
    assert lines[:2] == [
        "People decided on 3 messages.",
        "Rightly flagged: 0; wrongly flagged: 1; missed: 2.",
    ]
    assert "Rule coarse" in lines
    assert "  example-2-coarse: missed (examples, match, en): This is bullshit." in lines
    assert (
        "  effect-coarse-review: the effect of coarse, note → review: 0 wrongly flagged fewer, "
        "2 missed caught, 0 worse"
    ) in lines
    assert "jeanne" not in english.out + french.out
    assert "Relevés avec raison\u00a0: 0; relevés à tort\u00a0: 1; manqués\u00a0: 2." in french.out


def test_accepting_writes_a_draft_only(place: Office, tmp_path: Path) -> None:
    """The draft is a whole policy with another version; what is in force stays as it is."""
    decide(place, [WRONG], [MISSED])
    rows = [
        json.loads(line)
        for line in place.run("policy", "learn", "--as", "Bea", "--json").out.splitlines()
    ]
    assert rows[0] == {"decided": 2, "right": 0, "wrongly_flagged": 1, "missed": 1, "kept": 0}
    example = next(row["id"] for row in rows if row.get("as") == "no_match")
    out = tmp_path / "draft"
    wanted = ["--accept", "effect-coarse-review", "--accept", example]
    told = place.run("policy", "learn", *wanted, "--out", str(out), "--as", "Bea")
    assert told.code == 0
    old, new = load_policy(SHIPPED), load_policy(out)
    assert (new.version, new.effects["coarse"].effect) == ("2026.1-draft", "review")
    rule = next(row["target"] for row in rows if row.get("id") == example)
    added = {
        each.text
        for one in new.rules
        if one.id == rule
        for each in one.no_match
        if all(each not in before.no_match for before in old.rules)
    }
    assert added == {"@••• You are an idiot, and I laughed."}
    listed = place.run("documents", "list", "policy", "--json").out.splitlines()
    assert [json.loads(line)["in_force"] for line in listed] == [True]


def test_faults(place: Office, tmp_path: Path) -> None:
    """Half a wish, an unknown proposal, a folder that is there, somebody without the right."""
    decide(place, [], [MISSED])
    half = place.run("policy", "learn", "--accept", "x", "--as", "Bea")
    assert (half.code, half.err.split(":")[0]) == (2, "Give --accept and --out together")
    out = ["--out", str(tmp_path / "new"), "--as", "Bea"]
    assert "No such proposal: x." in place.run("policy", "learn", "--accept", "x", *out).err
    here = ["--accept", "effect-coarse-review", "--out", str(tmp_path), "--as", "Bea"]
    assert f"{tmp_path} is there already." in place.run("policy", "learn", *here).err
    assert place.run("policy", "learn", "--as", "Gus").code != 0


def test_what_may_not_be_shown_is_no_example(place: Office) -> None:
    """Threats are shown as a link only: their words are not listed."""
    decide(place, ["I will kill you all"], [])
    told = place.run("policy", "learn", "--as", "Bea")
    assert "kill" not in told.out
    assert "wrongly flagged: 1" in told.out
