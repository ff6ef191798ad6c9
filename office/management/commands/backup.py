import json as json_format
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from office.backups import BackupRefused, telling
from office.backups.making import Made, back_up

REFUSED = 1


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu và mọi tệp của cổng vào một tệp, kèm bảng kê để lệnh restore kiểm tra."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="TỆP", type=Path, help="tệp sẽ ghi, chưa có; ví dụ /sao-luu/2023-12-31.zip")
        parser.add_argument("--json", action="store_true", help="một tài liệu JSON")

    def handle(self, *, file: Path, json: bool, **options):
        try:
            made = back_up(file, connection=connection)
        except (BackupRefused, OSError, DatabaseError) as refused:
            raise CommandError(f"Chưa sao lưu. {telling.reason(refused)}", returncode=REFUSED) from refused
        for warning in made.warnings:
            self.stderr.write(f"Lưu ý: {warning}")
        self.stdout.write(_as_json(file, made) if json else f"Đã sao lưu vào {file}: {telling.extent(made.manifest)}.")


def _as_json(file: Path, made: Made) -> str:
    document = telling.document(file, made.manifest) | {
        "size": made.size,
        "warnings": [vars(warning) for warning in made.warnings],
    }
    return json_format.dumps(document, ensure_ascii=False, indent=1)
