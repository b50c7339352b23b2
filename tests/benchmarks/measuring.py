"""Measuring by turns: what is measured and its bare baseline alternate, so that a busy machine slows both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import Any

Work = Callable[[], object]
_SECONDS = 10.0  # from so many on a time is told in seconds


@dataclass(frozen=True)
class Row:
    """One ratio. `value` and `base` are seconds, unless `unit` says what else; `reach` is the largest ratio wanted."""

    name: str
    baseline: str
    value: float
    base: float
    reach: float
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.value / self.base

    @property
    def reached(self) -> bool:
        return self.ratio <= self.reach

    def figure(self, value: float) -> str:
        """A value for a person: milliseconds or seconds, or the unit that is named."""
        if self.unit != "s":
            return f"{value:,.1f} {self.unit}"
        return f"{value:,.2f} s" if value >= _SECONDS else f"{value * 1e3:,.2f} ms"

    def data(self) -> dict[str, Any]:
        """As the file of results holds it."""
        return {**asdict(self), "ratio": round(self.ratio, 3), "reached": self.reached}

    @classmethod
    def read(cls, data: dict[str, Any]) -> Row:
        """A row out of the file of results."""
        return cls(*(data[each.name] for each in fields(cls)))


def seconds(work: Work) -> float:
    """The time one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def by_turns(measured: Work, baseline: Work, times: int, *, warm_up: int = 1) -> tuple[list[float], list[float]]:
    """Times of both, one after the other; the first `warm_up` rounds are not counted."""
    values, bases = [], []
    for number in range(times + warm_up):
        value, base = seconds(measured), seconds(baseline)
        if number >= warm_up:
            values.append(value)
            bases.append(base)
    return values, bases


def median_row(name: str, baseline: str, times: tuple[list[float], list[float]], reach: float) -> Row:
    values, bases = times
    return Row(name, baseline, statistics.median(values), statistics.median(bases), reach)


def p95_row(name: str, baseline: str, times: tuple[list[float], list[float]], reach: float) -> Row:
    values, bases = times
    return Row(name, baseline, p95(values), p95(bases), reach)


def p95(times: list[float]) -> float:
    """The time that 95 of 100 calls do not exceed."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]
