"""TMX in and out: what is written is read again, and what is hostile or broken is refused."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations.errors import ExchangeFault
from translations.memory import Unit, UnitKind
from translations.tmx import read_tmx, write_tmx
from translations.values import Bilingual
from translations.xmlreading import is_text

AT = datetime(2026, 1, 14, 15, 0, tzinfo=UTC)


def made(units: list[Unit]) -> bytes:
    """Return a file of units."""
    return "\n".join(write_tmx(units, now=AT)).encode()


def unit(en: str, fr: str, place: int = 0) -> Unit:
    """Return a unit as it is read back."""
    return Unit(
        texts=Bilingual(en=en, fr=fr),
        kind=UnitKind.POST,
        ref="post:3",
        place=place,
        approved_at=AT,
    )


def body(inner: str, head: str = "") -> bytes:
    """Return a file with that in its body."""
    return f'{head}<tmx version="1.4"><header/><body>{inner}</body></tmx>'.encode()


def test_what_is_written_is_read_again() -> None:
    """Markup characters, line breaks and no-break spaces come back as they were."""
    units = [unit("A < B & “C”\nD", "A < B et «\u00a0C\u00a0»\nD"), unit("It's 5 %", "5\u00a0%", 1)]
    found = read_tmx(made(units), file="memory.tmx")
    assert found.units == tuple(units)
    assert found.skipped == ()


def test_the_languages_are_those_of_canada() -> None:
    """Other tools need a region, and a document type that they know."""
    text = made([unit("Yes.", "Oui.")]).decode()
    assert '<tuv xml:lang="en-CA"><seg>Yes.</seg></tuv>' in text
    assert '<tuv xml:lang="fr-CA"><seg>Oui.</seg></tuv>' in text
    assert '<!DOCTYPE tmx SYSTEM "tmx14.dtd">' in text


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_any_text_comes_back(en: str, fr: str) -> None:
    """What XML can hold comes back; what it cannot hold is left out, and breaks nothing."""
    found = read_tmx(made([unit(en, fr)]), file="m")
    if is_text(en + fr) and en.strip() and fr.strip() and "\r" not in en + fr:
        assert [(one.texts.en, one.texts.fr) for one in found.units] == [(en.strip(), fr.strip())]
    else:
        assert len(found.units) + len(found.skipped) == 1


def test_files_of_other_tools_are_read() -> None:
    """Any English and French, codes of other programs left out, marked words kept."""
    inner = (
        '<tu changedate="20250301T000000Z"><note>n</note><prop type="x">y</prop>'
        '<tuv lang="EN-US"><prop type="client">z</prop>'
        '<seg>Click <bpt i="1">&lt;b></bpt><hi>here</hi><ept i="1">&lt;/b></ept>'
        "<ph>{1}</ph> now<sub>foot</sub>.</seg></tuv>"
        '<tuv xml:lang="fr_ca"><seg>Cliquez ici.</seg></tuv>'
        '<tuv xml:lang="es"><seg>Pulse aquí.</seg></tuv></tu>'
    )
    found = read_tmx(body(inner, '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'), file="other.tmx")
    assert found.units == (
        Unit(
            texts=Bilingual(en="Click here now.", fr="Cliquez ici."),
            kind=UnitKind.IMPORT,
            ref="other.tmx",
            approved_at=datetime(2025, 3, 1, tzinfo=UTC),
        ),
    )


def test_utf_16_is_read() -> None:
    """Older tools write UTF-16."""
    text = made([unit("Yes.", "Été.")]).decode().replace("UTF-8", "UTF-16")
    assert read_tmx(text.encode("utf-16"), file="m").units[0].texts.fr == "Été."


def tuv(lang: str, text: str) -> str:
    """Return one language of a unit."""
    return f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>'


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ([("en", "Yes.")], "language"),
        ([("en", "Yes."), ("fr", " ")], "empty"),
        ([("en-CA", "A"), ("en-US", "B"), ("fr", "C")], "several"),
        ([("en", "a" * 20_001), ("fr", "C")], "long"),
    ],
)
def test_a_unit_that_is_no_pair_is_left_out_and_told(
    texts: list[tuple[str, str]], why: str
) -> None:
    """The others are read; where and why is said in both languages."""
    bad = "".join(tuv(lang, text) for lang, text in texts)
    good = tuv("en", "Yes.") + tuv("fr", "Oui.")
    found = read_tmx(body(f"\n<tu>{bad}</tu>\n<tu>{good}</tu>"), file="m")
    assert [one.texts.fr for one in found.units] == ["Oui."]
    assert [(one.line, one.why) for one in found.skipped] == [(2, why)]
    assert found.skipped[0].explanation.en != found.skipped[0].explanation.fr


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
PARAMETER = '<!DOCTYPE tmx [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (body("<tu/>", BOMB), "bad.tmx, line 1: the file declares entities"),
        (body("<tu/>", OUTSIDE), "bad.tmx, line 1: the file declares entities"),
        (body("<tu/>", PARAMETER), "bad.tmx, line 1: the file declares entities"),
        (b"<tmx><body>\n<tu></body></tmx>", "bad.tmx, line 2: this is not well-formed XML"),
        (b"", "bad.tmx, line 1: this is not well-formed XML (no element found)"),
        (b"en,fr\nYes.,Oui.\n", "bad.tmx, line 1: this is not well-formed XML"),
        (b"<html/>", "bad.tmx is not a TMX file"),
        (b"<tmx>" * 100, "bad.tmx, line 1: elements stand in one another"),
        (b'<?xml version="1.0" encoding="klingon"?><tmx/>', "bad.tmx"),
        (b"<tmx>\xff\xfe</tmx>", "bad.tmx, line 1: this is not well-formed XML"),
        (b"\x00\x01\x02", "bad.tmx, line 1: this is not well-formed XML"),
    ],
)
def test_what_is_broken_or_hostile_is_refused(data: bytes, message: str) -> None:
    """Nothing is expanded or fetched; the sentence names the file, the line and what to do."""
    with pytest.raises(ExchangeFault) as refused:
        read_tmx(data, file="bad.tmx")
    assert str(refused.value).startswith(message)
    assert refused.value.render("fr") != refused.value.render("en")
