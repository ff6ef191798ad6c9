"""Connections to a database in a file end when another file takes its place."""

from types import SimpleNamespace

from django.http import HttpResponse
from django.test import RequestFactory

from office import database_file


def test_a_connection_is_kept_until_its_file_is_replaced(tmp_path, monkeypatch):
    file, other = tmp_path / "csdl.sqlite3", tmp_path / "khac.sqlite3"
    file.touch()
    other.touch()
    closed: list[bool] = []
    opened = SimpleNamespace(
        vendor="sqlite",
        connection=object(),
        in_atomic_block=False,
        settings_dict={"NAME": str(file)},
        close=lambda: closed.append(True),
    )
    monkeypatch.setattr(database_file, "connection", opened)
    answered = database_file.same_file(lambda request: HttpResponse())

    def times_closed() -> int:
        closed.clear()
        answered(RequestFactory().get("/"))
        return len(closed)

    times_closed()
    assert times_closed() == 0
    other.replace(file)
    assert times_closed() == 1
    assert times_closed() == 0
