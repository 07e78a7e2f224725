"""What numbers count, in both languages: durations, money, shares, measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, and what of it makes the basic one of its kind."""

    name: str
    kind: str  # units of one kind can be turned into each other without loss, or none can
    factor: float = 1.0


def _table() -> Mapping[str, Mapping[str, Unit]]:
    rows = (
        ("second", "clock", 1, "second seconds sec", "seconde secondes sec"),
        ("minute", "clock", 60, "minute minutes min mins", "minute minutes min"),
        ("hour", "clock", 3600, "hour hours hr hrs h", "heure heures h"),
        ("day", "days", 1, "day days", "jour jours journee journees"),
        ("week", "days", 7, "week weeks", "semaine semaines"),
        ("month", "months", 1, "month months", "mois"),
        ("year", "months", 12, "year years yr yrs", "an ans annee annees"),
        ("decade", "months", 120, "decade decades", "decennie decennies"),
        ("century", "months", 1200, "century centuries", "siecle siecles"),
        ("percent", "percent", 1, "% percent", "% %% p.100 pourcent"),
        ("point", "point", 1, "point points", "point points"),
        ("cent", "money", 0.01, "cent cents ¢", "cent cents ¢ sou sous"),
        ("dollar", "money", 1, "dollar dollars $ cad usd", "dollar dollars $ cad usd"),
        ("euro", "euro", 1, "euro euros € eur", "euro euros € eur"),
        ("pound-money", "sterling", 1, "£", "£"),
        ("millimetre", "metric", 0.001,
         "mm millimetre millimetres millimeter millimeters", "mm millimetre millimetres"),
        ("centimetre", "metric", 0.01,
         "cm centimetre centimetres centimeter centimeters", "cm centimetre centimetres"),
        ("metre", "metric", 1, "m metre metres meter meters", "m metre metres"),
        ("kilometre", "metric", 1000,
         "km kilometre kilometres kilometer kilometers", "km kilometre kilometres"),
        ("inch", "imperial", 1, "inch inches in.", "pouce pouces po"),
        ("foot", "imperial", 12, "foot feet ft", "pied pieds pi"),
        ("yard", "imperial", 36, "yard yards yd", "verge verges"),
        ("mile", "imperial", 63360, "mile miles mi", "mille milles mile miles mi"),
        ("gram", "mass", 0.001, "g gram grams gramme", "g gramme grammes"),
        ("kilogram", "mass", 1,
         "kg kilo kilos kilogram kilograms", "kg kilo kilos kilogramme kilogrammes"),
        ("tonne", "mass", 1000, "tonne tonnes", "tonne tonnes t"),
        ("pound", "weight", 1, "pound pounds lb lbs", "livre livres lb"),
        ("ounce", "weight", 0.0625, "ounce ounces oz", "once onces"),
        ("litre", "volume", 1, "l litre litres liter liters", "l litre litres"),
        ("millilitre", "volume", 0.001, "ml millilitre millilitres", "ml millilitre millilitres"),
        ("gallon", "gallon", 1, "gallon gallons", "gallon gallons"),
        ("hectare", "area", 1, "ha hectare hectares", "ha hectare hectares"),
        ("acre", "acre", 1, "acre acres", "acre acres"),
        ("degree", "degree", 1, "° degree degrees °c °f", "° degre degres °c °f"),
        ("watt", "power", 1, "w watt watts", "w watt watts"),
        ("kilowatt", "power", 1e3, "kw kilowatt kilowatts", "kw kilowatt kilowatts"),
        ("megawatt", "power", 1e6, "mw megawatt megawatts", "mw megawatt megawatts"),
        ("byte", "data", 1e-6, "kb kilobyte kilobytes", "ko kilooctet kilooctets"),
        ("megabyte", "data", 1e-3, "mb megabyte megabytes", "mo megaoctet megaoctets"),
        ("gigabyte", "data", 1, "gb gigabyte gigabytes", "go gigaoctet gigaoctets"),
    )  # fmt: skip
    english: dict[str, Unit] = {}
    french: dict[str, Unit] = {}
    for name, kind, factor, in_english, in_french in rows:
        unit = Unit(name, kind, factor)
        english.update(dict.fromkeys(in_english.split(), unit))
        french.update(dict.fromkeys(in_french.split(), unit))
    return MappingProxyType({"en": english, "fr": french})


UNITS: Final = _table()
# letters that are units only where they stand at a number's side, and not the word that follows it
SHORT: Final = frozenset("m g l t h w pi po mi mo go ko sec min in. mille milles".split())
# words that may stand between a number and its unit
BETWEEN: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "en": frozenset(
            "business calendar working full consecutive more additional canadian us american"
            " square cubic extra straight whole school light sitting other long short first last"
            " fiscal clear solid further".split()
        ),
        "fr": frozenset(
            "de d' premiers premieres dernieres derniers autres bonnes longues petits prochaines"
            " prochains".split()
        ),
    }
)  # fmt: skip
