"""Which files a backup takes: all that records name, none that is only under way."""

import pytest
from django.apps import apps
from django.db.models import FileField

from office.backups import BackupRefused, private_files
from office.documents import PrivateStorage


@pytest.fixture
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    for path in ("documents/a/Giấy mời.pdf", "jobs/12ab", "stages/7.sqlite3", "printing.lock", "sealed/b/c.pdf.part"):
        (settings.PRIVATE_ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (settings.PRIVATE_ROOT / path).touch()
    return settings.PRIVATE_ROOT


def test_what_is_under_way_is_left_out(private):
    assert private_files.paths() == ["documents/a/Giấy mời.pdf", "jobs/12ab"]


def test_a_portal_without_a_folder_has_no_files(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "none"

    assert private_files.paths() == []
    private_files.check_empty()


def test_folders_begun_or_under_way_while_the_database_is_read_are_marked():
    before = ["sealed/whole/a.pdf", "sealed/half/b.pdf", "sealed/half/.under-way"]
    after = ["documents/new/c.pdf", "sealed/half/b.pdf", "sealed/new/d.pdf", "sealed/whole/a.pdf"]

    assert private_files.unsettled(before, after) == ["sealed/half/.under-way", "sealed/new/.under-way"]
    assert private_files.unsettled(after, before) == ["sealed/half/.under-way"]


def test_what_a_killed_restore_left_is_named(private):
    (private / ".restore-x").mkdir()
    (private / ".restore-x" / "database.dump").touch()

    with pytest.raises(BackupRefused, match=r"bị ngắt giữa chừng, còn để lại .*restore-x: hãy xóa"):
        private_files.check_empty()


def test_every_file_of_a_record_lies_where_a_backup_looks():
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, FileField) and not model._meta.label.startswith("django")
    ]

    assert len(fields) > 3
    assert [str(field) for field in fields if not isinstance(field.storage, PrivateStorage)] == []
