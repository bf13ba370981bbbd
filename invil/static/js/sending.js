// Sends photos one by one, before the text, and again after a dropped link.
// Each has a key of its own: the server keeps a photo once, however often it comes.
const PAUSES = [2000, 5000, 15000, 30000];

function attempt(url, token, entry, onProgress) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    body.append("client_key", entry.key);
    body.append("picture", entry.file, entry.file.name);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("loadend", () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        // No answer of ours: the link broke.
      }
      done({ status: request.status, ...answer });
    });
    request.open("POST", url);
    request.timeout = 180_000;
    request.send(body);
    entry.stop = () => request.abort();
  });
}

export async function send(url, token, entry, { onProgress, onWait }) {
  for (let tries = 0; !entry.gone; tries += 1) {
    const answer = await attempt(url, token, entry, onProgress);
    if (entry.gone || answer.id || answer.error) return answer;
    if (answer.status >= 400 && answer.status < 500) return {};
    onWait();
    const pause = PAUSES[Math.min(tries, PAUSES.length - 1)];
    await new Promise((go) => {
      setTimeout(go, pause);
      addEventListener("online", go, { once: true });
    });
  }
  return {};
}
