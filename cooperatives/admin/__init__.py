"""The register in the admin: one module for each thing that staff look after."""

from cooperatives.admin import (
    life_events,
    loans,
    members,
    memberships,
    organisations,
    places,
    posts,
    products,
    size_rules,
    unions,
)

__all__ = [
    "life_events",
    "loans",
    "members",
    "memberships",
    "organisations",
    "places",
    "posts",
    "products",
    "size_rules",
    "unions",
]
