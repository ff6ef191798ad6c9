"""The list of events, the page of one, its document, its correction, and recounts."""

from datetime import date
from pathlib import Path

import pytest

from cooperatives import workflow
from cooperatives.models import Kind, Level, LifeEvent, Organisation, Place
from cooperatives.workflow import Paper
from tests.cooperatives.life_pages import PDF, content, event_page, page, scan
from tests.office.page import complaints, form_on, opened

LIST = "/quan-tri/cooperatives/lifeevent/"
RECOUNT = f"{LIST}add/"
DAY = date(2022, 7, 1)


@pytest.fixture
def desk(staff, browser):
    """The browser of a member of staff."""
    return browser(staff)


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng")


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


@pytest.fixture
def event(htx, staff) -> LifeEvent:
    """A suspension with its signed decision."""
    return workflow.suspend(htx, on=DAY, paper=Paper("05/QĐ", scan(), "tạm"), by=staff)


class TestTheList:
    def found(self, client, **asked) -> list[str]:
        return [str(event) for event in client.get(LIST, asked).context["cl"].result_list]

    def test_is_narrowed_by_kind_and_year(self, event, desk):
        assert self.found(desk, kind__exact="suspended") == ["tạm ngừng ngày 01/07/2022"]
        assert self.found(desk, nam="2015") == ["thành lập ngày 01/01/2015"]
        assert self.found(desk, nam="abc") == ["tạm ngừng ngày 01/07/2022", "thành lập ngày 01/01/2015"]

    @pytest.mark.parametrize("words", ["dong hung", "ĐÔNG HƯNG", "htx1"])
    def test_is_searched_by_organisation_without_diacritics(self, words, event, founded, desk):
        founded("KHAC", name="Hợp tác xã Tiền Hải")

        assert self.found(desk, q=words) == ["tạm ngừng ngày 01/07/2022", "thành lập ngày 01/01/2015"]

    def test_is_searched_by_decision(self, event, desk):
        assert self.found(desk, q="05/QĐ") == ["tạm ngừng ngày 01/07/2022"]

    def test_links_the_parties(self, event, htx, desk):
        assert f'<a href="{page(htx)}">Hợp tác xã Đông Hưng (HTX1)</a>: tiếp tục' in desk.get(LIST).content.decode()


class TestTheDocument:
    def test_is_handed_to_those_who_may_see_the_event(self, event, staff, leader, browser):
        for user in (staff, leader):
            response = browser(user).get(event_page(event, "document"))

            assert b"".join(response.streaming_content) == PDF
            assert response["Content-Disposition"] == 'attachment; filename="quyet-dinh.pdf"'
            assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
            assert response["X-Content-Type-Options"] == "nosniff"

    def test_is_kept_from_everybody_else(self, event, editor, browser):
        refused = browser(editor).get(event_page(event, "document"))

        assert refused.status_code == 403
        assert "Bạn không có quyền xem văn bản này" in refused.content.decode()
        assert browser().get(event_page(event, "document")).status_code == 302
        assert browser().get(f"/media/{event.document.name}").status_code == 404

    def test_that_is_not_there_is_not_found(self, event, htx, desk):
        without = htx.life_events.get(kind="founded")
        Path(event.document.path).unlink()

        assert [desk.get(event_page(one, "document")).status_code for one in (event, without)] == [404, 404]
        assert desk.get(f"{LIST}999999/van-ban/").status_code == 404


class TestCorrecting:
    def test_papers_are_put_right_with_their_history(self, event, desk, staff):
        address = event_page(event)

        response = desk.post(
            address, opened(desk, address, decision="06/QĐ", document=scan("dung.pdf", PDF + b" 2"), note="")
        )

        event.refresh_from_db()
        assert response.status_code == 302
        assert (event.decision, event.note, content(event)) == ("06/QĐ", "", PDF + b" 2")
        assert [(past.decision, past.history_user) for past in event.history.all()] == [
            ("06/QĐ", staff),
            ("05/QĐ", staff),
        ]

    def test_the_history_page_tells_both_values(self, event, desk):
        desk.post(event_page(event), opened(desk, event_page(event), decision="06/QĐ"))

        html = desk.get(event_page(event, "history")).content.decode()

        assert ("<del>05/QĐ</del>" in html, "<ins>06/QĐ</ins>" in html) == (True, True)

    def test_a_document_left_alone_stays(self, event, desk):
        name = event.document.name

        desk.post(event_page(event), opened(desk, event_page(event), note="khác"))

        event.refresh_from_db()
        assert (event.note, event.document.name) == ("khác", name)

    def test_a_document_is_taken_off(self, event, desk):
        address = event_page(event)

        desk.post(address, {**opened(desk, address), "document-clear": "on"})

        event.refresh_from_db()
        assert event.document.name == ""

    def test_neither_day_nor_kind_nor_parties_change(self, event, htx, founded, desk):
        other, address = founded("HTX2"), event_page(event)

        desk.post(address, opened(desk, address, date="01/01/2000", kind="dissolved", organisations=str(other.pk)))

        event.refresh_from_db()
        assert (event.kind, event.date, event.organisations.get()) == ("suspended", DAY, htx)

    def test_a_wrong_file_is_refused_and_the_rest_kept(self, event, desk):
        address = event_page(event)

        response = desk.post(address, opened(desk, address, note="khác", document=scan("a.pdf", b"<html>")))

        assert complaints(response) == ["Nội dung tệp không phải loại .pdf: hãy kiểm tra lại tệp."]
        assert form_on(response)["note"] == ["khác"]

    def test_leadership_reads_and_downloads_but_changes_nothing(self, event, leader, browser):
        client = browser(leader)

        html = client.get(event_page(event)).content.decode()

        assert "05/QĐ" in html
        assert f'<a href="{event_page(event, "document")}"' in html
        assert client.post(event_page(event), {"note": "x"}).status_code == 403

    def test_nobody_deletes_an_event(self, event, administrator, browser):
        assert browser(administrator).post(event_page(event, "delete"), {"post": "yes"}).status_code == 403


class TestRecounting:
    TYPED = {"date": "31/12/2022", "adjusted_kind": "group", "adjustment": "-1.040", "note": "kiểm đếm lại"}

    def test_moves_a_count_that_nobody_can_name(self, desk, staff):
        place = Place.objects.create(code="00001", name="Xã Thử", level=Level.COMMUNE)
        typed = {**self.TYPED, "adjusted_sector": "agriculture", "adjusted_place": str(place.pk), "decision": "07/BC"}

        response = desk.post(RECOUNT, opened(desk, RECOUNT, document=scan(), **typed))

        event = LifeEvent.objects.get()
        assert response.url == LIST
        assert (event.kind, event.date, event.adjusted_kind, event.adjusted_sector) == (
            "adjusted",
            date(2022, 12, 31),
            Kind.GROUP,
            "agriculture",
        )
        assert (event.adjusted_place, event.adjustment, event.decision, event.note) == (
            place,
            -1040,
            "07/BC",
            "kiểm đếm lại",
        )
        assert (content(event), event.history.get().history_user) == (PDF, staff)

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"note": ""}, "Không được để trống."),
            ({"adjusted_kind": ""}, "Không được để trống."),
            ({"adjustment": "0"}, "Điều chỉnh phải khác 0."),
            ({"date": "31/12/2980"}, "Ngày 31/12/2980 chưa đến. Hãy kiểm tra lại năm."),
        ],
    )
    def test_says_what_is_wrong_and_keeps_the_rest(self, typed, sentence, desk):
        response = desk.post(RECOUNT, opened(desk, RECOUNT, **{**self.TYPED, **typed}))

        assert complaints(response) == [sentence]
        assert {name: form_on(response)[name] for name in self.TYPED} == {
            name: [value] for name, value in (self.TYPED | typed).items()
        }
        assert not LifeEvent.objects.exists()

    def test_is_reached_from_the_list_by_those_who_may(self, desk, leader, browser):
        assert f'<a href="{RECOUNT}" class="addlink">Điều chỉnh số liệu</a>' in desk.get(LIST).content.decode()
        assert RECOUNT not in browser(leader).get(LIST).content.decode()
        assert browser(leader).get(RECOUNT).status_code == 403

    def test_is_listed_with_what_it_counts_and_keeps_a_reason(self, desk, staff):
        event = workflow.adjust(kind=Kind.GROUP, quantity=-40, on=DAY, paper=Paper(note="kiểm đếm"), by=staff)

        response = desk.post(event_page(event), opened(desk, event_page(event), note=""))

        assert "−40 Tổ hợp tác" in desk.get(LIST).content.decode()
        assert complaints(response) == ["Điều chỉnh số liệu phải ghi lý do."]

    def test_is_undone_like_any_event(self, desk, staff):
        event = workflow.adjust(kind=Kind.GROUP, quantity=-40, on=DAY, by=staff)
        address = event_page(event, "huy")

        told = desk.get(address).context["form"].consequences
        desk.post(address, opened(desk, address, reason="đếm nhầm"))

        assert told == ["Số lượng Tổ hợp tác từ ngày 01/07/2022 không còn điều chỉnh −40."]
        assert not LifeEvent.objects.exists()
