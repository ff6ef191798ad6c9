"""The page where an edited Word file is sent, looked at and taken: nothing is written before it is confirmed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from printing.docx_reading import as_text
from printing.unpack_word import read as unpacked
from reports.models import Passage, Report
from reports.reading_back_pages import FileForm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_children(monkeypatch):
    """The files are read here; tests/printing/test_docx_reading.py asks for the child."""
    monkeypatch.setattr("reports.reading_back_pages.read_word", lambda source, name: as_text(unpacked(source, name)))


@pytest.fixture
def page(report) -> str:
    return reverse("reports:read_back", args=[report.pk])


def send(client, page: str, content: bytes, name: str = "báo cáo.docx"):
    return client.post(page, {"file": SimpleUploadedFile(name, content)})


def seen(response) -> str:
    """The text of the page, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def choices(response, **chosen: str) -> dict[str, str]:
    """What the form sends: what is checked, unless chosen otherwise; fields with _ for -."""
    html = response.content.decode()
    fields = dict(re.findall(r'name="([\w-]+)" value="(\w+)" checked', html))
    [token] = re.findall(r'name="token" value="([^"]+)"', html)
    return {"token": token} | fields | {name.replace("_", "-"): value for name, value in chosen.items()}


def test_the_page_asks_for_the_file_and_says_what_it_reads(browser, staff, page):
    response = browser(staff).get(page)

    assert response.status_code == 200
    assert "Lời văn trong các mục" in seen(response)


def test_an_unchanged_file_is_said_to_be_so(browser, staff, page, edited):
    assert "Không có gì thay đổi" in seen(send(browser(staff), page, edited.content))


def test_changes_are_shown_word_by_word_and_nothing_is_written(browser, staff, page, edited):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")

    response = send(browser(staff), page, edited.content)

    assert "[bỏ: hai. ] [thêm: ba. ]" in seen(response)
    assert Passage.objects.count() == 0


def test_a_changed_number_stands_beside_the_ledger_with_its_two_ways(browser, staff, page, edited):
    edited.replace("03 hợp tác xã (HTX)", "05 hợp tác xã (HTX)")

    response = send(browser(staff), page, edited.content)

    assert "Hợp tác xã: trong tệp 05 hợp tác xã (HTX) , sổ liệu 03 hợp tác xã (HTX)" in seen(response)
    assert "Sửa dữ liệu:" in seen(response)
    assert "Sửa câu:" in seen(response)
    assert reverse("reports:behind", args=["2023", "cooperatives"]) in response.content.decode()


def test_what_was_confirmed_is_written(browser, staff, page, edited, report):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")
    client = browser(staff)

    response = client.post(page, choices(send(client, page, edited.content)), follow=True)

    assert "Đã ghi vào báo cáo: Phương hướng, nhiệm vụ năm 2024" in seen(response)
    assert report.passages.get().text == "- Việc thứ nhất.\n- Việc thứ ba."


def test_what_was_left_is_not_written(browser, staff, page, edited, report):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")
    client = browser(staff)

    response = client.post(page, choices(send(client, page, edited.content), tasks_0="de"), follow=True)

    assert "Không ghi gì" in seen(response)
    assert report.passages.count() == 0


def test_a_report_that_changed_meanwhile_is_shown_in_three_versions_and_nothing_written(
    browser, staff, page, edited, report
):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")
    client = browser(staff)
    asked = choices(send(client, page, edited.content))
    Passage.objects.create(report=report, section="tasks", text="- Việc khác.")

    response = client.post(page, asked)

    assert response.status_code == 409
    text = seen(response)
    for words in ("Khi tải tệp", "Việc thứ hai.", "Trong tệp gửi lên", "Việc thứ ba.", "Việc khác."):
        assert words in text
    assert report.passages.get().text == "- Việc khác."


def test_choices_survive_a_refusal(browser, staff, page, edited, report):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")
    edited.replace(" ngừng hoạt động nhưng chưa giải thể.", " đã ngừng.")
    client = browser(staff)
    asked = choices(send(client, page, edited.content), limitations_0="de")
    Passage.objects.create(report=report, section="tasks", text="- Việc khác.")

    assert choices(client.post(page, asked))["limitations-0"] == "de"


def test_a_section_that_outgrew_its_room_is_refused_and_the_page_stays(browser, staff, page, edited, report):
    edited.replace("Việc thứ hai.", "Việc " * 13_000)
    client = browser(staff)

    response = client.post(page, choices(send(client, page, edited.content)))

    assert response.status_code == 409
    assert "dài hơn 60.000 ký tự: chưa ghi gì" in seen(response)
    assert choices(response)["tasks-0"] == "lay"
    assert report.passages.count() == 0


def test_a_page_of_somebody_else_is_not_taken(browser, person, staff, page, edited, report):
    edited.replace("Việc thứ hai.", "Việc thứ ba.")
    asked = choices(send(browser(staff), page, edited.content))

    response = browser(person("Cán bộ", "canbo2")).post(page, asked)

    assert response.status_code == 400
    assert "hãy gửi lại tệp. Chưa ghi gì." in seen(response)
    assert report.passages.count() == 0


@pytest.mark.parametrize("token", ["", "a", "a:b:c", "x" * 5000])
def test_a_forged_page_is_refused(browser, staff, page, report, token):
    response = browser(staff).post(page, {"token": token, "tasks-0": "lay"})

    assert response.status_code == 400
    assert report.passages.count() == 0


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.docx", "Tệp này trống"),
        (b"x", "a.docx", "bị hỏng hoặc không phải tệp Word"),
        (b"PK", "<b>.docx", "Tệp &lt;b&gt;.docx bị hỏng"),
    ],
)
def test_a_bad_file_is_refused_in_words(browser, staff, page, content, name, sentence):
    response = send(browser(staff), page, content, name)

    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_no_file_is_asked_for(browser, staff, page):
    response = browser(staff).post(page)

    assert response.status_code == 400
    assert "Hãy chọn tệp Word đã sửa." in seen(response)


def test_the_file_of_another_report_is_refused_by_name(browser, staff, edited, report):
    second = Report.objects.create(kind="year_end", period=report.period, edition=2, corrects=report)

    response = send(browser(staff), reverse("reports:read_back", args=[second.pk]), edited.content)

    assert response.status_code == 400
    assert "Tệp này là của bản thứ 1, còn đây là bản thứ 2" in seen(response)


def test_a_report_that_was_handed_in_says_so(browser, staff, page, report):
    Report.objects.filter(pk=report.pk).update(state="review", submitted_by=staff, submitted_at=timezone.now())

    response = browser(staff).get(page)

    assert response.status_code == 409
    assert "Báo cáo chờ duyệt nên không sửa được nữa" in seen(response)
    assert "<form class" not in response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_stranger_meets_the_login_and_the_leader_a_worded_refusal(browser, leader, page):
    assert browser().get(page).status_code == 302
    response = browser(leader).get(page)
    assert response.status_code == 403
    assert "Chỉ cán bộ được soạn báo cáo" in seen(response)


def test_a_report_that_is_not_there_is_not_found(browser, staff):
    assert browser(staff).get(reverse("reports:read_back", args=[99])).status_code == 404


def test_a_file_of_too_many_changes_is_refused_in_words(browser, staff, page, edited, monkeypatch):
    monkeypatch.setattr("reports.reading_back_pages.MOST_CHOICES", 1)
    edited.replace("Việc thứ hai.", "Việc thứ ba.")
    edited.replace(" ngừng hoạt động nhưng chưa giải thể.", " đã ngừng.")

    assert "quá nhiều chỗ" in seen(send(browser(staff), page, edited.content))


def test_a_file_beyond_all_size_is_refused_before_it_is_read(staff):
    file = SimpleUploadedFile("a.docx", b"x")
    file.size = 11 * 1024 * 1024

    form = FileForm({}, {"file": file})

    assert form.errors["file"] == ["Tệp lớn hơn 10 MB: hãy bỏ bớt hình rồi lưu lại."]
