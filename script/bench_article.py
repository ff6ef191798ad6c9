"""The part of script/bench about reading a post: what its page costs beside a view that does nothing.

article  gunicorn with two workers on loopback, 3,000 posts. An empty view of this portal and pages of posts are asked
         in turn by the same client over connections kept open: every post for the first time (its page is made), one
         post again (its page is kept), and one whose page the browser has (304)
"""

import contextlib
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.test import Client
from django.utils import timezone
from measuring import environment, queries, seconds, tell

from news.models import Article, Category

POSTS, ROUNDS, ASKED = 3_000, 9, 50  # posts; turns; requests of each kind in a turn
PATIENCE = 120  # seconds for gunicorn to begin on a busy machine
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"}
EMPTY = "/do-luong/rong/"


def bench_article() -> None:
    _fill()
    with _served() as port:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        line.connect()
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        asked = iter(range(POSTS))
        tag = _ask(line, _address(0))
        ways = {
            "made": lambda: _ask(line, _address(next(asked))),
            "kept": lambda: _ask(line, _address(0)),
            "304": lambda: _ask(line, _address(0), status=304, **{"If-None-Match": tag}),
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                times[name].append(_in_turn(way, lambda: _ask(line, EMPTY)))
    made, kept, known = (times[name] for name in ways)
    tell("article", statistics.median(made), "× một trang rỗng, trang dựng lần đầu", made)
    tell("article kept", statistics.median(kept), "× một trang rỗng, trang đã dựng", kept)
    tell("article 304", statistics.median(known), "× một trang rỗng, trình duyệt đã có", known)
    tell("article queries", queries(lambda: Client().get(_address(1), headers={"host": "localhost"})), "truy vấn")


def _in_turn(way: Callable[[], object], empty: Callable[[], object]) -> float:
    """How many times as long `way` takes, by the middle of many asked in turn, so that what else runs counts little."""
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(ASKED):
        for times, work in zip(spent, (way, empty), strict=True):
            times.append(seconds(work))
    return statistics.median(spent[0]) / statistics.median(spent[1])


def _ask(line: http.client.HTTPConnection, address: str, *, status: int = 200, **headers: str) -> str:
    """Ask for a page and return its ETag. Raises ValueError for another answer than `status`."""
    line.request("GET", address, headers=BROWSER | headers)
    answer = line.getresponse()
    answer.read()
    if answer.status != status:
        raise ValueError(f"{address}: {answer.status}")
    return answer.headers.get("ETag", "")


def _address(number: int) -> str:
    return f"/tin-tuc/bai-do-{number}/"


def _fill() -> None:
    columns = [Category.objects.create(name=f"Mục đo {number}", slug=f"muc-do-{number}") for number in range(8)]
    now, text = timezone.now(), "<p>Hợp tác xã của tỉnh kể chuyện một mùa vụ, từ gieo hạt đến bán hàng.</p>" * 12
    Article.objects.bulk_create(
        Article(
            title=f"Chuyện một mùa vụ của hợp tác xã, kỳ {number}",
            slug=f"bai-do-{number}",
            category=columns[number % len(columns)],
            lead="Một đoạn mở đầu vừa phải, như người ta vẫn viết ở đầu bài. " * 3,
            body=text,
            author="Người viết thử",
            status=Article.Status.PUBLISHED,
            published_at=now - timedelta(hours=number + 1),
        )
        for number in range(POSTS)
    )


@contextlib.contextmanager
def _served() -> Iterator[int]:
    """Serve the scratch database on a free port; the server, which has nothing to lose, ends with the measure."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "bench_article_site:application", "--workers", "2", "--threads", "4"]
    server = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "warning", "--no-control-socket"],
        env=environment() | {"PYTHONPATH": os.pathsep.join(sys.path[:2])},
        start_new_session=True,
    )
    try:
        _await(port)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _await(port: int) -> None:
    """Wait until both workers have answered. Raises TimeoutError."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            for _ in range(20):
                line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
                _ask(line, "/tin-tuc/")
                line.close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("gunicorn did not begin to serve")


PARTS = {"article": bench_article}
