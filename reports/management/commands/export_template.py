from pathlib import Path

from django.core.management.base import BaseCommand

from office.importing import template
from reports.importing import KINDS


class Command(BaseCommand):
    help = "Ghi tệp mẫu để điền rồi nhập."

    def add_arguments(self, parser):
        parser.add_argument("kind", metavar="LOẠI", choices=KINDS, help=", ".join(KINDS))
        parser.add_argument("file", metavar="TỆP", type=Path, help="tệp .xlsx sẽ ghi")

    def handle(self, *, kind, file: Path, **options):
        file.write_bytes(template(KINDS[kind]))
        self.stdout.write(f"Đã ghi tệp mẫu {file}.")
