"""The CRM page: sources, synchronisations and their problems."""
