"""Figures in the text of a post: chosen of a published year, frozen as they were printed, followed to their source."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import Place
from news import workflow
from news.article_text import ArticleText
from news.citing.binding import bind, checked_text
from news.citing.citations import forms_of, known, linked
from news.citing.marks import Cited, Ref, citations_of
from news.models import Article, Category, Citation
from news.richtext import clean, plain_text
from news.versions import versions_of
from reports.models import Figure, OfficeIndicator
from returns import workflow as returns_workflow
from returns.models import Period

pytestmark = pytest.mark.django_db
HTX = Ref("cooperatives", "2023")


def span(printed="12 HTX", figure="cooperatives", period="2023", **more) -> str:
    told = "".join(f' data-{name}="{value}"' for name, value in more.items())
    return f'<span class="citation" data-figure="{figure}" data-period="{period}"{told}>{printed}</span>'


@pytest.fixture
def year(founded, reported, leader):
    """The year 2023 with twelve cooperatives, published."""
    place = Place.objects.create(code="00001", name="Xã Thử", level="commune")
    for number in range(12):
        founded(f"H{number}", on=date(2015, 1, 1), place=place)
    reported(founded("T1", kind="group"), members=1_234)
    return returns_workflow.publish(Period.objects.get(code="2023"), by=leader)


@pytest.fixture
def article():
    column = Category.objects.create(name="Tin", slug="tin")
    return Article.objects.create(title="Bài", slug="bai", category=column, lead="Mở", body="<p>x</p>")


def saved(article: Article, text: str) -> Article:
    """Save a text as the editor's page does."""
    article.body = checked_text(clean(text), of=article)
    article.save()
    bind(article)
    return article


class TestTheMarkUp:
    def test_is_read_as_it_is_written(self):
        cited = Cited(Ref("cooperatives:hợp tác xã", "2023", "kind", "union"), "01 <b> & HTX", date(2024, 1, 18))

        assert citations_of(clean(f"<p>Có {cited} đó</p>")) == [cited]
        assert clean(clean(f"<p>{cited}</p>")) == f"<p>{cited}</p>"

    @pytest.mark.parametrize(
        "forged",
        [
            '<span class="citation">464</span>',
            '<span data-figure="cooperatives" data-period="2023">464</span>',
            '<span class="citation x" data-figure="cooperatives" data-period="2023">464</span>',
            '<span class="citation" data-figure="&quot;><script>" data-period="2023">464</span>',
            '<span class="citation" data-figure="cooperatives" data-period="javascript:">464</span>',
            '<span style="color:red">464</span>',
            "<span><span>464</span></span>",
            '<span onclick="x">464</span>',
        ],
    )
    def test_of_anything_else_only_the_words_stay(self, forged):
        assert clean(f"<p>Có {forged} HTX</p>") == "<p>Có 464 HTX</p>"

    def test_holds_nothing_but_its_number(self):
        text = clean(f"<p>{span('<b>4<img src=x>6</b>' + span('4'))}</p>")

        assert text == f"<p>{span('464')}</p>"

    def test_a_span_within_what_another_tag_says_of_itself_is_no_span(self):
        text = clean(f'<a href="/x" title="<span>">a</a>{span()}')

        assert citations_of(text) == [Cited(HTX, "12 HTX")]

    def test_who_takes_the_tags_away_reads_the_number(self):
        assert plain_text(f"<p>Có {span()}, đủ.</p>") == "Có 12 HTX, đủ."

    @pytest.mark.parametrize("day", ["2024-13-45", "x", ""])
    def test_a_day_that_is_none_is_no_day(self, day):
        assert citations_of(clean(span(day=day))) == [Cited(HTX, "12 HTX")]


class TestWhatMayBeCited:
    def test_is_what_the_figure_says_today_noted_with_its_value_and_day(self, year, article):
        saved(article, f"<p>Có {span()}</p>")

        row = Citation.objects.get()
        assert (row.figure, row.label, row.period, row.value, row.printed) == (
            "cooperatives",
            "Hợp tác xã",
            year,
            12,
            "12 HTX",
        )
        assert row.cited_on == timezone.localdate()
        assert f'data-day="{timezone.localdate()}"' in article.body

    @pytest.mark.parametrize("printed", ["13 HTX", "12", "12 htx", "1 2 HTX", "mười hai"])
    def test_no_other_number_passes_for_it(self, printed, year, article):
        with pytest.raises(ValidationError, match="không phải số của Hợp tác xã, năm 2023, nay là “12 HTX”"):
            checked_text(clean(span(printed)), of=article)

    @pytest.mark.parametrize(
        "ref",
        [
            {"figure": "khong_co"},
            {"figure": "cooperatives.moved"},
            {"figure": "cooperatives", "period": "2022"},
            {"figure": "cooperatives", "slice": "kind:khong_co"},
            {"figure": "cooperatives", "slice": "khong_co:x"},
            {"figure": "revenue"},
        ],
    )
    def test_what_is_unknown_or_not_published_is_refused(self, ref, year, article):
        with pytest.raises(ValidationError, match="chỉ trích số của năm đã công bố"):
            checked_text(clean(span("12 HTX", **ref)), of=article)

    def test_nothing_of_a_year_before_leadership_published_it(self, founded, reported, article):
        reported(founded("H1"), members=10)

        with pytest.raises(ValidationError, match="năm đã công bố"):
            checked_text(clean(span("01 HTX")), of=article)

    def test_a_part_of_a_figure_is(self, year, article):
        saved(article, span("12 HTX", slice="kind:cooperative"))

        row = Citation.objects.get()
        assert (row.dimension, row.key, row.label) == ("kind", "cooperative", "Hợp tác xã, loại hình: Hợp tác xã")

    def test_a_place_is_called_by_its_name(self, year, article):
        saved(article, "[[so:cooperatives@2023/place=00001]]")

        assert Citation.objects.get().label == "Hợp tác xã, Xã Thử"

    def test_an_indicator_of_the_office_is(self, year, article):
        OfficeIndicator.objects.create(code="so_cuoc", name="Số cuộc thử", unit="cuộc")
        Figure.objects.create(indicator="so_cuoc", period=year, value=7, stage="official")

        saved(article, span("07 cuộc", figure="so_cuoc"))

        assert Citation.objects.get().label == "Số cuộc thử"

    def test_many_take_as_many_queries_as_one_of_the_same_year(self, year, django_assert_max_num_queries):
        refs = [Ref(code, "2023") for code in ("cooperatives", "groups", "unions", "credit_funds")]
        known(refs[:1])

        with django_assert_max_num_queries(14):
            assert len(known(refs)) >= 2

    def test_the_ways_of_putting_one_in_say_different_things(self, year):
        [one] = known([Ref("members", "2023")]).values()

        assert [cited.printed for cited in forms_of(one)] == ["1.234 thành viên", "1.234"]


class TestOnceItStands:
    def test_it_stays_as_it_was_when_the_figure_becomes_another(self, year, article, founded):
        saved(article, f"<p>{span()}</p>")
        Citation.objects.update(cited_on=date(2024, 1, 18))
        founded("H99", on=date(2020, 1, 1))

        saved(article, f"<p>Sửa chữ khác, {span()}</p>")

        assert [(row.printed, row.cited_on) for row in Citation.objects.all()] == [("12 HTX", date(2024, 1, 18))]
        assert 'data-day="2024-01-18"' in article.body

    def test_a_day_cannot_be_forged(self, year, article):
        saved(article, span(day="2019-01-01"))

        assert Citation.objects.get().cited_on == timezone.localdate()

    def test_taken_out_it_is_gone(self, year, article):
        saved(article, span())
        saved(article, "<p>Không còn số</p>")

        assert not Citation.objects.exists()

    def test_it_stands_once_however_often_it_is_said(self, year, article):
        saved(article, f"<p>{span()} và {span()}</p>")

        assert Citation.objects.count() == 1

    def test_a_text_from_the_history_cites_what_it_cited_then(self, year, article, founded):
        article.body = clean(span("11 HTX", day="2023-12-26"))
        article.save()

        bind(article)

        row = Citation.objects.get()
        assert (row.printed, row.value, row.cited_on) == ("11 HTX", None, date(2023, 12, 26))

    def test_an_earlier_version_that_comes_back_is_bound_again(self, year, article, editor):
        saved(article, span())
        version = versions_of(article).values_list("history_id", flat=True).first()
        saved(article, "<p>Không còn số</p>")
        seen = versions_of(article).values_list("history_id", flat=True).first()

        workflow.restore(article, version=version, seen=seen, by=editor)

        assert Citation.objects.get().printed == "12 HTX"

    def test_what_is_no_figure_in_such_a_text_is_left_out(self, year, article):
        article.body = clean(span("x" * 500) + span("11 HTX", period="1999"))
        article.save()

        bind(article)

        assert not Citation.objects.exists()


class TestShortCodes:
    @pytest.mark.parametrize(
        ("code", "printed"),
        [
            ("[[so:cooperatives@2023]]", "12 HTX"),
            ("[[so: cooperatives:hợp tác xã @ 2023 ]]", "12 hợp tác xã"),
            ("[[so:cooperatives.number@2023]]", "12"),
            ("[[so:cooperatives@2023/kind=cooperative]]", "12 HTX"),
        ],
    )
    def test_become_citations_when_the_post_is_saved(self, code, printed, year, article):
        saved(article, f"<p>Có {code}</p>")

        assert plain_text(article.body) == f"Có {printed}"
        assert Citation.objects.get().printed == printed

    @pytest.mark.parametrize(
        "code",
        [
            "[[so:khong_co@2023]]",
            "[[so:cooperatives]]",
            "[[so:]]",
            "[[so:cooperatives@1999]]",
            "[[so:cooperatives@2023/kind=khong]]",
            "[[so:<b>x</b>@2023]]",
        ],
    )
    def test_that_name_nothing_come_back_with_what_was_typed(self, code, year, article, browser, editor):
        sent = {"title": "Bài có số", "category": article.category_id, "lead": "Mở", "body": f"<p>Có {code}</p>"}

        answer = browser(editor).post("/quan-tri/news/article/add/", sent)

        assert "hãy lấy mã ở trang Chọn số liệu" in answer.text
        assert 'value="Bài có số"' in answer.text
        assert Article.objects.count() == 1


class TestOnThePage:
    def test_a_citation_leads_to_its_source_where_there_is_one(self, monkeypatch):
        monkeypatch.setattr("news.citing.citations.reverse", lambda name, args: f"/so-lieu/{args[0]}/")

        assert linked(f"<p>{span()}</p>") == '<p><a class="citation" href="/so-lieu/2023/">12 HTX</a></p>'
        assert linked(f'<p><a href="/x">{span()}</a></p>') == '<p><a href="/x">12 HTX</a></p>'

    def test_is_plain_text_where_there_is_none(self, monkeypatch):
        monkeypatch.setattr("news.citing.citations.source_of", lambda period: "")

        assert linked(f"<p>{span('12 &lt;HTX')}</p>") == "<p>12 &lt;HTX</p>"


class TestChoosing:
    def test_shows_what_is_published_with_codes_to_copy(self, year, browser, editor):
        said = browser(editor).get("/tin-tuc/chon-so/", {"q": "hop tac xa"}).text

        assert "<code data-insert=" in said
        assert "[[so:cooperatives@2023]]" in said
        assert "&lt;span class=&quot;citation&quot; data-figure=&quot;cooperatives&quot;" in said
        assert "Tổ hợp tác" not in said[said.index("<tbody>") :]

    def test_by_parts(self, year, browser, editor):
        said = browser(editor).get("/tin-tuc/chon-so/", {"ky": "2023", "theo": "kind"}).text

        assert "[[so:cooperatives@2023/kind=cooperative]]" in said

    def test_every_code_it_offers_is_taken(self, year, article, browser, editor):
        for asked in ({}, {"theo": "kind"}, {"theo": "sector"}, {"theo": "place"}):
            said = browser(editor).get("/tin-tuc/chon-so/", asked).text
            codes = re.findall(r"\[\[so:[^\]]*\]\](?=</code></p>)", said)
            assert codes
            checked_text(clean("".join(f"<p>{code}</p>" for code in codes)), of=article)

    def test_says_what_to_do_while_nothing_is_published(self, browser, editor):
        assert "Chưa năm nào được công bố" in browser(editor).get("/tin-tuc/chon-so/").text

    def test_any_question_is_answered(self, year, browser, editor):
        asked = [{"ky": "x"}, {"theo": "y"}, {"q": "ư" * 500}, {"q": "không có gì như thế"}]

        assert {browser(editor).get("/tin-tuc/chon-so/", each).status_code for each in asked} == {200}

    def test_is_for_editors(self, browser, staff, leader):
        address = reverse("news:choose_figure")

        assert [browser(user).get(address).status_code for user in (None, staff, leader)] == [302, 403, 403]


def test_the_box_of_a_post_has_buttons_for_both_and_works_without_them(browser, editor):
    said = browser(editor).get("/quan-tri/news/article/add/").text

    assert 'data-pictures="/quan-tri/news/picture/"' in said
    assert 'data-figures="/tin-tuc/chon-so/"' in said
    assert "js/article_text.js" in said
    assert "pictures figures" in ArticleText().get_mce_config({"id": "x"})["toolbar"]
