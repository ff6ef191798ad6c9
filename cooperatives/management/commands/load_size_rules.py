from django.core.management.base import BaseCommand

from cooperatives.size_loading import load_size_rules
from printing import numbers


class Command(BaseCommand):
    help = "Nạp tiêu chí quy mô đã biết của Nghị định 113/2024/NĐ-CP. Chạy lại không đổi gì."

    def handle(self, *args, **options):
        added = load_size_rules()
        self.stdout.write(f"Tiêu chí quy mô: thêm mới {numbers.counted(added)} dòng.")
