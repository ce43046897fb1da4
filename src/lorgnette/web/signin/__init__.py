"""Signing in, signing out, resetting a password: allauth behind our pages."""
