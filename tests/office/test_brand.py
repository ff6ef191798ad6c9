"""The office's own colour and logo: read well in light and dark, harmless, served to everybody."""

import io
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from office.colours import DARK_GROUND, LIGHT_GROUNDS, check_accent, contrast, for_the_dark, stylesheet
from office.models import Office

COLOURS = "/mau-cua-co-quan.css"
LOGO = "/bieu-trung.png"


def test_contrast_is_that_of_the_guideline():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", ["#0b5d4e", "#8b0000", "#1a3d8f", "#6a1b5d"])
def test_a_dark_colour_is_taken_and_has_a_shade_for_the_dark(colour):
    check_accent(colour)

    assert min(contrast(colour, ground) for ground in LIGHT_GROUNDS) >= 4.5
    assert contrast(for_the_dark(colour), DARK_GROUND) >= 7


@pytest.mark.parametrize("colour", ["#f2c200", "#ffffff", "#777777"])
def test_a_pale_colour_is_refused_with_its_ratio(colour):
    with pytest.raises(ValidationError, match=r"tương phản \d+,\d+:1 .* ít nhất 4,5:1"):
        check_accent(colour)


@pytest.mark.parametrize("typed", ["red", "0b5d4e", "#0b5d4", "#0b5d4e;}", "#gggggg"])
def test_what_is_no_colour_is_refused(typed):
    with pytest.raises(ValidationError, match="không phải mã màu"):
        check_accent(typed)


@pytest.mark.django_db
class TestColours:
    def test_every_page_asks_for_them_once_the_office_has_its_own(self, office, browser):
        before = browser().get("/").text
        Office.objects.update(accent="#8b0000")

        assert COLOURS not in before
        assert COLOURS in browser().get("/").text
        assert "--accent: #8b0000;" in browser().get(COLOURS).text

    @pytest.mark.parametrize("accent", ["#0b5d4e", "#8b0000", "#1a3d8f", "#595959"])
    def test_every_pair_of_colours_that_follows_is_read_well(self, accent):
        light, dark = (dict(re.findall(r"--([\w-]+): (#\w+);", part)) for part in stylesheet(accent).split("@media"))

        assert contrast(light["on-foot-link"], light["foot"]) >= 4.5
        for colours in (light, dark):
            assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
            assert contrast(colours["on-accent"], colours["accent-strong"]) >= 4.5

    def test_they_are_sent_only_when_they_changed(self, office, browser):
        Office.objects.update(accent="#8b0000")
        mark = browser().get(COLOURS)["ETag"]
        again = browser().get(COLOURS, headers={"if-none-match": mark})
        Office.objects.update(accent="#1a3d8f")
        changed = browser().get(COLOURS, headers={"if-none-match": mark})

        assert (again.status_code, changed.status_code) == (304, 200)

    def test_an_office_without_one_gets_none(self, office, browser):
        assert browser().get(COLOURS).text == ""


@pytest.mark.django_db
class TestLogo:
    @staticmethod
    def sent(content: bytes, name: str = "logo.png") -> dict:
        return {"picture": SimpleUploadedFile(name, content)}

    @staticmethod
    def png(side: int = 900) -> bytes:
        out = io.BytesIO()
        Image.new("RGBA", (side, side // 2), (139, 0, 0, 0)).save(out, "PNG")
        return out.getvalue()

    page = "/quan-tri/office/office/1/bieu-trung/"

    def test_it_is_made_small_and_keeps_what_is_clear(self, office, administrator, browser):
        browser(administrator).post(self.page, self.sent(self.png()))

        answer = browser().get(LOGO)
        with Image.open(io.BytesIO(b"".join(answer))) as picture:
            assert (picture.size, picture.mode, picture.getpixel((0, 0))[3]) == ((400, 200), "RGBA", 0)
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
        assert f'src="{LOGO}" alt="" width="400" height="200"' in browser().get("/").text

    @pytest.mark.parametrize(
        "content", [b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"GIF89a", b"MZ"]
    )
    def test_what_is_no_picture_of_ours_is_refused(self, content, office, administrator, browser):
        answer = browser(administrator).post(self.page, self.sent(content))

        assert "không phải ảnh JPG, PNG hoặc WebP" in answer.text
        assert browser().get(LOGO).status_code == 404

    def test_it_is_taken_away_again(self, office, administrator, browser):
        client = browser(administrator)
        client.post(self.page, self.sent(self.png(60)))

        client.post("/quan-tri/office/office/1/bo-bieu-trung/")

        assert browser().get(LOGO).status_code == 404
        assert "mark.svg" in browser().get("/").text

    def test_staff_do_not_change_it(self, office, staff, browser):
        assert browser(staff).post(self.page, self.sent(self.png(60))).status_code == 403
