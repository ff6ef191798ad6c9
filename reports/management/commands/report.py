from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from printing.files import FORMS, NotWritten, write_all
from printing.numbers import NumberRefused
from printing.pdf import PdfFailed
from reports.writing import KINDS, NothingToReport, write_generated
from returns.models import Period, PeriodRefused

WRONG_USAGE = 2


class Command(BaseCommand):
    help = "In báo cáo hội nghị của một kỳ thành tệp PDF, Word, Excel; tệp nào không ghi được thì không ghi cả."

    def add_arguments(self, parser):
        parser.add_argument("period", metavar="KỲ", help="năm báo cáo, ví dụ 2023")
        parser.add_argument("--kind", choices=KINDS, default="year_end", help="loại báo cáo")
        parser.add_argument("--number", default="", help="số văn bản; để trống là bản dự thảo")
        for form in FORMS.values():
            parser.add_argument(f"--{form.ending}", metavar="TỆP", type=Path, help=f"tệp {form.label} sẽ ghi")

    def handle(self, *, period, kind, number, **options):
        paths = _paths(options)
        try:
            document = write_generated(kind, Period.objects.named(period), number=number).document
            made = {path: FORMS[ending].make(document) for ending, path in paths.items()}
            write_all(made)
        except (PeriodRefused, NumberRefused) as refused:
            raise CommandError(str(refused), returncode=WRONG_USAGE) from refused
        except (PdfFailed, NothingToReport, NotWritten) as failed:
            raise CommandError(str(failed)) from failed
        for path, content in made.items():
            self.stdout.write(f"Đã ghi {path} ({len(content) // 1024} kB).")


def _paths(options: dict) -> dict[str, Path]:
    """Where each form that is asked for goes. Raises CommandError where none is, or two go to one place."""
    paths = {ending: options[ending].resolve() for ending in FORMS if options.get(ending)}
    if not paths:
        asked = ", ".join(f"--{ending}" for ending in FORMS)
        raise CommandError(f"Hãy cho biết ít nhất một tệp để ghi: {asked}.", returncode=WRONG_USAGE)
    if len(set(paths.values())) < len(paths):
        raise CommandError("Mỗi dạng báo cáo phải ghi vào một tệp riêng.", returncode=WRONG_USAGE)
    return paths
