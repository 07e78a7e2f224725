"""Everything that this package raises.

TranslationsError
├── CatalogError
│   ├── MissingMessage      the catalogs have no such key
│   └── CatalogFault        a catalog file cannot be used
├── NoEngine                nothing that can translate this pair is installed
├── EngineFault             an engine is there and failed
├── EncoderError
│   ├── EncoderMissing      the sentence encoder, or its weights, are not there
│   └── EncoderFault        its weights are not those that are known, or it failed
├── TermsError
│   └── GlossaryFaults      rows of a glossary cannot be used (translations/glossaryfile.py)
├── ExchangeFault           a file of a translation memory or glossary cannot be read
└── ModelError
    ├── BadPackage          a model package is not what it should be
    ├── ModelMissing        no such model is installed
    └── IndexUnreachable    the list of packages, or a package, could not be fetched
"""

from translations.values import Bilingual


class TranslationsError(Exception):
    """Something in the two-language part went wrong."""


class CatalogError(TranslationsError):
    """The wording for people cannot be had."""


class MissingMessage(CatalogError, KeyError):
    """The catalogs have no message with this key."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class CatalogFault(CatalogError):
    """A catalog file cannot be read or contradicts another."""


class TermsError(TranslationsError):
    """A glossary has faults, each with its place."""

    def render(self, lang: str) -> str:
        """Return what is wrong in "en" or "fr", a fault on a line."""
        raise NotImplementedError


class _Explained(TranslationsError):
    """An error that a person reads in either language; str() is the English text."""

    def __init__(self, explanation: Bilingual) -> None:
        super().__init__(explanation.en)
        self.explanation = explanation

    def render(self, lang: str) -> str:
        """Return the explanation in "en" or "fr"."""
        return self.explanation["fr" if lang == "fr" else "en"]


class NoEngine(_Explained):
    """No installed engine can translate this pair."""


class EngineFault(_Explained):
    """An installed engine failed."""


class EncoderError(_Explained):
    """Sentence vectors cannot be had: what needs them is off, the rest works."""


class EncoderMissing(EncoderError):
    """The sentence encoder, or its weights, are not there."""


class EncoderFault(EncoderError):
    """The weights are not those that are known, or the encoder failed."""


class ExchangeFault(_Explained):
    """A file of a translation memory or a glossary cannot be read: nothing was taken from it."""


class ModelError(_Explained):
    """A translation model cannot be listed, installed or used."""


class BadPackage(ModelError):
    """A model package is not what it should be; nothing was installed."""


class ModelMissing(ModelError):
    """No such model is installed."""


class IndexUnreachable(ModelError):
    """The list of packages, or a package, could not be fetched."""
