"""Posts, unions, products, certificates, contracts and practices as staff enter, find and end them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import (
    Certificate,
    ChainContract,
    Kind,
    Organisation,
    Post,
    Practice,
    Product,
    UnionMembership,
)
from office.worklist import tasks_for
from tests.office.page import complaints, opened

TODAY = timezone.localdate


def listing(model) -> str:
    return reverse(f"admin:cooperatives_{model._meta.model_name}_changelist")


def adding(model) -> str:
    return reverse(f"admin:cooperatives_{model._meta.model_name}_add")


def page(row, entry: str = "") -> str:
    return reverse(f"admin:cooperatives_{entry or row._meta.model_name}_change", args=[row.pk])


def found(client, model, **query) -> list[str]:
    return [str(row) for row in client.get(listing(model), query).context["cl"].result_list]


@pytest.fixture
def desk(staff, browser):
    return browser(staff)


@pytest.fixture
def htx(founded) -> Organisation:
    return founded("HTX1", name="HTX Đồng Xanh")


def refusals(response) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


class TestPosts:
    def test_are_entered_in_their_list(self, htx, desk, staff):
        typed = {"organisation": str(htx.pk), "role": "chair", "person": "Trần Thị Lúa", "started_on": "01/03/2021"}

        assert desk.post(adding(Post), opened(desk, adding(Post), represents="on", **typed)).status_code == 302

        post = Post.objects.get()
        assert (post.organisation, post.role, post.person, post.started_on, post.represents) == (
            htx,
            "chair",
            "Trần Thị Lúa",
            date(2021, 3, 1),
            True,
        )
        assert post.history.get().history_user == staff

    def test_and_on_the_organisation_s_page(self, htx, desk, staff):
        row = {"posts-TOTAL_FORMS": "1", "posts-0-role": "director", "posts-0-person": "Lê Văn Cày"}

        assert desk.post(page(htx, "cooperative"), opened(desk, page(htx, "cooperative"), **row)).status_code == 302

        post = Post.objects.get()
        assert (post.organisation_id, post.person, post.history.get().history_user) == (htx.pk, "Lê Văn Cày", staff)

    def test_are_asked_for_a_day(self, htx):
        for person, start, end in (("A", None, "2022-01-01"), ("B", "2022-01-01", None), ("C", "2023-01-01", None)):
            Post.objects.create(organisation=htx, person=person, role="director", started_on=start, ended_on=end)

        assert [
            [post.person for post in Post.objects.held(on=day)]
            for day in (date(1990, 1, 1), date(2021, 12, 31), date(2022, 1, 1), date(2023, 1, 1))
        ] == [["A"], ["A"], ["B"], ["B", "C"]]

    def test_are_found_by_person_by_organisation_and_by_day(self, htx, founded, desk):
        other = founded("HTX2", name="HTX Biển Bạc")
        Post.objects.create(organisation=htx, person="Trần Thị Lúa", role="chair", ended_on=date(2022, 1, 1))
        Post.objects.create(organisation=other, person="Phạm Văn Đò", role="director", started_on=date(2022, 1, 1))
        chair = "Trần Thị Lúa, Chủ tịch Hội đồng quản trị"
        director = "Phạm Văn Đò, Giám đốc, Tổng giám đốc"

        assert found(desk, Post, q="lua") == [chair]
        assert found(desk, Post, q="bien bac") == [director]
        assert found(desk, Post, q="tran dong xanh") == [chair]
        assert (found(desk, Post, ngay="31/12/2021"), found(desk, Post, ngay="01/01/2022")) == ([chair], [director])
        assert found(desk, Post, role__exact="chair") == [chair]

    def test_a_day_that_is_none_is_told_of_and_narrows_nothing(self, htx, desk):
        Post.objects.create(organisation=htx, person="Trần Thị Lúa", role="chair")

        html = desk.get(listing(Post), {"ngay": "31/02/2021", "q": "lua"}).content.decode()

        assert "“31/02/2021” không có trên lịch" in html
        assert 'value="31/02/2021"' in html
        assert '<input type="hidden" name="q" value="lua">' in html
        assert "Trần Thị Lúa" in html

    def test_end_after_they_begin(self, htx, desk):
        typed = {"organisation": str(htx.pk), "role": "chair", "person": "Trần Thị Lúa"}
        days = {"started_on": "01/03/2021", "ended_on": "01/03/2021"}

        refused = desk.post(adding(Post), opened(desk, adding(Post), **typed, **days))

        assert refusals(refused) == {"ended_on": ["“Đến trước ngày” phải sau “Từ ngày”."]}

    def test_two_directors_at_once_are_saved_and_warned_of(self, htx, desk):
        Post.objects.create(organisation=htx, person="Người cũ", role="director")
        typed = {"organisation": str(htx.pk), "role": "director", "person": "Người mới", "started_on": "01/03/2021"}

        answer = desk.post(adding(Post), opened(desk, adding(Post), **typed), follow=True)

        said = [str(message) for message in answer.context["messages"]]
        assert Post.objects.count() == 2
        assert [sentence for sentence in said if "Người cũ và Người mới đang được ghi giữ chức cùng lúc" in sentence]

    def test_stay_with_their_organisation(self, htx, founded, desk):
        post = Post.objects.create(organisation=htx, person="Trần Thị Lúa", role="chair")
        elsewhere = str(founded("HTX2").pk)

        desk.post(page(post), opened(desk, page(post), organisation=elsewhere, phone="0227"))

        post.refresh_from_db()
        assert (post.organisation, post.phone) == (htx, "0227")

    @pytest.mark.parametrize(
        ("representative", "posts", "told"),
        [
            ("Tên Hồ Sơ", [], [("Đại diện theo pháp luật", "Tên Hồ Sơ")]),
            ("", [], [("Đại diện theo pháp luật", "chưa ghi")]),
            (
                "Tên Hồ Sơ",
                [("Trần Thị Lúa", "chair", date(2021, 3, 1), None), ("Thôi Rồi", "chair", None, date(2020, 1, 1))],
                [("Đại diện theo pháp luật", "Trần Thị Lúa, Chủ tịch Hội đồng quản trị (từ 01/03/2021)")],
            ),
        ],
        ids=["the record's name", "nobody", "the holder of the post"],
    )
    def test_tell_who_represents_an_organisation(self, representative, posts, told, founded, desk):
        one = founded("HTX2", representative=representative)
        for person, role, start, end in posts:
            Post.objects.create(
                organisation=one, person=person, role=role, started_on=start, ended_on=end, represents=True
            )

        panels = desk.get(page(one, "cooperative")).context["panels"]

        assert [panel.lines for panel in panels if panel.title == "Người đại diện"] == [told]


class TestUnions:
    @pytest.fixture
    def union(self, founded) -> Organisation:
        return founded("LH1", kind=Kind.UNION, name="Liên hiệp HTX Thử")

    def test_show_their_members_and_members_show_their_unions(self, htx, union, desk):
        UnionMembership.objects.create(union=union, organisation=htx, joined_on=date(2020, 1, 1))

        of_union = opened(desk, page(union, "union"))
        of_member = opened(desk, page(htx, "cooperative"))

        assert of_union["union_members-0-organisation"] == [str(htx.pk)]
        assert of_member["unions-0-union"] == [str(union.pk)]
        assert ("unions-0-union" in of_union, "union_members-0-organisation" in of_member) == (False, False)

    def test_take_a_member_on_the_union_s_page(self, htx, union, desk):
        row = {"union_members-0-organisation": str(htx.pk), "union_members-0-joined_on": "01/02/2020"}

        typed = opened(desk, page(union, "union"), **{"union_members-TOTAL_FORMS": "1"}, **row)
        assert desk.post(page(union, "union"), typed).status_code == 302

        assert [(one.organisation, one.joined_on) for one in UnionMembership.objects.all()] == [(htx, date(2020, 2, 1))]

    @pytest.mark.parametrize(
        ("days", "field", "sentence"),
        [
            ({"joined_on": "01/01/2010"}, "joined_on", "không tồn tại vào ngày 01/01/2010"),
            ({"joined_on": "01/06/2020", "left_on": "01/06/2020"}, "left_on", "Ngày ra phải sau ngày vào."),
            ({"joined_on": "01/06/2018"}, "joined_on", "hai lần tham gia không được chồng lên nhau"),
        ],
    )
    def test_refuse_what_cannot_be_at_its_field(self, days, field, sentence, htx, union, desk):
        UnionMembership.objects.create(
            union=union, organisation=htx, joined_on=date(2018, 1, 1), left_on=date(2019, 1, 1)
        )
        address = adding(UnionMembership)

        refused = desk.post(address, opened(desk, address, union=str(union.pk), organisation=str(htx.pk), **days))

        assert sentence in "".join(refusals(refused)[field])
        assert UnionMembership.objects.count() == 1

    def test_take_nobody_but_cooperatives(self, founded, union, desk):
        group, address = founded("TO", kind=Kind.GROUP), adding(UnionMembership)
        typed = {"union": str(union.pk), "organisation": str(group.pk), "joined_on": "01/02/2020"}

        assert list(refusals(desk.post(address, opened(desk, address, **typed)))) == ["organisation"]


class TestProductsAndCertificates:
    @pytest.fixture
    def rice(self, htx) -> Product:
        return Product.objects.create(organisation=htx, name="Gạo Nếp")

    def typed(self, organisation, **more) -> dict:
        return {"organisation": str(organisation.pk), "kind": "ocop", "stars": "4", **more}

    def test_are_entered_and_found_without_diacritics(self, htx, rice, desk):
        address = adding(Certificate)
        typed = self.typed(htx, product=str(rice.pk), number="12/QĐ-UBND", issuer="UBND tỉnh", valid_to="31/12/2099")

        assert desk.post(address, opened(desk, address, **typed)).status_code == 302

        assert [found(desk, Certificate, q=words) for words in ("gao nep", "12/qd", "dong xanh", "ngô")] == [
            ["OCOP 4 sao"],
            ["OCOP 4 sao"],
            ["OCOP 4 sao"],
            [],
        ]
        assert found(desk, Product, q="nep", chung_nhan="co") == ["Gạo Nếp – HTX Đồng Xanh"]
        assert found(desk, Product, chung_nhan="khong") == []

    @pytest.mark.parametrize(
        ("more", "field", "sentence"),
        [
            ({"stars": ""}, "stars", "Chứng nhận OCOP ghi từ 1 đến 5 sao; chứng nhận khác không có sao."),
            ({"kind": "vietgap"}, "stars", "Chứng nhận OCOP ghi từ 1 đến 5 sao; chứng nhận khác không có sao."),
            (
                {"valid_from": "02/01/2024", "valid_to": "01/01/2024"},
                "valid_to",
                "“Đến ngày” không được trước “Từ ngày”.",
            ),
        ],
    )
    def test_are_refused_at_the_right_field(self, more, field, sentence, htx, desk):
        address = adding(Certificate)

        refused = desk.post(address, opened(desk, address, **self.typed(htx, **more)))

        assert refusals(refused) == {field: [sentence]}

    def test_are_of_one_organisation(self, htx, founded, desk):
        foreign = Product.objects.create(organisation=founded("HTX2", name="HTX Biển Bạc"), name="Muối")
        address = adding(Certificate)

        refused = desk.post(address, opened(desk, address, **self.typed(htx, product=str(foreign.pk))))

        assert refusals(refused) == {
            "product": [
                "Sản phẩm “Muối” là của HTX Biển Bạc (HTX2): hãy chọn sản phẩm của HTX Đồng Xanh (HTX1), "
                "hoặc để trống nếu chứng nhận cho cả tổ chức."
            ]
        }

    def test_on_the_organisation_s_page_only_its_own_products_are_offered(self, htx, rice, founded, desk):
        Product.objects.create(organisation=founded("HTX2"), name="Muối")
        Certificate.objects.create(organisation=htx, product=rice, kind="vietgap")

        formset = next(
            one.formset
            for one in desk.get(page(htx, "cooperative")).context["inline_admin_formsets"]
            if one.opts.model is Certificate
        )

        assert formset.forms[0].fields["product"].choices == [("", "cả tổ chức"), (rice.pk, "Gạo Nếp")]

    def test_the_same_product_is_named_once(self, htx, rice, desk):
        address = adding(Product)

        refused = desk.post(address, opened(desk, address, organisation=str(htx.pk), name="Gạo Nếp"))

        assert complaints(refused) == ["Tổ chức đã có sản phẩm mang tên này."]

    def test_those_to_renew_are_listed_and_told_of(self, htx, founded, rice, desk, staff):
        def certificate(days: int | None, **fields) -> Certificate:
            valid_to = None if days is None else TODAY() + timedelta(days)
            return Certificate.objects.create(**{"organisation": htx, "kind": "vietgap", "valid_to": valid_to} | fields)

        gone = founded("HET", on=date(2015, 1, 1))
        certificate(-10, number="hết hạn")
        certificate(90, number="sắp hết", kind="organic")
        certificate(91, number="còn lâu", kind="globalgap")
        certificate(None, number="không hạn", kind="other")
        certificate(-10, number="đã cấp lại", product=rice)
        certificate(400, number="giấy mới", product=rice)
        certificate(-10, number="của tổ chức đã giải thể", organisation=gone)
        Organisation.objects.filter(pk=gone.pk).update(ended_on=TODAY())

        [task] = [task for task in tasks_for(staff) if "chứng nhận" in task.sentence]

        assert task.sentence == "02 chứng nhận cần cấp lại trong 90 ngày tới, trong đó 01 đã hết hạn"
        rows = desk.get(task.url).context["cl"].result_list
        assert {row.number for row in rows} == {"hết hạn", "sắp hết"}

    @pytest.mark.parametrize(
        ("query", "numbers"),
        [
            ({"hieu_luc": "con"}, {"còn", "sắp hết"}),
            ({"hieu_luc": "sap-het"}, {"sắp hết"}),
            ({"hieu_luc": "het"}, {"hết"}),
            ({"ngay": "01/06/2001"}, {"hết"}),
            ({"stars__exact": "3"}, {"còn"}),
        ],
    )
    def test_are_narrowed_by_their_days_and_stars(self, query, numbers, htx, desk):
        for number, first, last, stars in (
            ("hết", date(2001, 1, 1), date(2002, 1, 1), 5),
            ("sắp hết", date(2020, 1, 1), TODAY() + timedelta(30), 4),
            ("còn", date(2020, 1, 1), None, 3),
        ):
            Certificate.objects.create(
                organisation=htx, kind="ocop", stars=stars, number=number, valid_from=first, valid_to=last
            )

        assert {row.number for row in desk.get(listing(Certificate), query).context["cl"].result_list} == numbers

    def test_what_was_typed_by_mistake_may_go_and_its_history_stays(self, htx, desk, staff):
        row = Certificate.objects.create(organisation=htx, kind="vietgap")

        desk.post(reverse("admin:cooperatives_certificate_delete", args=[row.pk]), {"post": "yes"})

        assert Certificate.objects.count() == 0
        assert Certificate.history.latest().history_user == staff


class TestContractsAndPractices:
    def test_money_is_typed_and_shown_as_people_write_it(self, htx, desk):
        address = adding(ChainContract)
        typed = {"organisation": str(htx.pk), "partner": "Công ty Thử", "value": "1 tỷ 500 triệu"}

        desk.post(address, opened(desk, address, **typed))

        assert ChainContract.objects.get().value == 1_500_000_000
        assert "1.500.000.000" in desk.get(listing(ChainContract), {"q": "cong ty"}).content.decode()

    @pytest.mark.parametrize(
        ("typed", "field", "sentence"),
        [
            ({"value": "-5"}, "value", "Giá trị hợp đồng không thể là số âm."),
            (
                {"valid_from": "02/01/2024", "valid_to": "01/01/2024"},
                "valid_to",
                "“Đến ngày” không được trước “Từ ngày”.",
            ),
        ],
    )
    def test_a_contract_is_refused_at_the_right_field(self, typed, field, sentence, htx, desk):
        address = adding(ChainContract)

        refused = desk.post(address, opened(desk, address, organisation=str(htx.pk), partner="Công ty Thử", **typed))

        assert refusals(refused) == {field: [sentence]}

    def test_a_practice_is_in_force_once_at_a_time(self, htx, desk):
        Practice.objects.create(organisation=htx, kind="digital")
        address = adding(Practice)

        refused = desk.post(address, opened(desk, address, organisation=str(htx.pk), kind="digital"))

        assert refusals(refused) == {"kind": ["Hình thức này đang được ghi là còn áp dụng."]}


@pytest.mark.parametrize("model", [Post, UnionMembership, Product, Certificate, ChainContract, Practice])
class TestRoles:
    def test_leadership_reads_and_enters_nothing(self, model, leader, browser):
        client = browser(leader)

        assert [client.get(address).status_code for address in (listing(model), adding(model))] == [200, 403]

    def test_the_editor_and_the_stranger_see_nothing(self, model, editor, browser):
        assert browser(editor).get(listing(model)).status_code == 403
        assert browser().get(listing(model)).url.startswith(reverse("admin:login"))
