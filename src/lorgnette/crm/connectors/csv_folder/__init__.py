"""A folder of CSV files, in the format of `docs/csv-format.md`.

`client` reads the files, `columns` says what they hold, `mapping` turns their cells into rows.
"""
