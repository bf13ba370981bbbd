"""Static files: compressed, hashed, with module imports rewritten."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashes names; ES modules keep importing one another; a stray url() is no error."""

    support_js_module_import_aggregation = True
    manifest_strict = False
