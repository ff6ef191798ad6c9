from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from office.fields import LineField
from office.history_records import HistoricalRecords


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SavedViewQuerySet":
        """What `user` saved and what others share."""
        return self.filter(Q(owner=user.pk) | Q(shared=True))


class SavedView(models.Model):
    """A list of the admin narrowed in one way, under a name: what its owner, or everybody, opens again.

    `model` is the label of the list's model ("cooperatives.cooperative"), `query` the filters and the search of its
    address. Whoever opens it still sees only what their role may see.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người lưu", related_name="saved_views"
    )
    model = models.CharField("danh sách", max_length=100, editable=False)
    name = LineField("tên bộ lọc", max_length=80, help_text="Ví dụ: HTX Đông Hưng chưa có mã số thuế")
    query = models.TextField("điều kiện lọc", max_length=2000, editable=False)
    shared = models.BooleanField("dùng chung", default=False, help_text="Mọi người xem được danh sách đều thấy")
    history = HistoricalRecords(verbose_name="lịch sử bộ lọc", verbose_name_plural="lịch sử bộ lọc")

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        verbose_name_plural = "bộ lọc đã lưu"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "model", "name"],
                name="saved_view_named_once",
                violation_error_code="name",  # the field that is told of it
                violation_error_message="Bạn đã có bộ lọc mang tên này cho danh sách này: hãy đặt tên khác.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def list_name(self) -> str:
        """The name of its list, "" where that list is no more."""
        try:
            return str(apps.get_model(self.model)._meta.verbose_name_plural)
        except LookupError:
            return ""
