"""The rating of a return, taken from the points of its criteria."""

from django.core.exceptions import ValidationError
from django.db import transaction

from returns.models import AnnualReturn
from returns.rating import judged
from returns.workflow.collection import check_can_change


@transaction.atomic
def take_proposal(row: AnnualReturn, *, by) -> AnnualReturn:
    """Rate a return as its points propose: grade, score and scheme.

    Raises ValidationError when it is locked or nothing is proposed.
    """
    row = AnnualReturn.objects.select_for_update().get(pk=row.pk)
    check_can_change(row.organisation, row.period, row.stage)
    found = judged(row)
    if found is None or found.proposed is None:
        raise ValidationError("Chưa đủ điểm của các tiêu chí để đề xuất xếp loại: hãy tải lại trang.")
    row.rating, row.rating_score, row.rating_scheme = found.proposed, found.score, found.scheme
    row.unrated_reason, row._history_user = "", by
    row._change_reason = "Lấy xếp loại theo điểm từng tiêu chí"
    row.full_clean()
    row.save()
    return row
