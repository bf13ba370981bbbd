"""The full sweep of all screens: Lighthouse, the HTML checker, axe, weights. `make audit`."""
