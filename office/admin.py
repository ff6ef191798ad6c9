from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from simple_history.admin import SimpleHistoryAdmin

from office.guard import GuardedForm
from office.models import Office, Signatory, User


class PortalModelAdmin(SimpleHistoryAdmin):
    """What every page of the admin shares: history with before and after, the guard, search without diacritics.

    A model whose QuerySet has `search()` is searched with it; `visible_to()` narrows what a user may see.
    """

    form = GuardedForm
    show_full_result_count = False
    list_per_page = 50
    save_on_top = False

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        return queryset.visible_to(request.user) if hasattr(queryset, "visible_to") else queryset

    def get_search_fields(self, request):
        searchable = hasattr(self.model._default_manager.all(), "search")
        return ["search_key"] if searchable else super().get_search_fields(request)

    def get_search_results(self, request, queryset, search_term):
        if hasattr(queryset, "search"):
            return queryset.search(search_term), False
        return super().get_search_results(request, queryset, search_term)

    def get_fieldsets(self, request, obj=None):
        """The guard's hidden field comes last, in whatever fieldsets the page has."""
        fieldsets = super().get_fieldsets(request, obj)
        if not fieldsets or "opened_as" in str(fieldsets):
            return fieldsets
        *first, (title, options) = fieldsets
        return [*first, (title, {**options, "fields": [*options["fields"], "opened_as"]})]


class GuardedTabularInline(admin.TabularInline):
    """Rows edited within their parent's page, each guarded like a page of its own."""

    form = GuardedForm
    extra = 0


@admin.register(Office)
class OfficeAdmin(PortalModelAdmin):
    list_display = ["name", "place_name", "document_symbol"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Office.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Signatory)
class SignatoryAdmin(PortalModelAdmin):
    list_display = ["full_name", "post", "authority", "valid_from", "valid_to"]
    search_fields = ["full_name"]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    list_display = ["username", "full_name", "roles", "is_active"]
    list_filter = ["groups", "is_active"]
    search_fields = ["username", "full_name"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Thông tin", {"fields": ["full_name", "email"]}),
        ("Quyền", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ("Thời gian", {"fields": ["last_login", "date_joined"]}),
    ]

    @admin.display(description="vai trò")
    def roles(self, user) -> str:
        return ", ".join(group.name for group in user.groups.all())

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")
