"""QR codes as one SVG path, for cards, certificates and bulletins."""

import segno


def qr_path(address: str) -> dict:
    """A QR code as one SVG path: `size` modules wide, each dark run a rectangle.

    `box` adds the quiet zone of four modules on each side.
    """
    matrix = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix]
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                runs.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length or 1
    return {"size": len(matrix), "box": len(matrix) + 8, "path": "".join(runs)}
