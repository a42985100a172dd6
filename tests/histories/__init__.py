"""Made-up histories of projects over the years, with the pairs that are the same money."""
