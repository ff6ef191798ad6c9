"""Where a post comes from, and what it is found by: five people apart, tags, series."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from news import workflow
from news.models import Article, ArticleTag, Category, Series, Tag
from tests.office.page import complaints, opened

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/news/article/add/"


@pytest.fixture
def column():
    return Category.objects.create(name="Hoạt động", slug="hoat-dong")


@pytest.fixture
def article(column):
    return Article.objects.create(title="Bài thử", slug="bai-thu", category=column, lead="Mở đầu", body="<p>x</p>")


def written(column, **fields) -> dict:
    return {"title": "Đường về", "category": column.pk, "lead": "Mở đầu", "body": "<p>Ruộng</p>"} | fields


class TestReposts:
    def test_a_repost_without_its_source_is_refused_and_nothing_is_lost(self, column, browser, editor):
        answer = browser(editor).post(ADD, written(column, is_repost="on"))

        assert complaints(answer) == ["Bài đăng lại phải ghi nguồn: tên báo, cổng thông tin đã đăng bài gốc."]
        assert "Đường về" in answer.text
        assert Article.objects.count() == 0

    def test_nor_does_the_database_take_it(self, article):
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.update(is_repost=True)

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "ftp://bao.example/1", "bao.example/1", "data:text/html,x"]
    )
    def test_its_address_is_one_of_the_web(self, address, column, article, browser, editor):
        answer = browser(editor).post(ADD, written(column, is_repost="on", source="Báo Thử", source_url=address))

        assert "Hãy chép cả địa chỉ, bắt đầu bằng https://." in complaints(answer)
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.update(source_url=address)

    def test_who_wrote_signed_and_took_the_pictures_are_kept_apart(self, column, browser, editor):
        fields = {"author": "Lê Văn Bút", "photographer": "Phạm Thị Ảnh", "source": "Báo Thử", "is_repost": "on"}

        browser(editor).post(ADD, written(column, source_url="https://bao.example/1", **fields))

        article = Article.objects.get()
        assert (article.author, article.photographer, article.source, article.written_by, article.posted_by) == (
            "Lê Văn Bút",
            "Phạm Thị Ảnh",
            "Báo Thử",
            editor,
            None,
        )


class TestTags:
    def test_are_made_as_they_are_typed(self, column, browser, editor):
        browser(editor).post(ADD, written(column, tag_names="tập huấn,  Vốn vay , ,tập huấn"))

        assert Article.objects.get().tag_names == "tập huấn, Vốn vay"
        assert [tag.slug for tag in Tag.objects.all()] == ["tap-huan", "von-vay"]

    @pytest.mark.parametrize("spelt", ["HOÀ BÌNH", "hòa  bình", "Hoà bình", "hoa binh"])
    def test_spelt_otherwise_are_the_same(self, spelt, article, editor):
        workflow.tag(article, ["Hòa Bình"], by=editor)

        workflow.tag(article, [spelt], by=editor)

        assert [tag.name for tag in Tag.objects.all()] == ["Hòa Bình"]

    def test_other_words_are_others(self, article, editor):
        workflow.tag(article, ["cá", "cà", "ca"], by=editor)

        assert Tag.objects.count() == 3
        assert len(set(Tag.objects.values_list("slug", flat=True))) == 3

    def test_taken_off_the_post_keep_their_history(self, article, editor):
        workflow.tag(article, ["một", "hai"], by=editor)
        workflow.tag(article, ["hai"], by=editor)

        assert article.tag_names == "hai"
        assert list(ArticleTag.history.values_list("history_type", "history_user").order_by("history_id"))[-1] == (
            "-",
            editor.pk,
        )

    @pytest.mark.parametrize(
        ("typed", "said"), [("x" * 61, "dài quá 60 ký tự"), (",".join("abcdefghijklm"), "nhiều nhất 12 thẻ")]
    )
    def test_too_long_or_too_many_are_refused_in_words(self, typed, said, column, browser, editor):
        answer = browser(editor).post(ADD, written(column, tag_names=typed))

        assert said in complaints(answer)[0]
        assert typed in answer.text
        assert Tag.objects.count() == 0

    def test_of_two_editors_the_second_does_not_undo_the_first(self, article, editor, administrator, browser):
        page = f"/quan-tri/news/article/{article.pk}/change/"
        client = browser(editor)
        one, other = opened(client, page, tag_names="một"), opened(client, page, tag_names="hai")
        client.post(page, one)

        refused = client.post(page, other)

        assert "“thẻ” từ “(trống)” thành “một” (bạn nhập “hai”)" in complaints(refused)[0]
        assert article.tag_names == "một"


class TestSeries:
    def test_number_their_posts_once(self, article, column):
        series = Series.objects.create(name="Chuyện đồng áng", slug="chuyen-dong-ang")
        Article.objects.update(series=series, series_number=1)

        with pytest.raises(ValidationError, match="đã có bài mang số này"):
            Article(
                title="b", slug="b", category=column, lead="x", body="x", series=series, series_number=1
            ).full_clean()

    def test_a_number_is_of_a_series(self, article):
        article.series_number = 2

        with pytest.raises(ValidationError, match="Chọn loạt bài trước"):
            article.full_clean()
