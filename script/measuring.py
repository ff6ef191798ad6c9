"""How script/bench measures and tells: every limit in one table, ratios of two ways measured in turn."""

import statistics
import time
from collections.abc import Callable, Sequence

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 7
LIMITS = {
    "figures": 8.0,
    "figures queries": 12,
    "home queries": 8,
    "dashboard, province": 1.5,
    "dashboard, nation": 2.0,
    "dashboard queries": 15,
    "members csv, postgresql": 2.5,
    "members csv, sqlite": 3.0,
    "members xlsx, postgresql": 3.5,
    "members xlsx, sqlite": 3.5,
    "members csv memory": 250,
    "members xlsx memory": 700,
    "members lock": 2.0,
    "members against import-export": 0.01,
    "lists": 2.0,
}
failures: list[str] = []


def tell(name: str, value: float, unit: str, spread: Sequence[float] = ()) -> None:
    """Print a measure beside its limit, and remember it as a failure when it is beyond."""
    limit = LIMITS[name]
    span = f" (từ {min(spread):.2f} đến {max(spread):.2f})" if spread else ""
    print(f"{name}: {value:.4g} {unit}{span}; giới hạn {limit}", flush=True)
    if value > limit:
        failures.append(f"{name}: {value:.4g} > {limit}")


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(work: Callable[[], object], base: Callable[[], object]) -> list[float]:
    """Ratios of work to base, measured in turn after a round that warms both up."""
    work(), base()
    return [seconds(work) / seconds(base) for _ in range(ROUNDS)]


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as caught:
        work()
    return len(caught)
