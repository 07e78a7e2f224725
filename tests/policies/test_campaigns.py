"""Campaigns: nearly the same text from many authors, and nothing else."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from policies.campaignrules import CampaignRules
from policies.campaigns import (
    NOTHING,
    Campaigns,
    MarkTable,
    Sighting,
    campaign_id,
)
from policies.likeness import COPY, words_of
from policies.message import ARRIVAL, Message

NOON = datetime(2026, 1, 14, 12, tzinfo=UTC)
EN = "Please keep the Halifax office of the Canada Learner Support Program open for all learners"
FR = (
    "Gardez ouvert le bureau de Gatineau du Programme canadien de soutien aux apprenants pour "
    "toutes les personnes qui étudient"
)


def said(text: str, author: str, minutes: float = 0, **more: object) -> Message:
    """Return a message; its id is unique to author and time."""
    plain: dict[str, object] = {
        "platform": "web",
        "id": f"{author}-{minutes}",
        "channel": "forum",
        "author": author,
        "text": text,
        "sent_at": NOON + timedelta(minutes=minutes),
    }
    return Message(**{**plain, **more})  # type: ignore[arg-type]  # what a test changes


def names(messages: Iterable[Message], rules: CampaignRules | None = None) -> list[str | None]:
    """Return the campaign of each message."""
    window = Campaigns(rules or CampaignRules())
    return [one.campaign for one in window.sightings(list(messages))]


def test_the_fifth_author_makes_it_a_campaign() -> None:
    """Null until a campaign is recognized; then the same name for every later member."""
    found = names(said(EN, f"a{n}", n) for n in range(7))
    name = campaign_id(" ".join(words_of(EN)))
    assert found == [None] * 4 + [name] * 3
    assert name.startswith("c-")
    assert len(name) == 14


def test_what_went_by_before_is_told_when_it_is_recognized() -> None:
    """The message that makes it a campaign names the earlier members."""
    window = Campaigns()
    last = window.sightings([said(EN, f"a{n}", n) for n in range(5)])[-1]
    assert last == Sighting(
        campaign=campaign_id(" ".join(words_of(EN))),
        authors=5,
        earlier=tuple((("web", f"a{n}-{n}"), COPY) for n in range(4)),
    )


def test_one_author_who_repeats_is_no_campaign() -> None:
    """Repetition by one author counts as one."""
    assert names(said(EN, "a", n) for n in range(20)) == [None] * 20


def test_near_texts_with_own_words() -> None:
    """Other words here and there, and a sentence of one's own, belong to it."""
    texts = [
        EN,
        EN.replace("Please", "You must"),
        f"{EN}! My sister works two jobs and cannot drive to the city.",
        EN.replace("open", "running").upper(),
        f"Hello there. {EN}",
    ]
    window = Campaigns()
    found = window.sightings([said(text, f"a{n}", n) for n, text in enumerate(texts)])
    assert [one.authors for one in found] == [1, 2, 3, 4, 5]
    assert found[-1].campaign is not None
    assert [one.likeness.added > 0 for one in found] == [False, False, True, False, False]


def test_places_and_platforms_do_not_matter() -> None:
    """One campaign over several channels and platforms; a name elsewhere is another author."""
    messages = [
        said(EN, "a", n, platform=platform, channel=channel)
        for n, (platform, channel) in enumerate(
            [
                ("web", "x"),
                ("web", "y"),
                ("telegram", "z"),
                ("x", "z"),
                ("file", "z"),
                ("feed", "q"),
            ]
        )
    ]
    assert [one is not None for one in names(messages)] == [False] * 5 + [True]


def test_each_language_is_a_campaign_of_its_own() -> None:
    """Both languages are read alike."""
    found = names(
        [said(EN, f"e{n}", n) for n in range(5)] + [said(FR, f"f{n}", n) for n in range(5)]
    )
    assert found[4] is not None
    assert found[9] is not None
    assert found[4] != found[9]


def test_short_texts_are_never_a_campaign() -> None:
    """Thanks, a number, an emoji or nothing at all is no statement."""
    for text in (
        "merci",
        "+1",
        "ok",
        "",
        "😡😡😡😡😡😡😡😡😡",
        "bravo à toute l'équipe",
        "Thank you so much",
    ):
        assert names(said(text, f"a{n}", n) for n in range(9)) == [None] * 9, text


def test_the_window_is_by_the_messages_own_time() -> None:
    """A day apart they do not count together; they do however fast they are read."""
    assert names(said(EN, f"a{n}", n * 60 * 20) for n in range(9))[-1] is None
    assert names(said(EN, f"a{n}", n * 60 * 5) for n in range(9))[-1] is not None


def test_a_clock_that_is_wrong_forgets_nothing() -> None:
    """A message from the far future does not push the others out."""
    messages = [said(EN, f"a{n}", n) for n in range(4)]
    odd = said("One that was sent in a hundred years from a broken clock", "z", 60 * 24 * 36_500)
    assert names([*messages, odd, said(EN, "a9", 9)])[-1] is not None


def test_the_opposite_is_another_campaign() -> None:
    """Those who say the contrary in nearly the same words are marked, and make their own."""
    against = EN.replace("Please keep", "Please do not keep")
    window = Campaigns()
    found = window.sightings([said(EN, f"a{n}", n) for n in range(5)])
    contrary = window.sightings([said(against, f"b{n}", n) for n in range(5)])
    name, other = found[4].campaign, campaign_id(" ".join(words_of(against)))
    assert [one.campaign for one in contrary] == [*[name] * 4, other]
    assert [one.likeness.turned for one in contrary] == [*[True] * 4, False]
    assert [one.authors for one in contrary] == [5, 5, 5, 5, 5]
    assert window.sight(said(EN, "a9", 9)).authors == 6


def test_texts_of_ours_are_nobody_s_campaign() -> None:
    """Who copies our post, or quotes it, has said nothing yet; what they add counts."""
    window = Campaigns()
    window.add_own([EN])
    copies = [said(EN, f"a{n}", n) for n in range(6)]
    assert window.sightings(copies)[1:] == [NOTHING] * 5
    plea = "This answers none of the questions that we asked you in the spring about night classes"
    added = [said(f"{EN} {plea}", f"b{n}", n) for n in range(6)]
    assert window.sightings(added)[-1].campaign is not None


def test_what_they_answer_does_not_count() -> None:
    """Many who quote the same text and say different things are no campaign."""
    own = [
        "When does this begin, and do I need to bring my transcript to the office",
        "My cousin had to wait eleven weeks for the letter you promised her last fall",
        "I find the new hours good because evening buses stop right outside the door",
        "Nobody at the counter spoke French to my mother on Tuesday, that has to change",
        "Which form do part time students fill in when their employer pays the tuition",
    ]
    messages = [said(f"> {EN}\n{text}", f"a{n}", n) for n, text in enumerate(own)]
    messages += [said(f"{EN} {text}", f"b{n}", n, quoted=EN) for n, text in enumerate(own)]
    assert len({name for name in names(messages) if name}) == 0


def test_arrivals_and_nameless_authors() -> None:
    """Names of people who arrive are no texts; messages without a name are several people's."""
    assert names(said(EN, f"a{n}", n, media=ARRIVAL) for n in range(9))[-1] is None
    assert names(said(EN, "", n) for n in range(5))[-1] is not None


def test_the_same_message_twice_counts_once() -> None:
    """A batch that is taken apart and read again changes nothing."""
    messages = [said(EN, f"a{n}", n) for n in range(6)]
    window = Campaigns()
    once = window.sightings(messages[:4])
    assert window.sightings(messages[:4])[-1] == once[-1]
    first = window.sightings(messages)
    assert first[3].authors == 4
    again = window.sightings(messages)
    assert {(one.campaign, one.authors) for one in again} == {(first[5].campaign, 6)}


def test_a_known_campaign_goes_on_after_a_restart() -> None:
    """What was recognized before needs no five authors again."""
    window = Campaigns()
    window.restore("c-0123456789ab", EN, NOON)
    assert window.sight(said(EN, "z", 3)).campaign == "c-0123456789ab"
    assert window.sight(said(EN, "z", 60 * 24 * 3)).campaign is None


def test_settings_hold() -> None:
    """Authors, likeness and words come from the settings."""
    few = CampaignRules(authors=2, minimum_words=3)
    assert names([said("fix the portal", "a"), said("Fix the portal!", "b", 1)], few)[1] is not None
    strict = CampaignRules(authors=2, similarity_pct=100)
    near = [said(EN, "a"), said(EN.replace("Please", "Kindly"), "b", 1)]
    assert names(near, strict) == [None, None]


def test_memory_is_bounded() -> None:
    """The texts not seen for longest are forgotten; those that come again are not."""
    window = Campaigns(CampaignRules(authors=3), texts=50)
    assert window.sight(said(EN, "a0")).authors == 1
    for n in range(300):
        window.sight(said(f"text {n} " + " ".join(f"w{n * k}" for k in range(9)), f"x{n}", n / 60))
        if n == 30:
            assert window.sight(said(EN, "a1", 1)).authors == 2
    assert window.size == 50
    assert window.sight(said(EN, "a2", 2)).authors == 1


def test_equal_marks_cost_no_more() -> None:
    """Texts made to share all their marks push one another out; the table has a fixed size."""
    table = MarkTable(100)
    for number in range(1, 10_000):
        table.put([7, 8, 9], number)
    assert table.candidates([7, 8, 9]) == [9999]
    for number in range(1, 10_000):
        table.put([number * 10], number)
    assert table.candidates([10]) == []
    assert table.candidates([99_990]) == [9999]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [EN, FR, EN + " now", "x" * 20_000, "é " * 10_000, "", "😡" * 300, "\ud800 " * 20]
            ),
            st.integers(0, 5),
            st.integers(-3000, 3000),
        ),
        max_size=40,
    )
)
def test_any_order_is_survived(items: list[tuple[str, int, int]]) -> None:
    """Whatever comes in whatever order: a campaign has at least as many authors as it takes."""
    rules = CampaignRules(authors=3)
    window = Campaigns(rules, texts=3)
    for text, author, minutes in items:
        found = window.sight(said(text, str(author), minutes))
        assert found.campaign is None or found.authors >= 3
