"""Paper that strangers had a hand in: it reaches no address and no file, and hurts nobody.

Each defence is taken away once, in a process of its own, to see that what it holds off is there.
"""

import fcntl
import http.server
import io
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from printing.pdf import Effort, PdfFailed, render_pdf
from tests.printing.hostile_html import bombs, reaching

ROOT = Path(__file__).resolve().parents[2]
SECRET = "CANARY-7351"
FATAL = "colour profile"  # what cannot be had of these ends the document
WHOLE = "<!doctype html><html lang=vi><title>Thử</title>{}<p>Còn lại chữ này"


class Counting(http.server.BaseHTTPRequestHandler):
    """Counts who asks, and sends those on who ask for /away."""

    asked: list[str]
    timeout = 0.3  # seconds: some of them wait to be greeted first

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(302 if self.path == "/away" else 200)
        if self.path == "/away":
            self.send_header("Location", "/arrived")
        self.end_headers()
        self.wfile.write(SECRET.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def listener():
    """A server on this machine: its port, and what it was asked for."""
    asked = []
    server = http.server.HTTPServer(("127.0.0.1", 0), type("Listener", (Counting,), {"asked": asked}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def canary(tmp_path) -> Path:
    file = tmp_path / "canary.svg"
    file.write_text(f"<svg xmlns='http://www.w3.org/2000/svg' id='x'><text y='9'>{SECRET}</text></svg>")
    return file


def hostile(port: int, canary: Path) -> str:
    """Every way to ask for every form of an address, in one document."""
    addresses = (
        f"http://127.0.0.1:{port}/plain",
        f"http://localhost:{port}/name",
        f"http://0:{port}/nought",
        f"http://2130706433:{port}/number",
        f"http://0x7f000001:{port}/hexadecimal",
        f"http://[::ffff:127.0.0.1]:{port}/mapped",
        f"http://127.1:{port}/short",
        f"http://127.0.0.1:{port}/away",
        f"//127.0.0.1:{port}/without-scheme",
        f"ftp://127.0.0.1:{port}/ftp",
        canary.as_uri(),
        f"file://localhost{canary}",
        f"file://127.0.0.1{canary}",
        f"FILE:{canary}",
        os.path.relpath(canary, ROOT / "static"),
        f"css/../../../../../../../../../..{canary}",
        f"css/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e{canary}",
        "file:///etc/passwd",
        "file:///proc/self/environ",
        f"data:text/plain,{SECRET}",
        "jar:file:///etc/passwd!/",
        "javascript:1",
    )
    asked = (html for address in addresses for way, html in reaching(address).items() if way != FATAL)
    return WHOLE.format("".join(asked))


def shown(document: bytes) -> tuple[str, dict, bytes]:
    """The text, the attachments and all the bytes of a document, unpacked."""
    reader = PdfReader(io.BytesIO(document))
    objects = (reader.get_object(number) for number in range(1, int(reader.trailer["/Size"])))
    streams = [one.get_data() for one in objects if hasattr(one, "get_data") and one.get("/Subtype") != "/Image"]
    text = "".join(page.extract_text() for page in reader.pages)
    return text, dict(reader.attachments), document + b"".join(streams)


def test_no_way_of_asking_reaches_an_address_or_a_file(listener, canary):
    port, asked = listener

    text, attached, everything = shown(render_pdf(hostile(port, canary)))

    assert "Còn lại chữ này" in text
    assert (asked, attached) == ([], {})
    assert SECRET not in text
    assert SECRET.encode() not in everything
    assert b"root:" not in everything


def test_a_colour_profile_from_an_address_ends_the_document_in_words(listener):
    port, asked = listener

    with pytest.raises(PdfFailed, match="Không dựng được bản in"):
        render_pdf(WHOLE.format(reaching(f"http://127.0.0.1:{port}/x")[FATAL]))

    assert asked == []


def test_without_the_closed_fetcher_the_same_document_reaches_all_of_it(listener, canary):
    """What the test above holds off is there: sockets, redirects, attachments, the secret in a picture."""
    port, asked = listener
    done = subprocess.run(
        [sys.executable, "-c", OPEN], input=hostile(port, canary).encode(), cwd=ROOT, capture_output=True, check=True
    )

    text, attached, _ = shown(done.stdout)
    assert {"/plain", "/number", "/mapped", "/arrived"} <= set(asked)
    assert "passwd" in attached
    assert SECRET in text


OPEN = """
import sys
from weasyprint import HTML
html = HTML(string=sys.stdin.read(), base_url="static/")
sys.stdout.buffer.write(html.write_pdf())
"""

AT_ONCE = [name for name in bombs() if name.endswith("at once")]


@pytest.mark.parametrize("name", AT_ONCE)
def test_what_is_beyond_reason_is_known_before_it_is_laid_out(name):
    """None of these is near its limit of work, however slow the machine is."""
    with pytest.raises(PdfFailed, match="quá dài hoặc quá phức tạp"):
        render_pdf(WHOLE.format(bombs()[name]), effort=Effort(clock=300, processor=20))


@pytest.mark.parametrize("name", ["nested flex by class", "one word"])  # the others by script/bench paper-bombs
def test_what_is_not_known_before_ends_at_its_limit_and_the_server_goes_on(name):
    mine = os.getpid()

    with pytest.raises(PdfFailed, match=r"quá dài hoặc quá phức tạp|quá nhiều thời gian"):
        render_pdf(WHOLE.format(bombs()[name]), effort=Effort(processor=4))

    assert os.getpid() == mine
    assert render_pdf(WHOLE.format("")).startswith(b"%PDF-")


def test_without_its_limit_the_same_document_works_on():
    """Nested flex that is given no limit is still at it after twice the work the test above allows."""
    nothing = subprocess.DEVNULL
    child = subprocess.Popen(
        [sys.executable, "-c", OPEN], stdin=subprocess.PIPE, stdout=nothing, stderr=nothing, cwd=ROOT
    )
    try:
        child.stdin.write(WHOLE.format(bombs()["nested flex by class"]).encode())
        child.stdin.close()
        while worked(child.pid) < 8:
            assert child.poll() is None
            time.sleep(0.2)
    finally:
        child.kill()
        child.wait()


def worked(pid: int) -> float:
    """Seconds of the processor that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_whoever_waits_too_long_for_a_turn_is_told_so(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    with (tmp_path / "printing.lock").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        with pytest.raises(PdfFailed, match="đang in văn bản khác"):
            render_pdf(WHOLE.format(""), effort=Effort(patience=0.2))


def test_whoever_prints_gives_signs_of_life_and_stops_when_told_to():
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_pdf(WHOLE.format(bombs()["nested flex by class"]), effort=Effort(beat=stop))
