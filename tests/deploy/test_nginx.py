"""The proxy's configuration, loaded for real before the running platform."""

import contextlib
import gzip
import re
import signal
import socket
import ssl
import subprocess
import time
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

import pytest

from tests.e2e.serving import ROOT, Platform, free_port
from tests.needs import needs, program

pytestmark = [needs("nginx"), needs("openssl")]
CONF = ROOT / "deploy" / "nginx.conf"
VILLAGE = "jeju-jeoji"
MEGABYTE = 1024 * 1024
FRAME = """
pid {folder}/nginx.pid; error_log stderr; worker_processes 1; daemon off;
events {{ }}
http {{ include /etc/nginx/mime.types; access_log off; client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
scgi_temp_path {folder}/s; include {folder}/default.conf; }}
"""


def render(folder: Path, var: Path, upstream: int, plain: int, tls: int) -> Path:
    """The very file of `deploy/`, with this machine's places and ports in it."""
    conf = CONF.read_text(encoding="utf-8")
    for old, new in {
        "/var/invil": str(var),
        "web:8000": f"127.0.0.1:{upstream}",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl": f"listen 127.0.0.1:{tls} ssl",
        "/etc/tls": str(folder),
        "/etc/nginx/pages": str(CONF.parent / "pages"),
    }.items():
        assert old in conf, old
        conf = conf.replace(old, new)
    (folder / "default.conf").write_text(conf, encoding="utf-8")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-keyout", folder / "invil.key", "-out", folder / "invil.crt"],
        check=True, capture_output=True,
    )  # fmt: skip
    place = folder / "nginx.conf"
    place.write_text(FRAME.format(folder=folder), encoding="utf-8")
    return place


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Front:
    """The proxy, running."""

    tls: int
    plain: int
    platform: Platform | None

    def connect(self) -> HTTPSConnection:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return HTTPSConnection("localhost", self.tls, timeout=30, context=context)

    def get(self, path: str, method: str = "GET", body=None, **headers: str) -> Answer:
        link = self.connect()
        link.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
        answer = link.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())

    def told(self, path: str) -> str:
        """A page of the platform."""
        answer = self.get(path)
        assert answer.status == 200, path
        return answer.body.decode()

    def head_of(self, raw: bytes) -> str:
        """The first lines of the answer to raw bytes."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection(("localhost", self.tls), 20) as plain,
            context.wrap_socket(plain, server_hostname="localhost") as link,
        ):
            link.sendall(raw)
            return link.recv(4096).decode("latin-1")


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """nginx before the demo world."""
    folder = tmp_path_factory.mktemp("nginx")
    plain, tls = free_port(), free_port()
    platform = Platform(
        INVIL_HOST=f"localhost:{tls}", INVIL_HTTPS="true", INVIL_SEND_BY_PROXY="true"
    )
    conf = render(folder, platform.var, platform.port, plain, tls)
    platform.start()
    log = (folder / "log").open("w+")
    process = subprocess.Popen([program("nginx"), "-p", folder, "-c", conf], stderr=log)
    try:
        until = time.monotonic() + 15
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", tls), 1):
                break
            if process.poll() is not None:
                pytest.fail((folder / "log").read_text())
            time.sleep(0.1)
        yield Front(tls, plain, platform)
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(15)
        platform.stop()


def test_the_file_is_valid(tmp_path):
    conf = render(tmp_path, tmp_path, 1, 8080, 8443)
    done = subprocess.run(
        [program("nginx"), "-t", "-p", tmp_path, "-c", conf], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "[emerg]" not in done.stderr


def test_plain_http_leads_to_tls(front):
    with socket.create_connection(("127.0.0.1", front.plain), 10) as link:
        link.sendall(b"GET /villages/?a=1 HTTP/1.1\r\nHost: invil.example\r\n\r\n")
        head = link.recv(2048).decode()
    assert " 301 " in head
    assert "Location: https://invil.example/villages/?a=1" in head
    assert "nginx/" not in head  # no version


def recording_of(front) -> str:
    from urllib.parse import quote

    story = front.told("/villages/jeju-jeoji/" + quote("돌담을-쌓던-날의-가락") + "/")
    return re.search(r'<source src="(/media/media/[^"]+)"', story)[1]


def test_a_recording_is_sent_in_parts(front):
    address = recording_of(front)
    whole = front.get(address)
    part = front.get(address, Range="bytes=100-199")
    last = front.get(address, Range="bytes=-50")
    assert (whole.status, part.status, last.status) == (200, 206, 206)
    assert whole.headers["accept-ranges"] == "bytes"
    assert part.body == whole.body[100:200]
    assert last.body == whole.body[-50:]
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole.body)}"
    assert front.get(address, Range="bytes=999999999-").status == 416
    assert whole.headers["content-type"] == "audio/wav"
    assert whole.headers["cache-control"] == "public, max-age=604800"
    assert whole.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert "max-age=31536000" in whole.headers["strict-transport-security"]


def test_captions_are_text_in_utf_8(front):
    name = next((front.platform.var / "media" / "captions").iterdir()).name
    answer = front.get(f"/media/captions/{name}")
    assert answer.headers["content-type"] == "text/vtt; charset=utf-8"
    assert answer.body.startswith(b"WEBVTT")


def document_of(front) -> str:
    page = front.told(f"/villages/{VILLAGE}/documents/")
    return re.search(rf'href="(/villages/{VILLAGE}/disclosure/files/\d+/)"', page)[1]


def test_a_document_comes_from_the_proxy_after_the_platform_s_yes(front):
    answer = front.get(document_of(front))
    assert answer.status == 200
    assert answer.body.startswith(b"\xef\xbb\xbf")
    assert "x-accel-redirect" not in answer.headers
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    # The platform itself gave no bytes: only the proxy can have sent them.
    link = socket.create_connection(("127.0.0.1", front.platform.port), 10)
    link.sendall(
        f"GET {document_of(front)} HTTP/1.1\r\nHost: localhost:{front.tls}\r\n"
        "X-Forwarded-Proto: https\r\nConnection: close\r\n\r\n".encode()
    )
    raw = b"".join(iter(lambda: link.recv(65536), b"")).decode("latin-1")
    assert re.search(r"x-accel-redirect: /private/documents/\w+\.txt", raw, re.IGNORECASE)
    assert re.search(r"content-length: 0\r\n", raw, re.IGNORECASE)


@pytest.mark.parametrize(
    "path",
    [
        "/private/documents/{name}",
        "/media/documents/{name}",
        "/media/images/../documents/{name}",
        "/media/images/%2e%2e/documents/{name}",
        "/media/images/..%2fdocuments/{name}",
        "/media/media/../documents/{name}",
        "/media//documents/{name}",
        "/static/../media/documents/{name}",
        "/static/..%2fmedia/documents/{name}",
        "/static../media/documents/{name}",
        "/media/../invil.sqlite3",
        "/static../invil.sqlite3",
        "/private/../invil.sqlite3",
    ],
)
def test_no_way_leads_straight_to_a_private_file(front, path):
    name = next((front.platform.var / "media" / "documents").iterdir()).name
    secret = (front.platform.var / "media" / "documents" / name).read_bytes()
    head = front.head_of(
        f"GET {path.format(name=name)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    )
    assert re.match(r"HTTP/1\.1 (400|403|404|301|302) ", head), head[:60]
    assert secret[:40].decode("latin-1") not in head
    assert "SQLite format" not in head


def test_static_files_are_kept_packed_and_never_guessed(front):
    home = front.told("/")
    sheet = re.search(r'href="(/static/css/invil\.[0-9a-f]{12}\.css)"', home)[1]
    packed = front.get(sheet, Accept_Encoding="gzip")
    plain = front.get(sheet)
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert packed.headers["x-content-type-options"] == "nosniff"
    assert packed.headers["content-type"].startswith("text/css")
    unhashed = front.get("/static/css/invil.css")
    assert unhashed.headers["cache-control"] == "public, max-age=3600"
    assert front.get("/static/none.css").status == 404


def test_pictures_are_kept_for_a_week_and_cannot_act(front):
    folder = front.platform.var / "media" / "images"
    name = next(place.name for place in folder.iterdir() if place.suffix == ".webp")
    answer = front.get(f"/media/images/{name}")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/webp")
    assert answer.headers["cache-control"] == "public, max-age=604800"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    (folder / "a.svg").write_text("<svg onload='alert(1)'/>", encoding="utf-8")
    assert front.get("/media/images/a.svg").headers["content-type"] == "application/octet-stream"


def test_the_platform_s_pages_keep_their_own_policy(front):
    answer = front.get("/")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.body.decode().count(f"https://localhost:{front.tls}/") > 0
    assert "server" not in answer.headers or answer.headers["server"] == "nginx"


def asked(front, path: str, megabytes: int) -> str:
    """What is said to an upload of so many bytes, before it is sent."""
    return front.head_of(
        f"POST {path} HTTP/1.1\r\nHost: localhost:{front.tls}\r\nContent-Type: text/plain\r\n"
        f"Content-Length: {megabytes * MEGABYTE}\r\nExpect: 100-continue\r\n\r\n".encode()
    )


def test_uploads_have_a_limit_and_a_refusal_in_words(front):
    post, films = f"/office/{VILLAGE}/post/news/", f"/office/{VILLAGE}/recordings/"
    for path, good, bad in (
        (post, 219, 221),
        (films, 305, 311),
        ("/cms/media/video/add/", 305, 311),
    ):
        assert asked(front, path, good).startswith("HTTP/1.1 100 "), path
        head = asked(front, path, bad)
        assert head.startswith("HTTP/1.1 413 "), path
    refused = front.get(post, "POST", body=b"", Content_Length=str(221 * MEGABYTE))
    assert refused.status == 413
    assert "파일이 너무 큽니다" in refused.body.decode()


def test_words_are_said_while_the_platform_is_away(tmp_path):
    plain, tls, nobody = free_port(), free_port(), free_port()
    conf = render(tmp_path, tmp_path, nobody, plain, tls)
    process = subprocess.Popen([program("nginx"), "-p", tmp_path, "-c", conf])
    try:
        for _time in range(50):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", tls), 1):
                break
            time.sleep(0.1)
        answer = Front(tls, plain, None).get("/market/")
    finally:
        process.send_signal(signal.SIGQUIT)
        process.wait(15)
    assert answer.status == 502
    assert "잠시만 기다려 주세요" in answer.body.decode()
    assert answer.headers["retry-after"] == "60"


def test_a_socket_is_upgraded(front):
    origin = f"https://localhost:{front.tls}"
    head = front.head_of(
        (
            f"GET /ws/live/ HTTP/1.1\r\nHost: localhost:{front.tls}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nOrigin: {origin}\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        ).encode()
    )
    assert head.startswith("HTTP/1.1 101 "), head
    assert "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in head
    foreign = front.head_of(
        (
            f"GET /ws/live/ HTTP/1.1\r\nHost: localhost:{front.tls}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nOrigin: https://evil.example\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        ).encode()
    )
    assert " 403 " in foreign.split("\r\n")[0]


def test_who_signs_in_through_the_proxy_takes_the_village_s_file(front):
    boss = front.platform.account("manager", VILLAGE)
    jar: dict[str, str] = {}

    def go(method: str, path: str, data: dict | None = None) -> Answer:
        from urllib.parse import urlencode

        answer_link = front.connect()
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in jar.items()),
            "Origin": f"https://localhost:{front.tls}",
            "Referer": f"https://localhost:{front.tls}{path}",
        }
        body = None
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(data)
        answer_link.request(method, path, body, headers)
        answer = answer_link.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _sep, rest = value.partition("=")
                jar[key] = rest.partition(";")[0]
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())

    def token(page: Answer) -> str:
        return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.body.decode())[1]

    page = go("GET", "/accounts/login/")
    sent = {
        "login": boss["email"],
        "password": boss["password"],
        "csrfmiddlewaretoken": token(page),
    }
    assert go("POST", "/accounts/login/", sent).status == 302
    page = go("GET", f"/office/{VILLAGE}/settings/")
    done = go("POST", f"/office/{VILLAGE}/export/", {"csrfmiddlewaretoken": token(page)})
    assert done.status == 200
    assert done.body.startswith(b"PK")
    assert "no-store" in done.headers["cache-control"]
