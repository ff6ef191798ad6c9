"""Certificates: the office's own picture, places in millimetres, a square to the public page, many as one file."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from events.emulation.certificates import place_as_usual, put_background, sheets
from events.jobs import order
from events.models import Award, CertificateDesign, Placement
from office import job_files, jobs
from printing.placed import Square, Words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_files(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


@pytest.fixture
def design(db):
    one = CertificateDesign.objects.create(name="Giấy khen ngang", width=297, height=210)
    place_as_usual(one)
    return one


def photograph(kind: str = "JPEG", **about) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "white").save(out, kind, **about)
    return SimpleUploadedFile("nen.jpg", out.getvalue())


def typed(design: CertificateDesign, **changed) -> dict:
    """What the page of places sends back, with some boxes changed."""
    places = list(design.placements.all())
    sent = {"form-TOTAL_FORMS": len(places), "form-INITIAL_FORMS": len(places)}
    for number, one in enumerate(places):
        sent |= {f"form-{number}-id": one.pk, f"form-{number}-align": one.align, f"form-{number}-colour": one.colour}
        sent |= {
            f"form-{number}-{name}": str(getattr(one, name)).replace(".", ",")
            for name in ("left", "top", "width", "size")
        }
        sent |= {f"form-{number}-{name}": "on" for name in ("bold", "capitals", "shown") if getattr(one, name)}
    return sent | changed


def test_every_award_of_a_decision_is_a_page_with_its_name(design, certificate, awarded, staff, office):
    for name in ("Bà Thử Ễ", "Ông Thử Ộ"):
        awarded(certificate, name, decision="35/QĐ", achievement="Thành tích xuất sắc")

    job = order(design, decision="35/QĐ", decided_on=date(2022, 12, 30), site="https://example.vn/", by=staff)
    jobs.perform(jobs.claim())

    job.refresh_from_db()
    [copy] = job.result["copies"]
    pages = PdfReader(job_files.path_of(copy["file"])).pages
    assert (job.state, job.result["summary"], job.done, job.total) == ("done", "02 bằng.", 2, 2)
    assert [name in page.extract_text() for name, page in zip(("Bà Thử Ễ", "Ông Thử Ộ"), pages, strict=True)] == [
        True
    ] * 2
    assert [float(side) / 72 * 25.4 for side in pages[0].mediabox[2:]] == pytest.approx([297, 210], abs=0.1)


def test_what_was_taken_back_is_not_printed(design, certificate, awarded, staff, office):
    award = awarded(certificate, "Bà Thử", decision="35/QĐ")
    Award.objects.filter(pk=award.pk).update(
        revoked_on=date(2023, 6, 1), revocation="40/QĐ", revocation_reason="Kê khai sai"
    )

    job = order(design, decision="35/QĐ", decided_on=date(2022, 12, 30), site="https://example.vn/", by=staff)
    jobs.perform(jobs.claim())

    job.refresh_from_db()
    assert (job.state, job.result["message"]) == (
        "refused",
        "Quyết định không có khen thưởng nào theo hình thức của mẫu: chưa in gì.",
    )


def test_a_design_prints_only_the_kinds_it_is_for(design, certificate, medal, awarded, staff, office):
    design.kinds.set([medal])
    awarded(certificate, "Bà Thử", decision="35/QĐ")
    awarded(medal, "Ông Thử", decision="35/QĐ")

    job = order(design, decision="35/QĐ", decided_on=date(2022, 12, 30), site="https://example.vn/", by=staff)
    jobs.perform(jobs.claim())

    job.refresh_from_db()
    assert job.result["summary"] == "01 bằng."


def test_the_square_leads_to_the_public_page_of_its_award(design, certificate, awarded, office):
    award = awarded(certificate, "Bà Thử")

    [sheet] = sheets(design, [award], site="https://example.vn/")

    [square] = [item for item in sheet.items if isinstance(item, Square)]
    assert square.address == f"https://example.vn/khen-thuong/{award.code}/"


def test_a_long_text_is_broken_into_lines_of_its_box():
    words = Words("Hợp tác xã dịch vụ nông nghiệp", left=0, top=0, width=40, points=16)

    assert words.lines == ["Hợp tác xã dịch", "vụ nông nghiệp"]


class TestThePicture:
    def test_it_is_put_below_by_the_page_of_the_design(self, design, browser, staff):
        address = reverse("admin:events_certificatedesign_anh-nen", args=[design.pk])

        browser(staff).post(address, {"picture": photograph("PNG")})

        page = browser(staff).get(reverse("events:certificate_design", args=[design.pk])).text
        assert '<image href="data:image/jpeg;base64,' in page


class TestThePlaces:
    def address(self, design: CertificateDesign) -> str:
        return reverse("events:certificate_design", args=[design.pk])

    def seen(self, client, design: CertificateDesign) -> str:
        return client.get(self.address(design)).context["seen"]

    def test_what_is_typed_is_seen_without_being_saved(self, design, browser, staff):
        sent = typed(design, **{"form-1-top": "12,5", "preview": ""})

        page = browser(staff).post(self.address(design), sent)

        second = design.placements.all()[1]
        assert (page.status_code, 'value="12,5"' in page.text, str(second.top)) == (200, True, "94.5")
        assert page.text.count('y="21.67"') == 1  # 12,5 mm and the height of 26 pt

    def test_saving_keeps_it(self, design, browser, staff):
        client = browser(staff)
        sent = typed(design, **{"form-1-top": "12,5", "save": "", "seen": self.seen(client, design)})

        client.post(self.address(design), sent)

        assert str(design.placements.all()[1].top) == "12.5"

    @pytest.mark.parametrize(
        ("box", "value", "sentence"),
        [
            ("form-0-left", "1,234", "1,234"),
            ("form-0-left", "200", "ra ngoài mép phải của mẫu"),
            ("form-0-size", "200", "Không quá 96 pt."),
        ],
    )
    def test_what_cannot_stand_is_refused_in_words_and_nothing_is_lost(
        self, box, value, sentence, design, browser, staff
    ):
        page = browser(staff).post(
            self.address(design), typed(design, **{box: value, "form-1-top": "33,5", "save": ""})
        )

        assert (page.status_code, sentence in page.text, 'value="33,5"' in page.text) == (400, True, True)

    def test_the_second_of_two_who_save_is_told(self, design, browser, staff):
        client = browser(staff)
        sent = typed(design, **{"form-1-top": "12,5", "save": "", "seen": self.seen(client, design)})
        Placement.objects.update(size=20)

        page = client.post(self.address(design), sent)

        assert (page.status_code, "Người khác vừa sửa mẫu này" in page.text) == (409, True)
        assert str(design.placements.all()[1].top) == "94.5"


def test_the_printing_is_ordered_on_its_page(design, certificate, awarded, browser, staff):
    awarded(certificate, "Bà Thử", decision="35/QĐ")

    refused = browser(staff).post(reverse("events:certificates"), {"design": design.pk})
    ordered = browser(staff).post(reverse("events:certificates"), {"design": design.pk, "decision": "2022-12-30 35/QĐ"})

    assert ("Hãy chọn một quyết định." in refused.text, "/quan-tri/office/job/" in ordered.url) == (True, True)


def test_a_picture_of_a_design_is_given_to_nobody_by_address(design, browser, staff):
    put_background(design, photograph(), by=staff)

    with pytest.raises(ValueError, match="URL"):
        _ = design.background.url
