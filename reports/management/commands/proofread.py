import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from printing.prose import ProseRefused, read_prose
from reports.proofreading.finding import Finding
from reports.proofreading.limits import TooLong, check_length
from reports.proofreading.proofreader import proofread
from returns.models import Period, PeriodRefused

REFUSED, WRONG_USAGE = 1, 2


class Command(BaseCommand):
    help = "Soát số trong một bài viết (.txt, .docx): tổng, tỷ lệ, bình quân, biến động, đơn vị, chỉ tiêu."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="TỆP", type=Path)
        parser.add_argument("--period", metavar="KỲ", help="đối chiếu với số liệu của kỳ: 2023, 2023-6T…")
        parser.add_argument("--json", action="store_true", help="một tài liệu JSON")

    def handle(self, *, file: Path, period, json: bool, **options):
        text, period = self._text(file), self._period(period)
        findings = proofread(text, period=period)
        self.stdout.write(_as_json(findings) if json else _as_text(findings))

    def _text(self, file: Path) -> str:
        try:
            text = read_prose(file.read_bytes(), name=file.name)
            check_length(text)
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {file}: hãy kiểm tra đường dẫn.", returncode=WRONG_USAGE) from error
        except (ProseRefused, TooLong) as refused:
            raise CommandError(str(refused), returncode=REFUSED) from refused
        return text

    def _period(self, code: str | None) -> Period | None:
        if code is None:
            return None
        try:
            return Period.objects.named(code)
        except PeriodRefused as refused:
            raise CommandError(str(refused), returncode=WRONG_USAGE) from refused


def _as_json(findings: list[Finding]) -> str:
    records = [
        {"line": each.line, "text": each.text, "kind": each.kind.value, "message": each.message} for each in findings
    ]
    return json.dumps(records, ensure_ascii=False, indent=1)


def _as_text(findings: list[Finding]) -> str:
    if not findings:
        return "Không thấy điều nghi vấn nào."
    return "\n".join(f"Dòng {each.line}: {each.kind.label}. {each.message}\n    {each.text}" for each in findings)
