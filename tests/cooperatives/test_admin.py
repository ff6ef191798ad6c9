from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperatives import workflow, worklist
from cooperatives.admin.verbs import VERBS
from cooperatives.models import (
    ActivityRecord,
    AllianceMembership,
    Cooperative,
    Kind,
    Level,
    LifeEvent,
    Organisation,
    Place,
    Post,
)
from office.worklist import tasks_for
from tests.office.page import complaints, form_on, opened

ENTRIES = {
    "cooperative": Kind.COOPERATIVE,
    "creditfund": Kind.CREDIT_FUND,
    "union": Kind.UNION,
    "group": Kind.GROUP,
    "enterprise": Kind.ENTERPRISE,
}


def listing(entry: str = "cooperative") -> str:
    return reverse(f"admin:cooperatives_{entry}_changelist")


def page(organisation: Organisation, verb: str = "change", entry: str = "cooperative") -> str:
    return reverse(f"admin:cooperatives_{entry}_{verb}", args=[organisation.pk])


def found_on(response) -> list[str]:
    return [organisation.code for organisation in response.context["cl"].result_list]


@pytest.fixture
def desk(staff, browser):
    """The browser of a member of staff."""
    return browser(staff)


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="Hợp tác xã Đông Hưng", representative="Nguyễn Thị Thử", on=date(2015, 1, 1))


class TestEntering:
    @pytest.mark.parametrize(("entry", "kind"), ENTRIES.items())
    def test_each_menu_entry_founds_its_own_kind(self, entry, kind, staff, browser):
        client = browser(staff)
        address = reverse(f"admin:cooperatives_{entry}_add")
        typed = {"code": "M1", "name": "Tổ chức thử", "founded_on": "05/03/2020", "decision": "12/QĐ-UBND"}

        assert client.post(address, opened(client, address, **typed)).status_code == 302

        organisation = Organisation.objects.get()
        event = LifeEvent.objects.get()
        assert (organisation.kind, organisation.founded_on) == (kind, date(2020, 3, 5))
        assert (event.kind, event.date, event.decision) == ("founded", date(2020, 3, 5), "12/QĐ-UBND")
        assert [(past.history_user, past.history_type) for past in organisation.history.all()] == [(staff, "+")]

    def test_the_kind_is_nobody_s_to_choose(self, staff, browser):
        client = browser(staff)
        address = reverse("admin:cooperatives_group_add")
        typed = {"code": "M1", "name": "Tổ thử", "founded_on": "05/03/2020", "kind": "cooperative"}

        client.post(address, opened(client, address, **typed))

        assert Organisation.objects.get().kind == Kind.GROUP

    @pytest.mark.parametrize(
        ("field", "typed", "sentence"),
        [
            ("code", "HTX1", "Mã này đã có trong sổ."),
            ("tax_code", "123", "Mã số thuế gồm 10 chữ số, đơn vị phụ thuộc thêm 3 chữ số."),
            ("founded_on", "31/02/2020", "Ngày không hợp lệ: hãy nhập ngày/tháng/năm, ví dụ 31/12/2023."),
            ("founded_on", "01/01/2980", "Ngày 01/01/2980 chưa đến. Hãy kiểm tra lại năm."),
            ("name", "", "Không được để trống."),
        ],
    )
    def test_bad_input_comes_back_with_its_sentence_and_what_was_typed(self, field, typed, sentence, htx, desk):
        address = reverse("admin:cooperatives_cooperative_add")
        values = {"code": "HTX2", "name": "Hợp tác xã mới", "founded_on": "05/03/2020", field: typed}

        response = desk.post(address, opened(desk, address, **values))

        assert complaints(response) == [sentence]
        assert {name: form_on(response)[name] for name in values} == {name: [value] for name, value in values.items()}
        assert Organisation.objects.count() == 1

    def test_all_organisations_is_no_place_to_enter_one(self, administrator, browser):
        assert browser(administrator).get(reverse("admin:cooperatives_organisation_add")).status_code == 403


class TestChanging:
    def test_is_kept_in_the_history_of_the_organisation(self, htx, staff, browser):
        client = browser(staff)

        client.post(page(htx), opened(client, page(htx), phone="0227 123"))

        newest = htx.history.first()
        assert (newest.phone, newest.history_user, newest.history_type) == ("0227 123", staff, "~")

    def test_founding_is_read_only(self, htx, staff, browser):
        client = browser(staff)

        client.post(page(htx), opened(client, page(htx), founded_on="01/01/1990"))

        assert Organisation.objects.get().founded_on == date(2015, 1, 1)

    def test_nobody_deletes_an_organisation(self, htx, administrator, browser):
        client = browser(administrator)

        assert client.post(page(htx, "delete"), {"post": "yes"}).status_code == 403
        assert "delete_selected" not in client.get(listing()).content.decode()


class TestVerbs:
    def test_verify_what_an_organisation_really_does(self, htx, staff, browser):
        client, address = browser(staff), page(htx, "xac-minh")
        typed = {"state": "ceased", "since": "01/02/2023", "verified_by": "Đoàn", "verified_on": "10/02/2023"}

        client.post(address, opened(client, address, **typed))

        record = ActivityRecord.objects.get()
        assert (record.state, record.since, record.verified_by, record.verified_on) == (
            "ceased",
            date(2023, 2, 1),
            "Đoàn",
            date(2023, 2, 10),
        )

    def test_a_state_cannot_begin_before_the_one_it_replaces(self, htx, staff, browser):
        workflow.verify_activity(htx, state="active", since=date(2023, 1, 1), by=staff)
        client, address = browser(staff), page(htx, "xac-minh")

        response = client.post(address, opened(client, address, state="ceased", since="01/02/2022"))

        assert complaints(response) == ["Tình trạng mới phải bắt đầu sau tình trạng đang áp dụng."]

    def test_admit_and_let_go(self, htx, staff, browser):
        client = browser(staff)
        joining, leaving = page(htx, "ket-nap"), page(htx, "ra-khoi")

        client.post(joining, opened(client, joining, on="01/05/2016", decision="07/QĐ"))
        client.post(leaving, opened(client, leaving, on="31/12/2022"))

        stay = AllianceMembership.objects.get()
        assert (stay.admitted_on, stay.decision, stay.left_on) == (date(2016, 5, 1), "07/QĐ", date(2022, 12, 31))
        assert [past.history_user for past in stay.history.all()] == [staff, staff]

    @pytest.mark.parametrize(
        ("slug", "on", "sentence"),
        [
            (
                "ket-nap",
                "01/01/2000",
                "Hợp tác xã Đông Hưng (HTX1) không tồn tại vào ngày 01/01/2000: hãy kiểm tra ngày.",
            ),
            ("ket-nap", "01/05/2106", "Ngày 01/05/2106 chưa đến. Hãy kiểm tra lại năm."),
            ("ra-khoi", "01/01/2016", "Ngày ra khỏi Liên minh phải sau ngày kết nạp."),
            ("ra-khoi", "31/12/2202", "Ngày 31/12/2202 chưa đến. Hãy kiểm tra lại năm."),
        ],
    )
    def test_say_what_is_wrong_with_a_membership(self, slug, on, sentence, htx, desk):
        if slug == "ra-khoi":
            workflow.admit(htx, on=date(2016, 5, 1), by=None)
        address = page(htx, slug)

        response = desk.post(address, opened(desk, address, on=on))

        assert (complaints(response), form_on(response)["on"]) == ([sentence], [on])

    def test_one_that_no_longer_applies_leads_back(self, htx, staff, browser):
        response = browser(staff).get(page(htx, "ra-khoi"), follow=True)

        assert response.request["PATH_INFO"] == page(htx)
        assert "“Ra khỏi Liên minh” không còn áp dụng" in response.content.decode()

    @pytest.mark.parametrize("slug", [verb.slug for verb in VERBS])
    def test_are_for_those_who_may_change_the_organisation(self, slug, htx, leader, editor, browser):
        address = page(htx, slug)

        assert browser().get(address).url == f"{reverse('admin:login')}?next={address}"
        assert [browser(user).post(address, {}).status_code for user in (leader, editor)] == [403, 403]
        assert browser(leader).get(page(htx)).context["verbs"] == []


class TestLists:
    @pytest.mark.parametrize("words", ["dong hung", "ĐÔNG HƯNG", "htx1", "nguyen thi thu", "hưng đông"])
    def test_are_searched_without_diacritics(self, words, htx, founded, staff, browser):
        founded("KHAC", name="Hợp tác xã Tiền Hải")

        assert found_on(browser(staff).get(listing(), {"q": words})) == ["HTX1"]

    def test_narrow_to_what_exists_and_who_belongs(self, htx, founded, staff, browser):
        gone = founded("HTX2")
        workflow.end(gone, kind="dissolved", on=date(2022, 7, 1), by=staff)
        workflow.admit(htx, on=date(2016, 5, 1), by=staff)
        client = browser(staff)

        def narrowed(**asked) -> list[str]:
            return found_on(client.get(listing(), asked))

        assert (narrowed(ton_tai="con"), narrowed(ton_tai="het")) == (["HTX1"], ["HTX2"])
        assert (narrowed(lien_minh="co"), narrowed(lien_minh="khong")) == (["HTX1"], ["HTX2"])

    def test_tell_a_suspension_in_law_from_a_pause_in_fact(self, htx, founded, staff, browser):
        idle = founded("HTX2")
        workflow.suspend(htx, on=date(2022, 7, 1), by=staff)
        ActivityRecord.objects.create(organisation=idle, state="suspended", since=date(2022, 7, 1))
        client = browser(staff)

        def narrowed(**asked) -> list[str]:
            return found_on(client.get(listing(), asked))

        assert (narrowed(ton_tai="tam-ngung"), narrowed(hoat_dong="suspended")) == (["HTX1"], ["HTX2"])
        assert narrowed(hoat_dong="chua-ghi") == ["HTX1"]
        assert narrowed(ton_tai="con") == ["HTX1", "HTX2"]
        assert narrowed(ton_tai="tam-ngung", ngay="30/06/2022") == []
        assert narrowed(hoat_dong="suspended", ngay="30/06/2022") == []

    def test_no_longer_name_as_suspended_what_resumed_or_ended(self, htx, founded, staff, browser):
        gone = founded("HTX2")
        for one in (htx, gone):
            workflow.suspend(one, on=date(2022, 7, 1), by=staff)
        workflow.resume(htx, on=date(2022, 9, 1), by=staff)
        workflow.end(gone, kind="dissolved", on=date(2022, 9, 1), by=staff)

        assert found_on(browser(staff).get(listing(), {"ton_tai": "tam-ngung"})) == []

    def test_each_kind_has_its_own_and_one_has_all(self, founded, staff, browser):
        for number, kind in enumerate(Kind):
            founded(f"M{number}", kind=kind)
        client = browser(staff)

        assert [found_on(client.get(listing(entry))) for entry in ENTRIES] == [[f"M{n}"] for n in range(5)]
        assert found_on(client.get(listing("organisation"))) == [f"M{number}" for number in range(5)]

    @pytest.mark.parametrize("rows", [1, 3])
    @pytest.mark.parametrize("entry", ["cooperative", "organisation", "lifeevent", "alliancemembership"])
    def test_ask_the_database_as_often_for_three_rows_as_for_one(
        self, entry, rows, founded, desk, django_assert_num_queries
    ):
        province = Place.objects.create(code="34", name="Tỉnh Thử", level=Level.PROVINCE)
        for number in range(rows):
            place = Place.objects.create(code=f"1{number}", name=f"Xã {number}", level=Level.COMMUNE, parent=province)
            workflow.admit(founded(f"M{number}", place=place), on=date(2020, 1, 1), by=None)
        desk.get(listing(entry))  # content types are read once per process

        with django_assert_num_queries({"lifeevent": 10}.get(entry, 8)):
            desk.get(listing(entry))


class TestWhatIsLeftToDo:
    def test_each_gap_leads_to_exactly_those_it_counts(self, founded, staff, browser):
        place = Place.objects.create(code="12631", name="Xã Thử", level=Level.COMMUNE)
        whole = {"place": place, "tax_code": "1099900016", "representative": "Nguyễn Văn Thử", "sector": "agriculture"}
        lacking = {
            "DU": {},
            "THIEU-XA": {"place": None, "tax_code": "1099900023"},
            "THIEU-MST": {"tax_code": ""},
            "SAI-MST": {"tax_code": "1099900017"},
            "THIEU-NGANH": {"tax_code": "1099900030", "sector": ""},
            "THIEU-DD": {"tax_code": "1099900048", "representative": ""},
            "CO-CHUC-VU": {"tax_code": "5299900010", "representative": ""},
            "LAU-ROI": {"tax_code": "5299900028"},
            "TO": {"kind": Kind.GROUP, "tax_code": ""},
            "DA-HET": {"place": None, "tax_code": ""},
        }
        one = {code: founded(code, **whole | fields) for code, fields in lacking.items()}
        Post.objects.create(organisation=one["CO-CHUC-VU"], person="Trần Thị Thử", role="director", represents=True)
        for code, organisation in one.items():
            since = timezone.localdate() - timedelta(400 if code == "LAU-ROI" else 300)
            workflow.verify_activity(organisation, state="active", since=since, by=staff)
        workflow.end(one["DA-HET"], kind="dissolved", on=timezone.localdate(), by=staff)

        tasks = [task for task in tasks_for(staff) if "tổ chức đang tồn tại" in task.sentence]

        assert {task.sentence: found_on(browser(staff).get(task.url)) for task in tasks} == {
            "01 tổ chức đang tồn tại chưa ghi xã, phường": ["THIEU-XA"],
            "01 tổ chức đang tồn tại chưa ghi mã số thuế": ["THIEU-MST"],
            "01 tổ chức đang tồn tại có mã số thuế sai số kiểm tra": ["SAI-MST"],
            "01 tổ chức đang tồn tại chưa ghi lĩnh vực": ["THIEU-NGANH"],
            "01 tổ chức đang tồn tại chưa ghi người đại diện theo pháp luật": ["THIEU-DD"],
            "01 tổ chức đang tồn tại chưa được xác minh hoạt động trong một năm qua": ["LAU-ROI"],
        }

    def test_a_state_verified_again_within_the_year_is_no_gap(self, founded, staff):
        one = founded("HTX1", representative="Nguyễn Văn Thử")
        today = timezone.localdate()
        workflow.verify_activity(
            one, state="active", since=today - timedelta(800), verified_on=today - timedelta(20), by=staff
        )

        assert [task for task in tasks_for(staff) if "xác minh" in task.sentence] == []

    def test_all_gaps_are_counted_in_one_question(self, founded, staff, django_assert_num_queries):
        founded("HTX1")
        staff.has_perm("cooperatives.change_organisation")

        with django_assert_num_queries(1):
            list(worklist.gaps_of_the_register(staff))

    def test_is_no_business_of_those_who_cannot_do_it(self, founded, leader, editor):
        founded("HTX1")

        assert [task.sentence for user in (leader, editor) for task in tasks_for(user)] == []


def test_places_are_offered_by_name_without_diacritics(staff, browser):
    commune = Place.objects.create(code="12631", name="Xã Thần Khê", level=Level.COMMUNE)
    asked = {"app_label": "cooperatives", "model_name": "cooperative", "field_name": "place", "term": "than khe"}

    assert browser(staff).get(reverse("admin:autocomplete"), asked).json()["results"] == [
        {"id": str(commune.pk), "text": "Xã Thần Khê"}
    ]


def test_history_of_a_menu_entry_is_that_of_the_organisation(htx, staff, browser):
    client = browser(staff)
    client.post(page(htx), opened(client, page(htx), sector="services", founded_on="05/03/2016"))

    html = client.get(page(htx, "history")).content.decode()

    assert "<dt>Lĩnh vực</dt>" in html
    assert "<del>Nông, lâm, ngư, diêm nghiệp</del>" in html
    assert "<ins>Thương mại, dịch vụ và ngành khác</ins>" in html
    assert Cooperative.objects.get().sector == "services"
