"""Changes of a reporting period that only leadership makes.

Other apps may object to publishing a year, which this app need not know, in their own `objections.py`:

    @objects_to_publishing
    def unexplained(period):
        yield "Số liệu này chưa ghi lý do."

What has to be done at the same time, they do in their own `releases.py`, within the same transaction:

    @done_on_publishing
    def keep(period):
        ...
"""

from collections.abc import Callable, Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from returns.models import Period

Objects = Callable[[Period], Iterable[str]]
_objections: list[Objects] = []
Follows = Callable[[Period], object]
_followers: list[Follows] = []


def objects_to_publishing(maker: Objects) -> Objects:
    """Register a function of a period: the sentences that forbid publishing it as it is."""
    _objections.append(maker)
    return maker


def done_on_publishing(follower: Follows) -> Follows:
    """Register what is done with a period as soon as it is published, or not published at all."""
    _followers.append(follower)
    return follower


def check_can_publish(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may release figures to the public."""
    if not user.has_perm("returns.publish_period"):
        raise PermissionDenied("Chỉ lãnh đạo được công bố số liệu của kỳ.")


def check_can_collect(user) -> None:
    """Raise PermissionDenied, in words, unless `user` may answer what organisations send in."""
    if not user.has_perm("returns.change_submission"):
        raise PermissionDenied("Chỉ cán bộ phụ trách số liệu được trả lời bản gửi về và thu hồi đường dẫn.")


def can_publish(user) -> bool:
    try:
        check_can_publish(user)
    except PermissionDenied:
        return False
    return True


@transaction.atomic
def publish(period: Period, *, by) -> Period:
    """Release the figures of a year to the public pages. Raises PermissionDenied or ValidationError."""
    check_can_publish(by)
    period = Period.objects.select_for_update().get(pk=period.pk)
    if period.published_on:
        raise ValidationError(f"Số liệu {period} đã công bố ngày {period.published_on:%d/%m/%Y}.")
    autodiscover_modules("objections")
    if objections := [sentence for maker in _objections for sentence in maker(period)]:
        raise ValidationError(objections)
    period.published_on, period.published_by, period._history_user = timezone.localdate(), by, by
    period.save()
    autodiscover_modules("releases")
    for follower in _followers:
        follower(period)
    return period


@transaction.atomic
def withdraw(period: Period, *, by) -> Period:
    """Take the figures of a year back from the public pages. Raises PermissionDenied."""
    check_can_publish(by)
    period = Period.objects.select_for_update().get(pk=period.pk)
    period.published_on, period.published_by, period._history_user = None, None, by
    period.save()
    return period
