import subprocess

import pytest

from printing.docx import docx_bytes
from tests.reports.reading_back.conftest import written
from tests.reports.reading_back.test_libreoffice import KEY, SAMPLE

pytestmark = pytest.mark.django_db


def test_make(report, settings, tmp_path):
    settings.SECRET_KEY = KEY
    one = tmp_path / SAMPLE.name
    one.write_bytes(docx_bytes(written(report).document))
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(SAMPLE.parent), str(one)],
        check=True,
    )
