"""The editor writes, publishes and withdraws; nobody else touches the news."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from news import workflow
from news.models import Article, Category
from news.richtext import clean, plain_text
from news.slugs import slug_of
from office.worklist import tasks_for

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/news/article/add/"


@pytest.fixture
def column():
    return Category.objects.create(name="Hoạt động", slug="hoat-dong")


@pytest.fixture
def draft(column):
    return Article.objects.create(title="Bài thử", slug="bai-thu", category=column, lead="Mở đầu", body="<p>x</p>")


def written(column, **fields) -> dict:
    return {
        "title": "Đường về Đông Hưng",
        "slug": "",
        "category": column.pk,
        "lead": "Mở đầu",
        "body": "<p>Ruộng</p>",
    } | fields


def test_a_new_post_is_a_draft_whose_address_follows_from_its_title(column, browser, editor):
    answer = browser(editor).post(ADD, written(column))

    article = Article.objects.get()
    assert answer.status_code == 302
    assert (article.slug, article.status, article.published_at) == ("duong-ve-dong-hung", "draft", None)


def test_a_second_post_of_the_same_title_gets_an_address_of_its_own(column, browser, editor):
    for _ in range(3):
        browser(editor).post(ADD, written(column))

    assert sorted(Article.objects.values_list("slug", flat=True)) == [
        "duong-ve-dong-hung",
        "duong-ve-dong-hung-2",
        "duong-ve-dong-hung-3",
    ]


def test_no_post_takes_the_address_of_another_page(column, browser, editor):
    refused = browser(editor).post(ADD, written(column, slug="luu-tru"))
    browser(editor).post(ADD, written(column, title="Lưu trữ"))

    assert "Đường dẫn này là của trang khác ở mục Tin tức: hãy đặt đường dẫn khác." in refused.text
    assert Article.objects.get().slug == "bai-luu-tru"


def test_only_a_post_that_the_public_reads_has_a_link_to_its_page(draft, browser, editor):
    page, client = f"/quan-tri/news/article/{draft.pk}/change/", browser(editor)
    drafted = client.get(page).content.decode()
    workflow.publish(draft, at=timezone.now() + timedelta(hours=1), by=editor)
    waiting = client.get(page).content.decode()
    Article.objects.update(published_at=timezone.now() - timedelta(hours=1))

    link = re.search('href="([^"]+)" class="viewsitelink"', client.get(page).content.decode())

    assert ("viewsitelink" in drafted, "viewsitelink" in waiting) == (False, False)
    assert client.get(link[1]).url.endswith(draft.get_absolute_url())


def test_what_word_leaves_behind_is_gone_before_it_is_stored(column, browser, editor):
    pasted = (
        "<p class=MsoNormal style='mso-x:1'>Ruộng <o:p></o:p><b>lúa</b></p><!--[if gte mso 9]><xml>x</xml><![endif]-->"
        "<img src='file:///C:/a.png'>"
    )

    browser(editor).post(ADD, written(column, body=pasted))

    assert Article.objects.get().body == "<p>Ruộng <b>lúa</b></p>"


@pytest.mark.parametrize("body", ["", "<p> </p>", "<script>alert(1)</script>"])
def test_an_empty_post_comes_back_with_what_was_typed(body, column, browser, editor):
    answer = browser(editor).post(ADD, written(column, body=body))

    assert answer.status_code == 200
    assert "Đường về Đông Hưng" in answer.text
    assert answer.context["adminform"].form.errors.keys() == {"body"}
    assert Article.objects.count() == 0


def test_the_editor_publishes_and_withdraws(draft, browser, editor):
    client = browser(editor)

    client.post(reverse("admin:news_article_dang", args=[draft.pk]), {})
    public = list(Article.objects.public())
    client.post(reverse("admin:news_article_go", args=[draft.pk]), {"reason": "Sai số liệu"})

    assert [(article.pk, article.posted_by) for article in public] == [(draft.pk, editor)]
    assert list(Article.objects.public()) == []


def test_a_post_may_wait_for_its_hour(draft, editor):
    hour = timezone.now() + timedelta(days=1)

    workflow.publish(draft, at=hour, by=editor)

    assert list(Article.objects.public()) == []
    assert list(Article.objects.public(at=hour)) == [draft]


def test_what_is_published_is_not_published_again_and_a_draft_is_not_withdrawn(draft, editor):
    with pytest.raises(ValidationError, match="chưa đăng nên không gỡ được"):
        workflow.withdraw(draft, reason="Sai số liệu", by=editor)
    workflow.publish(draft, by=editor)
    with pytest.raises(ValidationError, match="đã đăng"):
        workflow.publish(draft, by=editor)


def test_others_are_told_that_only_the_editor_publishes(draft, staff, leader, browser):
    for user in (staff, leader):
        with pytest.raises(PermissionDenied, match="Chỉ biên tập viên"):
            workflow.publish(draft, by=user)
        assert browser(user).post(reverse("admin:news_article_dang", args=[draft.pk])).status_code == 403
    assert list(Article.objects.public()) == []


def test_staff_do_not_see_the_newsroom_and_leaders_only_look(draft, staff, leader, browser):
    address = reverse("admin:news_article_change", args=[draft.pk])

    assert browser(staff).get(address).status_code == 403
    assert browser(leader).get(address).status_code == 200
    assert browser(leader).post(address, {"title": "Khác"}).status_code == 403


def test_a_stranger_meets_the_login_page(draft, browser):
    assert browser().get(ADD).status_code == 302


def test_drafts_are_the_editors_work_to_do(draft, editor, staff):
    assert [task.sentence for task in tasks_for(editor)] == ["01 bài còn là bản nháp"]
    assert [task.sentence for task in tasks_for(staff) if "nháp" in task.sentence] == []


def test_a_post_that_was_public_is_never_deleted(draft, editor, administrator, browser):
    workflow.publish(draft, by=editor)

    answer = browser(administrator).post(reverse("admin:news_article_delete", args=[draft.pk]), {"post": "yes"})

    assert answer.status_code == 403
    assert Article.objects.count() == 1


def test_cleaning_twice_changes_nothing_more():
    once = clean(
        "<h2>Đề mục</h2><p onclick=x>Chữ <a href='http://a.vn'>nối</a></p><table><tr><td colspan=2>ô</td></tr></table>"
    )

    assert clean(once) == once


def test_the_editor_offers_only_what_a_post_may_have_in_our_language():
    asked = settings.TINYMCE_DEFAULT_CONFIG
    blocks = {one.partition("=")[2] for one in asked["block_formats"].split("; ")}
    made = {
        "bold": "<strong>x</strong>",
        "italic": "<em>x</em>",
        "underline": "<u>x</u>",
        "bullist": "<ul><li>x</li></ul>",
        "numlist": "<ol><li>x</li></ol>",
        "blockquote": "<blockquote>x</blockquote>",
        "link": '<a href="/tin-tuc/" rel="noopener noreferrer">x</a>',
        "table": "<table><tbody><tr><td>x</td></tr></tbody></table>",
        "hr": "<hr>",
        "subscript": "<sub>x</sub>",
        "superscript": "<sup>x</sup>",
    }
    acting = {"undo", "redo", "blocks", "removeformat", "code"}  # make nothing of their own

    offered = set(asked["toolbar"].replace("|", " ").split()) - acting
    assert made.keys() <= offered
    assert [one for one in made.values() if clean(one) != one] == []
    assert [one for one in blocks if clean(f"<{one}>x</{one}>") != f"<{one}>x</{one}>"] == []
    assert asked["language"] == "vi"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đại hội lần thứ VII!", "dai-hoi-lan-thu-vii"),
        ("  ", "bai-viet"),
        ("Hòa – hoà", "hoa-hoa"),
        ("Ữ" * 300, "u" * 100),
    ],
)
def test_addresses_have_no_diacritics(title, slug):
    assert slug_of(title) == slug


def test_a_post_is_proofread_as_it_was_saved(draft, browser, editor):
    draft.body = "<p>Có 312 HTX, gồm 240 HTX nông nghiệp và 50 HTX phi nông nghiệp.</p>"
    draft.save()
    address = f"/bao-cao/soat-so/bai-viet/{draft.pk}/"

    page = browser(editor).get(address).text

    assert f'href="{address}"' in browser(editor).get(f"/quan-tri/news/article/{draft.pk}/change/").text
    assert "240 + 50 = 290, ít hơn tổng 312 HTX là 22." in page
    assert f'href="/quan-tri/news/article/{draft.pk}/change/"' in page
    assert "Có 312 HTX, gồm 240" in page[page.index("<textarea") :]


def test_only_who_writes_posts_proofreads_them(draft, browser, staff, editor):
    address = f"/bao-cao/soat-so/bai-viet/{draft.pk}/"

    assert [browser(each).get(address).status_code for each in (None, staff, editor)] == [302, 403, 200]
    assert browser(editor).get("/bao-cao/soat-so/bai-viet/999999/").status_code == 404
    assert browser(editor).post(address).status_code == 405


def test_the_page_of_a_new_post_has_nothing_to_proofread(browser, editor):
    assert "Soát số" not in browser(editor).get(ADD).text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Có <b>312</b> HTX</p><p>Hết</p>", "Có 312 HTX\nHết"),
        ("<ul><li>240 HTX</li><li>72 HTX</li></ul>", "- 240 HTX\n- 72 HTX"),
        ("<table><tr><td>Xã</td><td>HTX</td></tr><tr><td>An Phú</td><td>12</td></tr></table>", "Xã\tHTX\nAn Phú\t12"),
        ("<p>Có\n312&nbsp;HTX &amp; THT<br>Hết</p>", "Có 312 HTX & THT\nHết"),
    ],
)
def test_the_words_of_a_post_keep_its_lines_and_cells(html, text):
    assert plain_text(html) == text
