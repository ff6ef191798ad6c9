"""Staff write a report over its figures: sections are edited, figures stay bound, nothing that was typed is lost."""

import io
import socket
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from cooperatives.models import LifeEvent
from cooperatives.workflow import end
from events.models import Conference
from office.models import Committee, Signatory
from reports import drafting
from reports.models import Passage, Report
from reports.writing import write
from returns.models import AnnualReturn, Period
from tests.office.page import form_on

pytestmark = pytest.mark.django_db

INDEX = "/bao-cao/"


@pytest.fixture
def year(office, founded, reported):
    reported(founded("H1"), members=120)
    founded("H2", on=date(2023, 5, 1))
    return Period.objects.get(code="2023")


@pytest.fixture
def conference(year):
    return Conference.objects.create(
        title="Hội nghị tổng kết (thử)", kind="year_end", held_on=date(2024, 1, 5), period_reported=year
    )


@pytest.fixture
def report(year, staff):
    return drafting.begin(kind="year_end", period=year, issuer="office", by=staff)


@pytest.fixture
def clerk(browser, staff):
    return browser(staff)


def address(report, section="unions") -> str:
    return reverse("reports:report_section", args=[report.pk, section])


def page(report) -> str:
    return reverse("reports:report", args=[report.pk])


def text_of(report, section="unions") -> str | None:
    return report.passages.filter(section=section).values_list("text", flat=True).first()


def save(client, report, text, section="unions", **more):
    return client.post(
        address(report, section), {**form_on(client.get(address(report, section))), "text": text, **more}
    )


class TestTheList:
    def test_a_report_is_begun_for_the_conference_that_reviewed_its_period(self, conference, clerk, staff):
        answer = clerk.post(INDEX, {"report": "year_end:2023", "issuer": "executive"})

        report = Report.objects.get()
        assert answer["Location"] == page(report)
        assert (report.period.code, report.issuer, report.conference, report.begun_by, report.state) == (
            "2023",
            "executive",
            conference,
            staff,
            "draft",
        )
        assert report.history.get().history_user == staff

    def test_begun_twice_it_is_the_same(self, year, clerk):
        first, second = (clerk.post(INDEX, {"report": "year_end:2023", "issuer": "office"}) for _ in "ab")

        assert (first["Location"], Report.objects.count()) == (second["Location"], 1)

    @pytest.mark.parametrize("chosen", ["year_end:2023-6T", "year_end:1999", "nonsense", "x:2023", ""])
    def test_what_no_report_is_written_of_is_refused_in_words(self, chosen, year, clerk):
        Period.objects.named("2023-6T").save()

        answer = clerk.post(INDEX, {"report": chosen, "issuer": "steering"})

        assert (answer.status_code, Report.objects.count()) == (400, 0)
        assert "Hãy chọn" in answer.text
        assert '<option value="steering" selected>' in answer.text

    def test_it_tells_of_every_report_its_state_and_who_began_it(self, report, clerk):
        text = clerk.get(INDEX).text

        assert "Báo cáo tổng kết năm 2023 của Liên minh</a>" in text
        assert "Đang soạn" in text
        assert "Lập: Người canbo" in text

    def test_a_year_without_a_report_is_one_click_from_one(self, year, clerk):
        assert 'name="report" value="year_end:2023"' in clerk.get(INDEX).text

    def test_a_year_with_one_is_not_offered_again(self, report, clerk):
        assert 'type="hidden" name="report"' not in clerk.get(INDEX).text

    def test_of_several_editions_only_the_newest_is_told(self, report, clerk, staff):
        Report.objects.create(kind="year_end", period=report.period, edition=2, corrects=report, begun_by=staff)

        text = clerk.get(INDEX).text

        assert ("(bản thứ 2)</a>" in text, "Liên minh</a>" in text) == (True, False)

    def test_it_counts_the_figures_that_changed(self, report, clerk, founded):
        save(clerk, report, "Có [[cooperatives]], [[groups]].")
        founded("H3", on=date(2023, 6, 1))
        founded("T1", kind="group", on=date(2023, 6, 1))

        assert '<td class="number"><strong>2</strong></td>' in clerk.get(INDEX).text

    def test_an_empty_portal_says_what_to_do_first(self, office, clerk):
        assert "Hãy nhập số liệu" in clerk.get(INDEX).text

    def test_leadership_sees_it_and_begins_nothing(self, report, browser, leader):
        client = browser(leader)

        refused = client.post(INDEX, {"report": "year_end:2023", "issuer": "executive"})

        assert (client.get(INDEX).status_code, refused.status_code, Report.objects.count()) == (200, 403, 1)
        assert "Chỉ cán bộ được lập, trình và rút báo cáo." in refused.text
        assert "Lập báo cáo</button>" not in client.get(INDEX).text


class TestTheReport:
    def test_it_stands_as_it_would_print_with_every_figure_named(self, report, clerk):
        text = clerk.get(page(report)).text

        assert "1. Hợp tác xã" in text
        link = reverse("reports:behind", args=["2023", "cooperatives"])
        assert f'<a class="chip" href="{link}" title="Hợp tác xã">02 hợp tác xã (HTX)</a>' in text
        step = reverse("reports:movement_names", args=["2023", "htx", "thanh-lap"])
        assert f'<a class="chip" href="{step}" title="Hợp tác xã (gồm QTDND): Thành lập mới">01 HTX</a>' in text

    def test_sections_that_say_nothing_can_be_written_too(self, report, clerk):
        text = clerk.get(page(report)).text

        assert "chưa có gì, không in" in text
        assert address(report, "proposals") in text

    def test_tables_and_pictures_stand_as_named_places(self, report, clerk):
        assert '<p class="report-exhibit">Bảng: Một số chỉ tiêu chủ yếu năm 2023</p>' in clerk.get(page(report)).text

    def test_it_warns_of_what_was_not_reported(self, report, clerk):
        assert "1/2 HTX" in clerk.get(page(report)).text

    def test_an_edited_section_is_marked(self, report, clerk):
        before = clerk.get(page(report)).text
        save(clerk, report, "Lời của tôi.")

        assert (before.count("đã soạn"), clerk.get(page(report)).text.count("đã soạn")) == (0, 1)

    def test_a_figure_that_changed_is_marked_with_what_it_was_until_it_was_read(self, report, clerk, founded, staff):
        save(clerk, report, "Có [[cooperatives]].")
        founded("H3", on=date(2023, 6, 1))

        marked = clerk.get(page(report))

        assert '<del class="chip-was"><span class="visually-hidden">trước là </span>02 HTX</del>' in marked.text
        assert ">03 HTX</a>" in marked.text
        assert "01 con số trong các mục đã soạn nay khác lúc soạn" in marked.text
        confirmed = clerk.post(page(report), {"section": "unions", "seen": "Có [[cooperatives|03 HTX]]."})
        assert confirmed["Location"] == f"{page(report)}#muc-unions"
        assert text_of(report) == "Có [[cooperatives|03 HTX]]."
        assert "chip-was" not in clerk.get(page(report)).text
        assert Passage.history.latest().history_user == staff

    def test_what_changed_again_meanwhile_is_not_confirmed_unread(self, report, clerk, founded):
        save(clerk, report, "Có [[cooperatives]].")
        founded("H3", on=date(2023, 6, 1))
        founded("H4", on=date(2023, 6, 1))

        answer = clerk.post(page(report), {"section": "unions", "seen": "Có [[cooperatives|03 HTX]]."})

        assert (answer.status_code, text_of(report)) == (409, "Có [[cooperatives|02 HTX]].")
        assert "vừa đổi lần nữa" in answer.text

    def test_a_figure_nobody_knows_any_more_is_marked_and_prints_as_it_was(self, report, clerk):
        AnnualReturn.objects.update(revenue=5_000_000)
        save(clerk, report, "Doanh thu [[revenue]].")
        AnnualReturn.objects.update(revenue=None)

        assert "không còn số" in clerk.get(page(report)).text

    def test_the_proof_reader_links_its_doubts_to_their_sections(self, report, clerk):
        save(clerk, report, "Có 10 HTX, trong đó: 04 HTX nông nghiệp, 05 HTX phi nông nghiệp.")

        plain, read = clerk.get(page(report)).text, clerk.get(page(report) + "?soat-so=1").text

        assert "Các phần không khớp tổng" not in plain
        assert '<a href="#muc-unions">Liên hiệp hợp tác xã</a>: <strong>Các phần không khớp tổng</strong>' in read

    def test_a_report_too_long_to_be_read_at_once_says_so(self, report, clerk, monkeypatch):
        monkeypatch.setattr("reports.proofreading.limits.MAX_WORDS", 5)

        answer = clerk.get(page(report) + "?soat-so=1")

        assert (answer.status_code, "chỉ soát được tối đa 5 từ" in answer.text) == (200, True)
        assert "Không thấy điều nghi vấn nào" not in answer.text

    def test_a_period_nobody_reported_on_says_so(self, report, clerk):
        AnnualReturn.objects.all().delete()

        answer = clerk.get(page(report))

        assert (answer.status_code, "Chưa có tổ chức nào gửi số liệu năm 2023" in answer.text) == (200, True)

    def test_where_a_wrong_day_is_what_hinders_it_the_day_is_a_button_away(self, report, clerk):
        Report.objects.update(signed_on=date(2022, 12, 31))

        answer = clerk.get(page(report))

        assert "hãy sửa ngày ký" in answer.text
        assert reverse("reports:report_details", args=[report.pk]) in answer.text

    @pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")])
    def test_it_is_given_out_in_every_form(self, ending, begins, report, clerk):
        answer = clerk.get(reverse("reports:report_file", args=[report.pk, ending]))

        assert answer["Content-Disposition"] == f'attachment; filename="bao-cao-year-end-office-2023.{ending}"'
        assert answer.content.startswith(begins)

    def test_in_no_form_there_is_none(self, report, clerk):
        assert clerk.get(reverse("reports:report_file", args=[report.pk, "exe"])).status_code == 404

    def test_a_paper_of_a_period_nobody_reported_on_is_refused_in_words(self, report, clerk):
        AnnualReturn.objects.all().delete()

        for where in (reverse("reports:report_file", args=[report.pk, "docx"]), address(report)):
            answer = clerk.get(where)

            assert (answer.status_code, "Chưa có tổ chức nào gửi số liệu" in answer.text) == (409, True)

    def test_a_report_that_is_none_is_not_found(self, year, clerk):
        assert clerk.get("/bao-cao/999/").status_code == 404

    def test_twenty_sections_cost_no_more_queries_than_one(self, report, clerk):
        keys = [part.key for whole in write(report).parts for part in whole]

        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                clerk.get(page(report))
            return len(asked)

        save(clerk, report, "Có [[cooperatives]].", section=keys[0])
        queries()  # what a process looks up once
        one = queries()
        Passage.objects.bulk_create(
            Passage(report=report, section=key, text="Có [[cooperatives|01 HTX]].") for key in keys[1:]
        )

        assert (len(keys) > 10, queries()) == (True, one)


class TestTheConferenceAndTheDay:
    def test_they_are_changed_by_staff(self, report, conference, clerk):
        where = reverse("reports:report_details", args=[report.pk])

        answer = clerk.post(
            where, {**form_on(clerk.get(where)), "conference": conference.pk, "signed_on": "02/01/2024"}
        )

        report.refresh_from_db()
        assert (answer.status_code, report.conference, report.signed_on) == (302, conference, date(2024, 1, 2))

    def test_a_day_that_is_none_is_refused_and_stays_as_typed(self, report, clerk):
        where = reverse("reports:report_details", args=[report.pk])

        answer = clerk.post(where, {**form_on(clerk.get(where)), "signed_on": "31/02/2024"})

        assert (answer.status_code, 'value="31/02/2024"' in answer.text) == (400, True)
        assert "ngày/tháng/năm" in answer.text

    def test_a_conference_of_another_period_is_refused(self, report, conference, clerk):
        other = Period.objects.named("2022")
        other.save()
        Conference.objects.update(period_reported=other)
        where = reverse("reports:report_details", args=[report.pk])

        answer = clerk.post(where, {**form_on(clerk.get(where)), "conference": conference.pk})

        assert (answer.status_code, Report.objects.get().conference) == (400, None)


class TestWhoSigns:
    @pytest.fixture
    def deputy(self, year):
        return Signatory.objects.create(
            full_name="Trần Văn Phó", deputising="KT. CHỦ TỊCH", post="PHÓ CHỦ TỊCH", valid_from=date(2023, 1, 1)
        )

    def details(self, clerk, report, **typed):
        where = reverse("reports:report_details", args=[report.pk])
        return clerk.post(where, {**form_on(clerk.get(where)), **typed})

    def test_staff_choose_who_signs(self, report, deputy, clerk):
        answer = self.details(clerk, report, signatory=deputy.pk)

        assert (answer.status_code, Report.objects.get().signatory) == (302, deputy)

    def test_who_may_not_sign_on_that_day_is_refused_and_stays_chosen(self, report, deputy, clerk):
        answer = self.details(clerk, report, signatory=deputy.pk, signed_on="31/12/2022")

        assert (answer.status_code, Report.objects.get().signatory) == (400, None)
        assert "Trần Văn Phó không ký được văn bản ngày 31/12/2022" in answer.text
        assert form_on(answer)["signatory"] == [str(deputy.pk)]

    def test_who_signs_for_a_committee_does_not_sign_for_the_office(self, report, deputy, clerk):
        steering = Committee.objects.create(kind="steering", name="Ban", issuer_line="BAN", document_symbol="BCĐ")
        Signatory.objects.update(committee=steering)

        assert self.details(clerk, report, signatory=deputy.pk).status_code == 400


class TestASection:
    def test_it_opens_with_the_generated_text(self, report, clerk):
        generated = form_on(clerk.get(address(report, "cooperatives")))["text"][0]

        assert "toàn tỉnh có [[cooperatives:hợp tác xã (HTX)|02 hợp tác xã (HTX)]]" in generated

    def test_what_is_saved_stands_in_its_place_with_the_figures_of_today(self, report, clerk, staff):
        answer = save(clerk, report, "## Riêng\r\n- có [[cooperatives|999 HTX]]\r\n[[cooperatives.moved|Giảm]]")

        assert answer["Location"] == f"{page(report)}#muc-unions"
        assert text_of(report) == "## Riêng\n- có [[cooperatives|02 HTX]]\n[[cooperatives.moved|Tăng 01 HTX]]"
        assert Passage.history.get().history_user == staff
        said = [block for block in write(report).document.blocks if block == "- có 02 HTX"]
        assert said == ["- có 02 HTX"]

    def test_saved_as_it_was_generated_it_stays_generated(self, report, clerk):
        generated = form_on(clerk.get(address(report, "cooperatives")))["text"][0]

        save(clerk, report, generated.replace("\n", "\r\n"), section="cooperatives")

        assert Passage.objects.count() == 0

    def test_written_back_to_what_is_generated_it_is_generated_again(self, report, clerk):
        generated = form_on(clerk.get(address(report, "cooperatives")))["text"][0]
        save(clerk, report, "Lời của tôi.", section="cooperatives")

        save(clerk, report, generated, section="cooperatives")

        assert (Passage.objects.count(), Passage.history.count()) == (0, 2)

    def test_emptied_it_prints_nothing(self, report, clerk):
        save(clerk, report, "", "cooperatives")

        assert text_of(report, "cooperatives") == ""
        assert "cooperatives" not in {
            section.key for _, _, parts in write(report).document.numbered_sections for _, section in parts
        }

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("Có [[cooperative]] HTX", "không có chỉ tiêu nào mã “cooperative”; có thể là: cooperatives (Hợp tác xã)"),
            ("[[cooperatives.nonsense]]", "không có dạng “nonsense”"),
            ("[[average_revenue]]", "chưa có số của kỳ này"),
            ("Dở [[cooperatives", "không thành con số nào"),
            ("Chữ \x07 lạ", "ký tự điều khiển"),
            ("Chữ \x00 lạ", "ký tự điều khiển"),
            ("a" * 60_001, "Mục này dài 60.001 ký tự"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_and_nothing_typed_is_lost(self, text, reason, report, clerk):
        save(clerk, report, "Lời cũ.")

        answer = save(clerk, report, text)

        assert (answer.status_code, text_of(report)) == (400, "Lời cũ.")
        assert reason in answer.text
        assert form_on(answer)["text"] == [text]

    def test_markup_is_text(self, report, clerk):
        typed = '<script>alert(1)</script> & <b onclick="x">đậm</b> [[cooperatives:<i>]]'
        save(clerk, report, typed)

        shown = clerk.get(page(report)).text + clerk.get(address(report)).text

        assert text_of(report).startswith(typed[:50])
        assert ("<script>alert" in shown, "<b onclick" in shown, "<i>" in shown) == (False, False, False)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown

    def test_it_is_shown_as_it_would_print_without_being_saved(self, report, clerk):
        answer = save(clerk, report, "## Đầu\nCó [[cooperatives]].", **{"xem-truoc": "1"})

        assert (answer.status_code, Passage.objects.count()) == (200, 0)
        assert "<h4>Đầu</h4>" in answer.text
        assert "<p>Có 02 HTX.</p>" in answer.text
        assert form_on(answer)["text"] == ["## Đầu\nCó [[cooperatives]]."]

    def test_a_preview_shows_the_tables_where_they_are_placed(self, report, clerk):
        answer = save(clerk, report, "[[bang:trend]]\nHết.", section="overview", **{"xem-truoc": "1"})

        assert "<svg" in answer.text
        assert (
            answer.text.index("<svg") < answer.text.index("<p>Hết.</p>") < answer.text.index("Một số chỉ tiêu chủ yếu")
        )

    def test_the_generated_text_stands_beside_the_edited_one(self, report, clerk):
        before = clerk.get(address(report, "cooperatives")).text
        save(clerk, report, "Lời của tôi.", section="cooperatives")

        after = clerk.get(address(report, "cooperatives")).text

        assert ("Câu tự động hôm nay" in before, "Câu tự động hôm nay" in after) == (False, True)

    def test_it_says_which_figures_changed_since(self, report, clerk, founded):
        save(clerk, report, "Có [[cooperatives]].")
        founded("H3", on=date(2023, 6, 1))

        text = clerk.get(address(report)).text

        assert '<li data-chip="cooperatives">Hợp tác xã: <del>02 HTX</del> → 03 HTX</li>' in text

    def test_every_figure_is_listed_with_its_chip_to_copy(self, report, clerk):
        text = clerk.get(address(report)).text

        assert 'data-search="hop tac xa cooperatives"' in text
        assert ">[[cooperatives.moved|tăng 01 HTX]]</code>" in text

    def test_a_section_that_is_none_is_not_found(self, report, clerk):
        answer = clerk.get(address(report, "khong-co"))

        assert (answer.status_code, Passage.objects.count()) == (404, 0)
        assert clerk.post(address(report, "khong-co"), {"text": "x"}).status_code == 404


class TestTwoAtOnce:
    def test_the_second_to_save_is_told_what_the_first_wrote_and_loses_nothing(self, report, clerk, browser, person):
        save(clerk, report, "Lời đầu.")
        other = browser(person("Cán bộ", "canbo2"))
        mine, theirs = form_on(clerk.get(address(report))), form_on(other.get(address(report)))
        other.post(address(report), {**theirs, "text": "Lời người kia."})

        answer = clerk.post(address(report), {**mine, "text": "Lời tôi."})

        assert (answer.status_code, text_of(report)) == (400, "Lời người kia.")
        assert "từ “Lời đầu.” thành “Lời người kia.” (bạn nhập “Lời tôi.”)" in answer.text
        assert clerk.post(address(report), {**form_on(answer), "text": "Lời tôi."}).status_code == 302
        assert text_of(report) == "Lời tôi."

    def test_neither_is_a_first_text_overwritten_unseen(self, report, clerk, browser, person):
        other = browser(person("Cán bộ", "canbo2"))
        mine, theirs = form_on(clerk.get(address(report))), form_on(other.get(address(report)))
        other.post(address(report), {**theirs, "text": "Lời người kia."})

        answer = clerk.post(address(report), {**mine, "text": "Lời tôi."})

        assert (answer.status_code, text_of(report)) == (400, "Lời người kia.")
        assert "Lời người kia." in answer.text
        assert form_on(answer)["text"] == ["Lời tôi."]

    def test_what_was_given_back_meanwhile_is_not_written_again_unseen(self, report, clerk):
        save(clerk, report, "Lời đầu.")
        mine = form_on(clerk.get(address(report)))
        Passage.objects.all().delete()

        answer = clerk.post(address(report), {**mine, "text": "Lời tôi."})

        assert (answer.status_code, Passage.objects.count()) == (400, 0)
        assert "vừa trả mục này về câu tự động" in answer.text
        assert clerk.post(address(report), form_on(answer)).status_code == 302
        assert text_of(report) == "Lời tôi."


class TestGivingBack:
    def test_after_asking_a_section_is_generated_again_and_its_history_stays(self, report, clerk, staff):
        save(clerk, report, "Lời của tôi.")
        where = reverse("reports:report_give_back", args=[report.pk, "unions"])

        asked = clerk.get(where)
        done = clerk.post(where, form_on(asked))

        assert "về câu tự động?" in asked.text
        assert (done.status_code, Passage.objects.count()) == (302, 0)
        assert [(one.history_type, one.history_user) for one in Passage.history.all()] == [("-", staff), ("+", staff)]

    def test_what_was_written_meanwhile_is_not_thrown_away_unread(self, report, clerk):
        save(clerk, report, "Lời của tôi.")
        where = reverse("reports:report_give_back", args=[report.pk, "unions"])
        asked = form_on(clerk.get(where))
        save(clerk, report, "Lời mới.")

        answer = clerk.post(where, asked)

        assert (answer.status_code, text_of(report)) == (409, "Lời mới.")
        assert "Người khác vừa sửa mục này" in answer.text

    def test_where_nothing_was_written_there_is_nothing_to_give_back(self, report, clerk):
        where = reverse("reports:report_give_back", args=[report.pk, "unions"])

        assert clerk.get(where)["Location"] == f"{page(report)}#muc-unions"


class TestWhoMay:
    def test_leadership_reads_and_writes_nothing(self, report, browser, leader):
        client = browser(leader)

        assert client.get(page(report)).status_code == 200
        for where in (address(report), reverse("reports:report_details", args=[report.pk])):
            assert client.get(where).status_code == client.post(where, {"text": "x"}).status_code == 403
        assert "Chỉ cán bộ được soạn báo cáo." in client.post(page(report), {"section": "unions"}).text
        assert address(report) not in client.get(page(report)).text

    def test_an_editor_of_news_is_refused(self, report, browser, editor):
        for where in (INDEX, page(report), address(report)):
            assert browser(editor).get(where).status_code == 403

    def test_a_stranger_meets_the_login(self, report, browser):
        for where in (INDEX, page(report), address(report)):
            assert browser().get(where)["Location"].endswith(f"?next={where}")

    @pytest.mark.parametrize("state", ["review", "approved", "sealed"])
    def test_a_report_that_is_no_draft_is_edited_no_more_and_loses_nothing_typed(self, state, report, clerk, leader):
        typed = {**form_on(clerk.get(address(report))), "text": "Lời của tôi."}
        later = {} if state == "review" else {"approved_at": "2024-01-02T00:00Z", "approved_by": leader}
        later |= {"number": 1, "number_year": 2024} if state == "sealed" else {}
        Report.objects.update(state=state, submitted_at="2024-01-01T00:00Z", submitted_by=report.begun_by, **later)

        answer = clerk.post(address(report), typed)

        assert (answer.status_code, Passage.objects.count()) == (400, 0)
        assert "nên không sửa được nữa" in answer.text
        assert form_on(answer)["text"] == ["Lời của tôi."]
        assert "không sửa được nữa" in clerk.get(address(report)).text
        details = reverse("reports:report_details", args=[report.pk])
        assert clerk.post(details, form_on(clerk.get(details))).status_code == 400

    def test_what_was_typed_comes_back_after_signing_in_again(self, report, clerk):
        typed = {**form_on(clerk.get(address(report))), "text": "Lời của tôi."}
        clerk.logout()

        asked = clerk.post(address(report), typed)
        known = {"dang-nhap-username": "canbo", "dang-nhap-password": "mật khẩu thử 1"}
        back = clerk.post(address(report), {**form_on(asked), **known})

        assert (asked.status_code, back.status_code, Passage.objects.count()) == (403, 400, 0)
        assert "Những gì bạn đã gõ trước khi đăng nhập lại vẫn còn" in back.text
        assert form_on(back)["text"] == ["Lời của tôi."]
        assert clerk.post(address(report), form_on(back)).status_code == 302
        assert text_of(report) == "Lời của tôi."


def test_what_points_elsewhere_prints_as_mere_text_and_is_not_fetched(report, clerk, tmp_path):
    secret = tmp_path / "canary.txt"
    secret.write_text("CANARY-7351", encoding="ascii")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        private = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        save(
            clerk,
            report,
            f'<img src="{private}"> <img src="{secret.as_uri()}"> ![x]({private})\n'
            f'<link rel="attachment" href="{secret.as_uri()}"> <style>@import "{private}"</style>',
        )

        paper = PdfReader(io.BytesIO(clerk.get(reverse("reports:report_file", args=[report.pk, "pdf"])).content))

        with pytest.raises(BlockingIOError):
            server.accept()
    said = "".join(page.extract_text() for page in paper.pages).replace("\n", "").replace(" ", "")
    assert f'<imgsrc="{private}">' in said
    assert "CANARY-7351" not in said
    assert (paper.attachments, [page["/Annots"] for page in paper.pages if "/Annots" in page]) == ({}, [])


def test_a_cooperative_that_is_gone_changes_what_is_printed(report, clerk, founded):
    gone = founded("H5", on=date(2020, 1, 1))
    save(clerk, report, "Có [[cooperatives]].")
    end(gone, kind=LifeEvent.Kind.DISSOLVED, on=date(2023, 8, 1), by=None)

    assert text_of(report) == "Có [[cooperatives|03 HTX]]."
    assert [each for each in write(report).document.blocks if each == "Có 02 HTX."] == ["Có 02 HTX."]
