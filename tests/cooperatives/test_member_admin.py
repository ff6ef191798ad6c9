"""The register of members in the admin: found, paged, put right, taken in and given out."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from cooperatives.members.taking import import_members
from cooperatives.models import Kind, Member
from office import job_files, jobs
from office.models import Job
from tests.cooperatives.member_files import HEADER, HUNG, LAN, as_csv

pytestmark = pytest.mark.django_db(transaction=True)
LIST, IMPORT = reverse("admin:cooperatives_member_changelist"), reverse("admin:cooperatives_member_import")


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture
def members(founded):
    """Make members of one organisation: members("Lan", "Hùng")."""

    def make(*names: str, of: str = "H1", **fields) -> list[Member]:
        organisation = founded(of)
        return [
            Member.objects.create(organisation=organisation, code=f"TV{number}", name=name, **fields)
            for number, name in enumerate(names, 1)
        ]

    return make


def names(answer) -> list[str]:
    return [member.name for member in answer.context["cl"].result_list]


def links(answer) -> dict[str, str]:
    return dict(answer.context["cl"].links)


class TestPaging:
    @pytest.fixture
    def pages(self, members, monkeypatch, browser, staff):
        members(*"ABCDEFG")
        monkeypatch.setattr("cooperatives.admin.members.MemberAdmin.list_per_page", 3)
        client = browser(staff)
        return lambda query="": client.get(f"{LIST}{query}")

    def test_forward_through_all_and_back(self, pages):
        first = pages()
        second = pages(links(first)["Trang sau"])
        third = pages(links(second)["Trang sau"])

        assert [names(page) for page in (first, second, third)] == [list("ABC"), list("DEF"), ["G"]]
        assert names(pages(links(third)["Trang trước"])) == list("DEF")
        assert names(pages(links(second)["Trang trước"])) == list("ABC")

    def test_the_last_page_and_back_to_the_first(self, pages):
        last = pages(links(pages())["Trang cuối"])

        assert names(last) == list("EFG")
        assert names(pages(links(last)["Trang đầu"])) == list("ABC")
        assert names(pages(links(last)["Trang trước"])) == list("BCD")

    def test_within_an_organisation_they_stand_by_name(self, members, browser, staff, monkeypatch):
        members(*"BDCAE", of="H2")
        monkeypatch.setattr("cooperatives.admin.members.MemberAdmin.list_per_page", 3)
        client = browser(staff)

        first = client.get(f"{LIST}?to_chuc=H2")

        assert names(first) == list("ABC")
        assert names(client.get(f"{LIST}{links(first)['Trang sau']}")) == list("DE")

    def test_a_forged_place_is_the_first_page(self, pages):
        assert names(pages("?after=abc:def")) == list("ABC")

    def test_nothing_is_counted_and_nothing_skipped(self, pages, django_assert_num_queries):
        pages()
        estimate = connection.vendor == "postgresql"
        with django_assert_num_queries(7 + estimate) as caught:  # session, user, rights (2), office, views, members
            pages("?cuoi=1")

        said = " ".join(query["sql"] for query in caught.captured_queries).upper()
        assert "OFFSET" not in said
        assert "COUNT(" not in said


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("duc", ["Nguyễn Đức Hòa"]),
            ("ĐỨC", ["Nguyễn Đức Hòa"]),
            ("nguyen duc", ["Nguyễn Đức Hòa"]),
            ("hoa nguyen", ["Nguyễn Đức Hòa"]),
            ("ho", ["Nguyễn Đức Hòa", "Hồ Văn Tám"]),
            ("tv2", ["Hồ Văn Tám"]),
            ("guyen", []),
            ("' OR 1=1 --", []),
            ('"', []),
            ("NEAR(a b)", []),
            ("   ", ["Nguyễn Đức Hòa", "Hồ Văn Tám"]),
        ],
    )
    def test_each_word_begins_a_word_of_name_or_code(self, members, typed, found):
        members("Nguyễn Đức Hòa", "Hồ Văn Tám")

        assert [member.name for member in Member.objects.search(typed).order_by("pk")] == found

    def test_what_changes_is_found_by_its_new_name_only(self, members):
        [member] = members("Lan")
        member.name = "Hoa"
        member.save()

        assert [Member.objects.search(word).count() for word in ("lan", "hoa")] == [0, 1]

    def test_what_came_in_a_file_is_found(self, founded, tmp_path):
        founded("H1")
        import_members(as_csv(tmp_path / "a.csv", LAN), name="a.csv", dry_run=False)
        import_members(as_csv(tmp_path / "b.csv", LAN, HUNG), name="b.csv", dry_run=False)

        assert [Member.objects.search(word).count() for word in ("lan", "hung", "tv")] == [1, 1, 2]

    def test_what_is_found_is_paged_in_the_order_of_entry(self, members, monkeypatch, browser, staff):
        members("Lan E", "Hoa", "Lan D", "Lan C", "Lan B", "Lan A")
        monkeypatch.setattr("cooperatives.admin.members.MemberAdmin.list_per_page", 2)
        client = browser(staff)

        first = client.get(f"{LIST}?q=lan")
        second = client.get(f"{LIST}{links(first)['Trang sau']}")
        last = client.get(f"{LIST}{links(first)['Trang cuối']}")

        assert [names(page) for page in (first, second, last)] == [
            ["Lan E", "Lan D"],
            ["Lan C", "Lan B"],
            ["Lan B", "Lan A"],
        ]
        assert names(client.get(f"{LIST}{links(second)['Trang trước']}")) == ["Lan E", "Lan D"]

    def test_the_page_searches_within_an_organisation(self, members, browser, staff):
        members("Lan", "Hùng", of="H1")
        members("Lan Anh", of="H2")

        answer = browser(staff).get(f"{LIST}?q=lan&to_chuc=H2")

        assert names(answer) == ["Lan Anh"]


def test_the_list_is_narrowed_by_kind_and_by_who_left(members, browser, staff):
    members("Lan", kind="official", of="H1")
    members("Hùng", kind="linked_other", left_on="2020-01-01", of="H2")
    client = browser(staff)

    found = [names(client.get(f"{LIST}?{query}")) for query in ("kind__exact=official", "con=khong", "con=co")]

    assert found == [["Lan"], ["Hùng"], ["Lan"]]


def test_the_estimate_is_not_asked_of_a_part(members, browser, staff):
    members("Lan")

    assert browser(staff).get(f"{LIST}?q=lan").context["cl"].about is None


def test_a_member_is_put_right_by_hand_with_its_history(members, browser, staff):
    [member] = members("Lan")
    address = reverse("admin:cooperatives_member_change", args=[member.pk])
    client = browser(staff)
    page = client.get(address).context["adminform"].form
    sent = {name: page[name].value() or "" for name in page.fields} | {"capital": "2.000.000", "birth_year": "1975"}

    client.post(address, sent)

    member.refresh_from_db()
    assert (member.capital, member.birth_year) == (2_000_000, 1975)
    assert list(member.history.values_list("history_type", "capital")) == [("~", 2_000_000), ("+", None)]


def test_the_history_of_what_a_file_brought_names_the_file(founded, browser, staff, tmp_path):
    founded("H1")
    import_members(as_csv(tmp_path / "a.csv", LAN), name="a.csv", dry_run=False, by=staff)
    address = reverse("admin:cooperatives_member_history", args=[Member.objects.get().pk])

    text = browser(staff).get(address).text

    assert "Vào sổ từ tệp: Nhập a.csv lúc" in text
    assert "Người canbo nhập. Từ đó chưa thay đổi." in text


@pytest.mark.parametrize("year", ["1899", "2999"])
def test_a_year_of_birth_that_cannot_be_is_refused(members, browser, staff, year):
    [member] = members("Lan")
    address = reverse("admin:cooperatives_member_change", args=[member.pk])
    client = browser(staff)
    page = client.get(address).context["adminform"].form
    sent = {name: page[name].value() or "" for name in page.fields} | {"birth_year": year}

    assert "hãy kiểm tra lại" in client.post(address, sent).text


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("left_on", "01/01/2999", "Ngày 01/01/2999 chưa đến"),
        ("joined_on", "01/01/2999", "Ngày 01/01/2999 chưa đến"),
        ("name", "\u0303\u0301", "không có chữ cái hay chữ số nào"),
        ("code", "\u0301", "không có chữ cái hay chữ số nào"),
    ],
)
def test_what_a_file_may_not_say_cannot_be_typed(members, browser, staff, name, typed, told):
    [member] = members("Lan")
    address = reverse("admin:cooperatives_member_change", args=[member.pk])
    client = browser(staff)
    page = client.get(address).context["adminform"].form
    sent = {field: page[field].value() or "" for field in page.fields} | {name: typed}

    assert told in client.post(address, sent).text
    assert Member.objects.filter(name="Lan", code="TV1", left_on=None, joined_on=None).exists()


def test_a_member_of_an_enterprise_cannot_be_typed(founded, browser, staff):
    enterprise = founded("DN1", kind=Kind.ENTERPRISE)
    form = {"organisation": enterprise.pk, "code": "TV1", "name": "Lan"}

    page = browser(staff).post(reverse("admin:cooperatives_member_add"), form)

    assert "“DN1” là doanh nghiệp, không có sổ thành viên" in page.text
    assert not Member.objects.exists()


class TestFiles:
    def test_a_file_is_looked_at_confirmed_and_taken_in(self, founded, browser, staff, tmp_path):
        founded("H1")
        client = browser(staff)
        content = as_csv(tmp_path / "tv.csv", LAN, HUNG).read_bytes()

        answer = client.post(IMPORT, {"file": SimpleUploadedFile("tv.csv", content)})
        jobs.perform(jobs.claim())
        preview, stored = client.get(answer.url).text, Member.objects.count()
        client.post(f"{answer.url.removesuffix('change/')}xac-nhan/")
        jobs.perform(jobs.claim())

        assert "Tệp có 2 dòng: thêm 2, sửa 0, giữ nguyên 0." in preview
        assert stored == 0
        assert "Đã nhập 2 dòng: thêm 2" in client.get(answer.url).text
        assert Member.objects.get(code="TV1").entered_in.by == staff

    def test_errors_come_back_on_the_page_of_the_job(self, founded, browser, staff, tmp_path):
        founded("H1")
        content = as_csv(tmp_path / "tv.csv", [*LAN[:6], "75", *LAN[7:]]).read_bytes()
        client = browser(staff)

        answer = client.post(IMPORT, {"file": SimpleUploadedFile("tv.csv", content)})
        jobs.perform(jobs.claim())

        assert "<td>2</td><td>Năm sinh</td><td>75</td>" in client.get(answer.url).text
        assert Job.objects.get().state == Job.State.REFUSED

    def test_a_job_that_breaks_after_the_rows_went_in_says_that_they_are_in(
        self, founded, staff, tmp_path, monkeypatch
    ):
        founded("H1")
        kept = job_files.keep([as_csv(tmp_path / "tv.csv", LAN, HUNG).read_bytes()])
        job = jobs.submit("members", title="Nhập", payload={"file": kept, "name": "tv.csv"}, by=staff)
        Job.objects.update(bookmark={"confirmed_by": staff.pk})
        monkeypatch.setattr("cooperatives.jobs.as_result", lambda report: 1 / 0)

        jobs.perform(jobs.claim())

        job.refresh_from_db()
        assert (job.state, Member.objects.count()) == (Job.State.FAILED, 2)
        assert "Tệp đã vào sổ trọn vẹn: 2 dòng, thêm 2" in job.result["message"]
        assert "Chưa ghi gì" not in job.result["message"]

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_what_is_given_out_goes_in_again_and_changes_nothing(self, ending, founded, browser, staff, tmp_path):
        founded("H1")
        import_members(as_csv(tmp_path / "a.csv", LAN, HUNG), name="a.csv", dry_run=False)
        Member.objects.filter(code="TV2").update(name="=Hùng", sex="", capital=None)

        answer = browser(staff).get(reverse("admin:cooperatives_member_export", args=[ending]))
        (tmp_path / f"b.{ending}").write_bytes(b"".join(answer.streaming_content))
        report = import_members(tmp_path / f"b.{ending}", name="b", dry_run=False)

        assert (report.rows, report.unchanged, report.errors) == (2, 2, [])
        assert "no-store" in answer["Cache-Control"]

    def test_the_workbook_has_our_headers(self, founded, browser, staff):
        founded("H1")

        answer = browser(staff).get(reverse("admin:cooperatives_member_export", args=["xlsx"]))

        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        assert [cell.value for cell in book.active[1]] == HEADER

    @pytest.mark.parametrize(
        ("query", "given"),
        [
            ("", {"Lan Anh", "Hùng", "Lan", "Lan Hoa"}),
            ("?to_chuc=H2", {"Lan", "Lan Hoa"}),
            ("?q=lan", {"Lan Anh", "Lan", "Lan Hoa"}),
            ("?q=lan&to_chuc=H2", {"Lan", "Lan Hoa"}),
            ("?con=khong", {"Lan", "Lan Hoa"}),
            ("?kind__exact=official", {"Lan Anh", "Hùng"}),
            ("?cuoi=1", {"Lan Anh", "Hùng", "Lan", "Lan Hoa"}),
        ],
    )
    def test_the_list_as_it_is_searched_and_filtered_is_given_out_whole(
        self, query, given, members, browser, staff, monkeypatch
    ):
        monkeypatch.setattr("cooperatives.admin.members.MemberAdmin.list_per_page", 1)
        members("Lan Anh", "Hùng", of="H1", kind="official")
        members("Lan", "Lan Hoa", of="H2", left_on="2020-01-01")
        client = browser(staff)

        link = dict(client.get(f"{LIST}{query}").context["export_urls"])["CSV"]
        lines = b"".join(client.get(link).streaming_content).decode().splitlines()[1:]

        assert {line.split(",")[2] for line in lines} == given

    def test_a_filter_that_is_none_leads_back_to_the_list(self, browser, staff):
        answer = browser(staff).get(reverse("admin:cooperatives_member_export", args=["csv"]) + "?la=1")

        assert (answer.status_code, answer.url) == (302, f"{LIST}?e=1")

    @pytest.mark.parametrize("page", ["import", "template"])
    def test_only_staff_take_files_in(self, page, browser, leader, editor):
        address = reverse(f"admin:cooperatives_member_{page}")

        assert [browser(user).post(address).status_code for user in (leader, editor)] == [403, 403]
        assert browser().get(address).status_code == 302

    def test_no_file_chosen_is_said(self, browser, staff):
        assert "Hãy chọn một tệp." in browser(staff).post(IMPORT, {}).text


def test_the_register_shows_no_more_than_one_may_see(members, browser, editor):
    members("Lan")

    assert browser(editor).get(LIST).status_code == 403
    assert list(Member.objects.visible_to(editor)) == []
