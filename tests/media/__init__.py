"""Files: what comes in, what is kept, what goes out."""
