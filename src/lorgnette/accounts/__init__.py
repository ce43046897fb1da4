"""Named accounts, their people, opportunities, owners and teams."""
