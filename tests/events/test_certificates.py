"""Certificates: the office's own picture, places in millimetres, a square to the public page, many as one file."""

import io
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from events.emulation.certificates import awards_on, place_as_usual, put_background, sheets
from events.jobs import order
from events.models import Award, AwardKind, CertificateDesign, Decision, Placement
from office import job_files, jobs
from office.models import Job, Signatory
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
        award = awarded(certificate, name, decision="35/QĐ", achievement="Thành tích xuất sắc")

    job = order(design, like=award, site="https://example.vn/", by=staff)
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

    job = order(design, like=award, site="https://example.vn/", by=staff)
    jobs.perform(jobs.claim())

    job.refresh_from_db()
    assert (job.state, job.result["message"]) == (
        "refused",
        "Quyết định không có khen thưởng nào theo hình thức của mẫu: chưa in gì.",
    )


def test_a_design_prints_only_the_kinds_it_is_for(design, certificate, medal, awarded, staff, office):
    design.kinds.set([medal])
    awarded(certificate, "Bà Thử", decision="35/QĐ")
    award = awarded(medal, "Ông Thử", decision="35/QĐ")

    job = order(design, like=award, site="https://example.vn/", by=staff)
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


def test_a_text_of_several_lines_keeps_them():
    words = Words("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", left=0, top=0, width=100, points=14)

    assert words.lines == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


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


class TestTheOrder:
    address = "/thi-dua/in-bang/"

    def test_it_is_handed_in_on_its_page(self, design, certificate, awarded, browser, staff):
        award = awarded(certificate, "Bà Thử", decision="35/QĐ")

        refused = browser(staff).post(self.address, {"design": design.pk})
        ordered = browser(staff).post(self.address, {"design": design.pk, "decision": award.pk})

        assert ("Hãy chọn một quyết định." in refused.text, "/quan-tri/office/job/" in ordered.url) == (True, True)

    def test_a_design_for_other_forms_is_refused_in_words(self, design, certificate, medal, awarded, browser, staff):
        design.kinds.set([medal])
        award = awarded(certificate, "Bà Thử", decision="35/QĐ")

        said = browser(staff).post(self.address, {"design": design.pk, "decision": award.pk})

        assert (said.status_code, Job.objects.exists()) == (400, False)
        assert f"Mẫu này dùng cho {medal}: quyết định đã chọn không có, hãy chọn mẫu khác." in said.text

    def test_two_issuers_of_one_number_on_one_day_are_told_apart(self, design, certificate, awarded, browser, staff):
        flag = AwardKind.objects.create(form="Cờ thi đua", level="Ủy ban nhân dân tỉnh")
        first, other = awarded(certificate, "Bà Thử", decision="35/QĐ"), awarded(flag, "Ông Thử", decision="35/QĐ")

        offered = browser(staff).get(self.address).context["form"].fields["decision"].choices

        assert offered == [
            (first.pk, "35/QĐ ngày 30/12/2022, Liên minh HTX Việt Nam (1 khen thưởng)"),
            (other.pk, "35/QĐ ngày 30/12/2022, Ủy ban nhân dân tỉnh (1 khen thưởng)"),
        ]
        assert [list(awards_on(design, like=one)) for one in (first, other)] == [[first], [other]]

    def test_a_recorded_decision_is_one_whatever_forms_it_gave(self, design, certificate, awarded):
        flag = AwardKind.objects.create(form="Cờ thi đua", level="Ủy ban nhân dân tỉnh", position=2)
        paper = Decision.objects.create(issuer="UBND", number="35/QĐ", decided_on=date(2022, 12, 30), year=2022)
        given = [awarded(kind, "Bà Thử", decision="35/QĐ", paper=paper) for kind in (certificate, flag)]
        awarded(certificate, "Bà Khác", decision="35/QĐ")

        assert [(one["issuer"], one["number"]) for one in Award.objects.by_decision()] == [
            ("Liên minh HTX Việt Nam", 1),
            ("UBND", 2),
        ]
        assert list(awards_on(design, like=given[0])) == given


class TestWhoGivesIt:
    @pytest.fixture(autouse=True)
    def head(self, office):
        return Signatory.objects.create(
            full_name="Bà Chủ Tịch", authority="TM. Ban Thường vụ", post="Chủ tịch", valid_from=date(2020, 1, 1)
        )

    def written(self, design, award) -> dict[str, list[str]]:
        """The lines in each place of the one sheet of an award."""
        [sheet] = sheets(design, [award], site="https://example.vn/")
        shown = [place.element for place in design.placements.all() if place.element != "qr"]
        texts = dict.fromkeys(shown, "")
        boxes = {(float(place.left), float(place.top)): place.element for place in design.placements.all()}
        return texts | {boxes[item.left, item.top]: item.text for item in sheet.items if isinstance(item, Words)}

    @pytest.mark.parametrize(
        "decided_by",
        ["Chủ tịch Liên minh HTX tỉnh", "Ban Thường vụ Liên minh Hợp tác xã tỉnh Thử Nghiệm"],
    )
    def test_its_own_the_office_signs(self, decided_by, design, certificate, awarded):
        certificate.decided_by = decided_by

        told = self.written(design, awarded(certificate, "Bà Thử"))

        assert (told["authority"], told["signer_post"], told["signer"], told["day"]) == (
            decided_by.upper(),
            "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH",
            "Bà Chủ Tịch",
            "Thử Nghiệm, ngày 30 tháng 12 năm 2022",
        )

    @pytest.mark.parametrize("decided_by", ["Chủ tịch Ủy ban nhân dân tỉnh", "Liên minh Hợp tác xã Việt Nam", ""])
    def test_that_of_another_nobody_of_the_office_signs(self, decided_by, design, certificate, awarded):
        certificate.decided_by = decided_by

        told = self.written(design, awarded(certificate, "Bà Thử"))

        assert (told["authority"], told["signer_post"], told["signer"], told["day"]) == (
            decided_by.upper(),
            "",
            "",
            "Ngày 30 tháng 12 năm 2022",
        )

    def test_a_recorded_decision_names_its_issuer_and_who_signed_it(self, design, certificate, awarded):
        certificate.decided_by = "Chủ tịch"
        told = {"issuer": "Chủ tịch UBND tỉnh Thử Nghiệm", "signer": "Ông Chủ Tịch Tỉnh", "year": 2022}
        paper = Decision.objects.create(number="35/QĐ", decided_on=date(2022, 12, 30), **told)

        told = self.written(design, awarded(certificate, "Bà Thử", decision="35/QĐ", paper=paper))

        assert (told["authority"], told["signer_post"], told["signer"]) == (
            "CHỦ TỊCH UBND TỈNH THỬ NGHIỆM",
            "CHỦ TỊCH",
            "Ông Chủ Tịch Tỉnh",
        )


def test_a_design_from_before_prints_no_authority_until_its_place_is_ticked(design):
    design.placements.filter(element="authority").delete()

    import_module("events.migrations.0009_authority_and_present").add_places(apps, None)

    assert design.placements.get(element="authority").shown is False


def test_a_picture_of_a_design_is_given_to_nobody_by_address(design, browser, staff):
    put_background(design, photograph(), by=staff)

    with pytest.raises(ValueError, match="URL"):
        _ = design.background.url
