import re
from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from news.workflow import MonthNotOver, count_month
from printing import numbers

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


class Command(BaseCommand):
    help = "Đếm tin, bài cổng đã đăng trong một tháng và ghi vào sổ hoạt động; chạy lại thì sửa đúng dòng ấy."

    def add_arguments(self, parser):
        parser.add_argument("month", nargs="?", metavar="THÁNG", help="ví dụ 2023-06; để trống là tháng trước")

    def handle(self, *, month, **options):
        first = self._first(month)
        try:
            items = count_month(first, by=None)
        except MonthNotOver as refused:
            raise CommandError(str(refused), returncode=1) from refused
        self.stdout.write(f"Tháng {first:%m/%Y}: {numbers.counted(items)} tin, bài.")

    def _first(self, typed: str | None) -> date:
        """The first day of the month asked for; of the last one that is over where none is."""
        if not typed:
            return (timezone.localdate().replace(day=1) - timedelta(1)).replace(day=1)
        if not (found := MONTH.fullmatch(typed)):
            raise CommandError(f"“{typed}” không phải tháng: hãy ghi năm-tháng, ví dụ 2023-06.", returncode=2)
        return date(int(found[1]), int(found[2]), 1)
