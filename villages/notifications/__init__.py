"""Messages to people: inbox and outbox."""
