import json as json_format
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from office.backups import BackupRefused, telling
from office.backups.restoring import Restored, restore

REFUSED, WRONG_USAGE = 1, 2


class Command(BaseCommand):
    help = "Khôi phục một bản sao lưu vào cổng trống: kiểm tra hết trước khi ghi, ghi xong kiểm tra lại."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="TỆP", type=Path, help="tệp do lệnh backup ghi ra")
        parser.add_argument("--json", action="store_true", help="một tài liệu JSON")

    def handle(self, *, file: Path, json: bool, **options):
        if not file.is_file():
            raise CommandError(f"Không có tệp {file}: hãy kiểm tra đường dẫn.", returncode=WRONG_USAGE)
        try:
            restored = restore(file, connection=connection)
        except (BackupRefused, OSError, DatabaseError) as refused:
            raise CommandError(f"Chưa khôi phục. {telling.reason(refused)}", returncode=REFUSED) from refused
        self.stdout.write(_as_json(file, restored) if json else _as_text(file, restored))


def _as_json(file: Path, restored: Restored) -> str:
    document = telling.document(file, restored.manifest) | {"pending_migrations": restored.pending, "warnings": []}
    return json_format.dumps(document, ensure_ascii=False, indent=1)


def _as_text(file: Path, restored: Restored) -> str:
    lines = [f"Đã khôi phục từ {file}: {telling.extent(restored.manifest)}; đã đếm và so lại, khớp bảng kê."]
    if restored.pending:
        lines.append("Mã đang cài mới hơn bản sao lưu: hãy chạy python manage.py migrate trước khi mở cổng.")
    lines.append("Sau đó chạy python manage.py verify, rồi mở lại máy chủ web và run_worker.")
    return "\n".join(lines)
