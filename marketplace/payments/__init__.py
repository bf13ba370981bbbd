"""Payment attempts, gateways, webhooks, refunds."""
