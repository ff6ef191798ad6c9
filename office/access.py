"""Pages for people with an account: a stranger meets the login page, the wrong person a worded refusal."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

View = Callable[..., HttpResponse]


def requires(permission: str | tuple[str, ...], refusal: str) -> Callable[[View], View]:
    """Let only those with `permission`, or one of several, in and keep the page out of every cache.

    `refusal` is what others read.
    """
    permissions = (permission,) if isinstance(permission, str) else permission

    def decorate(view: View) -> View:
        @wraps(view)
        @cache_control(private=True, no_store=True)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not any(request.user.has_perm(each) for each in permissions):
                raise PermissionDenied(refusal)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
