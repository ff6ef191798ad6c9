"""The office's logo: put by an administrator, encoded anew, shown at the head of every public page."""

from django.core.files.base import ContentFile

from office.models import Office
from office.pictures import PictureField, encoded_clear, size_of
from office.verbs import VerbForm

LARGEST_SIDE = 400  # points, for sharp screens


class LogoForm(VerbForm):
    explanation = (
        "Biểu trưng hiện ở đầu mọi trang công khai. Ảnh được mã hóa lại và thu nhỏ, nền trong suốt được giữ. Tệp SVG "
        "không nhận: hãy xuất ra PNG."
    )
    done = "Đã thay biểu trưng."

    picture = PictureField(label="biểu trưng", encode=lambda file: encoded_clear(file, side=LARGEST_SIDE))

    def perform(self, *, by) -> None:
        put_logo(self.subject, self.cleaned_data["picture"], by=by)


class NoLogoForm(VerbForm):
    explanation = "Trang công khai trở lại biểu trưng có sẵn của cổng."
    done = "Đã bỏ biểu trưng."

    def perform(self, *, by) -> None:
        put_logo(self.subject, None, by=by)


def put_logo(office: Office, picture: bytes | None, *, by) -> None:
    """Let `picture`, a PNG encoded here, be the logo; None takes it away."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    office._history_user = by
    if picture is None:
        office.logo, office.logo_width, office.logo_height = "", None, None
    else:
        office.logo_width, office.logo_height = size_of(picture)
        office.logo.save("bieu-trung.png", ContentFile(picture), save=False)
    office.save()
