from datetime import date

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from cooperatives.models.activity import ActivityState
from cooperatives.models.organisation import Organisation, OrganisationQuerySet


class CeasedQuerySet(OrganisationQuerySet):
    def ceased(self, on: date) -> "CeasedQuerySet":
        """Those that exist in law on `on` but by the record that holds now have ceased; with what that record says."""
        record = FilteredRelation("activity_records", condition=Q(activity_records__until__isnull=True))
        rows = self.existing(on).annotate(record=record)
        rows = rows.filter(record__state=ActivityState.CEASED, record__since__lte=on)
        return rows.annotate(
            ceased_since=F("record__since"),
            ceased_verified_by=F("record__verified_by"),
            ceased_verified_on=F("record__verified_on"),
        )


class CeasedManager(models.Manager.from_queryset(CeasedQuerySet)):
    """Rows of the list as it stands today."""

    def get_queryset(self):
        return super().get_queryset().ceased(on=timezone.localdate())


class CeasedOrganisation(Organisation):
    """An organisation that has stopped working without being dissolved: a list of its own in the admin."""

    objects = CeasedManager()

    class Meta:
        proxy = True
        verbose_name = "tổ chức ngừng hoạt động chưa giải thể"
        verbose_name_plural = "ngừng hoạt động nhưng chưa giải thể"
