"""Errors of this package.

ResponderError
├── UnknownFact        nobody wrote a fact with that id
└── TemplateGap        a template was given no value for a placeholder, or lacks the language

Faults in files are `policies.errors.DocumentError`. "No match", "expired fact" and "no draft" are
results, not errors.
"""


class ResponderError(Exception):
    """Something of the responders package cannot go on."""


class UnknownFact(ResponderError, KeyError):  # reads better where it is raised
    """Nobody wrote a fact with that id."""


class TemplateGap(ResponderError):  # reads better where it is raised
    """A template was given no value for a placeholder, or lacks the language."""
