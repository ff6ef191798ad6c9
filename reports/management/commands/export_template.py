from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from office.importing import template
from reports.importing import resource_of

WRONG_USAGE = 2


class Command(BaseCommand):
    help = "Ghi tệp Excel mẫu để điền rồi nhập."

    def add_arguments(self, parser):
        parser.add_argument("kind", metavar="LOẠI")
        parser.add_argument("file", metavar="TỆP", type=Path, help="tệp .xlsx sẽ ghi")

    def handle(self, *, kind, file: Path, **options):
        content = template(resource_of(kind))
        try:
            file.write_bytes(content)
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {file}: hãy kiểm tra thư mục.", returncode=WRONG_USAGE) from error
        self.stdout.write(f"Đã ghi tệp mẫu {file}.")
