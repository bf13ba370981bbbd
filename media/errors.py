"""Refusals of the upload pipeline, in words people understand."""


class UploadRefused(Exception):
    """A file was not taken; `message` says why and what to do."""

    code = "upload_refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
