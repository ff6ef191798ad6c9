"""Awards in numbers for the office, and the public roll of honour."""

from datetime import date

import pytest
from django.urls import reverse

from cooperatives.models import Kind
from events.emulation import deciding
from events.emulation.statistics import DECIDED, DIMENSIONS, awards_of, counted_by
from events.models import Award, AwardKind, Basis
from returns.models import Period

pytestmark = pytest.mark.django_db


def parts(code: str, period: str = "2022", **asked) -> tuple:
    dimension = next(one for one in DIMENSIONS if one.code == code)
    return counted_by(dimension, awards_of(Period.objects.named(period), **asked)).rows


@pytest.fixture
def forty(certificate, medal, awarded, founded):
    """Eighteen collectives and ten persons with a diploma, twelve persons with a medal."""
    for number in range(18):
        kind = Kind.CREDIT_FUND if number < 3 else Kind.COOPERATIVE
        block = "Khối số 1" if number < 5 else ""
        awarded(certificate, founded(f"H{number}", kind=kind), basis=Basis.MERIT, block=block)
    for number in range(10):
        awarded(certificate, f"Người thử {number}", basis=Basis.MOVEMENT)
    for number in range(12):
        awarded(medal, f"Người có công {number}", basis=Basis.DEVOTION)


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("hinh-thuc", (("Bằng khen", 18, 10, 28), ("Kỷ niệm chương", 0, 12, 12))),
        ("cap", (("Liên minh HTX Việt Nam", 18, 22, 40),)),
        ("doi-tuong", (("cá nhân", 0, 22, 22), ("tập thể", 18, 0, 18))),
        ("loai-hinh", (("cống hiến", 0, 12, 12), ("công trạng", 18, 0, 18), ("phong trào, chuyên đề", 0, 10, 10))),
        ("khoi", (("không theo khối", 13, 22, 35), ("Khối số 1", 5, 0, 5))),
        ("nam", (("2022", 18, 22, 40),)),
    ],
)
def test_forty_collectives_and_persons_are_told_by(by, rows, forty):
    assert parts(by) == rows


def test_kinds_of_organisations_are_counted_and_persons_in_none(forty):
    assert sorted(parts("to-chuc")) == [
        ("Hợp tác xã", 15, 0, 15),
        ("Quỹ tín dụng nhân dân", 3, 0, 3),
        ("cá nhân", 0, 22, 22),
    ]


def test_a_period_counts_by_the_decision_too(certificate, awarded):
    awarded(certificate, "Bà Thử")
    Award.objects.update(decided_on=date(2023, 3, 1))

    assert parts("nam", "2023-Q1", counted=DECIDED) == (("2022", 0, 1, 1),)
    assert parts("nam", "2023") == ()


def test_the_page_and_its_workbook_tell_the_same(forty, browser, leader):
    page = browser(leader).get(reverse("events:awards"), {"ky": "2022"}).text
    workbook = browser(leader).get(reverse("events:awards_workbook"), {"ky": "2022"})

    assert "40 tập thể, cá nhân được khen thưởng" in page
    assert (workbook.content[:2], workbook["Content-Disposition"]) == (
        b"PK",
        'attachment; filename="khen-thuong-2022.xlsx"',
    )


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"ky": "năm ngoái"}, "không phải một kỳ báo cáo"),
        ({"ky": "2022-6T"}, "hãy chọn tính theo ngày quyết định"),
        ({"ky": ""}, "Hãy ghi kỳ, ví dụ 2023."),
    ],
)
def test_a_period_that_cannot_be_counted_is_refused_in_words(asked, sentence, browser, leader):
    said = browser(leader).get(reverse("events:awards"), asked)

    assert (said.status_code, sentence in said.text) == (400, True)


class TestTheRoll:
    def test_it_shows_to_everybody_what_was_decided(self, certificate, awarded, browser):
        awarded(certificate, "Bà Được Khen", decision="35/QĐ")
        Award.objects.create(kind=certificate, person_name="Ông Mới Đề Nghị", achievement_year=2022, proposal="01/TTr")

        said = browser().get(reverse("events:honours")).text

        assert ("Bà Được Khen" in said, "35/QĐ" in said, "Ông Mới Đề Nghị" in said) == (True, True, False)

    @pytest.mark.parametrize(
        "asked",
        [
            {"nam": "2022"},
            {"hinh_thuc": "Bằng khen"},
            {"cap": "Liên minh HTX Việt Nam"},
            {"doi_tuong": "individual"},
            {"khoi": "Khối số 1"},
            {"q": "ba duoc khen"},
        ],
    )
    def test_it_is_narrowed(self, asked, certificate, awarded, founded, browser):
        awarded(certificate, "Bà Được Khen", block="Khối số 1")
        flag = AwardKind.objects.create(form="Cờ thi đua", level="Tỉnh")
        other = awarded(flag, founded("H1", name="HTX Khác"))
        Award.objects.filter(pk=other.pk).update(achievement_year=2021)

        said = browser().get(reverse("events:honours"), asked).text

        assert ("Bà Được Khen" in said, "HTX Khác" in said) == (True, False)

    def test_its_filters_are_unfolded_once_one_is_set(self, certificate, awarded, browser):
        awarded(certificate, "Bà Được Khen")

        told = [browser().get("/khen-thuong/", asked).text for asked in ({"q": "x"}, {"nam": "2023"}, {"nam": "x"})]

        assert ['<details class="filters" open>' in page for page in told] == [False, True, True]

    def test_what_is_not_offered_is_refused_in_words(self, certificate, awarded, browser):
        said = browser().get(reverse("events:honours"), {"nam": "1999"})

        assert (said.status_code, "Chưa tìm được" in said.text) == (400, True)

    def test_its_code_leads_to_one_award_and_nobody_guesses_it(self, certificate, awarded, browser):
        award = awarded(certificate, "Bà Được Khen", person_post="Giám đốc", decision="35/QĐ")

        said = browser().get(reverse("events:honour", args=[award.code]))
        guessed = browser().get(reverse("events:honour", args=[str(award.pk)]))

        assert ("Bà Được Khen" in said.text, "Giám đốc" in said.text, guessed.status_code) == (True, False, 404)
        assert (len(award.code), said["X-Robots-Tag"]) == (16, "noindex")

    def test_its_page_says_who_decided_it_and_when(self, certificate, awarded, browser):
        AwardKind.objects.update(decided_by="Chủ tịch Liên minh HTX Việt Nam")
        certificate.refresh_from_db()
        award = awarded(certificate, "Bà Được Khen", decision="35/QĐ")

        said = browser().get(reverse("events:honour", args=[award.code])).text

        assert "số 35/QĐ ngày 30/12/2022, Chủ tịch Liên minh HTX Việt Nam" in said

    def test_one_that_was_taken_back_says_so_and_leaves_the_roll(self, certificate, awarded, leader, browser):
        award = awarded(certificate, "Bà Được Khen")
        deciding.revoke(award, on=date(2023, 6, 1), decision="40/QĐ", reason="Kê khai sai", by=leader)

        page = browser().get(reverse("events:honour", args=[award.code])).text
        roll = browser().get(reverse("events:honours")).text

        assert ("đã bị thu hồi" in page, "Kê khai sai" in page, "Bà Được Khen" in roll) == (True, False, False)

    @pytest.mark.parametrize("awards", [3, 30])
    def test_it_takes_the_same_queries_however_many(
        self, awards, certificate, awarded, browser, django_assert_num_queries
    ):
        for number in range(awards):
            awarded(certificate, f"Người thử {number}")

        with django_assert_num_queries(7):
            browser().get(reverse("events:honours"))
