"""What somebody typed and sent when the portal no longer knew who they were: it goes along through the login.

A session ends, or its cookie changes because one signed in again in another tab, while a long form is being filled
in. The page that then asks who one is (`asked_again`), and the page that tells of a stale cookie (`csrf_failure`),
carry what was typed in hidden fields; sent on from there, the form comes back with it and nothing is done yet.
Passwords are never carried, and browsers hand over no file twice: which ones are to be chosen again is said.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps

from django import forms
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse

from office.access import View

CARRIED = "da-go"  # stands among what is sent when it was carried here, to be shown and not to be done
FILES = "tep-da-go"  # names of the files that were chosen
SIGN_IN = "dang-nhap"  # begins the names of the login's own fields


def gives_back(view: View) -> View:
    """Mark a page of the admin that, by `held_back` or `sentence`, shows what was carried to it."""
    view.gives_back = True
    return view


def kept_through_login(view: View) -> View:
    """A page outside the admin that, like those within, asks who one is without losing what was sent to it.

    Put it before the guard of the page.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        asked = asked_again(request, admin.site) if request.method == "POST" else None
        return asked or view(request, *args, **kwargs)

    return gives_back(answered)


def does_give_back(view: Callable) -> bool:
    return getattr(view, "gives_back", False)


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values of what was typed, in order, with the names of chosen files."""
    left_out = ("csrfmiddlewaretoken", CARRIED)
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in left_out and not name.startswith("password") and not name.startswith(f"{SIGN_IN}-")
        for value in values
    ]
    return typed + [(FILES, file.name) for files in request.FILES.lists() for file in files[1]]


def asked_again(request: HttpRequest, site: AdminSite) -> HttpResponse | None:
    """The login in place of a page that was sent something by nobody known; None once it is known who sent it.

    What was carried is afterwards in `request.POST` as if it had been sent to the page itself.
    """
    if not request.user.is_authenticated:
        form = AdminAuthenticationForm(request, request.POST if CARRIED in request.POST else None, prefix=SIGN_IN)
        if not form.is_valid():
            return _login_page(request, site, form)
        login(request, form.get_user())
    if CARRIED in request.POST:
        _take_over(request)
    return None


def _login_page(request: HttpRequest, site: AdminSite, form: forms.Form) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": "Đăng nhập lại",
        "form": form,
        "carried": carried(request),
        "files": [value for name, value in carried(request) if name == FILES],
    }
    return TemplateResponse(request, "admin/sign_in_again.html", context, status=403)


def _take_over(request: HttpRequest) -> None:
    request.files_to_choose = request.POST.getlist(FILES)
    typed = request.POST.copy()
    for name in [CARRIED, FILES, *(name for name in typed if name.startswith(f"{SIGN_IN}-"))]:
        with suppress(KeyError):
            del typed[name]
    request.POST = typed


def sentence(request: HttpRequest) -> str:
    """What a form says that shows what was carried to it; empty where nothing was."""
    files = getattr(request, "files_to_choose", None)
    if files is None:
        return ""
    chosen = f" Tệp đã chọn thì không giữ được, phải chọn lại: {', '.join(files)}." if files else ""
    return f"Chưa lưu gì. Những gì bạn đã gõ trước khi đăng nhập lại vẫn còn dưới đây: hãy xem lại rồi gửi.{chosen}"


def held_back(form: type[forms.BaseForm], request: HttpRequest) -> type[forms.BaseForm]:
    """A form that is not yet saved, where what is sent to it was carried; else the form itself."""
    reason = sentence(request)
    if not reason:
        return form

    class HeldBack(form):
        def clean(self):
            self.add_error(None, reason)
            return super().clean()

    return HeldBack


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say why nothing was done and how to get back what was typed; pages that give it back are a button away."""
    can_give = does_give_back(request.resolver_match.func) if request.resolver_match else False
    context = {"can_give": can_give, "carried": carried(request) if can_give else []}
    return render(request, "403_csrf.html", context, status=403)
