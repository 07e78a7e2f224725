"""Rates, gaps and verdicts of a parity report as one language writes them."""

from bot.reports.page import language_name
from policies.parity import FEWEST, Comparison, Gap, Measure, Parity, Rate, Verdict
from translations.catalogs import Catalog
from translations.formats import format_number


class ParityWords:
    """Puts a parity report into the words of one language."""

    def __init__(self, t: Catalog, limit_points: float) -> None:
        self._t = t
        self._limit = limit_points

    def number(self, number: float, decimals: int = 0) -> str:
        """Return a number with so many decimals."""
        return format_number(number, self._t.lang, decimals=decimals)

    def percent(self, share: float, decimals: int = 1) -> str:
        """Return a share of 1 in percent."""
        space = "\u00a0" if self._t.lang == "fr" else ""
        return f"{self.number(100 * share, decimals)}{space}%"

    def rate(self, rate: Rate) -> str:
        """Return a rate in percent, a dash of nothing."""
        return self.percent(rate.share) if rate.whole else "—"

    def counts(self, rate: Rate) -> str:
        """Return how many of how many."""
        return self._t("parity.counts", part=self.number(rate.part), whole=self.number(rate.whole))

    def short(self, rate: Rate) -> str:
        """Return a rate with its counts on one line."""
        return f"{self.rate(rate)} ({self.counts(rate)})" if rate.whole else "—"

    def interval(self, rate: Rate) -> str:
        """Return where the rate lies, a dash of nothing."""
        low, high = (self.percent(end) for end in rate.interval)
        return self._t("parity.from_to", low=low, high=high) if rate.whole else "—"

    def gap(self, comparison: Comparison) -> str:
        """Return how far apart the rates are, and which is higher."""
        if not (comparison.english.whole and comparison.french.whole):
            return "—"
        points = round(comparison.gap.points, 1)
        side = "fr" if comparison.gap.difference < 0 else "en"
        key = f"parity.gap.{side}" if points else "parity.gap.none"
        return self._t.plural(key, points, points=self.number(points, 1))

    def gap_interval(self, gap: Gap) -> str:
        """Return where the gap lies, seen from the language whose rate is higher."""
        low, high = gap.interval if gap.difference >= 0 else (-gap.interval[1], -gap.interval[0])
        ends = (self.number(100 * end, 1).replace("-", "\u2212") for end in (low, high))
        return self._t("parity.from_to", **dict(zip(("low", "high"), ends, strict=True)))

    def verdict(self, verdict: Verdict) -> str:
        """Return in a word what a gap means."""
        return self._t(f"parity.verdict.{verdict}")

    def meaning(self, verdict: Verdict) -> str:
        """Return in a sentence what a gap means."""
        limit = FEWEST if verdict is Verdict.FEW else self._limit
        return self._t.plural(f"parity.meaning.{verdict}", limit, limit=self.points(limit))

    def measure(self, measure: Measure) -> str:
        """Return a measure's name."""
        return self._t(f"parity.measure.{measure}")

    def lang(self, code: str) -> str:
        """Return a language's name."""
        return language_name(code, self._t)

    def overall(self, found: Parity) -> str:
        """Return the verdict over everything that is judged."""
        judged = {one.verdict for one in found.comparisons if one.measure is not Measure.FLAGGED}
        first = (Verdict.APART, Verdict.FEW, Verdict.CHANCE, Verdict.ALIKE)  # what matters most
        worst = next(verdict for verdict in first if verdict in judged)
        return self._t.plural(
            f"parity.overall.{worst}", self._limit, limit=self.points(self._limit), fewest=FEWEST
        )

    def points(self, number: float) -> str:
        """Return a number of points, without decimals that say nothing."""
        return format_number(number if number % 1 else int(number), self._t.lang)
