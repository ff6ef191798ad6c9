from django.core.management.base import BaseCommand, CommandError

from news.search import index
from printing import numbers


class Command(BaseCommand):
    help = "Lập lại mục tìm kiếm của mọi bản ghi; chạy lại không đổi gì. --check chỉ xem mục nào đã cũ."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="không ghi gì; kết thúc với mã 1 nếu có mục đã cũ")

    def handle(self, *, check: bool, **options):
        if not check:
            self.stdout.write(f"Đã cập nhật {numbers.counted(index.rebuild())} mục tìm kiếm.")
            return
        old = list(index.stale())
        for source, record in old:
            self.stdout.write(f"{source.label} số {record}: mục tìm kiếm đã cũ.")
        if old:
            raise CommandError(f"Có {numbers.counted(len(old))} mục đã cũ: hãy chạy rebuild_search.", returncode=1)
        self.stdout.write("Mọi mục tìm kiếm đều đúng.")
