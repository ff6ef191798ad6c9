"""The page of each event of one organisation: what it records and refuses; nothing typed is lost."""

from datetime import date

import pytest

from cooperatives import workflow
from cooperatives.models import Kind, Level, LifeEvent, Organisation, Place
from tests.cooperatives.life_pages import (
    DAY,
    PDF,
    TYPED,
    content,
    page,
    parts,
    scan,
    send,
    stored,
)
from tests.office.page import complaints, form_on, opened


@pytest.fixture
def desk(staff, browser):
    """The browser of a member of staff."""
    return browser(staff)


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng", address="Thôn 1")


class TestWhatIsOffered:
    def offered(self, client, organisation: Organisation) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for verb in client.get(page(organisation)).context["verbs"]:
            groups.setdefault(verb["group"], []).append(verb["label"])
        return groups

    def test_is_what_applies_to_a_living_cooperative(self, htx, desk):
        assert self.offered(desk, htx) == {
            "Hoạt động thực tế và tham gia": ["Xác minh hoạt động", "Kết nạp vào Liên minh", "Vào liên hiệp"],
            "Thay đổi khi vẫn tồn tại": ["Đổi tên", "Chuyển địa bàn", "Tạm ngừng"],
            "Tổ chức lại": ["Tách", "Chia", "Hợp nhất", "Sáp nhập", "Chuyển đổi"],
            "Chấm dứt": ["Giải thể", "Phá sản"],
            "Ghi nhầm": ["Hủy sự kiện gần nhất"],
        }

    def test_changes_with_how_it_stands(self, htx, founded, desk, staff):
        union = founded("LH", kind=Kind.UNION)
        workflow.admit(htx, on=date(2016, 1, 1), by=staff)
        workflow.join_union(htx, union=union, on=date(2016, 1, 1), by=staff)
        workflow.suspend(htx, on=DAY, by=staff)

        offered = self.offered(desk, htx)

        assert offered["Hoạt động thực tế và tham gia"] == [
            "Xác minh hoạt động",
            "Ra khỏi Liên minh",
            "Vào liên hiệp",
            "Ra khỏi liên hiệp",
        ]
        assert offered["Thay đổi khi vẫn tồn tại"] == ["Đổi tên", "Chuyển địa bàn", "Hoạt động lại"]

    def test_leaves_one_that_ended_only_its_undoing(self, htx, desk, staff):
        workflow.end(htx, kind="dissolved", on=DAY, by=staff)

        assert self.offered(desk, htx) == {"Ghi nhầm": ["Hủy sự kiện gần nhất"]}


class TestEndings:
    @pytest.mark.parametrize(("verb", "kind"), [("giai-the", "dissolved"), ("pha-san", "bankrupt")])
    def test_end_an_organisation_on_paper(self, verb, kind, htx, desk, staff, settings, tmp_path):
        settings.PRIVATE_ROOT = tmp_path

        response = send(desk, htx, verb, document=scan())

        event = LifeEvent.objects.get(kind=kind)
        assert (response.url, stored(htx).ended_on, parts(event)) == (page(htx), DAY, {"HTX1": "ends"})
        assert (event.decision, event.note) == ("09/QĐ-UBND", "theo đề án")
        assert content(event) == PDF
        assert event.history.get().history_user == staff

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"on": "01/01/2015"}, "Ngày chấm dứt phải sau ngày thành lập (01/01/2015)."),
            ({"on": ""}, "Không được để trống."),
            ({"on": "01/07/2980"}, "Ngày 01/07/2980 chưa đến. Hãy kiểm tra lại năm."),
            ({"on": "31/02/2022"}, "Ngày không hợp lệ: hãy nhập ngày/tháng/năm, ví dụ 31/12/2023."),
        ],
    )
    def test_say_what_is_wrong_and_keep_what_was_typed(self, typed, sentence, htx, desk):
        response = send(desk, htx, "giai-the", **typed)

        assert complaints(response) == [sentence]
        assert {name: form_on(response)[name] for name in TYPED} == {
            name: [value] for name, value in (TYPED | typed).items()
        }
        assert stored(htx).ended_on is None


class TestDocuments:
    @pytest.fixture(autouse=True)
    def private(self, settings, tmp_path):
        settings.PRIVATE_ROOT = tmp_path
        return tmp_path

    @pytest.mark.parametrize(
        ("file", "sentence"),
        [
            (scan("a.exe"), "Chỉ nhận tệp PDF, Word (.docx), Excel (.xlsx) hoặc ảnh JPG, PNG."),
            (scan("a.pdf", b"<script>"), "Nội dung tệp không phải loại .pdf: hãy kiểm tra lại tệp."),
        ],
    )
    def test_that_are_not_what_they_say_are_refused(self, file, sentence, htx, desk):
        file.seek(0)

        response = send(desk, htx, "giai-the", document=file)

        assert complaints(response) == [sentence]
        assert stored(htx).ended_on is None

    def test_of_a_refused_event_must_be_chosen_again_and_leave_nothing_behind(self, htx, desk, staff, private):
        workflow.admit(htx, on=date(2022, 8, 1), by=staff)  # so that the refusal comes after the file was stored

        response = send(desk, htx, "giai-the", document=scan())

        assert len(complaints(response)) == 1
        assert "hãy chọn lại “quyet-dinh.pdf”" in response.content.decode()
        assert [path for path in private.rglob("*") if path.is_file()] == []

    def test_come_with_a_founding_too(self, desk, staff):
        address = "/quan-tri/cooperatives/cooperative/add/"
        typed = {"code": "M1", "name": "Tổ chức thử", "founded_on": "05/03/2020", "document": scan(), "note": "mới"}

        desk.post(address, opened(desk, address, **typed))

        event = LifeEvent.objects.get()
        assert (event.kind, event.note, content(event)) == ("founded", "mới", PDF)


class TestStandingMovingRenaming:
    def test_suspend_and_resume(self, htx, desk):
        send(desk, htx, "tam-ngung")
        suspended = stored(htx).is_suspended(DAY)
        send(desk, htx, "hoat-dong-lai", on="01/02/2023")

        assert (suspended, stored(htx).is_suspended(date(2023, 2, 1))) == (True, False)

    def test_move_keeps_the_seat_it_left(self, founded, desk):
        here, there = (
            Place.objects.create(code=code, name=name, level=Level.COMMUNE)
            for code, name in (("00001", "Xã Cũ"), ("00002", "Xã Mới"))
        )
        htx = founded("HTX1", place=here, address="Thôn 1")

        send(desk, htx, "chuyen-dia-ban", to=str(there.pk), address="Thôn 2")

        part = LifeEvent.objects.get(kind="moved").participants.get()
        assert (stored(htx).place, stored(htx).address) == (there, "Thôn 2")
        assert (part.former_place, part.former_address) == (here, "Thôn 1")

    def test_move_needs_no_script(self, founded, desk):
        """Where scripts do not run the page asks for codes."""
        here, there = (
            Place.objects.create(code=code, name=f"Xã {code}", level=Level.COMMUNE) for code in ("00001", "00002")
        )
        htx = founded("HTX1", place=here)

        unknown = send(desk, htx, "chuyen-dia-ban", to="", to_code="99999")
        send(desk, htx, "chuyen-dia-ban", to="", to_code="00002")

        assert complaints(unknown) == ["Không có xã, phường này: hãy chọn trong danh sách."]
        assert form_on(unknown)["to_code"] == ["99999"]
        assert stored(htx).place == there

    def test_say_that_the_seat_is_not_known(self, htx, desk):
        there = Place.objects.create(code="00002", name="Xã Mới", level=Level.COMMUNE)

        response = send(desk, htx, "chuyen-dia-ban", to=str(there.pk))

        assert complaints(response) == [
            "Hợp tác xã Đông Hưng (HTX1) chưa ghi địa bàn: hãy ghi nơi đang ở vào hồ sơ trước."
        ]

    def test_rename(self, htx, desk):
        send(desk, htx, "doi-ten", name="Hợp tác xã Đồng Ruộng")

        assert stored(htx).name == "Hợp tác xã Đồng Ruộng"
        assert LifeEvent.objects.get(kind="renamed").participants.get().former_name == "Hợp tác xã Đông Hưng"

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("Hợp tác xã Đông Hưng", "Hợp tác xã Đông Hưng (HTX1) đang mang tên này: hãy ghi tên mới."),
            ("  ", "Không được để trống."),
        ],
    )
    def test_say_why_a_name_will_not_do(self, name, sentence, htx, desk):
        assert complaints(send(desk, htx, "doi-ten", name=name)) == [sentence]


def test_what_was_sent_too_late_comes_back_with_a_sentence(htx, desk, staff):
    """Both clerks had the page open; the second is told, and what she typed is still there."""
    address = page(htx, "giai-the")
    typed = opened(desk, address, **TYPED)
    workflow.end(htx, kind="bankrupt", on=date(2022, 6, 1), by=staff)

    response = desk.post(address, typed)

    assert complaints(response) == [
        "Hợp tác xã Đông Hưng (HTX1) đã chấm dứt: phá sản ngày 01/06/2022. Chưa ghi gì thêm; hãy xem quá trình của tổ "
        "chức."
    ]
    assert {name: form_on(response)[name] for name in TYPED} == {name: [value] for name, value in TYPED.items()}
    assert LifeEvent.objects.filter(date=DAY).count() == 0
