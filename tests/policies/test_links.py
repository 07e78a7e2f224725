# ruff: noqa: E501 # one text a line; look-alike signs are the subject
"""Links are found as people write them, and known for what they are."""

import time
from dataclasses import asdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.features import Context, FeatureReader
from policies.features.owndomains import is_own
from policies.linkkinds import kinds_of
from policies.links import ENOUGH, find_links, host_of
from policies.shippedwords import shipped_lexicons
from policies.skeletons import imitates_latin, mixes_alphabets, near, skeleton
from tests.policies.messages import detected, message, screen

OWN = ("learnersupport.example", "soutienauxapprenants.example")

# text, then what stands there and its host
WRITTEN = [
    ("see a.example/x and www.b.example.", [("a.example/x", "a.example"), ("www.b.example", "b.example")]),
    ("(voir canada.ca)", [("canada.ca", "canada.ca")]),
    ("«\u00a0canada.ca\u00a0»", [("canada.ca", "canada.ca")]),
    ("HTTPS://EVIL.EXAMPLE/A, ok", [("HTTPS://EVIL.EXAMPLE/A", "evil.example")]),
    ("https://canada.ca@evil.example/x).", [("https://canada.ca@evil.example/x", "evil.example")]),
    ("http://évil.example:8443/a?b=c", [("http://évil.example:8443/a?b=c", "évil.example")]),
    ("hxxps://canada-ca[.]example/refund now", [("hxxps://canada-ca[.]example/refund", "canada-ca.example")]),
    ("visit exemple dot com today", [("exemple dot com", "exemple.com")]),
    ("allez sur exemple point ca pour", [("exemple point ca", "exemple.ca")]),
    ("exemple (point) ca", [("exemple (point) ca", "exemple.ca")]),
    ("example(dot)com", [("example(dot)com", "example.com")]),
    ("ｅｘａｍｐｌｅ．ｃｏｍ/x", [("ｅｘａｍｐｌｅ．ｃｏｍ/x", "example.com")]),
    ("canada。ca", [("canada。ca", "canada.ca")]),
    ("c\u200banada.ca/x", [("c\u200banada.ca/x", "canada.ca")]),
    ("t.me/someone", [("t.me/someone", "t.me")]),
    ("canada.ca.Merci", [("canada.ca", "canada.ca")]),
    ("http://203.0.113.5/x", [("http://203.0.113.5/x", "203.0.113.5")]),
    ("203.0.113.5:8080/x", [("203.0.113.5:8080/x", "203.0.113.5")]),
    ("[ici](https://a.example/b_(c))", [("https://a.example/b_(c)", "a.example")]),
    ("http//www.example.com", [("http//www.example.com", "example.com")]),
    ("my-site2.me", [("my-site2.me", "my-site2.me")]),
    # none of these is an address
    ("thanks.please call.me back.it is.so", []),
    ("c'est long.ca fait trois mois", []),
    ("à ce point ca va", []),
    ("the dot com bubble", []),
    ("someone.name@mail.example", []),
    ("form.pdf, e.g. U.S.A., 12.50, 3.5.1, Dr.Smith", []),
    ("version 203.0.113.5 of it", []),
    ("Bonjour... merci", []),
]  # fmt: skip

KINDS = [
    ("learnersupport.example/apply", ["own"]),
    ("https://www.soutienauxapprenants.example", ["own"]),
    ("www.canada.ca/fr", ["government"]),
    ("cra-arc.gc.ca", ["government"]),
    ("studentaid.alberta.ca", ["government"]),
    ("québec.ca", ["government"]),
    ("bit.ly/abc", ["shortener"]),
    ("t.me/someone", ["chat"]),
    ("youtube.com/watch?v=1", []),
    ("ontario.com", []),
    ("umanitoba.ca", []),
    ("canadianstudents.ca", []),
    ("canada.com", []),
    ("forum-canada-grants.example", []),
    ("canada.ca.claims.example", ["imitates"]),
    ("canada-ca-refund.example", ["imitates"]),
    ("cra-refund.example", ["imitates"]),
    ("arc-remboursement.example", ["imitates"]),
    ("interac-virement.example", ["imitates"]),
    ("postescanada-livraison.example", ["imitates"]),
    ("canadarefund.example", ["imitates"]),
    ("canda.ca", ["imitates"]),
    ("canadaa.ca", ["imitates"]),
    ("quebce.ca", ["imitates"]),
    ("сanada.ca", ["imitates"]),  # a Cyrillic letter
    ("http://xn--anada-3ve.ca", ["imitates"]),
    ("аррӏе.com", ["imitates"]),
    ("learnersupport.com", ["imitates_agency"]),
    ("learnersuport.example", ["imitates_agency"]),
    ("leanrersupport.example", ["imitates_agency"]),
    ("1earnersupp0rt.example", ["imitates_agency"]),
    ("learner-support.example", ["imitates_agency"]),
    ("my-learnersupport-login.example", ["imitates_agency"]),
    ("learnersupport.example.claims.example", ["imitates_agency"]),
    ("soutienauxaprenants.example", ["imitates_agency"]),
    ("soutien-aux-apprenants.ca", ["imitates_agency"]),
    ("https://canada.ca@evil.example/", ["risky"]),
    ("http://203.0.113.9/x", ["risky"]),
    ("evil.example:8443/x", ["risky"]),
    ("prize.top", ["risky"]),
    ('<a href="http://evil.example">www.canada.ca</a>', ["hidden"]),
    ("[canada.ca](http://evil.example)", ["hidden"]),
    ("[canada.ca](http://www.canada.ca/en)", ["government"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_links_as_written(text: str, expected: list[tuple[str, str]]) -> None:
    """Each address is found with its bounds in the original, and nothing else is."""
    found = [(text[slice(*link.span)], link.host) for link in find_links(text)]
    assert found == expected


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_kinds(text: str, kinds: list[str]) -> None:
    """An address is known for what it is, and for nothing more."""
    links = [kinds_of(link, OWN) for link in find_links(text)]
    target = links[-1] if text.startswith("[") else links[0]
    assert [name for name, holds in asdict(target).items() if holds] == kinds


def test_accented_names_are_no_imitations() -> None:
    """Names with French accents are ordinary under endings that have them."""
    assert not kinds_of(find_links("café-étudiant.ca")[0]).imitates
    assert not kinds_of(find_links("http://xn--caf-dma.ca")[0]).imitates


def test_own_domains() -> None:
    """Own addresses are known with a port, a user, "www" or a subdomain, and not as a part of others."""
    context = Context(own_domains=("www.learnersupport.example",))
    for address in (
        "https://www.learnersupport.example:443/a",
        "help@learnersupport.example",
        "fr.learnersupport.example",
    ):
        assert is_own(address, context)
    for address in ("https://learnersupport.example@evil.example", "notlearnersupport.example"):
        assert not is_own(address, context)


def test_links_of_ours_and_of_governments_do_not_count() -> None:
    """Only other links count as links."""
    text = "learnersupport.example, canada.ca and shop.example; t.me/learnersupport"
    context = Context(own_domains=OWN, own_accounts=("learnersupport",))
    read = FeatureReader(shipped_lexicons()).read(message(text), detected("en"), context)
    assert (read["links"], read["government_links"], read["chat_links"]) == (1, 1, 0)
    assert [text[slice(*span)] for span in read.spans["links"]] == ["shop.example"]


def test_a_question_about_a_link_accuses_nobody() -> None:
    """Whoever asks about an imitation is not accused of a scam, but a person looks at the link."""
    for lang, text in (
        ("en", "Is canada-ca-refund.example really you?"),
        ("fr", "Est-ce que arc-remboursement.example est vraiment vous?"),
    ):
        assert [label.label for label in screen(text, lang).labels] == ["suspicious_link"]


def test_skeletons() -> None:
    """Names that look alike have one skeleton; alphabets are told apart."""
    assert skeleton("Cаnаdа-0fficiel") == skeleton("canada_officiel")
    assert skeleton("modem") == skeleton("rnodern")
    assert [mixes_alphabets(name) for name in ("сanada", "québec")] == [True, False]
    assert [imitates_latin(name) for name in ("аррӏе", "привет")] == [True, False]
    close = [near("canada", name, 1) for name in ("canaad", "cnada", "granada")]
    assert close == [True, True, False]


def test_hosts() -> None:
    """The host is what stands before the path, without user and port."""
    assert host_of("https://a@WWW.B.example:80/c") == "b.example"
    assert host_of("someone@b.example") == "b.example"


@given(st.text(alphabet="a.Z/:@[]()é \u200b．x1-\nhtps", max_size=120))
def test_spans_lie_in_the_text(text: str) -> None:
    """Spans are ordered, inside the text, and do not overlap."""
    spans = [link.span for link in find_links(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "piece",
    [".", "/", "//", "a.", "1.", "http://", "[.]", "(dot)", "a dot ", "@", "a.co ", "]( ", "\u200b.",
     "[a.com](", "xn--", "．", "http://a.example/)", "a-", "İ.com "],
)  # fmt: skip
def test_hostile_texts_take_bounded_time(piece: str) -> None:
    """20,000 characters of anything are read in a fraction of a second."""
    text = (piece * 20_000)[:20_000]
    started = time.perf_counter()
    links = find_links(text)
    for link in links:
        kinds_of(link, OWN)
    assert time.perf_counter() - started < 1.0
    assert len(links) <= ENOUGH


def test_noise() -> None:
    """Tags, mentions, piled-up marks, pictures made of signs and unfilled slots are counted."""
    reader = FeatureReader(shipped_lexicons())

    def read(text: str) -> dict[str, object]:
        return dict(reader.read(message(text), detected("en"), Context()).values)

    assert (
        read("#one #two a#three @four")["hashtags"],
        read("@four, a@five.example")["mentions"],
    ) == (2, 1)
    assert read("h" + "\u0337" * 8 + "ey")["zalgo"] == 1
    assert "zalgo" not in read("cafe\u0301, e\u0323\u0302")
    assert read("/\\_/\\\n|=*=|\n\\___/\n#####")["text_art"] is True
    assert "text_art" not in read("- one\n- two\n- three\n- four\n- five")
    assert read("=== +++ ===")["symbols_only"] is True
    assert "symbols_only" not in read("10/10")
    assert read("Dear {first_name},")["unfilled_slots"] == 1
    assert "unfilled_slots" not in read("Sincerely, [Your name] {…}")
