"""What the tables of examples share: a pair read in both directions."""

from translations.checks import failed_checks
from translations.values import CANADA, Region

N = "\u00a0"


def failed_both_ways(en: str, fr: str) -> tuple[set[str], set[str]]:
    """Return what fails from English into French, and from French into English."""
    return into_french(en, fr), into_english(fr, en)


def into_french(en: str, fr: str, region: Region = CANADA) -> set[str]:
    """Return what fails of a French translation."""
    return set(failed_checks(en, fr, source_lang="en", target_lang="fr", region=region))


def into_english(fr: str, en: str) -> set[str]:
    """Return what fails of an English translation."""
    return set(failed_checks(fr, en, source_lang="fr", target_lang="en"))
