"""The figures of a published year as the public reads them: kept, shown without small groups, compared."""
