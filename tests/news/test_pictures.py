"""The picture library: described, encoded anew, in several sizes, for strangers where something public shows it."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from alliance import roles
from news import workflow
from news.citing.binding import bind
from news.models import Article, Attachment, Category, Illustration, Picture
from news.pictures import illustrated, image_of, names_in, public_pictures
from news.richtext import clean
from office.documents import delete_with_files
from tests.news.pictures import fetched, kept, taken, upload
from tests.office.page import form_on

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/news/picture/add/"


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def draft():
    column = Category.objects.create(name="Hoạt động", slug="hoat-dong")
    return Article.objects.create(title="Bài thử", slug="bai-thu", category=column, lead="Mở đầu", body="<p>x</p>")


def shows(article: Article, *pictures: Picture) -> None:
    """Let pictures stand in the text of a post."""
    article.body = "".join(f"<p>{image_of(picture)}</p>" for picture in pictures)
    article.save()
    bind(article)


def test_a_picture_is_kept_in_three_sizes_without_what_the_camera_noted(browser, editor):
    noted = Image.Exif()
    noted[0x010E] = "nha rieng"
    sent = {"file": upload(taken(exif=noted), "một ảnh.jpg"), "alt": "Cánh đồng", "photographer": "Bà Chụp"}

    answer = browser(editor).post(ADD, sent)

    one = Picture.objects.get()
    assert answer.status_code == 302
    sizes = []
    for file in one.files.values():
        with file.open("rb") as stored:
            content = stored.read()
        sizes.append(Image.open(io.BytesIO(content)).size)
        assert (b"nha rieng" in content, "một" in file.name) == (False, False)
    assert sizes == [(400, 200), (800, 400), (1600, 800)]
    assert (one.width, one.height, one.added_by, one.history.get().history_user) == (1600, 800, editor, editor)


def test_one_without_a_description_comes_back_with_what_was_typed_unless_it_only_decorates(browser, editor):
    client = browser(editor)
    refused = client.post(ADD, {"file": upload(), "caption": "Chú thích giữ nguyên"})

    assert "Hãy mô tả ảnh cho người không nhìn thấy" in refused.text
    assert 'value="Chú thích giữ nguyên"' in refused.text
    assert not Picture.objects.exists()
    assert client.post(ADD, {"file": upload(), "is_decorative": "on"}).status_code == 302


def test_what_is_said_of_one_changes_and_its_files_do_not(browser, editor):
    one = kept()
    page = reverse("admin:news_picture_change", args=[one.pk])
    opened = re.search(r'name="opened_as" value="([^"]*)"', browser(editor).get(page).text)[1]

    answer = browser(editor).post(page, {"opened_as": opened, "alt": "Ruộng lúa chín", "caption": "Mùa vàng"})

    changed = Picture.objects.get()
    assert (answer.status_code, changed.alt, changed.caption) == (302, "Ruộng lúa chín", "Mùa vàng")
    assert (changed.name, changed.large.name) == (one.name, one.large.name)


class TestWhoSeesOne:
    def test_a_stranger_sees_none_until_something_public_shows_it(self, draft, browser, editor):
        in_text, leading, unused = kept(), kept(), kept()
        shows(draft, in_text)
        draft.picture = leading
        draft.save()
        addresses = [one.small_address for one in (in_text, leading, unused)]
        before = [fetched(browser(), address).status_code for address in addresses]

        workflow.publish(draft, by=editor)
        after = [fetched(browser(), address).status_code for address in addresses]
        workflow.withdraw(draft, reason="Đăng nhầm", by=editor)
        withdrawn = [fetched(browser(), address).status_code for address in addresses]

        assert (before, after, withdrawn) == ([404] * 3, [200, 200, 404], [404] * 3)

    def test_one_of_a_post_that_waits_for_its_hour_waits_with_it(self, draft, editor):
        one, hour = kept(), timezone.now() + timedelta(days=1)
        shows(draft, one)
        workflow.publish(draft, at=hour, by=editor)

        assert [list(public_pictures()), list(public_pictures(at=hour))] == [[], [one]]

    def test_one_marked_public_is_for_all(self, browser):
        assert fetched(browser(), kept(is_public=True).small_address).status_code == 200

    def test_those_who_keep_the_library_see_all_and_nothing_in_between_keeps_it(self, browser, editor, leader, staff):
        address = kept().small_address

        answers = [fetched(browser(user), address) for user in (editor, leader, staff)]

        assert [answer.status_code for answer in answers] == [200, 200, 404]
        assert answers[0]["Cache-Control"] == "private, no-store"

    def test_a_public_one_is_kept_by_browsers_and_never_runs_as_a_page(self, browser):
        answer = fetched(browser(), kept(is_public=True).large_address)

        told = [answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Security-Policy")]
        assert told == ["image/jpeg", "nosniff", "sandbox; default-src 'none'"]
        assert answer["Cache-Control"] == "public, max-age=86400, s-maxage=60"
        assert "Cookie" not in answer.get("Vary", "")

    def test_other_sizes_names_and_lost_files_are_not_there(self, browser):
        one = kept(is_public=True)
        lost = kept(is_public=True)
        lost.small.storage.delete(lost.small.name)
        addresses = [f"/anh/{one.name}-{side}.jpg" for side in (1, 401)]
        addresses += [lost.small_address, f"/anh/{'0' * 24}-400.jpg", "/anh/..%2f..%2fdb-400.jpg"]

        assert {browser().get(address).status_code for address in addresses} == {404}


class TestInTheText:
    def test_one_stands_as_a_figure_with_its_sizes_and_its_caption(self):
        one = kept(size=(1000, 500), caption="Lễ ký", photographer="Bà Chụp")

        said = illustrated(f"<p>Trước</p><p>{image_of(one)}</p>")

        assert said.startswith('<p>Trước</p><figure class="illustration"><img ')
        for part in (
            f'srcset="{one.small_address} 400w, {one.medium_address} 800w, {one.large_address} 1000w"',
            'width="1000" height="500" loading="lazy" decoding="async" alt="Cánh đồng lúa"',
            '<figcaption>Lễ ký <span class="source">Ảnh: Bà Chụp</span></figcaption></figure>',
        ):
            assert part in said

    def test_what_is_said_of_it_cannot_break_out(self):
        one = kept(alt='"><script>alert(1)</script>', caption="<script>alert(2)</script>")

        assert "<script" not in illustrated(f"<p>{image_of(one)}</p>")

    def test_several_take_one_query_and_none_takes_none(self, django_assert_num_queries):
        text = "".join(f"<p>{image_of(kept())} {image_of(kept())}</p>" for _ in range(2))

        with django_assert_num_queries(1):
            assert illustrated(text).count("<figure") == 4
        with django_assert_num_queries(0):
            illustrated("<p>Không có ảnh</p>")

    def test_one_before_the_words_of_a_paragraph_stands_above_it(self):
        one = kept()

        said = illustrated(f"<p>{image_of(one)} Chữ</p>")

        assert (said.index("</figure><p>Chữ</p>") > 0, said.count("<img")) == (True, 1)

    def test_one_among_words_stays_among_them_and_one_that_is_gone_is_left_out(self):
        one = kept()

        among = illustrated(f"<p>Chữ {image_of(one)}</p>")

        assert ("<figure" in among, among.count("<img")) == (False, 1)
        assert illustrated(f'<p>Chữ <img src="/anh/{"0" * 24}-800.jpg"></p>') == "<p>Chữ </p>"

    @pytest.mark.parametrize(
        "src",
        [
            "//evil.example/a.jpg",
            "https://evil.example/a.jpg",
            "data:image/png;base64,AAAA",
            "/anh/../tin-tuc/",
            "/quan-tri/logout/",
            f"//evil.example/anh/{'0' * 24}-800.jpg",
            f"/anh/{'0' * 24}-800.jpg?x",
            f"/anh/{'0' * 24}-801.jpg",
            f"/anh/{'G' * 24}-800.jpg",
        ],
    )
    def test_no_image_is_admitted_but_the_librarys(self, src):
        assert clean(f'<p>a<img src="{src}" onerror=alert(1) srcset="//evil.example/x 1w">b</p>') == "<p>ab</p>"

    def test_of_the_librarys_only_the_address_stays(self):
        src = f"/anh/{'0' * 24}-800.jpg"

        assert clean(f'<img alt="x" style="y" onload=z src="{src}" srcset="//e/x">') == f'<img src="{src}">'

    def test_a_short_code_becomes_the_picture_when_the_post_is_saved(self, draft, browser, editor):
        one = kept(by=editor)
        sent = {"title": "Bài có ảnh", "category": draft.category_id, "lead": "Mở đầu", **files()}

        answer = browser(editor).post(
            "/quan-tri/news/article/add/", {**sent, "body": f"<p>Chữ</p><p>[[anh:{one.pk}]]</p>"}
        )

        article = Article.objects.get(title="Bài có ảnh")
        assert answer.status_code == 302
        assert article.body == f"<p>Chữ</p><p>{image_of(one)}</p>"
        assert [row.picture for row in Illustration.objects.filter(article=article)] == [one]

    @pytest.mark.parametrize("code", ["999", "0", "-1", "1 OR 1", "9" * 40, "²", ""])
    def test_a_code_of_no_picture_is_refused_with_what_was_typed(self, code, draft, browser, editor):
        sent = {"title": "Bài có ảnh", "category": draft.category_id, "lead": "Mở đầu", **files()}

        answer = browser(editor).post("/quan-tri/news/article/add/", {**sent, "body": f"<p>Chữ [[anh:{code}]]</p>"})

        assert "hãy xem lại số của ảnh trong kho ảnh" in answer.text
        assert "Bài có ảnh" in answer.text
        assert Article.objects.count() == 1


def files(*attached: dict) -> dict:
    """What the rows of attached files send."""
    rows = {"attachments-TOTAL_FORMS": len(attached), "attachments-INITIAL_FORMS": 0}
    return rows | {f"attachments-{n}-{name}": value for n, row in enumerate(attached) for name, value in row.items()}


class TestWhatGoes:
    def test_no_file_is_left_behind(self, private, browser, editor, django_capture_on_commit_callbacks):
        one = kept()
        assert len([path for path in private.rglob("*") if path.is_file()]) == 3

        with django_capture_on_commit_callbacks(execute=True):
            answer = browser(editor).post(reverse("admin:news_picture_delete", args=[one.pk]), {"post": "yes"})

        assert (answer.status_code, Picture.objects.count()) == (302, 0)
        assert [path for path in private.rglob("*") if path.is_file()] == []

    def test_what_is_in_use_stays(self, draft, browser, editor):
        one = kept()
        shows(draft, one)

        with pytest.raises(ProtectedError), transaction.atomic():
            delete_with_files(one)
        answer = browser(editor).post(reverse("admin:news_picture_delete", args=[one.pk]), {"post": "yes"})

        assert answer.status_code in (200, 403)
        assert one.large.storage.exists(Picture.objects.get().large.name)

    def test_a_picture_taken_out_of_the_text_is_free_again(self, draft):
        one = kept()
        shows(draft, one)
        shows(draft)

        assert not Illustration.objects.exists()


class TestTheLibrary:
    def test_is_searched_without_diacritics_and_gives_codes_for_the_text(self, browser, editor):
        one = kept(caption="Hội chợ Đông Hưng")
        kept(caption="Khác")

        said = browser(editor).get("/quan-tri/news/picture/", {"q": "dong hung"}).text

        assert f"[[anh:{one.pk}]]" in said
        assert 'data-insert="&lt;p&gt;&lt;img src=&quot;/anh/' in said
        assert f'<img src="{one.small_address}"' in said
        assert "Khác" not in said

    def test_is_for_editors(self, browser, staff, leader):
        assert [browser(user).get(ADD).status_code for user in (None, staff, leader)] == [302, 403, 403]


class TestWhoSaysWhatOfOne:
    @pytest.fixture
    def writer(self, person):
        return person(roles.WRITER, "viettin")

    def test_a_writer_of_what_they_added_until_strangers_see_it(self, draft, writer, editor, browser):
        own, other = kept(by=writer), kept(by=editor)
        pages = [reverse("admin:news_picture_change", args=[one.pk]) for one in (own, other)]
        shows(draft, own)
        before = [browser(writer).post(page, {"alt": "Lời mới"}).status_code for page in pages]

        workflow.publish(draft, by=editor)
        after = browser(writer).post(pages[0], {"alt": "Lời mới"}).status_code

        assert (before, after) == ([200, 403], 403)  # 200: asked to look again, since nobody opened the page first
        assert browser(writer).get(pages[0]).status_code == 200

    def test_only_an_editor_shows_one_to_whoever_has_its_address(self, writer, editor, browser):
        for user in (writer, editor):
            browser(user).post(ADD, {"file": upload(), "alt": str(user), "is_public": "on"})

        assert dict(Picture.objects.values_list("added_by__username", "is_public")) == {
            "viettin": False,
            "bientap": True,
        }


class TestAttachments:
    def test_a_file_comes_with_the_post_and_goes_out_with_it(self, draft, browser, editor):
        client = browser(editor)
        page = reverse("admin:news_article_change", args=[draft.pk])
        opened = re.search(r'name="opened_as" value="([^"]*)"', client.get(page).text)[1]
        sent = {"opened_as": opened, "title": "Bài thử", "slug": "bai-thu", "category": draft.category_id}
        attached = {"position": 1, "title": "Công văn", "file": upload(b"%PDF-1.7 thu", "cong van.pdf")}

        answer = client.post(page, {**sent, "lead": "Mở đầu", "body": "<p>x</p>", **files(attached)})
        one = Attachment.objects.get()
        before = fetched(browser(), one.get_absolute_url()).status_code
        workflow.publish(draft, by=editor)
        handed_out = fetched(browser(), one.get_absolute_url())

        assert (answer.status_code, before, handed_out.status_code) == (302, 404, 200)
        assert handed_out["Content-Disposition"] == 'attachment; filename="cong_van.pdf"'
        assert handed_out["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert handed_out["X-Content-Type-Options"] == "nosniff"
        assert "Công văn" in browser().get(draft.get_absolute_url()).text

    def test_of_a_draft_it_is_for_those_who_may_know_of_the_draft(self, draft, browser, editor, leader, person):
        writer, other = person(roles.WRITER, "viettin"), person(roles.WRITER, "viettin2")
        Article.objects.update(written_by=writer)
        one = Attachment.objects.create(article=draft, title="Dự thảo", file=ContentFile(b"%PDF-1.7", "kin.pdf"))

        codes = [fetched(browser(user), one.get_absolute_url()).status_code for user in (editor, leader, writer, other)]

        assert codes == [200, 200, 200, 404]

    @pytest.mark.parametrize(
        ("typed", "left"),
        [
            ({"attachments-0-DELETE": "on"}, []),
            ({"attachments-0-file": upload(b"%PDF-1.7 moi", "moi.pdf")}, ["moi.pdf"]),
            ({"attachments-0-title": "Tên khác"}, ["cu.pdf"]),
        ],
        ids=["taken away", "replaced", "renamed"],
    )
    def test_no_file_stays_of_one_that_is_taken_away_or_replaced(
        self, typed, left, private, draft, browser, editor, django_capture_on_commit_callbacks
    ):
        Attachment.objects.create(article=draft, title="x", file=ContentFile(b"%PDF-1.7 cu", "cu.pdf"))
        client, page = browser(editor), reverse("admin:news_article_change", args=[draft.pk])
        sent = form_on(client.get(page)) | typed

        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(page, sent)

        assert answer.status_code == 302
        assert [path.name for path in private.rglob("*") if path.is_file()] == left

    def test_no_file_stays_of_a_draft_that_is_thrown_away(
        self, private, draft, browser, administrator, django_capture_on_commit_callbacks
    ):
        Attachment.objects.create(article=draft, title="x", file=ContentFile(b"%PDF-", "a.pdf"))

        with django_capture_on_commit_callbacks(execute=True):
            browser(administrator).post(reverse("admin:news_article_delete", args=[draft.pk]), {"post": "yes"})

        assert (Article.objects.count(), [path for path in private.rglob("*") if path.is_file()]) == (0, [])


def test_the_page_of_a_post_leads_with_its_picture_and_tells_it_to_other_sites(draft, browser, editor, office):
    draft.picture = kept(caption="Lễ ký")
    draft.save()
    workflow.publish(draft, by=editor)

    said = browser().get(draft.get_absolute_url()).text

    assert f'<meta property="og:image" content="http://testserver{draft.picture.large_address}">' in said
    assert "<figcaption>Lễ ký" in said


def test_the_page_of_a_post_asks_as_often_for_many_pictures_as_for_one(draft, browser, editor, office):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser().get(draft.get_absolute_url()).text.count("<figure") == len(names_in(draft.body))
        return len(queries)

    workflow.publish(draft, by=editor)
    draft.refresh_from_db()
    shows(draft, kept())
    one = asked()
    shows(draft, *(kept() for _ in range(5)))

    assert asked() == one


def test_lists_show_the_picture_of_a_post_without_asking_for_each(draft, browser, editor, office):
    draft.picture = kept()
    draft.save()
    workflow.publish(draft, by=editor)

    said = browser().get("/tin-tuc/").text

    assert f'<img src="{draft.picture.medium_address}"' in said
    assert 'sizes="11rem"' in said
    [row] = Article.objects.public().for_lists()
    assert "picture" in row._state.fields_cache


def test_a_post_without_a_picture_tells_the_portals_own(draft, browser, editor, office):
    workflow.publish(draft, by=editor)

    said = browser().get(draft.get_absolute_url()).text

    assert '<meta property="og:image" content="http://testserver/static/img/news.png">' in said
