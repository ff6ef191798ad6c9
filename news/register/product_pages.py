"""Local products, from the register: what organisations that exist today make, and what it is certified for.

Told are the name of a product, whose it is and its certificates in force; its description
stands on the page of the organisation.
"""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cooperatives.models import Certificate, Organisation, Product
from news.kept_pages import for_everybody
from news.register.seats import Seats

ON_A_PAGE = 30
CERTIFIED = "co"


def made_today(certificates: QuerySet[Certificate], on: date) -> QuerySet[Product]:
    """Products of organisations that exist on a day, each with those of the certificates it has, as `in_force`."""
    standing = Organisation.objects.existing(on).values("pk")
    made = Product.objects.filter(organisation__in=standing).select_related("organisation__place")
    return made.prefetch_related(Prefetch("certificates", queryset=certificates, to_attr="in_force"))


def certified(on: date) -> QuerySet[Product]:
    """Products with a certificate in force on a day."""
    certificates = Certificate.objects.valid(on)
    return made_today(certificates, on).filter(Exists(certificates.filter(product=OuterRef("pk"))))


def with_seats(products: Iterable[Product]) -> list[Product]:
    """Read products with where their maker is today; one query more where units were merged."""
    found = list(products)
    seats = Seats.of([each.organisation for each in found])
    for each in found:
        each.seat = seats.seat(each.organisation)
    return found


class ProductForm(forms.Form):
    """What the list is narrowed by."""

    q = forms.CharField(
        label="Tên sản phẩm",
        required=False,
        max_length=100,
        error_messages={"max_length": "Tên sản phẩm dài quá 100 ký tự: hãy ghi ngắn hơn."},
    )
    chung_nhan = forms.ChoiceField(
        label="Chứng nhận còn hiệu lực",
        required=False,
        choices=[("", "tất cả sản phẩm"), (CERTIFIED, "có chứng nhận"), *Certificate.Kind.choices],
    )

    def narrowed(self, products: QuerySet[Product], certificates: QuerySet[Certificate]) -> QuerySet[Product]:
        """The products found by name and by a certificate among `certificates`."""
        wanted = self.cleaned_data["chung_nhan"]
        found = products.search(self.cleaned_data["q"])
        if not wanted:
            return found
        of_it = certificates.filter(product=OuterRef("pk"))
        return found.filter(Exists(of_it if wanted == CERTIFIED else of_it.filter(kind=wanted)))


@require_safe
@for_everybody("trang")
def products(request: HttpRequest) -> HttpResponse:
    """The list, by name; what cannot be looked for is told in words."""
    today = timezone.localdate()
    form = ProductForm(request.GET)
    if not form.is_valid():
        return render(request, "news/products.html", {"form": form}, status=400)
    certificates = Certificate.objects.valid(today)
    found = form.narrowed(made_today(certificates, today), certificates)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    query = request.GET.copy()
    query.pop("trang", None)
    rows = with_seats(page.object_list)
    context = {"form": form, "page": page, "rows": rows, "query": query.urlencode(), "day": today}
    return render(request, "news/products.html", context)
