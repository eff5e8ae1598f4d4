"""When a process that died is started again, and when that is given up (pure)."""

from __future__ import annotations

from dataclasses import dataclass, field

WINDOW = 60.0
LIMIT = 5
FIRST_GAP = 0.5


@dataclass
class Restarts:
    """The deaths of one process."""

    deaths: list[float] = field(default_factory=list)

    def gap_after_death(self, now: float) -> float | None:
        """Return the seconds to wait before the next start, doubled each time; None to give up."""
        self.deaths = [moment for moment in self.deaths if now - moment < WINDOW]
        self.deaths.append(now)
        if len(self.deaths) >= LIMIT:
            return None
        return float(FIRST_GAP * 2 ** (len(self.deaths) - 1))
