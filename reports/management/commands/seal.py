import json as json_format

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from office.models import User
from reports import report_workflow
from reports.models import Report, Seal
from reports.sealing.chain import ENDINGS
from returns.models import Period, PeriodRefused

REFUSED, WRONG_USAGE = 1, 2


class Command(BaseCommand):
    help = "Ban hành báo cáo đã duyệt của một kỳ: cấp số, in ba dạng tệp, ghi vào chuỗi bản ban hành."

    def add_arguments(self, parser):
        parser.add_argument("period", metavar="KỲ", help="năm báo cáo, ví dụ 2023")
        parser.add_argument("--kind", choices=Report.Kind.values, default=Report.Kind.YEAR_END, help="loại báo cáo")
        parser.add_argument(
            "--issuer", choices=Report.Issuer.values, default=Report.Issuer.OFFICE, help="nhân danh cơ quan nào"
        )
        parser.add_argument("--by", metavar="TÊN", help="tên đăng nhập của người ban hành; để trống: người đã duyệt")
        parser.add_argument("--json", action="store_true", help="một tài liệu JSON")

    def handle(self, *, period, kind, issuer, by, json: bool, **options):
        report = _approved(period, kind, issuer)
        user = _user(by) if by else report.approved_by
        try:
            seal = report_workflow.seal(report, by=user)
        except (PermissionDenied, ValidationError) as refused:
            said = getattr(refused, "messages", None) or [str(refused)]
            raise CommandError("\n".join(said), returncode=REFUSED) from refused
        self.stdout.write(json_format.dumps(_record(seal), ensure_ascii=False, indent=1) if json else _told(seal))


def _approved(code: str, kind: str, issuer: str) -> Report:
    """The newest edition of the report of a period, approved. Raises CommandError."""
    try:
        period = Period.objects.named(code)
    except PeriodRefused as refused:
        raise CommandError(str(refused), returncode=WRONG_USAGE) from refused
    where = {"period__code": period.code, "kind": kind, "issuer": issuer}
    report = Report.objects.newest_editions().filter(**where).select_related("period", "approved_by").first()
    named = str(Report(kind=kind, issuer=issuer, period=period))
    if report is None:
        raise CommandError(f"Chưa có “{named}”: hãy lập, trình và duyệt trước.", returncode=REFUSED)
    if report.state != Report.State.APPROVED:
        raise CommandError(
            f"“{named}” {report.get_state_display()}: chỉ báo cáo đã duyệt mới ban hành được.",
            returncode=REFUSED,
        )
    return report


def _user(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"Không có tài khoản “{username}”.", returncode=WRONG_USAGE)
    return user


def _record(seal: Seal) -> dict:
    return {
        "report": str(seal.report),
        "number": seal.report.number,
        "position": seal.position,
        "content_hash": seal.content_hash,
        "chain_hash": seal.chain_hash,
        "files": {ending: getattr(seal, f"{ending}_hash") for ending in ENDINGS},
    }


def _told(seal: Seal) -> str:
    return (
        f"Đã ban hành: {seal.report}, số {seal.report.number}.\n"
        f"Mã băm nội dung: {seal.content_hash}\nMã băm chuỗi: {seal.chain_hash}"
    )
