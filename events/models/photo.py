from events.models.proceedings import Part
from office.documents import DocumentField
from office.fields import LineField
from office.history_records import HistoricalRecords


class Photo(Part):
    """A photo of a conference: encoded anew by the portal, private until something else publishes it."""

    MOST = 300  # of one conference

    caption = LineField("chú thích", max_length=300, blank=True)
    photographer = LineField("người chụp", max_length=100, blank=True)
    picture = DocumentField("ảnh", folder="photos", editable=False)
    thumbnail = DocumentField("ảnh nhỏ", folder="photos", editable=False)
    history = HistoricalRecords(verbose_name="lịch sử ảnh", verbose_name_plural="lịch sử ảnh")

    class Meta(Part.Meta):
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"

    def __str__(self) -> str:
        return self.caption or f"Ảnh {self.position}"
