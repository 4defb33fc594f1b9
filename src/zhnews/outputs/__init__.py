"""results → JSON, tables, the terminal; and runs that go on where they were killed."""
