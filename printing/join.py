"""The child process that joins PDFs of ours into one: `python -m printing.join`, a JSON request in, a file written.

Joining holds every page of every piece at once: in a process of its own that memory is given back, and the worker
stays as small after a thousand sheets as after fifty.
"""

import json
import sys
from collections.abc import Iterable

from pypdf import PdfWriter

from printing.child import limit_resources

CPU_SECONDS = 300
MEMORY_BYTES = 2 * 1024**3
TOO_MUCH = 3  # the exit code of pieces that outgrew their memory


def join(pieces: Iterable[str], into: str) -> None:
    """Write the pages of the pieces, in their order, to one file; what the pieces share is kept once."""
    writer = PdfWriter()
    for piece in pieces:
        writer.append(piece)
    writer.compress_identical_objects()  # the picture and the fonts once, not once a piece
    writer.write(into)


def main() -> int:
    limit_resources(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    request = json.loads(sys.stdin.buffer.read())
    try:
        join(request["pieces"], request["into"])
    except MemoryError:
        return TOO_MUCH
    return 0


if __name__ == "__main__":
    sys.exit(main())
