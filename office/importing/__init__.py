"""Tables that people send: read, understood, checked whole, written whole, undone whole.

`resources.py` is the frame that every import goes through; `headers`, `columns`, `mapping` and `proposals` find out
what a file means; `rows`, `runs`, `traces` and `undo` are what it becomes; `forms`, `pages`, `uploads` and `workbooks`
are what its user sees.
"""

from office.importing.resources import (
    HEADER_LINE,
    CellError,
    ImportReport,
    Lookalike,
    Row,
    RowChange,
    TableResource,
    digest_of,
    run_import,
    template,
)

__all__ = [
    "HEADER_LINE",
    "CellError",
    "ImportReport",
    "Lookalike",
    "Row",
    "RowChange",
    "TableResource",
    "digest_of",
    "run_import",
    "template",
]
