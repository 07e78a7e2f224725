"""Reply templates: the shipped ones are sound, faults name their place."""

from pathlib import Path

import pytest

from policies.errors import DocumentError
from responders.errors import TemplateGap
from responders.templates import PLACEHOLDERS, Template, load_templates
from responders.values import SpeechAct
from translations.typography import faults as typography_faults

BANK = load_templates()
VALUES = {name: f"<{name}>" for name in PLACEHOLDERS}
GOOD = """\
templates:
  - id: thanks
    act: thanks
    sentences:
      - {en: "{agency} here.", fr: "Ici {agency}."}
"""


def test_there_are_enough_templates() -> None:
    """At least 20 templates, for every act of a conversation."""
    assert len(BANK.templates) >= 20
    assert {template.act for template in BANK.templates} >= {
        SpeechAct.CORRECTION,
        SpeechAct.ANSWER,
        SpeechAct.THANKS,
        SpeechAct.REDIRECT,
        SpeechAct.CLOSED,
    }


@pytest.mark.parametrize("template", BANK.templates, ids=lambda template: template.id)
def test_each_template_says_who_speaks_and_offers_the_other_language(template: Template) -> None:
    """The first sentence names the agency, the last one offers the other language.

    The wording of an official post stands under the agency's name, in both languages.
    """
    if template.post:
        assert "{agency}" in template.sentences[-1].fr
        return
    assert template.sentences[0].en == "{agency} here."
    assert template.sentences[0].fr == "Ici {agency}."
    assert template.sentences[-1].alone
    assert "en français" in template.render("en", **VALUES)
    assert "in English" in template.render("fr", **VALUES)


@pytest.mark.parametrize("template", BANK.templates, ids=lambda template: template.id)
def test_french_templates_follow_the_typography(template: Template) -> None:
    """The French of what we may publish has no fault of typography."""
    for sentence in template.sentences:
        if not sentence.alone:
            assert typography_faults(sentence.fr, "fr") == []


def test_a_template_is_chosen_by_act_and_topic() -> None:
    """The topic's own template first, else the general one; manual ones never."""
    by_topic = BANK.choose(SpeechAct.CORRECTION, "scams")
    general = BANK.choose(SpeechAct.CORRECTION, "interest")
    assert by_topic is not None
    assert general is not None
    assert (by_topic.id, general.id) == ("correction-scam", "correction")
    assert BANK.choose(SpeechAct.CLOSED) is None


def test_a_missing_value_is_named() -> None:
    """Rendering without a value names template and placeholder."""
    template = BANK.get("correction")
    assert template is not None
    with pytest.raises(TemplateGap, match="'correction' needs a value for 'statement'"):
        template.render("en", agency="A", source="S")
    with pytest.raises(TemplateGap, match="no text in 'de'"):
        template.render("de", **VALUES)


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("{agency} here.", "{agency} here {name}.", 5, "templates[0].sentences[0]"),
        (', fr: "Ici {agency}."', "", 5, "templates[0].sentences[0].fr"),
        ("Ici {agency}.", "Ici.", 5, "templates[0].sentences[0]"),
        ("Ici {agency}.", "Ici {agency.", 5, "templates[0].sentences[0]"),
        ("act: thanks", "act: shout", 3, "templates[0].act"),
        ("id: thanks", "id: thanks\n    colour: red", 3, "templates[0].colour"),
        ("Ici {agency}.", "Ici {agency} !", 5, "templates[0].sentences[0].fr"),
    ],
)
def test_a_fault_names_its_place(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    """Unknown and unequal placeholders, missing French and bad typography have a position."""
    path = tmp_path / "templates.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_templates(path)
    assert [(fault.line, fault.field) for fault in caught.value.faults] == [(line, field)]


def test_an_unknown_placeholder_is_named_with_the_known_ones(tmp_path: Path) -> None:
    """The fault lists what may be used, in both languages."""
    path = tmp_path / "templates.yaml"
    path.write_text(GOOD.replace("{agency}", "{name}"), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        load_templates(path)
    fault = caught.value.faults[0]
    assert fault.problem.en == "{name} is not a placeholder that this program fills in."
    assert "{agency}, {contact}, {official}, {policy}, {source}, {statement}" in fault.remedy.fr


def test_one_id_twice_is_a_fault(tmp_path: Path) -> None:
    """The second template of an id is refused, naming the first."""
    path = tmp_path / "templates.yaml"
    path.write_text(GOOD + GOOD.removeprefix("templates:\n"), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"already in use \(.*templates.yaml:2\)"):
        load_templates(path)


def test_an_empty_directory_is_a_fault(tmp_path: Path) -> None:
    """No file at all is no empty bank."""
    with pytest.raises(DocumentError, match="no YAML file"):
        load_templates(tmp_path)
