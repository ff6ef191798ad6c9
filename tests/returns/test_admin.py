from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import Kind, Organisation
from office.worklist import tasks_for
from returns import workflow
from returns.models import AnnualReturn, Campaign, Period
from tests.office.page import complaints, form_on, opened

LISTING = reverse("admin:returns_annualreturn_changelist")
ADDING = reverse("admin:returns_annualreturn_add")
NEW_PERIOD = reverse("admin:returns_period_add")


def page(row, verb: str = "change") -> str:
    return reverse(f"admin:returns_{row._meta.model_name}_{verb}", args=[row.pk])


@pytest.fixture
def desk(staff, browser):
    """The browser of a member of staff."""
    return browser(staff)


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng")


@pytest.fixture
def year(db) -> Period:
    period = Period.objects.named("2023")
    period.save()
    return period


@pytest.fixture
def empty_form(htx, year, staff, browser):
    """Open the empty form of a return and type: empty_form(members="1.200")."""

    def typed(**values) -> dict:
        return opened(browser(staff), ADDING, **{"organisation": str(htx.pk), "period": str(year.pk), **values})

    return typed


class TestEnteringAReturn:
    def test_reads_numbers_as_they_are_written_here(self, empty_form, staff, browser):
        typed = {
            "members": "570.286",
            "regular_workers": "1 200",
            "revenue": "412.296.737.000",
            "profit": "-12000",
            "farmed_area": "66.807,55",
        }

        assert browser(staff).post(ADDING, empty_form(**typed)).status_code == 302

        row = AnnualReturn.objects.get()
        assert (row.members, row.regular_workers, row.revenue, row.profit) == (570286, 1200, 412296737000, -12000)
        assert (row.farmed_area, row.total_assets, row.stage) == (Decimal("66807.55"), None, "official")

    def test_shows_them_the_same_way_and_saves_what_it_shows(self, htx, reported, staff, browser):
        row = reported(htx, members=570286, profit=-12000, farmed_area=Decimal("66807.55"))
        client = browser(staff)

        shown = opened(client, page(row))
        client.post(page(row), shown)

        assert [shown[name] for name in ("members", "farmed_area", "revenue")] == [["570.286"], ["66.807,55"], [""]]
        row.refresh_from_db()
        assert (row.members, row.profit, row.farmed_area) == (570286, -12000, Decimal("66807.55"))

    @pytest.mark.parametrize("name", ["members", "revenue", "farmed_area"])
    def test_numbers_are_typed_as_text(self, name, htx, reported, staff, browser):
        box = browser(staff).get(page(reported(htx))).context["adminform"].form[name].as_widget()

        assert 'type="text"' in box
        assert "inputmode=" in box

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            pytest.param("farmed_area", "1.234", id="thousands-or-decimals"),
            pytest.param("members", "12,5", id="half-a-person"),
            pytest.param("members", "n/a", id="a-word"),
            pytest.param("revenue", "12.5", id="a-point-for-decimals"),
            pytest.param("members", "1,234", id="a-comma-for-thousands"),
        ],
    )
    def test_what_cannot_be_read_comes_back_as_typed(self, field, typed, empty_form, staff, browser):
        response = browser(staff).post(ADDING, empty_form(**{field: typed, "seasonal_workers": "12"}))

        assert [typed in sentence for sentence in complaints(response)] == [True]
        assert (form_on(response)[field], form_on(response)["seasonal_workers"]) == ([typed], ["12"])
        assert AnnualReturn.objects.count() == 0

    def test_an_ambiguous_number_names_both_readings(self, empty_form, staff, browser):
        sentence = complaints(browser(staff).post(ADDING, empty_form(farmed_area="1.234")))[0]

        assert ("1234" in sentence, "1,234" in sentence) == (True, True)

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            (
                {"bad_debt": "200", "loans_outstanding": "100"},
                "Nợ xấu 200 đồng lớn hơn dư nợ 100 đồng: hãy kiểm tra cả hai.",
            ),
            ({"members": "-1"}, "Phải từ 0 trở lên."),
            ({"revenue": "-5"}, "“doanh thu” là số âm: hãy kiểm tra dấu trừ."),
            (
                {"farmed_area": "0,555"},
                "“0,555” có quá 2 chữ số thập phân: hãy nhập tối đa 2 chữ số sau dấu phẩy.",
            ),
            ({"members": "99.999.999.999"}, "Phải từ 2.147.483.647 trở xuống."),
            ({"organisation": ""}, "Không được để trống."),
        ],
    )
    def test_what_cannot_be_comes_back_with_its_sentence(self, typed, sentence, empty_form, staff, browser):
        response = browser(staff).post(ADDING, empty_form(**typed))

        assert complaints(response) == [sentence]
        assert {name: form_on(response).get(name) or [""] for name in typed} == {n: [v] for n, v in typed.items()}
        assert AnnualReturn.objects.count() == 0

    def test_there_is_one_return_per_organisation_period_and_stage(self, empty_form, htx, reported, staff, browser):
        reported(htx, members=5)

        response = browser(staff).post(ADDING, empty_form(members="6"))

        assert complaints(response) == ["Tổ chức này đã có số liệu của kỳ và giai đoạn đó."]

    def test_last_year_stands_beside_this_year(self, htx, reported, staff, browser):
        reported(htx, "2022", members=567097, revenue=None)
        form = browser(staff).get(page(reported(htx, "2023"))).context["adminform"].form

        assert form["members"].help_text == "thành viên; năm 2022: 567.097"
        assert form["revenue"].help_text == "đồng; năm 2022: chưa khai"

    def test_last_year_stands_beside_an_empty_form_that_knows_whose_it_is(self, htx, year, reported, staff, browser):
        reported(htx, "2022", members=567097)

        response = browser(staff).get(ADDING, {"organisation": htx.pk, "period": year.pk})

        assert response.context["adminform"].form["members"].help_text == "thành viên; năm 2022: 567.097"


class TestListOfReturns:
    def test_is_searched_by_organisation_without_diacritics(self, htx, founded, reported, staff, browser):
        found = reported(htx, members=5)
        reported(founded("HTX2"), members=6)

        rows = browser(staff).get(LISTING, {"q": "dong hung"}).context["cl"].result_list

        assert list(rows) == [found]

    def test_tells_nought_from_not_declared(self, htx, reported, staff, browser):
        reported(htx, members=0)

        html = browser(staff).get(LISTING).content.decode()

        assert '<td class="field-member_count">0</td>' in html
        assert '<td class="field-revenue_sum">chưa khai</td>' in html

    @pytest.mark.parametrize("rows", [1, 3])
    def test_asks_the_database_as_often_for_three_rows_as_for_one(
        self, rows, founded, reported, desk, django_assert_num_queries
    ):
        for number in range(rows):
            reported(founded(f"M{number}"), members=number)
        desk.get(LISTING)

        with django_assert_num_queries(9):
            desk.get(LISTING)


class TestPeriods:
    def test_take_the_days_of_the_calendar_unless_told_otherwise(self, staff, browser):
        client = browser(staff)

        client.post(NEW_PERIOD, opened(client, NEW_PERIOD, code="2023-6t"))
        client.post(NEW_PERIOD, opened(client, NEW_PERIOD, code="2024", start="15/12/2023", end="14/12/2024"))

        kept = [(one.code, one.kind, one.start, one.end) for one in Period.objects.order_by("start")]
        assert kept == [
            ("2023-6T", "months", date(2023, 1, 1), date(2023, 6, 30)),
            ("2024", "year", date(2023, 12, 15), date(2024, 12, 14)),
        ]

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"code": "2023-Q5"}, "“2023-Q5” không phải một kỳ báo cáo."),
            ({"code": ""}, "Không được để trống."),
            ({"code": "2023", "start": "01/01/2024", "end": "01/01/2023"}, "Ngày cuối kỳ phải sau ngày đầu kỳ."),
        ],
    )
    def test_that_cannot_be_come_back_with_their_sentence(self, typed, sentence, staff, browser):
        client = browser(staff)

        response = client.post(NEW_PERIOD, opened(client, NEW_PERIOD, **typed))

        assert complaints(response)[0].startswith(sentence)
        assert {name: form_on(response)[name] for name in typed} == {name: [value] for name, value in typed.items()}
        assert Period.objects.count() == 0

    def test_are_published_and_taken_back_by_leadership(self, year, leader, browser):
        client = browser(leader)
        publish, withdraw = page(year, "cong-bo"), page(year, "thoi-cong-bo")

        client.post(publish, opened(client, publish))
        published = list(Period.objects.published())
        client.post(withdraw, opened(client, withdraw))

        assert (published, list(Period.objects.published())) == ([year], [])

    def test_show_leadership_the_button_that_applies(self, year, leader, browser):
        client = browser(leader)

        def buttons() -> list[str]:
            return [verb["label"] for verb in client.get(page(year)).context["verbs"]]

        before = buttons()
        workflow.publish(year, by=leader)

        assert (before, buttons()) == (["Công bố"], ["Thôi công bố", "Cho sửa số đã công bố"])

    @pytest.mark.parametrize("role", ["staff", "editor", "administrator"])
    @pytest.mark.parametrize("slug", ["cong-bo", "thoi-cong-bo"])
    def test_are_published_by_nobody_without_the_permission(self, role, slug, year, request, browser):
        user = request.getfixturevalue(role)

        response = browser(user).post(page(year, slug), {})

        assert response.status_code == (302 if role == "administrator" else 403)
        assert Period.objects.published().exists() is (role == "administrator" and slug == "cong-bo")

    def test_tell_staff_why_they_cannot(self, year, staff, browser):
        response = browser(staff).get(page(year, "cong-bo"))

        assert response.context["reason"] == "Chỉ lãnh đạo được công bố số liệu của kỳ."

    def test_that_are_no_year_are_not_published(self, leader, browser):
        part = Period.objects.named("2023-6T")
        part.save()

        response = browser(leader).post(page(part, "cong-bo"), {})

        assert (response.url, Period.objects.filter(published_on__isnull=False).count()) == (page(part), 0)

    def test_keep_their_code(self, year, staff, browser):
        client = browser(staff)

        client.post(page(year), opened(client, page(year), code="2022"))

        assert Period.objects.get().code == "2023"


class TestWhatIsLeftToDo:
    def listed(self, client, task) -> list[str]:
        return [organisation.code for organisation in client.get(task.url).context["page"]]

    def test_names_who_has_not_reported_and_leads_to_exactly_them(self, htx, founded, reported, staff, browser):
        reported(htx, "2023", members=5)
        for code, kind in [("HTX2", Kind.COOPERATIVE), ("QTD", Kind.CREDIT_FUND), ("DN", Kind.ENTERPRISE)]:
            founded(code, kind=kind)
        founded("MOI", on=date(2024, 1, 1))

        [task] = [task for task in tasks_for(staff) if "số liệu" in task.sentence]

        assert (task.sentence, task.urgent) == ("02 tổ chức chưa có số liệu năm 2023", True)
        assert self.listed(browser(staff), task) == ["HTX2", "QTD"]

    def test_leads_from_each_to_its_empty_form(self, htx, year, staff, browser):
        html = browser(staff).get(reverse("admin:returns_annualreturn_missing", args=["2023"])).content.decode()

        assert f'href="{ADDING}?organisation={htx.pk}&amp;period={year.pk}"' in html

    def test_says_so_when_all_have_reported(self, htx, reported, staff, browser):
        reported(htx, "2023")
        page_ = browser(staff).get(reverse("admin:returns_annualreturn_missing", args=["2023"]))

        assert "Mọi tổ chức tồn tại vào ngày 31/12/2023 đã có số liệu năm 2023." in page_.content.decode()
        assert [task for task in tasks_for(staff) if "số liệu" in task.sentence] == []

    def test_asks_leadership_alone_to_publish(self, htx, reported, staff, leader):
        row = reported(htx, "2023")

        [task] = tasks_for(leader)

        assert (task.sentence, task.url) == ("Số liệu năm 2023 chưa công bố", page(row.period))
        assert [task for task in tasks_for(staff) if "công bố" in task.sentence] == []

    def test_a_published_year_asks_nobody_for_anything(self, htx, reported, staff, leader):
        workflow.publish(reported(htx, "2023").period, by=leader)

        assert [task for user in (staff, leader) for task in tasks_for(user) if "năm 2023" in task.sentence] == []

    def test_is_closed_to_the_editor(self, htx, year, editor, browser):
        assert browser(editor).get(reverse("admin:returns_annualreturn_missing", args=["2023"])).status_code == 403


class TestTheFormOfAKind:
    def fields(self, client, address: str) -> list[str]:
        return list(client.get(address).context["adminform"].form.fields)

    def test_asks_a_group_nothing_of_loans(self, founded, year, staff, browser):
        group = founded("THT1", kind="group")

        asked = self.fields(browser(staff), f"{ADDING}?organisation={group.pk}&period={year.pk}")

        assert ("members" in asked, "deposits" in asked, "total_assets" in asked) == (True, False, False)

    def test_keeps_in_reach_what_is_stored_beside_the_questionnaire(self, founded, reported, staff, browser):
        row = reported(founded("THT1", kind="group"), total_assets=5)

        assert "total_assets" in self.fields(browser(staff), page(row))

    def test_asks_everything_while_it_is_not_known_whose_it_is(self, year, staff, browser):
        asked = self.fields(browser(staff), ADDING)

        assert {"deposits", "farmed_area", "member_cooperatives"} <= set(asked)


class TestAClosedCampaign:
    @pytest.fixture
    def closed(self, year) -> Campaign:
        days = {"opens_on": date(2024, 1, 1), "due_on": date(2024, 1, 15), "closes_on": date(2024, 2, 1)}
        return Campaign.objects.create(period=year, expected_on=year.end, **days)

    def test_refuses_the_form_in_words_and_keeps_what_was_typed(self, closed, htx, empty_form, staff, browser):
        response = browser(staff).post(ADDING, empty_form(members="12"))

        assert ["đã khóa" in sentence for sentence in complaints(response)] == [True]
        assert form_on(response)["members"] == ["12"]
        assert AnnualReturn.objects.count() == 0

    def test_lets_the_named_one_through(self, closed, htx, empty_form, staff, browser):
        day = timezone.localdate()
        workflow.grant_correction(htx, closed.period, closed.stage, until=day, reason="Sửa theo kiểm tra", by=staff)

        assert browser(staff).post(ADDING, empty_form(members="12")).status_code == 302

    def test_leaves_the_other_stage_open(self, closed, empty_form, staff, browser):
        assert browser(staff).post(ADDING, empty_form(members="12", stage="estimate")).status_code == 302
