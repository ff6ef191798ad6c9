"""PDF signed with a certificate (PAdES B-B), and signatures checked, by a child process (printing/signatures.py)."""

import json
import logging
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from printing.child import run_child, start_child

SECONDS = 60
_MARK = b"/ByteRange"
_FAILED = "Không ký số được bản PDF: hãy báo quản trị viên."
log = logging.getLogger(__name__)


class SigningFailed(RuntimeError):
    """The PDF could not be signed; the message is a whole Vietnamese sentence."""


def signed(pdf: bytes, certificate: Path, password: str) -> bytes:
    """The PDF with a signature behind it, by the certificate and key of a PKCS#12 file. Raises SigningFailed."""
    try:
        key = certificate.read_bytes()
    except OSError as error:
        raise SigningFailed(f"Không đọc được tệp chứng thư số {certificate.name}: hãy báo quản trị viên.") from error
    request = {"sign": _text(pdf), "certificate": _text(key), "password": password}
    try:
        child = run_child("printing.signatures", json.dumps(request).encode(), timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise SigningFailed(_FAILED) from None
    if child.returncode or not child.stdout:
        log.error("No signature, exit %s: %s", child.returncode, child.stderr.decode(errors="replace")[-2000:])
        raise SigningFailed(_FAILED)
    answer = json.loads(child.stdout)
    if "refused" in answer:
        raise SigningFailed(answer["refused"])
    return b64decode(answer["pdf"])


def is_signed(pdf: bytes) -> bool:
    return _MARK in pdf


class SignatureReader:
    """Checks signatures one after the other, by one child, begun when the first is asked for."""

    def __init__(self):
        self._child: subprocess.Popen | None = None

    def fault(self, pdf: bytes) -> str:
        """What is wrong with the signature of a signed PDF, in words; "" where nothing is."""
        self._child = self._child or start_child("printing.signatures")
        try:
            self._child.stdin.write(json.dumps({"check": _text(pdf)}).encode() + b"\n")
            self._child.stdin.flush()
            return json.loads(self._child.stdout.readline())["fault"]
        except (BrokenPipeError, ValueError):
            self.close()
            return "không đọc được chữ ký"

    def close(self) -> None:
        if self._child:
            self._child.kill()
            self._child.communicate()
            self._child = None


@contextmanager
def signature_reader() -> Iterator[SignatureReader]:
    reader = SignatureReader()
    try:
        yield reader
    finally:
        reader.close()


def _text(content: bytes) -> str:
    return b64encode(content).decode()
