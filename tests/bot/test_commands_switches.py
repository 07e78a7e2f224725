"""liaison pause, resume and incident."""

from pathlib import Path

import pytest

from tests.bot.office import office

CONFIG = "channels:\n  - {platform: file, id: news, mode: live}\n"


def test_everything(tmp_path: Path) -> None:
    """A pause of everything holds until it is taken back; both languages say what is on."""
    here = office(tmp_path)
    assert here.run("pause", "--as", "Gus", "--reason", "drill").out == (
        "Everything is paused: nothing is sent.\nThere is no incident.\n"
    )
    assert here.run("resume", "--as", "Bea", lang="fr").out == (
        "Rien n'est en pause.\nIl n'y a pas d'incident.\n"
    )


def test_parts(tmp_path: Path) -> None:
    """A channel and a kind are paused and resumed each for itself."""
    here = office(tmp_path, config=CONFIG)
    told = here.run("pause", "--channel", "news", "--kind", "holding", "--as", "Gus")
    assert told.out == (
        "Paused: the channel news.\nPaused everywhere: holding replies.\nThere is no incident.\n"
    )
    assert here.run("resume", "--kind", "holding", "--as", "Gus").out == (
        "Paused: the channel news.\nThere is no incident.\n"
    )
    assert here.run("resume", "--as", "Gus").out == "Nothing is paused.\nThere is no incident.\n"


def test_a_slip_of_the_pen(tmp_path: Path) -> None:
    """A channel that nobody configured is not paused in silence: the known ones are named."""
    here = office(tmp_path, config=CONFIG)
    told = here.both("pause", "--channel", "nws", "--as", "Gus")
    assert [one.code for one in told] == [2, 2]
    assert "Channels: news" in told[0].err


@pytest.mark.parametrize("name", ["Cid", "Dia", "Eva"])
def test_not_everybody(name: str, tmp_path: Path) -> None:
    """Officers, moderators and administrators pause; other roles do not."""
    here = office(tmp_path)
    for arguments in (("pause",), ("resume",), ("incident", "on")):
        assert here.run(*arguments, "--as", name).code == 2
    assert here.run("incident", "status").out.startswith("Nothing is paused.")


def test_incident(tmp_path: Path) -> None:
    """An incident is declared, seen with its time, and ended; a resume does not end it."""
    here = office(tmp_path)
    assert "has been declared since" in here.run("incident", "on", "--as", "Ada").out
    assert "has been declared since" in here.run("resume", "--as", "Ada").out
    assert "est déclaré depuis le" in here.run("incident", "status", lang="fr").out
    assert here.run("incident", "off", "--as", "Ada").out.endswith("There is no incident.\n")
