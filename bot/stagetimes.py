"""How long each stage of the pipeline takes."""

import time
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class StageTimes:
    """Seconds spent in each stage, for the budget that `bench/` prints."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def lap(self, stage: str, since: float) -> float:
        """Add what passed since then to a stage; return the time now."""
        now = time.perf_counter()
        self.seconds[stage] += now - since
        return now
