"""One claim, many places: the messages that make it, added up; authors are counted, not kept."""

import sqlite3
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from bot.storage import claims
from bot.storage.campaigns import CAMPAIGN, MEMBER, window
from bot.storage.cases import CASE
from bot.storage.claims import ClaimLine, Place, Spread, Standing
from bot.storage.database import Database
from bot.storage.intake import AUTHOR, MESSAGE
from policies.campaignrules import CampaignRules
from policies.message import Message, MessageEvent
from tests.bot.test_desk import card
from tests.fakes import OFFICER, OPEN, PLATFORM, QUESTION_EN, TALK_EN, Bench, build_test_app
from tests.fakes import message as plain

WRONG = "They charge interest on student loans"
LOAN = "loan-no-interest"
TORONTO = ZoneInfo("America/Toronto")
RIGHT = "They do not charge interest on student loans"
OPINION = (
    "Keep the office in our town open because many learners cannot drive to the city in winter "
    "and the bus was cut last year"
)


@pytest.fixture
def bench(tmp_path: Path, database_url: str) -> Iterator[Bench]:
    """The program with an open office, on each database."""
    made = build_test_app(tmp_path, url=database_url)
    yield made
    made.app.close()


def said(
    number: int,
    text: str = WRONG,
    *,
    platform: str = PLATFORM,
    author: str | None = None,
    at: datetime = OPEN,
    reach: int | None = None,
) -> Message:
    """Return a message of an author of its own, in a thread of its own."""
    made = plain(number, text, author=author or f"a{number}", thread=f"t{number}", sent_at=at)
    return replace(made, platform=platform, reach=reach)


def found(bench: Bench) -> list[Spread]:
    """Return the claims that are made, days as Toronto has them; the list says the same."""
    with bench.app.database.read() as connection:
        made = claims.spreads(connection, bench.clock(), TORONTO)
        listed = claims.lines(connection, bench.clock())
        assert [claims.load(connection, one, bench.clock(), TORONTO) for one in listed] == made
    assert listed == [line_of(one) for one in made]
    return made


def line_of(one: Spread) -> ClaimLine:
    """Return what the list has to say of a claim."""
    return ClaimLine(
        fact=one.fact,
        claim=one.claim,
        messages=one.messages,
        lately=one.lately,
        authors=one.authors,
        places=len(one.places),
        last_at=one.last_at,
        cases={standing: one.count(standing) for standing in Standing},
    )


def test_one_claim_in_many_places(bench: Bench) -> None:
    """Places, authors, reach, days, first and last: what says nothing wrong is not among them."""
    late = OPEN + timedelta(hours=16)  # the next day in UTC and in Toronto
    before = OPEN - timedelta(days=9)
    bench.clock.forward(hours=17)
    bench.arrive(
        said(1, at=before, reach=500),
        said(2, platform="x", author="loud", reach=7_000),
        said(3, platform="x", author="loud", at=late, reach=9_000),
        said(4, platform="mastodon"),
        said(
            5, platform="mastodon", at=OPEN + timedelta(hours=13, minutes=30)
        ),  # 23:30, UTC the 5th
        said(6, RIGHT),
        said(7, QUESTION_EN),
        said(8, TALK_EN),
    )
    (one,) = found(bench)
    assert (one.fact, one.messages, one.lately, one.authors) == (LOAN, 5, 4, 4)
    assert (one.reach, one.reach_known) == (9_500, 2)
    assert (one.first_at, one.last_at) == (before, late)
    assert one.places == (
        Place(platform="mastodon", channel="page", messages=2, authors=2),
        Place(platform="x", channel="page", messages=2, authors=1),
        Place(platform=PLATFORM, channel="page", messages=1, authors=1),
    )
    assert one.days == (
        (date(2026, 2, 23), 1),
        (date(2026, 3, 4), 3),
        (date(2026, 3, 5), 1),
    )
    assert len(one.cases) == 5
    line = line_of(one)
    assert claims.find([line], line.mark) == line
    assert claims.find([line], "0") is None
    names = {field.name for field in fields(one)} | {field.name for field in fields(one.places[0])}
    assert not names & {"author_id", "author_ids", "handle", "handles", "pseudonyms"}


async def test_what_became_of_the_cases(bench: Bench) -> None:
    """Answered once the reply is out; waiting again when its author needs somebody again."""
    bench.arrive(said(1), said(2))
    (one,) = found(bench)
    assert [case.standing for case in one.cases] == [Standing.WAITING] * 2
    shown = card(bench)
    bench.app.decisions.approve(1, OFFICER, text_hash=shown.case.text_hash or "")
    (one,) = found(bench)
    assert one.count(Standing.WAITING) == 2  # on its way is not out
    bench.clock.forward(seconds=61)
    await bench.publish()
    bench.app.decisions.claim(2, OFFICER)
    bench.app.decisions.reject(2, OFFICER, reason="not worth it")
    (one,) = found(bench)
    standings = {case.id: case.standing for case in one.cases}
    assert standings[1] is Standing.ANSWERED
    assert one.count(Standing.ANSWERED) == 1
    again = said(3, author="a1", at=bench.clock())
    bench.arrive(replace(again, thread="t1"))
    (one,) = found(bench)
    assert (one.messages, one.authors, one.cases[0].id) == (3, 2, 1)
    assert {case.id: case.standing for case in one.cases}[1] is Standing.WAITING


def test_an_edit_and_a_deletion_count(bench: Bench) -> None:
    """What nobody says any more is not listed."""
    bench.arrive(said(1), said(2))
    later = OPEN + timedelta(minutes=1)
    bench.arrive(replace(said(1, RIGHT, at=later), event=MessageEvent.EDITED))
    (one,) = found(bench)
    assert (one.messages, [case.id for case in one.cases]) == (1, [2])
    bench.arrive(replace(said(2, at=later), event=MessageEvent.DELETED))
    assert found(bench) == []


def test_one_campaign_over_three_platforms(bench: Bench) -> None:
    """Near-duplicates from three platforms are one campaign, after a restart of the window too."""
    wheres = [PLATFORM, "x", "mastodon"]
    bench.arrive(*(said(n, OPINION, platform=wheres[n % 3], author=f"b{n}") for n in range(6)))
    assert _campaign_platforms(bench) == {PLATFORM, "x", "mastodon"}
    with bench.app.database.read() as connection:
        (name,) = connection.execute(select(CAMPAIGN.c.name)).scalars()
        assert name == campaigns_after_restart(connection)


def test_a_claim_names_its_campaigns(bench: Bench) -> None:
    """The same wrong text from many authors on three platforms: one claim, one campaign."""
    text = f"{WRONG}, everybody at the campus has been told so by the people at the loan counter"
    wheres = [PLATFORM, "x", "mastodon"]
    bench.arrive(*(said(n, text, platform=wheres[n % 3]) for n in range(1, 8)))
    (one,) = found(bench)
    assert (one.messages, len(one.places), one.campaigns) == (7, 3, (1,))


def _campaign_platforms(bench: Bench) -> set[str]:
    with bench.app.database.read() as connection:
        rows = connection.execute(
            select(MEMBER.c.campaign_id, MESSAGE.c.platform).join(
                MESSAGE, MESSAGE.c.id == MEMBER.c.message_id
            )
        ).all()
    assert {row.campaign_id for row in rows} == {1}
    return {row.platform for row in rows}


def campaigns_after_restart(connection: Any) -> str | None:
    """Return the campaign that a copy on a fourth platform belongs to, the window made anew."""
    made = window(connection, CampaignRules())
    return made.sight(said(99, OPINION, platform="bluesky")).campaign


def test_earlier_messages_get_their_claim(tmp_path: Path) -> None:
    """A database of before the column: the upgrade reads it from what was matched then."""
    bench = build_test_app(tmp_path)
    bench.arrive(said(1, reach=40), said(2, RIGHT), said(3, TALK_EN))
    (one,) = found(bench)
    file = bench.app.database.engine.url.database
    assert file is not None
    bench.app.close()
    old = sqlite3.connect(file)
    old.execute("DROP INDEX ix_message_claim")
    old.execute("ALTER TABLE message DROP COLUMN claim")
    old.execute("ALTER TABLE message DROP COLUMN reach")
    old.execute("UPDATE alembic_version SET version_num = '0007'")
    old.commit()
    old.close()
    database = Database(f"sqlite:///{file}")
    database.upgrade()
    with database.read() as connection:
        assert claims.spreads(connection, OPEN, TORONTO) == [one]
    database.close()


@pytest.mark.soak
def test_a_hundred_thousand_messages(tmp_path: Path) -> None:
    """The list takes less than two seconds where a fifth of 100,000 messages make claims."""
    database = Database(f"sqlite:///{tmp_path / 'many.db'}")
    database.upgrade()
    with database.write() as connection:
        _fill(connection, 100_000)
    with database.read() as connection:
        started = perf_counter()
        made = claims.lines(connection, OPEN)
        took = perf_counter() - started
    database.close()
    assert len(made) == 40
    assert sum(one.messages for one in made) == 20_000
    assert took < 2


def _fill(connection: Any, count: int) -> None:
    authors, cases, messages = [], [], []
    for n in range(1, count + 1):
        if n <= count // 4:
            authors.append({"id": n, "platform": "x", "handle": f"h{n}", "pseudonym": f"p{n}"})
        at = OPEN - timedelta(minutes=n)
        whose = n % (count // 4) + 1
        cases.append(
            {
                "id": n, "platform": "x", "channel": f"c{n % 9}", "root": str(n),
                "author_id": whose, "state": "queued", "route": "draft", "opened_at": at,
                "changed_at": at, "last_message_at": at,
            }
        )  # fmt: skip
        messages.append(
            {
                "id": n, "platform": "x", "external_id": str(n), "case_id": n, "author_id": whose,
                "channel": f"c{n % 9}", "kind": "comment", "text": "x" * 200, "sent_at": at,
                "lang": "en", "lang_confidence": 1.0, "fingerprint": str(n), "route": "draft",
                "severity": 0, "flagged": False, "screening": "y" * 900, "match": "z" * 900,
                "policy_version": "1", "reach": n, "claim": f"f{n % 200}/c" if n % 5 == 0 else None,
            }
        )  # fmt: skip
    for table, values in ((AUTHOR, authors), (CASE, cases), (MESSAGE, messages)):
        connection.execute(insert(table), values)
