"""What the lists of organisations can be narrowed by."""

from dataclasses import dataclass
from datetime import date

from django.contrib import admin, messages
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from cooperatives.boundaries import FORMER_PROVINCES, Boundaries, Division
from cooperatives.models import ActivityRecord, ActivityState, Level, Organisation, Place
from cooperatives.standing import suspended
from cooperatives.worklist import GAPS
from office.text import search_key
from printing import dates

DAY = "ngay"
"""The parameter that asks a list of organisations of another day than today."""


def asked_day(request: HttpRequest) -> date:
    """The day a list is asked of. Raises DayRefused."""
    return dates.parse_day(request.GET.get(DAY)) or timezone.localdate()


class ExistenceFilter(admin.SimpleListFilter):
    """The legal status on the day that PlaceFilter asks of, which also tells of a wrong one."""

    title = "tình trạng pháp lý"
    parameter_name = "ton_tai"

    def lookups(self, request, model_admin):
        return [
            ("con", "đang tồn tại (kể cả tạm ngừng)"),
            ("tam-ngung", "trong đó: đang tạm ngừng"),
            ("het", "đã chấm dứt"),
        ]

    def queryset(self, request, queryset):
        try:
            day = asked_day(request)
        except dates.DayRefused:
            return queryset.none()
        if self.value() == "con":
            return queryset.existing(on=day)
        if self.value() == "tam-ngung":
            return queryset.filter(pk__in=suspended(on=day).values("pk"))
        return queryset.filter(ended_on__lte=day) if self.value() == "het" else queryset


class ActivityFilter(admin.SimpleListFilter):
    """What they really do on the day that PlaceFilter asks of: recorded apart from the legal status."""

    title = "hoạt động thực tế"
    parameter_name = "hoat_dong"
    UNRECORDED = "chua-ghi"

    def lookups(self, request, model_admin):
        return [*ActivityState.choices, (self.UNRECORDED, "chưa ghi")]

    def queryset(self, request, queryset):
        try:
            holding = ActivityRecord.objects.holding(on=asked_day(request))
        except dates.DayRefused:
            return queryset.none()
        if self.value() == self.UNRECORDED:
            return queryset.existing(on=asked_day(request)).exclude(pk__in=holding.values("organisation"))
        if self.value() is None:
            return queryset
        return queryset.filter(pk__in=holding.filter(state=self.value()).values("organisation"))


class OfficerFilter(admin.SimpleListFilter):
    """Those in one's own care, or in nobody's; asks nothing of its own. `path` leads to the organisation."""

    title = "cán bộ phụ trách"
    parameter_name = "phu_trach"
    path = ""

    def lookups(self, request, model_admin):
        return [("toi", "tôi phụ trách"), ("chua", "chưa phân công")]

    def queryset(self, request, queryset):
        wanted = {"toi": {f"{self.path}officer": request.user}, "chua": {f"{self.path}officer__isnull": True}}
        return queryset.filter(**wanted.get(self.value(), {}))


@dataclass(frozen=True)
class Choice:
    """A place that what was typed may mean, and the address that chooses it."""

    label: str
    url: str


class PlaceFilter(admin.ListFilter):
    """Organisations seated in a commune, district, province or former province, on a day, in boundaries of choice.

    The place is searched, not picked from thousands: what is typed and means several comes back as links. `chua-ghi`
    stands for no seat, `chua-ro` for a seat whose unit (of the level `cap`, or `tinh-cu`) cannot be told.
    """

    title = "địa bàn"
    template = "admin/place_filter.html"
    PLACE, TYPED, BOUNDARIES, LEVEL = "dia_ban", "tim_dia_ban", "dia_gioi", "cap"
    UNPLACED, UNTOLD, FORMER = "chua-ghi", "chua-ro", "tinh-cu"
    SHOWN, LOOKED_AT = 20, 200

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        for name in self.expected_parameters():
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]
        self._asked = request.GET
        self.boundary_choices = Boundaries.choices
        self.refusal, self.choices_found, self.place = "", [], None
        self.boundaries = Boundaries.THEN
        if self._asked.get(self.BOUNDARIES) in Boundaries.values:
            self.boundaries = Boundaries(self._asked[self.BOUNDARIES])
        self._look_up()

    def expected_parameters(self):
        return [self.PLACE, self.TYPED, DAY, self.BOUNDARIES, self.LEVEL]

    def has_output(self):
        return True

    def choices(self, changelist):
        return self.choices_found

    def queryset(self, request, queryset):
        if self.refusal:
            messages.warning(request, self.refusal)
            return queryset.none()
        day = asked_day(request)
        if self.place is not None:
            return queryset.in_place(self.place, on=day, boundaries=self.boundaries)
        if self.value == self.UNPLACED:
            return queryset.unplaced(on=day)
        return queryset.untold(self._division(day), on=day) if self.value == self.UNTOLD else queryset

    # What is asked

    @property
    def value(self) -> str:
        return self._asked.get(self.PLACE, "")

    @property
    def typed(self) -> str:
        return self._asked.get(self.TYPED, "").strip()

    @property
    def day(self) -> str:
        return self._asked.get(DAY, "")

    @property
    def chosen(self) -> str:
        """The choice that holds, in words; empty where there is none."""
        others = {self.UNPLACED: "chưa ghi địa bàn", self.UNTOLD: "chưa xác định được địa bàn"}
        return str(self.place) if self.place else others.get(self.value, "")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The other parameters of the list, which the form of this filter carries on."""
        own = {self.TYPED, DAY, self.BOUNDARIES, "p", "e"}
        return [(name, value) for name, values in self._asked.lists() if name not in own for value in values]

    @property
    def without(self) -> str:
        return self._address()

    def _division(self, day: date) -> Division:
        if self._asked.get(self.BOUNDARIES) == self.FORMER:
            return FORMER_PROVINCES
        level = self._asked.get(self.LEVEL)
        return Division(Level(level) if level in Level.values else Level.COMMUNE, self.boundaries.day(day))

    def _look_up(self) -> None:
        try:
            dates.parse_day(self.day)
        except dates.DayRefused as refused:
            self.refusal = str(refused)
        if self.typed:
            self._search()
        elif self.value and self.value not in (self.UNPLACED, self.UNTOLD):
            found = Place.objects.select_related("parent").filter(pk=self.value) if self.value.isdecimal() else []
            self.place = next(iter(found), None)
            if self.place is None:
                self.refusal = "Địa bàn trong địa chỉ trang không còn: hãy tìm lại trong bộ lọc “địa bàn”."

    def _search(self) -> None:
        found = list(Place.objects.search(self.typed).select_related("parent")[: self.LOOKED_AT])
        phrase = f" {search_key(self.typed.partition(',')[0])} "
        found = [place for place in found if phrase in f" {place.search_key} "] or found
        if len(found) == 1:
            self.place = found[0]
        elif not found:
            self.refusal = f"Không có địa bàn nào là “{self.typed}”: hãy kiểm tra lại tên hoặc mã."
        else:
            more = f"hơn {self.SHOWN}" if len(found) > self.SHOWN else len(found)
            self.refusal = f"“{self.typed}” có thể là {more} nơi: hãy chọn một nơi trong bộ lọc “địa bàn”."
            self.choices_found = [
                Choice(f"{place}{_span(place)}", self._address(place.pk)) for place in found[: self.SHOWN]
            ]

    def _address(self, place: int | None = None) -> str:
        query: QueryDict = self._asked.copy()
        for name in (self.TYPED, self.PLACE, self.LEVEL, "p", "e"):
            query.pop(name, None)
        if place is not None:
            query[self.PLACE] = place
        return f"?{query.urlencode()}"


def _span(place: Place) -> str:
    """The code and the days of a place, to tell namesakes apart."""
    until = f"đến {dates.day(place.valid_to)}" if place.valid_to else ""
    since = f"từ {dates.day(place.valid_from)}" if place.valid_from else ""
    said = ", ".join(part for part in (place.code, since, until) if part)
    return f" ({said})" if said else ""


class AllianceFilter(admin.SimpleListFilter):
    title = "thành viên Liên minh"
    parameter_name = "lien_minh"

    def lookups(self, request, model_admin):
        return [("co", "là thành viên"), ("khong", "không là thành viên")]

    def queryset(self, request, queryset):
        members = Organisation.objects.in_alliance(on=timezone.localdate()).values("pk")
        if self.value() == "co":
            return queryset.filter(pk__in=members)
        return queryset.exclude(pk__in=members) if self.value() == "khong" else queryset


class GapFilter(admin.SimpleListFilter):
    title = "việc chưa xong"
    parameter_name = "thieu"

    def lookups(self, request, model_admin):
        return [(name, gap.label) for name, gap in GAPS.items()]

    def queryset(self, request, queryset):
        gap = GAPS.get(self.value())
        return queryset.filter(gap.lacking(timezone.localdate())) if gap else queryset
