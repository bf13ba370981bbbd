"""The environment, read once and typed; nothing else reads os.environ."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]
DEMO_SECRET_KEY = "demo-key-for-one-machine-never-for-production"  # noqa: S105  refused in production


class Environment(BaseSettings):
    """Every variable an operator may set, with the value used when it is not."""

    model_config = SettingsConfigDict(env_prefix="INVIL_", extra="ignore")

    var_dir: Path = ROOT / "var"
    secret_key: str = DEMO_SECRET_KEY
    hosts: str = ""
    host: str = "localhost:8000"
    https: bool = False
    send_by_proxy: bool = False  # documents go out by X-Accel-Redirect, see deploy/nginx.conf
    village_domain: str = ""
    database_url: str = ""
    redis_url: str = ""
    pool_size: int = 8
    email_url: str = ""
    email_from: str = "INVIL <no-reply@invil.example>"
    admin_email: str = ""  # the first national administrator, for `manage.py establish`
    admin_password: str = ""
    help_phone: str = "0000-0000"
    currency: str = "KRW"
    time_zone: str = "Asia/Seoul"
    stripe_api_key: str = ""
    stripe_webhook_secret: str = ""
    stripe_api_base: str = ""
    log_level: str = "INFO"


env = Environment()
