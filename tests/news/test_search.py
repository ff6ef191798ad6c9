"""Whoever searches finds what is public, typed with or without diacritics, the same on both databases; nothing else."""

import unicodedata
from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from cooperatives import workflow as register
from cooperatives.models import Product
from news import workflow
from news.models import Album, Article, Category, Page, SearchEntry
from news.search import engine, finding, index
from news.search.finding import Narrowing, find, shown
from news.search.places import place_of, places_of_year, record_of, year_of
from news.search.sources import SOURCES
from news.search.terms import asked, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]

POSTS = [  # key, title, text; each a day older than the one before
    ("hn", "Hội nghị tổng kết công tác năm 2023", "Toàn tỉnh có 464 hợp tác xã. Đại biểu Đông Hưng dự đông đủ."),
    ("luat", "Luật Hợp tác xã số 17/2023/QH15", "Có hiệu lực từ 01/7/2024, thay Luật năm 2012."),
    ("hoa", "Hòa Bình khởi sắc", "Hợp tác xã Thuỷ sản nuôi cá lồng; xã viên thoả thuận giá."),
    ("vay", "Vốn vay ưu đãi", "Quỹ hỗ trợ cho vay 1,5 tỷ đồng với lãi suất 6%/năm. A lô 0227-3831-234."),
    ("tap", "Tập huấn kế toán", "Tác phong làm việc, xã hội hóa đào tạo; hợp đồng mẫu. Vitamin B, vitamin C và D."),
    ("doi", "Đổi mới ở Đầm Đỗ", "Ðầm sen (Đ lạ), độc đáo đường làng. Email: lienhe@example.vn, OR NEAR AND NOT."),
    ("dai", "Đại hội lần thứ VII", "Nghị quyết đại hội. Tổng thể, kết quả; hội nghị lần hai rồi tổng kết sau."),
]


@pytest.fixture(autouse=True)
def nobody_searched_before():
    cache.clear()


@pytest.fixture
def column():
    return Category.objects.create(name="Hoạt động", slug="hoat-dong")


@pytest.fixture
def post(column):
    def make(key: str, title: str, text: str, *, at: datetime | None = None, status="published") -> Article:
        return Article.objects.create(
            title=title, slug=key, category=column, lead="–", body=f"<p>{text}</p>", status=status, published_at=at
        )

    return make


@pytest.fixture
def library(post):
    for age, (key, title, text) in enumerate(POSTS):
        post(key, title, text, at=timezone.now() - timedelta(days=age + 1))


def keys(text: str, **narrowed) -> list[str]:
    """The posts that a search finds, by their addresses, the newest first."""
    query = asked(text)
    found = find(query, Narrowing(**narrowed), newest_first=True)
    return [result.address.split("/")[-2] for result in shown(found.places, query)]


QUERIES = [
    ("hợp tác xã", ["hn", "luat", "hoa", "tap"]),
    ("hop tac xa", ["hn", "luat", "hoa", "tap"]),
    ("HỢP TÁC XÃ", ["hn", "luat", "hoa", "tap"]),
    (unicodedata.normalize("NFD", "hợp tác xã"), ["hn", "luat", "hoa", "tap"]),
    ('"hợp tác xã"', ["hn", "luat", "hoa"]),
    ("“hop tac xa”", ["hn", "luat", "hoa"]),
    ('"xa hop tac"', []),
    ('"hop tac" "dong hung"', ["hn"]),
    ('"hội nghị tổng kết"', ["hn"]),
    ("hội nghị tổng kết", ["hn", "dai"]),
    ('"hoi nghi" "tong ket"', ["hn", "dai"]),
    ("dong hung", ["hn"]),
    ("Đông Hưng", ["hn"]),
    ("dam do", ["doi"]),
    ("đầm đỗ", ["doi"]),
    ("Ðầm", ["doi"]),
    ("doc dao duong lang", ["doi"]),
    ("hoà bình", ["hoa"]),
    ("hòa bình", ["hoa"]),
    ("hoa binh", ["hoa"]),
    ("thủy sản", ["hoa"]),
    ("thuỷ sản", ["hoa"]),
    ("thỏa thuận", ["hoa"]),
    ("17/2023/QH15", ["luat"]),
    ("17/2023", ["luat"]),
    ("2023/17", []),
    ("2023 17", ["luat"]),
    ("qh15", ["luat"]),
    ("qh", []),
    ("2023", ["hn", "luat"]),
    ("01/7/2024", ["luat"]),
    ("0227-3831-234", ["vay"]),
    ("0227 3831", ["vay"]),
    ("1,5 tỷ", ["vay"]),
    ("6%", ["vay"]),
    ("a", ["vay"]),
    ("b", ["tap"]),
    ("d", ["tap", "doi"]),
    ("vii", ["dai"]),
    ("lienhe@example.vn", ["doi"]),
    ("OR", ["doi"]),
    ("hop OR tac", []),
    ("NEAR AND NOT", ["doi"]),
    ("hop*", ["hn", "luat", "hoa", "tap"]),
    ("ho", ["vay"]),
    ("tr", []),
    ('"hop tac', ["hn", "luat", "hoa", "tap"]),
    ("title:hop", []),
    ("-hop tac", ["hn", "luat", "hoa", "tap"]),
    ("hop hop hop", ["hn", "luat", "hoa", "tap"]),
    ("khongcogi", []),
]


def test_nobody_finds_the_home_that_is_the_address_of_a_group(founded, office, browser):
    founded("T1", kind="group", address="Xóm Nhà Riêng")
    founded("H1", address="Thôn Trụ Sở")

    assert "/hop-tac-xa/T1/" not in browser().get("/tim-kiem/", {"q": "xóm nhà riêng"}).text
    assert "/hop-tac-xa/H1/" in browser().get("/tim-kiem/", {"q": "thôn trụ sở"}).text


def test_pages_of_the_office_and_albums_are_found_once_they_are_public(office, browser):
    page = Page.objects.create(title="Chức năng", slug="chuc-nang", body="<p>Tư vấn trồng vải thiều</p>")
    album = Album.objects.create(title="Hội chợ vải thiều", slug="hoi-cho", held_on=date(2023, 6, 1))
    before = browser().get("/tim-kiem/", {"q": "vai thieu"}).text

    page.published, album.published_on = True, date(2023, 6, 2)
    page.save()
    album.save()
    after = browser().get("/tim-kiem/", {"q": "vai thieu"}).text

    addresses = [f'href="{one.get_absolute_url()}"' for one in (page, album)]
    assert [each in before for each in addresses] == [False, False]
    assert [each in after for each in addresses] == [True, True]


@pytest.mark.parametrize(("typed", "found"), QUERIES, ids=[typed for typed, _ in QUERIES])
def test_a_search_finds_the_same_on_every_database(typed, found, library):
    assert keys(typed) == found


STRANGE = [
    "",
    " ",
    '"',
    '""""',
    "*",
    "(",
    "')",
    "a'b",
    "\\",
    "%",
    "_",
    "__",
    "NEAR(hop tac, 2)",
    "hop AND (tac OR",
    "{words}: hop",
    "words:hop",
    "^hop",
    "hop + tac",
    "!hop",
    "hop & | ! <->",
    "'hop':*A",
    "😀",
    "\u202eoảđ\u202c",
    "\u0300\u0301",
    "\u200b",
    "ﷺ",
    "中文",
    "x" * 10_000,
    "a " * 5_000,
    '"' * 5_000,
    "a/" * 5_000,
    "\t\r\n",
    "<script>alert(1)</script>",
    "'; DROP TABLE news_searchentry; --",
    "½ ² ǅ İ ß ﬁ",
]


@pytest.mark.parametrize("typed", STRANGE, ids=range(len(STRANGE)))
def test_whatever_is_typed_is_answered_in_words(typed, library, office, browser):
    answer = browser().get("/tim-kiem/", {"q": typed})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "asked_for", ["loai=khong-co", "nam=abc", "nam=0000", "nam=²", "nam=99999", "trang=x", "xep=1"]
)
def test_what_makes_no_sense_narrows_nothing(asked_for, library, office, browser):
    assert "04 kết quả" in browser().get(f"/tim-kiem/?q=hop+tac+xa&{asked_for}").text


def test_a_letter_that_no_text_can_hold_is_no_address(browser, office):
    assert browser().get("/tim-kiem/?q=%00").status_code == 404


class TestWhatCounts:
    def test_a_long_question_is_cut_and_says_so(self):
        query = asked("hội " * 40)

        assert query.terms == (("hoi",),)
        assert query.notes == ("Câu hỏi dài quá: chỉ tìm theo 100 ký tự đầu.",)

    def test_eight_terms_count_and_the_page_says_which(self, library, office, browser):
        typed = "một hai ba bốn năm sáu bảy tám chín"

        assert len(asked(typed).terms) == 8
        assert (
            "chỉ tìm theo 8 từ đầu (mot hai ba bon nam sau bay tam)" in browser().get("/tim-kiem/", {"q": typed}).text
        )

    def test_a_phrase_is_one_term_however_long(self):
        assert asked('"a b c d e f g h i j" k').notes == ()


class TestWhoIsSeen:
    def test_what_is_not_public_is_never_found(self, post, editor):
        hour = timezone.now() + timedelta(hours=1)
        for status, at in (("draft", None), ("withdrawn", timezone.now()), ("published", hour)):
            post(f"kin-{status}", "Bài kín", "nội dung kín", at=at, status=status)
        shown_one = post("mo", "Bài kín đã mở", "nội dung", at=timezone.now() - timedelta(minutes=1))

        assert keys("kín") == ["mo"]
        workflow.withdraw(shown_one, reason="Đăng nhầm", by=editor)
        assert keys("kín") == []

    def test_a_scheduled_post_is_found_at_its_hour_though_nothing_runs(self, post, monkeypatch):
        article = post("hen", "Hẹn giờ", "x", at=timezone.now() + timedelta(hours=1))
        assert keys("hẹn giờ") == []

        later = article.published_at + timedelta(seconds=1)
        monkeypatch.setattr(timezone, "now", lambda: later)

        assert keys("hẹn giờ") == ["hen"]

    def test_what_changed_behind_the_index_is_judged_and_shown_as_it_is_now(self, library):
        Article.objects.filter(slug="hn").update(status="draft")
        Article.objects.filter(slug="luat").update(title="Tên mới <b>")

        found = find(asked("luật"))

        assert keys("hop tac") == ["luat", "hoa", "tap"]
        assert [result.title for result in shown(found.places, asked("luật"))] == ["Tên mới &lt;b&gt;"]


class TestKeepingUp:
    def test_a_post_is_found_by_its_new_words_and_no_longer_by_its_old(self, library):
        article = Article.objects.get(slug="hoa")
        article.title, article.body = "Tên khác", "<p>Nội dung khác</p>"
        article.save()

        assert (keys("hoa binh"), keys("noi dung khac")) == ([], ["hoa"])

    def test_a_post_that_is_deleted_leaves_nothing_behind(self, library):
        Article.objects.get(slug="hoa").delete()

        assert keys("hoa binh") == []
        assert SearchEntry.objects.count() == len(POSTS) - 1

    def test_rows_written_in_bulk_with_their_history_are_found(self, column):
        def article(n):
            return Article(
                title=f"Lô {n}", slug=f"lo-{n}", category=column, lead="–", body="x", status="published",
                published_at=timezone.now(),
            )  # fmt: skip

        rows = bulk_create_with_history([article(1), article(2)], Article)
        rows[0].title = "Đã đổi"
        bulk_update_with_history(rows, Article, ["title"])

        assert (sorted(keys("lô")), keys("đã đổi")) == (["lo-2"], ["lo-1"])

    def test_what_is_rolled_back_is_not_found(self, library):
        with transaction.atomic():
            Article.objects.get(slug="hn").delete()
            transaction.set_rollback(True)

        assert keys("dong hung") == ["hn"]

    def test_rebuilding_finds_what_went_by_and_changes_nothing_more(self, library, column):
        Article.objects.bulk_create([Article(title="Nhập lặng", slug="lang", category=column, lead="–", body="x")])
        Article.objects.filter(slug="hoa").update(title="Sửa lặng")
        Article.objects.filter(slug="tap")._raw_delete("default")
        SearchEntry.objects.filter(record=Article.objects.get(slug="hn").pk).delete()

        assert len(list(index.stale())) == 4
        assert [index.rebuild(), index.rebuild()] == [4, 0]
        assert keys("sửa lặng") == ["hoa"]

    def test_the_command_tells_what_is_stale_and_mends_it(self, library, capsys):
        Article.objects.filter(slug="hoa").update(title="Sửa lặng")

        with pytest.raises(CommandError, match="Có 01 mục đã cũ"):
            call_command("rebuild_search", check=True)
        call_command("rebuild_search")
        call_command("rebuild_search", check=True)

        said = capsys.readouterr().out
        assert "Tin tức số" in said
        assert "Đã cập nhật 01 mục tìm kiếm.\nMọi mục tìm kiếm đều đúng.\n" in said


class TestThePage:
    def test_what_was_asked_is_marked_and_nothing_else_is_markup(self, post, office, browser):
        post("x", "Họp <b>Hợp tác</b> & xã", "Trước &lt;script&gt; hợp tác xã &amp; sau", at=timezone.now())

        said = browser().get("/tim-kiem/", {"q": "hop tac"}).text

        assert "&lt;b&gt;<mark>Hợp</mark> <mark>tác</mark>&lt;/b&gt; &amp; xã" in said
        assert "<mark>Họp</mark>" in said
        assert "&lt;script&gt; <mark>hợp</mark> <mark>tác</mark> xã &amp; sau" in said

    def test_a_phrase_is_marked_whole(self, post, office, browser):
        post("x", "Tin", "Ngày 17/2023/QH15 và 17", at=timezone.now())

        assert "Ngày <mark>17/2023/QH15</mark> và 17" in browser().get("/tim-kiem/", {"q": "17/2023/qh15"}).text

    def test_a_long_text_is_shown_about_what_was_found(self, post):
        post("x", "Tin", "mở đầu " * 300 + "kho báu " + "kết thúc " * 300, at=timezone.now())

        [result] = shown(find(asked("kho báu")).places, asked("kho báu"))

        assert result.excerpt.startswith("… ")
        assert "<mark>kho</mark> <mark>báu</mark>" in result.excerpt
        assert result.excerpt.endswith(("kết…", "thúc…"))

    def test_what_has_it_in_the_title_comes_first_unless_the_newest_are_asked_for(self, library, office, browser):
        def order(**more) -> list[str]:
            answer = browser().get("/tim-kiem/", {"q": "tổng kết", **more})
            return [result.address.split("/")[-2] for result in answer.context["results"]]

        Article.objects.get(slug="dai").delete()
        Article.objects.filter(slug="luat").update(published_at=timezone.now())
        luat = Article.objects.get(slug="luat")
        luat.lead = "Bản tổng kết"
        luat.save()

        assert order() == ["hn", "luat"]
        assert order(xep="moi-nhat") == ["luat", "hn"]

    def test_results_are_counted_by_kind_and_year_and_narrowed(self, post, office, browser):
        for number, year in enumerate((2021, 2022, 2022)):
            post(f"p{number}", "Hội nghị", "x", at=timezone.make_aware(datetime(year, 12, 31, 23, 59)))

        answer = browser().get("/tim-kiem/", {"q": "hội nghị", "loai": "tin-tuc", "nam": "2022"})

        assert [(choice.label, choice.count) for choice in answer.context["found"].years] == [("2022", 2), ("2021", 1)]
        assert [(choice.label, choice.count) for choice in answer.context["found"].sources] == [("Tin tức", 2)]
        assert len(answer.context["results"]) == 2
        assert '<option value="2022" selected>2022 (2)</option>' in answer.text

    def test_many_results_are_paged_and_beyond_a_bound_not_counted(self, column, monkeypatch, office, browser):
        monkeypatch.setattr(finding, "MOST", 30)
        monkeypatch.setattr("news.search_pages.MOST", 30)
        now = timezone.now()
        rows = [
            Article(
                title=f"Bài {n}", slug=f"b{n}", category=column, lead="–", body="x", status="published",
                published_at=now - timedelta(days=n),
            )
            for n in range(40)
        ]  # fmt: skip
        bulk_create_with_history(rows, Article)

        first, second = (browser().get("/tim-kiem/", {"q": "bài", "trang": page}) for page in (1, 2))

        titles = [result.title for answer in (first, second) for result in answer.context["results"]]
        assert titles == [f"<mark>Bài</mark> {n}" for n in range(30)]
        assert "Hơn 30 kết quả" in first.text
        assert ">Tin tức</option>" in first.text
        assert f'<option value="{now.year}"' in first.text
        one_year = browser().get("/tim-kiem/", {"q": "bài", "nam": "1999", "loai": "tin-tuc"})
        assert "Không tìm thấy kết quả nào" in one_year.text

    def test_nothing_found_says_what_to_do_next(self, office, browser):
        said = browser().get("/tim-kiem/", {"q": "khongcogi", "nam": "2020"}).text

        assert "Không tìm thấy kết quả nào cho “khongcogi” năm 2020" in said
        assert 'href="?q=khongcogi"' in said

    def test_the_first_visit_asks_for_words(self, office, browser):
        answer = browser().get("/tim-kiem/")

        assert 'name="q" value=""' in answer.text
        assert 'role="status"' not in answer.text

    def test_machines_are_asked_not_to_keep_results(self, office, browser):
        answer = browser().get("/tim-kiem/?q=a")

        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex, nofollow">' in answer.text

    @pytest.mark.parametrize("posts", [2, 19])
    def test_a_search_takes_the_same_few_queries(self, posts, post, office, browser, django_assert_num_queries):
        for number in range(posts):
            post(f"p{number}", "Bài", "x", at=timezone.now() - timedelta(minutes=number))

        bounds = 3 if connection.vendor == "postgresql" else 0
        with django_assert_num_queries(5 + bounds):  # places, who is public, titles, the page, the office
            browser().get("/tim-kiem/?q=bai")

    def test_one_address_searches_only_so_often_and_finds_its_words_again(self, post, office, browser, monkeypatch):
        monkeypatch.setattr("news.search_pages.SEARCHES", 2)
        post("p", "Hội nghị", "x", at=timezone.now())

        answers = [browser().get("/tim-kiem/", {"q": "hội nghị"}) for _ in range(3)]

        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert "hãy chờ một phút" in answers[2].text
        assert 'value="hội nghị"' in answers[2].text
        assert (answers[2]["Retry-After"], "results" in answers[2].text) == ("60", False)
        assert browser().get("/tim-kiem/").status_code == 200

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no bound for a statement")
    def test_a_search_that_takes_too_long_is_given_up_in_words(self, post, office, browser, monkeypatch):
        monkeypatch.setattr(engine, "PATIENCE", 100)
        slow = "SELECT place FROM news_searchentry, pg_sleep(20) LIMIT %s"
        monkeypatch.setattr(engine, "_postgresql", lambda *asked: (slow, []))
        post("p", "Hội nghị", "x", at=timezone.now())

        answer = browser().get("/tim-kiem/", {"q": "hội nghị"})

        assert answer.status_code == 503
        assert "hãy thử lại sau một phút" in answer.text


class TestPlaces:
    @pytest.mark.parametrize("at", [date(1, 1, 1), date(1945, 9, 2), date(2023, 12, 31), date(9998, 12, 31), None])
    def test_a_place_tells_its_record(self, at):
        assert record_of(place_of(at, source=31, record=2**24 - 1)) == (31, 2**24 - 1)

    def test_places_stand_in_the_order_of_their_days(self):
        days = [None, date(1699, 1, 1), date(1969, 12, 31), date(1970, 1, 1), date(2024, 2, 29)]
        places = [place_of(day, source=9 - n, record=1) for n, day in enumerate(days)]

        assert places == sorted(places)
        assert [year_of(place) for place in places[2:]] == [1969, 1970, 2024]
        assert year_of(places[0]) is None

    def test_a_year_is_that_of_the_office(self):
        eve = timezone.make_aware(datetime(2023, 12, 31, 23, 59, 59))
        first, last = places_of_year(2023)

        assert year_of(place_of(eve, source=1, record=5)) == 2023
        assert first <= place_of(date(2023, 1, 1), source=0, record=0) <= place_of(eve, source=31, record=9) <= last
        assert place_of(eve + timedelta(seconds=1), source=0, record=0) == last + 1

    def test_a_record_beyond_all_bounds_is_refused(self):
        with pytest.raises(OverflowError):
            place_of(None, source=1, record=2**24)


def test_a_very_long_text_is_indexed_as_far_as_it_may_be(post):
    text = " ".join(f"từ{n}" for n in range(80_000))
    post("dai", "Bài dài", text, at=timezone.now())

    assert (keys("từ1000"), keys('"từ999 từ1000 từ1001"'), keys("từ79999")) == (["dai"], ["dai"], [])


def test_every_source_has_a_number_and_a_name_of_its_own():
    assert len({source.number for source in SOURCES.values()}) == len(SOURCES)
    assert [name for name, source in SOURCES.items() if name != source.name] == []


def test_words_are_letters_and_digits_alone():
    assert words_of("Ðường_làng, 17/QĐ-UBND: “½” 😀 x²") == ["duong", "lang", "17", "qd", "ubnd", "1", "2", "x2"]


class TestTheRegister:
    @pytest.fixture
    def htx(self, founded):
        return founded(
            "TN-HTX-009",
            name="HTX Mây tre Tiên Động",
            address="Thôn Phúc Lộc",
            representative="Nguyễn Thị Riêng",
            phone="0912345678",
            tax_code="1000123456",
        )

    def found(self, text: str) -> list[str]:
        query = asked(text)
        return [str(result.title) for result in shown(find(query).places, query)]

    @pytest.mark.parametrize("words", ["may tre tien dong", "TN-HTX-009", "phúc lộc", "hợp tác xã mây"])
    def test_an_organisation_is_found_by_what_is_public_of_it(self, words, htx):
        assert [title.replace("<mark>", "").replace("</mark>", "") for title in self.found(words)] == [htx.name]

    @pytest.mark.parametrize("words", ["Nguyễn Thị Riêng", "0912345678", "1000123456"])
    def test_nobody_is_found_by_what_is_not(self, words, htx):
        assert self.found(words) == []

    def test_one_that_is_renamed_is_found_by_its_new_name_and_so_is_what_it_makes(self, htx, staff):
        Product.objects.create(organisation=htx, name="Giỏ cói")
        register.rename(htx, name="HTX Sơn mài Nam Hà", on=date(2024, 1, 1), by=staff)

        assert self.found("sơn mài") == ["HTX <mark>Sơn</mark> <mark>mài</mark> Nam Hà", "Giỏ cói"]
        assert self.found("may tre") == []

    def test_a_product_is_found_by_its_name_and_maker(self, htx):
        Product.objects.create(organisation=htx, name="Giỏ cói", note="đan tay")

        assert self.found("gio coi") == ["<mark>Giỏ</mark> <mark>cói</mark>"]
        assert self.found("đan tay tiên động") == ["Giỏ cói"]

    def test_kinds_are_told_apart_and_what_has_no_day_comes_last(self, htx, library, office, browser):
        Product.objects.create(organisation=htx, name="Sổ hợp tác xã")

        answer = browser().get("/tim-kiem/", {"q": "hop tac xa", "xep": "moi-nhat"})

        assert [(choice.value, choice.count) for choice in answer.context["found"].sources] == [
            ("tin-tuc", 4),
            ("to-chuc", 1),
            ("san-pham", 1),
        ]
        assert [result.source.name for result in answer.context["results"]] == [*["tin-tuc"] * 4, "san-pham", "to-chuc"]
        assert answer.context["results"][4].day is None
