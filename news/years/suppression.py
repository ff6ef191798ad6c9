"""What must not be told of small groups: no value declared by fewer organisations than the office has set, and no
value from which, with the totals that are told, such a value could be worked out.

A table of figures is seen as cells, each with how many organisations declared it, and equations between them (parts
less their total are nought). Hidden cells are the unknowns: what the equations still tell of them is found by
elimination, and while that exposes a small group, one cell more is hidden.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction

Cell = Hashable
Equation = Mapping[Cell, int]


def suppressed(over: Mapping[Cell, int], equations: Sequence[Equation], *, smallest: int) -> set[Cell]:
    """Return the cells to hide. `over` says of each cell that may be hidden how many organisations declared it.

    Nothing is said of nobody: a cell that none declared is blank anyway and hides nothing.
    """
    hidden = {cell for cell, many in over.items() if 0 < many < smallest}

    def exposed(cells: set[Cell]) -> set[Cell]:
        return _exposed(cells, over, equations, smallest)

    while found := exposed(hidden):
        beside = _beside(found, hidden, over, equations)
        if not beside:
            break
        hidden.add(next((cell for cell in beside if not found & exposed(hidden | {cell})), beside[0]))
    return hidden


def _exposed(hidden: set[Cell], over: Mapping[Cell, int], equations: Sequence[Equation], smallest: int) -> set[Cell]:
    """Hidden cells whose value, or whose sum, can be worked out although too few stand behind it; empty for none."""
    for row in _eliminated(hidden, equations):
        one_sign = len({weight > 0 for weight in row.values()}) == 1
        if one_sign and sum(over[cell] for cell in row) < smallest:
            return set(row)
    return set()


def _eliminated(hidden: set[Cell], equations: Iterable[Equation]) -> list[dict[Cell, Fraction]]:
    """What the equations say of the hidden cells alone, in reduced form: each begins with a cell no other has."""
    reduced: list[tuple[Cell, dict[Cell, Fraction]]] = []
    for equation in equations:
        row = {cell: Fraction(weight) for cell, weight in equation.items() if cell in hidden}
        for pivot, known in reduced:
            row = _less(row, known, row.get(pivot, Fraction(0)))
        if not row:
            continue
        pivot = next(iter(row))
        row = {cell: weight / row[pivot] for cell, weight in row.items()}
        reduced = [(other, _less(known, row, known.get(pivot, Fraction(0)))) for other, known in reduced]
        reduced.append((pivot, row))
    return [row for _, row in reduced]


def _less(row: dict[Cell, Fraction], other: dict[Cell, Fraction], times: Fraction) -> dict[Cell, Fraction]:
    if not times:
        return row
    cells = [*row, *(cell for cell in other if cell not in row)]
    left = {cell: row.get(cell, Fraction(0)) - times * other.get(cell, Fraction(0)) for cell in cells}
    return {cell: weight for cell, weight in left.items() if weight}


def _beside(
    exposed: set[Cell], hidden: set[Cell], over: Mapping[Cell, int], equations: Sequence[Equation]
) -> list[Cell]:
    """The cells that may be hidden beside those exposed: of all equations that lead there through hidden cells.

    First the parts, those that fewest declared before the others, then totals.
    """
    reached, grown = set(exposed), True
    while grown:
        touched = [equation for equation in equations if reached & set(equation)]
        more = {cell for equation in touched for cell in equation if cell in hidden} - reached
        reached, grown = reached | more, bool(more)
    beside: dict[Cell, int] = {}
    for equation in touched:
        for cell, weight in equation.items():
            if cell not in hidden and over.get(cell, 0) > 0:
                beside[cell] = min(weight, beside.get(cell, weight))
    return sorted(beside, key=lambda cell: (beside[cell] < 0, over[cell]))
