"""Importing organisations: one row is an organisation with its life, its activity and its membership."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from cooperatives import workflow
from cooperatives.models import ActivityState, Kind, LifeEvent, Organisation, Participant, Sector
from cooperatives.place_names import PlaceNames
from office.importing import Column, TableResource, choice, digits, text
from printing.dates import parse_day
from printing.spreadsheet import Cell, Sheet

KINDS = {kind.short: kind for kind in Kind} | {kind.label: kind for kind in Kind}
SECTORS = {sector.label: sector for sector in Sector} | {
    "nông nghiệp": Sector.AGRICULTURE,
    "lâm nghiệp": Sector.AGRICULTURE,
    "thủy sản": Sector.AGRICULTURE,
    "diêm nghiệp": Sector.AGRICULTURE,
    "công nghiệp": Sector.INDUSTRY,
    "tiểu thủ công nghiệp": Sector.INDUSTRY,
    "xây dựng": Sector.INDUSTRY,
    "thương mại": Sector.SERVICES,
    "dịch vụ": Sector.SERVICES,
    "thương mại - dịch vụ": Sector.SERVICES,
    "vận tải": Sector.SERVICES,
    "tín dụng": Sector.FINANCE,
    "ngân hàng": Sector.FINANCE,
    "tài chính": Sector.FINANCE,
    "phi nông nghiệp": Sector.OTHER,
}
ACTIVITIES = {state.label: state for state in ActivityState} | {"ngừng hoạt động": ActivityState.CEASED}
ENDINGS = {LifeEvent.Kind(kind).label: kind for kind in workflow.ENDINGS}


@dataclass
class Life:
    """What a row says beyond the organisation itself; for a stored organisation, what the register says of it."""

    ended_on: date | None = None
    ending: str | None = None
    activity: str | None = None
    admitted_on: date | None = None
    left_on: date | None = None


def _not_in_future(cell: Cell) -> date | None:
    day = parse_day(cell)
    if day and day > timezone.localdate():
        raise ValueError(f"“{cell}” là ngày chưa đến: hãy kiểm tra lại năm.")
    return day


def _day(header: str, attribute: str, **more) -> Column:
    return Column(header, attribute, _not_in_future, kind="day", **more)


class OrganisationResource(TableResource):
    """Organisations by code. Events are recorded through the verbs of the register."""

    kind = "organisations"
    key = ("Mã",)
    guidance = (
        "Mỗi dòng một tổ chức. Cột có dấu * là bắt buộc. Thứ tự cột tùy ý; không đổi tên cột.",
        "Ngày ghi ngày/tháng/năm, ví dụ 01/02/1980 là ngày 1 tháng 2 năm 1980.",
        "Ô để trống không làm thay đổi điều đã ghi trong sổ. Không để dòng tổng cộng.",
        "Tình trạng hoạt động của tổ chức mới nhập được ghi từ ngày thành lập; thay đổi về sau được ghi từ ngày nhập.",
    )

    code = Column(
        "Mã",
        "code",
        text,
        required=True,
        help="Mã riêng của tổ chức; số 0 ở đầu là một phần của mã.",
        example="HTX0001",
    )
    name = Column("Tên", "name", text, required=True, example="HTX Nông nghiệp Mẫu")
    organisation_kind = Column(
        "Loại hình",
        "kind",
        choice("loại hình", KINDS),
        show=lambda kind: Kind(kind).short,
        required=True,
        choices=tuple(kind.short for kind in Kind),
        example="HTX",
    )
    sector = Column(
        "Lĩnh vực",
        "sector",
        choice("lĩnh vực", SECTORS),
        show=lambda sector: Sector(sector).label,
        choices=tuple(Sector.labels),
        help="Hoặc ghi: nông nghiệp, thủy sản, công nghiệp, xây dựng, thương mại, dịch vụ, tín dụng, phi nông nghiệp.",
        example=Sector.AGRICULTURE.label,
    )
    tax_code = Column(
        "Mã số thuế", "tax_code", digits("Mã số thuế", 10), help="10 chữ số, ghi dạng văn bản.", example="1099900016"
    )
    place = Column(
        "Xã/phường",
        "place",
        text,
        show=lambda place: place.full_name,
        help="Tên có cả cấp, kèm huyện hoặc tỉnh nếu trùng tên; hoặc mã năm chữ số.",
        example="Xã An Ninh, Huyện Quỳnh Phụ",
    )
    address = Column("Địa chỉ", "address", text)
    founded_on = _day("Ngày thành lập", "founded_on", required=True, example="13/02/1980")
    activity = Column(
        "Tình trạng hoạt động",
        "life__activity",
        choice("tình trạng hoạt động", ACTIVITIES),
        show=lambda state: ActivityState(state).label,
        choices=tuple(ActivityState.labels),
        example="đang hoạt động",
    )
    ended_on = _day("Ngày chấm dứt", "life__ended_on", help="Ghi cùng lý do chấm dứt.")
    ending = Column(
        "Lý do chấm dứt",
        "life__ending",
        choice("lý do chấm dứt", ENDINGS),
        show=lambda kind: LifeEvent.Kind(kind).label,
        choices=tuple(ENDINGS),
    )
    admitted_on = _day("Ngày kết nạp Liên minh", "life__admitted_on")
    left_on = _day("Ngày ra khỏi Liên minh", "life__left_on")
    representative = Column("Người đại diện", "representative", text)
    phone = Column("Điện thoại", "phone", digits("Số điện thoại", 10, 11), help="Ghi dạng văn bản để giữ số 0 ở đầu.")

    def prepare(self, sheet: Sheet) -> None:
        self._stored = {one.code: one for one in self.for_export(Organisation.objects.all())}
        self._shorn = {code.lstrip("0"): code for code in self._stored if code.startswith("0")}
        self._places = PlaceNames()
        self._births = {code: (one.kind, one.founded_on) for code, one in self._stored.items()}
        self._lives = {code: Life(**vars(one.life)) for code, one in self._stored.items()}

    def for_export(self, queryset):
        """The organisations with what the register says of their lives, in four queries."""
        ends = Participant.objects.filter(role=Participant.Role.ENDS).select_related("event")
        endings = {part.organisation_id: part.event.kind for part in ends}
        found = queryset.select_related("place__parent").prefetch_related("memberships", "activity_records")
        for one in found:
            member = max(one.memberships.all(), key=lambda stay: stay.admitted_on, default=None)
            latest = max(one.activity_records.all(), key=lambda record: record.since, default=None)
            one.life = Life(
                ended_on=one.ended_on,
                ending=endings.get(one.pk),
                activity=latest.state if latest else None,
                admitted_on=member.admitted_on if member else None,
                left_on=member.left_on if member else None,
            )
        return found

    def get_instance(self, instance_loader, row):
        return self._stored.get(text(row["Mã"]))

    def init_instance(self, row=None):
        organisation = Organisation()
        organisation.life = Life()
        return organisation

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """Communes are found by name here, where they have been looked up; codes that lost a nought are told."""
        if field.column_name == "Xã/phường" and field.column_name in row:
            if typed := text(row[field.column_name]):
                instance.place = self._places.find(typed)
            return
        if field.column_name == "Mã" and isinstance(row["Mã"], int) and str(row["Mã"]) in self._shorn:
            raise ValueError(
                f"Mã {row['Mã']} có thể đã mất số 0 ở đầu (trong sổ có {self._shorn[str(row['Mã'])]}): "
                "hãy định dạng ô là văn bản rồi gõ lại."
            )
        super().import_field(field, instance, row, is_m2m, **kwargs)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        for name, sentence in [*_contradictions(instance), *self._changes_of_the_past(instance)]:
            errors.setdefault(name, []).append(ValidationError(sentence))
        if instance.kind == Kind.CREDIT_FUND and not instance.sector:
            instance.sector = Sector.FINANCE
        super().validate_instance(instance, errors, validate_unique)

    def _changes_of_the_past(self, instance: Organisation):
        """Facts of the past are corrected on the organisation's own page, with a reason, not by a file."""
        if instance.code not in self._births:
            return
        kind, founded_on = self._births[instance.code]
        ended_on = self._lives[instance.code].ended_on
        page = "hãy kiểm tra tệp, hoặc sửa ở trang của tổ chức"
        if instance.kind != kind:
            yield "kind", f"Trong sổ là {Kind(kind).label}: một tổ chức không đổi loại hình, {page}."
        if instance.founded_on and instance.founded_on != founded_on:
            yield "founded_on", f"Trong sổ ghi thành lập ngày {founded_on:%d/%m/%Y}: {page}."
        if ended_on and instance.life.ended_on != ended_on:
            yield "life__ended_on", f"Trong sổ ghi chấm dứt ngày {ended_on:%d/%m/%Y}: {page}."

    def do_instance_save(self, instance, is_create):
        life, before = instance.life, self._lives.get(instance.code, Life())
        if is_create:
            workflow.found(instance, by=self.by)
        else:
            instance._history_user = self.by
            instance.save()
        if life.activity and life.activity != before.activity:
            since = instance.founded_on if is_create else timezone.localdate()
            workflow.verify_activity(instance, state=life.activity, since=since, by=self.by)
        self._follow_membership(instance, life, before)
        if life.ended_on and not before.ended_on:
            workflow.end(instance, kind=life.ending, on=life.ended_on, by=self.by)

    def _follow_membership(self, instance: Organisation, life: Life, before: Life) -> None:
        if life.admitted_on and life.admitted_on != before.admitted_on:
            membership = workflow.admit(instance, on=life.admitted_on, by=self.by)
        else:
            membership = instance.memberships.filter(left_on__isnull=True).first()
        if life.left_on and life.left_on != before.left_on and membership:
            workflow.leave(membership, on=life.left_on, by=self.by)


def _contradictions(instance: Organisation):
    """What a row says that cannot be: (attribute, sentence)."""
    life = instance.life
    if life.ended_on and not life.ending:
        yield "life__ending", "Có ngày chấm dứt mà chưa có lý do: hãy ghi lý do chấm dứt."
    if life.ending and not life.ended_on:
        yield "life__ended_on", "Có lý do chấm dứt mà chưa có ngày: hãy ghi ngày chấm dứt."
    if life.ended_on and instance.founded_on and life.ended_on <= instance.founded_on:
        yield "life__ended_on", f"Ngày chấm dứt phải sau ngày thành lập ({instance.founded_on:%d/%m/%Y})."
    if life.left_on and not life.admitted_on:
        yield "life__admitted_on", "Có ngày ra khỏi Liên minh mà chưa có ngày kết nạp: hãy ghi ngày kết nạp."
    elif life.left_on and life.left_on <= life.admitted_on:
        yield "life__left_on", "Ngày ra khỏi Liên minh phải sau ngày kết nạp."
    if life.admitted_on and instance.founded_on and life.admitted_on < instance.founded_on:
        yield "life__admitted_on", f"Ngày kết nạp không thể trước ngày thành lập ({instance.founded_on:%d/%m/%Y})."
