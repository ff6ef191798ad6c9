"""PostgreSQL's own programs: whether they are there and new enough, and how they are told which database to open."""

import os
import re
import shutil
import subprocess

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.conninfo import make_conninfo

from office.backups import BackupRefused

_NOT_FOR_PROGRAMS = {"password", "cursor_factory", "context", "prepare_threshold"}


def checked(program: str, major: int) -> str:
    """Where a program is, at least of version `major`. Raises BackupRefused with the package to install."""
    path = shutil.which(program)
    if path is None:
        raise BackupRefused(
            f"Máy này không có {program}: hãy cài gói postgresql-client "
            "(apt-get install postgresql-client) rồi chạy lại."
        )
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\) (\d+)", told)
    version = int(found[1]) if found else 0
    if version < major:
        raise BackupRefused(
            f"{program} là bản {version}, máy chủ là PostgreSQL {major}: hãy cài gói postgresql-client-{major} "
            "(bản của máy chủ hoặc mới hơn) rồi chạy lại."
        )
    return path


def target_of(connection: BaseDatabaseWrapper) -> str:
    """The database as the programs are told on their command line, which everybody on the machine can read."""
    told = {name: value for name, value in connection.get_connection_params().items() if name not in _NOT_FOR_PROGRAMS}
    return make_conninfo(**told)


def environment(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """What the programs alone can read: the password."""
    password = connection.get_connection_params().get("password")
    return os.environ | {"LC_ALL": "C.UTF-8"} | ({"PGPASSWORD": password} if password else {})


def ended(program: str, said: bytes) -> str:
    """A sentence about a program that failed, with its own last words."""
    words = said.decode(errors="replace").strip()[-1000:] or "không nói lý do; có thể hết chỗ trên đĩa hoặc bị dừng"
    return f"{os.path.basename(program)} không làm được: {words}"
