"""liaison post: what is wrong with a file, what is doubtful, and who approves."""

from pathlib import Path

import pytest

from bot.storage import posts
from tests.bot.office import Office, Told, office

CONFIG = """\
channels:
  - {platform: file, id: news-en, mode: live}
  - {platform: file, id: news-fr, mode: live}
"""
ENGLISH = (
    "The portal is closed from 6 p.m. to 8 p.m. today. Details: https://learnersupport.example/en"
)
FRENCH = (
    "Le portail est fermé de 18\u00a0h à 20\u00a0h aujourd'hui. "
    "Précisions\u00a0: https://soutienauxapprenants.example/fr"
)
PLACES = """\
channels:
  en: {platform: file, id: news-en}
  fr: {platform: file, id: news-fr}
"""


def _file(tmp_path: Path, en: str = ENGLISH, fr: str = FRENCH, rest: str = PLACES) -> str:
    path = tmp_path / "post.yaml"
    path.write_text(f'texts:\n  en: "{en}"\n  fr: "{fr}"\n{rest}', "utf-8")
    return str(path)


def _stored(here: Office) -> int:
    database = here.open()
    with database.read() as connection:
        found = posts.in_approval(connection)
    database.close()
    return len(found)


def test_into_approval(tmp_path: Path) -> None:
    """The post waits for two people other than its author; the same file again is the same post."""
    here = office(tmp_path, config=CONFIG)
    path = _file(tmp_path)
    told = here.run("post", path, "--as", "Bea")
    assert told == Told(
        code=0,
        out=(
            "Official post 1 waits for approval of both texts, by two people other than you.\n"
            "The English text can be approved by: Eva.\n"
            "The French text can be approved by: Flo.\n"
        ),
        err="",
    )
    again = here.run("post", path, "--as", "Bea", lang="fr")
    assert again.out.startswith("C'est déjà la publication officielle 1\u00a0: en attente")
    assert _stored(here) == 1


def test_an_author_does_not_approve(tmp_path: Path) -> None:
    """Who wrote it is not among those who may approve, and too few people is said."""
    here = office(tmp_path, config=CONFIG)
    told = here.run("post", _file(tmp_path), "--as", "Eva")
    assert "Nobody but you can approve the English text" in told.err
    assert "Flo" in told.out


@pytest.mark.parametrize("name", ["Ada", "Gus", "Nobody"])
def test_not_everybody_posts(name: str, tmp_path: Path) -> None:
    """Officers and approvers write official posts; others do not."""
    here = office(tmp_path, config=CONFIG)
    told = here.both("post", _file(tmp_path), "--as", name)
    assert [one.code for one in told] == [2, 2]
    assert told[0].err != told[1].err
    assert _stored(here) == 0


@pytest.mark.parametrize(
    ("en", "fr", "rest", "place", "words"),
    [
        ("  ", FRENCH, PLACES, ":2:7: texts.en:", "is empty"),
        (ENGLISH, "a\u200bb", PLACES, ":3:7: texts.fr:", "U+200B"),
        ("x" * 5000, FRENCH, PLACES, ":2:7: texts.en:", "5000 characters"),
        (ENGLISH, FRENCH, "channels: {en: {platform: file, id: x}}\n", ":4:11: channels.fr:", ""),
        (ENGLISH, FRENCH, f"{PLACES}when: now\n", ":7:1: when:", ""),
        (ENGLISH, FRENCH, f"{PLACES}publish_at: 2020-01-01 09:00\n", ":7:13: publish_at:", "past"),
        (ENGLISH, FRENCH, f"{PLACES}publish_at: 2999-01-01\n", ":7:13: publish_at:", "without a"),
    ],
)
def test_faults(en: str, fr: str, rest: str, place: str, words: str, tmp_path: Path) -> None:
    """Each fault is told with its place and field, in both languages; nothing is stored."""
    here = office(tmp_path, config=CONFIG)
    path = _file(tmp_path, en, fr, rest)
    told = here.both("post", path, "--as", "Bea")
    assert [one.code for one in told] == [2, 2]
    assert all(path + place in one.err.replace("\u00a0", "") for one in told)
    assert words in told[0].err
    assert _stored(here) == 0


@pytest.mark.parametrize(
    ("fr", "words"),
    [
        (FRENCH.replace("20", "21"), "numbers, amounts or times"),
        (FRENCH.replace("est fermé", "n'est pas fermé"), "says “not”"),
        (
            FRENCH.replace("https://soutienauxapprenants.example/fr", "en ligne"),
            "has 1 links, the French one 0",
        ),
    ],
)
def test_doubts_take_a_second_look(fr: str, words: str, tmp_path: Path) -> None:
    """Texts that seem to say different things are stored only when a person says so."""
    here = office(tmp_path, config=CONFIG)
    path = _file(tmp_path, fr=fr)
    first = here.run("post", path, "--as", "Bea")
    assert (first.code, first.out, words in first.err, _stored(here)) == (1, "", True, 0)
    assert "--anyway" in here.run("post", path, "--as", "Bea", lang="fr").err
    assert here.run("post", path, "--as", "Bea", "--anyway").code == 0
    assert _stored(here) == 1


def test_typography_is_a_warning(tmp_path: Path) -> None:
    """French typography is shown as it is and as it should be, and stops nothing."""
    here = office(tmp_path, config=CONFIG)
    told = here.run("post", _file(tmp_path, fr=FRENCH.replace("\u00a0:", " :")), "--check")
    assert (told.code, told.out) == (0, "Both texts can go into approval. Nothing was stored.\n")
    assert "Précisions␣: https" in told.err
    assert _stored(here) == 0


def test_when_and_where(tmp_path: Path) -> None:
    """A time without a zone is the agency's, said back in words; a channel in shadow is said."""
    here = office(tmp_path)
    rest = f"{PLACES}publish_at: 2999-12-02 09:00\n"
    told = here.run("post", _file(tmp_path, rest=rest), "--as", "Bea", lang="fr")
    assert "Elle paraîtra le lundi 2 décembre 2999 à 9\u00a0h (heure de l'Est)" in told.out
    assert "file/news-en est en observation" in told.err


def test_everything_that_a_file_can_say(tmp_path: Path) -> None:
    """Layout, topic, risk, marks, picture and time are stored; the steps they ask for are told."""
    config = f"""{CONFIG}approval_steps:
  - {{kind: approve, who: director, from_risk: high}}
  - {{kind: consult, who: policy_owner, topic: portal}}
  - {{kind: notify, who: records}}
"""
    here = office(tmp_path, config=config)
    (tmp_path / "door.png").write_bytes(b"a picture")
    rest = """\
channels:
  both: {platform: file, id: news-en}
layout: bilingual
topic: portal
risk: high
urgent: true
media: door.png
alt: {en: A closed door, fr: Une porte fermée}
publish_at: 2999-12-02 09:00
"""
    told = here.run("post", _file(tmp_path, rest=rest), "--as", "Bea")
    assert (told.code, told.err) == (0, "")
    assert "It also needs an approval by this role: director." in told.out
    assert "This role is asked for its opinion, and blocks nothing: policy owner." in told.out
    assert "This role is told once it is out: records." in told.out
    database = here.open()
    with database.read() as connection:
        content = posts.load(connection, 1).content
    database.close()
    assert content.channels == {"both": ("file", "news-en")}
    assert (content.topic, content.risk.name, content.urgent) == ("portal", "HIGH", True)
    assert content.outgoing()["both"].count("door") == 1
    assert content.media == str(tmp_path / "door.png")


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (f"{PLACES}layout: bilingual\n", "no channel for the bilingual message"),
        ("channels: {both: {platform: file, id: x}}\n", "no channel for the English text"),
        (f"{PLACES}media: nothing.png\n", "no picture nothing.png"),
        (f"{PLACES}media: post.yaml\n", "The picture has no description"),
        (f"{PLACES}risk: huge\n", "risk"),
        (f"{PLACES}corrects: 7\n", "There is no official post 7."),
    ],
)
def test_what_a_file_cannot_ask_for(rest: str, words: str, tmp_path: Path) -> None:
    """Each is refused with the reason, and nothing is stored."""
    here = office(tmp_path, config=CONFIG)
    told = here.run("post", _file(tmp_path, rest=rest), "--as", "Bea")
    assert (told.code, words in told.err) == (2, True)
    assert _stored(here) == 0


def test_a_missing_text_needs_an_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a translation engine the other text has to be written; the remedy is told."""
    monkeypatch.setenv("LIAISON_MODELS", str(tmp_path / "no-models"))
    monkeypatch.setenv("LIAISON_COMPACT", "off")
    here = office(tmp_path, config=CONFIG)
    path = tmp_path / "post.yaml"
    path.write_text(f'texts:\n  en: "{ENGLISH}"\n{PLACES}', "utf-8")
    told = here.both("post", str(path), "--as", "Bea")
    assert [one.code for one in told] == [2, 2]
    assert "Write the French text, or install the translation" in told[0].err
    assert "Écrivez le texte français" in told[1].err


def test_a_caretaker_period_is_told(tmp_path: Path) -> None:
    """Whoever submits reads when it can go out, or who else has to approve it."""
    period = "caretaker:\n  - {first_day: 2000-01-01, last_day: 2998-12-31}\n"
    here = office(tmp_path, config=CONFIG + period)
    told = here.run("post", _file(tmp_path), "--as", "Bea")
    assert "It is marked neither routine nor urgent: it waits" in told.err
    rest = f"{PLACES}routine: true\n"
    told = here.run("post", _file(tmp_path, rest=rest), "--as", "Bea", lang="fr")
    assert "Elle paraît en période de transition" in told.out
    assert told.err == ""
