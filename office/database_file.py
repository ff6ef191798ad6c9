"""A database in a file may be put in place of another while pages are served (a backup restored, the demo rebuilt).

Connections are kept from one request to the next, since opening one costs more than most pages: SQLite reads all of
its tables' definitions then. One that was opened on a file since replaced is given up before the next request.
"""

import os
import threading
from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

_opened = threading.local()


def same_file(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The middleware; it stands before all that asks the database."""

    def answered(request: HttpRequest) -> HttpResponse:
        if connection.vendor != "sqlite":
            return get_response(request)
        if connection.connection is not None and not connection.in_atomic_block and _opened_on() != _file():
            connection.close()
        response = get_response(request)
        if connection.connection is not None:
            _opened.on = _file()
        return response

    return answered


def _opened_on() -> tuple[int, int] | None:
    return getattr(_opened, "on", None)


def _file() -> tuple[int, int] | None:
    """Which file stands there now; None where there is none, as for a database in memory."""
    try:
        found = os.stat(connection.settings_dict["NAME"])
    except OSError:
        return None
    return found.st_dev, found.st_ino
