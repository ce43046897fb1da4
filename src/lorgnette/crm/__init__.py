"""Pulls the CRM's rows through a connector and hands them down."""
