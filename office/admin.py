from collections.abc import Sequence

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from office import saved_views, typed
from office.brand import LogoForm, NoLogoForm
from office.guard import GuardedForm, GuardedFormSet
from office.history import HistoryWords, Part, changes_of_parts
from office.importing.runs import ImportRunPages
from office.models import Committee, ImportRun, Office, SavedView, Signatory, User
from office.panels import panels_of
from office.remarks import remarks_on
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

    @typed.gives_back
    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, extra_context)

    @typed.gives_back
    def change_view(self, request, object_id, form_url="", extra_context=None):
        return super().change_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        return typed.held_back(super().get_form(request, obj, change=change, **kwargs), request)

    def get_actions(self, request):
        """Nothing is deleted by the list: each record goes by its own page, which names what hangs on it."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}


class PortalModelAdmin(GuardedAdmin, SimpleHistoryAdmin):
    """What every page of the admin shares: history with before and after, the guard, search without diacritics.

    A model whose QuerySet has `search()` is searched with it; `visible_to()` narrows what a user may see. `verbs`
    are the changes with pages of their own. The history page also tells of the rows of the inlines and of
    `history_parts`: (model, name of its key to this record).
    """

    show_full_result_count = False
    list_per_page = 50
    save_on_top = False
    empty_value_display = "–"
    verbs: Sequence[Verb] = ()
    history_parts: Sequence[Part] = ()
    change_list_template = "admin/change_list.html"
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
                name=self._page_name(verb.slug),
            )
            for verb in self.verbs
        ]
        save = path("luu-bo-loc/", self.admin_site.admin_view(self.save_view), name=self._page_name("luu-bo-loc"))
        return [save, *pages, *super().get_urls()]

    def _page_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _address(self, page: str, *args) -> str:
        return reverse(f"admin:{self._page_name(page)}", args=args)

    def render_change_form(self, request, context, obj=None, **kwargs):
        verbs = [
            {
                "label": verb.label,
                "group": verb.group,
                "hint": verb.hint,
                "url": self._address(verb.slug, obj.pk),
            }
            for verb in (self.verbs if obj else ())
            if verb.offered(obj)
            and verb.allows(request.user, can_change=self.has_change_permission(request, obj), subject=obj)
        ]
        context |= {"verbs": verbs, "grouped_verbs": [verb for verb in verbs if verb["group"]]}
        context["panels"] = list(panels_of(obj, request.user)) if obj else []
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        """Once all is saved, say what looks odd in it."""
        super().save_related(request, form, formsets, change)
        rows = [row for formset in formsets for row in formset.forms if row.has_changed()]
        guarded = [saved for saved in (form, *rows) if isinstance(saved, GuardedForm)]
        days = [day for saved in guarded for day in saved.days()]
        for sentence in [*(each for saved in guarded for each in saved.warnings()), *remarks_on(days)]:
            self.message_user(request, sentence, messages.WARNING)

    # Saved views

    def changelist_view(self, request, extra_context=None):
        context = {"saved_views": saved_views.offered(self, request), "may_save_view": self._may_save_view(request)}
        if looked_for := saved_views.looked_for(request.GET):
            context["save_view_url"] = f"{self._address('luu-bo-loc')}?{looked_for}"
        return super().changelist_view(request, context | (extra_context or {}))

    def _may_save_view(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request) and request.user.has_perm("office.add_savedview")

    @typed.gives_back
    def save_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for the name of a view (GET), then keep what the list looks for under it (POST)."""
        if not self._may_save_view(request):
            raise PermissionDenied("Bạn không có quyền lưu bộ lọc cho danh sách này.")
        listing = self._address("changelist")
        try:
            query = saved_views.checked(self, request, request.GET)
        except saved_views.QueryRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(listing)
        view = SavedView(owner=request.user, model=self.opts.label_lower, query=query)
        asked = typed.held_back(saved_views.SaveViewForm, request)
        form = asked(request.POST if request.method == "POST" else None, instance=view)
        if request.method == "POST" and form.is_valid():
            view._history_user = request.user
            form.save()
            self.message_user(request, f"Đã lưu bộ lọc “{view.name}”.", messages.SUCCESS)
            return HttpResponseRedirect(f"{listing}?{query}")
        return self._asked(request, form, "admin/save_view.html", f"{listing}?{query}", "Lưu bộ lọc")

    @typed.gives_back
    def verb_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        """Ask what a verb needs (GET), then do it (POST)."""
        verb = next(verb for verb in self.verbs if verb.slug == slug)
        subject = self.get_object(request, unquote(object_id))
        verb.check(request.user, can_change=self.has_change_permission(request, subject), subject=subject)
        if subject is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        page = self._address("change", subject.pk)
        sent = request.method == "POST"
        form = typed.held_back(verb.form, request)(*((request.POST, request.FILES) if sent else ()), subject=subject)
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
        return self._address("changelist")

    @transaction.atomic
    def _done(self, request: HttpRequest, verb: Verb, form: VerbForm) -> bool:
        days = form.days()
        if not form.performed(by=request.user):
            return False
        self.log_change(request, form.subject, f"{verb.label}.")
        self.message_user(request, form.done, messages.SUCCESS)
        for sentence in remarks_on(days):
            self.message_user(request, sentence, messages.WARNING)
        return True

    def _verb_page(self, request: HttpRequest, verb: Verb, form: VerbForm, page: str) -> HttpResponse:
        return self._asked(request, form, "admin/verb_form.html", page, verb.label, subtitle=str(form.subject))

    def _asked(self, request: HttpRequest, form, template: str, page: str, title: str, **more) -> HttpResponse:
        """A page of the admin that asks something; `page` is where one goes back to."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "form": form,
            "page": page,
            "media": self.media + form.media,
            **more,
        }
        return TemplateResponse(request, template, context)

    # History

    def history_view(self, request, object_id, extra_context=None):
        """Of a record that is there, only to those who may see it; of one that is no more, to who sees its like."""
        try:
            pk = self.opts.pk.to_python(unquote(object_id))
        except ValidationError as error:
            raise Http404 from error
        stored = self.model._base_manager.filter(pk=pk).first()
        if stored and self.has_view_permission(request) and not self.get_queryset(request).filter(pk=pk).exists():
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        record = stored or self.model(pk=pk)
        context = {"parts_page": self._parts_page(request, record)}
        return super().history_view(request, object_id, context | (extra_context or {}))

    def _parts_page(self, request: HttpRequest, record):
        """What changed in the rows that belong to a record, as far as the user may see them."""
        inlines = [(inline.model, inline.get_formset(request).fk.name) for inline in self.get_inline_instances(request)]
        parts = [
            (model, key)
            for model, key in (*inlines, *self.history_parts)
            if hasattr(model._meta, "simple_history_manager_attribute") and _may_view(request.user, model)
        ]
        changes = changes_of_parts(record, parts)
        return Paginator(changes, self.history_list_per_page).get_page(request.GET.get("phan"))

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """One old version: the history page shows what it changed. Nothing is put back here, by nobody.

        The library's page saves the old version for anyone who may view it, whatever its settings say.
        """
        return HttpResponseRedirect(self._address("history", object_id))

    def get_historical_record_context_helper(self, request, historical_record):
        return HistoryWords(self.model, historical_record)


def _may_view(user, model) -> bool:
    return user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


class GuardedTabularInline(admin.TabularInline):
    """Rows edited within their parent's page, each guarded like a page of its own."""

    form = GuardedForm
    formset = GuardedFormSet
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
    readonly_fields = ["shown_logo"]
    verbs = [
        Verb("bieu-trung", "Thay biểu trưng", LogoForm, lambda office: True),
        Verb("bo-bieu-trung", "Bỏ biểu trưng", NoLogoForm, lambda office: bool(office.logo)),
    ]

    @admin.display(description="biểu trưng")
    def shown_logo(self, office) -> str:
        if not office.logo:
            return "Chưa đặt; cổng dùng biểu trưng có sẵn. Bấm “Thay biểu trưng” ở đầu trang."
        return format_html('<img src="{}" alt="Biểu trưng đang dùng" height="56">', reverse("office:logo"))

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Office.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Committee)
class CommitteeAdmin(PortalModelAdmin):
    list_display = ["name", "kind", "document_symbol"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Signatory)
class SignatoryAdmin(PortalModelAdmin):
    list_display = ["full_name", "post", "deputising", "authority", "committee", "valid_from", "valid_to"]
    list_filter = ["committee"]
    list_select_related = ["committee"]
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


@admin.register(SavedView)
class SavedViewAdmin(PortalModelAdmin):
    """Saved views are made above their lists; here they are renamed, shared and thrown away by their owners."""

    list_display = ["name", "list_name", "owner", "shared", "opened"]
    list_display_links = ["name"]
    list_filter = ["shared"]
    list_select_related = ["owner"]
    search_fields = ["name"]
    fields = ["name", "shared", "list_name", "owner", "opened"]
    readonly_fields = ["list_name", "owner", "opened"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._own(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._own(request, obj)

    def _own(self, request: HttpRequest, view: SavedView | None) -> bool:
        return view is None or view.owner_id == request.user.pk or request.user.is_superuser

    @admin.display(description="danh sách")
    def list_name(self, view) -> str:
        return view.list_name or "không còn"

    @admin.display(description="mở")
    def opened(self, view) -> str:
        if not view.list_name:
            return ""
        listing = reverse(f"admin:{view.model.replace('.', '_')}_changelist")
        return format_html('<a href="{}?{}">Mở “{}”</a>', listing, view.query, view.name)
