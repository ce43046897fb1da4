"""The demo's company: a seeded generator of its CRM, and the past it is given."""
