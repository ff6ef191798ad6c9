"""The columns of the register of members, as files have them."""

from django.core.exceptions import ValidationError

from cooperatives.models import Member
from cooperatives.models.member import EARLIEST_BIRTH, not_in_the_future
from office.importing import TableResource
from office.importing.columns import Column, choice, line, number, past_day, text
from printing import numbers
from printing.sheet import Cell

PARTIES = {party.label: party for party in Member.Party} | {"hộ": Member.Party.HOUSEHOLD, "tổ chức": Member.Party.LEGAL}
KINDS = {kind.label: kind for kind in Member.Kind}
SEXES = {sex.label: sex for sex in Member.Sex}
MOST_CAPITAL = 10**15  # đồng


def birth_year(cell: Cell) -> int | None:
    """A year of birth: four digits, not before 1900, not yet to come."""
    value = numbers.parse_integer(cell)
    if value is None:
        return None
    if value < EARLIEST_BIRTH:
        raise ValueError(f"“{cell}” không phải năm sinh: hãy ghi đủ bốn chữ số của năm, từ {EARLIEST_BIRTH}.")
    try:
        not_in_the_future(value)
    except ValidationError as refusal:
        raise ValueError(refusal.message) from refusal
    return value


def _line(header: str, name: str, **more) -> Column:
    return Column(header, name, line(Member._meta.get_field(name)), **more)


def _choice(header: str, name: str, words: dict, labels, **more) -> Column:
    model_choices = dict(Member._meta.get_field(name).flatchoices)
    return Column(header, name, choice(header.lower(), words), show=model_choices.get, choices=tuple(labels), **more)


class MemberResource(TableResource):
    """Members by the code of their organisation and their own. Files of any length go in by members/taking.py."""

    kind = "members"
    guidance = (
        "Mỗi dòng một thành viên của một tổ chức. Cột có dấu * là bắt buộc; thứ tự cột tùy ý; không đổi tên cột.",
        "Mã HTX cùng Mã thành viên nhận ra thành viên: đã có trong sổ thì dòng ấy sửa, chưa có thì thêm.",
        "Ngày ghi ngày/tháng/năm: 01/02/1980 là ngày 1 tháng 2 năm 1980. Vốn góp ghi bằng đồng.",
        "Ô để trống giữ nguyên điều đã ghi trong sổ; nhập tệp không xóa gì. Không để dòng tổng cộng.",
        "Không ghi số căn cước, dân tộc hay ảnh giấy tờ: sổ này không giữ các thông tin ấy.",
    )

    organisation = Column(
        "Mã HTX",
        "organisation",
        text,
        required=True,
        help="Mã của tổ chức đã có trong sổ đăng ký, giữ cả số 0 ở đầu.",
        example="HTX0001",
    )
    code = _line("Mã thành viên", "code", required=True, help="Mã riêng trong tổ chức.", example="TV0001")
    name = _line("Họ tên", "name", required=True, example="Nguyễn Văn Ví Dụ")
    party = _choice("Đối tượng", "party", PARTIES, Member.Party.labels, example="cá nhân")
    membership = _choice("Loại thành viên", "kind", KINDS, Member.Kind.labels, example="chính thức")
    sex = _choice("Giới tính", "sex", SEXES, Member.Sex.labels, help="Để trống nếu không phải cá nhân.", example="nữ")
    birth_year = Column("Năm sinh", "birth_year", birth_year, kind="year", example=1975)
    capital = Column(
        "Vốn góp",
        "capital",
        number(numbers.parse_money, largest=MOST_CAPITAL),
        kind="money",
        help="đồng",
        example=2_000_000,
    )
    joined_on = Column("Ngày vào", "joined_on", past_day, kind="day", help="ngày/tháng/năm", example="13/02/2010")
    left_on = Column("Ngày ra", "left_on", past_day, kind="day", help="Sau ngày vào.")


FACTS = ("name", "party", "kind", "sex", "birth_year", "capital", "joined_on", "left_on")
"""What a file says of a member beside who it is."""


def header_of(attribute: str) -> str:
    """The header of the column that fills an attribute."""
    return next(column.header for column in MemberResource.columns() if column.attribute == attribute)
