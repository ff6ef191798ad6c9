"""How a figure is taken from many rows: a count, a total, a mean or a ratio, always as one exact number.

A measure asks the database for a few aggregates over the rows that match a condition and combines them in Decimal.
A ratio sums both of its sides over the rows that declare both; there is no way to write a mean of means.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Aggregate, Count, F, Q, Sum
from django.db.models.expressions import Combinable

from printing import numbers

Number = int | Decimal
Combine = Callable[[Mapping[str, Number | None]], Number | None]


@dataclass(frozen=True)
class Measure:
    """`aggregates(rows)` by name, over the rows matching the condition `rows`; `combine` makes one number of them.

    `combine` returns None where there is nothing to tell: no row declares the value, or the base is nought.
    `of_no_rows` is the number of a slice that has no row at all. `kinds` are the kinds of organisation whose rows
    count, empty for all; only sources grouped by period look at them. `base` counts the rows a quotient is over.
    `sides` name the fields whose product is summed: of a total, or of both sides of a quotient; a side without fields
    is a count.
    """

    aggregates: Callable[[Q], dict[str, Aggregate]]
    combine: Combine
    of_no_rows: Number | None = None
    kinds: tuple[str, ...] = ()
    base: "Measure | None" = None
    sides: tuple[tuple[str, ...], ...] = ()


def count(path: str = "pk", *conditions: Q, kinds: tuple[str, ...] = (), **where) -> Measure:
    """Number of different `path` among the rows matching the conditions and `where`; nought when there are none."""
    distinct = path != "pk"
    return Measure(
        lambda rows: {"n": Count(path, filter=rows & Q(*conditions, **where), distinct=distinct)},
        lambda found: found["n"],
        of_no_rows=0,
        kinds=kinds,
    )


def without(path: str, **where) -> Measure:
    """What `count` counts, taken away."""
    return replace(count(path, **where), combine=lambda found: -found["n"])


def net(field: str, **where) -> Measure:
    """Sum of the signed whole numbers `field` over the rows matching `where`; nought when there are none."""
    return Measure(
        lambda rows: {"sum": Sum(field, filter=rows & Q(**where))},
        lambda found: found["sum"] or 0,
        of_no_rows=0,
    )


def recorded(path: str = "pk") -> Measure:
    """What `count` counts, of a register that was not always kept: where there is no row nothing is known."""
    return replace(count(path), combine=lambda found: found["n"] or None, of_no_rows=None)


def total(field: str, *, places: int = 0, kinds: tuple[str, ...] = (), **where) -> Measure:
    """Sum of `field`, a number of `places` decimals, over the rows matching `where` that declare it; None without any.

    The sum is brought back to those decimals: SQLite adds decimals in binary and leaves a remainder.
    """

    def combine(found: Mapping[str, Number | None]) -> Number | None:
        return numbers.rounded(found["sum"], places) if places and found["sum"] is not None else found["sum"]

    return Measure(lambda rows: {"sum": Sum(field, filter=rows & Q(**where))}, combine, kinds=kinds, sides=((field,),))


def mean(field: str, *, kinds: tuple[str, ...] = ()) -> Measure:
    """Sum of `field` divided by the number of rows declaring it."""
    return Measure(
        lambda rows: {"over": Sum(field, filter=rows), "under": Count(field, filter=rows)},
        _divide(1),
        kinds=kinds,
        base=_rows_with(Q(**{f"{field}__isnull": False}), kinds),
        sides=((field,), ()),
    )


def ratio(over: str, under: str, *, scale: int = 1, kinds: tuple[str, ...] = ()) -> Measure:
    """Sum of `over` by the sum of `under`, times `scale`, over the rows declaring both."""
    both = Q(**{f"{over}__isnull": False, f"{under}__isnull": False})
    return Measure(
        lambda rows: {"over": Sum(over, filter=rows & both), "under": Sum(under, filter=rows & both)},
        _divide(scale),
        kinds=kinds,
        base=_rows_with(both, kinds),
        sides=((over,), (under,)),
    )


def weighted_mean(field: str, *, weight: str, kinds: tuple[str, ...] = ()) -> Measure:
    """Sum of `field` times `weight` by the sum of `weight`, over the rows declaring both."""
    both = Q(**{f"{field}__isnull": False, f"{weight}__isnull": False})
    product: Combinable = F(field) * F(weight)
    return Measure(
        lambda rows: {"over": Sum(product, filter=rows & both), "under": Sum(weight, filter=rows & both)},
        _divide(1),
        kinds=kinds,
        base=_rows_with(both, kinds),
        sides=((field, weight), (weight,)),
    )


def share(part: Q, whole: Q, *, kinds: tuple[str, ...] = ()) -> Measure:
    """Percentage of the rows in `whole` that are also in `part`."""
    return Measure(
        lambda rows: {
            "over": Count("pk", filter=rows & whole & part),
            "under": Count("pk", filter=rows & whole),
        },
        _divide(100),
        kinds=kinds,
        base=_rows_with(whole, kinds),
        sides=((), ()),
    )


def _rows_with(condition: Q, kinds: tuple[str, ...]) -> Measure:
    return Measure(
        lambda rows: {"n": Count("pk", filter=rows & condition)}, lambda found: found["n"], of_no_rows=0, kinds=kinds
    )


def _divide(scale: int) -> Combine:
    def combine(found: Mapping[str, Number | None]) -> Decimal | None:
        if found["over"] is None or not found["under"]:
            return None
        return Decimal(scale) * Decimal(found["over"]) / Decimal(found["under"])

    return combine
