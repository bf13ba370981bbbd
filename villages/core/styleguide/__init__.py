"""The open gallery of parts, and the pages of the app shell: offline, manifest."""
