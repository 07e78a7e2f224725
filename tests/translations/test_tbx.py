"""TBX in and out: terms come back, other programs' files are read, bad ones are refused."""

from pathlib import Path

import pytest

from translations.errors import ExchangeFault
from translations.glossaryfile import read_glossary
from translations.tbx import read_tbx, write_tbx
from translations.terms import Term, TermKind, TermStatus
from translations.values import Bilingual

SHIPPED = Path(__file__).parents[2] / "translations" / "data" / "glossary" / "example.csv"


def test_terms_come_back() -> None:
    """Names, forms, forbidden words, gender and notes survive the way out and in."""
    all_terms = read_glossary(SHIPPED.read_bytes(), file="x").terms
    terms = [term for term in all_terms if term.status is TermStatus.APPROVED]
    assert len(terms) < len(all_terms)
    again = read_tbx("\n".join(write_tbx(all_terms)).encode(), file="x.tbx").terms
    kept = [(one.texts, one.kind, one.forms, one.forbidden, one.note) for one in terms]
    assert [(one.texts, one.kind, one.forms, one.forbidden, one.note) for one in again] == kept
    gendered = [one.texts.fr for one in terms if one.article in {"le", "la"}]
    assert [one.texts.fr for one in again if one.article in {"le", "la"}] == gendered
    assert [one.texts.en for one in again if one.do_not_translate] == ["Service Canada"]


OLD = """<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1"><descrip type="subjectField">Finance</descrip>
<langSet xml:lang="en"><tig><term>student loan</term></tig></langSet>
<langSet xml:lang="fr-FR"><ntig><termGrp><term>prêt charge</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
<tig><term>prêt
 étudiant</term></tig>
<tig><term>prêt d'études</term><termNote type="administrativeStatus">preferredTerm</termNote>
<termNote type="grammaticalGender">masculine</termNote></tig></langSet></termEntry>
<termEntry id="2"><langSet xml:lang="de"><tig><term>Darlehen</term></tig></langSet></termEntry>
</body></text></martif>"""


def test_an_older_file_is_read() -> None:
    """The preferred term counts, others are forms, deprecated ones forbidden."""
    found = read_tbx(OLD.encode(), file="old.tbx")
    assert found.terms == (
        Term(
            texts=Bilingual(en="student loan", fr="prêt d'études"),
            forms={"fr": ("prêt étudiant",)},
            forbidden={"fr": ("prêt charge",)},
            article="le",
        ),
    )
    assert [one.line for one in found.skipped] == [11]


def test_the_other_style_is_read() -> None:
    """DCT writes categories as elements of their own."""
    text = (
        '<tbx xmlns:min="http://www.tbxinfo.net/ns/min"><text><body><conceptEntry>'
        '<langSec xml:lang="en"><termSec><term>Hydro</term>'
        "<min:partOfSpeech>properNoun</min:partOfSpeech></termSec></langSec>"
        '<langSec xml:lang="fr"><termSec><term>Hydro</term></termSec></langSec>'
        "</conceptEntry></body></text></tbx>"
    )
    assert read_tbx(text.encode(), file="x").terms == (
        Term(texts=Bilingual(en="Hydro", fr="Hydro"), kind=TermKind.NAME, do_not_translate=True),
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<tmx/>", "x.tbx is not a TBX file"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><tbx/>', "x.tbx, line 1: the file declares entities"),
        (b"<tbx>", "x.tbx, line 1: this is not well-formed"),
    ],
)
def test_a_bad_file_is_refused(data: bytes, message: str) -> None:
    """The sentence names the file and what to do."""
    with pytest.raises(ExchangeFault, match=message):
        read_tbx(data, file="x.tbx")
