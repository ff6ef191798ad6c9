"""The page of a report's way does each step for whom it is for, refuses in words, and gives out the sealed bytes."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from django.db import connection, connections
from django.test import Client

from office import jobs
from office.models import Job
from office.worklist import tasks_for
from reports import report_workflow as workflow
from reports.models import Report
from reports.report_steps import STEPS
from reports.sealing import files
from reports.sealing.chain import ENDINGS
from reports.urls import STEP
from returns.models import AnnualReturn

pytestmark = pytest.mark.django_db


def address(report: Report, rest: str = "ban-hanh/") -> str:
    return f"/bao-cao/{report.pk}/{rest}"


def code(client: Client, path: str) -> int:
    """How a request is answered, read to its end: there the file that may be its answer is closed."""
    answer = client.get(path)
    list(answer)
    return answer.status_code


def form_of(client: Client, report: Report, slug: str) -> dict[str, str]:
    """What the button of a step sends along from the page of its report."""
    page = client.get(address(report, "")).content.decode()
    form = page.split(f'action="{address(report, f"{slug}/")}"')[1].split("</form>")[0]
    return dict(re.findall(r'name="(seen|read)" value="([^"]*)"', form))


def shown(response) -> str:
    return unescape(response.content.decode())


def work() -> None:
    while one := jobs.claim():
        jobs.perform(one)


def test_every_step_has_its_address():
    assert "|".join(step.slug for step in STEPS) == STEP


class TestSteps:
    def test_from_draft_to_seal_by_buttons_alone(self, draft, browser, staff, leader, quick_paper):
        clerk, chair = browser(staff), browser(leader)
        for client, slug in ((clerk, "trinh"), (chair, "duyet"), (chair, "phat-hanh")):
            response = client.post(address(draft, f"{slug}/"), form_of(client, draft, slug))
            assert (response.status_code, response.url) == (302, address(draft))
        assert "Đang in để ban hành" in shown(chair.get(address(draft)))

        work()

        assert Report.objects.get().state == "sealed"
        assert Report.objects.get().seal.content_hash in shown(clerk.get(address(draft)))

    def test_each_sees_the_buttons_that_are_theirs(self, submitted, browser, staff, leader):
        def buttons(user) -> list[str]:
            page = browser(user).get(address(submitted)).content.decode()
            return [step.slug for step in STEPS if address(submitted, f"{step.slug}/") in page]

        assert (buttons(staff), buttons(leader)) == (["rut-lai"], ["tra-lai"])

    def test_only_who_has_the_report_open_is_offered_to_approve_it(self, submitted, browser, leader):
        assert "Đọc báo cáo rồi duyệt" in shown(browser(leader).get(address(submitted)))
        assert len(form_of(browser(leader), submitted, "duyet")["read"]) == 64

    def test_figures_that_changed_since_they_were_read_are_not_approved(self, submitted, browser, leader):
        read = form_of(browser(leader), submitted, "duyet")
        AnnualReturn.objects.update(members=121)

        response = browser(leader).post(address(submitted, "duyet/"), read)

        assert response.status_code == 400
        assert "đã khác từ khi bạn mở trang: hãy đọc lại báo cáo rồi duyệt" in shown(response)
        assert Report.objects.get().state == "review"

    def test_nothing_is_approved_unread(self, submitted, browser, leader):
        response = browser(leader).post(address(submitted, "duyet/"))

        assert (response.status_code, Report.objects.get().state) == (400, "review")

    def test_the_step_of_another_state_is_refused_in_words(self, approved, browser, staff):
        response = browser(staff).post(address(approved, "trinh/"))

        assert response.status_code == 400
        assert "Báo cáo này đã duyệt: chỉ báo cáo đang soạn mới trình được." in shown(response)

    def test_the_step_of_another_role_is_refused_in_words(self, submitted, browser, staff):
        response = browser(staff).post(address(submitted, "duyet/"))

        assert response.status_code == 403
        assert "Chỉ lãnh đạo được duyệt hoặc trả lại báo cáo." in shown(response)

    def test_the_same_person_is_refused_in_words(self, draft, browser, administrator):
        workflow.submit(draft, by=administrator)

        response = browser(administrator).post(address(draft, "duyet/"))

        assert response.status_code == 403
        assert "Báo cáo phải do người khác duyệt" in shown(response)

    def test_sending_back_keeps_what_was_typed_when_it_is_refused(self, submitted, browser, leader):
        sent = {"reason": "Thiếu số của huyện", "seen": "review/cũ/"}

        response = browser(leader).post(address(submitted, "tra-lai/"), sent)

        assert response.status_code == 400
        assert "sau khi bạn mở trang" in shown(response)
        assert ">Thiếu số của huyện</textarea>" in shown(response)

    def test_what_was_sent_back_says_why_to_whoever_wrote_it(self, submitted, browser, leader, staff):
        browser(leader).post(address(submitted, "tra-lai/"), {"reason": "Thiếu số của huyện"})

        assert "Bị trả lại: Thiếu số của huyện" in shown(browser(staff).get(address(submitted)))

    def test_a_sealing_that_was_refused_says_why(self, approved, browser, leader, quick_paper):
        browser(leader).post(address(approved, "phat-hanh/"))
        AnnualReturn.objects.update(members=121)
        work()

        assert Job.objects.get().state == "refused"
        assert "Báo cáo không còn như khi duyệt" in shown(browser(leader).get(address(approved)))

    def test_a_stranger_signs_in_first(self, draft, browser):
        response = browser().post(address(draft, "trinh/"))

        assert (response.status_code, response.url.split("?")[0]) == (302, "/quan-tri/login/")
        assert Report.objects.get().state == "draft"

    def test_a_correction_leads_to_the_new_edition(self, sealed, browser, staff):
        response = browser(staff).post(address(sealed, "thay-the/"))

        later = Report.objects.get(corrects=sealed)
        assert response.url == address(later)
        assert f'<a href="{address(later)}">bản thứ 2</a> thay bản này' in shown(browser(staff).get(address(sealed)))


class TestFiles:
    @pytest.mark.parametrize("ending", ENDINGS)
    def test_printing_again_gives_the_same_bytes(self, sealed, browser, staff, ending):
        answers = [browser(staff).get(address(sealed, f"ban-hanh.{ending}")) for _ in range(2)]

        kept = files.content(str(getattr(sealed.seal, ending)))
        assert [b"".join(answer.streaming_content) for answer in answers] == [kept, kept]
        assert {answer["Cache-Control"] for answer in answers} == {"private, no-store"}

    def test_a_file_that_is_not_what_was_sealed_is_not_given_out(self, sealed, browser, staff, private):
        path = private / str(sealed.seal.docx)
        path.chmod(0o600)
        path.write_bytes(b"PK khac")

        response = browser(staff).get(address(sealed, "ban-hanh.docx"))

        assert response.status_code == 409
        assert "Tệp Word không còn như khi ban hành" in shown(response)

    @pytest.mark.parametrize("stand", ["draft", "submitted", "approved"])
    def test_what_is_not_sealed_has_no_file(self, stand, request, browser, leader):
        report = request.getfixturevalue(stand)

        codes = [browser(leader).get(address(report, f"ban-hanh.{ending}")).status_code for ending in (*ENDINGS, "exe")]

        assert codes == [404] * 4

    @pytest.mark.parametrize("stand", ["draft", "submitted", "approved", "sealed"])
    @pytest.mark.parametrize(("role", "page", "file"), [("", 302, 302), ("editor", 403, 403), ("leader", 200, 200)])
    def test_who_reads_which_state(self, stand, role, page, file, request, browser):
        report = request.getfixturevalue(stand)
        client = browser(request.getfixturevalue(role) if role else None)

        of_page, of_file = (code(client, address(report, rest)) for rest in ("ban-hanh/", "ban-hanh.pdf"))

        assert (of_page, of_file) == (page, 404 if file == 200 and stand != "sealed" else file)

    @pytest.mark.parametrize("role", ["", "leader"])
    def test_no_cache_keeps_the_page(self, role, sealed, request, browser):
        answer = browser(request.getfixturevalue(role) if role else None).get(address(sealed))

        assert "no-store" in answer["Cache-Control"]

    def test_whoever_loses_the_right_reads_nothing_from_the_next_request_on(self, sealed, browser, staff):
        client = browser(staff)
        before = code(client, address(sealed, "ban-hanh.pdf"))
        staff.groups.clear()

        assert (before, code(client, address(sealed, "ban-hanh.pdf"))) == (200, 403)

    def test_no_sealed_file_has_an_address_of_its_own(self, sealed, browser, administrator, private, settings):
        stored = [path.relative_to(private) for path in private.rglob("*") if path.is_file()]
        name = stored[0].name
        guessed = [
            f"{folder}{name.replace('2023', str(year)).replace('so-1', f'so-{number}')}"
            for folder in ("", "sealed/")
            for year in (2023, 2024, 2025, 2026)
            for number in range(1, 26)
        ]

        addresses = [f"{start}{path}" for start in ("/media/", "/static/", "/") for path in stored]
        asked = [
            (browser(), [*addresses, *(f"/media/{path}" for path in guessed)]),
            (browser(administrator), addresses),
        ]

        hits = [path for client, paths in asked for path in paths if code(client, path) != 404]

        assert (len(guessed), hits) == (200, [])
        assert not private.is_relative_to(settings.MEDIA_ROOT)


class TestErrata:
    def test_a_reason_is_noted_from_the_page(self, sealed, browser, staff):
        AnnualReturn.objects.update(members=125)
        page = shown(browser(staff).get(address(sealed)))
        assert "đã in 120 thành viên, nay là 125 thành viên" in page

        sent = {"code": "members", "part": "", "now": "125 thành viên", "reason": "Báo cáo gửi muộn"}
        browser(staff).post(address(sealed, "ban-hanh/ly-do/"), sent)

        assert sealed.seal.errata.get().reason == "Báo cáo gửi muộn"
        assert "<td>Báo cáo gửi muộn</td>" in shown(browser(staff).get(address(sealed)))

    def test_a_refused_reason_is_given_back(self, sealed, browser, staff):
        AnnualReturn.objects.update(members=126)

        sent = {"code": "members", "part": "", "now": "125 thành viên", "reason": "Báo cáo gửi muộn"}
        response = browser(staff).post(address(sealed, "ban-hanh/ly-do/"), sent)

        assert response.status_code == 400
        assert "vừa đổi lần nữa" in shown(response)
        assert 'value="Báo cáo gửi muộn"' in shown(response)

    def test_who_changed_it_is_told(self, sealed, browser, staff):
        one = AnnualReturn.objects.get()
        one.members, one._history_user = 125, staff
        one.save()

        assert "Thành viên: 120 → 125" in shown(browser(staff).get(address(sealed)))


class TestWorklist:
    def sentences(self, user) -> list[str]:
        return [task.sentence for task in tasks_for(user) if "áo cáo" in task.sentence or "Liên minh" in task.sentence]

    def test_each_is_told_what_waits_for_them(self, submitted, staff, leader):
        waiting = self.sentences(leader), self.sentences(staff)
        workflow.send_back(submitted, reason="Sửa", by=leader)

        assert waiting == ([f"Chờ duyệt: {submitted}"], [])
        assert self.sentences(staff) == [f"Bị trả lại: {submitted}"]

    def test_what_is_approved_waits_to_be_sealed(self, approved, leader):
        assert self.sentences(leader) == [f"Đã duyệt, chờ ban hành: {approved}"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory is one connection")
def test_five_equal_requests_hand_in_one_sealing(approved, leader, quick_paper, cleared):
    def press(client: Client) -> int:
        try:
            return client.post(address(approved, "phat-hanh/")).status_code
        finally:
            connections.close_all()

    clients = []
    for _ in range(5):
        client = Client()
        client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
        clients.append(client)
    with ThreadPoolExecutor(5) as threads:
        codes = list(threads.map(press, clients))

    assert (codes, Job.objects.count()) == ([302] * 5, 1)
