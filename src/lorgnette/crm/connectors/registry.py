"""The connectors there are, by the kind of source that they read."""

from django.utils.module_loading import import_string

from lorgnette.crm.contract import Connector

CONNECTORS = {"csv_folder": "lorgnette.crm.connectors.csv_folder.client.CsvFolder"}


def connect(kind: str, location: str) -> Connector:
    """The connector of that kind, looking at that place."""
    connector: Connector = import_string(CONNECTORS[kind])(location)
    return connector
