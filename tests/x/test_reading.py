"""Reading X: nothing is missed, and little is read twice, over restarts, pages, and outages."""

from datetime import timedelta
from pathlib import Path

import pytest

from policies.message import Invitation, MessageEvent, MessageKind
from tests.fakes import FakeClock, new_database
from tests.x.server import HANDLE, ME, FakeX, Fault
from tests.x.stage import NOW, SEARCH, staged


async def test_a_mention_comes_in_whole(tmp_path: Path) -> None:
    """Who, what, where, since when, in whose thread, and that we may answer."""
    async with staged(tmp_path) as stage:
        number = stage.server.write("alex", f"@{HANDLE} Is it free?", ago=timedelta(minutes=5))
        assert await stage.read() == 1
        (one,) = stage.arrived()
        assert (one.id, one.author, one.channel, one.text) == (
            str(number), "alex", HANDLE, f"@{HANDLE} Is it free?",
        )  # fmt: skip
        assert (one.kind, one.invitation, one.addressed, one.reach, one.thread) == (
            MessageKind.MENTION, Invitation.SUMMONED, True, 10, str(number),
        )  # fmt: skip
        assert one.sent_at == NOW - timedelta(minutes=5)
        assert one.url == f"https://x.com/alex/status/{number}"
        assert one.number == stage.server.person("alex")
        assert stage.server.spec_faults == []


async def test_older_words_are_understood_too(tmp_path: Path) -> None:
    """A server that knows tweets and no posts is asked again, once, in its own words."""
    server = FakeX(clock=FakeClock(NOW), tweets=True)
    async with server, staged(tmp_path, server=server) as stage:
        mine = server.write(HANDLE, "News", ago=timedelta(minutes=9))
        server.write("alex", "@someone yes", answers=mine, ago=timedelta(minutes=5))
        await stage.read()
        (one,) = stage.arrived()
        assert (one.invitation, one.reply_to) == (Invitation.OWN_THREAD, str(mine))
        first = len(server.calls)
        stage.forward(minutes=40)
        await stage.read()
        asked = [query for _, query in server.calls[first:]]
        assert all("post.fields" not in query for query in asked)


@pytest.mark.parametrize(
    ("text", "answers", "quotes", "invitation", "kind"),
    [
        (f"@{HANDLE} hello", None, None, Invitation.SUMMONED, MessageKind.MENTION),
        ("thanks", "ours", None, Invitation.OWN_THREAD, MessageKind.COMMENT),
        (f"see @{HANDLE}", "theirs", None, Invitation.SUMMONED, MessageKind.MENTION),
        (f"@{HANDLE} interest loans", None, "ours", Invitation.SUMMONED, MessageKind.MENTION),
        ("interest loans wow", None, "ours", Invitation.QUOTED, MessageKind.MENTION),
        ("interest loans are high", None, None, Invitation.NONE, MessageKind.MENTION),
        ("interest loans again", "theirs", None, Invitation.NONE, MessageKind.MENTION),
    ],
)
async def test_eligibility_is_data(
    tmp_path: Path,
    text: str,
    answers: str | None,
    quotes: str | None,
    invitation: Invitation,
    kind: MessageKind,
) -> None:
    """Where a program may answer is known when a post comes in; search results have a channel."""
    async with staged(tmp_path, searches=[SEARCH]) as stage:
        old = timedelta(minutes=20)
        posts = {
            "ours": stage.server.write(HANDLE, "Our news", ago=old),
            "theirs": stage.server.write("sam", "Whatever", ago=old),
        }
        number = stage.server.write(
            "alex",
            text,
            answers=posts[answers] if answers else None,
            quotes=posts[quotes] if quotes else None,
            ago=timedelta(minutes=1),
        )
        await stage.read()
        (one,) = [message for message in stage.arrived() if message.id == str(number)]
        assert (one.invitation, one.kind) == (invitation, kind)
        assert one.channel == ("search/loans" if invitation is Invitation.NONE else HANDLE)
        assert stage.server.spec_faults == []


async def test_ours_and_reposts_are_left_out(tmp_path: Path) -> None:
    """What we say is no message, nor is somebody who only passes it on."""
    async with staged(tmp_path) as stage:
        mine = stage.server.write(HANDLE, f"@{HANDLE} ourselves")
        stage.server.write("sam", f"RT @{HANDLE}: news", reposts=mine)
        await stage.read()
        assert stage.arrived() == []


async def test_pages_are_read_to_the_end_and_nothing_twice(tmp_path: Path) -> None:
    """A flood between two looks is read page by page; the next look finds nothing new."""
    async with staged(tmp_path) as stage:
        stage.server.page_size = 7
        for n in range(50):
            stage.server.write("alex", f"@{HANDLE} {n}", ago=timedelta(minutes=30))
        assert await stage.read() == 50
        assert stage.texts() == [f"@{HANDLE} {n}" for n in range(50)]
        read = stage.server.read
        stage.forward(minutes=2)
        assert await stage.read() == 0
        assert stage.server.read == read  # not paid for again


async def test_a_restart_in_the_middle_of_a_sweep_goes_on(tmp_path: Path) -> None:
    """What was read is on disk, and so is how far: the rest is read, and only the rest."""
    server, database = FakeX(clock=FakeClock(NOW)), new_database(tmp_path / "kept.db")
    async with server:
        server.page_size = 10
        for n in range(35):
            server.write("alex", f"@{HANDLE} {n}", ago=timedelta(minutes=30))
        async with staged(tmp_path, server=server, database=database) as stage:
            await stage.source.poll()
            await stage.source.poll()
            assert len(stage.arrived()) == 20
        for n in range(35, 40):
            server.write("alex", f"@{HANDLE} {n}")
        async with staged(tmp_path, server=server, database=database) as stage:
            await stage.read()
            stage.forward(minutes=2)
            await stage.read()
            assert stage.texts() == [f"@{HANDLE} {n}" for n in range(40)]
    assert server.read <= 45
    database.close()


async def test_servers_that_know_only_pages_are_read_too(tmp_path: Path) -> None:
    """Pages are asked for by name while the program runs."""
    async with staged(tmp_path) as stage:
        stage.server.page_size, stage.server.ignores_until = 5, True
        for n in range(23):
            stage.server.write("alex", f"@{HANDLE} {n}", ago=timedelta(minutes=30))
        await stage.read()
        assert len(stage.texts()) == 23


async def test_a_page_with_nothing_is_not_the_end(tmp_path: Path) -> None:
    """X may give an empty page and the name of the next one."""
    async with staged(tmp_path) as stage:
        stage.server.empty_first = True
        stage.server.write("alex", f"@{HANDLE} hello")
        await stage.read()
        assert stage.texts() == [f"@{HANDLE} hello"]


async def test_late_posts_are_caught(tmp_path: Path) -> None:
    """A post that X's index shows a while later is read, though newer ones were read before."""
    async with staged(tmp_path) as stage:
        late = stage.server.write("alex", f"@{HANDLE} late", ago=timedelta(seconds=2))
        stage.server.unlisted.add(late)
        stage.server.write("sam", f"@{HANDLE} soon")
        await stage.read()
        assert stage.texts() == [f"@{HANDLE} soon"]
        stage.server.unlisted.clear()
        stage.forward(seconds=61)
        await stage.read()
        assert stage.texts() == [f"@{HANDLE} late", f"@{HANDLE} soon"]
        read = stage.server.read
        stage.forward(seconds=61)
        await stage.read()
        assert stage.server.read == read  # what is settled is not paid for again


async def test_a_short_pause_is_no_reason_to_pay_twice(tmp_path: Path) -> None:
    """Looked at every few seconds, a post is read twice all the same, and late ones are caught."""
    async with staged(tmp_path, poll_s=5.0) as stage:
        stage.server.write("alex", f"@{HANDLE} one")
        late = stage.server.write("alex", f"@{HANDLE} late", ago=timedelta(seconds=5))
        stage.server.unlisted.add(late)
        for look in range(30):
            if look == 4:
                stage.server.unlisted.clear()
            await stage.source.poll()
            stage.forward(seconds=5)
        assert stage.texts() == [f"@{HANDLE} late", f"@{HANDLE} one"]
        assert stage.server.read <= 4


async def test_an_old_answer_to_a_page_is_no_end(tmp_path: Path) -> None:
    """The name of a page that X does not take any more is dropped; ids go on."""
    async with staged(tmp_path) as stage:
        stage.server.page_size = 5
        for n in range(12):
            stage.server.write("alex", f"@{HANDLE} {n}", ago=timedelta(minutes=30))
        await stage.source.poll()
        streams = stage.source._streams
        assert streams is not None
        next(iter(streams.values())).token = "old"  # noqa: S105 -- the name of a page
        await stage.read()
        assert len(stage.texts()) == 12


async def test_an_outage_of_ten_days_is_written_down(tmp_path: Path) -> None:
    """Search goes back a week: what is older is a gap in the record; the rest is read."""
    async with staged(tmp_path, searches=[SEARCH]) as stage:
        stage.server.write("alex", "interest loans 1", ago=timedelta(minutes=10))
        await stage.read()
        stage.server.write("alex", f"@{HANDLE} mention of an old day")
        stage.forward(days=4)
        stage.server.write("sam", "interest loans 2")
        stage.forward(days=6)
        stage.server.write("sam", "interest loans 3")
        await stage.read()
        assert [one.text for one in stage.arrived() if one.channel == "search/loans"] == [
            "interest loans 1", "interest loans 2", "interest loans 3",
        ]  # fmt: skip
        assert f"@{HANDLE} mention of an old day" in stage.texts()  # mentions go back further
        assert "source.gap" in stage.kinds("source:x")


async def test_a_floor_that_x_does_not_take_becomes_a_time(tmp_path: Path) -> None:
    """Where X declines the id, the same is asked for by time."""
    async with staged(tmp_path, searches=[SEARCH]) as stage:
        stage.server.write("alex", "interest loans 1", ago=timedelta(minutes=10))
        await stage.read()
        stage.server.faults.append(
            Fault(
                on="GET /2/tweets/search",
                status=400,
                body='{"errors":[{"message":"\'since_id\' must be a tweet id created after"}]}',
            )
        )
        stage.server.write("alex", "interest loans 2")
        stage.forward(minutes=6)
        await stage.read()
        assert stage.texts() == ["interest loans 1", "interest loans 2"]


async def test_what_stands_below_our_posts_is_read(tmp_path: Path) -> None:
    """Replies that name nobody are found by their conversation, as long as it is young."""
    async with staged(tmp_path) as stage:
        mine = stage.server.write(HANDLE, "News", ago=timedelta(minutes=50))
        first = stage.server.write("alex", "nonsense", answers=mine, ago=timedelta(minutes=40))
        stage.server.posts[first].pop("in_reply_to_user_id")  # it does not name us
        deep = stage.server.write("sam", "@alex no", answers=first, ago=timedelta(minutes=39))
        await stage.read()
        assert {one.id for one in stage.arrived()} == {str(first), str(deep)}
        assert {one.invitation for one in stage.arrived()} == {Invitation.OWN_THREAD}
        assert {one.root for one in stage.arrived()} == {str(mine)}
        stage.forward(minutes=31)
        late = stage.server.write("kim", "@alex later", answers=deep)
        stage.forward(minutes=31)
        await stage.read()
        assert str(late) in {one.id for one in stage.arrived()}
        stage.forward(days=8)
        await stage.read()
        calls = stage.server.count("GET /2/tweets/search/recent")
        stage.forward(minutes=40)
        await stage.read()
        assert stage.server.count("GET /2/tweets/search/recent") == calls


async def test_an_edit_is_an_edit(tmp_path: Path) -> None:
    """X gives the changed post a new id, and names the first one."""
    async with staged(tmp_path) as stage:
        first = stage.server.write("alex", f"@{HANDLE} helo", ago=timedelta(minutes=9))
        await stage.read()
        again = stage.server.write("alex", f"@{HANDLE} hello")
        stage.server.posts[again]["edit_history_post_ids"] = [str(first), str(again)]
        stage.forward(minutes=2)
        await stage.read()
        assert [(one.id, one.event, one.text) for one in stage.arrived()] == [
            (str(first), MessageEvent.NEW, f"@{HANDLE} helo"),
            (str(first), MessageEvent.EDITED, f"@{HANDLE} hello"),
        ]


async def test_one_unreadable_post_stops_no_other(tmp_path: Path) -> None:
    """It is set aside with its id, once."""
    async with staged(tmp_path) as stage:
        bad = stage.server.write("alex", f"@{HANDLE} bad")
        stage.server.posts[bad]["created_at"] = "2026-99-99"
        stage.server.write("sam", f"@{HANDLE} good")
        stage.server.spec = None
        await stage.read()
        assert stage.texts() == [f"@{HANDLE} good"]
        assert stage.kinds(f"update:x:unreadable:{bad}") == ["update.unreadable"]


async def test_a_search_ends_on_its_day(tmp_path: Path) -> None:
    """After its last day a search is not made any more."""
    over = SEARCH.model_copy(update={"until": NOW.date()})
    async with staged(tmp_path, searches=[over]) as stage:
        await stage.read()
        assert stage.server.count("GET /2/tweets/search/recent") == 1
        stage.forward(days=1)
        await stage.read()
        assert stage.server.count("GET /2/tweets/search/recent") == 1


async def test_texts_are_whole(tmp_path: Path) -> None:
    """Long posts, links as they were, and no entities of HTML."""
    async with staged(tmp_path) as stage:
        number = stage.server.write("alex", f"@{HANDLE} a &lt; b https://t.co/1")
        stage.server.posts[number]["entities"]["urls"] = [
            {"start": 0, "end": 1, "url": "https://t.co/1", "expanded_url": "https://example.ca/x"}
        ]
        longer = stage.server.write("alex", f"@{HANDLE} begins")
        stage.server.posts[longer]["note_post"] = {"text": f"@{HANDLE} begins and goes on"}
        stage.server.spec = None
        await stage.read()
        assert stage.texts() == [
            f"@{HANDLE} a < b https://example.ca/x", f"@{HANDLE} begins and goes on",
        ]  # fmt: skip


async def test_the_account_is_asked_for_once(tmp_path: Path) -> None:
    """Its number is kept; a token of another account is refused before anything is read."""
    database = new_database(tmp_path / "kept.db")
    server = FakeX(clock=FakeClock(NOW))
    async with server:
        for _ in range(2):
            async with staged(tmp_path, server=server, database=database) as stage:
                await stage.read()
        assert server.count("GET /2/users/me") == 1
        assert ME in server.people
    database.close()
