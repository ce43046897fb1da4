"""The plugs: a folder each, with client, mapping and tests; `registry` lists them."""
