"""Photos of a conference: several at once, told apart afterwards, seen by those who may see the dossier."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from events import workflow
from events.models import Paper, Photo
from tests.office.page import opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


def taken(colour: str = "navy", size=(2000, 1500)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def size_of(stored) -> tuple[int, int]:
    with stored.open("rb") as file, Image.open(file) as picture:
        return picture.size


def sent(*names: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, taken()) for name in names]


@pytest.fixture
def address(conference) -> str:
    return reverse("events:photos", args=[conference.pk])


def test_several_come_at_once_in_order_small_and_whole(conference, address, browser, staff):
    answer = browser(staff).post(
        address, {"pictures": sent("một.jpg", "hai.jpg"), "caption": "Quang cảnh", "photographer": "Bà Chụp"}
    )

    assert answer.status_code == 302
    kept = list(conference.photos.values_list("position", "caption", "photographer"))
    assert kept == [(1, "Quang cảnh", "Bà Chụp"), (2, "Quang cảnh", "Bà Chụp")]
    first = conference.photos.first()
    assert [size_of(one) for one in (first.picture, first.thumbnail)] == [(1600, 1200), (400, 300)]
    assert "một" not in first.picture.name
    assert first.history.get().history_user == staff


def test_they_are_shown_on_the_dossier_with_what_is_said_of_them(conference, browser, leader, staff):
    [one] = workflow.add_photos(conference, pictures=[taken()], caption="Quang cảnh", photographer="Bà Chụp", by=staff)

    said = browser(leader).get(reverse("events:conference", args=[conference.pk])).text

    small = reverse("events:photo_file", args=[conference.pk, one.pk, "nho"])
    assert f'<img src="{small}" alt="Quang cảnh"' in said
    assert "Ảnh: Bà Chụp" in said


def test_a_file_that_is_no_picture_keeps_none_and_loses_no_words(conference, address, browser, staff):
    spoilt = SimpleUploadedFile("giả.jpg", b"<script>alert(1)</script>")

    refused = browser(staff).post(address, {"pictures": [*sent("một.jpg"), spoilt], "caption": "Quang cảnh"})

    assert (refused.status_code, "“giả.jpg”: Tệp không phải ảnh" in refused.text) == (400, True)
    assert 'value="Quang cảnh"' in refused.text
    assert not Photo.objects.exists()


def test_a_conference_holds_only_so_many(conference, monkeypatch, staff):
    monkeypatch.setattr(Photo, "MOST", 2)
    workflow.add_photos(conference, pictures=[taken()], by=staff)

    with pytest.raises(ValidationError, match="Mỗi hội nghị giữ nhiều nhất 2 ảnh, còn nhận được 1"):
        workflow.add_photos(conference, pictures=[taken(), taken()], by=staff)
    assert conference.photos.count() == 1


def test_one_is_seen_by_those_who_may_see_the_conference_and_never_runs_as_a_page(
    conference, browser, leader, editor, staff
):
    [one] = workflow.add_photos(conference, pictures=[taken()], by=staff)
    address = reverse("events:photo_file", args=[conference.pk, one.pk, "anh"])

    answer = browser(leader).get(address)

    told = [answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")]
    assert told == ["image/jpeg", "nosniff", "private, no-store"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).format == "JPEG"
    assert [browser(who).get(address).status_code for who in (None, editor)] == [302, 403]


def test_one_is_not_found_beneath_another_conference_nor_in_another_size(conference, browser, staff):
    [one] = workflow.add_photos(conference, pictures=[taken()], by=staff)
    client = browser(staff)

    sizes = [(conference.pk + 1, "anh"), (conference.pk, "goc")]

    assert [client.get(f"/hoi-nghi/{of}/anh/{one.pk}/{size}.jpg").status_code for of, size in sizes] == [404, 404]


def test_only_who_keeps_the_dossier_adds_any(conference, address, browser, leader, editor):
    refused = browser(leader).post(address, {"pictures": sent("một.jpg")})

    assert (refused.status_code, browser(editor).post(address).status_code) == (403, 403)
    assert "Thêm ảnh" not in browser(leader).get(address).text
    assert not Photo.objects.exists()


def test_each_is_told_apart_on_the_page_of_the_conference(conference, browser, staff):
    workflow.add_photos(conference, pictures=[taken()], caption="Quang cảnh", by=staff)

    page = browser(staff).get(reverse("admin:events_conference_change", args=[conference.pk])).text

    assert 'name="photos-0-caption" value="Quang cảnh"' in page
    assert "/anh/" in page


class TestWhatGoes:
    @pytest.fixture
    def change(self, conference) -> str:
        return reverse("admin:events_conference_change", args=[conference.pk])

    def kept(self, private) -> int:
        return len([path for path in private.rglob("*") if path.is_file()])

    def test_takes_its_files_along_once_that_is_certain(
        self, conference, change, tmp_path, browser, staff, django_capture_on_commit_callbacks
    ):
        [one, _] = workflow.add_photos(conference, pictures=[taken(), taken("red")], by=staff)
        client = browser(staff)

        with django_capture_on_commit_callbacks() as at_the_end:
            answer = client.post(change, opened(client, change, **{"photos-0-DELETE": "on"}))

        assert (answer.status_code, conference.photos.count(), self.kept(tmp_path)) == (302, 1, 4)
        for each in at_the_end:
            each()
        assert self.kept(tmp_path) == 2
        assert Photo.history.filter(id=one.pk, history_type="-").get().history_user == staff

    def test_is_also_the_file_of_a_paper_that_another_replaces(
        self, conference, change, tmp_path, browser, staff, django_capture_on_commit_callbacks
    ):
        paper = Paper(conference=conference, title="Báo cáo")
        paper.file.save("bao-cao.pdf", ContentFile(b"%PDF-1.7 cu"))
        client, other = browser(staff), SimpleUploadedFile("moi.pdf", b"%PDF-1.7 moi")

        with django_capture_on_commit_callbacks(execute=True):
            client.post(change, opened(client, change, **{"papers-0-title": "Báo cáo sửa"}))
        assert self.kept(tmp_path) == 1
        with django_capture_on_commit_callbacks(execute=True):
            client.post(change, opened(client, change, **{"papers-0-file": other}))

        [left] = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert left.read_bytes() == b"%PDF-1.7 moi"

    def test_as_many_photos_as_a_conference_holds_are_told_apart_on_one_page(self, conference, change, browser, staff):
        Photo.objects.bulk_create(Photo(conference=conference, position=number) for number in range(Photo.MOST))
        client = browser(staff)

        answer = client.post(change, opened(client, change, **{"photos-299-caption": "Quang cảnh"}))

        assert answer.status_code == 302
        assert conference.photos.get(caption="Quang cảnh").position == Photo.MOST - 1
