"""Document -> forms -> records: one module a part of the form."""
