"""A new organisation that may be one the register has is suggested with the reason; the clerk decides."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperatives.importing import OrganisationResource
from cooperatives.lookalikes import name_key
from cooperatives.models import Level, Organisation, Place
from office.importing.pages import Upload
from tests.office.sheets import as_csv, counts, imported

pytestmark = pytest.mark.django_db
HEADER = ["Mã", "Tên", "Loại hình", "Ngày thành lập", "Xã/phường", "Điện thoại", "Mã số thuế"]


def row(code="N1", name="HTX Mới", place=None, phone=None, tax_code=None) -> list:
    return [code, name, "HTX", "01/02/1980", place, phone, tax_code]


def suggested(*rows: list) -> list[tuple]:
    report = imported(OrganisationResource, [HEADER, *rows], dry_run=True)
    assert report.errors == []
    return [(one.row, getattr(one.other, "code", one.other), one.why) for one in report.lookalikes]


@pytest.fixture
def communes():
    return [
        Place.objects.create(code=f"1234{number}", name=name, level=Level.COMMUNE)
        for number, name in enumerate(("Xã An Ninh", "Xã Bình An"))
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX Rau An Bình", "Hợp tác xã rau AN BÌNH"),
        ("HTX DVNN Đông Hưng", "Hợp tác xã Dịch vụ nông nghiệp Đông Hưng"),
        ("HTX SX-KD Hoà Bình", "HTX Sản xuất và kinh doanh Hòa Bình"),
        ("QTDND Vũ Thư", "Quỹ tín dụng nhân dân Vũ Thư"),
    ],
)
def test_one_name_is_written_many_ways(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("HTX An Bình 1", "HTX An Bình 2"), ("HTX Rau", "THT Rau")])
def test_other_names_stay_others(one, other):
    assert name_key(one) != name_key(other)


def test_the_same_name_in_the_same_place(founded, communes):
    founded("H1", name="Hợp tác xã Rau An Bình", place=communes[0])

    assert suggested(row(name="HTX rau an bình", place="Xã An Ninh")) == [(2, "H1", "tên gần như nhau")]


def test_the_same_name_elsewhere_is_another(founded, communes):
    founded("H1", name="HTX Rau An Bình", place=communes[0])

    assert suggested(row(name="HTX Rau An Bình", place="Xã Bình An")) == []


def test_the_same_name_where_the_place_is_not_known(founded, communes):
    founded("H1", name="HTX Rau An Bình")

    assert suggested(row(name="HTX Rau An Bình", place="Xã Bình An")) == [(2, "H1", "tên gần như nhau")]


def test_the_same_telephone_however_it_is_written(founded):
    founded("H1", phone="0227 3000 111")

    assert suggested(row(phone="+84 227 3000 111")) == [(2, "H1", "cùng số điện thoại")]


def test_the_same_beginning_of_the_tax_code(founded):
    founded("H1", tax_code="1099900016")

    assert suggested(row(tax_code="1099900016-001")) == [(2, "H1", "cùng mười số đầu của mã số thuế")]


def test_two_new_rows_of_the_file_that_look_alike():
    assert suggested(row("N1", "HTX Rau"), row("N2", "Hợp tác xã Rau")) == [(3, 2, "tên gần như nhau")]


def test_what_the_register_has_is_not_suggested_to_itself(founded):
    founded("H1", name="HTX Rau", on=date(1980, 2, 1))
    founded("H2", name="HTX Rau", on=date(1980, 2, 1))

    assert suggested(row("H1", "HTX Rau")) == []


def test_nothing_is_merged_by_itself(founded):
    founded("H1", name="HTX Rau", on=date(1980, 2, 1))

    assert counts(imported(OrganisationResource, [HEADER, row("N1", "HTX Rau")])) == (1, 0, 0)
    assert Organisation.objects.count() == 2


def test_the_preview_leads_to_the_one_it_may_be(founded, staff, browser, tmp_path, monkeypatch):
    monkeypatch.setattr(Upload, "folder", tmp_path)
    one = founded("H1", name="HTX <b>Rau</b>")
    file = SimpleUploadedFile("tep.csv", as_csv([HEADER, row(name="HTX <b>Rau</b>")]))

    html = browser(staff).post(reverse("admin:cooperatives_organisation_import"), {"file": file}).content.decode()

    address = reverse("admin:cooperatives_organisation_change", args=[one.pk])
    assert f'có thể trùng với <a href="{address}">HTX &lt;b&gt;Rau&lt;/b&gt; (H1)</a> (tên gần như nhau)' in html
