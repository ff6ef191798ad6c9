"""The pages of the ledger: staff enter, leadership approves, nobody overwrites, others read why not."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.importing.pages import Upload
from reports import workflow
from reports.models import Figure, OfficeIndicator, Target
from returns.models import Period
from tests.office.page import complaints, opened
from tests.reports.ledger import planned, stated

pytestmark = pytest.mark.django_db
MODELS = ("figure", "target", "officeindicator")
COPYING = reverse("admin:reports_target_copy")


def address(model: str, page: str, *args) -> str:
    return reverse(f"admin:reports_{model}_{page}", args=args)


@pytest.fixture
def desk(staff, browser):
    return browser(staff)


@pytest.fixture
def year(db) -> Period:
    period = Period.objects.named("2023")
    period.save()
    return period


@pytest.fixture
def typed(desk, year):
    """Open an empty form and type: typed("target", indicator="new_groups", value="50")."""

    def form(model: str, **values) -> dict:
        return opened(desk, address(model, "add"), **{"period": str(year.pk), **values})

    return form


class TestEnteringAPlan:
    def test_keeps_what_was_typed_and_who_typed_it(self, typed, desk, staff):
        sent = typed(
            "target",
            indicator="average_income",
            qualifier="at_least",
            value="5 triệu",
            source="12/KH-LMHTX",
            as_of="10/01/2023",
        )

        desk.post(address("target", "add"), sent)

        one = Target.objects.get()
        assert (one.indicator, one.stage, one.stated) == (
            "average_income",
            "plan",
            "từ 5.000.000 đồng/người/tháng trở lên",
        )
        assert (one.source, one.as_of, one.entered_by) == ("12/KH-LMHTX", date(2023, 1, 10), staff)

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            pytest.param({"value": "1,234"}, "không rõ là 1234 hay 1,234", id="two readings"),
            pytest.param({"value": "50", "upper": "40"}, "“Đến” phải lớn hơn giá trị", id="a range that falls"),
            pytest.param({"value": "50", "upper": "60", "qualifier": "at_most"}, "chỉ đi với dấu =", id="two bounds"),
            pytest.param({"value": "50", "qualifier": "over"}, "over", id="over"),
            pytest.param({"value": "-5"}, "số âm", id="negative"),
            pytest.param({"value": "50", "dimension": "kind"}, "cả cách phân tổ và tên phần", id="half a slice"),
            pytest.param({"value": "50", "dimension": "kind", "key": "Sao Hỏa"}, "không phải một phần", id="no slice"),
            pytest.param({"value": "50", "dimension": "place", "key": "Xã X"}, "Không có địa bàn", id="no place"),
            pytest.param({"value": "50", "as_of": "01/01/2999"}, "chưa đến", id="a day to come"),
            pytest.param({"value": ""}, "Không được để trống", id="no value"),
            pytest.param({"value": "50", "period": ""}, "Không được để trống", id="no period"),
        ],
    )
    def test_refuses_what_cannot_be_and_loses_nothing(self, values, words, typed, desk):
        sent = typed("target", indicator="new_groups", source="12/KH", **{"qualifier": "exact", **values})

        answer = desk.post(address("target", "add"), sent)

        assert any(words in sentence for sentence in complaints(answer)), complaints(answer)
        assert "12/KH" in answer.text
        assert Target.objects.count() == 0

    def test_refuses_a_part_of_a_year(self, typed, desk):
        half = Period.objects.named("2023-6T")
        half.save()

        answer = desk.post(
            address("target", "add"), typed("target", indicator="new_groups", value="5", period=str(half.pk))
        )

        assert complaints(answer) == [
            "Kế hoạch giao cho cả năm hoặc nhiều năm, không cho 6 tháng đầu năm 2023: hãy ghi kỳ 2023; "
            "tỷ lệ của 6 tháng, quý cũng tính trên kế hoạch năm."
        ]

    def test_refuses_a_second_plan_of_the_same_slice(self, typed, desk):
        planned("new_groups", "2023", 50)

        answer = desk.post(address("target", "add"), typed("target", indicator="new_groups", value="60"))

        assert complaints(answer) == [
            "Chỉ tiêu này đã có một số hiện hành của kỳ, phần và giai đoạn đó: hãy mở dòng ấy mà sửa."
        ]

    def test_tells_of_one_below_what_the_year_before_brought(self, typed, desk):
        stated("training_classes", "2022", 11)

        answer = desk.post(
            address("target", "add"), typed("target", indicator="training_classes", value="10"), follow=True
        )

        assert "kế hoạch năm 2023 10 lớp thấp hơn thực hiện năm 2022 là 11 lớp" in answer.text

    def test_a_slice_is_named_as_people_name_it(self, typed, desk):
        desk.post(
            address("target", "add"), typed("target", indicator="members", value="5", dimension="kind", key="qtdnd")
        )

        assert Target.objects.get().slice == ("kind", "credit_fund")


class TestEnteringAFigure:
    def test_offers_no_plan(self, desk):
        assert 'value="plan"' not in desk.get(address("figure", "add")).text

    def test_shows_what_it_reads(self, desk, year):
        one = stated("farmed_area", "2023", "1234.5")

        sent = opened(desk, address("figure", "change", one.pk))
        desk.post(address("figure", "change", one.pk), sent)

        assert sent["value"] == ["1.234,50"]
        assert Figure.objects.get().value == one.value

    def test_of_something_published_otherwise_tells_both_numbers(self, typed, desk, founded):
        founded("H1")
        sent = typed("figure", indicator="cooperatives", stage="published", value="3")

        answer = desk.post(address("figure", "add"), sent, follow=True)

        assert "Hợp tác xã năm 2023: 3 HTX khác số tính được 1 HTX" in answer.text
        assert Figure.objects.count() == 1

    def test_the_second_of_two_is_told_what_the_first_changed(self, desk, browser, administrator):
        one = stated("training_classes", "2023", 11)
        here, there = (opened(client, address("figure", "change", one.pk)) for client in (desk, browser(administrator)))
        browser(administrator).post(address("figure", "change", one.pk), {**there, "value": "12"})

        answer = desk.post(address("figure", "change", one.pk), {**here, "note": "Lần hai"})

        assert "“giá trị” từ “11” thành “12”" in complaints(answer)[0]
        assert (Figure.objects.get().value, Figure.objects.get().note) == (12, "")

    def test_its_history_tells_both_values(self, desk):
        one = stated("training_classes", "2023", 11)
        desk.post(address("figure", "change", one.pk), opened(desk, address("figure", "change", one.pk), value="12"))

        assert "12" in desk.get(address("figure", "history", one.pk)).text
        assert [past.value for past in one.history.order_by("history_id")] == [11, 12]


class TestApproving:
    @pytest.fixture
    def published(self, founded) -> Figure:
        founded("H1")
        return stated("cooperatives", "2023", 3, "published")

    def test_is_for_leadership_and_asks_why_it_differs(self, published, leader, browser):
        page = address("figure", "duyet", published.pk)

        refused = browser(leader).post(page, opened(browser(leader), page))
        assert complaints(refused) == ["Số tính được là 1: hãy ghi vì sao số công bố khác số ấy."]

        browser(leader).post(page, opened(browser(leader), page, reason="Hai HTX chưa cấp giấy"))
        published.refresh_from_db()
        assert (published.approved_by, published.reason) == (leader, "Hai HTX chưa cấp giấy")

    def test_needs_no_reason_where_both_agree(self, founded, leader):
        founded("H1")
        one = stated("cooperatives", "2023", 1, "published")

        assert workflow.approve(one, by=leader).approved_by == leader

    def test_is_not_for_staff(self, published, staff, desk):
        assert desk.get(address("figure", "duyet", published.pk)).status_code == 403
        with pytest.raises(PermissionDenied, match="Chỉ lãnh đạo được duyệt số công bố"):
            workflow.approve(published, reason="Tự duyệt", by=staff)

    def test_is_not_of_anything_but_the_published(self, leader):
        with pytest.raises(ValidationError, match="Chỉ số công bố mới cần duyệt"):
            workflow.approve(stated("training_classes", "2023", 3), by=leader)

    def test_falls_when_the_value_changes_and_stays_when_the_note_does(self, published, leader, desk):
        workflow.approve(published, reason="Có lý do", by=leader)
        page = address("figure", "change", published.pk)

        desk.post(page, opened(desk, page, note="Chỉ ghi thêm"))
        assert Figure.objects.get().approved_by == leader

        desk.post(page, opened(desk, page, value="4"))
        assert (Figure.objects.get().value, Figure.objects.get().approved_by) == (4, None)

    def test_stands_on_the_list_of_work_of_leadership_alone(self, published, leader, desk, browser):
        assert "01 số công bố chờ duyệt" in browser(leader).get("/quan-tri/").text
        assert "chờ duyệt" not in desk.get("/quan-tri/").text

    def test_keeps_the_line_from_being_deleted(self, published, leader, desk):
        workflow.approve(published, reason="Có lý do", by=leader)

        assert desk.post(address("figure", "delete", published.pk), {"post": "yes"}).status_code == 403
        assert Figure.objects.count() == 1


class TestRevisingAPlan:
    @pytest.fixture
    def plan(self) -> Figure:
        return planned("new_groups", "2023", 50, source="01/KH", as_of=date(2023, 1, 5))

    def test_keeps_the_line_it_replaces(self, plan, desk, staff):
        page = address("target", "dieu-chinh", plan.pk)

        desk.post(page, opened(desk, page, on="01/07/2023", value="60", source="09/KH"))

        old, new = Target.objects.order_by("pk")
        assert (old.value, old.superseded_on) == (50, date(2023, 7, 1))
        assert (new.value, new.as_of, new.source, new.entered_by) == (60, date(2023, 7, 1), "09/KH", staff)

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"on": "05/01/2023", "value": "60"}, "phải sau ngày giao 05/01/2023"),
            ({"on": "01/07/2023", "value": "sáu mươi"}, "không phải số nguyên"),
            ({"on": "01/07/2023", "value": "60", "upper": "50"}, "phải lớn hơn giá trị"),
            ({"on": "", "value": "60"}, "Không được để trống"),
        ],
    )
    def test_refuses_what_cannot_be(self, values, words, plan, desk):
        page = address("target", "dieu-chinh", plan.pk)

        answer = desk.post(page, opened(desk, page, source="09/KH", **values))

        assert any(words in sentence for sentence in complaints(answer)), complaints(answer)
        assert Target.objects.get().superseded_on is None

    def test_a_replaced_line_is_not_edited_any_more(self, plan, desk):
        Figure.objects.update(superseded_on=date(2023, 7, 1))

        assert desk.post(address("target", "change", plan.pk), {"value": "1"}).status_code == 403


class TestCopyingPlans:
    def test_shows_what_it_would_do_then_does_it(self, desk, staff):
        planned("new_groups", "2023", 50, source="01/KH")
        planned("good_or_better_share", "2023", 61, qualifier="at_least")
        planned("new_groups", "2024", 40)

        shown = desk.get(COPYING, {"source": "2023", "to": "2024"}).text
        assert "từ 61% trở lên" in shown
        assert "THT thành lập mới (40 THT)" in shown
        assert Target.objects.count() == 3

        done = desk.post(COPYING, {"source": "2023", "to": "2024"}, follow=True).text
        assert "Đã chép 01 chỉ tiêu năm 2023 sang năm 2024; giữ nguyên 01 chỉ tiêu năm 2024 đã có." in done
        new = Target.objects.get(period__code="2024", indicator="good_or_better_share")
        assert (new.stated, new.source, new.entered_by) == ("từ 61% trở lên", "", staff)
        assert Target.objects.get(period__code="2024", indicator="new_groups").value == 40
        assert new.history.get().history_user == staff

    def test_offers_the_newest_year_and_the_one_after(self, desk):
        planned("new_groups", "2023", 50)

        assert "Sẽ chép sang năm 2024" in desk.get(COPYING).text

    def test_makes_the_period_it_needs(self, desk):
        planned("new_groups", "2023", 50)

        desk.post(COPYING, {"source": "2023", "to": "2031"})

        assert Target.objects.filter(period__code="2031").count() == 1

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"source": "2023", "to": "2023"}, "Hãy chọn một năm khác"),
            ({"source": "2023", "to": "tới"}, "Hãy ghi một năm, ví dụ 2024."),
            ({"source": "2022", "to": "2024"}, "Không có chỉ tiêu nào của năm 2022 mà năm 2024 chưa có"),
        ],
    )
    def test_refuses_in_words(self, sent, words, desk):
        planned("new_groups", "2023", 50)

        assert words in desk.post(COPYING, sent).text
        assert Target.objects.count() == 1

    def test_tells_the_second_of_two_who_copy_at_once(self, desk, monkeypatch):
        """Who looked before the other wrote."""
        planned("new_groups", "2023", 50)
        planned("new_groups", "2024", 40)
        seen = workflow.Copied(new=[Target(indicator="new_groups", stage="plan", value=50)], kept=[])
        monkeypatch.setattr(workflow, "plans_to_copy", lambda **asked: seen)

        page = desk.post(COPYING, {"source": "2023", "to": "2024"})

        assert "Người khác vừa ghi kế hoạch năm 2024, chưa chép gì" in page.text
        assert Target.objects.get(period__code="2024").value == 40

    def test_is_not_for_leadership(self, leader, browser):
        assert browser(leader).get(COPYING).status_code == 403


class TestIndicatorsOfTheOffice:
    def test_take_a_code_from_their_name(self, desk):
        page = address("officeindicator", "add")

        desk.post(page, opened(desk, page, name="Số cuộc vận động", unit="cuộc", nature="flow", decimals="0", code=""))

        assert OfficeIndicator.objects.get().code == "so_cuoc_van_dong"

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"code": "cooperatives"}, "của một chỉ tiêu phần mềm tính được"),
            ({"name": "hợp tác XÃ"}, "Phần mềm đã tính chỉ tiêu mang tên này"),
            ({"unit": "%"}, "không cộng được qua các năm"),
            ({"code": "Số Lớp"}, "chữ thường không dấu"),
            ({"decimals": "3"}, "Tối đa hai chữ số thập phân"),
        ],
    )
    def test_refuse_what_cannot_be(self, values, words, desk):
        page = address("officeindicator", "add")
        sent = {"name": "Số cuộc", "unit": "cuộc", "nature": "flow", "decimals": "0", **values}

        answer = desk.post(page, opened(desk, page, **sent))

        assert any(words in sentence for sentence in complaints(answer)), complaints(answer)

    def test_keep_their_code(self, desk):
        one = OfficeIndicator.objects.create(code="so_cuoc", name="Số cuộc", unit="cuộc")
        page = address("officeindicator", "change", one.pk)

        desk.post(page, {**opened(desk, page, name="Số cuộc vận động"), "code": "khac"})

        one.refresh_from_db()
        assert (one.code, one.name) == ("so_cuoc", "Số cuộc vận động")


@pytest.mark.parametrize("model", MODELS)
class TestWhoMay:
    def test_a_stranger_meets_the_login_page(self, model, browser):
        assert reverse("admin:login") in browser().get(address(model, "changelist")).url

    def test_the_editor_may_not_look(self, model, editor, browser):
        assert browser(editor).get(address(model, "changelist")).status_code == 403

    def test_leadership_looks_and_does_not_add(self, model, leader, browser):
        assert browser(leader).get(address(model, "changelist")).status_code == 200
        assert browser(leader).get(address(model, "add")).status_code == 403

    def test_staff_do(self, model, desk):
        assert desk.get(address(model, "add")).status_code == 200


class TestReadingALine:
    """Who only reads a line reads it in words; it is the page on which leadership approves."""

    def test_names_the_indicator_and_its_amount_as_the_list_does(self, leader, browser):
        one = stated("charter_capital", "2023", 1234567890, "published", upper=Decimal(2000000000))

        html = browser(leader).get(address("figure", "change", one.pk)).text

        assert (one.label in html, one.stated in html, "toàn tỉnh" in html) == (True, True, True)
        assert ("charter_capital" in html, "1234567890" in html, "1.234.567.890,00" in html) == (False, False, False)

    def test_of_a_plan_says_which_document_assigned_it(self, leader, browser):
        plan = planned("new_groups", "2023", 50, source="12/KH-LMHTX", as_of=date(2023, 1, 10))

        html = browser(leader).get(address("target", "change", plan.pk)).text

        assert (plan.stated in html, "Văn bản giao" in html, "Ngày giao" in html) == (True, True, True)
        assert ("12/KH-LMHTX" in html, "10/01/2023" in html, "new_groups" in html) == (True, True, False)

    def test_staff_still_get_the_boxes(self, desk):
        one = stated("training_classes", "2023", 11)

        html = desk.get(address("figure", "change", one.pk)).text

        assert all(f'name="{box}"' in html for box in ("indicator", "value", "upper", "qualifier", "dimension", "key"))


class TestTakingAFileInOnThePage:
    FIGURES = "Chỉ tiêu,Đơn vị,Kỳ,Giá trị,Giai đoạn\nHợp tác xã,HTX,2022,652,công bố\nSố cuộc vận động,cuộc,2022,5,\n"

    @pytest.fixture(autouse=True)
    def folder(self, tmp_path, monkeypatch):
        monkeypatch.setattr(Upload, "folder", tmp_path / "imports")

    def sent(self, desk, model: str, text: str):
        return desk.post(address(model, "import"), {"file": SimpleUploadedFile("tep.csv", text.encode())})

    def test_shows_what_it_would_do_then_does_it(self, desk):
        shown = self.sent(desk, "figure", self.FIGURES)
        assert "Hợp tác xã, năm 2022" in shown.text
        assert "Thêm chỉ tiêu của cơ quan “Số cuộc vận động”" in shown.text
        assert (Figure.objects.count(), OfficeIndicator.objects.count()) == (0, 0)

        done = desk.post(address("figure", "process_import"), {"token": shown.context["token"]}, follow=True)
        assert "2 dòng, thêm 2" in done.text
        assert (Figure.objects.count(), OfficeIndicator.objects.count()) == (2, 1)

    def test_asks_what_other_headings_mean(self, desk):
        shown = self.sent(desk, "target", "Tên chỉ tiêu,Năm,Kế hoạch năm\nHTX thành lập mới,2023,80\n")

        assert [column.target for column in shown.context["form"].start.columns] == ["Chỉ tiêu", "Kỳ", "Giá trị"]

    def test_tells_every_mistake_with_its_row_and_column(self, desk):
        shown = self.sent(desk, "target", "Chỉ tiêu,Kỳ,Giá trị\nKhông có,2023,80\nnew_groups,,5\n")

        for text in ("<td>2</td><td>Chỉ tiêu</td><td>Không có</td>", "<td>3</td><td>Kỳ</td>"):
            assert text in shown.text


@pytest.mark.parametrize("model", ["figure", "target"])
def test_leadership_imports_nothing(model, leader, browser):
    assert browser(leader).get(address(model, "import")).status_code == 403


@pytest.mark.parametrize("lines", [1, 3])
@pytest.mark.parametrize("model", ["figure", "target"])
def test_the_lists_ask_the_same_however_long(model, lines, desk, django_assert_num_queries):
    for number in range(lines):
        OfficeIndicator.objects.create(code=f"so_{number}", name=f"Số {number}", unit="cuộc")
        stated(f"so_{number}", "2023", 5, "plan" if model == "target" else "published")

    with django_assert_num_queries(9):
        answer = desk.get(address(model, "changelist"))

    assert f"Số {lines - 1}" in answer.text
    assert "5 cuộc" in answer.text


@pytest.mark.parametrize("words", ["htx thanh lap", "van dong", "12/KH"])
def test_the_list_is_searched_by_names_and_sources_without_diacritics(words, desk):
    OfficeIndicator.objects.create(code="so_cuoc", name="Số cuộc vận động", unit="cuộc")
    planned(
        {"htx thanh lap": "new_cooperatives", "van dong": "so_cuoc"}.get(words, "new_groups"), "2023", 7, source="12/KH"
    )
    planned("credit_funds", "2023", 85)

    found = desk.get(address("target", "changelist"), {"q": words}).context["cl"].result_list

    assert [line.value for line in found] == [7]
