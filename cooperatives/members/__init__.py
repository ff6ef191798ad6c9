"""The register of members at its full size: a province's half a million rows taken in, listed and given out again."""
