"""Room on the stack for one request: the interpreter then asks the kernel for memory once."""

# In words of eight bytes: a frame of 560 KB, so that CPython takes a chunk of 1 MiB for it.
# The pages of that chunk are touched only where calls really stand.
WORDS = 70_000


def with_room(call, *args):
    """Call it with some 480 KB of stack that are already there; returns what it returns.

    CPython keeps the frames of Python functions in chunks of 16 KB and gives the last chunk
    back to the kernel as soon as it is empty. A loop that stands just below such an edge, and
    a page of nested templates has many, pays for two calls of the kernel and four fresh pages
    at every step. Nothing else changes; where another interpreter keeps frames in another
    way, this is a plain call.
    """
    return call(*args)


with_room.__code__ = with_room.__code__.replace(co_stacksize=WORDS)


class RoomMiddleware:
    """The outermost: everything below runs with room. See `docs/adr/0131`."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return with_room(self.get_response, request)
