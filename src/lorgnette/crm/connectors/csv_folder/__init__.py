"""A folder of CSV files, in the format of `docs/csv-format.md`.

- `columns`: the files and their columns, with types, aliases and lengths: change the format here
  and in the docs, a test holds them together;
- `records`: one file, record by record, in bounded memory: encoding, delimiter, quotes, lines;
- `cells`: the text of a cell to a value, by type;
- `mapping`: a record to the row of the contract, with everything that is wrong with it;
- `client`: the `Connector`; `refusals`: why the folder as a whole cannot be read.

To write another connector, copy the folder: `client` speaks the vendor's protocol, `mapping`
makes rows and problems, `connectors.registry` gets one line.
"""
