"""How faults of facts are put: where it stands, what is wrong, and what to do."""

from dataclasses import dataclass

from policies.faults import FileFault
from policies.yamlfile import KeyPath, YamlFile
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES, Bilingual


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file."""

    file: YamlFile
    at: KeyPath = ()

    def below(self, *keys: str | int) -> "Place":
        """Return a place inside of this one."""
        return Place(self.file, (*self.at, *keys))

    @property
    def line(self) -> str:
        """The file and the line, for faults that name a second place."""
        return f"{self.file.path}:{self.file.position(self.at)[0]}"


def fault(place: Place, key: str, /, **values: object) -> FileFault:
    """Return a fault; `key` is below `factbank.fault`."""
    return _made(place, f"factbank.fault.{key}", values)


def older_fault(place: Place, key: str, /, **values: object) -> FileFault:
    """Return a fault; `key` is below `responders.facts`."""
    return _made(place, f"responders.facts.{key}", values)


def _made(place: Place, key: str, values: dict[str, object]) -> FileFault:
    line, column = place.file.position(place.at)
    return FileFault(
        file=place.file.path,
        line=line,
        column=column,
        field=field_path(place.at),
        problem=_words(f"{key}.problem", values),
        remedy=_words(f"{key}.remedy", values),
    )


def _words(key: str, values: dict[str, object]) -> Bilingual:
    told = {
        lang: catalog(lang)(
            key,
            **{
                name: value[lang] if isinstance(value, Bilingual) else value
                for name, value in values.items()
            },
        )
        for lang in OFFICIAL_LANGUAGES
    }
    return Bilingual(en=told["en"], fr=told["fr"])


def field_path(at: KeyPath) -> str:
    """Return a path as people write it: facts[0].statement.fr."""
    text = ""
    for part in at:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
