"""The settings of feeds: what is refused, with what to do."""

from pathlib import Path

import pytest

from bot.settings import Settings
from policies.errors import DocumentError
from policies.yamlfile import load_yaml, parse_model


def _load(folder: Path, text: str) -> Settings:
    file = folder / "liaison.yaml"
    file.write_text(f"platforms: {{feeds: {{{text}}}}}", encoding="utf-8")
    return parse_model(load_yaml(file), Settings)


def test_fine(tmp_path: Path) -> None:
    """Names and addresses; the rest has defaults."""
    feeds = _load(
        tmp_path, "sources: [{name: news, url: 'https://news.example/feed'}]"
    ).platforms.feeds
    assert feeds is not None
    assert (feeds.sources[0].kind, feeds.sources[0].own, feeds.poll_s) == ("articles", False, 900)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sources: []", "sources"),
        ("sources: [{name: News Site, url: 'https://a'}]", "News Site"),
        ("sources: [{name: a, url: 'ftp://a'}]", "https://news.example/feed.xml"),
        ("sources: [{name: a, url: 'https://['}]", "https://news.example/feed.xml"),
        ("sources: [{name: a, url: 'https://me:secret@a/'}]", "password"),
        ("sources: [{name: a, url: 'https://a'}, {name: a, url: 'https://b'}]", "twice"),
        ("sources: [{name: a, url: 'https://a', kind: videos}]", "kind"),
        ("sources: [{name: a, url: 'https://a', every: 5}]", "every"),
        ("sources: [{name: a, url: 'https://a'}], poll_s: 1", "poll_s"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, said: str) -> None:
    """Each fault says where it is and what is wrong; a password is not repeated."""
    with pytest.raises(DocumentError) as refused:
        _load(tmp_path, text)
    shown = refused.value.render("en")
    assert said in shown
    assert "secret" not in shown
    assert refused.value.render("fr") != shown
