"""Small things every journey needs."""

import io
import re

from PIL import Image


def photos(number: int) -> list[dict]:
    """JPEGs as a phone makes them, larger than the platform keeps."""
    made = []
    for n in range(number):
        out = io.BytesIO()
        Image.linear_gradient("L").resize((2400, 1800)).convert("RGB").save(out, "JPEG")
        made.append({"name": f"photo{n}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()})
    return made


def submit(button) -> None:
    """Click what may lie below the fold, under the bar of tabs."""
    button.scroll_into_view_if_needed()
    button.click()


def token(page) -> str:
    """The form token of this page's session."""
    return next((c["value"] for c in page.context.cookies() if c["name"] == "csrftoken"), "")


def refused(page, url: str, post: dict | None = None) -> bool:
    """Is this address closed to this person?"""
    if post is None:
        return page.request.get(url).status in (403, 404)
    headers = {"X-CSRFToken": token(page), "Referer": page.url}
    return page.request.post(url, form=post, headers=headers).status in (403, 404)


def won(text: str) -> int:
    """The first sum of money in a text."""
    found = re.search(r"₩\s?([\d,]+)|([\d,]+)\s?원", text)
    return int((found[1] or found[2]).replace(",", ""))
