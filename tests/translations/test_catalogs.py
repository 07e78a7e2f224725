"""Catalogs: loading, filling in, compiling, and the checks that keep two languages equal."""

import time
from pathlib import Path

import pytest

from translations.catalogs import (
    CATALOGS,
    catalog,
    compile_catalogs,
    is_plural,
    is_stale,
    load,
    main,
    write_count,
)
from translations.errors import CatalogFault, MissingMessage
from translations.mofile import read_mo, write_mo
from translations.pofile import check_catalogs, used_keys

ROOT = Path(__file__).parents[2]

EN = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "a.hello"
msgstr "Hello {name}"

msgid "a.days"
msgid_plural "a.days"
msgstr[0] "{n} day left"
msgstr[1] "{n} days left"
"""
FR = (
    EN.replace("Hello", "Bonjour")
    .replace("{n} day left", "{n} jour de plus")
    .replace("{n} days left", "{n} jours de plus")
)


def _write(root: Path, en: str = EN, fr: str = FR, domain: str = "a") -> Path:
    for lang, text in (("en", en), ("fr", fr)):
        (root / lang).mkdir(exist_ok=True)
        (root / lang / f"{domain}.po").write_text(text, "utf-8")
    return root


def test_shipped_catalogs_are_whole() -> None:
    """Every domain has equal keys and placeholders, and clean French."""
    told = [str(problem) for problem in check_catalogs(CATALOGS)]
    assert [line for line in told if "is stale" not in line] == []


def test_shipped_catalogs_are_compiled() -> None:
    """Every .mo was made from its .po; `python -m translations.catalogs compile` puts it right."""
    assert [po.name for po in CATALOGS.glob("*/*.po") if is_stale(po)] == []


def test_shipped_catalogs_have_equal_keys() -> None:
    """English and French know the same keys, and there are some."""
    assert catalog("en").keys() == catalog("fr").keys()
    assert "translations.no-engine" in catalog("fr")


def test_this_package_uses_only_known_keys() -> None:
    """Each key that our own code names is in the catalogs."""
    used = used_keys(ROOT / "translations", "t")
    assert sorted(set(used) - catalog("en").keys()) == []


def test_fills_in_placeholders(tmp_path: Path) -> None:
    """A message takes its values, braces in a value stay text."""
    fr = load("fr", _write(tmp_path))
    assert fr("a.hello", name="{x}") == "Bonjour {x}"


@pytest.mark.parametrize(
    ("lang", "n", "expected"),
    [
        ("en", 0, "0 days left"),
        ("en", 1, "1 day left"),
        ("en", 1234, "1,234 days left"),
        ("fr", 0, "0 jour de plus"),
        ("fr", 1, "1 jour de plus"),
        ("fr", 1.5, "1,5 jour de plus"),
        ("fr", 2, "2 jours de plus"),
        ("fr", 12345, "12\u00a0345 jours de plus"),
    ],
)
def test_plural_forms(tmp_path: Path, lang: str, n: float, expected: str) -> None:
    """French is singular below 2, English at 1 only; the count is written as the language does."""
    _write(tmp_path)
    loaded = load("fr" if lang == "fr" else "en", tmp_path)
    assert loaded.plural("a.days", n) == expected


def test_plural_rule_and_count_agree_with_negatives() -> None:
    """A count of -1 is singular in both languages."""
    assert [is_plural(-1, "en"), is_plural(-1, "fr"), is_plural(-2, "fr")] == [False, False, True]
    assert write_count(-1234.5, "fr") == "-1\u00a0234,5"


def test_missing_key_and_missing_value(tmp_path: Path) -> None:
    """Both raise MissingMessage and say which key, in which language."""
    en = load("en", _write(tmp_path))
    with pytest.raises(MissingMessage, match=r"'a\.nothing' in the en catalogs"):
        en("a.nothing")
    with pytest.raises(MissingMessage, match=r"'a\.hello' .en. needs a value for 'name'"):
        en("a.hello")


def test_unknown_language_is_refused() -> None:
    """Only the two official languages have catalogs."""
    with pytest.raises(CatalogFault, match="use one of en, fr"):
        catalog("de")


def test_a_new_key_works_before_compiling(tmp_path: Path) -> None:
    """A .mo made from older text is passed over until it is compiled again."""
    _write(tmp_path)
    assert len(compile_catalogs(tmp_path)) == 2
    assert compile_catalogs(tmp_path) == []
    po = tmp_path / "en" / "a.po"
    po.write_text(EN + '\nmsgid "a.new"\nmsgstr "New"\n', "utf-8")
    assert is_stale(po)
    assert load("en", tmp_path)("a.new") == "New"
    compile_catalogs(tmp_path)
    assert not is_stale(po)
    assert load("en", tmp_path)("a.new") == "New"


def test_mo_alone_is_enough(tmp_path: Path) -> None:
    """An installation without .po files reads the compiled ones."""
    _write(tmp_path)
    compile_catalogs(tmp_path)
    for po in tmp_path.glob("*/*.po"):
        po.unlink()
    assert load("fr", tmp_path).plural("a.days", 2) == "2 jours de plus"


def test_compiled_and_parsed_catalogs_are_the_same(tmp_path: Path) -> None:
    """Compiling loses nothing."""
    _write(tmp_path)
    parsed = load("fr", tmp_path)
    compile_catalogs(tmp_path)
    compiled = load("fr", tmp_path)
    assert compiled.keys() == parsed.keys()
    assert compiled("a.hello", name="x") == parsed("a.hello", name="x")


def test_one_key_in_two_domains_is_refused(tmp_path: Path) -> None:
    """Two domains cannot disagree about a key."""
    _write(_write(tmp_path), domain="b")
    with pytest.raises(CatalogFault, match=r"already in another domain: a\.days, a\.hello"):
        load("en", tmp_path)


def test_one_key_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    """A repeated key names both lines."""
    _write(tmp_path, en=EN + '\nmsgid "a.hello"\nmsgstr "Hi"\n')
    with pytest.raises(CatalogFault, match=r"a\.po:12: msgid .a.hello. is already on line 4"):
        load("en", tmp_path)


@pytest.mark.parametrize(
    ("en", "fr", "expected"),
    [
        (
            EN,
            FR.replace("{name}", "{nom}"),
            "a.po:4: a.hello: placeholders differ: en ['name'], fr ['nom']",
        ),
        (EN + '\nmsgid "a.x"\nmsgstr "X"\n', FR, "a.po:0: a.x: missing in this language"),
        (EN, FR.replace("Bonjour", "Bonjour !"), "a.po:4: a.hello: space-before at 7: ' '"),
        (EN, FR.replace("Bonjour {name}", ""), "a.po:4: a.hello: empty"),
        (
            EN,
            FR.replace("Bonjour {name}", "Bonjour {name"),
            "a.po:4: a.hello: expected '}' before end of string",
        ),
        (EN.replace("Hello", "Hel\u202elo"), FR, "a.po:4: a.hello: hidden at 3: '\\u202e'"),
        (
            EN.replace("a.hello", "Hello"),
            FR.replace("a.hello", "Hello"),
            "a.po:4: Hello: a key is words joined by . _ or -, the first in lower case",
        ),
    ],
)
def test_check_names_file_line_and_key(tmp_path: Path, en: str, fr: str, expected: str) -> None:
    """Each kind of fault is told with its place."""
    _write(tmp_path, en, fr)
    compile_catalogs(tmp_path)
    told = [str(problem).rpartition("/")[2] for problem in check_catalogs(tmp_path)]
    assert expected in told


def test_check_tells_a_stale_mo(tmp_path: Path) -> None:
    """A .po without its .mo is told, and compiling puts it right."""
    _write(tmp_path)
    assert len(check_catalogs(tmp_path)) == 2
    compile_catalogs(tmp_path)
    assert check_catalogs(tmp_path) == []


def test_damaged_mo_is_a_catalog_fault() -> None:
    """Cut or foreign bytes raise our error."""
    whole = write_mo({"a": ("b",)}, {"Language": "en"})
    assert read_mo(whole) == ({"a": ("b",)}, {"Language": "en"})
    for damaged in (b"", b"nonsense" * 8, whole[:30], whole[:-4]):
        with pytest.raises(CatalogFault):
            read_mo(damaged)


def test_six_hundred_messages_load_fast(tmp_path: Path) -> None:
    """600 compiled messages load in under 30 ms (best of five, as the machine is shared)."""
    more = "".join(f'\nmsgid "a.k{n}"\nmsgstr "Message number {n} of many"\n' for n in range(600))
    _write(tmp_path, EN + more, FR + more)
    compile_catalogs(tmp_path)
    times = []
    for _ in range(5):
        start = time.process_time()
        load("fr", tmp_path)
        times.append(time.process_time() - start)
    assert min(times) < 0.030


def test_used_keys_finds_calls(tmp_path: Path) -> None:
    """Calls over one or two lines are found, words that end in t are not."""
    (tmp_path / "code.py").write_text('t("a.b")\nt.plural(\n  "a.c", 2)\nsplit("a.d")\n', "utf-8")
    assert used_keys(tmp_path) == {
        "a.b": (tmp_path / "code.py", 1),
        "a.c": (tmp_path / "code.py", 2),
    }


def test_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Anything but `compile` and `check` is usage, 2."""
    assert main(["dance"]) == 2
    assert capsys.readouterr().err.startswith("usage:")
