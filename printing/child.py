"""Work on what strangers send, done in a child process with limits: what goes wrong there costs a sentence.

The parent starts `python -m <module>` with nothing of the portal's settings or secrets; the child bounds its own work,
memory and output and leaves the network before it touches its input.
"""

import ctypes
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_KEPT = ("PATH", "HOME", "LD_LIBRARY_PATH", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "TMPDIR")
_BEAT = 0.5  # seconds
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000  # CLONE_NEWNET and CLONE_NEWUSER of Linux


def run_child(module: str, request: bytes, *, timeout: float, stdout=subprocess.PIPE) -> subprocess.CompletedProcess:
    """Run a module on a request and return how it ended. Raises subprocess.TimeoutExpired after `timeout` seconds."""
    return subprocess.run(
        [sys.executable, "-m", module],
        input=request,
        stdout=stdout,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
        timeout=timeout,
        check=False,
    )


def watched_child(
    module: str, request: bytes, *arguments: str, timeout: float, beat: Callable[[], object]
) -> subprocess.CompletedProcess:
    """Run a module as run_child does, with a sign of life twice a second; what `beat` raises ends the child too."""
    command, until = [sys.executable, "-m", module, *arguments], time.monotonic() + timeout
    with tempfile.TemporaryFile() as asked:  # a pipe must be fed in one go, which leaves no time for signs of life
        asked.write(request)
        asked.seek(0)
        pipes = {"stdin": asked, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(command, **pipes, cwd=ROOT, env=environment()) as child:
            try:
                told, mistakes = _watched(child, until, beat)
            except BaseException:
                child.kill()
                raise
            return subprocess.CompletedProcess(command, child.returncode, told, mistakes)


def _watched(child: subprocess.Popen, until: float, beat: Callable[[], object]) -> tuple[bytes, bytes]:
    while True:
        left = until - time.monotonic()
        try:
            return child.communicate(timeout=max(0.0, min(_BEAT, left)))
        except subprocess.TimeoutExpired:
            if left <= 0:
                raise
            beat()


def start_child(module: str) -> subprocess.Popen:
    """Start a module that is asked and answers in turn; what it says of its mistakes goes nowhere."""
    return subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment(),
    )


def environment() -> dict[str, str]:
    """What a child is given of ours, and no secrets; the fixed epoch makes what it prints repeatable."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ} | {
        "SOURCE_DATE_EPOCH": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
    }


def limit_resources(*, cpu_seconds: int, memory_bytes: int, output_bytes: int | None = None) -> None:
    """Called by the child: beyond these it is ended, or its request for memory refused."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if output_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (output_bytes, output_bytes))


def leave_network() -> bool:
    """Called by the child: go where no address exists, and say whether the kernel allowed it."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    return unshare is not None and (unshare(_NEW_NETWORK) == 0 or unshare(_NEW_NETWORK | _NEW_USER) == 0)
