from django.contrib import admin

from news import workflow
from news.forms import CategoryForm
from news.models import Category, CategoryEditor
from office.admin import GuardedTabularInline, PortalModelAdmin


class CategoryEditorInline(GuardedTabularInline):
    """Who answers for the column; only a system administrator says so."""

    model = CategoryEditor
    autocomplete_fields = ["user"]
    verbose_name_plural = "người phụ trách: có ai ở đây thì chỉ họ đăng bài trong chuyên mục này và các mục con"

    def has_change_permission(self, request, obj=None):
        """Somebody answers for a column or does not: rows come and go."""
        return False


@admin.register(Category)
class CategoryAdmin(PortalModelAdmin):
    """The columns of the news pages and who answers for them."""

    form = CategoryForm
    inlines = [CategoryEditorInline]
    list_display = ["path", "slug", "position"]
    list_select_related = ["parent__parent"]
    search_fields = ["name"]

    @admin.display(description="chuyên mục", ordering="name")
    def path(self, category: Category) -> str:
        return category.path

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def has_change_permission(self, request, obj=None):
        """A column that others answer for is theirs to arrange."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or workflow.can_publish_in(request.user, obj)
