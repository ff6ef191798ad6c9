import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from office.importing import ImportReport, run_import
from reports.importing import KINDS

REFUSED, WRONG_USAGE = 1, 2


class Command(BaseCommand):
    help = "Nhập một tệp Excel hoặc CSV: tất cả, hoặc không gì cả kèm mọi lỗi."

    def add_arguments(self, parser):
        parser.add_argument("kind", metavar="LOẠI", choices=KINDS, help=", ".join(KINDS))
        parser.add_argument("file", metavar="TỆP", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi")
        parser.add_argument("--json", action="store_true", help="một tài liệu JSON")

    def handle(self, *, kind, file: Path, dry_run, json: bool, **options):
        try:
            source = file.read_bytes()
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file}: {error.strerror}.", returncode=WRONG_USAGE) from error
        report = run_import(KINDS[kind], source, name=file.name, dry_run=dry_run, by=None)
        self.stdout.write(_as_json(report) if json else _as_text(report, dry_run=dry_run))
        if report.errors:
            raise SystemExit(REFUSED)


def _as_json(report: ImportReport) -> str:
    return json.dumps(asdict(report), ensure_ascii=False, indent=1)


def _as_text(report: ImportReport, *, dry_run: bool) -> str:
    lines = [f"Lưu ý: {warning}" for warning in report.warnings]
    if report.errors:
        lines.append(f"Không ghi gì: {len(report.errors)} lỗi trong {report.rows} dòng.")
        lines += [f"Dòng {each.row}, cột {each.column or '–'}: {each.message}" for each in report.errors]
    else:
        done = "Sẽ" if dry_run else "Đã"
        counts = f"thêm {report.created}, sửa {report.updated}, giữ nguyên {report.unchanged}"
        lines.append(f"{done} {counts} trong {report.rows} dòng.")
    return "\n".join(lines)
