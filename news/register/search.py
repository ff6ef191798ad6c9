"""What the public register is narrowed by: words, kind, sector, place of any time, product, activity, standing."""

from dataclasses import dataclass

from django import forms
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils import timezone

from cooperatives.boundaries import Division, Units
from cooperatives.models import ActivityRecord, ActivityState, Kind, Organisation, Place, Product, Sector
from news.register.disclosed import in_register
from office.fields import matching
from office.forms import FoldedFilters
from office.text import alphabetical, search_key
from printing import dates

EVERY = ("", "tất cả")
PLACES_SHOWN, PLACES_READ = 20, 200
ENDED, ANY = "het", "tat-ca"
_PLACE_OF_KIND = {kind: place for place, kind in enumerate(Kind.values)}


@dataclass(frozen=True)
class Choice:
    """A place that was meant perhaps, and the address that chooses it."""

    label: str
    url: str


def named(organisations: QuerySet, text: str) -> QuerySet:
    """Those whose name or code holds each word of `text`, without regard to diacritics. One query more.

    The search key of the register also holds what the public may not ask by, so that it only gives the candidates.
    """
    words = search_key(text[:100]).split()[:8]
    if not words:
        return organisations
    candidates = matching(Organisation.objects.all(), text).order_by().values_list("pk", "name", "code")
    keys = ((key, search_key(name, code)) for key, name, code in candidates)
    return organisations.filter(pk__in=[key for key, held in keys if all(word in held for word in words)])


def in_order(organisations: QuerySet) -> list[int]:
    """Their keys, cooperatives first and then kind by kind, each by name as a dictionary has it. One query.

    Databases differ in how they order Vietnamese names, and most cannot.
    """
    rows = organisations.order_by().values_list("kind", "name", "pk")
    return [key for *_, key in sorted(rows, key=lambda row: (_PLACE_OF_KIND[row[0]], alphabetical(row[1]), row[2]))]


class RegisterForm(FoldedFilters, forms.Form):
    """What is asked of the register. `dia_ban` is the primary key of a place, `noi` the words it is looked up by."""

    q = forms.CharField(
        label="Tên hoặc mã",
        required=False,
        max_length=100,
        error_messages={"max_length": "Chỉ tìm được tối đa 100 ký tự: hãy bớt chữ rồi tìm lại."},
    )
    loai = forms.ChoiceField(label="Loại hình", required=False, choices=[EVERY, *Kind.choices])
    linh_vuc = forms.ChoiceField(label="Lĩnh vực", required=False, choices=[EVERY, *Sector.choices])
    noi = forms.CharField(
        label="Xã, huyện, tỉnh (tên cũ hoặc mới)",
        required=False,
        max_length=100,
        error_messages={"max_length": "Tên địa bàn dài quá 100 ký tự: hãy ghi ngắn hơn."},
    )
    san_pham = forms.CharField(
        label="Sản phẩm",
        required=False,
        max_length=100,
        error_messages={"max_length": "Tên sản phẩm dài quá 100 ký tự: hãy ghi ngắn hơn."},
    )
    hoat_dong = forms.ChoiceField(label="Hoạt động", required=False, choices=[EVERY, *ActivityState.choices])
    ton_tai = forms.ChoiceField(
        label="Pháp lý",
        required=False,
        choices=[("", "đang tồn tại"), (ENDED, "đã chấm dứt"), (ANY, "tất cả")],
    )
    dia_ban = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict):
        super().__init__(asked)
        self.place: Place | None = None
        self.places: list[Choice] = []
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "Không có lựa chọn “%(value)s”: hãy chọn lại trong danh sách."
        self.fields["noi"].widget.attrs["placeholder"] = "ví dụ: an ninh, quynh phu"

    @property
    def is_filtered(self) -> bool:
        """A place that was chosen is asked for too, though no field shows it."""
        return self.place is not None or super().is_filtered

    @property
    def without_place(self) -> str:
        """The address that asks for the same in all places."""
        return f"?{self._but('noi', 'dia_ban').urlencode()}"

    def clean(self) -> dict:
        """Look the place up: one query, none where no place is asked for."""
        asked = super().clean()
        if asked.get("noi"):
            self._look_up(asked["noi"])
        elif chosen := asked.get("dia_ban"):
            known = chosen.isascii() and chosen.isdecimal()
            self.place = Place.objects.select_related("parent").filter(pk=chosen).first() if known else None
            if self.place is None:
                self.add_error("noi", "Địa bàn trong địa chỉ trang không còn: hãy ghi lại tên xã, huyện hoặc tỉnh.")
        return asked

    def _look_up(self, typed: str) -> None:
        found = list(Place.objects.search(typed).select_related("parent")[:PLACES_READ])
        phrase = f" {search_key(typed.partition(',')[0])} "
        found = [place for place in found if phrase in f" {place.search_key} "] or found
        if len(found) == 1:
            self.place = found[0]
        elif not found:
            self.add_error("noi", f"Không có địa bàn nào là “{typed}”: hãy kiểm tra lại tên hoặc mã.")
        else:
            self.places = [Choice(f"{place}{_days(place)}", self._choosing(place)) for place in found[:PLACES_SHOWN]]
            self.add_error("noi", f"“{typed}” có thể là nhiều nơi: hãy chọn một nơi bên dưới, hoặc ghi thêm tên huyện.")

    def _choosing(self, place: Place) -> str:
        query = self._but("noi")
        query["dia_ban"] = place.pk
        return f"?{query.urlencode()}"

    def _but(self, *names: str) -> QueryDict:
        """What was asked, from its first page, without these."""
        query = self.data.copy()
        for name in ("trang", *names):
            query.pop(name, None)
        return query

    def narrowed(self) -> QuerySet:
        """The organisations asked for. One query for words, two for a place, the rest within the one."""
        asked, today = self.cleaned_data, timezone.localdate()
        found = named(_standing(asked["ton_tai"]), asked["q"])
        for field, name in (("kind", "loai"), ("sector", "linh_vuc")):
            found = found.filter(**{field: asked[name]}) if asked[name] else found
        if asked["hoat_dong"]:
            holding = ActivityRecord.objects.holding(on=today).filter(state=asked["hoat_dong"])
            found = found.existing(today).filter(pk__in=holding.values("organisation"))
        if asked["san_pham"].strip():
            products = Product.objects.search(asked["san_pham"]).filter(organisation=OuterRef("pk"))
            found = found.filter(Exists(products)).annotate(product=Subquery(products.values("name")[:1]))
        if self.place:
            division = Division.around(self.place, today)
            found = found.filter(Units().lying_in(self.place.pk, division, on=today))
        return found


def _standing(asked: str) -> QuerySet:
    today = timezone.localdate()
    if asked == ANY:
        return in_register()
    return in_register().filter(ended_on__lte=today) if asked == ENDED else in_register().existing(today)


def _days(place: Place) -> str:
    """The code and the days of a place, to tell namesakes apart."""
    until = f"đến {dates.day(place.valid_to)}" if place.valid_to else ""
    since = f"từ {dates.day(place.valid_from)}" if place.valid_from else ""
    said = ", ".join(part for part in (place.code, since, until) if part)
    return f" ({said})" if said else ""
