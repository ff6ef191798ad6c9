from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_update_with_history

from cooperatives.models import Organisation


@transaction.atomic
def assign(organisations: Iterable[Organisation], *, officer, by) -> int:
    """Give organisations to the care of an officer, None for nobody's; return how many changed hands.

    Raises ValidationError when the officer no longer works here.
    """
    if officer and not officer.is_active:
        raise ValidationError({"officer": f"Tài khoản của {officer} đã ngừng dùng: hãy chọn người khác."})
    keys = [one.pk for one in organisations]
    found = Organisation.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    changing = [one for one in found if one.officer_id != (officer.pk if officer else None)]
    for one in changing:
        one.officer = officer
    if changing:
        bulk_update_with_history(changing, Organisation, ["officer"], default_user=by, batch_size=500)
    return len(changing)
