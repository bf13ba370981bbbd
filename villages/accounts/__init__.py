"""People: accounts, sign-in, language and text size."""
