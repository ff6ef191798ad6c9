"""The dossier as it is read: what was concluded before, what happened, the minutes; and what it costs to open."""

import io
from datetime import date, time

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from pypdf import PdfReader

from events import workflow
from events.models import (
    Body,
    Chair,
    Conclusion,
    Conference,
    ConferenceBody,
    Contribution,
    Delegate,
    Paper,
    Person,
    Resolution,
    Seat,
    Vote,
)
from office.worklist import tasks_for
from tests.events.test_issuing import paragraphs

pytestmark = pytest.mark.django_db


def page(name: str, conference) -> str:
    return reverse(f"events:{name}", args=[conference.pk])


@pytest.fixture
def concluded(conference):
    def make(text: str, **fields) -> Conclusion:
        return Conclusion.objects.create(conference=conference, text=text, responsible="Văn phòng", **fields)

    return make


class TestConclusions:
    @pytest.fixture
    def following(self, conference, session_of, year):
        """The next conference of the same body."""
        before = session_of("Ban Chấp hành", ordinal=6)
        after = Conference.objects.create(
            title="Hội nghị sau", kind="committee", held_on=date(2023, 7, 14), period_reported=year("2023")
        )
        ConferenceBody.objects.create(conference=after, body=before.body, ordinal=7)
        return after

    def test_open_the_next_conference_of_the_body_with_done_and_not_done(self, concluded, following, browser, leader):
        concluded("Việc xong", done_on=date(2023, 3, 1))
        concluded("Việc còn", note="chờ kinh phí")

        said = browser(leader).get(page("conference", following)).text

        before = said[said.index("Kết luận lần trước") :]
        assert before.index("Việc xong") < before.index("<strong>Đã</strong> (01/03/2023)") < before.index("Việc còn")
        assert "<strong>Chưa</strong>: chờ kinh phí" in before

    def test_that_are_older_are_told_again_while_they_are_open(self, concluded, following, year):
        concluded("Việc xong", done_on=date(2023, 3, 1))
        concluded("Việc còn")
        last = Conference.objects.create(
            title="Hội nghị sau nữa", kind="committee", held_on=date(2023, 12, 1), period_reported=year("2023")
        )
        ConferenceBody.objects.create(conference=last, body=following.sessions.get().body, ordinal=8)
        Conclusion.objects.create(conference=following, text="Việc mới xong", done_on=date(2023, 8, 1))
        Conclusion.objects.create(conference=last, text="Việc của chính hội nghị")

        opened = Conference.objects.for_dossier().get(pk=last.pk)

        told = Conclusion.objects.told_again_at(opened).values_list("text", flat=True)
        assert list(told) == ["Việc mới xong", "Việc còn"]

    def test_are_only_of_the_conference_just_before_of_that_body(self, concluded, following, session_of, year):
        body = following.sessions.get().body
        last = Conference.objects.create(
            title="Hội nghị sau nữa", kind="committee", held_on=date(2023, 12, 1), period_reported=year("2023")
        )
        ConferenceBody.objects.create(conference=last, body=body, ordinal=8)

        assert [one.previous for one in Conference.objects.for_dossier().get(pk=last.pk).sessions.all()] == [
            following.pk
        ]

    def test_are_done_by_a_page_with_a_note_and_taken_back_with_a_reason(self, concluded, browser, staff):
        one, client = concluded("Việc thử"), browser(staff)

        client.post(
            reverse("admin:events_conclusion_da-thuc-hien", args=[one.pk]), {"done_on": "01/03/2023", "note": "ổn"}
        )
        one.refresh_from_db()
        assert (one.done_on, one.note) == (date(2023, 3, 1), "ổn")
        client.post(reverse("admin:events_conclusion_chua-xong", args=[one.pk]), {"note": "ghi nhầm"})
        one.refresh_from_db()
        assert (one.done_on, one.note) == (None, "ghi nhầm")

    def test_are_not_done_before_they_were_drawn(self, concluded, browser, staff):
        one = concluded("Việc thử")
        verb = reverse("admin:events_conclusion_da-thuc-hien", args=[one.pk])

        refused = browser(staff).post(verb, {"done_on": "09/01/2023", "note": "ghi thử"})

        assert "Ngày hoàn thành trước ngày hội nghị" in refused.text
        assert 'value="ghi thử"' in refused.text

    @pytest.mark.parametrize(
        ("field", "day", "told"),
        [
            ("done_on", date(2103, 3, 1), "Ngày 01/03/2103 chưa đến"),
            ("due_on", date(2013, 3, 1), "Hạn trước ngày hội nghị"),
        ],
    )
    def test_are_dated_in_years_that_can_be(self, concluded, field, day, told):
        one = concluded("Việc thử", **{field: day})

        with pytest.raises(ValidationError, match=told):
            one.full_clean()

    def test_overdue_are_work_to_do(self, concluded, staff, editor):
        concluded("Việc quá hạn", due_on=date(2023, 2, 1))
        concluded("Việc xong", due_on=date(2023, 2, 1), done_on=date(2023, 1, 20))
        concluded("Việc không hạn")

        assert "01 kết luận hội nghị quá hạn chưa thực hiện xong" in [one.sentence for one in tasks_for(staff)]
        assert [one for one in tasks_for(editor) if "kết luận" in one.sentence] == []

    def test_with_a_day_may_become_lines_of_a_plan(self, concluded):
        concluded("Không hạn")
        due = concluded("Có hạn", due_on=date(2023, 6, 1))
        concluded("Đã xong", due_on=date(2023, 6, 1), done_on=date(2023, 2, 1))

        assert list(Conclusion.objects.for_plans()) == [due]


class TestMinutes:
    def test_tell_attendance_votes_and_conclusions(
        self, meeting, conference, delegate, concluded, office, browser, staff
    ):
        workflow.check_in(delegate("An Thử"), by=staff)
        Vote.objects.create(conference=conference, session=meeting, subject="Thông qua nghị quyết", in_favour=1)
        Contribution.objects.create(conference=conference, speaker="Bà Nói", summary="Nhất trí\ncao")
        concluded("Việc thử", due_on=date(2023, 6, 1))

        answer = browser(staff).get(reverse("events:minutes_file", args=[conference.pk, "docx"]))

        said = paragraphs(answer.content)
        for words in (
            "Ban Chấp hành lần thứ 6: có mặt 1/3 thành viên, đạt 33,3%.",
            "Đại biểu có mặt: 01 trên 04 người có tên trong danh sách (Phụ lục I).",
            "Bà Nói: Nhất trí cao",
            "Thông qua nghị quyết",
            "Việc thử",
        ):
            assert words in said
        (*_, roll) = docx.Document(io.BytesIO(answer.content)).tables
        assert [cell.text for cell in roll.rows[1].cells] == ["1", "An Thử", "Ủy viên Ban Chấp hành", "có mặt"]

    def test_tell_who_left_who_was_elected_what_was_resolved_and_that_too_few_came(
        self, meeting, conference, delegate, office, browser, staff
    ):
        Body.objects.update(quorum_part=2, quorum_of=3)
        workflow.check_in(delegate("An Thử"), by=staff)
        workflow.change_personnel(
            conference,
            withdrawals=[workflow.Withdrawal(Seat.objects.get(person__full_name="Chi Thử"), "nghỉ hưu")],
            elections=[workflow.Election(Person(full_name="Dung Thử"), meeting.body, "Ủy viên")],
            by=staff,
        )
        draft = Resolution.objects.create(conference=conference, title="Về nhiệm vụ thử", content="Một")
        Resolution.objects.create(conference=conference, title="Còn là dự thảo", content="Một")
        workflow.issue_resolution(draft, on=conference.held_on, by=staff)

        said = paragraphs(browser(staff).get(reverse("events:minutes_file", args=[conference.pk, "docx"])).content)

        for words in (
            "Ban Chấp hành lần thứ 6: có mặt 1/3 thành viên, đạt 33,3%, CHƯA đủ điều kiện họp "
            "(quy định từ 2/3 tổng số).",
            "Cho thôi tham gia Ban Chấp hành 01 người: Chi Thử (nghỉ hưu).",
            "Bầu bổ sung vào Ban Chấp hành 01 người: Dung Thử (Ủy viên).",
            "Nghị quyết số 01/2023: Về nhiệm vụ thử.",
        ):
            assert words in said
        assert not [line for line in said if "Còn là dự thảo" in line]

    def test_say_when_it_closed_and_are_signed_by_who_kept_them_beside_the_chair(
        self, conference, office, browser, staff
    ):
        Conference.objects.update(
            starts_at=time(8), ends_at=time(11, 30), secretary="Bà Ghi", secretary_titles="Chánh Văn phòng"
        )
        Chair.objects.create(conference=conference, full_name="Ông Chủ Trì", titles="Chủ tịch")
        client = browser(staff)

        word, paper = (
            client.get(reverse("events:minutes_file", args=[conference.pk, ending])).content
            for ending in ("docx", "pdf")
        )

        *_, foot = docx.Document(io.BytesIO(word)).tables
        assert [cell.text.split("\n") for cell in foot.rows[0].cells] == [
            ["THƯ KÝ", "Bà Ghi"],
            ["CHỦ TRÌ HỘI NGHỊ", "Ông Chủ Trì"],
        ]
        printed = " ".join(PdfReader(io.BytesIO(paper)).pages[0].extract_text().split())
        for said in (" ".join(paragraphs(word)), printed):
            assert "Hồi 08 giờ 00 phút, ngày 10 tháng 01 năm 2023" in said
            assert "Thư ký: Bà Ghi, Chánh Văn phòng." in said
            assert "Hội nghị kết thúc hồi 11 giờ 30 phút cùng ngày." in said
        assert printed.index("cùng ngày.") < printed.index("THƯ KÝ") < printed.index("Bà Ghi", printed.index("THƯ KÝ"))

    def test_leave_room_for_whom_and_say_nothing_of_hours_that_nobody_entered(self, conference, office, browser, staff):
        answer = browser(staff).get(reverse("events:minutes_file", args=[conference.pk, "docx"]))

        *_, foot = docx.Document(io.BytesIO(answer.content)).tables
        assert [cell.text for cell in foot.rows[0].cells] == ["THƯ KÝ\n", "CHỦ TRÌ HỘI NGHỊ\n"]
        said = " ".join(paragraphs(answer.content))
        assert "Ngày 10 tháng 01 năm 2023, tại Hội trường tỉnh Đông Hưng, đã diễn ra" in said
        assert [words for words in ("giờ", "kết thúc", "Thư ký:") if words in said] == []

    def test_come_in_no_other_form(self, conference, browser, staff):
        assert browser(staff).get(f"/hoi-nghi/{conference.pk}/bien-ban.exe").status_code == 404


def test_a_paper_is_handed_to_those_who_may_see_the_conference(conference, browser, leader, editor, settings, tmp_path):
    settings.PRIVATE_ROOT = str(tmp_path)
    paper = Paper(conference=conference, title="Báo cáo")
    paper.file.save("bao-cao.pdf", ContentFile(b"%PDF-1.7 thu"))
    address = reverse("events:paper_file", args=[conference.pk, paper.pk])

    assert b"".join(browser(leader).get(address).streaming_content) == b"%PDF-1.7 thu"
    assert browser(editor).get(address).status_code == 403
    assert browser().get(address).status_code == 302


@pytest.mark.parametrize("delegates", [3, 300])
def test_no_page_takes_more_than_twelve_queries_however_many_delegates(
    delegates, meeting, conference, concluded, year, browser, staff, django_assert_num_queries
):
    before = Conference.objects.create(
        title="Hội nghị trước", kind="committee", held_on=date(2022, 7, 1), period_reported=year("2022")
    )
    ConferenceBody.objects.create(conference=before, body=meeting.body)
    concluded("Việc thử")
    Contribution.objects.create(conference=conference, speaker="Bà Nói", summary="Nhất trí")
    Delegate.objects.bulk_create(
        Delegate(conference=conference, full_name=f"Đại biểu {number}") for number in range(delegates)
    )
    client = browser(staff)

    # Of each: session, user, permissions (2), office, conference, sessions.
    for name, number in (
        ("conference", 12),  # chairs, conclusions before, photos, awards (2)
        ("delegates", 10),  # delegates, their sessions, bodies
        ("roll_call", 8),
        ("proceedings", 11),  # programme, contributions, votes, seats
        ("outcome", 10),  # conclusions, resolutions, papers
        ("photos", 8),
        ("invitations", 9),
    ):
        with django_assert_num_queries(number):
            client.get(page(name, conference))
