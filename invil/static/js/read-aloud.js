// Reads a text with the browser's own voice, sentence by sentence, and marks where it is.
// The bar stays hidden where the device has no voice for the language of the text.
const synth = window.speechSynthesis;
const KEPT = "invil-read-rate";
const MARK = "spoken";

const languageOf = (node) => (node.closest("[lang]")?.lang || "en").slice(0, 2);

function voiceFor(language) {
  const fit = synth.getVoices().filter((voice) => voice.lang.toLowerCase().startsWith(language));
  return fit.find((voice) => voice.default) ?? fit[0];
}

class ReadAloud {
  constructor(bar) {
    this.bar = bar;
    [this.main, this.end, this.speed] = ["main", "end", "speed"].map((part) =>
      bar.querySelector(`[data-aloud-${part}]`));
    this.label = this.main.querySelector("span");
    this.words = { still: this.label.textContent, reading: bar.dataset.pause, paused: bar.dataset.goOn };
    this.rate = this.speed.querySelector("select");
    try { this.rate.value = localStorage.getItem(KEPT) ?? this.rate.value; } catch { /* closed */ }
    this.run = 0;
    this.show("still");
    this.main.addEventListener("click", () => (this.state === "reading" ? this.pause() : this.read()));
    this.end.addEventListener("click", () => { this.stop(); this.main.focus(); });
    this.rate.addEventListener("change", () => {
      try { localStorage.setItem(KEPT, this.rate.value); } catch { /* closed */ }
      if (this.state === "reading") this.read();
    });
    addEventListener("keydown", (event) => event.key === "Escape" && this.stop());
    addEventListener("pagehide", () => this.stop());
    synth.addEventListener?.("voiceschanged", () => this.reveal());
    this.reveal();
  }

  async collect() {
    const { sentencesIn } = await import("./sentences.js");
    return sentencesIn(this.bar.dataset.readAloud).filter(({ language }) => voiceFor(language));
  }

  reveal() {
    const place = document.querySelector(this.bar.dataset.readAloud);
    this.bar.hidden = !place || !voiceFor(languageOf(place));
  }

  show(state) {
    this.state = state;
    this.bar.dataset.state = state;
    this.label.textContent = this.words[state];
    this.end.hidden = this.speed.hidden = state === "still";
  }

  async read() {
    const mine = ++this.run;
    synth.cancel();
    if (this.state === "still") [this.list, this.at] = [await this.collect(), 0];
    if (mine !== this.run) return;
    this.show("reading");
    for (; this.at < this.list.length; this.at += 1) {
      this.mark(this.list[this.at]);
      const said = await this.say(this.list[this.at]);
      if (mine !== this.run) return;
      if (!said) break;
    }
    this.stop();
  }

  say({ words, language }) {
    return new Promise((done) => {
      // Kept on the object: some browsers throw away what only the queue holds.
      this.utterance = new SpeechSynthesisUtterance(words);
      const [voice, rate] = [voiceFor(language), Number(this.rate.value)];
      const onend = () => done(true);
      const onerror = () => done(false);
      Object.assign(this.utterance, { voice, lang: voice.lang, rate, onend, onerror });
      synth.speak(this.utterance);
    });
  }

  // Not the browser's own pause: on phones it ends the reading.
  pause() {
    this.run += 1;
    synth.cancel();
    this.show("paused");
  }

  stop() {
    this.run += 1;
    synth.cancel();
    this.mark(null);
    this.show("still");
  }

  mark(sentence) {
    CSS.highlights?.delete(MARK);
    this.marked?.classList.remove(MARK);
    this.marked = CSS.highlights ? null : sentence?.block;
    this.marked?.classList.add(MARK);
    if (!sentence) return;
    CSS.highlights?.set(MARK, new Highlight(sentence.range));
    const { top, bottom } = sentence.range.getBoundingClientRect();
    if (top > 60 && bottom < innerHeight - 180) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollBy({ top: top - innerHeight / 3, behavior: calm ? "instant" : "smooth" });
  }
}

if (synth) document.querySelectorAll("[data-read-aloud]").forEach((bar) => new ReadAloud(bar));
