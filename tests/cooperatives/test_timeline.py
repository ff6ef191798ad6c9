"""The life of an organisation as its page tells it: everything, in order, with its papers and who recorded it."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import Kind, Level, Organisation, Place
from cooperatives.timeline import Moment, timeline
from cooperatives.workflow import Paper
from tests.cooperatives.life_pages import event_page, page, scan

DAY = date(2022, 7, 1)


@pytest.fixture
def htx(founded, staff) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng", by=staff)


@pytest.fixture
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


def stored(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def told(organisation: Organisation) -> list[tuple]:
    return [(moment.day, moment.title, *moment.sentences) for moment in timeline(stored(organisation))]


class TestMoments:
    def test_stand_in_order_whatever_they_are(self, htx, founded, staff):
        union, other = founded("LH", kind=Kind.UNION), founded("HTX2", name="Hợp tác xã Tiếp Nhận")
        workflow.verify_activity(htx, state="active", since=date(2015, 1, 1), by=staff)
        workflow.admit(htx, on=date(2016, 5, 1), decision="07/QĐ", by=staff)
        workflow.join_union(htx, union=union, on=date(2017, 5, 1), by=staff)
        workflow.suspend(htx, on=date(2019, 1, 1), by=staff)
        workflow.verify_activity(
            htx, state="ceased", since=date(2019, 2, 1), verified_by="Đoàn", verified_on=date(2019, 3, 1), by=staff
        )
        workflow.resume(htx, on=date(2020, 1, 1), by=staff)
        workflow.end(htx, kind="merged", on=DAY, into=[other], note="theo đề án", by=staff)

        assert told(htx) == [
            (date(2015, 1, 1), "Thành lập"),
            (date(2015, 1, 1), "Hoạt động thực tế: đang hoạt động", "Chưa xác minh."),
            (date(2016, 5, 1), "Kết nạp vào Liên minh"),
            (date(2017, 5, 1), "Vào liên hiệp"),
            (date(2019, 1, 1), "Tạm ngừng"),
            (
                date(2019, 2, 1),
                "Hoạt động thực tế: ngừng hoạt động chưa giải thể",
                "Đoàn xác minh ngày 01/03/2019.",
            ),
            (date(2020, 1, 1), "Hoạt động lại"),
            (DAY, "Bị sáp nhập, chấm dứt", "theo đề án"),
            (DAY, "Ra khỏi Liên minh", "Cùng việc sáp nhập ngày 01/07/2022."),
            (DAY, "Ra khỏi liên hiệp", "Cùng việc sáp nhập ngày 01/07/2022."),
        ]
        assert told(other) == [(date(2015, 1, 1), "Thành lập"), (DAY, "Nhận sáp nhập", "theo đề án")]
        assert told(union) == [
            (date(2015, 1, 1), "Thành lập"),
            (date(2017, 5, 1), "Nhận thành viên"),
            (DAY, "Thành viên ra khỏi liên hiệp", "Cùng việc sáp nhập ngày 01/07/2022."),
        ]

    def test_tell_each_name_and_seat_as_it_was(self, founded, staff):
        one, two, three = (Place.objects.create(name=f"Xã {n}", level=Level.COMMUNE) for n in ("A", "B", "C"))
        htx = founded("HTX1", name="Tên một", place=one, address="Thôn 1")
        workflow.rename(htx, name="Tên hai", on=date(2018, 1, 1), by=staff)
        workflow.move(htx, to=two, address="Thôn 2", on=date(2019, 1, 1), by=staff)
        workflow.rename(htx, name="Tên ba", on=date(2020, 1, 1), by=staff)
        workflow.move(htx, to=three, on=date(2021, 1, 1), by=staff)

        assert told(htx)[1:] == [
            (date(2018, 1, 1), "Đổi tên", "Tên cũ: Tên một. Tên mới: Tên hai."),
            (date(2019, 1, 1), "Chuyển địa bàn", "Chuyển từ Thôn 1, Xã A đến Thôn 2, Xã B."),
            (date(2020, 1, 1), "Đổi tên", "Tên cũ: Tên hai. Tên mới: Tên ba."),
            (date(2021, 1, 1), "Chuyển địa bàn", "Chuyển từ Thôn 2, Xã B đến Xã C."),
        ]

    def test_say_who_recorded_them_and_who_corrected_them(self, htx, staff, leader):
        event = workflow.suspend(htx, on=DAY, by=staff)
        event.decision, event._history_user = "05/QĐ", leader
        event.save()
        workflow.leave(workflow.admit(htx, on=date(2016, 1, 1), by=staff), on=date(2023, 1, 1), by=leader)

        def who(moment: Moment) -> tuple:
            return (moment.title, *(one and one.by for one in (moment.recorded, moment.corrected)))

        assert [who(moment) for moment in timeline(htx)] == [
            ("Thành lập", "Người canbo", None),
            ("Kết nạp vào Liên minh", "Người canbo", None),
            ("Tạm ngừng", "Người canbo", "Người lanhdao"),
            ("Ra khỏi Liên minh", "Người lanhdao", None),
        ]

    @pytest.mark.parametrize("length", [1, 4])
    def test_take_as_many_queries_for_a_long_life_as_for_a_short_one(
        self, length, htx, founded, staff, django_assert_num_queries
    ):
        for year in range(length):
            workflow.rename(htx, name=f"Tên {year}", on=date(2018 + year, 1, 1), by=staff)
            workflow.verify_activity(htx, state=["active", "ceased"][year % 2], since=date(2018 + year, 2, 1), by=staff)
            workflow.leave(
                workflow.admit(htx, on=date(2018 + year, 3, 1), by=staff), on=date(2018 + year, 4, 1), by=staff
            )
            union = founded(f"LH{year}", kind=Kind.UNION)
            workflow.join_union(htx, union=union, on=date(2018, 1, 1), by=staff)

        with django_assert_num_queries(10):
            timeline(htx)


class TestOnThePage:
    def test_links_parties_papers_and_the_undoing_of_the_last(self, htx, founded, staff, browser, private):
        other = founded("HTX2", name="Hợp tác xã Tiếp Nhận")
        paper = Paper("09/QĐ", scan())
        event = workflow.reorganise([htx], kind="merged", on=DAY, into=[other], paper=paper, by=staff)

        html = browser(staff).get(page(htx)).content.decode()

        assert '<time datetime="2022-07-01">01/07/2022</time>' in html
        assert f'<a href="{event_page(event)}">Bị sáp nhập, chấm dứt</a>' in html
        assert f'<a href="{page(other)}">Hợp tác xã Tiếp Nhận (HTX2)</a>: tiếp tục' in html
        assert f'Số 09/QĐ · <a href="{event_page(event, "document")}">Tải văn bản</a>' in html
        assert html.count(f'<a href="{page(htx, "huy-su-kien")}">Hủy sự kiện này</a>') == 1

    def test_escapes_what_was_typed(self, htx, staff, browser):
        workflow.suspend(htx, on=DAY, paper=Paper("<b>", None, "<script>alert(1)</script>"), by=staff)

        html = browser(staff).get(page(htx)).content.decode()

        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html

    def test_offers_no_undoing_to_those_who_only_look(self, htx, leader, browser):
        html = browser(leader).get(page(htx)).content.decode()

        assert "Thành lập</a>" in html
        assert "Hủy sự kiện này" not in html


class TestStanding:
    def shown(self, client, organisation) -> tuple[str, str]:
        """Legal status and real activity, on the list as on the page."""
        [row] = client.get("/quan-tri/cooperatives/cooperative/").context["cl"].result_list
        html = client.get(page(organisation)).content.decode()
        admin = client.get(page(organisation)).context["adminform"].model_admin
        words = admin.existence(row), admin.activity(row)
        assert all(f'<div class="readonly">{one}</div>' in html for one in words)
        return words

    def test_in_law_and_in_fact_are_told_apart(self, htx, staff, browser):
        client = browser(staff)
        seen = [self.shown(client, htx)]
        workflow.suspend(htx, on=DAY, by=staff)
        seen.append(self.shown(client, htx))
        workflow.verify_activity(htx, state="active", since=DAY, by=staff)
        seen.append(self.shown(client, htx))
        workflow.resume(htx, on=date(2023, 1, 1), by=staff)
        workflow.verify_activity(htx, state="ceased", since=date(2023, 1, 1), by=staff)
        seen.append(self.shown(client, htx))
        workflow.end(htx, kind="dissolved", on=date(2024, 1, 1), by=staff)
        seen.append(self.shown(client, htx))

        assert seen == [
            ("đang tồn tại", "chưa ghi"),
            ("đang tạm ngừng từ 01/07/2022", "chưa ghi"),
            ("đang tạm ngừng từ 01/07/2022", "đang hoạt động"),
            ("đang tồn tại", "ngừng hoạt động chưa giải thể"),
            ("chấm dứt 01/01/2024", "–"),
        ]
