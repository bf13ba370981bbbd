"""What can happen with money: start, sync, events, refunds, sweeping."""
