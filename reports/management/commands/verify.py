import json as json_format

from django.core.management.base import BaseCommand, CommandError

from printing import numbers
from reports.sealing.verify import Verified, verify

REFUSED = 1


class Command(BaseCommand):
    help = "Tính lại mã băm của mọi báo cáo đã ban hành, trong cơ sở dữ liệu và trên đĩa; nêu tên những gì đã khác."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="một tài liệu JSON")

    def handle(self, *, json: bool, **options):
        found = verify()
        self.stdout.write(_as_json(found) if json else _as_text(found))
        if found.differences:
            raise CommandError(f"Có {numbers.counted(len(found.differences))} chỗ khác.", returncode=REFUSED)


def _as_json(found: Verified) -> str:
    differences = [vars(each) for each in found.differences]
    return json_format.dumps({"seals": found.seals, "differences": differences}, ensure_ascii=False, indent=1)


def _as_text(found: Verified) -> str:
    lines = [f"{numbers.counted(found.seals)} bản ban hành."]
    if found.seals:
        lines.append(f"Mã băm cuối chuỗi: {found.head}")
    return "\n".join(lines + [str(each) for each in found.differences] + ["Nguyên vẹn."] * (not found.differences))
