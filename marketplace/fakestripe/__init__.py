"""A stateful HTTP fake of the Stripe endpoints we use: demo, tests, fault injection.

No Django model, no database: it talks to the platform over HTTP alone, like the real one.
"""
