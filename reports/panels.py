"""What the plan says of a conclusion, for its page."""

from cooperatives.models import Organisation
from events.models import Conclusion
from office.panels import Panel, panel
from reports.conclusions import followed, in_words


@panel(Conclusion)
def planned(conclusion: Conclusion, user) -> Panel | None:
    """The line of the plan that the conclusion became, and how far it is."""
    if not user.has_perm("reports.view_target"):
        return None
    [one] = followed([conclusion], within=Organisation.objects.visible_to(user))
    return Panel("Kế hoạch", in_words(one), one.plan.source) if one.plan else None
