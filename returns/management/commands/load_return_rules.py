from django.core.management.base import BaseCommand

from returns.rule_loading import load_return_rules


class Command(BaseCommand):
    help = "Nạp số thành viên tối thiểu theo luật và bộ tiêu chí xếp loại đã ban hành; không sửa dòng đã có."

    def handle(self, **options):
        self.stdout.write(f"Đã thêm {load_return_rules()} dòng.")
