from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from printing.numbers import NumberRefused
from printing.pdf import PdfFailed
from reports.year_end import NothingToReport, year_end_pdf_bytes
from returns.models import Period, PeriodRefused

KINDS = {"year_end": year_end_pdf_bytes}
WRONG_USAGE = 2


class Command(BaseCommand):
    help = "In báo cáo hội nghị của một kỳ."

    def add_arguments(self, parser):
        parser.add_argument("period", metavar="KỲ", help="năm báo cáo, ví dụ 2023")
        parser.add_argument("--kind", choices=KINDS, default="year_end", help="loại báo cáo")
        parser.add_argument("--number", default="", help="số văn bản; để trống là bản dự thảo")
        parser.add_argument("--pdf", metavar="TỆP", type=Path, required=True, help="tệp PDF sẽ ghi")

    def handle(self, *, period, kind, number, pdf: Path, **options):
        try:
            document = KINDS[kind](Period.objects.named(period), number=number)
        except (PeriodRefused, NumberRefused) as refused:
            raise CommandError(str(refused), returncode=WRONG_USAGE) from refused
        except (PdfFailed, NothingToReport) as failed:
            raise CommandError(str(failed)) from failed
        try:
            pdf.write_bytes(document)
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {pdf}: hãy kiểm tra thư mục.") from error
        self.stdout.write(f"Đã ghi {pdf} ({len(document) // 1024} kB).")
