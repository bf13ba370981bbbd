// Reads an article with the browser's own voice, sentence by sentence, marking where it is.
// The button stays hidden where the device has no voice for the article's language.
const synth = window.speechSynthesis;

const voiceFor = (lang) =>
  synth.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(lang));

function blocks(article) {
  const all = article.querySelectorAll("h1, .lead, .prose p, .prose h2, .prose li, .prose blockquote");
  return [...all].filter((node) => node.textContent.trim());
}

function sentences(text, lang) {
  if (!("Segmenter" in Intl)) return text.match(/[^.!?。]+[.!?。]?\s*/g) ?? [text];
  const cut = new Intl.Segmenter(lang, { granularity: "sentence" });
  return [...cut.segment(text)].map((part) => part.segment);
}

function setUp(button) {
  const article = document.querySelector(button.dataset.readAloud);
  if (!article) return;
  const lang = (article.lang || document.documentElement.lang).slice(0, 2);
  const label = button.querySelector("span");
  const start = label.textContent;
  let run = 0;

  const show = (speaking) => {
    button.setAttribute("aria-pressed", String(speaking));
    label.textContent = speaking ? button.dataset.stop : start;
  };

  const speak = (text, voice) => new Promise((done) => {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = voice.lang;
    words.voice = voice;
    words.rate = 0.9;
    words.onend = () => done(true);
    words.onerror = () => done(false);
    synth.speak(words);
  });

  async function read() {
    const mine = ++run;
    const voice = voiceFor(lang);
    show(true);
    for (const node of blocks(article)) {
      node.classList.add("spoken");
      node.scrollIntoView({ block: "nearest" });
      for (const sentence of sentences(node.textContent, lang)) {
        if (mine !== run || !(await speak(sentence, voice))) break;
      }
      node.classList.remove("spoken");
      if (mine !== run) return;
    }
    show(false);
  }

  function stop() {
    run += 1;
    synth.cancel();
    show(false);
    article.querySelectorAll(".spoken").forEach((node) => node.classList.remove("spoken"));
  }

  button.addEventListener("click", () =>
    button.getAttribute("aria-pressed") === "true" ? stop() : read());
  window.addEventListener("pagehide", stop);
  const reveal = () => { button.hidden = !voiceFor(lang); };
  synth.addEventListener?.("voiceschanged", reveal);
  reveal();
}

if (synth) document.querySelectorAll("[data-read-aloud]").forEach(setUp);
