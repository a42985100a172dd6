"""Filings with known content, written in every carrier and layout, to judge the readers by."""
