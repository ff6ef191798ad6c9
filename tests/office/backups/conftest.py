"""Portals of their own to back up and to restore into: a database cannot be replaced under the tests that use it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Portal:
    """A database, by its address, and a folder of files."""

    address: str
    name: str
    private: Path
    opened: list[BaseDatabaseWrapper]

    def run(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        environment = os.environ | {"DATABASE_URL": self.address, "PRIVATE_ROOT": str(self.private)}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            **options,
        )

    def connection(self) -> BaseDatabaseWrapper:
        told = {**connection.settings_dict, "NAME": self.name}
        self.opened.append(ConnectionHandler({"default": told})["default"])
        return self.opened[-1]


class Ground:
    """Gives out portals, and takes their databases away."""

    def __init__(self, folder: Path):
        self._folder, self._names, self._opened = folder, [], []

    def empty(self) -> Portal:
        """Without a table."""
        return self._portal(lambda name: self._serve(f'CREATE DATABASE "{name}"'))

    def migrated(self) -> Portal:
        """As this test's own database: every table."""

        def copy(name: str) -> None:
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM INTO %s", [name])
                return
            connection.close()
            self._serve(f'CREATE DATABASE "{name}" TEMPLATE "{connection.settings_dict["NAME"]}"')

        return self._portal(copy)

    def _portal(self, make) -> Portal:
        number = len(self._names)
        if connection.vendor == "sqlite":
            name = str(self._folder / f"{number}.sqlite3")
            address = f"sqlite:///{name}"
        else:
            told = connection.settings_dict
            name = f"{told['NAME']}_backup_{os.getpid()}_{self._folder.name}_{number}"[-63:]
            address = f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{name}"
        self._names.append(name)
        make(name)
        return Portal(address, name, self._folder / f"private{number}", self._opened)

    def _serve(self, sql: str) -> None:
        if connection.vendor == "sqlite":
            return
        told = connection.settings_dict
        parameters = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "password": told["PASSWORD"]}
        given = {name: value for name, value in parameters.items() if value}
        with psycopg.connect(dbname="postgres", autocommit=True, **given) as server:
            server.execute(sql)

    def clear(self) -> None:
        for own in self._opened:
            own.close()
        for name in self._names:
            self._serve(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="package")
def ground(tmp_path_factory, django_db_setup, django_db_blocker):
    ground = Ground(tmp_path_factory.mktemp("backups"))
    with django_db_blocker.unblock():
        yield ground
        ground.clear()
