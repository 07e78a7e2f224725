"""Blocks fit into panels: never over the limit, never cut within a tag, an entity or a pair."""

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.review.chat.folding import ROOM, Block, Frame, fold, pages, taken
from bot.review.chat.markup import LONGEST, stripped, units

_TAG = re.compile(r"<(/?)([a-z-]+)[^<>]*>")

HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("<>&\"'ab \n")),
        st.sampled_from(["\u200d", "\u200b", "\u202e", "👩", "🏽", "\ufe0f", "ש", "é", "\u0301"]),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=600,
)
BLOCKS = st.lists(
    st.builds(
        Block,
        name=st.just("x"),
        title=st.text(alphabet="Ab <&", max_size=20),
        body=st.builds(lambda text, n: text * n, HOSTILE, st.sampled_from([1, 3, 20])),
        frame=st.sampled_from(Frame),
        rank=st.integers(0, 7),
        cap=st.sampled_from([200, 900, ROOM]),
    ),
    max_size=8,
)


def well_formed(text: str) -> bool:
    """Whether every tag is closed in order, and nothing else looks like one."""
    open_tags: list[str] = []
    for slash, name in _TAG.findall(text):
        if not slash:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    rest = _TAG.sub("", text)
    entities = re.sub(r"&(amp|lt|gt);", "", rest)
    return not open_tags and not {"<", ">", "&"} & set(entities)


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_every_panel_fits(blocks: list[Block]) -> None:
    """Card and further panels stay below the limit, as Telegram counts and with tags too."""
    folded = fold(blocks)
    shown = [folded.html, *pages(blocks)]
    assert [text for text in shown if units(text) > LONGEST] == []
    assert [text for text in shown if not well_formed(text)] == []


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_nothing_is_lost_on_further_panels(blocks: list[Block]) -> None:
    """What the card cuts stands whole on the panels behind "more", white space aside."""
    told = "".join("".join(stripped(page).split()) for page in pages(blocks))
    for block in blocks:
        for word in block.body.split():
            assert word[:20] in told or len(word) > 20


@settings(max_examples=100, deadline=None)
@given(HOSTILE, st.integers(1, 300))
def test_a_cut_loses_no_character(text: str, room: int) -> None:
    """Both parts of a cut are the text; the first is as short as was asked."""
    first, rest = taken(text, room)
    assert units(html.escape(first, quote=False)) <= room
    assert "".join((first + rest).split()) == "".join(text.split())


def test_what_matters_keeps_its_room() -> None:
    """A long thread never pushes the draft off the card; it is cut itself."""
    thread = Block(name="context", title="Thread", body="word " * 3_000, rank=6, cap=600)
    draft = Block(name="draft", title="Draft", body="said " * 500, rank=3)
    folded = fold([thread, draft])
    assert [block.name for block in folded.cut] == ["context"]
    assert stripped(folded.html).count("said") == 500


def test_a_cut_keeps_joined_characters_together() -> None:
    """A family of emoji is not torn at its joiner."""
    family = "👩\u200d👩\u200d👧"
    first, rest = taken("x" * 50 + family, 50 + 4)
    assert (first, rest) == ("x" * 50, family)
