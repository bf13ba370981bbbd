// Live threads. The page is complete without this; the socket only brings what is new.
// Order and completeness come from the numbers: a gap is filled over HTTP, a doubled
// event is ignored, and a line that was cut catches up from the last number it had.

const list = document.querySelector("[data-live]");

class Live {
  constructor(list) {
    this.list = list;
    this.stream = list.dataset.stream;
    this.last = Number(list.dataset.head);
    this.bar = document.querySelector("[data-live-bar]");
    this.state = document.querySelector("[data-live-state]");
    this.fresh = document.querySelector("[data-live-new]");
    this.news = 0;
    this.tries = 0;
    this.waiting = Promise.resolve();
    this.bar.classList.remove("live--still");
    this.fresh.addEventListener("click", () => this.seen());
    addEventListener("online", () => this.open());
    addEventListener("pageshow", (event) => event.persisted && this.open());
    addEventListener("pagehide", () => this.socket?.close());
    setInterval(() => this.open_() || this.catchUp(), 30000);
    this.open();
  }

  open_() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  open() {
    if (this.socket && this.socket.readyState < WebSocket.CLOSING) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(`${scheme}//${location.host}${this.list.dataset.live}`);
    this.socket.addEventListener("open", () => {
      this.tries = 0;
      this.send({ t: "sub", s: this.stream, since: this.last });
      this.say(true);
    });
    this.socket.addEventListener("message", (event) => this.frame(JSON.parse(event.data)));
    this.socket.addEventListener("close", () => {
      this.say(false);
      const pause = Math.min(30000, 500 * 2 ** this.tries++) * (0.5 + Math.random());
      setTimeout(() => this.open(), pause);
    });
  }

  send(frame) {
    if (this.open_()) this.socket.send(JSON.stringify(frame));
  }

  say(on) {
    this.state.textContent = on ? this.state.dataset.on : this.state.dataset.off;
    this.bar.classList.toggle("live--off", !on);
  }

  frame(frame) {
    if (frame.t === "ev") this.event(frame);
    if (frame.t === "reset") location.reload();
    if (frame.t === "hb") {
      if ((frame.heads[this.stream] ?? 0) > this.last) this.catchUp();
      this.send({ t: "pong" });
    }
  }

  event(frame) {
    if (frame.n <= this.last) return;
    if (frame.n > this.last + 1) return this.catchUp();
    this.last = frame.n;
    this.apply(frame);
  }

  catchUp() {
    this.waiting = this.waiting.then(async () => {
      try {
        const query = new URLSearchParams({ s: this.stream, n: this.last });
        const answer = await fetch(`/live/since?${query}`);
        if (!answer.ok) return;
        const since = await answer.json();
        if (since.reset) return location.reload();
        since.frames.forEach((frame) => {
          if (frame.n === this.last + 1) {
            this.last = frame.n;
            this.apply(frame);
          }
        });
      } catch {
        this.say(false);
      }
    });
  }

  apply(frame) {
    if (!frame.h) return;
    const holder = document.createElement("template");
    holder.innerHTML = frame.h.trim();
    const post = holder.content.firstElementChild;
    const old = this.list.querySelector(`[data-post="${frame.id}"]`);
    if (old) {
      if (frame.k !== "post.new") old.querySelector("article").replaceChildren(...post.querySelector("article").childNodes);
      return;
    }
    if (frame.k !== "post.new" || this.list.dataset.lastPage === "no") return;
    post.classList.add("comment--new");
    this.list.append(post);
    const below = this.bar.getBoundingClientRect().top > innerHeight;
    if (below) this.announce(post);
  }

  announce(post) {
    this.news += 1;
    this.fresh.hidden = false;
    this.fresh.href = `#${post.id}`;
    const words = this.news === 1 ? this.fresh.dataset.one : this.fresh.dataset.many;
    this.fresh.textContent = words.replace("%n", this.news);
  }

  seen() {
    this.news = 0;
    this.fresh.hidden = true;
  }
}

if (list) new Live(list);
