"""The home page: it starts from Article.objects.public() and published years."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.kept_pages import for_everybody
from news.models import Article
from reports.figures import figures
from returns.models import Period

HOME_FIGURES = ("cooperatives", "credit_funds", "groups", "unions", "members", "alliance_members")
HOME_STORIES = 5


@require_safe
@for_everybody()
def home(request: HttpRequest) -> HttpResponse:
    """The newest published year's figures and the newest posts; the same queries however many posts."""
    year = Period.objects.published().first()
    newest = list(Article.objects.public().select_related("category").for_lists()[:HOME_STORIES])
    context = {
        "year": year,
        "figures": figures(year, HOME_FIGURES) if year else [],
        "lead": newest[0] if newest else None,
        "others": newest[1:],
    }
    return render(request, "news/home.html", context)
