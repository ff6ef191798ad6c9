"""The child process that reads the text of a PDF: `python -m printing.unpack_pdf`, a line of JSON and the file.

Answers in one line of JSON: the text and how many pages of how many were read; or the sentence that refuses it.
"""

import io
import json
import sys

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from printing.child import leave_network, limit_resources
from printing.workbook_check import MEGABYTE

CPU_SECONDS = 30
MEMORY_BYTES = 1024 * MEGABYTE
OUTPUT_BYTES = 16 * MEGABYTE
TOO_MUCH = 3  # the exit code of a file that outgrew its memory
MAX_PAGES = 500
MAX_LETTERS = 500_000
_BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, NotImplementedError)


def main() -> int:
    limit_resources(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES, output_bytes=OUTPUT_BYTES)
    leave_network()
    name = json.loads(sys.stdin.buffer.readline())["name"]
    try:
        answer = read(sys.stdin.buffer.read(), name)
    except (MemoryError, RecursionError):
        return TOO_MUCH
    json.dump(answer, sys.stdout, ensure_ascii=True, separators=(",", ":"))
    return 0


def read(source: bytes, name: str) -> dict:
    """The text as its pages give it; what cannot be read of a page is left out."""
    try:
        reader = PdfReader(io.BytesIO(source), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"refused": f"Tệp {name} đặt mật khẩu nên không đọc được chữ: hãy tải bản không mật khẩu."}
        count = len(reader.pages)
    except _BROKEN:
        return {"refused": f"Tệp {name} bị hỏng hoặc không phải PDF: hãy mở thử rồi lưu lại thành PDF."}
    texts, letters = [], 0
    for number in range(min(count, MAX_PAGES)):
        texts.append(_text_of(reader, number))
        letters += len(texts[-1])
        if letters > MAX_LETTERS:
            break
    return {"text": "\n".join(texts)[:MAX_LETTERS], "pages": count, "read": len(texts)}


def _text_of(reader: PdfReader, number: int) -> str:
    try:
        return reader.pages[number].extract_text()
    except _BROKEN:
        return ""


if __name__ == "__main__":
    sys.exit(main())
