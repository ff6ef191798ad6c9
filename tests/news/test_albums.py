"""Albums and videos: filled by the editor, from a conference too, seen by all once published, by keys and without."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Conference, Photo
from news.models import Album, Picture, Placing, VideoLink
from news.workflow import albums
from returns.models import Period
from tests.news.pictures import fetched, kept, taken, upload

pytestmark = pytest.mark.django_db
LIBRARY = "/thu-vien-anh/"


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


@pytest.fixture
def album():
    """Make an album with some pictures of the library, published unless asked otherwise."""

    def make(slug: str = "hoi-cho", *, pictures: int = 3, public: bool = True) -> Album:
        day = date(2023, 10, 9)
        one = Album.objects.create(
            title=f"Album {slug}", slug=slug, held_on=day, published_on=timezone.localdate() if public else None
        )
        for number in range(pictures, 0, -1):
            picture = kept(size=(60, 40), caption=f"Ảnh thứ {number}")
            Placing.objects.create(album=one, picture=picture, position=number)
        return one

    return make


@pytest.fixture
def conference():
    period = Period.from_code("2023")
    period.save()
    one = Conference.objects.create(
        title="Hội nghị thử", kind="year_end", held_on=date(2023, 12, 26), period_reported=period
    )
    for number in (1, 2):
        stored = {"picture": ContentFile(taken((80, 60)), "a.jpg"), "thumbnail": ContentFile(taken((8, 6)), "b.jpg")}
        Photo.objects.create(
            conference=one,
            position=number,
            caption="Toàn cảnh" if number == 1 else "",
            photographer="Bà Chụp",
            **stored,
        )
    return one


class TestTheLibrary:
    def test_shows_published_albums_with_their_first_picture(self, album, browser, office):
        shown = album()
        album("kin", public=False)

        said = browser().get(LIBRARY).text

        first = Picture.objects.get(caption="Ảnh thứ 1", placings__album=shown)
        assert f'<a href="/thu-vien-anh/hoi-cho/"><img src="{first.small_address}"' in said
        assert "3 ảnh" in said
        assert "kin" not in said

    def test_takes_the_same_queries_however_many(self, album, browser, office, django_assert_num_queries):
        album("mot")
        browser().get(LIBRARY)
        with django_assert_num_queries(5):
            browser().get(LIBRARY)
        for number in range(14):
            album(f"album-{number}", pictures=1)

        with django_assert_num_queries(5):
            answer = browser().get(LIBRARY)
        assert (len(answer.context["albums"]), answer.context["page"].paginator.num_pages) == (12, 2)

    def test_says_so_when_it_is_empty(self, browser, office):
        assert "Chưa có album nào được đăng" in browser().get(LIBRARY).text


class TestAnAlbum:
    def test_shows_its_pictures_in_order_each_leading_to_a_large_one(self, album, browser, office):
        album()

        said = browser().get("/thu-vien-anh/hoi-cho/").text

        assert re.findall(r"<figcaption>(Ảnh thứ \d)", said) == ["Ảnh thứ 1", "Ảnh thứ 2", "Ảnh thứ 3"]
        assert '<a href="/thu-vien-anh/hoi-cho/2/" aria-label="Xem ảnh 2: Ảnh thứ 2">' in said

    def test_is_gone_through_by_links_that_keys_follow(self, album, browser, office):
        album()
        ends = {number: browser().get(f"/thu-vien-anh/hoi-cho/{number}/").text for number in (1, 2, 3)}

        assert 'rel="prev" href="/thu-vien-anh/hoi-cho/1/"' in ends[2]
        assert 'rel="next" href="/thu-vien-anh/hoi-cho/3/"' in ends[2]
        assert 'rel="up" href="/thu-vien-anh/hoi-cho/"' in ends[2]
        assert ('rel="prev"' in ends[1], 'rel="next"' in ends[3]) == (False, False)
        assert [browser().get(f"/thu-vien-anh/hoi-cho/{number}/").status_code for number in (0, 4, 99)] == [404] * 3

    def test_and_its_pictures_are_seen_by_its_editors_alone_until_it_is_published(
        self, album, browser, editor, staff, office
    ):
        one = album(public=False)
        addresses = ["/thu-vien-anh/hoi-cho/", "/thu-vien-anh/hoi-cho/1/", Picture.objects.first().small_address]

        def answers(user=None) -> list[int]:
            return [fetched(browser(user), address).status_code for address in addresses]

        assert (answers(), answers(staff), answers(editor)) == ([404] * 3, [404] * 3, [200] * 3)
        albums.publish(one, by=editor)
        assert answers() == [200] * 3
        albums.withdraw(one, by=editor)
        assert answers() == [404] * 3


class TestPublishing:
    def test_an_empty_album_is_not_published(self, album, editor):
        with pytest.raises(ValidationError, match="Album chưa có ảnh nào"):
            albums.publish(album(pictures=0, public=False), by=editor)

    def test_nothing_is_done_twice(self, album, editor):
        one = album()

        with pytest.raises(ValidationError, match="đã đăng"):
            albums.publish(one, by=editor)
        albums.withdraw(one, by=editor)
        with pytest.raises(ValidationError, match="chưa đăng"):
            albums.withdraw(one, by=editor)

    def test_only_by_editors(self, album, staff, leader, browser):
        one = album(public=False)

        for user in (staff, leader):
            with pytest.raises(PermissionDenied, match="Chỉ biên tập viên"):
                albums.publish(one, by=user)
            assert browser(user).post(reverse("admin:news_album_dang", args=[one.pk])).status_code == 403

    def test_a_public_album_is_withdrawn_before_it_is_deleted(self, album, browser, editor):
        one = album()
        page = reverse("admin:news_album_delete", args=[one.pk])
        client = browser(editor)

        assert client.post(page, {"post": "yes"}).status_code == 403
        albums.withdraw(one, by=editor)
        assert client.post(page, {"post": "yes"}).status_code == 302
        assert (Album.objects.count(), Picture.objects.count()) == (0, 3)


class TestFilling:
    def test_several_pictures_come_at_once_behind_those_there(self, album, browser, editor):
        one = album(pictures=1)
        sent = {
            "pictures": [upload(taken((90, 60))), upload(taken((90, 60)))],
            "alt": "Gian hàng",
            "caption": "Hội chợ",
        }

        answer = browser(editor).post(reverse("admin:news_album_them-anh", args=[one.pk]), sent)

        assert answer.status_code == 302
        told = [(each.position, each.picture.alt) for each in one.placings.select_related("picture")]
        assert told == [(1, "Cánh đồng lúa"), (2, "Gian hàng"), (3, "Gian hàng")]

    def test_undescribed_ones_come_back_with_what_was_typed(self, album, browser, editor):
        one = album(pictures=0)

        answer = browser(editor).post(
            reverse("admin:news_album_them-anh", args=[one.pk]), {"pictures": [upload()], "caption": "Giữ nguyên"}
        )

        assert (answer.status_code, 'value="Giữ nguyên"' in answer.text) == (200, True)
        assert not Picture.objects.exists()

    def test_an_album_holds_only_so_many(self, album, editor, monkeypatch):
        monkeypatch.setattr(albums, "MOST", 2)
        one = album(pictures=1)

        with pytest.raises(ValidationError, match="nhiều nhất 2 ảnh, còn nhận được 1"):
            albums.add_pictures(one, pictures=[taken((9, 9)), taken((9, 9))], alt="x", by=editor)
        assert Picture.objects.count() == 1

    def test_the_editor_makes_one_whose_address_follows_from_its_title(self, browser, editor):
        rows = {"placings-TOTAL_FORMS": 0, "placings-INITIAL_FORMS": 0}
        for _ in range(2):
            sent = {"title": "Lễ ký kết", "held_on": "09/10/2023", **rows}
            assert browser(editor).post("/quan-tri/news/album/add/", sent).status_code == 302

        assert sorted(Album.objects.values_list("slug", flat=True)) == ["le-ky-ket", "le-ky-ket-2"]


class TestFromAConference:
    def test_its_photos_are_copied_once_with_what_was_said_of_them(self, album, conference, editor, browser):
        one = album(pictures=0)
        Album.objects.update(conference=conference)
        take = reverse("admin:news_album_lay-anh-hoi-nghi", args=[one.pk])

        answers = [browser(editor).post(take).status_code for _ in range(2)]

        told = [
            (each.picture.alt, each.picture.caption, each.picture.photographer, each.position)
            for each in one.placings.select_related("picture")
        ]
        assert answers == [302, 200]
        assert told == [("Toàn cảnh", "Toàn cảnh", "Bà Chụp", 1), ("Ảnh 2 của Album hoi-cho", "", "Bà Chụp", 2)]
        assert Photo.objects.count() == 2

    def test_the_album_is_locked_before_it_is_looked_at_what_it_lacks(self, album, conference, editor):
        album(pictures=0)
        Album.objects.update(conference=conference)
        one = Album.objects.get()

        with CaptureQueriesContext(connection) as asked:
            albums.take_photos(one, by=editor)

        tables = [re.search(r'FROM "(news_album|events_photo)"', query["sql"]) for query in asked]
        assert [found[1] for found in tables if found][:2] == ["news_album", "events_photo"]

    def test_a_copy_stays_when_the_conference_drops_the_photo(self, album, conference, editor):
        album(pictures=0)
        Album.objects.update(conference=conference)
        one = Album.objects.get()
        albums.take_photos(one, by=editor)

        Photo.objects.all().delete()

        assert one.placings.count() == 2

    def test_only_by_those_who_may_bring_them_to_the_public(self, album, conference, staff):
        album(pictures=0)
        Album.objects.update(conference=conference)

        with pytest.raises(PermissionDenied, match="Chỉ biên tập viên được đưa ảnh hội nghị"):
            albums.take_photos(Album.objects.get(), by=staff)

    def test_only_conferences_with_photos_are_offered_and_none_without(self, conference, browser, editor):
        Conference.objects.create(
            title="Không ảnh", kind="other", held_on=date(2023, 1, 2), period_reported=conference.period_reported
        )

        said = browser(editor).get("/quan-tri/news/album/add/").text

        assert ("Hội nghị thử" in said, "Không ảnh" in said) == (True, False)


class TestVideos:
    def made(self, **fields) -> dict:
        return {
            "title": "Phóng sự",
            "address": "https://www.youtube.com/watch?v=thu",
            "held_on": "09/10/2023",
            "is_published": "on",
            **fields,
        }

    def test_one_is_a_link_to_its_host_and_never_a_piece_of_it(self, browser, editor, office):
        answer = browser(editor).post("/quan-tri/news/videolink/add/", self.made())

        said = browser().get(LIBRARY).text
        assert answer.status_code == 302
        assert '<a href="https://www.youtube.com/watch?v=thu" rel="noopener noreferrer external">' in said
        assert "mở ở youtube.com" in said
        assert "<iframe" not in said

    @pytest.mark.parametrize(
        "address",
        [
            "http://youtube.com/watch?v=x",
            "https://evil.example/youtube.com",
            "https://youtube.com.evil.example/",
            "https://evilyoutube.com/",
            "https://youtube.com@evil.example/",
            "https://a:b@youtube.com/",
            "javascript:alert(1)",
            "https://[",
        ],
    )
    def test_of_any_other_host_it_is_refused_with_what_was_typed(self, address, browser, editor):
        answer = browser(editor).post("/quan-tri/news/videolink/add/", self.made(address=address))

        assert answer.context["adminform"].form.errors.keys() == {"address"}
        assert 'value="Phóng sự"' in answer.text
        assert not VideoLink.objects.exists()

    def test_one_not_yet_public_is_not_shown_nor_is_its_picture(self, browser, office):
        tomorrow = timezone.localdate() + timedelta(days=1)
        for published, day in ((False, date(2023, 1, 1)), (True, tomorrow)):
            VideoLink.objects.create(
                title="KÍN", address="https://vtv.vn/x", held_on=day, is_published=published, still=kept()
            )

        assert "KÍN" not in browser().get(LIBRARY).text
        assert {fetched(browser(), one.small_address).status_code for one in Picture.objects.all()} == {404}
        VideoLink.objects.update(held_on=timezone.localdate(), is_published=True)
        assert {fetched(browser(), one.small_address).status_code for one in Picture.objects.all()} == {200}
