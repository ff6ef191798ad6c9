"""Importing organisations: one row is an organisation with its life, its real activity and its stay in the alliance."""

from collections.abc import Callable, Iterator
from functools import partial

from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from cooperatives import tax_code, workflow
from cooperatives.importing.codes import Codes, doubtful
from cooperatives.importing.contradictions import contradictions
from cooperatives.lives import Lives
from cooperatives.lookalikes import Lookalikes, Traits
from cooperatives.models import ActivityState, AllianceMembership, Kind, LifeEvent, Organisation, Place, Sector
from cooperatives.place_names import PlaceNames, PlaceRefused
from office.importing import Lookalike, Row, TableResource
from office.importing.columns import Column, choice, digits, line, past_day, telephone, text

KINDS = {kind.short: kind for kind in Kind} | {kind.label: kind for kind in Kind} | {"Liên hiệp HTX": Kind.UNION}
SECTORS = {
    "nông nghiệp": Sector.AGRICULTURE,
    "lâm nghiệp": Sector.AGRICULTURE,
    "thủy sản": Sector.AGRICULTURE,
    "diêm nghiệp": Sector.AGRICULTURE,
    "công nghiệp": Sector.INDUSTRY,
    "xây dựng": Sector.INDUSTRY,
    "tiểu thủ công nghiệp": Sector.INDUSTRY,
    "thương mại": Sector.SERVICES,
    "dịch vụ": Sector.SERVICES,
    "thương mại - dịch vụ": Sector.SERVICES,
    "vận tải": Sector.SERVICES,
    "tín dụng": Sector.FINANCE,
    "ngân hàng": Sector.FINANCE,
    "tài chính": Sector.FINANCE,
    "phi nông nghiệp": Sector.OTHER,
} | {sector.label: sector for sector in Sector}
STATES = {state.label: state for state in ActivityState} | {"ngừng hoạt động": ActivityState.CEASED}
ENDINGS = {LifeEvent.Kind(kind).label: kind for kind in workflow.ENDINGS}
EDITED = ("name", "sector", "tax_code", "place", "successor_place", "address", "representative", "phone")
"""What is simply put right; the rest of a life goes through the verbs of the register."""


Step = tuple[str, Callable[[], object]]  # the attribute a refusal is told at, and what to do


def _line(header: str, name: str, reading=text, **more) -> Column:
    return Column(header, name, line(Organisation._meta.get_field(name), reading), **more)


def _day(header: str, attribute: str, **more) -> Column:
    return Column(header, attribute, past_day, kind="day", **more)


class OrganisationResource(TableResource):
    """Organisations by code. New ones are entered many at once, known ones changed by the verbs of the register."""

    kind = "organisations"
    of_register = True
    guidance = (
        "Mỗi dòng một tổ chức. Cột có dấu * là bắt buộc; thứ tự cột tùy ý; không đổi tên cột.",
        "Mã nhận ra tổ chức: mã đã có trong sổ thì dòng ấy sửa tổ chức đó, mã chưa có thì thêm tổ chức mới.",
        "Ngày ghi ngày/tháng/năm: 01/02/1980 là ngày 1 tháng 2 năm 1980.",
        "Ô để trống giữ nguyên điều đã ghi trong sổ; nhập tệp không xóa gì. Không để dòng tổng cộng.",
        "Tình trạng hoạt động của tổ chức mới tính từ ngày thành lập; thay đổi về sau tính từ ngày nhập.",
        "Ngày và lý do chấm dứt luôn đi cùng nhau. Đơn vị tiếp nhận được ghi ở trang của tổ chức.",
    )
    also_called = {
        "Mã": ("Mã HTX", "Mã tổ chức", "Mã đơn vị", "Mã hợp tác xã"),
        "Tên": ("Tên HTX", "Tên hợp tác xã", "Tên tổ chức", "Tên đơn vị", "Tên tổ hợp tác", "Tên quỹ"),
        "Loại hình": ("Loại hình tổ chức", "Loại hình kinh tế tập thể"),
        "Lĩnh vực": ("Ngành nghề", "Lĩnh vực hoạt động", "Ngành nghề kinh doanh chính"),
        "Mã số thuế": ("MST", "Mã số doanh nghiệp"),
        "Xã/phường": ("Xã", "Xã, phường, thị trấn", "Địa bàn", "Đơn vị hành chính"),
        "Địa chỉ": ("Trụ sở", "Nơi đóng trụ sở", "Địa chỉ trụ sở chính"),
        "Ngày thành lập": ("Năm thành lập", "Ngày cấp giấy chứng nhận đăng ký"),
        "Tình trạng hoạt động": ("Tình trạng", "Hiện trạng"),
        "Người đại diện": ("Giám đốc", "Chủ tịch HĐQT", "Người đại diện theo pháp luật"),
        "Điện thoại": ("SĐT", "Số điện thoại", "ĐT liên hệ"),
    }

    code = _line("Mã", "code", required=True, help="Mã riêng của tổ chức, giữ cả số 0 ở đầu.", example="HTX0001")
    name = _line("Tên", "name", required=True, example="HTX Dịch vụ nông nghiệp Ví Dụ")
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
        help="Ghi được cả: nông nghiệp, thủy sản, công nghiệp, xây dựng, thương mại, dịch vụ, tín dụng…",
        example=Sector.AGRICULTURE.label,
    )
    tax_code = _line(
        "Mã số thuế", "tax_code", digits("Mã số thuế", 9, 12), help="10 hoặc 13 chữ số.", example="1099900016"
    )
    place = Column(
        "Xã/phường",
        "place",
        text,
        help="Tên xã kèm huyện (trước 01/7/2025) hoặc tỉnh nếu trùng tên; hoặc mã năm chữ số.",
        example="Xã An Ninh, Huyện Quỳnh Phụ",
    )
    address = _line("Địa chỉ", "address")
    founded_on = _day("Ngày thành lập", "founded_on", required=True, help="ngày/tháng/năm", example="13/02/1980")
    state = Column(
        "Tình trạng hoạt động",
        "state",
        choice("tình trạng hoạt động", STATES),
        show=lambda state: ActivityState(state).label,
        choices=tuple(ActivityState.labels),
        example=ActivityState.ACTIVE.label,
    )
    ended_on = _day("Ngày chấm dứt", "ended_on", help="Ghi cùng lý do chấm dứt.", example="31/12/2022")
    ending = Column(
        "Lý do chấm dứt",
        "ending",
        choice("lý do chấm dứt", ENDINGS),
        show=lambda kind: LifeEvent.Kind(kind).label,
        choices=tuple(ENDINGS),
        example=LifeEvent.Kind.DISSOLVED.label,
    )
    admitted_on = _day("Ngày kết nạp Liên minh", "admitted_on", example="01/7/2016")
    left_on = _day("Ngày ra khỏi Liên minh", "left_on")
    representative = _line("Người đại diện", "representative", example="Nguyễn Văn Ví Dụ")
    phone = _line(
        "Điện thoại", "phone", telephone, help="Định dạng ô là Văn bản để giữ số 0 ở đầu.", example="0227 3000 000"
    )
    successor_place = Column(
        "Xã/phường mới",
        "successor_place",
        text,
        help="Chỉ khi xã cũ được chia về nhiều xã, phường từ 01/7/2025: nơi tổ chức thuộc về nay.",
    )

    # What is stored

    def prepare(self, rows: list[Row]) -> None:
        named = {row.values["code"] for row in rows if "code" in row.values}
        self._stored = Organisation.objects.select_for_update().in_bulk(named, field_name="code")
        visible = Organisation.objects.visible_to(self.by) if self.by else Organisation.objects.all()
        self._visible = set(visible.values_list("code", flat=True))
        self._codes = Codes([*Organisation.objects.values_list("code", flat=True), *named])
        self._taxed = dict(Organisation.objects.exclude(tax_code="").values_list("tax_code", "code"))
        self._places = PlaceNames()
        self._lives = Lives(self._stored.values())
        self._new: list[workflow.Life] = []
        self._edited: list[Organisation] = []
        self._names = {"search_key"}  # of what is edited, so that no more is written
        self._steps: list[tuple[Row, Step]] = []

    def find(self, row: Row) -> Organisation | None:
        return self._stored.get(row.values.get("code"))

    def identity(self, row: Row) -> tuple | None:
        return ("code", row.values["code"]) if "code" in row.values else None

    def named(self, row: Row) -> str:
        return f"{row.values['name']} ({row.values['code']})"

    def facts(self, record: Organisation, row: Row | None = None) -> dict[str, object]:
        stay = self._lives.stay(record, row.values if row else {})
        latest = self._lives.latest(record)
        ending = self._lives.endings.get(record.pk)
        return {
            **{name: getattr(record, name) for name in ("code", "name", "kind", "sector", "tax_code", "address")},
            **{name: getattr(record, name) for name in ("representative", "phone", "founded_on", "ended_on")},
            "place": self._places.places.get(record.place_id),
            "successor_place": self._places.places.get(record.successor_place_id),
            "state": latest.state if latest else None,
            "ending": ending.kind if ending else None,
            "admitted_on": stay.admitted_on if stay else None,
            "left_on": stay.left_on if stay else None,
        }

    def for_export(self, queryset) -> Iterator[dict]:
        self._places = PlaceNames()
        records = list(queryset)
        self._lives = Lives(records)
        for record in records:
            facts = self.facts(record)
            places = {name: facts[name] for name in ("place", "successor_place") if facts[name]}
            yield facts | {name: self._places.written(place) for name, place in places.items()}

    # What a row says

    def resolve(self, row: Row, record: Organisation | None) -> None:
        self._resolve_seat(row, record)
        if record is None and row.values.get("kind") == Kind.CREDIT_FUND:
            row.values.setdefault("sector", Sector.FINANCE)
        self._refuse_doubtful_code(row, record)

    def _resolve_seat(self, row: Row, record: Organisation | None) -> None:
        current = self._places.places.get(record.place_id) if record else None
        part = row.values.pop("successor_place", None)
        try:
            row.values |= self._seat(row.values.pop("place", None), current)
        except PlaceRefused as refusal:
            row.refuse("place", str(refusal))
        seat = row.values.get("place", current)
        part = part or row.values.pop("successor_place", None)
        if part is None and (record is None or record.successor_place_id is None or seat == current):
            return
        try:
            row.values["successor_place"] = self._part(part, seat)
        except PlaceRefused as refusal:
            row.refuse("successor_place", str(refusal))

    def _seat(self, written: str | None, current: Place | None) -> dict[str, Place]:
        """The seat a row names. A unit that took over the land of the stored seat is no move but tells its part."""
        if not written:
            return {}
        named = self._places.find(written, current=current)
        if current is None or named not in self._places.successors(current):
            return {"place": named}
        return {"place": current, "successor_place": named}

    def _part(self, named: Place | str | None, seat: Place | None) -> Place | None:
        """The unit that a divided seat's land went to, for this organisation; None where the seat was not divided."""
        heirs = self._places.successors(seat) if seat else set()
        if isinstance(named, str):
            named = self._places.find(named, among=heirs)
            if len(heirs) < 2 or named not in heirs:
                raise PlaceRefused(
                    f"{named} không phải một trong nhiều đơn vị mà {seat or 'địa bàn của tổ chức'} được chia về: "
                    "hãy sửa lại hoặc để trống ô này."
                )
        return named if len(heirs) > 1 else None

    def _refuse_doubtful_code(self, row: Row, record: Organisation | None) -> None:
        written = row.values.get("code")
        if written is None:
            return
        if record is not None and written not in self._visible:
            row.refuse("code", f"Mã “{written}” đã có trong sổ nhưng bạn không được sửa tổ chức ấy.")
        if record is None and (twin := self._codes.twin(written)):
            row.refuse("code", doubtful(written, twin))

    def check(self, row: Row, record: Organisation | None, before: dict, after: dict) -> None:
        for attribute, sentence in (*contradictions(row.values, after), *self._claims(row, after)):
            row.refuse(attribute, sentence)
        if record is not None:
            for attribute, sentence in self._refusals(row, record, before):
                row.refuse(attribute, sentence)
        if sentence := tax_code.problem(row.values.get("tax_code", "")):
            self.warnings.append(f"Dòng {row.line}: {sentence}")
        if after.get("kind") == Kind.CREDIT_FUND and row.values.get("sector", Sector.FINANCE) != Sector.FINANCE:
            self.warnings.append(f"Dòng {row.line}: quỹ tín dụng nhân dân thường thuộc lĩnh vực tài chính.")

    def _claims(self, row: Row, after: dict) -> Iterator[tuple[str, str]]:
        """A tax code belongs to one organisation, in the register and in the file."""
        if not (tax_code := row.values.get("tax_code")) or "code" not in after:
            return
        holder = self._taxed.setdefault(tax_code, after["code"])
        if holder != after["code"]:
            yield "tax_code", f"Mã số thuế này đã ghi cho tổ chức mã {holder}: hãy kiểm tra lại."

    def _refusals(self, row: Row, record: Organisation, before: dict) -> Iterator[tuple[str, str]]:
        values = row.values
        if values.get("kind", record.kind) != record.kind:
            yield (
                "kind",
                f"Trong sổ, {record.code} là {Kind(record.kind).label}; tổ chức giữ một loại hình suốt đời. "
                "Nếu đã chuyển đổi, hãy ghi chấm dứt tổ chức cũ và nhập tổ chức mới với mã khác.",
            )
        state = values.get("state")
        ends = values.get("ended_on") or record.ended_on
        if ends and state and before["state"] not in (None, state):
            yield "state", f"Tổ chức đã chấm dứt ngày {ends:%d/%m/%Y} nên tình trạng không đổi: hãy để trống ô này."
        if ("admitted_on" in values or "left_on" in values) and self._lives.is_unclear(record, values):
            yield (
                "admitted_on",
                f"{record.code} có nhiều lần là thành viên Liên minh: hãy ghi đúng một ngày kết nạp đã có, "
                "hoặc sửa ở trang Thành viên Liên minh.",
            )

    def lookalikes(self, rows: list[Row]) -> Iterator[Lookalike]:
        visible = Organisation.objects.visible_to(self.by) if self.by else Organisation.objects.all()
        known = Lookalikes(visible if rows else ())
        for row in rows:
            values, place = row.values, row.values.get("place")
            traits = Traits(values["name"], place and place.pk, values.get("phone", ""), values.get("tax_code", ""))
            yield from (Lookalike(row.line, self.named(row), other, why) for other, why in known.of(traits))
            known.add(traits, row.line)

    # What it changes

    def create(self, row: Row, after: dict) -> None:
        fields = ("code", "kind", "founded_on", "ended_on", *EDITED)
        organisation = Organisation(**{name: after[name] for name in fields if name in after})
        stay = (after.get("admitted_on"), after.get("left_on"))
        self._new.append(workflow.Life(organisation, after.get("state", ""), after.get("ending", ""), *stay))

    def change(self, row: Row, record: Organisation, before: dict, changed: dict) -> None:
        edits = {name: value for name, value in changed.items() if name in EDITED}
        if edits:
            for name, value in edits.items():
                setattr(record, name, value)
            record._meta.get_field("search_key").pre_save(record, add=False)
            self._edited.append(record)
            self._names |= edits.keys()
        after = before | changed
        longer, shorter, ending = self._life_steps(record, after, changed)
        stays, states = self._stay_steps(record, row.values, after, changed), self._state_steps(record, after, changed)
        self._steps += [(row, step) for step in (*longer, *stays, *shorter, *states, *ending)]

    def _life_steps(self, record: Organisation, after: dict, changed: dict) -> tuple[list[Step], ...]:
        """What makes a life longer, what makes it shorter, and what ends one that goes on.

        Stays in the alliance are put right between the first two: every one, as it was and as it will be, lies within
        the longest of the lives, so that days which move together go in whichever way they move.
        """
        longer: list[Step] = []
        shorter: list[Step] = []
        if "founded_on" in changed:
            verb = partial(workflow.correct_founding, record, on=after["founded_on"], by=self.by)
            (shorter if after["founded_on"] > record.founded_on else longer).append(("founded_on", verb))
        if not changed.keys() & {"ended_on", "ending"}:
            return longer, shorter, []
        verb = workflow.correct_ending if record.ended_on else workflow.end
        attribute = "ended_on" if "ended_on" in changed else "ending"
        step = (attribute, partial(verb, record, kind=after["ending"], on=after["ended_on"], by=self.by))
        if record.ended_on is None:
            return longer, shorter, [step]
        (shorter if after["ended_on"] < record.ended_on else longer).append(step)
        return longer, shorter, []

    def _stay_steps(self, record: Organisation, values: dict, after: dict, changed: dict) -> Iterator[Step]:
        stay = self._lives.stay(record, values)
        days = {name: changed[name] for name in ("admitted_on", "left_on") if name in changed}
        if stay and stay.left_on and stay.left_on == record.ended_on and after["left_on"] == after["ended_on"]:
            days.pop("left_on", None)  # it ends with the organisation, wherever that end is moved to
        if not days:
            return
        attribute = "admitted_on" if "admitted_on" in days else "left_on"
        if stay is None:
            yield attribute, partial(self._admit, record, on=after["admitted_on"], left_on=after.get("left_on"))
        else:
            yield attribute, partial(self._correct_stay, stay.pk, days)

    def _admit(self, record: Organisation, *, on, left_on) -> None:
        membership = workflow.admit(record, on=on, by=self.by)
        if left_on:
            workflow.leave(membership, on=left_on, by=self.by)

    def _correct_stay(self, pk: int, changed: dict) -> None:
        stay = AllianceMembership.objects.get(pk=pk)
        days = {name: changed.get(name, getattr(stay, name)) for name in ("admitted_on", "left_on")}
        workflow.correct_membership(stay, **days, by=self.by)

    def _state_steps(self, record: Organisation, after: dict, changed: dict) -> Iterator[Step]:
        if "state" not in changed:
            return
        latest, today = self._lives.latest(record), timezone.localdate()
        if latest and latest.until is None and latest.since >= today:
            yield "state", partial(workflow.correct_activity, latest, state=changed["state"], by=self.by)
        else:
            since = today if latest else after["founded_on"]
            yield "state", partial(workflow.verify_activity, record, state=changed["state"], since=since, by=self.by)

    def write(self) -> None:
        workflow.enter_many(self._new, by=self.by)
        if self._edited:
            bulk_update_with_history(self._edited, Organisation, sorted(self._names), default_user=self.by)
        for row, (attribute, step) in self._steps:
            with row.refusing(attribute):
                step()
