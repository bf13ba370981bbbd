"""The network: settings, assembly, adoption, demo. Reads every other storey."""
