"""The seller's screens: own village only, never the order's other parts."""
