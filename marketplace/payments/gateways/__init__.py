"""Each way of paying behind one small interface."""
