from django.core.management.base import BaseCommand
from django.db import transaction

from news.years.releases import keep_all


class Command(BaseCommand):
    help = "Lưu các bảng của những năm đã công bố mà chưa có bản lưu. Chạy một lần khi nâng cấp; chạy lại không đổi gì."

    @transaction.atomic
    def handle(self, **options):
        kept = keep_all()
        for release in kept:
            self.stdout.write(f"Đã lưu {release}.")
        if not kept:
            self.stdout.write("Mọi năm đã công bố đều có bản lưu.")
