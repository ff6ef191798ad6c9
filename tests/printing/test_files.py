"""Several files are written together or not at all."""

import os
from pathlib import Path

import pytest

from printing.files import FORMS, NotWritten, write_all


def test_a_document_is_given_out_as_pdf_word_and_excel():
    assert [(form.ending, form.label) for form in FORMS.values()] == [
        ("pdf", "PDF"),
        ("docx", "Word"),
        ("xlsx", "Excel"),
    ]


def test_all_files_are_written_and_nothing_else(tmp_path):
    (tmp_path / "a").write_bytes(b"before")

    write_all({tmp_path / "a": b"one", tmp_path / "b": b"two"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"one", "b": b"two"}


def test_one_that_cannot_be_written_leaves_all_as_they_were(tmp_path):
    (tmp_path / "a").write_bytes(b"before")

    with pytest.raises(NotWritten, match=r"Không ghi được tệp .*thiếu/b nên chưa ghi tệp nào"):
        write_all({tmp_path / "a": b"one", tmp_path / "thiếu" / "b": b"two"})

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"before"}


def test_a_folder_or_a_device_is_never_replaced_by_a_file(tmp_path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path / "folder", tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(NotWritten):
            write_all({tmp_path / "a": b"one", path: b"two"})

    assert Path("/dev/null").is_char_device()
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "pipe"}
