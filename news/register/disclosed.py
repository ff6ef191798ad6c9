"""What the public may know of an organisation, and of which ones, declared once: pages, search and open data take it.

A column of Organisation stands either here or among KEPT_BACK, each with the reason; a test asks for every new one.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from cooperatives.models import AllianceMembership, Kind, LifeEvent, Organisation, Participant, Sector
from cooperatives.standing import legal_words, real_words, with_standing
from news.register.seats import Seats

TEXT, OPTIONAL = {"type": "string"}, {"type": ["string", "null"]}
DAY = {"type": "string", "format": "date"}
OPTIONAL_DAY = {"type": ["string", "null"], "format": "date"}
_EVENT = LifeEvent.Kind


@dataclass(frozen=True)
class Fact:
    """One thing told of an organisation: its `key` and `schema` for programs, its `label` for readers, and `why` it may
    be told. `of` names the columns it is taken from. `tell` gives text, or None for what is not recorded."""

    key: str
    label: str
    why: str
    of: tuple[str, ...]
    schema: dict
    tell: Callable[[Organisation], str | None]


def _choice(values: list[str], *, optional: bool = False) -> dict:
    return {"type": ["string", "null"], "enum": [*values, None]} if optional else {"type": "string", "enum": values}


def in_register() -> QuerySet[Organisation]:
    """The organisations that the public is told of: all that were founded by today, those that have ended too."""
    return Organisation.objects.filter(founded_on__lte=timezone.localdate())


def has_public_seat(one: Organisation) -> bool:
    """Whether the address may be told: that of a legal person; that of a group is mostly somebody's home."""
    return one.kind != Kind.GROUP


def public_address(one: Organisation) -> str | None:
    return one.address or None if has_public_seat(one) else None


def _standing(one: Organisation) -> str:
    today = timezone.localdate()
    if one.ended_on and one.ended_on <= today:
        return "ended"
    return "suspended" if one.standing == _EVENT.SUSPENDED else "existing"


def standing_words(one: Organisation) -> str:
    """How it stands in law today: "đang tồn tại", "sáp nhập, chấm dứt 01/07/2024"."""
    words = legal_words(one, timezone.localdate())
    return f"{_EVENT(one.ended_by).label}, {words}" if one.ended_by and _standing(one) == "ended" else words


def activity_words(one: Organisation) -> str | None:
    """What it really does today: "đang hoạt động"; None of one that has ended and where nobody has recorded it."""
    return None if one.ended_on or not one.state else real_words(one)


_REGISTERED = "Nội dung đăng ký của tổ chức, ai cũng được biết"
_COUNTED = "Ngày pháp lý, căn cứ của số liệu đã công bố"
_BELONGS = "Danh sách thành viên Liên minh là công khai"

FACTS: tuple[Fact, ...] = (
    Fact("code", "Mã", "Để gọi đúng một tổ chức", ("code",), TEXT, lambda one: one.code),
    Fact("name", "Tên", _REGISTERED, ("name",), TEXT, lambda one: one.name),
    Fact("kind", "Loại hình (mã)", _REGISTERED, ("kind",), _choice(Kind.values), lambda one: one.kind),
    Fact("kind_label", "Loại hình", _REGISTERED, ("kind",), TEXT, lambda one: one.get_kind_display()),
    Fact(
        "sector",
        "Lĩnh vực (mã)",
        _REGISTERED,
        ("sector",),
        _choice(Sector.values, optional=True),
        lambda one: one.sector or None,
    ),
    Fact(
        "sector_label",
        "Lĩnh vực",
        _REGISTERED,
        ("sector",),
        OPTIONAL,
        lambda one: one.get_sector_display() or None,
    ),
    Fact(
        "address",
        "Địa chỉ",
        "Trụ sở của pháp nhân; của tổ hợp tác thì không nêu, vì thường là nhà riêng",
        ("address",),
        OPTIONAL,
        public_address,
    ),
    Fact("place", "Xã, phường lúc đăng ký", _REGISTERED, ("place",), OPTIONAL, lambda one: one.seat.registered),
    Fact("place_code", "Mã xã, phường lúc đăng ký", _REGISTERED, ("place",), OPTIONAL, lambda one: one.seat.code),
    Fact(
        "place_today",
        "Xã, phường hiện nay",
        _REGISTERED,
        ("place", "successor_place"),
        OPTIONAL,
        lambda one: one.seat.today,
    ),
    Fact(
        "place_today_code",
        "Mã xã, phường hiện nay",
        _REGISTERED,
        ("place", "successor_place"),
        OPTIONAL,
        lambda one: one.seat.today_code,
    ),
    Fact("founded_on", "Ngày thành lập", _COUNTED, ("founded_on",), DAY, lambda one: one.founded_on.isoformat()),
    Fact(
        "ended_on",
        "Ngày chấm dứt",
        _COUNTED,
        ("ended_on",),
        OPTIONAL_DAY,
        lambda one: one.ended_on and one.ended_on.isoformat(),
    ),
    Fact(
        "standing",
        "Tình trạng pháp lý (mã)",
        _COUNTED,
        ("ended_on",),
        _choice(["existing", "suspended", "ended"]),
        _standing,
    ),
    Fact("standing_label", "Tình trạng pháp lý", _COUNTED, ("ended_on",), TEXT, standing_words),
    Fact(
        "activity",
        "Hoạt động thực tế",
        "Để người tìm biết tổ chức có đang hoạt động; không nêu ai xác minh",
        (),
        OPTIONAL,
        activity_words,
    ),
    Fact(
        "member_since",
        "Thành viên Liên minh từ ngày",
        _BELONGS,
        (),
        OPTIONAL_DAY,
        lambda one: one.member_since and one.member_since.isoformat(),
    ),
)

KEPT_BACK = {
    "id": "Khóa của cơ sở dữ liệu, đổi khi chuyển máy; mã mới là tên gọi ổn định",
    "tax_code": "Của tổ hợp tác có thể là mã số thuế cá nhân",
    "representative": "Dữ liệu cá nhân",
    "phone": "Thường là số của một người: dữ liệu cá nhân",
    "officer": "Việc nội bộ của cơ quan",
    "search_key": "Ghép cả mã số thuế và tên người đại diện",
}
"""What stays inside, and why. Nobody finds an organisation by these on the public pages either."""


def disclosed(organisations: QuerySet) -> QuerySet:
    """Annotate what FACTS tell of each; the columns kept back are not even read."""
    today = timezone.localdate()
    ending = Participant.objects.filter(organisation=OuterRef("pk"), role=Participant.Role.ENDS)
    stay = AllianceMembership.objects.open(on=today).filter(organisation=OuterRef("pk"))
    return (
        with_standing(organisations, today)
        .annotate(
            ended_by=Subquery(ending.values("event__kind")[:1]),
            member_since=Subquery(stay.values("admitted_on")[:1]),
        )
        .select_related("place__parent", "successor_place__parent")
        .defer("tax_code", "representative", "phone", "officer", "search_key")
    )


def with_seats(organisations: QuerySet) -> list[Organisation]:
    """Read organisations (of `disclosed`) with where they are, then and now; one query more where units were merged."""
    found = list(organisations)
    seats = Seats.of(found)
    for one in found:
        one.seat = seats.seat(one)
    return found


def as_data(one: Organisation) -> dict[str, str | None]:
    """What programs read of an organisation (of `with_seats`)."""
    return {fact.key: fact.tell(one) for fact in FACTS}


SCHEMA = {
    "type": "object",
    "required": [fact.key for fact in FACTS],
    "properties": {fact.key: {**fact.schema, "description": fact.label} for fact in FACTS},
}
