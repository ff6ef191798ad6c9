"""What a change of the register means for years the public has read."""

from collections.abc import Collection
from datetime import date

from office.remarks import remark
from returns.models import Period


@remark
def published_years(days: Collection[date]) -> str:
    """Name the published years that count what begins or ends on one of the days: allowed, and told."""
    years = [period.label for period in Period.objects.published().filter(end__gte=min(days)).order_by("start")]
    if not years:
        return ""
    return (
        f"Thay đổi này có từ ngày {min(days):%d/%m/%Y} nên đổi số đã công bố của {', '.join(years)}. "
        "Lãnh đạo thấy nó ở trang của kỳ."
    )
