"""Size classes of Decree 113/2024: the worked cases of agriculture, and what is not determined."""

import random
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from cooperatives.models import Kind, Organisation, Sector, Size, SizeRule, size_of
from cooperatives.size_loading import load_size_rules
from returns.models import AnnualReturn, Period, Stage
from returns.sizes import size_of_return, sized, sizes
from tests.office.page import complaints, opened

BILLION = 1_000_000_000


@pytest.fixture
def rules(db) -> list[SizeRule]:
    load_size_rules()
    return list(SizeRule.objects.in_force(on=date(2024, 12, 31)))


@pytest.mark.parametrize(
    ("members", "revenue", "capital", "size"),
    [
        pytest.param(320, 12, 11, Size.LARGE, id="large by its capital"),
        pytest.param(320, 12, 6, Size.MEDIUM, id="large in members only"),
        pytest.param(250, 60, 30, Size.MEDIUM, id="members bind"),
        pytest.param(150, 40, None, Size.SMALL, id="small, capital unknown and not needed"),
        pytest.param(40, 100, None, Size.MICRO, id="too few members for anything"),
        pytest.param(50, 2, 0, Size.SMALL, id="exactly on the bound"),
        pytest.param(320, None, None, None, id="nothing known of revenue and capital"),
        pytest.param(None, 100, 100, None, id="members unknown"),
        pytest.param(320, 12, None, None, id="the unknown capital could make it large"),
        pytest.param(49, 0, 0, Size.MICRO, id="one member short"),
    ],
)
def test_agriculture(rules, members, revenue, capital, size):
    money = [None if value is None else value * BILLION for value in (revenue, capital)]

    assert size_of(rules, members=members, revenue=money[0], capital=money[1]) == size


@pytest.mark.django_db
class TestLoading:
    def test_fills_agriculture_and_no_other_sector(self):
        call_command("load_size_rules")

        rows = SizeRule.objects.order_by("-least_members").values_list(
            "sector", "size", "least_members", "least_revenue", "least_capital", "valid_from", "valid_to"
        )
        start = date(2024, 11, 1)
        assert list(rows) == [
            ("agriculture", "large", 300, 50 * BILLION, 10 * BILLION, start, None),
            ("agriculture", "medium", 200, 10 * BILLION, 5 * BILLION, start, None),
            ("agriculture", "small", 50, 2 * BILLION, 1 * BILLION, start, None),
        ]

    def test_changes_nothing_the_second_time(self, capsys):
        call_command("load_size_rules")
        SizeRule.objects.filter(size="large").update(least_members=310)

        call_command("load_size_rules")

        assert capsys.readouterr().out.splitlines()[-1] == "Tiêu chí quy mô: thêm mới 0 dòng."
        assert SizeRule.objects.get(size="large").least_members == 310

    def test_keeps_a_history(self):
        load_size_rules()

        assert {past.history_change_reason for past in SizeRule.history.all()} == {"Nạp theo văn bản khi cài đặt"}


@pytest.fixture
def year(rules) -> Period:
    period = Period.from_code("2024")
    period.save()
    return period


class TestSizes:
    def test_are_told_of_every_cooperative_that_reported(self, year, founded, reported, django_assert_num_queries):
        small = reported(founded("NHO"), "2024", members=60, revenue=3 * BILLION)
        micro = reported(founded("SIEU-NHO"), "2024", members=10, total_assets=BILLION)
        open_ = reported(founded("CHUA-RO"), "2024", members=60)
        industry = reported(founded("CONG-NGHIEP", sector=Sector.INDUSTRY), "2024", members=900, revenue=900 * BILLION)
        reported(founded("TO", kind=Kind.GROUP), "2024", members=60, revenue=3 * BILLION)
        founded("CHUA-BAO-CAO")

        with django_assert_num_queries(2):
            told = sizes(year)

        assert told == {
            small.organisation_id: Size.SMALL,
            micro.organisation_id: Size.MICRO,
            open_.organisation_id: None,
            industry.organisation_id: None,
        }

    def test_follow_total_assets_and_never_the_charter_capital(self, year, founded, reported):
        row = reported(founded("HTX1"), "2024", members=60, charter_capital=9 * BILLION, total_assets=0, revenue=0)

        assert sizes(year) == {row.organisation_id: Size.MICRO}

    def test_follow_the_official_return_where_there_is_one(self, year, founded, reported):
        one = founded("HTX1")
        reported(one, "2024", members=10, revenue=0, total_assets=0, stage=Stage.ESTIMATE)
        assert sizes(year) == {one.pk: Size.MICRO}

        reported(one, "2024", members=400, revenue=60 * BILLION)

        assert sizes(year) == {one.pk: Size.LARGE}

    def test_stay_within_the_organisations_asked_for(self, year, founded, reported):
        for code in ("HTX1", "HTX2"):
            reported(founded(code), "2024", members=10, revenue=0, total_assets=0)

        told = sizes(year, Organisation.objects.filter(code="HTX2"))

        assert told == {Organisation.objects.get(code="HTX2").pk: Size.MICRO}

    def test_before_the_decree_there_is_no_class(self, rules, founded, reported):
        row = reported(founded("HTX1"), "2023", members=400, revenue=60 * BILLION)

        assert sizes(Period.objects.get(code="2023")) == {row.organisation_id: None}
        [told] = sized(Period.objects.get(code="2023")).values()
        assert told.why_not == "Chưa có tiêu chí của lĩnh vực này cho kỳ này."

    def test_a_later_rule_takes_the_place_of_one_left_open(self, year, founded, reported):
        row = reported(founded("HTX1"), "2024", members=60, revenue=3 * BILLION)
        SizeRule.objects.create(
            sector="agriculture",
            size="small",
            least_members=70,
            least_revenue=1,
            least_capital=1,
            valid_from=date(2024, 12, 1),
        )

        assert sizes(year) == {row.organisation_id: Size.MICRO}


class TestInTheDatabase:
    """The expression says of every return what Python says of it."""

    AMOUNTS = (None, 0, 1, 2, 5, 10, 49, 50)

    def test_a_return_has_the_size_that_python_tells(self, rules, founded, reported):
        SizeRule.objects.create(  # a sector known in part, and a rule that ended
            sector="industry",
            size="large",
            least_members=100,
            least_revenue=80 * BILLION,
            least_capital=20 * BILLION,
            valid_from=date(2024, 11, 1),
            valid_to=date(2025, 6, 30),
        )
        SizeRule.objects.create(  # takes the place of one left open
            sector="agriculture",
            size="small",
            least_members=55,
            least_revenue=1 * BILLION,
            least_capital=1 * BILLION,
            valid_from=date(2025, 12, 1),
        )
        chance = random.Random(1)
        for number in range(120):
            sector = chance.choice(["agriculture", "agriculture", "industry", "services", ""])
            kind = chance.choice([Kind.COOPERATIVE, Kind.CREDIT_FUND, Kind.GROUP])
            one = founded(f"M{number}", kind=kind, sector=sector)
            for year in ("2023", "2024", "2025"):
                amounts = [chance.choice(self.AMOUNTS) for _ in range(2)]
                money = [None if amount is None else amount * BILLION for amount in amounts]
                members = chance.choice((None, 0, 49, 50, 54, 55, 100, 199, 200, 300))
                reported(one, year, members=members, revenue=money[0], total_assets=money[1])

        seen = set()
        for period in Period.objects.all():
            rows = AnnualReturn.objects.filter(period=period).annotate(size=size_of_return())
            told = dict(rows.values_list("organisation", "size"))
            expected = sizes(period)
            assert told == {one: expected.get(one) for one in told}
            seen |= set(expected.values())
        assert seen == {*Size, None}


class TestPage:
    def test_of_an_organisation_shows_size_rule_and_figures(self, year, founded, reported, staff, browser):
        one = reported(founded("HTX1"), "2024", members=60, revenue=3 * BILLION).organisation

        response = browser(staff).get(reverse("admin:cooperatives_cooperative_change", args=[one.pk]))

        [panel] = [panel for panel in response.context["panels"] if panel.title.startswith("Quy mô")]
        assert (panel.title, panel.note) == ("Quy mô theo số liệu năm 2024", "Theo Nghị định 113/2024/NĐ-CP.")
        assert panel.lines[:4] == [
            ("Quy mô", "nhỏ"),
            ("Thành viên", "60"),
            ("Doanh thu", "3.000.000.000 đồng"),
            ("Tổng nguồn vốn", "chưa khai"),
        ]
        assert (
            "Mức nhỏ",
            "từ 50 thành viên và doanh thu từ 2 tỷ đồng hoặc nguồn vốn từ 1 tỷ đồng",
        ) in panel.lines

    def test_says_why_it_cannot_be_told(self, year, founded, reported, staff, browser):
        one = reported(founded("HTX1", sector="industry"), "2024", members=60, revenue=1).organisation

        html = browser(staff).get(reverse("admin:cooperatives_cooperative_change", args=[one.pk])).content.decode()

        assert "<dd>chưa xác định</dd>" in html
        assert "Chưa có tiêu chí của lĩnh vực này cho kỳ này." in html


class TestRules:
    ADDING = reverse("admin:cooperatives_sizerule_add")

    def test_are_the_administrator_s_to_fill_in(self, administrator, browser):
        client = browser(administrator)
        typed = {
            "sector": "services",
            "size": "large",
            "least_members": "100",
            "least_revenue": "300 tỷ",
            "least_capital": "100.000.000.000",
            "valid_from": "01/11/2024",
        }

        assert client.post(self.ADDING, opened(client, self.ADDING, **typed)).status_code == 302

        rule = SizeRule.objects.get()
        assert (rule.least_revenue, rule.least_capital) == (300 * BILLION, 100 * BILLION)
        assert rule.history.get().history_user == administrator

    def test_are_read_by_others_and_changed_by_nobody_else(self, rules, staff, leader, browser):
        listing = reverse("admin:cooperatives_sizerule_changelist")

        assert [browser(user).get(listing).status_code for user in (staff, leader)] == [200, 200]
        assert [browser(user).get(self.ADDING).status_code for user in (staff, leader)] == [403, 403]

    def test_end_after_they_begin(self, administrator, browser):
        client = browser(administrator)
        typed = {
            "sector": "services",
            "size": "large",
            "least_members": "1",
            "least_revenue": "1",
            "least_capital": "1",
            "valid_from": "01/11/2024",
            "valid_to": "31/10/2024",
        }

        refused = client.post(self.ADDING, opened(client, self.ADDING, **typed))

        assert refused.context["adminform"].form.errors["valid_to"] == [
            "“Đến hết ngày” không được trước “Áp dụng từ ngày”."
        ]
        assert complaints(refused) == ["“Đến hết ngày” không được trước “Áp dụng từ ngày”."]
