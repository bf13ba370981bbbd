"""The hosted payment page: plain HTML, Korean or English, no script."""

from html import escape
from typing import Any

WORDS = {
    "en": {
        "title": "Pay",
        "demo": "Demo: no money moves. This page stands in for Stripe's.",
        "pay": "Pay {}",
        "decline": "Let the card be declined",
        "cancel": "Back to the order",
        "declined": "The card was declined. Nothing was charged.",
        "sum": "Together",
        "closed": "This payment is closed.",
        "card": "Card number",
        "until": "Valid until",
    },
    "ko": {
        "title": "결제",
        "demo": "시연용 화면입니다. 실제 결제는 되지 않습니다. (Stripe 결제창 대신)",
        "pay": "{} 결제하기",
        "decline": "카드 거절 상황 보기",
        "cancel": "주문으로 돌아가기",
        "declined": "카드가 거절되었습니다. 결제되지 않았습니다.",
        "sum": "합계",
        "closed": "이미 끝난 결제입니다.",
        "card": "카드 번호",
        "until": "유효 기간",
    },
}
STYLE = """
*{box-sizing:border-box}body{margin:0;font:18px/1.6 system-ui,"Apple SD Gothic Neo","Malgun Gothic",sans-serif;
background:#f3f1ec;color:#1f241f;word-break:keep-all}main{max-width:30rem;margin:2rem auto;padding:1.5rem;background:#fff;
border-radius:12px;box-shadow:0 1px 3px #0002}h1{margin:0 0 .5rem;font-size:1.5rem}
.demo{background:#fff3d6;border-radius:6px;padding:.5rem .75rem;font-size:1rem}
.bad{background:#fde4e0;border-radius:6px;padding:.5rem .75rem}dl{margin:1rem 0}dl div{display:flex;justify-content:space-between;
gap:1rem;padding:.35rem 0;border-bottom:1px solid #e6e2d8}dd{margin:0;font-variant-numeric:tabular-nums}
.sum{font-weight:700;font-size:1.15rem}button,a.btn{display:block;width:100%;min-height:52px;margin-top:.75rem;padding:.6rem;
border-radius:8px;border:1px solid #8a8f86;background:#fff;color:inherit;font:inherit;text-align:center;text-decoration:none;cursor:pointer}
.main{background:#1d5b3f;border-color:#1d5b3f;color:#fff;font-weight:700}.card{display:grid;grid-template-columns:2fr 1fr;gap:.75rem}
label{font-size:1rem}input{width:100%;min-height:48px;font:inherit;padding:.4rem .6rem;border:1px solid #8a8f86;border-radius:8px}
:focus-visible{outline:3px solid #1d5b3f;outline-offset:2px}
"""


def _money(amount: int, currency: str) -> str:
    return f"₩{amount:,}" if currency == "krw" else f"{amount:,} {currency.upper()}"


def page(session: dict[str, Any], base: str, *, declined: bool = False) -> str:
    """The page of one session; what is closed says so and leads back."""
    language = "ko" if session.get("locale") == "ko" else "en"
    words = WORDS[language]
    total = _money(session["amount_total"], session["currency"])
    rows = "".join(
        f"<div><dt>{escape(item['description'])}</dt>"
        f"<dd>{_money(item['amount_total'], item['currency'])}</dd></div>"
        for item in session["_items"]
    )
    back = escape(session.get("cancel_url") or "/", quote=True)
    said = f'<p class="bad" role="alert">{words["declined"]}</p>' if declined else ""
    if session["status"] == "open":
        action = f"{base}/pay/{session['id']}"
        form = (
            f'<form method="post" action="{action}"><div class="card">'
            f'<div><label for="n">{words["card"]}</label>'
            '<input id="n" value="4242 4242 4242 4242" readonly></div>'
            f'<div><label for="e">{words["until"]}</label><input id="e" value="12 / 34" readonly></div></div>'
            f'<button class="main" name="do" value="pay">{words["pay"].format(total)}</button>'
            f'<button name="do" value="decline">{words["decline"]}</button></form>'
        )
    else:
        form = f'<p class="bad">{words["closed"]}</p>'
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{words["title"]} {total}</title>'
        f'<link rel="stylesheet" href="{base}/page.css"></head><body><main>'
        f'<h1>{words["title"]}</h1><p class="demo">{words["demo"]}</p>{said}<dl>{rows}'
        f'<div class="sum"><dt>{words["sum"]}</dt><dd>{total}</dd></div></dl>{form}'
        f'<a class="btn" href="{back}">{words["cancel"]}</a></main></body></html>'
    )
