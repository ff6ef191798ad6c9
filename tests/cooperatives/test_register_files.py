"""The lists of events and of stays in the alliance take files in and give them out, to those who may."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from cooperatives import workflow
from cooperatives.importing import LifeEventResource, MembershipResource

pytestmark = pytest.mark.django_db
LISTS = [
    (
        "lifeevent",
        LifeEventResource,
        ["Sự kiện", "Ngày", "Mã", "Mã liên quan", "Loại hình", "Số lượng", "Số quyết định", "Ghi chú"],
    ),
    ("alliancemembership", MembershipResource, ["Mã", "Ngày kết nạp", "Ngày ra khỏi", "Văn bản"]),
]


def page(model: str, name: str, *args) -> str:
    return reverse(f"admin:cooperatives_{model}_{name}", args=args)


@pytest.mark.parametrize(("model", "resource", "headings"), LISTS)
def test_the_columns_are_those_that_were_promised(model, resource, headings):
    assert [column.header for column in resource.columns()] == headings


@pytest.mark.parametrize(("model", "resource", "headings"), LISTS)
def test_staff_find_the_import_and_its_template(model, resource, headings, browser, staff):
    client = browser(staff)

    template = openpyxl.load_workbook(io.BytesIO(client.get(page(model, "template")).content))

    assert page(model, "import") in client.get(page(model, "changelist")).text
    assert client.get(page(model, "import")).status_code == 200
    assert [cell.value.removesuffix(" *") for cell in template.worksheets[0][1]] == headings


@pytest.mark.parametrize(("model", "resource", "headings"), LISTS)
def test_leadership_reads_but_imports_nothing(model, resource, headings, browser, leader):
    client = browser(leader)

    assert page(model, "import") not in client.get(page(model, "changelist")).text
    refused = client.get(page(model, "import"))
    assert refused.status_code == 403
    assert "Chỉ cán bộ phụ trách số liệu được nhập từ tệp." in refused.text


@pytest.mark.parametrize(("model", "resource", "headings"), LISTS)
def test_a_stranger_meets_the_login_page(model, resource, headings, browser):
    assert browser().get(page(model, "import")).status_code == 302


def test_the_lists_are_given_out_as_they_are_taken_in(founded, browser, leader):
    workflow.admit(founded("H1"), on=date(2016, 7, 1), decision="12/QĐ", by=None)
    client = browser(leader)

    events = client.get(page("lifeevent", "export", "csv")).content.decode("utf-8-sig").splitlines()
    stays = client.get(page("alliancemembership", "export", "csv")).content.decode("utf-8-sig").splitlines()

    assert events[1:] == ["thành lập,01/01/2015,H1,,,,,"]
    assert stays[1:] == ["H1,01/07/2016,,12/QĐ"]
