"""Filings in, raw tables out: readers, forms, values and the `jixiao` program."""
