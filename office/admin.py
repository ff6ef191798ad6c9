from collections.abc import Sequence

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from simple_history.admin import SimpleHistoryAdmin

from office.guard import GuardedForm
from office.history import HistoryWords
from office.import_runs import ImportRunPages
from office.models import ImportRun, Office, Signatory, User
from office.verbs import Verb, VerbForm

# Roles are one table in the code, which sync_roles writes: nobody edits them here.
admin.site.unregister(Group)


class GuardedAdmin(admin.ModelAdmin):
    """A page whose record two people can edit without losing anything.

    The guard's hidden field is put on the page by templates/admin/change_form.html, whatever fieldsets it has.
    """

    form = GuardedForm

    def get_fields(self, request, obj=None):
        return [name for name in super().get_fields(request, obj) if name != "opened_as"]

    def get_actions(self, request):
        """Nothing is deleted by the list: each record goes by its own page, which names what hangs on it."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}


class PortalModelAdmin(GuardedAdmin, SimpleHistoryAdmin):
    """What every page of the admin shares: history with before and after, the guard, search without diacritics.

    A model whose QuerySet has `search()` is searched with it; `visible_to()` narrows what a user may see. `verbs`
    are the changes with pages of their own.
    """

    show_full_result_count = False
    list_per_page = 50
    save_on_top = False
    empty_value_display = "–"
    verbs: Sequence[Verb] = ()
    object_history_list_template = "admin/object_history_changes.html"

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        if model._meta.proxy:  # history is kept of the model itself; its menu entries show the same
            kept = model._meta.concrete_model._meta.simple_history_manager_attribute
            model._meta.simple_history_manager_attribute = kept
        self._searches = hasattr(model._default_manager.all(), "search")
        if self._searches and not self.search_fields:
            self.search_fields = ["search_key"]  # shows the box; get_search_results does the searching

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        return queryset.visible_to(request.user) if hasattr(queryset, "visible_to") else queryset

    def get_search_results(self, request, queryset, search_term):
        if self._searches:
            return queryset.search(search_term), False
        return super().get_search_results(request, queryset, search_term)

    # Verbs

    def get_urls(self):
        pages = [
            path(
                f"<path:object_id>/{verb.slug}/",
                self.admin_site.admin_view(self.verb_view),
                {"slug": verb.slug},
                name=self._verb_url_name(verb),
            )
            for verb in self.verbs
        ]
        return pages + super().get_urls()

    def _verb_url_name(self, verb: Verb) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{verb.slug}"

    def render_change_form(self, request, context, obj=None, **kwargs):
        verbs = [
            {
                "label": verb.label,
                "group": verb.group,
                "hint": verb.hint,
                "url": reverse(f"admin:{self._verb_url_name(verb)}", args=[obj.pk]),
            }
            for verb in (self.verbs if obj else ())
            if verb.offered(obj) and verb.allows(request.user, can_change=self.has_change_permission(request, obj))
        ]
        context |= {"verbs": verbs, "grouped_verbs": [verb for verb in verbs if verb["group"]]}
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def verb_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        """Ask what a verb needs (GET), then do it (POST)."""
        verb = next(verb for verb in self.verbs if verb.slug == slug)
        subject = self.get_object(request, unquote(object_id))
        verb.check(request.user, can_change=self.has_change_permission(request, subject))
        if subject is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[subject.pk])
        sent = request.method == "POST"
        form = verb.form(*((request.POST, request.FILES) if sent else ()), subject=subject)
        if not verb.offered(subject):
            if not (sent and form.fields):  # nothing was typed that could be lost
                self.message_user(request, f"“{verb.label}” không còn áp dụng cho {subject}.", messages.WARNING)
                return HttpResponseRedirect(page)
            form.add_error(None, form.no_longer(verb.label))
        if sent and form.is_valid() and self._done(request, verb, form):
            return HttpResponseRedirect(self._page_after(request, object_id, page))
        return self._verb_page(request, verb, form, page)

    def _page_after(self, request: HttpRequest, object_id: str, page: str) -> str:
        """The record's page; the list, when the verb took the record away."""
        if self.get_object(request, unquote(object_id)):
            return page
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    @transaction.atomic
    def _done(self, request: HttpRequest, verb: Verb, form: VerbForm) -> bool:
        if not form.performed(by=request.user):
            return False
        self.log_change(request, form.subject, f"{verb.label}.")
        self.message_user(request, form.done, messages.SUCCESS)
        return True

    def _verb_page(self, request: HttpRequest, verb: Verb, form: VerbForm, page: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": verb.label,
            "subtitle": str(form.subject),
            "form": form,
            "page": page,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/verb_form.html", context)

    # History

    def history_view(self, request, object_id, extra_context=None):
        try:
            self.opts.pk.to_python(unquote(object_id))
        except ValidationError as error:
            raise Http404 from error
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """One old version: the history page shows what it changed. Nothing is put back here, by nobody.

        The library's page saves the old version for anyone who may view it, whatever its settings say.
        """
        info = self.opts.app_label, self.opts.model_name
        return HttpResponseRedirect(reverse("admin:{}_{}_history".format(*info), args=[object_id]))

    def get_historical_record_context_helper(self, request, historical_record):
        return HistoryWords(self.model, historical_record)


class GuardedTabularInline(admin.TabularInline):
    """Rows edited within their parent's page, each guarded like a page of its own."""

    form = GuardedForm
    extra = 0

    def get_fieldsets(self, request, obj=None):
        """Rows of a table show the fields they are given, so here the guard's hidden field is one of them."""
        [(title, options)] = super().get_fieldsets(request, obj)
        fields = [name for name in options["fields"] if name != "opened_as"]
        guarded = [*fields, "opened_as"] if self.has_change_permission(request, obj) else fields
        return [(title, {**options, "fields": guarded})]


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


@admin.register(ImportRun)
class ImportRunAdmin(ImportRunPages, PortalModelAdmin):
    """Every file taken into the register."""


class GuardedUserForm(GuardedForm, UserChangeForm):
    """An account's page: the password is shown as set or not, and changed on a page of its own."""


@admin.register(User)
class UserAdmin(GuardedAdmin, DjangoUserAdmin):
    form = GuardedUserForm
    list_display = ["username", "full_name", "roles", "is_active"]
    list_filter = ["groups", "is_active"]
    search_fields = ["username", "full_name"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Thông tin", {"fields": ["full_name", "email"]}),
        ("Quyền", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ("Thời gian", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["username", "full_name", "usable_password", "password1", "password2"]})]

    @admin.display(description="vai trò")
    def roles(self, user) -> str:
        return ", ".join(group.name for group in user.groups.all())

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def has_delete_permission(self, request, obj=None):
        """An account that acted stays in the history; one that left is made inactive."""
        return False
