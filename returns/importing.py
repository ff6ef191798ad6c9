"""Importing returns: one row is what one organisation declared for one period, at one stage."""

from django.core.exceptions import ValidationError

from cooperatives.models import Organisation
from office.importing import Column, TableResource, choice, number, text
from printing.numbers import parse_decimal, parse_integer, parse_money
from printing.spreadsheet import Cell, Sheet
from returns.models import AnnualReturn, Period, Rating, Stage

STAGES = {stage.label: stage for stage in Stage}
RATINGS = {rating.label: rating for rating in Rating}


def _period_code(cell: Cell) -> str | None:
    typed = text(cell)
    return typed and Period.from_code(typed).code


def _people(header: str, attribute: str) -> Column:
    return Column(
        header, attribute, number(parse_integer), kind="integer", help="Số nguyên; để trống nếu chưa kê khai."
    )


def _money(header: str, attribute: str, *, signed: bool = False) -> Column:
    read = number(parse_money, signed=signed)
    return Column(header, attribute, read, kind="money", help="Số tiền bằng đồng; để trống nếu chưa kê khai.")


class ReturnResource(TableResource):
    """Returns by organisation, period and stage. Blank is not nought: a blank cell declares nothing."""

    kind = "returns"
    key = ("Mã", "Kỳ", "Giai đoạn")
    guidance = (
        "Mỗi dòng là số liệu của một tổ chức trong một kỳ. Cột có dấu * là bắt buộc.",
        "Thứ tự cột tùy ý; không đổi tên cột.",
        "Tiền ghi bằng đồng. Số ghi 570286 hoặc 570.286; phần thập phân sau dấu phẩy: 66.807,55.",
        "Để trống là chưa kê khai, khác với số 0. Không để dòng tổng cộng.",
        "Kỳ: 2023 (năm), 2023-6T, 2023-9T, 2023-Q1. Giai đoạn để trống là chính thức.",
    )

    organisation = Column(
        "Mã",
        "organisation",
        text,
        show=lambda one: one.code,
        required=True,
        help="Mã của tổ chức trong sổ.",
        example="HTX0001",
    )
    period = Column("Kỳ", "period", _period_code, show=lambda period: period.code, required=True, example="2023")
    stage = Column(
        "Giai đoạn",
        "stage",
        choice("giai đoạn", STAGES),
        show=lambda stage: Stage(stage).label,
        choices=tuple(Stage.labels),
        example="chính thức",
    )
    members = _people("Thành viên", "members")
    regular_workers = _people("Lao động thường xuyên", "regular_workers")
    seasonal_workers = _people("Lao động thời vụ", "seasonal_workers")
    charter_capital = _money("Vốn điều lệ", "charter_capital")
    total_assets = _money("Tổng tài sản", "total_assets")
    revenue = _money("Doanh thu", "revenue")
    profit = _money("Lợi nhuận", "profit", signed=True)
    budget_contribution = _money("Nộp ngân sách", "budget_contribution")
    average_income = _money("Thu nhập bình quân (đồng/người/tháng)", "average_income")
    farmed_area = Column(
        "Diện tích canh tác (ha)", "farmed_area", number(parse_decimal), kind="decimal", help="Tối đa 2 số lẻ: 12,5."
    )
    rating = Column(
        "Xếp loại",
        "rating",
        choice("xếp loại", RATINGS),
        show=lambda rating: Rating(rating).label,
        choices=tuple(Rating.labels),
    )
    deposits = _money("Vốn huy động", "deposits")
    loans_outstanding = _money("Dư nợ", "loans_outstanding")
    bad_debt = _money("Nợ xấu", "bad_debt")

    def prepare(self, sheet: Sheet) -> None:
        self._organisations = {one.code: one for one in Organisation.objects.all()}
        self._periods = {period.code: period for period in Period.objects.all()}
        returns = AnnualReturn.objects.select_related("organisation", "period")
        self._stored = {(one.organisation.code, one.period.code, one.stage): one for one in returns}

    def for_export(self, queryset):
        return queryset.select_related("organisation", "period")

    def get_instance(self, instance_loader, row):
        """The stored return of that organisation, period and stage; what cannot be read names none."""
        try:
            stage = self.fields["stage"].widget.read(row.get("Giai đoạn")) or Stage.OFFICIAL
            return self._stored.get((text(row["Mã"]), _period_code(row["Kỳ"]), stage))
        except ValueError:
            return None

    def init_instance(self, row=None):
        return AnnualReturn(stage=Stage.OFFICIAL)

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """Organisations and periods are those looked up; a new period is made with the calendar's days."""
        if field.column_name == "Mã":
            instance.organisation = self._organisation(field.clean(row))
        elif field.column_name == "Kỳ":
            instance.period = self._period(field.clean(row))
        else:
            super().import_field(field, instance, row, is_m2m, **kwargs)

    def _organisation(self, code: str) -> Organisation:
        if code not in self._organisations:
            near = [known for known in self._organisations if known.lstrip("0") == code.lstrip("0")]
            hint = f" Có phải là {near[0]}, đã mất số 0 ở đầu?" if near else ""
            raise ValueError(f"Không có tổ chức nào mang mã “{code}”.{hint} Hãy kiểm tra mã hoặc nhập tổ chức trước.")
        return self._organisations[code]

    def _period(self, code: str) -> Period:
        if code not in self._periods:
            period = Period.from_code(code)
            period._history_user = self.by
            period.save()
            self._periods[code] = period
        return self._periods[code]

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        if instance.organisation_id and instance.period_id:
            one, period = instance.organisation, instance.period
            if one.founded_on > period.end or (one.ended_on and one.ended_on <= period.start):
                errors.setdefault("period", []).append(f"{one} không tồn tại trong {period}: hãy kiểm tra mã và kỳ.")
        # Organisation and period were looked up, and with them whether the return is there: no need to ask again.
        try:
            instance.full_clean(exclude={*errors, "organisation", "period"}, validate_unique=False)
        except ValidationError as found:
            errors = found.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)
