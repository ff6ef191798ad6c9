from django.contrib import admin

from office.admin import GuardedTabularInline, PortalModelAdmin
from returns.models import RatingCriterion, RatingGrade, RatingScheme


class GradeInline(GuardedTabularInline):
    model = RatingGrade


class CriterionInline(GuardedTabularInline):
    model = RatingCriterion


@admin.register(RatingScheme)
class RatingSchemeAdmin(PortalModelAdmin):
    """Schemes of rating with their thresholds and criteria: what the law or the province sets, as rows."""

    list_display = ["name", "decree", "valid_from", "valid_to"]
    inlines = [GradeInline, CriterionInline]

    def has_delete_permission(self, request, obj=None):
        return False
