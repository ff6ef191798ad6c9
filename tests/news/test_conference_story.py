"""A post on a conference is drafted from its dossier, for an editor to finish."""

from datetime import date

import pytest

from events.models import (
    AgendaItem,
    Award,
    AwardKind,
    Body,
    Chair,
    Conference,
    ConferenceBody,
    Person,
    Resolution,
    Seat,
)
from news import workflow
from news.models import Article, Category
from returns.models import Period

pytestmark = pytest.mark.django_db
PAGE = "/tin-tuc/soan-tin/"


@pytest.fixture
def column():
    return Category.objects.create(name="Hoạt động", slug="hoat-dong")


@pytest.fixture
def conference(db):
    period = Period.from_code("2023")
    period.save()
    body = Body.objects.create(name="Ban Chấp hành Liên minh")
    conference = Conference.objects.create(
        title="Hội nghị tổng kết công tác năm 2023",
        kind="year_end",
        held_on=date(2023, 12, 26),
        place="Hội trường thử",
        period_reported=period,
        tasks="Mở lớp tập huấn\n\nRà soát <hợp tác xã> ngừng hoạt động",
    )
    ConferenceBody.objects.create(conference=conference, body=body, ordinal=8, term="2020 - 2025")
    Chair.objects.create(conference=conference, position=2, full_name="Trần Văn Hai", titles="Phó Chủ tịch")
    Chair.objects.create(conference=conference, position=1, full_name="Lê Thị Một", titles="Chủ tịch")
    AgendaItem.objects.create(conference=conference, content="Báo cáo tổng kết")
    Resolution.objects.create(
        conference=conference,
        title="Về nhiệm vụ năm 2024",
        content="x",
        number=3,
        year=2023,
        issued_on=date(2023, 12, 26),
    )
    Resolution.objects.create(conference=conference, title="Còn dự thảo", content="x")
    person = Person.objects.create(full_name="Phạm Văn Mới")
    Seat.objects.create(person=person, body=body, post="Ủy viên", seated_on=date(2023, 12, 26), elected_at=conference)
    return conference


def drafted(conference, column, editor) -> Article:
    return workflow.draft_story(conference, category=column, by=editor)


def test_it_tells_who_met_when_where_and_what_came_of_it(conference, column, editor):
    article = drafted(conference, column, editor)

    assert article.lead == (
        "Ngày 26/12/2023, tại Hội trường thử, Ban Chấp hành Liên minh lần thứ 8, nhiệm kỳ 2020 - 2025 tổ chức "
        "hội nghị tổng kết công tác năm 2023."
    )
    for said in (
        "Chủ trì hội nghị: Lê Thị Một, Chủ tịch; Trần Văn Hai, Phó Chủ tịch.",
        "<li>Báo cáo tổng kết</li>",
        "Về nhiệm vụ năm 2024",
        "Bầu bổ sung vào Ban Chấp hành Liên minh 01 người: Phạm Văn Mới (Ủy viên).",
        "<li>Mở lớp tập huấn</li>",
    ):
        assert said in article.body
    assert "Còn dự thảo" not in article.body


def test_it_is_a_draft_of_whoever_asked_for_it(conference, column, editor):
    article = drafted(conference, column, editor)

    assert (article.status, article.written_by, article.conference) == ("draft", editor, conference)
    assert Article.history.get().history_change_reason == "Soạn từ hồ sơ hội nghị"
    assert list(Article.objects.public()) == []


def test_what_somebody_typed_into_the_dossier_is_text(conference, column, editor):
    assert "<li>Rà soát &lt;hợp tác xã&gt; ngừng hoạt động</li>" in drafted(conference, column, editor).body


def test_figures_are_told_once_they_are_published_as_the_ledger_has_them(
    conference, column, editor, leader, founded, reported
):
    reported(founded("H1"), members=570_286)
    before = drafted(conference, column, editor)
    Article.objects.all().delete()
    Period.objects.update(published_on=date(2024, 1, 18), published_by=leader)

    after = drafted(Conference.objects.get(), column, editor)

    assert "570.286" not in before.body
    assert "Theo số liệu đã công bố, đến 31/12/2023 toàn tỉnh có 01 hợp tác xã và 570.286 thành viên." in after.body


def test_awards_are_counted_as_they_were_presented(conference, column, editor, founded):
    kind = AwardKind.objects.create(form="Bằng khen", level="Liên minh Hợp tác xã Việt Nam")
    common = {"kind": kind, "achievement_year": 2023, "decided_on": date(2023, 12, 1), "presented_at": conference}
    Award.objects.create(organisation=founded("H1"), decision="1/QĐ", **common)
    for number in range(2):
        Award.objects.create(person_name=f"Người {number}", decision="1/QĐ", **common)

    said = "Hội nghị đã trao Bằng khen của Liên minh Hợp tác xã Việt Nam cho 01 tập thể và 02 cá nhân."
    assert said in drafted(conference, column, editor).body


def test_the_page_offers_conferences_without_a_post_and_drafts_one(conference, column, editor, office, browser):
    client = browser(editor)
    offered = client.get(PAGE).text

    answer = client.post(PAGE, {"conference": conference.pk, "category": column.pk})

    article = Article.objects.get()
    assert "Hội nghị tổng kết công tác năm 2023" in offered
    assert "chưa công bố nên bản nháp chưa có phần số liệu" in offered
    assert answer.url == f"/quan-tri/news/article/{article.pk}/change/"
    assert "Soạn tin<span" not in client.get(PAGE).text


def test_asked_twice_there_is_one_post(conference, column, editor, office, browser):
    first = drafted(conference, column, editor)

    assert drafted(conference, column, editor) == first
    answer = browser(editor).post(PAGE, {"conference": conference.pk, "category": column.pk})
    assert (answer.status_code, "đã có bài" in answer.text, Article.objects.count()) == (400, True, 1)


def test_the_page_is_not_for_others(conference, staff, leader, browser):
    assert [browser(user).get(PAGE).status_code for user in (None, staff, leader)] == [302, 403, 403]


def test_the_page_asks_as_often_for_many_conferences(
    conference, column, editor, office, browser, django_assert_num_queries
):
    client = browser(editor)
    client.get(PAGE)
    with django_assert_num_queries(10) as asked:
        client.get(PAGE)
    few = len(asked)
    for number in range(3):
        Conference.objects.create(
            title=f"Hội nghị {number}",
            kind="other",
            held_on=date(2023, 5, 1),
            period_reported=conference.period_reported,
        )

    with django_assert_num_queries(few):
        client.get(PAGE)
