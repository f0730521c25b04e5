"""How far a batch is: counts, rate and time left."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from ingest.chunks import Outcome

_WINDOW_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Progress:
    """The state after one more source; `outcome` is what became of that source (None for the commit at the end).

    `rate` is sources per second over the last half minute, `seconds_left` None while it is not known.
    """

    total: int
    done: int
    read: int
    unchanged: int
    failed: int
    rate: float
    seconds_left: float | None
    outcome: Outcome | None


ProgressListener = Callable[[Progress], None]


class ProgressMeter:
    """Counts outcomes and tells a listener."""

    def __init__(
        self, total: int, listener: ProgressListener | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._total, self._listener, self._clock = total, listener, clock
        self._counts = {"read": 0, "unchanged": 0, "failed": 0}
        self._ticks: deque[tuple[float, int]] = deque([(clock(), 0)])

    def count(self, outcome: Outcome) -> None:
        """Count one source."""
        self._counts[outcome.status] += 1
        if self._listener is not None:
            self._listener(self._progress(outcome))

    def expect(self, more: int) -> None:
        """Say that more sources are to be read than was known."""
        self._total += more

    def _progress(self, outcome: Outcome | None) -> Progress:
        now, done = self._clock(), sum(self._counts.values())
        if now - self._ticks[-1][0] >= _WINDOW_SECONDS / 60:
            self._ticks.append((now, done))
        while len(self._ticks) > 1 and now - self._ticks[0][0] > _WINDOW_SECONDS:
            self._ticks.popleft()
        since, before = self._ticks[0]
        rate = (done - before) / (now - since) if now > since else 0.0
        left = (self._total - done) / rate if rate else None
        return Progress(total=self._total, done=done, rate=rate, seconds_left=left, outcome=outcome, **self._counts)
