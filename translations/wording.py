"""A catalog message in both languages at once."""

from translations.catalogs import catalog
from translations.values import Bilingual


def bilingual(key: str, /, **values: object) -> Bilingual:
    """Return one message, filled in, in English and in French."""
    return Bilingual(en=catalog("en")(key, **values), fr=catalog("fr")(key, **values))
