"""One click takes a whole import back, or says in words who stands in the way and changes nothing."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperatives import workflow
from cooperatives.importing import LifeEventResource, MembershipResource, OrganisationResource
from cooperatives.models import ActivityRecord, AllianceMembership, LifeEvent, Organisation, Participant
from office.importing.traces import Traces, kept_models
from office.importing.undo import undo_import
from office.models import ImportRun
from returns.importing import ReturnResource
from returns.models import AnnualReturn, Period
from tests.office.page import opened
from tests.office.sheets import counts, imported

LIVES = ["Mã", "Tên", "Loại hình", "Ngày thành lập", "Tình trạng hoạt động", "Ngày kết nạp Liên minh"]
NEW = [LIVES, ["X1", "HTX Một", "HTX", "01/02/1980", "đang hoạt động", "01/03/2000"]]
WRITTEN = (Organisation, LifeEvent, Participant, ActivityRecord, AllianceMembership, AnnualReturn, Period)


def stored() -> dict[str, list]:
    """Everything the register holds, by model."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in WRITTEN}


def last_run() -> ImportRun:
    return ImportRun.objects.latest("pk")


class TestWhatIsTakenBack:
    def test_new_organisations_leave_with_all_that_came_with_them(self, staff):
        before = stored()
        imported(OrganisationResource, NEW, by=staff)

        undo_import(last_run(), reason="Nhầm tệp", by=staff)

        assert stored() == before

    def test_changed_organisations_are_what_they_were(self, founded, staff):
        founded("X1", name="HTX Cũ")
        before = stored()
        imported(OrganisationResource, NEW, by=staff)
        assert stored() != before

        undo_import(last_run(), reason="Nhầm tệp", by=staff)

        assert stored() == before
        assert [one.code for one in Organisation.objects.search("htx cu")] == ["X1"]

    def test_an_ending_and_a_second_stay_are_taken_back(self, founded, staff):
        one = founded("X1")
        workflow.leave(workflow.admit(one, on=date(2016, 1, 1), by=None), on=date(2018, 1, 1), by=None)
        workflow.verify_activity(one, state="active", since=date(2015, 1, 1), by=None)
        before = stored()
        header = [
            "Mã",
            "Tên",
            "Loại hình",
            "Ngày thành lập",
            "Ngày kết nạp Liên minh",
            "Ngày chấm dứt",
            "Lý do chấm dứt",
        ]
        row = ["X1", "Tổ chức thử X1", "HTX", "01/01/2015", "01/01/2019", "01/06/2022", "giải thể"]
        assert counts(imported(OrganisationResource, [header, row], by=staff)) == (0, 1, 0)

        undo_import(last_run(), reason="Nhầm tệp", by=staff)

        assert stored() == before

    def test_returns_and_the_period_they_opened_are_taken_back(self, founded, reported, staff):
        reported(founded("X1"), "2022", members=5)
        before = stored()
        rows = [["Mã", "Kỳ", "Thành viên"], ["X1", "2022", 7], ["X1", "2023", 9]]
        assert counts(imported(ReturnResource, rows, by=staff)) == (1, 1, 0)

        undo_import(last_run(), reason="Nhầm tệp", by=staff)

        assert stored() == before

    @pytest.mark.parametrize(
        "row",
        [
            ["sáp nhập", "01/7/2022", "H1;H2", "H3"],
            ["hợp nhất", "01/7/2022", "H1;H2", "N1"],
            ["chia", "01/7/2022", "H1", "N1;N2"],
            ["tách", "01/7/2022", "H1", "N1"],
            ["chuyển đổi", "01/7/2022", "H1", "N1"],
            ["tạm ngừng", "01/7/2022", "H1", None],
            ["giải thể", "01/7/2022", "H1;H2", None],
        ],
    )
    def test_events_are_taken_back_whoever_took_part(self, row, founded, staff):
        for code in ("H1", "H2", "H3"):
            one = founded(code)
            workflow.admit(one, on=date(2016, 1, 1), by=None)
            workflow.verify_activity(one, state="active", since=date(2016, 1, 1), by=None)
        for code in ("N1", "N2"):
            founded(code, on=date(2022, 7, 1))
        before = stored()
        report = imported(LifeEventResource, [["Sự kiện", "Ngày", "Mã", "Mã liên quan"], row], by=staff)
        assert (report.errors, stored() == before) == ([], False)

        undo_import(last_run(), reason="Nhầm tệp", by=staff)

        assert stored() == before

    def test_memberships_are_taken_back(self, founded, staff):
        founded("H1")
        workflow.admit(founded("H2"), on=date(2016, 1, 1), by=None)
        before = stored()
        header = ["Mã", "Ngày kết nạp", "Ngày ra khỏi"]
        rows = [["H1", "01/7/2016", None], ["H2", "01/01/2016", "01/01/2018"]]
        assert counts(imported(MembershipResource, [header, *rows], by=staff)) == (1, 1, 0)

        undo_import(last_run(), reason="Nhầm tệp", by=staff)

        assert stored() == before

    def test_the_history_keeps_both_with_who_and_why(self, staff, person):
        imported(OrganisationResource, NEW, by=staff)
        run, other = last_run(), person("Cán bộ", "canbo2")

        undo_import(run, reason="Nhầm tệp", by=other)

        for model in (Organisation, LifeEvent, Participant, ActivityRecord, AllianceMembership):
            rows = model.history.order_by("history_id").values_list(
                "history_type", "history_user", "history_change_reason"
            )
            assert list(rows) == [
                ("+", staff.pk, f"Nhập tệp #{run.pk}: tep.csv"),
                ("-", other.pk, f"Hoàn tác nhập tệp #{run.pk}: Nhầm tệp"),
            ], model
        run.refresh_from_db()
        assert (run.undone_by, run.undone_why, run.undone_at is None) == (other, "Nhầm tệp", False)

    def test_a_file_taken_back_may_be_taken_again(self, staff):
        imported(OrganisationResource, NEW, by=staff)
        undo_import(last_run(), reason="Thử", by=staff)

        assert counts(imported(OrganisationResource, NEW, by=staff)) == (1, 0, 0)

    def test_many_rows_are_taken_back_together(self, staff):
        before = stored()
        rows = [[f"X{number}", f"HTX {number}", "HTX", "01/02/1980", "tạm ngừng", None] for number in range(600)]
        imported(OrganisationResource, [LIVES, *rows], by=staff)

        undo_import(last_run(), reason="Nhầm tệp", by=staff)

        assert stored() == before


class TestWhatStandsInTheWay:
    def refused(self, by) -> list[str]:
        before = stored()
        with pytest.raises(ValidationError) as refusal:
            undo_import(last_run(), reason="Nhầm tệp", by=by)
        assert (stored(), last_run().undone_at) == (before, None)
        return refusal.value.messages

    def test_a_record_changed_since(self, staff, person):
        imported(OrganisationResource, NEW, by=staff)
        one = Organisation.objects.get()
        one.name, one._history_user = "HTX Sửa", person("Cán bộ", "canbo2")
        one.save()

        head, sentence = self.refused(staff)

        assert head == "Chưa hoàn tác gì, vì từ sau lần nhập này:"
        assert sentence.startswith("tổ chức “HTX Một (X1)”: Người canbo2 đã sửa lúc ")

    def test_a_record_used_since(self, staff, reported):
        imported(OrganisationResource, NEW, by=staff)
        reported(Organisation.objects.get(), "2023", members=3)

        assert self.refused(staff)[1:] == [
            "số liệu hằng năm “HTX Một (X1), năm 2023 (chính thức)” đang dùng tổ chức của tệp này."
        ]

    def test_an_event_that_came_since(self, staff):
        imported(OrganisationResource, NEW, by=staff)
        workflow.end(Organisation.objects.get(), kind="dissolved", on=date(2022, 1, 1), by=staff)

        sentences = self.refused(staff)

        assert sentences[1].startswith("tổ chức “HTX Một (X1)”: Người canbo đã sửa lúc ")
        assert any("bên tham gia sự kiện" in sentence for sentence in sentences)

    def test_a_later_import_that_changed_the_same(self, staff):
        imported(OrganisationResource, NEW, by=staff)
        first = last_run()
        later = [LIVES[:4], ["X1", "HTX Hai", "HTX", "01/02/1980"]]
        imported(OrganisationResource, later, by=staff)

        with pytest.raises(ValidationError, match="Chưa hoàn tác gì"):
            undo_import(first, reason="Nhầm tệp", by=staff)
        undo_import(last_run(), reason="Nhầm tệp", by=staff)
        undo_import(first, reason="Nhầm tệp", by=staff)

        assert Organisation.objects.count() == 0

    def test_a_record_that_no_history_tells_of_having_changed(self, staff):
        imported(OrganisationResource, NEW, by=staff)
        Organisation.objects.update(name="HTX Lén")

        assert self.refused(staff)[1:] == ["tổ chức “HTX Một (X1)”: đã khác so với lúc nhập."]

    def test_the_refusal_names_ten_and_counts_the_rest(self, staff):
        rows = [[f"X{number:02}", f"HTX {number}", "HTX", "01/02/1980"] for number in range(12)]
        imported(OrganisationResource, [LIVES[:4], *rows], by=staff)
        Organisation.objects.update(name="HTX Lén")

        assert self.refused(staff)[-1] == "… và 2 trường hợp nữa."

    def test_an_import_is_taken_back_once_and_with_a_reason(self, staff):
        imported(OrganisationResource, NEW, by=staff)

        with pytest.raises(ValidationError, match="Hãy ghi lý do hoàn tác"):
            undo_import(last_run(), reason="  ", by=staff)
        undo_import(last_run(), reason="Nhầm tệp", by=staff)
        with pytest.raises(ValidationError, match="đã được hoàn tác lúc"):
            undo_import(last_run(), reason="Nhầm tệp", by=staff)

    def test_only_staff_take_imports_back(self, staff, leader):
        imported(OrganisationResource, NEW, by=staff)

        with pytest.raises(PermissionDenied):
            undo_import(last_run(), reason="Nhầm tệp", by=leader)


class TestTheRun:
    def test_tells_who_took_which_file_and_what_it_did(self, founded, staff):
        founded("X2", name="HTX Hai", on=date(1980, 2, 1))
        founded("X3", name="HTX Cũ", on=date(1980, 2, 1))
        rows = [*NEW, ["X2", "HTX Hai", "HTX", "01/02/1980"], ["X3", "HTX Ba", "HTX", "01/02/1980"]]
        rows = [row[:4] for row in rows]

        imported(OrganisationResource, rows, by=staff)

        run = last_run()
        assert (run.kind, run.file_name, run.by) == ("organisations", "tep.csv", staff)
        assert (run.rows, run.created, run.updated, run.unchanged) == (3, 1, 1, 1)

    def test_is_not_written_by_a_trial_or_a_refused_file(self, staff):
        imported(OrganisationResource, NEW, by=staff, dry_run=True)
        imported(OrganisationResource, [LIVES[:4], ["X1", "HTX", "LẠ", "01/02/1980"]], by=staff)

        assert ImportRun.objects.count() == 0

    def test_every_history_row_carries_the_reason(self, founded, staff):
        """Whatever writes: bulk statements, verbs, plain saves."""
        founded("X1", name="HTX Cũ")
        latest = {model: model.history.count() for model in WRITTEN}
        imported(OrganisationResource, NEW, by=staff)

        written = {model: Traces(last_run()).rows(model).count() for model in WRITTEN}

        assert written == {model: model.history.count() - latest[model] for model in WRITTEN}
        assert written[Organisation] > 0

    def test_every_model_with_a_history_can_carry_it(self):
        assert {type(model.history).__name__ for model in kept_models()} == {"ReasonedManagerFromHistoricalQuerySet"}


class TestPages:
    def pages(self, run: ImportRun) -> dict[str, str]:
        named = {name: f"admin:office_importrun_{name}" for name in ("change", "download", "hoan-tac", "history")}
        return {name: reverse(address, args=[run.pk]) for name, address in named.items()}

    def test_the_list_and_the_page_tell_what_an_import_did(self, founded, staff, browser):
        founded("X1", name="HTX Cũ")
        imported(OrganisationResource, [LIVES[:4], ["X1", "HTX Một", "HTX", "01/01/2015"]], by=staff)
        client = browser(staff)

        listing = client.get(reverse("admin:office_importrun_changelist")).content.decode()
        page = client.get(self.pages(last_run())["change"]).content.decode()

        assert "tep.csv" in listing
        assert '<td class="field-kind">tổ chức</td>' in listing
        assert "1 dòng, thêm 0, sửa 1, giữ nguyên 0" in page
        assert "Tên: <del>HTX Cũ</del>" in page
        assert "<ins>HTX Một</ins>" in page

    def test_what_it_did_can_be_taken_along(self, staff, browser):
        imported(OrganisationResource, NEW, by=staff)

        answer = browser(staff).get(self.pages(last_run())["download"])

        assert (answer["Content-Disposition"], answer.content[:2]) == (
            f'attachment; filename="lan-nhap-{last_run().pk}.xlsx"',
            b"PK",
        )

    @pytest.mark.parametrize("page", ["change", "download"])
    def test_take_as_many_queries_for_thirty_lines_as_for_three(self, page, staff, browser):
        desk, asked = browser(staff), []
        for count, sign in ((3, "A"), (30, "B")):
            rows = [[f"{sign}{place}", f"HTX {sign} {place}", *NEW[1][2:]] for place in range(count)]
            imported(OrganisationResource, [LIVES, *rows], by=staff)
            with CaptureQueriesContext(connection) as queries:
                desk.get(reverse(f"admin:office_importrun_{page}", args=[last_run().pk]))
            asked.append(len(queries))

        assert asked[0] == asked[1]

    def test_it_is_taken_back_from_its_page(self, staff, browser):
        imported(OrganisationResource, NEW, by=staff)
        client, address = browser(staff), self.pages(last_run())["hoan-tac"]

        answer = client.post(address, opened(client, address, reason="Nhầm tệp"), follow=True)

        assert [str(message) for message in answer.context["messages"]] == ["Đã hoàn tác lần nhập tệp này."]
        assert "đã hoàn tác lúc" in answer.content.decode()
        assert Organisation.objects.count() == 0

    def test_a_refusal_is_read_on_the_page_and_the_reason_stays(self, staff, browser):
        imported(OrganisationResource, NEW, by=staff)
        Organisation.objects.update(name="HTX Lén")
        client, address = browser(staff), self.pages(last_run())["hoan-tac"]

        html = client.post(address, opened(client, address, reason="Nhầm tệp")).content.decode()

        assert "tổ chức “HTX Một (X1)”: đã khác so với lúc nhập." in html
        assert 'value="Nhầm tệp"' in html

    def test_strangers_log_in_and_others_are_refused(self, staff, leader, editor, browser):
        imported(OrganisationResource, NEW, by=staff)

        for address in self.pages(last_run()).values():
            assert browser().get(address).url == f"{reverse('admin:login')}?next={address}"
            assert [browser(one).get(address).status_code for one in (leader, editor)] == [403, 403]
        assert Organisation.objects.count() == 1

    def test_a_run_is_neither_typed_nor_deleted(self, staff, administrator, browser):
        imported(OrganisationResource, NEW, by=staff)
        client = browser(administrator)

        assert client.get(reverse("admin:office_importrun_add")).status_code == 403
        assert client.post(reverse("admin:office_importrun_delete", args=[last_run().pk])).status_code == 403
        assert client.get(self.pages(last_run())["history"]).url == self.pages(last_run())["change"]
