"""Who asks to be left alone, and who only says the word."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from policies.message import Invitation, Message
from responders.leaving import asks_to_stop, says_stop

MESSAGE = Message(
    platform="x",
    id="1",
    channel="Learner",
    author="alex",
    text="STOP",
    sent_at=datetime(2026, 3, 4, 15, tzinfo=UTC),
    invitation=Invitation.SUMMONED,
)


@pytest.mark.parametrize(
    "text",
    [
        "stop",
        "STOP!!!",
        "@LearnerSupport stop",
        "Please stop.",
        "ok stop it now please",
        "Stop replying to me, thanks",
        "@LearnerSupport Don’t reply to me again",
        "Leave me alone https://t.co/abc",
        "Arrêt",
        "ARRETEZ!",
        "@SoutienApprenants arrêtez, svp",
        "Arrêtez de m’écrire s’il vous plaît",
        "Laissez-moi tranquille.",
        "Ne me répondez plus, merci",
        "cessez",
    ],
)
def test_asked(text: str) -> None:
    """Both languages, with or without accents, politeness and the name of our account."""
    assert says_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "please",
        "Stop charging interest on student loans",
        "When does the interest stop?",
        "Arrêtez de mentir sur les prêts",
        "L'arrêt d'autobus est devant le campus",
        "Don't stop the grants",
        "N'arrêtez pas les bourses",
        "Stop " + "x" * 300,
    ],
)
def test_not_asked(text: str) -> None:
    """An opinion with the word in it, or a question, is none."""
    assert not says_stop(text)


def test_only_what_is_said_to_us_counts() -> None:
    """Whoever tells another to stop is not heard; nor is anybody where no invitation counts."""
    assert asks_to_stop(MESSAGE)
    assert not asks_to_stop(replace(MESSAGE, invitation=Invitation.NONE))
    assert not asks_to_stop(replace(MESSAGE, invitation=None))
