import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from office.importing import ImportReport
from printing import numbers
from reports.importing import import_file

REFUSED, WRONG_USAGE = 1, 2


class Command(BaseCommand):
    help = "Nhập một tệp Excel hoặc CSV: tất cả, hoặc không gì cả kèm mọi lỗi."

    def add_arguments(self, parser):
        parser.add_argument("kind", metavar="LOẠI")
        parser.add_argument("file", metavar="TỆP", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi")
        parser.add_argument("--json", action="store_true", help="một tài liệu JSON")

    def handle(self, *, kind, file: Path, dry_run, json: bool, **options):
        try:
            report = import_file(kind, file, dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file}: hãy kiểm tra đường dẫn.", returncode=WRONG_USAGE) from error
        self.stdout.write(_as_json(report) if json else _as_text(report, dry_run=dry_run))
        if report.errors:
            raise CommandError(
                f"Không ghi gì: tệp {file.name} có {numbers.counted(len(report.errors))} lỗi.", returncode=REFUSED
            )


def _as_json(report: ImportReport) -> str:
    return json.dumps(report.as_document(), ensure_ascii=False, indent=1)


def _as_text(report: ImportReport, *, dry_run: bool) -> str:
    lines = [f"Lưu ý: {warning}" for warning in report.warnings]
    for error in report.errors:
        place = f"Dòng {error.row}, cột {error.column}" if error.column else f"Dòng {error.row}"
        value = f" “{error.value}”" if error.value else ""
        lines.append(f"{place}{value}: {error.message}")
    if not report.errors:
        lines.append(f"{'Sẽ nhập' if dry_run else 'Đã nhập'} {report.summary}.")
    return "\n".join(lines)
