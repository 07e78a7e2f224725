"""A small policy that tests change."""

from pathlib import Path

BASE = """\
id: p
version: "1"
effective_from: 2026-01-01
name: {en: P, fr: P}
introduction: {en: I, fr: I}
appeal: {en: A, fr: A}
clauses:
- {id: c, title: {en: T, fr: T}, text: {en: X, fr: X}}
labels:
- {id: rude, clause: c, severity: 1, name: {en: Rude, fr: Impoli}}
effects:
  default: {rude: review}
rules:
- id: r
  label: rude
  when: insults > 0
  evidence: [insults]
  examples:
    match: {en: [You idiot], fr: [Espèce d'idiot]}
    no_match: {en: [Hello], fr: [Bonjour]}
must_pass: {en: [The minister is wrong.], fr: [Le ministre a tort.]}
"""


def write(folder: Path, text: str = BASE, name: str = "policy.yaml") -> Path:
    """Write a policy file and return its path."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def changed(*changes: tuple[str, str]) -> str:
    """Return the small policy with parts replaced; each part has to be there."""
    text = BASE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text
