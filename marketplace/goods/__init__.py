"""What is sold: legal information, seasons, search."""
