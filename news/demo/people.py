"""The office of the demo, who signs for it, and who has an account. Their names say that they are invented."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from news.demo.recording import record
from office.models import Office, Signatory, User
from office.roles import sync_roles

PASSWORD = "hoptacxa-2023"
CHAIRMAN = "Nguyễn Minh Họa"
NOTICE = "Dữ liệu minh họa: tổ chức và người trong cổng này là hư cấu"

# User name, full name, role (as settings.ROLES names it; none for the administrator).
ACCOUNTS = (
    ("canbo", "Cán bộ minh họa", "Cán bộ"),
    ("lanhdao", "Lãnh đạo minh họa", "Lãnh đạo"),
    ("bientap", "Biên tập viên minh họa", "Biên tập viên"),
    ("quantri", "Quản trị viên minh họa", ""),
)
RECIPIENTS = (
    "Liên minh Hợp tác xã Việt Nam (để báo cáo)",
    "Thường trực Tỉnh ủy, HĐND, UBND tỉnh (để báo cáo)",
    "Thành viên Ban Chỉ đạo phát triển kinh tế tập thể tỉnh",
    "Ủy viên Ban Chấp hành, Ủy ban Kiểm tra",
    "Đại biểu dự hội nghị",
)


@dataclass(frozen=True)
class Cast:
    """Who enters what."""

    staff: User
    leader: User
    editor: User
    administrator: User


def make_cast() -> Cast:
    """Return the four accounts, those missing made; in production nobody can log in with the known password."""
    sync_roles()
    known = make_password(None if settings.PRODUCTION else PASSWORD)
    return Cast(*(_account(*account, password=known) for account in ACCOUNTS))


def _account(username: str, full_name: str, role: str, *, password: str) -> User:
    user, made = User.objects.get_or_create(
        username=username,
        defaults={"full_name": full_name, "is_staff": True, "is_superuser": not role, "password": password},
    )
    if made and role:
        user.groups.add(Group.objects.get(name=role))
    return user


def logins() -> list[tuple[str, str]]:
    """User names and the password of the accounts that are there."""
    present = set(
        User.objects.filter(username__in=[name for name, _, _ in ACCOUNTS]).values_list("username", flat=True)
    )
    return [(name, PASSWORD) for name, _, _ in ACCOUNTS if name in present]


def set_up_office(*, by: User) -> None:
    office = Office(
        name="Liên minh Hợp tác xã tỉnh Thái Bình",
        short_name="Liên minh HTX tỉnh Thái Bình",
        province_name="tỉnh Thái Bình",
        parent_line="LIÊN MINH HỢP TÁC XÃ VIỆT NAM",
        issuer_line="LIÊN MINH HỢP TÁC XÃ TỈNH THÁI BÌNH",
        document_symbol="LMHTX",
        place_name="Thái Bình",
        address="Số 1, phố Mẫu, thành phố Thái Bình",
        phone="0227 000 0000",
        email="lienminh@htx.example",
        responsible_person=f"{CHAIRMAN}, Chủ tịch (hư cấu)",
        recipients="\n".join(RECIPIENTS),
        permit="Giấy phép số 00/GP-TTĐT, Sở Văn hóa, Thể thao và Du lịch cấp ngày 02/01/2023 (hư cấu)",
        notice=NOTICE,
    )
    record([office], by=by)
    signatory = Signatory(
        full_name=CHAIRMAN, authority="TM. BAN THƯỜNG VỤ", post="CHỦ TỊCH", valid_from=date(2020, 1, 1)
    )
    record([signatory], by=by)
