"""How script/bench measures and tells: every limit in one table, ratios of two ways measured in turn.

A way is a function of a path that says how many seconds its work took; each runs in a process of its own, so that its
memory is its own: python script/bench.py --way NAME PATH.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

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
    "bombs": 2.0,
    "intake": 3.0,
    "intake linear": 1.5,
    "intake memory": 400,
    "board queries": 6,
    "board": 30.0,
    "certificates": 0.5,
    "certificates memory": 450,  # of the worker and of the child that joins
    "certificates memory growth": 1.5,
    "report": 0.5,
    "report memory": 1024,
    "annex": 0.6,
    "annex memory": 1024,
    "annex linear": 4.6,
    "paper bombs": 35.0,
    "verify": 4.0,
    "verify seconds": 10.0,
    "verify missed": 0,
    "article": 4.0,
    "article kept": 1.43,  # 0.7 of its requests in the same time
    "article 304": 1.43,
    "article queries": 6,
    "search": 0.1,
    "searches": 500.0,
}
WAYS: dict[str, Callable[[Path], float]] = {}
failures: list[str] = []


def tell(name: str, value: float, unit: str, spread: Sequence[float] = ()) -> None:
    """Print a measure beside its limit, and remember it as a failure when it is beyond."""
    limit = LIMITS[name]
    span = f" (từ {min(spread):.2f} đến {max(spread):.2f})" if spread else ""
    print(f"{name}: {value:.4g} {unit}{span}; giới hạn {limit}", flush=True)
    if value > limit:
        failures.append(f"{name}: {value:.4g} > {limit}")


def say(name: str, value: float, unit: str, spread: Sequence[float]) -> None:
    """Print a measure that has no limit of its own."""
    print(f"{name}: {value:.4g} {unit} (từ {min(spread):.2f} đến {max(spread):.2f})", flush=True)


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


def run_way(name: str, path: str) -> None:
    """In the child: say how long it took (seconds) and the most memory this and its own children held (MB)."""
    took = WAYS[name](Path(path))
    held = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(took, sum(held) / 1024)  # both live at once while a workbook is read


def way(name: str, path: Path) -> tuple[float, float]:
    """Seconds and MB of one way."""
    script = Path(__file__).with_name("bench.py")
    done = subprocess.run(
        [sys.executable, str(script), "--way", name, str(path)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    took, held = map(float, done.stdout.split())
    return took, held


def environment() -> dict[str, str]:
    """That of a child that works on the scratch database."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return os.environ | {"DATABASE_URL": f"sqlite:///{told['NAME']}"}
    address = f"{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}"
    return os.environ | {"DATABASE_URL": f"postgres://{address}/{told['NAME']}"}


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as caught:
        work()
    return len(caught)
