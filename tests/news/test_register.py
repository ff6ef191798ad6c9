"""The public register: everybody finds an organisation, and nobody learns of it what is not for everybody."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperatives import workflow
from cooperatives.models import Certificate, Kind, Level, Organisation, Place, PlaceSuccession, Product
from events.models import Award, AwardKind
from news.register import pages as register_pages
from news.register.disclosed import FACTS, KEPT_BACK
from news.register.sitemap import FigureSitemap, OrganisationSitemap
from printing.dates import day

pytestmark = pytest.mark.django_db
LIST = "/hop-tac-xa/"


def page(code: str) -> str:
    return reverse("news:organisation", args=[code])


def names(answer) -> list[str]:
    return [one.name for one in answer.context["rows"]]


@pytest.fixture
def land() -> dict[str, Place]:
    """A commune of a district that went into another of a new province."""
    old = Place.objects.create(name="Tỉnh Cũ", level=Level.PROVINCE, valid_to=date(2025, 6, 30))
    district = Place.objects.create(name="Huyện Lúa", level=Level.DISTRICT, parent=old, valid_to=date(2025, 6, 30))
    commune = Place.objects.create(
        code="01111",
        name="Xã Gạo",
        level=Level.COMMUNE,
        parent=district,
        former_province=old,
        valid_to=date(2025, 6, 30),
    )
    new = Place.objects.create(code="99", name="Tỉnh Mới", level=Level.PROVINCE, valid_from=date(2025, 7, 1))
    today = Place.objects.create(
        code="02222", name="Xã Sông", level=Level.COMMUNE, parent=new, former_province=old, valid_from=date(2025, 7, 1)
    )
    PlaceSuccession.objects.create(old=commune, new=today, on=date(2025, 7, 1))
    PlaceSuccession.objects.create(old=old, new=new, on=date(2025, 7, 1))
    return {"commune": commune, "district": district, "old": old, "new": new, "today": today}


def test_every_column_of_an_organisation_is_told_or_kept_back_with_a_reason():
    told = {column for fact in FACTS for column in fact.of}
    columns = {field.name for field in Organisation._meta.concrete_fields}

    assert told | set(KEPT_BACK) == columns
    assert told & set(KEPT_BACK) == set()
    assert all(fact.why for fact in FACTS)
    assert all(KEPT_BACK.values())


class TestTheList:
    def test_it_has_cooperatives_first_then_kind_by_kind_each_as_a_dictionary_has_them(self, founded, browser):
        for number, (kind, name) in enumerate(
            [
                (Kind.ENTERPRISE, "Công ty An"),
                (Kind.GROUP, "Tổ An"),
                (Kind.COOPERATIVE, "HTX Đa"),
                (Kind.COOPERATIVE, "HTX Dương"),
                (Kind.COOPERATIVE, "HTX Ô Tô"),
                (Kind.COOPERATIVE, "HTX Ong"),
                (Kind.UNION, "Liên hiệp An"),
                (Kind.CREDIT_FUND, "Quỹ An"),
            ]
        ):
            founded(f"X{number}", name=name, kind=kind)

        assert names(browser().get(LIST)) == [
            *("HTX Dương", "HTX Đa", "HTX Ong", "HTX Ô Tô"),
            *("Quỹ An", "Liên hiệp An", "Tổ An", "Công ty An"),
        ]

    def test_its_second_page_goes_on_where_the_first_ends(self, founded, browser, monkeypatch):
        monkeypatch.setattr(register_pages, "ON_A_PAGE", 2)
        for name in ("HTX Cau", "HTX An", "HTX Bưởi"):
            founded(name[4:], name=name)

        pages = [names(browser().get(LIST, {"trang": number})) for number in (1, 2)]

        assert pages == [["HTX An", "HTX Bưởi"], ["HTX Cau"]]

    @pytest.mark.parametrize(
        ("asked", "unfolded"),
        [({}, False), ({"q": "gao"}, False), ({"loai": "group"}, True), ({"noi": "nơi nào"}, True)],
    )
    def test_its_filters_are_folded_until_one_is_set(self, asked, unfolded, founded, browser):
        said = browser().get(LIST, asked).text

        assert ('<details class="filters" open>' in said) == unfolded
        assert ('<details class="filters">' in said) != unfolded

    def test_a_place_that_was_chosen_can_be_dropped_and_the_rest_kept(self, land, founded, browser):
        said = browser().get(LIST, {"dia_ban": land["commune"].pk, "q": "gao", "trang": 2}).text
        typed = browser().get(LIST, {"noi": "xa song"}).text

        assert '<a href="?q=gao">Bỏ địa bàn này</a>' in said
        assert f'name="dia_ban" value="{land["commune"].pk}"' in said
        assert 'name="dia_ban"' not in typed

    def test_it_has_those_that_exist_by_name(self, office, founded, browser):
        founded("H1", name="HTX Gạo Đồng Hưng")
        founded("H2", name="HTX Ấp Bắc")
        workflow.end(founded("H3", name="HTX Đã Hết"), kind="dissolved", on=date(2020, 1, 1), by=None)

        answer = browser().get(LIST)

        assert names(answer) == ["HTX Ấp Bắc", "HTX Gạo Đồng Hưng"]
        assert "02 tổ chức" in answer.text

    @pytest.mark.parametrize(
        "asked",
        [
            {"q": "gao dong hung"},
            {"q": "h1"},
            {"loai": "cooperative"},
            {"linh_vuc": "agriculture"},
            {"noi": "xa gao"},
            {"noi": "xa song"},
            {"noi": "huyen lua"},
            {"noi": "tinh cu"},
            {"noi": "tinh moi"},
            {"san_pham": "gao nep"},
            {"hoat_dong": "active"},
        ],
    )
    def test_it_is_narrowed_without_diacritics_and_in_old_and_new_units(self, asked, land, founded, browser):
        one = founded("H1", name="HTX Gạo Đồng Hưng", place=land["commune"])
        Product.objects.create(organisation=one, name="Gạo nếp cái")
        workflow.verify_activity(one, state="active", since=date(2020, 1, 1), by=None)
        founded("T9", name="Tổ khác", kind=Kind.GROUP)

        assert names(browser().get(LIST, asked)) == ["HTX Gạo Đồng Hưng"]

    def test_it_tells_the_commune_as_it_is_called_today_and_was(self, land, founded, browser):
        founded("H1", place=land["commune"])

        said = browser().get(LIST).text

        assert "Xã Sông, Tỉnh Mới" in said
        assert "trước là Xã Gạo, Huyện Lúa" in said

    def test_a_name_of_several_places_offers_them_and_keeps_what_else_was_asked(self, land, founded, browser):
        Place.objects.create(code="03333", name="Xã Gạo", level=Level.COMMUNE)

        answer = browser().get(LIST, {"noi": "xa gao", "q": "h1"})

        assert answer.status_code == 200
        assert f"?q=h1&amp;dia_ban={land['commune'].pk}" in answer.text

    def test_what_was_ended_is_found_when_it_is_asked_for(self, founded, browser):
        workflow.end(founded("H3", name="HTX Đã Hết"), kind="dissolved", on=date(2020, 1, 1), by=None)

        answer = browser().get(LIST, {"ton_tai": "het"})

        assert names(answer) == ["HTX Đã Hết"]
        assert "giải thể, chấm dứt 01/01/2020" in answer.text

    @pytest.mark.parametrize(
        ("asked", "sentence"),
        [
            ({"q": "a" * 10_000}, "tối đa 100 ký tự"),
            ({"noi": "không có nơi này"}, "Không có địa bàn nào là"),
            ({"dia_ban": "999999"}, "Địa bàn trong địa chỉ trang không còn"),
            ({"dia_ban": "1 or 1=1"}, "Địa bàn trong địa chỉ trang không còn"),
            ({"loai": "<script>"}, "Không có lựa chọn “&lt;script&gt;”"),
        ],
    )
    def test_what_cannot_be_asked_is_refused_in_words(self, asked, sentence, founded, browser):
        answer = browser().get(LIST, asked)

        assert (answer.status_code, sentence in answer.text) == (400, True)

    @pytest.mark.parametrize("number", ["0", "-1", "999", "x", ""])
    def test_a_page_that_is_none_shows_the_nearest(self, number, founded, browser):
        founded("H1")

        assert browser().get(LIST, {"trang": number}).status_code == 200

    @pytest.mark.parametrize("many", [1, 12])
    def test_many_take_the_same_queries(self, many, office, land, founded, browser, django_assert_num_queries):
        for number in range(many):
            one = founded(f"H{number}", name=f"HTX Gạo {number}", place=land["commune"])
            Product.objects.create(organisation=one, name="Gạo nếp")
        asked = {"q": "gao", "dia_ban": land["today"].pk, "san_pham": "gao", "loai": "cooperative"}

        with django_assert_num_queries(8):  # office, candidates, place, units twice, count, page, heirs
            browser().get(LIST, asked)

    def test_a_register_without_anything_says_where_to_go(self, browser):
        assert "Sổ chưa có tổ chức nào" in browser().get(LIST).text


class TestWhatStaysInside:
    SECRET = {"phone": "0987654321", "representative": "Nguyễn Thị Kín", "tax_code": "1000999888"}

    def test_neither_pages_nor_data_tell_it(self, founded, browser):
        founded("H1", **self.SECRET)
        addresses = [LIST, page("H1"), "/api/v1/organisations/", "/api/v1/organisations/H1/"]

        said = "".join(browser().get(address).content.decode() for address in addresses)

        assert "Tổ chức thử H1" in said
        assert [word for word in self.SECRET.values() if word in said] == []

    @pytest.mark.parametrize("word", ["Nguyễn Thị Kín", "kin", "1000999888"])
    def test_nobody_finds_an_organisation_by_it(self, word, founded, browser):
        founded("H1", name="HTX Gạo", **self.SECRET)

        assert names(browser().get(LIST, {"q": word})) == []
        assert browser().get("/api/v1/organisations/", {"q": word}).json()["organisations"] == []

    def test_who_verified_and_the_notes_of_the_office_are_not_told(self, founded, browser, staff):
        one = founded("H1")
        workflow.verify_activity(one, state="active", since=date(2020, 1, 1), verified_by="Trần Văn Xác Minh", by=staff)
        one.life_events.update(note="Ghi chú nội bộ")

        said = browser().get(page("H1")).text

        assert "đang hoạt động" in said
        assert [word for word in ("Xác Minh", "Ghi chú nội bộ", "Người canbo") if word in said] == []

    def test_from_where_a_group_moved_is_somebodys_home_too(self, land, founded, browser):
        group = founded("T1", kind=Kind.GROUP, place=land["commune"], address="Nhà ông Tổ Trưởng")
        cooperative = founded("H1", place=land["commune"], address="Thôn Trụ Sở")
        for one in (group, cooperative):
            workflow.move(one, to=land["today"], address="Nhà bà Tổ Phó", on=date(2025, 8, 1), by=None)

        said = browser().get(page("T1")).text

        assert "Chuyển địa bàn" in said
        assert "Nhà" not in said
        assert "Chuyển từ Thôn Trụ Sở" in browser().get(page("H1")).text

    @pytest.mark.usefixtures("search_index")
    def test_what_is_founded_later_is_told_nowhere_until_its_day(self, founded, browser, monkeypatch):
        tomorrow = timezone.localdate() + timedelta(1)
        one = founded("H9", name="HTX Ngày Mai", on=tomorrow)
        Product.objects.create(organisation=one, name="Gạo ngày mai")
        addresses = [
            *(LIST, f"{LIST}?ton_tai=tat-ca", "/tim-kiem/?q=ngay+mai", "/sitemap.xml", "/san-pham/"),
            *("/api/v1/organisations/", page("H9"), "/api/v1/organisations/H9/"),
        ]

        def told() -> list[bool]:
            said = [each.text if each.status_code == 200 else "" for each in map(browser().get, addresses)]
            return ["gày mai" in each.lower() or "/H9/" in each for each in said]

        before = told()
        monkeypatch.setattr(timezone, "localdate", lambda *told: tomorrow)

        assert before == [False] * len(addresses)
        assert told() == [True] * len(addresses)

    def test_a_page_tells_what_has_come_to_pass(self, founded, browser):
        one, tomorrow = founded("H1"), timezone.localdate() + timedelta(1)
        workflow.end(one, kind="dissolved", on=tomorrow, by=None)

        assert [moment.title for moment in browser().get(page("H1")).context["moments"]] == ["Thành lập"]

    def test_the_address_of_a_group_is_somebodys_home(self, founded, browser):
        founded("T1", kind=Kind.GROUP, address="Nhà ông Tổ Trưởng")
        founded("H1", address="Thôn Trụ Sở")

        assert "Nhà ông" not in browser().get(page("T1")).text
        assert browser().get("/api/v1/organisations/T1/").json()["address"] is None
        assert "Thôn Trụ Sở" in browser().get(page("H1")).text


class TestAPage:
    def test_it_tells_products_certificates_awards_and_membership(self, founded, browser):
        one = founded("H1")
        rice = Product.objects.create(organisation=one, name="Gạo nếp", note="Hạt tròn")
        Certificate.objects.create(organisation=one, product=rice, kind="ocop", stars=4, number="15/CN")
        kind = AwardKind.objects.create(form="Bằng khen", level="Tỉnh thử")
        award = Award.objects.create(
            kind=kind, organisation=one, achievement_year=2023, decided_on=date(2023, 12, 1), decision="35/QĐ"
        )
        workflow.admit(one, on=date(2021, 5, 1), decision="01/QĐ", by=None)

        said = browser().get(page("H1")).text

        for words in ("Gạo nếp", "Hạt tròn", "OCOP 4 sao", "15/CN", "Thành viên từ 01/05/2021", "35/QĐ"):
            assert words in said
        assert reverse("events:honour", args=[award.code]) in said

    def test_a_certificate_that_has_run_out_is_told_as_such(self, founded, browser):
        one, today = founded("H1"), timezone.localdate()
        for kind, until in (("vietgap", today), ("organic", today - timedelta(1))):
            Certificate.objects.create(organisation=one, kind=kind, valid_to=until)

        said = browser().get(page("H1")).text

        assert f"đến hết {day(today)}</li>" in said
        assert f"đến hết {day(today - timedelta(1))} (đã hết hạn)</li>" in said

    def test_it_leads_to_what_it_was_merged_into(self, founded, browser):
        small, large = founded("H1", name="HTX Nhỏ"), founded("H2", name="HTX Lớn")
        workflow.end(small, kind="merged", into=[large], on=date(2022, 3, 1), decision="09/QĐ", by=None)

        said = browser().get(page("H1")).text

        assert "sáp nhập, chấm dứt 01/03/2022" in said
        assert f'<a href="{page("H2")}">HTX Lớn</a>' in said

    def test_a_code_with_a_stroke_has_its_page(self, founded, browser):
        founded("01/2020 THT")

        assert browser().get(page("01/2020 THT")).status_code == 200

    @pytest.mark.parametrize("code", ["khong-co", "h1", "../../etc/passwd", "%00", "a" * 5000])
    def test_a_code_of_nobody_is_absent(self, code, founded, browser):
        founded("H1")

        assert browser().get(page(code)).status_code in (400, 404)


def test_the_map_of_the_site_names_each_organisation_and_each_year(founded, leader, reported):
    reported(founded("H1"), members=10)
    period = reported(founded("H2"), members=10).period
    period.published_on, period.published_by = date(2024, 1, 2), leader
    period.save()

    organisations, years = OrganisationSitemap(), FigureSitemap()

    assert sorted(map(organisations.location, organisations.items())) == [page("H1"), page("H2")]
    assert list(map(years.location, years.items())) == ["/so-lieu/2023/"]
    assert list(map(years.lastmod, years.items())) == [date(2024, 1, 2)]
