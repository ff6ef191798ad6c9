"""Every save of a post is a version: two are compared word by word, an earlier one comes back as a new one."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from alliance import roles
from news import workflow
from news.models import Article, Category
from news.pictures import image_of
from news.versions import compared, marked, versions_of
from tests.news.pictures import kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(editor):
    column = Category.objects.create(name="Hoạt động", slug="hoat-dong")
    article = Article(
        title="Bài thử", slug="bai-thu", category=column, lead="Mở đầu", body="<p>Có 12 hợp tác xã mới.</p>"
    )
    article._history_user = editor
    article.save()
    article.body = "<p>Có 15 hợp tác xã mới.</p>"
    article.save()
    return article


def keys(article) -> list[int]:
    return list(versions_of(article).values_list("history_id", flat=True))


def page_of(article, page="phien-ban") -> str:
    return reverse(f"admin:news_article_{page}", args=[article.pk])


def test_what_changed_is_told_word_by_word(article):
    new, old = versions_of(article)

    assert dict(compared(old, new)) == {"Nội dung": "Có <del>12</del><ins>15</ins> hợp tác xã mới."}


def test_what_is_compared_never_becomes_markup():
    said = marked("<b>một</b> hai", "<script>alert(1)</script> hai")

    assert said == "<del>&lt;b&gt;một&lt;/b&gt;</del><ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins> hai"


def test_a_long_text_is_compared_by_its_changed_lines():
    lines = [f"dòng số {number} của một bài rất dài" for number in range(3000)]
    changed = [*lines[:1500], "dòng khác", *lines[1501:]]

    said = marked("\n".join(lines), "\n".join(changed))

    assert "<del>số 1500 của một bài rất dài</del><ins>khác</ins>" in said


def test_the_page_lists_versions_and_compares_the_last_two(article, editor, browser):
    said = browser(editor).get(page_of(article)).text

    assert said.count('name="a"') == 2
    assert "Có <del>12</del><ins>15</ins> hợp tác xã mới." in said


def test_any_two_are_compared_the_older_first(article, editor, browser):
    article.title = "Bài khác"
    article.save()
    newest, _, first = keys(article)

    for asked in ({"a": first, "b": newest}, {"a": newest, "b": first}):
        answer = browser(editor).get(page_of(article), asked)
        assert [label for label, _ in answer.context["differences"]] == ["Tiêu đề", "Nội dung"]
        assert answer.context["older"].history_id == first


def test_an_earlier_version_comes_back_as_a_new_one(article, editor, browser):
    newest, first = keys(article)

    browser(editor).post(page_of(article, "khoi-phuc"), {"version": first, "seen": newest})

    article.refresh_from_db()
    assert article.body == "<p>Có 12 hợp tác xã mới.</p>"
    assert len(keys(article)) == 3
    last = versions_of(article).first()
    assert (last.history_user, last.history_change_reason[:20]) == (editor, "Khôi phục phiên bản ")


def test_it_does_not_undo_what_somebody_saved_meanwhile(article, editor, browser):
    newest, first = keys(article)
    article.body = "<p>Vừa sửa.</p>"
    article.save()

    answer = browser(editor).post(page_of(article, "khoi-phuc"), {"version": first, "seen": newest}, follow=True)

    assert "Có người vừa lưu một phiên bản mới" in answer.text
    assert Article.objects.get().body == "<p>Vừa sửa.</p>"


def test_the_state_of_a_post_does_not_come_back_with_its_words(article, editor):
    workflow.publish(article, by=editor)
    newest, *_, first = keys(article)

    workflow.restore(article, version=first, seen=newest, by=editor)

    assert Article.objects.public().get().body == "<p>Có 12 hợp tác xã mới.</p>"


def test_a_version_of_another_post_is_none_of_this(article, editor, browser):
    other = Article.objects.create(title="Riêng", slug="r", category=article.category, lead="x", body="<p>Lạ</p>")
    [foreign] = keys(other)

    with pytest.raises(ValidationError, match="không có phiên bản ấy"):
        workflow.restore(article, version=foreign, seen=keys(article)[0], by=editor)
    assert "Lạ" not in browser(editor).get(page_of(article), {"a": foreign, "b": keys(article)[0]}).text


def test_what_once_stood_in_it_is_cleaned_again(article, editor):
    Article.history.filter(history_id=keys(article)[1]).update(body="<p>a</p><script>alert(1)</script>")

    workflow.restore(article, version=keys(article)[1], seen=keys(article)[0], by=editor)

    assert Article.objects.get().body == "<p>a</p>"


def test_who_may_not_see_or_change_the_post_has_none_of_it(article, staff, leader, person, browser):
    writer = person(roles.WRITER, "viettin")
    newest, first = keys(article)

    for user in (staff, leader, writer):
        answer = browser(user).post(page_of(article, "khoi-phuc"), {"version": first, "seen": newest})
        assert answer.status_code in (302, 403)
    for user in (staff, writer):
        assert "hợp tác xã mới" not in browser(user).get(page_of(article), follow=True).text
    with pytest.raises(PermissionDenied):
        workflow.restore(article, version=first, seen=newest, by=leader)
    assert len(keys(article)) == 2


@pytest.mark.parametrize("asked", ["a=abc&b=-1", "a=99999999999999&b=1", "a=&b=", "trang=x"])
def test_nonsense_in_the_address_shows_the_page(asked, article, editor, browser):
    assert browser(editor).get(f"{page_of(article)}?{asked}").status_code == 200


def test_what_reads_the_same_but_is_not_is_told_too(article):
    article.body = '<p>Có 15 <a href="https://vidu.vn">hợp tác xã</a> mới.</p>'
    article.save()
    new, old, _ = versions_of(article)

    assert dict(compared(old, new)) == {
        "Nội dung": "Chữ và ảnh như nhau; khác ở đường dẫn, bảng, đề mục hoặc cách trình bày."
    }


def test_pictures_and_the_address_are_told(article, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    first, second = kept(caption="Ruộng muối"), kept(caption="Ruộng <lúa>")
    article.body, article.slug, article.picture = f"<p>{image_of(first)}</p>", "khac", second
    article.save()
    article.body = f"<p>{image_of(second)}</p>"
    article.save()
    newest, middle, before, _ = versions_of(article)

    assert dict(compared(middle, newest)) == {"Nội dung": "[ảnh: Ruộng <del>muối]</del><ins>&lt;lúa&gt;]</ins>"}
    assert {"Ảnh đại diện", "Đường dẫn"} < set(dict(compared(before, middle)))
