"""Images, documents, audio and video: the files of the platform."""
