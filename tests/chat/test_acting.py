"""What buttons of moderation bear: it comes back as it was, and always fits."""

from hypothesis import given
from hypothesis import strategies as st

from bot.review.chat.acting import Chosen, short
from bot.review.chat.casepanels import MODERATION
from bot.review.chat.presses import LONGEST, button


@given(
    st.integers(0, 10**10),
    st.sampled_from([0, 1, 24, 168]),
    st.integers(0, 9),
    st.text(alphabet="abcdefghij_-é", min_size=1, max_size=80),
    st.sampled_from(sorted(MODERATION)),
)
def test_a_choice_survives_its_button(
    message: int, hours: int, page: int, rule: str, verb: str
) -> None:
    """A button of any rule fits the 64 bytes, and bears the same choice when it comes back."""
    chosen = Chosen(message=message, hours=hours, page=page, rule=short(rule))
    made = button("x", verb, 10**8, chosen.written())
    assert made.data is not None
    assert len(made.data.encode()) <= LONGEST
    assert Chosen.read(made.data.split("|", 2)[2]) == chosen


def test_what_is_broken_is_no_choice() -> None:
    """An empty argument asks for everything."""
    assert Chosen.read("") == Chosen()
