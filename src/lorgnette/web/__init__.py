"""The pages: doors that ask, call one verb or reader, and answer."""
