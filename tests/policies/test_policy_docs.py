"""The pages on writing a policy: both languages say the same, and what they show is right."""

import re
from pathlib import Path

import pytest
import yaml

from policies.featurelist import FEATURES
from policies.policyfiles import EffectsPart, ExceptionPart, PolicyPart, RulePart
from translations.typography import faults

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": DOCS / "policy.md", "fr": DOCS / "policy.fr.md"}
_BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
_CODE = re.compile(r"```.*?```|`[^`]*`|^    .*?$", re.DOTALL | re.MULTILINE)


def text(lang: str) -> str:
    """Return a page."""
    return PAGES[lang].read_text("utf-8")


@pytest.mark.parametrize("lang", PAGES)
def test_every_feature_has_a_row(lang: str) -> None:
    """The table has a row for each feature, in the order of the list."""
    table = text(lang).split("\n## ")[-1]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(FEATURES)


def test_both_pages_have_the_same_parts() -> None:
    """As many sections in the same order, the same examples of commands, the same fields."""
    english, french = text("en"), text("fr")
    assert english.count("\n## ") == french.count("\n## ")
    commands = [re.findall(r"liaison (?:policy|documents) \w+", page) for page in (english, french)]
    assert sorted(set(commands[0])) == sorted(set(commands[1]))
    fields = [re.findall(r"^\| `([a-z_]+)`", page, re.MULTILINE) for page in (english, french)]
    assert fields[0] == fields[1]


@pytest.mark.parametrize("lang", PAGES)
def test_every_field_of_a_file_is_explained(lang: str) -> None:
    """Each field of the files, of rules, exceptions and effects is named."""
    models = (PolicyPart, RulePart, ExceptionPart, EffectsPart)
    names = {name for model in models for name in model.model_fields}
    assert {name for name in names if not re.search(rf"\b{name}\b", text(lang))} == set()


@pytest.mark.parametrize("lang", PAGES)
def test_examples_can_be_read(lang: str) -> None:
    """Each block of YAML is a part of a policy."""
    blocks = _BLOCK.findall(text(lang))
    assert len(blocks) == 4
    for block in blocks:
        PolicyPart.model_validate(yaml.safe_load(block) or {})


def test_french_typography() -> None:
    """The French page follows the rules of Canadian French."""
    page = _CODE.sub("x", text("fr")).replace("English: ", "")
    assert [page[one.start - 10 : one.end + 10] for one in faults(page, "fr")] == []
