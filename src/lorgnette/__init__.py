"""Lorgnette lends a company's sales people its view of the accounts they sell to."""
