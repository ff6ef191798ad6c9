"""Photos of a conference: several at once, told apart afterwards, seen by those who may see the dossier."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from events import workflow
from events.models import Photo

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
