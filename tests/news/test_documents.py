"""The library of documents: what is in force, what took whose place, files for everybody once it is public."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from news import document_reading
from news.document_reading import read_file, read_new_files
from news.jobs import read_files
from news.models import Document, DocumentArea, DocumentFile, DocumentType, Validity
from news.search.finding import find, shown
from news.search.index import stale
from news.search.terms import asked
from news.workflow import documents as workflow
from office import jobs
from office.models import Job
from tests.news.library_files import OLE, pdf, upload, word

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]
ADD = "/quan-tri/news/document/add/"
DAY = date(2024, 5, 10)


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


@pytest.fixture
def decision():
    return DocumentType.objects.create(name="Quyết định", slug="quyet-dinh")


@pytest.fixture
def document(decision):
    """Enter a document: document("17", public=True, valid_to=…)."""

    def make(number: str, *, public: bool = True, **fields) -> Document:
        values = {"symbol": "QĐ-LMHTX", "issued_on": DAY, "issuer": "Liên minh HTX", "subject": f"Về việc {number}"}
        at = timezone.now() - timedelta(minutes=1) if public else None
        return Document.objects.create(
            number=number, type=decision, is_public=public, published_at=at, **(values | fields)
        )

    return make


def with_file(document: Document, content: bytes | None = None, name: str = "quyet-dinh.pdf") -> DocumentFile:
    return DocumentFile.objects.create(document=document, file=upload(name, content))


def address(file: DocumentFile) -> str:
    return reverse("news:document_file", args=[file.document.slug, file.pk])


class TestValidity:
    CASES = [
        ({}, Validity.IN_FORCE),
        ({"valid_from": DAY + timedelta(1)}, Validity.NOT_YET),
        ({"valid_from": DAY}, Validity.IN_FORCE),
        ({"valid_from": DAY - timedelta(9), "valid_to": DAY}, Validity.IN_FORCE),
        ({"valid_to": DAY - timedelta(1)}, Validity.EXPIRED),
        ({"valid_from": DAY + timedelta(1), "valid_to": DAY + timedelta(2)}, Validity.NOT_YET),
    ]

    def test_a_list_by_validity_tells_what_each_document_tells(self, document):
        issued = DAY - timedelta(30)
        made = [document(str(n), issued_on=issued, **fields) for n, (fields, _) in enumerate(self.CASES)]
        for number, (days, with_end) in enumerate([(0, {}), (1, {}), (0, {"valid_to": DAY - timedelta(3)})]):
            on = DAY + timedelta(days)
            made.append(document(f"r{number}", issued_on=issued, replaced_by=made[0], replaced_on=on, **with_end))

        told = [each.validity_on(DAY) for each in made]

        after = [Validity.REPLACED, Validity.IN_FORCE, Validity.REPLACED]
        assert told == [*(word for _, word in self.CASES), *after]
        for validity in Validity:
            listed = set(Document.objects.of_validity(validity, on=DAY))
            assert listed == {each for each, word in zip(made, told, strict=True) if word == validity}


class TestOneDocument:
    def test_its_address_follows_from_its_type_and_number(self, document, decision):
        assert document("17").slug == "quyet-dinh-17-qd-lmhtx-2024"
        assert document("17", issuer="Nơi khác").slug == "quyet-dinh-17-qd-lmhtx-2024-2"
        assert document("17", symbol="2024/QH15").slug == "quyet-dinh-17-2024-qh15"

    def test_the_same_number_of_the_same_office_in_a_year_is_refused_in_words(self, document, decision):
        document("17")
        again = Document(
            number="17",
            symbol="QĐ-LMHTX",
            issued_on=date(2024, 1, 2),
            issuer="Liên minh HTX",
            type=decision,
            subject="x",
        )

        with pytest.raises(ValidationError, match="trong năm đã có trong thư viện"):
            again.full_clean(exclude=["slug"])
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save()
        assert document("17", issued_on=date(2025, 1, 2)).year == 2025

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"valid_from": DAY, "valid_to": DAY - timedelta(1)}, "không được trước ngày"),
            ({"valid_to": DAY - timedelta(1)}, "không được trước ngày ban hành"),
        ],
    )
    def test_days_out_of_order_are_refused(self, fields, told, document):
        one = document("1", public=False)
        for name, value in fields.items():
            setattr(one, name, value)

        with pytest.raises(ValidationError, match=told):
            one.full_clean()


class TestTheList:
    def listed(self, browser, **asked_for) -> list[str]:
        return [each.number for each in browser().get("/van-ban/", asked_for).context["page"]]

    def test_shows_public_documents_alone_the_newest_first(self, document, browser, office):
        document("1", issued_on=date(2020, 1, 1))
        document("2", issued_on=date(2021, 1, 1))
        document("3", public=False)
        hour = timezone.now() + timedelta(hours=1)
        Document.objects.filter(pk=document("4").pk).update(published_at=hour)

        assert self.listed(browser) == ["2", "1"]

    def test_is_narrowed_by_everything_a_reader_knows(self, document, browser, office):
        plan = DocumentType.objects.create(name="Kế hoạch", slug="ke-hoach")
        area = DocumentArea.objects.create(name="Thi đua", slug="thi-dua")
        document("1", issued_on=date(2020, 1, 1), issuer="UBND tỉnh", valid_to=date(2021, 1, 1))
        Document.objects.filter(pk=document("2").pk).update(type=plan, area=area)

        assert self.listed(browser, nam="2020") == ["1"]
        assert self.listed(browser, co_quan="UBND tỉnh") == ["1"]
        assert self.listed(browser, loai="ke-hoach") == ["2"]
        assert self.listed(browser, linh_vuc="thi-dua") == ["2"]
        assert self.listed(browser, hieu_luc="het-hieu-luc") == ["1"]
        assert self.listed(browser, hieu_luc="con-hieu-luc") == ["2"]
        assert self.listed(browser, q="qd-lmhtx VE VIEC") == ["2", "1"]
        assert self.listed(browser, q="2/QĐ-LMHTX") == ["2"]
        assert self.listed(browser, nam="2020", loai="ke-hoach") == []

    @pytest.mark.parametrize("name", ["loai", "co_quan", "nam", "hieu_luc", "linh_vuc"])
    def test_a_choice_that_is_not_offered_is_told_of(self, name, document, browser, office):
        document("1")

        answer = browser().get("/van-ban/", {name: "'; --"})

        assert (answer.status_code, list(answer.context["page"])) == (200, [])
        assert "Chưa lọc được" in answer.text

    @pytest.mark.parametrize("count", [1, 15])
    def test_takes_the_same_few_queries(self, count, document, browser, office, django_assert_num_queries):
        for number in range(count):
            document(str(number))

        with django_assert_num_queries(6):  # issuers and years, types, areas, count, page, office
            browser().get("/van-ban/")

    def test_an_empty_library_and_an_empty_answer_say_where_to_go(self, document, browser, office):
        empty = browser().get("/van-ban/").text
        document("1")
        nothing = browser().get("/van-ban/", {"q": "khong co"}).text

        assert "Chưa có văn bản nào được đăng" in empty
        assert "/tim-kiem/?q=khong%20co&amp;loai=van-ban" in nothing


class TestThePage:
    def test_tells_what_is_known_and_hands_out_its_files(self, document, browser, office):
        one = document("17", valid_from=date(2024, 6, 1), subject="Về <b>việc</b> thử")
        file = with_file(one)

        said = browser().get(one.get_absolute_url()).text

        for text in ("Quyết định 17/QĐ-LMHTX", "Về &lt;b&gt;việc", "10/05/2024", "01/06/2024", "còn hiệu lực"):
            assert text in said
        assert f'href="{address(file)}">quyet-dinh.pdf</a> (PDF)' in said

    def test_tells_what_replaced_it_and_what_it_replaced_as_far_as_that_is_public(self, document, browser, office):
        newer = document("18")
        older = document("17", replaced_by=newer, replaced_on=DAY)
        document("16", public=False, replaced_by=newer, replaced_on=DAY)

        old_page, new_page = (browser().get(each.get_absolute_url()).text for each in (older, newer))

        assert f'Bị thay thế từ 10/05/2024 bởi <a href="{newer.get_absolute_url()}">' in old_page
        assert older.get_absolute_url() in new_page
        assert "16/QĐ" not in new_page

    def test_a_document_that_is_not_public_is_as_absent_as_one_that_never_was(self, document, browser, office):
        hidden = document("1", public=False)
        file = with_file(hidden)
        missing = browser().get("/van-ban/khong-co/")

        for asked_for in (hidden.get_absolute_url(), address(file)):
            answer = browser().get(asked_for)
            assert (answer.status_code, answer.text) == (404, missing.text)


class TestItsFiles:
    def test_are_sent_to_be_kept_and_never_run(self, document, browser):
        file = with_file(document("1"), name="Quyết định <x>.pdf")

        answer = browser().get(address(file))

        assert b"".join(answer.streaming_content).startswith(b"%PDF")
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "no-store" in answer["Cache-Control"]

    def test_are_gone_with_the_next_request_once_it_is_withdrawn(self, document, browser, editor):
        one = document("1")
        file = with_file(one)

        workflow.withdraw(one, by=editor)

        assert browser().get(address(file)).status_code == 404

    def test_lie_where_no_address_leads_and_under_names_nobody_guesses(self, document, browser, settings):
        file = with_file(document("1"), name="../../x.pdf")

        assert re.fullmatch(r"library/[0-9a-f]{24}/x\.pdf", file.file.name)
        assert file.file.path.startswith(str(settings.PRIVATE_ROOT))
        for prefix in ("/media/", "/static/", "/van-ban/", "/"):
            assert browser().get(prefix + file.file.name).status_code == 404

    def test_of_one_document_are_not_handed_out_by_another(self, document, browser):
        file, other = with_file(document("1", public=False)), document("2")

        assert browser().get(reverse("news:document_file", args=[other.slug, file.pk])).status_code == 404

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.html", b"<script>"),
            ("a.svg", b"<svg/>"),
            ("a.exe", b"MZ"),
            ("a.pdf.html", b"%PDF-"),
            ("a.pdf", b"<script>"),
            ("a.docx", b"%PDF-"),
            ("a.doc", b"PK\x03\x04"),
            ("a.jpg", b"\xff\xd8\xff"),
            ("a", b"%PDF-"),
            (".pdf", b"%PDF-"),
        ],
    )
    def test_of_other_kinds_or_other_content_are_refused_in_words(self, name, content, document):
        file = DocumentFile(document=document("1"), file=upload(name, content))

        with pytest.raises(ValidationError, match=r"Chỉ nhận tệp|Nội dung tệp không phải"):
            file.full_clean()

    def test_of_each_kind_are_taken(self, document):
        for name, content in (("a.PDF", pdf("x")), ("a.docx", word("x")), ("a.doc", OLE), ("a.xlsx", b"PK\x03\x04")):
            DocumentFile(document=document(name), file=upload(name, content)).full_clean()


class TestReading:
    def test_what_is_written_in_files_is_found(self, document, editor):
        one = document("1")
        with_file(one, pdf("Kho bau trong PDF"))
        with_file(one, word("Kho báu trong Word"), "b.docx")
        with_file(one, OLE, "c.doc")

        assert read_new_files(one, by=editor) is None

        assert [file.reading for file in one.files.all()] == ["read", "read", "unread"]
        for words in ('"kho bau trong pdf"', '"kho báu trong word"'):
            [result] = shown(find(asked(words)).places, asked(words))
            assert result.address == one.get_absolute_url()
            assert "<mark>" in result.excerpt
        assert list(stale()) == []

    def test_what_cannot_be_read_says_why_and_is_found_by_its_number(self, document, editor):
        one = document("1")
        broken = with_file(one, b"%PDF-1.4 hong")

        assert "bị hỏng" in read_file(broken)

        broken.refresh_from_db()
        assert (broken.reading, broken.awaits_reading) == ("refused", False)
        assert len(find(asked("1/QĐ-LMHTX")).places) == 1

    def test_a_large_file_is_left_to_the_worker(self, document, editor, monkeypatch):
        monkeypatch.setattr(document_reading, "READ_AT_ONCE", 10)
        one = document("1")
        with_file(one, pdf("Kho bau"))

        job = read_new_files(one, by=editor)
        assert len(find(asked("kho bau")).places) == 0
        work = jobs.claim()

        assert work.job == job
        assert read_files(work) == {"summary": "Đã đọc 01 tệp."}
        assert len(find(asked("kho bau")).places) == 1
        assert Job.objects.get().kind == "read_document"

    def test_a_document_that_is_withdrawn_is_not_found_by_its_files(self, document, editor):
        one = document("1")
        with_file(one, pdf("Kho bau"))
        read_new_files(one, by=editor)

        workflow.withdraw(one, by=editor)

        assert find(asked("kho bau")).places == []


class TestVerbs:
    def test_the_editor_publishes_and_withdraws(self, document, editor, browser):
        one = document("1", public=False)

        browser(editor).post(reverse("admin:news_document_dang", args=[one.pk]), {})
        published = list(Document.objects.public())
        browser(editor).post(reverse("admin:news_document_go", args=[one.pk]), {})

        assert [(each, each.posted_by) for each in published] == [(one, editor)]
        assert list(Document.objects.public()) == []

    def test_a_document_may_wait_for_its_hour(self, document, editor):
        hour = timezone.now() + timedelta(days=1)
        one = workflow.publish(document("1", public=False), at=hour, by=editor)

        assert list(Document.objects.public()) == []
        assert list(Document.objects.public(at=hour)) == [one]

    def test_others_are_told_that_only_the_editor_does(self, document, staff, leader, browser):
        one, other = document("1"), document("2")
        for user in (staff, leader):
            with pytest.raises(PermissionDenied, match="Chỉ biên tập viên"):
                workflow.withdraw(one, by=user)
            with pytest.raises(PermissionDenied, match="Chỉ biên tập viên"):
                workflow.replace(one, with_document=other, on=DAY, by=user)
            assert browser(user).post(reverse("admin:news_document_go", args=[one.pk])).status_code == 403
        assert Document.objects.public().count() == 2

    def test_a_document_is_replaced_from_a_day_and_the_page_says_so(self, document, editor, browser):
        one, newer = document("1"), document("2")

        browser(editor).post(
            reverse("admin:news_document_thay-the", args=[one.pk]), {"with_document": newer.pk, "on": "11/05/2024"}
        )

        one.refresh_from_db()
        assert (one.replaced_by, one.replaced_on, one.validity) == (newer, date(2024, 5, 11), Validity.REPLACED)
        workflow.take_back_replacement(one, by=editor)
        one.refresh_from_db()
        assert (one.replaced_by, one.replaced_on) == (None, None)

    def test_replacements_never_go_round(self, document, editor):
        one, two, three = document("1"), document("2"), document("3")
        workflow.replace(one, with_document=two, on=DAY, by=editor)
        workflow.replace(two, with_document=three, on=DAY, by=editor)

        for newer in (one, two, three):
            with pytest.raises(ValidationError, match="đã bị chính văn bản này thay thế"):
                workflow.replace(three, with_document=newer, on=DAY, by=editor)

    def test_what_is_replaced_is_not_replaced_again_nor_before_it_was_issued(self, document, editor):
        one, two = document("1"), document("2")
        with pytest.raises(ValidationError, match="trước ngày ban hành"):
            workflow.replace(one, with_document=two, on=DAY - timedelta(1), by=editor)
        workflow.replace(one, with_document=two, on=DAY, by=editor)
        with pytest.raises(ValidationError, match="bỏ thay thế cũ trước"):
            workflow.replace(one, with_document=two, on=DAY, by=editor)
        with pytest.raises(ValidationError, match="không bị văn bản nào thay thế"):
            workflow.take_back_replacement(two, by=editor)

    def test_states_that_do_not_hold_are_refused(self, document, editor):
        with pytest.raises(ValidationError, match="chưa đăng nên không gỡ được"):
            workflow.withdraw(document("1", public=False), by=editor)
        with pytest.raises(ValidationError, match="đã đăng"):
            workflow.publish(document("2"), by=editor)


class TestTheAdmin:
    def typed(self, decision, **fields) -> dict:
        rows = {"files-TOTAL_FORMS": "1", "files-INITIAL_FORMS": "0", "files-0-position": "1", "files-0-name": ""}
        values = {"type": decision.pk, "number": "17", "symbol": "QĐ-LMHTX", "issued_on": "10/05/2024"}
        return values | rows | {"issuer": "Liên minh HTX", "subject": "Về việc thử"} | fields

    def test_a_document_is_entered_with_its_file_which_is_read(
        self, decision, editor, browser, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser(editor).post(ADD, self.typed(decision, **{"files-0-file": upload()}))

        [one] = Document.objects.all()
        assert answer.status_code == 302
        assert (one.is_public, one.slug) == (False, "quyet-dinh-17-qd-lmhtx-2024")
        assert one.files.get().text == "Noi dung quyet dinh"

    def test_what_is_refused_comes_back_as_typed_and_nothing_is_kept(self, decision, editor, browser):
        bad = upload("x.pdf", b"<script>")

        answer = browser(editor).post(ADD, self.typed(decision, **{"files-0-file": bad}))

        assert answer.status_code == 200
        assert "Nội dung tệp không phải loại .pdf" in answer.text
        assert 'value="QĐ-LMHTX"' in answer.text
        assert Document.objects.count() == 0

    def test_the_same_number_twice_is_refused_in_words(self, document, decision, editor, browser):
        document("17")

        answer = browser(editor).post(ADD, self.typed(decision, issued_on="11/06/2024"))

        assert answer.status_code == 200
        assert "trong năm đã có trong thư viện" in answer.text

    def test_a_file_taken_away_is_no_longer_found(
        self, document, editor, browser, decision, django_capture_on_commit_callbacks
    ):
        one = document("17")
        file = with_file(one, pdf("Kho bau"))
        read_new_files(one, by=editor)
        page = reverse("admin:news_document_change", args=[one.pk])
        opened = re.findall(r'name="((?:files-0-)?opened_as)" value="([^"]+)"', browser(editor).get(page).text)
        rows = {"files-INITIAL_FORMS": "1", "files-0-id": file.pk, "files-0-document": one.pk, "files-0-DELETE": "on"}

        with django_capture_on_commit_callbacks(execute=True):
            answer = browser(editor).post(page, self.typed(decision, subject="Về việc 17", **rows, **dict(opened)))

        assert answer.status_code == 302
        assert (one.files.count(), find(asked("kho bau")).places) == (0, [])

    def test_what_was_public_is_never_deleted(self, document, administrator, editor, browser):
        one = document("1")
        workflow.withdraw(one, by=editor)

        answer = browser(administrator).post(reverse("admin:news_document_delete", args=[one.pk]), {"post": "yes"})

        assert (answer.status_code, Document.objects.count()) == (403, 1)
