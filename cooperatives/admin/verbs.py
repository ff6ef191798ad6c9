"""What can be recorded on an organisation's page, in the groups in which the page lists it."""

from django.utils import timezone

from cooperatives.forms import (
    AdmitForm,
    BankruptForm,
    ConsolidateForm,
    ConvertForm,
    DissolveForm,
    JoinUnionForm,
    LeaveForm,
    LeaveUnionForm,
    MergeForm,
    MoveForm,
    RenameForm,
    ResumeForm,
    SeparateForm,
    SplitForm,
    SuspendForm,
    UndoLastForm,
    VerifyActivityForm,
)
from cooperatives.models import COOPERATIVE_KINDS, Organisation
from office.verbs import Verb

FACTS, CHANGES = "Hoạt động thực tế và tham gia", "Thay đổi khi vẫn tồn tại"
REORGANISATIONS, ENDINGS, MISTAKES = "Tổ chức lại", "Chấm dứt", "Ghi nhầm"


def _lives(one: Organisation) -> bool:
    return one.ended_on is None


def _is_member(one: Organisation) -> bool:
    return one.memberships.filter(left_on__isnull=True).exists()


def _is_outside(one: Organisation) -> bool:
    return _lives(one) and not _is_member(one)


def _may_join_union(one: Organisation) -> bool:
    return _lives(one) and one.kind in COOPERATIVE_KINDS


def _is_in_union(one: Organisation) -> bool:
    return one.unions.filter(left_on__isnull=True).exists()


def _is_suspended(one: Organisation) -> bool:
    return _lives(one) and one.is_suspended(timezone.localdate())


def _works_in_law(one: Organisation) -> bool:
    return _lives(one) and not one.is_suspended(timezone.localdate())


def _has_life(one: Organisation) -> bool:
    return one.participations.exists()


VERBS = [
    Verb("xac-minh", "Xác minh hoạt động", VerifyActivityForm, _lives, group=FACTS, hint="thực tế có làm hay không"),
    Verb("ket-nap", "Kết nạp vào Liên minh", AdmitForm, _is_outside, group=FACTS),
    Verb("ra-khoi", "Ra khỏi Liên minh", LeaveForm, _is_member, group=FACTS),
    Verb("vao-lien-hiep", "Vào liên hiệp", JoinUnionForm, _may_join_union, group=FACTS),
    Verb("ra-lien-hiep", "Ra khỏi liên hiệp", LeaveUnionForm, _is_in_union, group=FACTS),
    Verb("doi-ten", "Đổi tên", RenameForm, _lives, group=CHANGES),
    Verb("chuyen-dia-ban", "Chuyển địa bàn", MoveForm, _lives, group=CHANGES, hint="dời trụ sở sang xã, phường khác"),
    Verb("tam-ngung", "Tạm ngừng", SuspendForm, _works_in_law, group=CHANGES, hint="theo quyết định, thông báo"),
    Verb("hoat-dong-lai", "Hoạt động lại", ResumeForm, _is_suspended, group=CHANGES),
    Verb("tach", "Tách", SeparateForm, _lives, group=REORGANISATIONS, hint="vẫn tồn tại, thêm tổ chức mới"),
    Verb("chia", "Chia", SplitForm, _lives, group=REORGANISATIONS, hint="chấm dứt, thành nhiều tổ chức mới"),
    Verb("hop-nhat", "Hợp nhất", ConsolidateForm, _lives, group=REORGANISATIONS, hint="cùng chấm dứt, thành một mới"),
    Verb("sap-nhap", "Sáp nhập", MergeForm, _lives, group=REORGANISATIONS, hint="vào một tổ chức vẫn tồn tại"),
    Verb("chuyen-doi", "Chuyển đổi", ConvertForm, _lives, group=REORGANISATIONS, hint="sang loại hình khác"),
    Verb("giai-the", "Giải thể", DissolveForm, _lives, group=ENDINGS),
    Verb("pha-san", "Phá sản", BankruptForm, _lives, group=ENDINGS),
    Verb("huy-su-kien", "Hủy sự kiện gần nhất", UndoLastForm, _has_life, group=MISTAKES),
]
