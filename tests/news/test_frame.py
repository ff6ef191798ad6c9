"""What stands around every page: the menus the office edits, the pages and the home page it arranges."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from events.models import Body, Person, Seat
from news import frame
from news.models import (
    Album,
    Article,
    Banner,
    Category,
    Document,
    DocumentType,
    HomeBlock,
    Link,
    MenuItem,
    Page,
    Placing,
)
from news.models.framing import check_address
from office.models import Office
from reports.models import Figure
from reports.workflow import approve
from returns import workflow as returns_workflow
from returns.models import Period
from tests.news.pictures import kept

pytestmark = pytest.mark.django_db
MENU = "/quan-tri/news/menuitem/add/"


def labels(place: str = "main", path: str = "/") -> list[str]:
    return [entry.label for entry in frame.menu(place, path, Office.objects.first())]


def current(path: str) -> list[tuple[str, str]]:
    return [(entry.label, entry.current) for entry in frame.menu("main", path, Office.objects.first()) if entry.current]


@pytest.fixture
def page():
    return Page.objects.create(title="Chức năng", slug="chuc-nang", body="<p>Việc làm</p>", published=True)


class TestMenu:
    def test_until_the_office_enters_one_the_portal_shows_the_sections_it_has(self, office):
        shown = labels()

        assert (shown[:2], shown[-1]) == (["Trang chủ", "Tin tức"], "Giới thiệu")
        assert "Khen thưởng" in shown

    def test_that_of_the_portal_asks_nothing_of_the_database(self, office, django_assert_num_queries):
        with django_assert_num_queries(0):
            frame.menu("main", "/", office)
            frame.menu("footer", "/", office)
            frame.links(office)

    def test_what_the_office_enters_stands_in_its_order_at_once(self, office, page):
        MenuItem.objects.create(label="Hai", section="news", position=2)
        assert labels() == ["Hai"]

        MenuItem.objects.create(label="Một", page=page, position=1)
        assert labels() == ["Một", "Hai"]
        assert labels("footer")[0] == "Giới thiệu"

    def test_it_is_read_once_however_often_it_is_shown(self, office, page, django_assert_num_queries):
        MenuItem.objects.create(label="Một", page=page)
        office.refresh_from_db()
        frame.menu("main", "/", office)

        with django_assert_num_queries(0):
            frame.menu("main", "/tin-tuc/", office)

    def test_an_entry_whose_page_is_hidden_goes_with_it(self, office, page):
        MenuItem.objects.create(label="Trang", page=page)
        MenuItem.objects.create(label="Tin", section="news")

        page.published = False
        page.save()

        assert labels() == ["Tin"]

    @pytest.mark.parametrize(
        ("path", "marked"),
        [
            ("/", [("Trang chủ", "page")]),
            ("/tin-tuc/", [("Tin tức", "page")]),
            ("/tin-tuc/bai-nao-do/", [("Tin tức", "true")]),
            ("/lien-he/", []),
        ],
    )
    def test_the_nearest_entry_is_marked_as_where_one_is(self, path, marked, office):
        assert current(path) == marked

    def test_an_entry_lies_under_another(self, office, page, browser):
        outer = MenuItem.objects.create(label="Về chúng tôi", section="about")
        MenuItem.objects.create(label="Việc chúng tôi làm", page=page, parent=outer)

        [entry] = frame.menu("main", page.get_absolute_url(), Office.objects.get())

        assert (entry.current, [each.current for each in entry.under]) == ("true", ["page"])
        assert "Việc chúng tôi làm" in browser().get("/").text

    def test_the_public_menu_is_the_same_for_all_and_the_office_has_a_bar_of_its_own(self, office, staff, browser):
        def menu_of(client) -> str:
            return client.get("/").text.split('class="menu-band"', 1)[1].split("</nav>", 1)[0]

        assert menu_of(browser()) == menu_of(browser(staff))
        assert "Điều hành" in browser(staff).get("/").text
        assert "Điều hành" not in browser().get("/").text

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "//la.example/",
            "ftp://x.example/",
            "tin-tuc/",
            "/\\la.example",
            "https://a b",
            "data:text/html,x",
        ],
    )
    def test_an_address_that_leads_astray_is_refused_in_words(self, address):
        with pytest.raises(ValidationError, match="không phải địa chỉ dùng được"):
            check_address(address)

    @pytest.mark.parametrize("address", ["/tin-tuc/", "https://vidu.example/x?y=1", "http://vidu.example"])
    def test_a_page_of_the_portal_or_of_the_web_is_taken(self, address):
        check_address(address)

    @pytest.mark.parametrize("targets", [{}, {"section": "news", "address": "/tin-tuc/"}])
    def test_an_entry_leads_to_exactly_one_place(self, targets, office, editor, browser):
        typed = {"label": "Mục gõ thử", "place": "main", "position": "1"} | targets

        answer = browser(editor).post(MENU, typed)

        assert "đúng một nơi" in answer.text
        assert 'value="Mục gõ thử"' in answer.text
        assert not MenuItem.objects.exists()

    def test_the_editor_enters_one_and_a_clerk_does_not(self, office, editor, staff, browser):
        typed = {"label": "Văn bản pháp luật", "place": "main", "position": "1", "address": "https://vidu.example/"}

        assert browser(staff).post(MENU, typed).status_code == 403
        assert browser(editor).post(MENU, typed).status_code == 302
        assert labels() == ["Văn bản pháp luật"]

    def test_menus_are_two_deep_at_most(self, office):
        outer = MenuItem.objects.create(label="Ngoài", section="news")
        inner = MenuItem.objects.create(label="Trong", section="honours", parent=outer)

        with pytest.raises(ValidationError, match="hai bậc"):
            MenuItem(label="Sâu", section="about", parent=inner).full_clean()


class TestLastingPages:
    def test_the_public_reads_those_that_are_published(self, office, page, browser):
        Page.objects.create(title="Chưa xong KÍN", slug="kin", body="<p>KÍN</p>")

        listed = browser().get("/gioi-thieu/").text

        assert "Chức năng" in listed
        assert "KÍN" not in listed
        assert browser().get("/gioi-thieu/kin/").status_code == 404
        assert "Việc làm" in browser().get(page.get_absolute_url()).text

    def test_a_page_in_english_says_so_and_is_not_found_among_the_vietnamese(self, office, browser):
        page = Page.objects.create(title="Functions", slug="functions", body="<p>x</p>", language="en", published=True)

        assert page.get_absolute_url() == "/en/functions/"
        assert '<html lang="en">' in browser().get("/en/functions/").text
        assert browser().get("/gioi-thieu/functions/").status_code == 404

    def test_readers_of_english_find_the_office(self, office, browser):
        Office.objects.update(phone="0227 000 0000", address="Số 1 phố Thử")

        said = browser().get("/en/").text

        assert '<html lang="en">' in said
        assert "in Thử Nghiệm province." in said
        assert [each for each in (office.name, "0227 000 0000", "Số 1 phố Thử", "represents") if each not in said] == []

    def test_what_runs_is_gone_before_it_is_stored(self, office, editor, browser):
        typed = {"title": "Trang mới", "slug": "", "language": "vi", "position": "1", "published": "on"}

        browser(editor).post("/quan-tri/news/page/add/", typed | {"body": "<p onclick=x>Lời</p><script>x</script>"})

        page = Page.objects.get()
        assert (page.slug, page.body) == ("trang-moi", "<p>Lời</p>")

    def test_leadership_reads_their_texts_and_not_their_source(self, office, page, leader, browser):
        block = HomeBlock.objects.create(kind="text", text="<p>Lời <em>chào</em></p>")

        for record, text in ((page, page.body), (block, block.text)):
            said = browser(leader).get(reverse(f"admin:news_{record._meta.model_name}_change", args=[record.pk])).text
            assert (text in said, "&lt;p&gt;" in said) == (True, False)

    def test_a_list_pasted_from_word_is_a_list(self, office, editor, browser):
        point = '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">-</span>{}</p>'
        word = "".join(map(point.format, ("Tuyên truyền", "Bảo vệ")))
        typed = {"title": "Chức năng", "language": "vi", "position": "1", "kind": "text", "how_many": "1"}

        browser(editor).post("/quan-tri/news/page/add/", typed | {"body": word})
        browser(editor).post("/quan-tri/news/homeblock/add/", typed | {"text": word})

        as_list = "<ul><li>Tuyên truyền</li><li>Bảo vệ</li></ul>"
        assert (Page.objects.get().body, HomeBlock.objects.get().text) == (as_list, as_list)

    def test_two_pages_of_one_language_never_share_an_address(self, office, page):
        with pytest.raises(ValidationError, match="đường dẫn này"):
            Page(title="Khác", slug=page.slug, body="<p>x</p>").full_clean()
        Page(title="Functions", slug=page.slug, body="<p>x</p>", language="en").full_clean()

    def test_the_address_of_the_structure_stays_with_the_portal(self):
        with pytest.raises(ValidationError, match="cổng tự lập"):
            Page(title="Cơ cấu", slug="co-cau-to-chuc", body="<p>x</p>").full_clean()

    def test_the_structure_names_who_sits_today_and_their_posts_and_no_telephone(self, office, browser):
        today = timezone.localdate()
        body = Body.objects.create(name="Ban Chấp hành thử", kind=Body.Kind.EXECUTIVE)
        for name, left in (("Người đang ngồi", None), ("Người đã thôi", today)):
            person = Person.objects.create(full_name=name, post="Giám đốc thử", phone="0912 345 678")
            reason = "Nghỉ hưu" if left else ""
            Seat.objects.create(
                person=person, body=body, post="Ủy viên", seated_on=date(2020, 1, 1), left_on=left, reason=reason
            )

        said = browser().get("/gioi-thieu/co-cau-to-chuc/").text

        wanted = ("Ban Chấp hành thử", "Người đang ngồi", "Ủy viên", "Giám đốc thử")
        assert [each for each in wanted if each not in said] == []
        assert [each for each in ("Người đã thôi", "0912") if each in said] == []

    def test_an_empty_structure_says_what_to_do(self, office, browser):
        assert "chưa được cập nhật" in browser().get("/gioi-thieu/co-cau-to-chuc/").text


class TestHomeBlocks:
    @pytest.fixture
    def column(self):
        return Category.objects.create(name="Thị trường", slug="thi-truong")

    @pytest.fixture
    def posts(self, column):
        return [
            Article.objects.create(
                title=f"Bài {number}",
                slug=f"bai-{number}",
                category=column,
                lead="Mở đầu",
                body="<p>x</p>",
                status="published",
                published_at=timezone.now() - timedelta(minutes=number + 1),
            )
            for number in range(4)
        ]

    def test_the_blocks_of_the_office_take_the_place_of_the_portals(self, office, column, posts, browser):
        HomeBlock.objects.create(kind="text", text="<p>Chào mừng</p>", position=2)
        HomeBlock.objects.create(kind="category", category=column, how_many=2, position=1)

        answer = browser().get("/")

        assert [shown.block.kind for shown in answer.context["blocks"]] == ["category", "text"]
        assert ("Bài 1" in answer.text, "Bài 2" in answer.text) == (True, False)

    def test_a_column_shows_what_lies_in_it_as_its_page_does(self, office, column, posts, browser):
        outer = Category.objects.create(name="Kinh tế", slug="kinh-te")
        Category.objects.filter(pk=column.pk).update(parent=outer)
        HomeBlock.objects.create(kind="category", category=outer)

        assert "Bài 0" in browser().get("/").text

    def test_documents_and_albums_stand_on_it_once_they_are_public(self, office, settings, tmp_path, browser):
        settings.PRIVATE_ROOT = tmp_path
        decree, now = DocumentType.objects.create(name="Nghị định", slug="nghi-dinh"), timezone.now()
        for number, public in (("11", True), ("22", False)):
            Document.objects.create(
                number=number,
                symbol="NĐ-THU",
                issued_on=date(2023, 5, 1),
                issuer="Chính phủ",
                type=decree,
                subject=f"Trích yếu {number}",
                slug=f"nghi-dinh-{number}",
                is_public=public,
                published_at=now if public else None,
            )
            day = date(2023, 10, 9)
            album = Album.objects.create(
                title=f"Album {number}", slug=f"a-{number}", held_on=day, published_on=day if public else None
            )
            Placing.objects.create(album=album, picture=kept(size=(60, 40)))

        said = browser().get("/").text

        assert [each in said for each in ("Trích yếu 11", "Album 11", "Trích yếu 22", "Album 22")] == [
            *(True, True),
            *(False, False),
        ]
        assert Album.objects.get(slug="a-11").placings.get().picture.small_address in said

    def test_a_block_is_shown_in_its_days_only(self, office, browser):
        today = timezone.localdate()
        HomeBlock.objects.create(kind="text", text="<p>Hết rồi</p>", shown_to=today - timedelta(1))
        HomeBlock.objects.create(kind="text", text="<p>Chưa đến</p>", shown_from=today + timedelta(1))
        HomeBlock.objects.create(kind="text", text="<p>Đúng hôm nay</p>", shown_from=today, shown_to=today)

        said = browser().get("/").text

        assert [each in said for each in ("Hết rồi", "Chưa đến", "Đúng hôm nay")] == [False, False, True]

    def test_a_value_published_otherwise_stands_beside_with_its_mark_once_leadership_approved_it(
        self, office, staff, leader, founded, reported, browser
    ):
        reported(founded("H1"), members=10)
        period = Period.objects.get()
        line = Figure.objects.create(
            indicator="cooperatives", period=period, value=7, stage=Figure.Stage.PUBLISHED, entered_by=staff
        )
        approve(line, reason="Báo in trước khi chốt", by=leader)
        returns_workflow.publish(period, by=leader)

        page = browser().get("/").text

        assert "Đã công bố 7: Báo in trước khi chốt" in page
        assert '<strong class="figure-value">1</strong>' in page

    def test_figures_are_those_that_were_published_until_they_are_published_anew(
        self, office, leader, founded, reported, browser
    ):
        reported(founded("H1"), members=10)
        period = Period.objects.get()
        returns_workflow.publish(period, by=leader)
        founded("H2")

        assert '<strong class="figure-value">1</strong>' in browser().get("/").text

    def test_a_block_of_a_column_names_it_and_no_other_does(self, column):
        with pytest.raises(ValidationError, match="phải có chuyên mục"):
            HomeBlock(kind="category").full_clean()
        with pytest.raises(ValidationError, match="phải có chuyên mục"):
            HomeBlock(kind="newest", category=column).full_clean()

    @pytest.mark.parametrize("many", [1, 8])
    def test_every_block_takes_one_query_however_much_there_is(
        self, many, office, column, browser, django_assert_num_queries
    ):
        for number in range(many):
            Link.objects.create(name=f"Nơi {number}", address="https://vidu.example/")
        for kind in ("newest", "links", "honours", "documents"):
            HomeBlock.objects.create(kind=kind)
        browser().get("/")

        with django_assert_num_queries(1 + 4):
            browser().get("/")


class TestBanners:
    @staticmethod
    def picture() -> SimpleUploadedFile:
        out = io.BytesIO()
        Image.new("RGB", (1600, 400), (20, 90, 70)).save(out, "PNG")
        return SimpleUploadedFile("anh.png", out.getvalue())

    def test_one_is_shown_with_its_words_once_it_has_a_picture(self, office, editor, browser):
        banner = Banner.objects.create(name="Ngày hội hợp tác xã", address="/tin-tuc/")
        HomeBlock.objects.create(kind="banners")
        before = browser().get("/").text

        browser(editor).post(f"/quan-tri/news/banner/{banner.pk}/anh/", {"picture": self.picture()})
        after = browser().get("/").text

        assert "Ngày hội" not in before
        assert 'alt="Ngày hội hợp tác xã" width="1200" height="300"' in after
        picture = browser().get(f"/bieu-ngu/{banner.pk}.jpg")
        with Image.open(io.BytesIO(b"".join(picture))) as shown:
            assert (picture["Content-Type"], shown.size) == ("image/jpeg", (1200, 300))

    def test_its_picture_goes_with_its_last_day(self, office, editor, browser):
        banner = Banner.objects.create(name="Đã qua", shown_to=timezone.localdate() - timedelta(1))
        browser(editor).post(f"/quan-tri/news/banner/{banner.pk}/anh/", {"picture": self.picture()})

        assert browser().get(f"/bieu-ngu/{banner.pk}.jpg").status_code == 404


def test_links_of_the_office_stand_at_the_foot_of_every_page(office, browser):
    Link.objects.create(name="Cổng quốc gia", address="https://vidu.example/")

    assert "Cổng quốc gia" in browser().get(reverse("news:list")).text
