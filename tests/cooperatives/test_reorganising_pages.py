"""The pages of events that several organisations share, and of those that come into being by them."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import Kind, Level, LifeEvent, Organisation, Place, Sector
from tests.cooperatives.life_pages import (
    DAY,
    page,
    parts,
    row,
    row_complaints,
    send,
    stored,
)
from tests.office.page import complaints, form_on


@pytest.fixture
def desk(staff, browser):
    """The browser of a member of staff."""
    return browser(staff)


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng", address="Thôn 1")


class TestSplitting:
    def test_enters_what_comes_into_being_on_the_same_page(self, founded, desk, staff):
        place = Place.objects.create(code="00001", name="Xã Thử", level=Level.COMMUNE)
        htx = founded("HTX1", place=place, address="Thôn 1")

        response = send(desk, htx, "chia", **row(0, code="M1", name="Một"), **row(2, code="M2", name="Hai", sector=""))

        event = LifeEvent.objects.get(kind="split")
        assert (response.url, stored(htx).ended_on) == (page(htx), DAY)
        assert parts(event) == {"HTX1": "ends", "M1": "begins", "M2": "begins"}
        assert list(
            Organisation.objects.filter(founded_on=DAY).values_list("code", "kind", "sector", "place", "address")
        ) == [
            ("M2", Kind.COOPERATIVE, "", place.pk, "Thôn 1"),
            ("M1", Kind.COOPERATIVE, Sector.AGRICULTURE, place.pk, "Thôn 1"),
        ]
        assert not LifeEvent.objects.filter(kind="founded", date=DAY).exists()
        assert {past.history_user for past in Organisation.history.filter(founded_on=DAY)} == {staff}

    def test_takes_those_entered_before_as_well(self, htx, founded, desk):
        other = founded("M2", on=DAY)

        send(desk, htx, "chia", into=[str(other.pk)], **row(0, code="M1", name="Một"))

        assert parts(LifeEvent.objects.get(kind="split")) == {"HTX1": "ends", "M1": "begins", "M2": "begins"}

    def test_into_one_is_no_split(self, htx, desk):
        response = send(desk, htx, "chia", **row(0, code="M1", name="Một"))

        assert complaints(response) == ["Chia phải thành từ hai tổ chức mới: hãy ghi mã và tên của từng tổ chức."]
        assert (form_on(response)["new-0-code"], form_on(response)["new-0-name"]) == (["M1"], ["Một"])
        assert Organisation.objects.count() == 1

    def test_says_at_each_row_what_is_wrong_with_it(self, htx, desk):
        typed = row(0, code="HTX1", name="Một") | row(1, code="M2", name="") | row(2, code="M2", name="Ba")

        response = send(desk, htx, "chia", **typed)

        assert complaints(response) == ["Tổ chức mới ghi chưa đúng: hãy sửa những chỗ nêu bên dưới."]
        assert row_complaints(response) == [
            {"code": ["Mã này đã có trong sổ."]},
            {"name": ["Không được để trống."]},
            {"code": ["Mã này đã ghi ở tổ chức mới bên trên."]},
            {},
        ]
        assert {name: form_on(response)[name] for name in typed} == {name: [value] for name, value in typed.items()}

    def test_asks_for_each_code_that_is_missing(self, htx, desk):
        typed = row(0, code="", name="Một") | row(1, code="", name="Hai")

        response = send(desk, htx, "chia", **typed)

        assert row_complaints(response)[:2] == [{"code": ["Không được để trống."]}] * 2

    def test_is_all_or_nothing(self, htx, desk, staff):
        workflow.rename(htx, name="Tên mới", on=date(2023, 1, 1), by=staff)

        response = send(desk, htx, "chia", **row(0, code="M1", name="Một"), **row(1, code="M2", name="Hai"))

        assert complaints(response) == [
            "Tên mới (HTX1) đã có sự kiện đổi tên ngày 01/01/2023, sau ngày 01/07/2022: hãy kiểm tra ngày."
        ]
        assert Organisation.objects.count() == 1

    def test_separating_leaves_the_parent_alive(self, htx, desk):
        send(desk, htx, "tach", **row(0, code="M1", name="Một", kind=Kind.GROUP))

        assert parts(LifeEvent.objects.get(kind="separated")) == {"HTX1": "continues", "M1": "begins"}
        assert (stored(htx).ended_on, Organisation.objects.get(code="M1").kind) == (None, Kind.GROUP)


class TestJoiningTogether:
    def test_consolidate_several_into_a_new_one(self, htx, founded, desk):
        others = [founded("HTX2"), founded("HTX3")]

        send(desk, htx, "hop-nhat", others=[str(one.pk) for one in others], **row(0, code="M", name="Mới"))

        event = LifeEvent.objects.get(kind="consolidated")
        assert parts(event) == {"HTX1": "ends", "HTX2": "ends", "HTX3": "ends", "M": "begins"}

    def test_consolidate_names_them_by_code_where_scripts_do_not_run(self, htx, founded, desk):
        founded("HTX2"), founded("HTX3")
        new = row(0, code="M", name="Mới")

        unknown = send(desk, htx, "hop-nhat", others_code="HTX2; 1", **new)
        send(desk, htx, "hop-nhat", others_code="HTX2; HTX3", **new)

        assert complaints(unknown) == ["Không có tổ chức mang mã 1 trong sổ: hãy kiểm tra mã."]
        assert form_on(unknown)["others_code"] == ["HTX2; 1"]
        assert parts(LifeEvent.objects.get(kind="consolidated")) == {
            "HTX1": "ends",
            "HTX2": "ends",
            "HTX3": "ends",
            "M": "begins",
        }

    @pytest.mark.parametrize(
        ("others", "new", "sentence"),
        [
            ([], {"code": "M", "name": "Mới"}, "Không được để trống."),
            (
                ["HTX1"],
                {"code": "M", "name": "Mới"},
                "Hãy chọn tổ chức khác cùng hợp nhất với Hợp tác xã Đông Hưng (HTX1).",
            ),
            (
                ["HTX2"],
                {},
                "Hợp nhất thành đúng một tổ chức mới: hãy ghi mã và tên của nó, hoặc chọn nó trong sổ.",
            ),
        ],
    )
    def test_say_what_a_consolidation_lacks(self, others, new, sentence, htx, founded, desk):
        founded("HTX2")
        keys = [str(Organisation.objects.get(code=code).pk) for code in others]

        response = send(desk, htx, "hop-nhat", others=keys, **row(0, **new))

        assert complaints(response) == [sentence]
        assert form_on(response)["others"] == keys
        assert not Organisation.objects.filter(ended_on__isnull=False).exists()

    def test_merge_from_the_page_of_the_one_that_goes(self, htx, founded, desk):
        other, receiver = founded("HTX2"), founded("HTX3")

        send(desk, htx, "sap-nhap", absorbed=[str(htx.pk), str(other.pk)], receiver=[str(receiver.pk)])

        assert parts(LifeEvent.objects.get(kind="merged")) == {"HTX1": "ends", "HTX2": "ends", "HTX3": "continues"}

    def test_merge_from_the_page_of_the_one_that_receives(self, htx, founded, desk):
        other = founded("HTX2")

        send(desk, htx, "sap-nhap", absorbed=[str(other.pk)], receiver=[str(htx.pk)])

        assert parts(LifeEvent.objects.get(kind="merged")) == {"HTX2": "ends", "HTX1": "continues"}

    @pytest.mark.parametrize(
        ("absorbed", "receiver", "sentence"),
        [
            (["HTX1"], [], "Không được để trống."),
            (["HTX1"], ["HTX2", "HTX3"], "Hãy chọn đúng một tổ chức nhận sáp nhập."),
            (["HTX2"], ["HTX3"], "Hợp tác xã Đông Hưng (HTX1) phải là một bên: bị sáp nhập hoặc nhận sáp nhập."),
            (
                ["HTX1"],
                ["HTX1"],
                "Hợp tác xã Đông Hưng (HTX1) không thể vừa sáp nhập vừa tiếp nhận: hãy bỏ ở một bên.",
            ),
            (
                ["HTX1"],
                ["MOI"],
                "Tổ chức thử MOI (MOI) không tồn tại vào ngày 01/07/2022 nên không tiếp nhận được.",
            ),
        ],
    )
    def test_say_what_is_wrong_with_a_merger(self, absorbed, receiver, sentence, htx, founded, desk):
        keys = {one.code: str(one.pk) for one in (htx, founded("HTX2"), founded("HTX3"))}
        keys["MOI"] = str(founded("MOI", on=date(2023, 1, 1)).pk)

        sides = {"absorbed": [keys[code] for code in absorbed], "receiver": [keys[code] for code in receiver]}

        response = send(desk, htx, "sap-nhap", **sides)

        assert complaints(response) == [sentence]
        assert {side: form_on(response)[side] for side in sides} == sides
        assert stored(htx).ended_on is None


class TestConverting:
    def test_a_group_becomes_a_cooperative(self, founded, desk):
        group = founded("T1", kind=Kind.GROUP)

        send(desk, group, "chuyen-doi", **row(0, code="H1", name="Hợp tác xã mới"))

        assert parts(LifeEvent.objects.get(kind="converted")) == {"T1": "ends", "H1": "begins"}
        assert Organisation.objects.get(code="H1").kind == Kind.COOPERATIVE

    def test_into_its_own_kind_is_refused(self, htx, desk):
        response = send(desk, htx, "chuyen-doi", **row(0, code="H2", name="Hai", kind=Kind.COOPERATIVE))

        [sentence] = complaints(response)
        assert sentence.startswith("Chuyển đổi là sang loại hình khác, mà Hợp tác xã Đông Hưng (HTX1) đã là Hợp tác xã")
        assert stored(htx).ended_on is None
