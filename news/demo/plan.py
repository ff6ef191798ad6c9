"""What the demo province must add up to: printed totals of Thái Bình, and a movement that leads from year to year.

Printed: end of 2020, 445 cooperatives, 192 groups, 1 union; end of 2023, 464 cooperatives (351 agricultural, 28 not,
85 credit funds), 235 groups, 1 union, 570,286 members, 3,189 more than in 2022, 442 members of the alliance of whom 12
were admitted that year. Everything between is invented and balances. A union declares no members: its members are
cooperatives, whose own members are counted already.
"""

from dataclasses import dataclass

# At the end of 2019.
FARMING = 335
OTHER = 20
FUNDS = 85
GROUPS = 180
ENTERPRISES = 9
COOPERATIVES_IN_ALLIANCE = 305


@dataclass(frozen=True)
class Year:
    """The movement of one year, and the members that all returns of the year add up to.

    `absorbed` go into one that exists, `consolidated` into a new one, `converted` groups each become a cooperative;
    `admitted` counts cooperatives and enterprises; `silent` groups send no return.
    """

    year: int
    members: int
    founded: dict[str, int]
    dissolved: dict[str, int]
    admitted: int
    new_enterprises: int = 0
    absorbed: int = 0
    consolidated: int = 0
    converted: int = 0
    enterprises_leaving: int = 0
    dissolved_in_alliance: int = 0
    silent: int = 0


YEARS = (
    Year(
        2020,
        members=560_944,
        founded={"farming": 6, "other": 3, "group": 15},
        dissolved={"farming": 3, "other": 0, "group": 3},
        absorbed=1,
        admitted=11,
        new_enterprises=1,
        silent=5,
    ),
    Year(
        2021,
        members=563_978,
        founded={"farming": 7, "other": 2, "group": 17},
        dissolved={"farming": 2, "other": 1, "group": 3},
        absorbed=2,
        admitted=14,
        dissolved_in_alliance=1,
        silent=3,
    ),
    Year(
        2022,
        members=567_097,
        founded={"farming": 9, "other": 2, "group": 17},
        dissolved={"farming": 3, "other": 0, "group": 3},
        consolidated=2,
        admitted=13,
        enterprises_leaving=1,
        dissolved_in_alliance=1,
    ),
    Year(
        2023,
        members=570_286,
        founded={"farming": 7, "other": 3, "group": 20},
        dissolved={"farming": 2, "other": 1, "group": 4},
        converted=1,
        admitted=12,
        new_enterprises=1,
    ),
)
