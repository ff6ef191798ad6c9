from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from news.demo.people import logins
from news.demo.province import OccupiedByOthers, build, occupied
from printing import numbers
from reports.figures import figures
from returns.models import Period

TOLD = (
    ("cooperatives", "HTX"),
    ("groups", "THT"),
    ("unions", "LHHTX"),
    ("members", "thành viên"),
    ("alliance_members", "thành viên Liên minh"),
)


class Command(BaseCommand):
    help = "Dựng tỉnh minh họa: tổ chức và người hư cấu, số tổng của Thái Bình 2020 - 2023. Chạy lại không đổi gì."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="không làm gì nếu đã có tổ chức hoặc cơ quan")
        parser.add_argument("--force", action="store_true", help="dựng cả khi PRODUCTION=true")
        parser.add_argument("--logins", action="store_true", help="chỉ in tên đăng nhập và mật khẩu thử")

    def handle(self, *, if_empty: bool, force: bool, logins: bool, **options):
        if logins:
            self._print_logins()
        elif not (if_empty and occupied()):
            self._build(force)

    def _print_logins(self) -> None:
        for username, password in [] if settings.PRODUCTION else logins():
            self.stdout.write(f"  {username:<12}{password}")

    def _build(self, force: bool) -> None:
        if settings.PRODUCTION and not force:
            raise CommandError("Đây là cổng đang dùng thật (PRODUCTION=true): không dựng dữ liệu minh họa.")
        try:
            built = build()
        except OccupiedByOthers as occupied_by_others:
            raise CommandError(str(occupied_by_others)) from occupied_by_others
        except ValidationError as refused:
            why = " ".join(refused.messages)
            raise CommandError(f"Chưa dựng được tỉnh minh họa nên không ghi gì: {why}") from refused
        self.stdout.write("Đã dựng tỉnh minh họa." if built else "Tỉnh minh họa đã có, không thay đổi gì.")
        for year in ("2020", "2023"):
            found = {figure.code: figure for figure in figures(Period.objects.named(year))}
            said = ", ".join(f"{numbers.counted(found[code].value)} {noun}" for code, noun in TOLD)
            self.stdout.write(f"  Cuối năm {year}: {said}")
