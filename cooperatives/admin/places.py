from django.contrib import admin

from cooperatives.models import Place, PlaceSuccession


class SuccessionInline(admin.TabularInline):
    model = PlaceSuccession
    fk_name = "old"
    fields = ["new", "on", "decree"]
    extra = 0
    verbose_name = verbose_name_plural = "đơn vị kế thừa"

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    """The country's units and their successions: facts that come with the portal and are only read here."""

    list_display = ["name", "code", "level", "parent", "valid_from", "valid_to"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    search_fields = ["search_key"]
    show_full_result_count = False
    inlines = [SuccessionInline]

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term).select_related("parent"), False

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission
