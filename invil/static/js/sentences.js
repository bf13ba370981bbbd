// The sentences of a page in the order of reading, each with its language and where it stands.
const BLOCKS = "h1, h2, h3, p, li, dt, dd, figcaption, :is(div, header).who b";
const PASSED = "form:not(.flow), label, nav, button, [hidden], [aria-hidden=true], .noprint, .onpaper, .hide";

const languageOf = (node) => (node.closest("[lang]")?.lang || "en").slice(0, 2);

function cut(text, language) {
  if (!Intl.Segmenter) return text.match(/[^.!?。]+[.!?。]*\s*/g) ?? [];
  const cutter = new Intl.Segmenter(language, { granularity: "sentence" });
  return Array.from(cutter.segment(text), (part) => part.segment).reduce((cuts, part) => {
    // A number before a heading is no sentence of its own.
    if (/^\s*\d+[.)]\s*$/.test(cuts.at(-1) ?? "")) cuts.push(cuts.pop() + part);
    else cuts.push(part);
    return cuts;
  }, []);
}

// The words of this block itself, in its own language: not those of a block inside it.
function wordsOf(block) {
  const language = languageOf(block);
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const pieces = [];
  const rest = block.matches(".row, .who") ? "\n" : ""; // side by side is not one sentence
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const foreign = languageOf(parent) !== language || parent.closest(BLOCKS) !== block;
    if (foreign || parent.closest(PASSED)) continue;
    pieces.push({ node, start: text.length });
    text += node.data + rest;
  }
  return { language, pieces, text };
}

function rangeOf(pieces, start, end) {
  const range = document.createRange();
  const at = (offset) => pieces.findLast((piece) => piece.start <= offset);
  const [first, last] = [at(start), at(end - 1)];
  range.setStart(first.node, start - first.start);
  range.setEnd(last.node, end - last.start);
  return range;
}

function sentencesOf(block) {
  const { language, pieces, text } = wordsOf(block);
  const found = [];
  let start = 0;
  for (const sentence of text.trim() ? cut(text, language) : []) {
    const words = sentence.replace(/\s+/g, " ").trim();
    const from = start + sentence.search(/\S|$/);
    start += sentence.length;
    if (!words) continue;
    found.push({ words, language, block, range: rangeOf(pieces, from, from + sentence.trim().length) });
  }
  return found;
}

export function sentencesIn(places) {
  const blocks = document.querySelectorAll(`:is(${places}) :is(${BLOCKS})`);
  return [...blocks].flatMap(sentencesOf);
}
