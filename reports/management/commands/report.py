from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from printing.files import FORMS, NotWritten, write_all
from printing.numbers import NumberRefused
from printing.pdf import PdfFailed
from reports.models import Report, Seal
from reports.sealing import files
from reports.writing import KINDS, NothingToReport, UnsuitedPeriod, kind_of, write, write_generated
from returns.models import Period, PeriodRefused

WRONG_USAGE = 2


class Command(BaseCommand):
    help = "In báo cáo hội nghị của một kỳ thành tệp PDF, Word, Excel; tệp nào không ghi được thì không ghi cả."

    def add_arguments(self, parser):
        parser.add_argument("period", metavar="KỲ", help="kỳ báo cáo: 2023, 2023-6T, 2023-9T, 2023-Q1, 2020..2025")
        parser.add_argument("--kind", choices=KINDS, default="", help="loại báo cáo; để trống thì theo kỳ")
        parser.add_argument(
            "--issuer", choices=Report.Issuer.values, default=Report.Issuer.OFFICE, help="nhân danh cơ quan, ban nào"
        )
        parser.add_argument("--number", default="", help="số văn bản; để trống là bản dự thảo")
        for form in FORMS.values():
            parser.add_argument(f"--{form.ending}", metavar="TỆP", type=Path, help=f"tệp {form.label} sẽ ghi")

    def handle(self, *, period, kind, issuer, number, **options):
        paths = _paths(options)
        try:
            made = _made(Period.objects.named(period), kind, issuer, number, paths)
            write_all(made)
        except (PeriodRefused, UnsuitedPeriod, NumberRefused) as refused:
            raise CommandError(str(refused), returncode=WRONG_USAGE) from refused
        except (PdfFailed, NothingToReport, NotWritten) as failed:
            raise CommandError(str(failed)) from failed
        for path, content in made.items():
            self.stdout.write(f"Đã ghi {path} ({len(content) // 1024} kB).")


def _made(period: Period, kind: str, issuer: str, number: str, paths: dict[str, Path]) -> dict[Path, bytes]:
    """The report in each form by where it goes: as it was edited where it was begun, as it was sealed once it is."""
    kind = kind or kind_of(period).name
    begun = Report.objects.newest_editions().filter(kind=kind, issuer=issuer, period__code=period.code).first()
    if begun and begun.state == Report.State.SEALED:
        return _sealed(begun, number, paths)
    written = write(begun, number=number) if begun else write_generated(kind, period, issuer=issuer, number=number)
    return {path: FORMS[ending].make(written.document) for ending, path in paths.items()}


def _sealed(report: Report, number: str, paths: dict[str, Path]) -> dict[Path, bytes]:
    """The very files that were sealed."""
    if number:
        raise CommandError(
            f"{report} đã ban hành, số {report.number} năm {report.number_year}: hãy bỏ --number.",
            returncode=WRONG_USAGE,
        )
    return {path: _content(report.seal, ending) for ending, path in paths.items()}


def _content(seal: Seal, ending: str) -> bytes:
    if not files.is_intact(seal, ending):
        raise CommandError(
            f"Tệp {FORMS[ending].label} không còn như khi ban hành nên không đưa ra: hãy chạy lệnh verify."
        )
    return files.content(str(getattr(seal, ending)))


def _paths(options: dict) -> dict[str, Path]:
    """Where each form that is asked for goes. Raises CommandError where none is, or two go to one place."""
    paths = {ending: options[ending].resolve() for ending in FORMS if options.get(ending)}
    if not paths:
        asked = ", ".join(f"--{ending}" for ending in FORMS)
        raise CommandError(f"Hãy cho biết ít nhất một tệp để ghi: {asked}.", returncode=WRONG_USAGE)
    if len(set(paths.values())) < len(paths):
        raise CommandError("Mỗi dạng báo cáo phải ghi vào một tệp riêng.", returncode=WRONG_USAGE)
    return paths
