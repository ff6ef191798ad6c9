"""The picture of a banner: encoded anew, no larger than the page shows it."""

from django.core.files.base import ContentFile

from news.models import Banner
from office.pictures import PictureField, encoded, size_of
from office.verbs import VerbForm

WIDEST = 1200  # points


class BannerPictureForm(VerbForm):
    explanation = "Ảnh được mã hóa lại, thu về chiều rộng trang, bỏ thông tin máy ảnh ghi kèm."
    done = "Đã thay ảnh; biểu ngữ hiện ở trang chủ trong những ngày đã ghi."

    picture = PictureField(label="ảnh", encode=lambda file: encoded(file, side=WIDEST))

    def perform(self, *, by) -> None:
        put_picture(self.subject, self.cleaned_data["picture"], by=by)


def put_picture(banner: Banner, picture: bytes, *, by) -> None:
    """Let `picture`, a JPEG encoded here, be what the banner shows."""
    banner = Banner.objects.select_for_update().get(pk=banner.pk)
    banner._history_user = by
    banner.width, banner.height = size_of(picture)
    banner.picture.save("bieu-ngu.jpg", ContentFile(picture), save=False)
    banner.save()
