"""Django's SQLite backend for one file that many write to."""
