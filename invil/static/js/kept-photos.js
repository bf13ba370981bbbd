// Keeps chosen photos on this phone until the server has them: beside the draft's words, as long as they.
// Of one person at a time (`page.js` throws them away at signing out and when somebody else writes here).
// Where nothing can be kept (private mode, a full phone) the answer is no, and the form works without it.
const NAME = "invil-photos";
const DAY = 24 * 3600 * 1000;
const MOST = 30;
const BYTES = 60e6;

const owner = () => localStorage.getItem("invil-person");

function open() {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(NAME, { keyPath: "number", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = asked.onblocked = fail;
  });
}

// One transaction over what lies here, in the order it was chosen in; what `work` returns, or null.
async function visit(work) {
  try {
    const base = await open();
    try {
      return await new Promise((done, fail) => {
        const step = base.transaction(NAME, "readwrite");
        const store = step.objectStore(NAME);
        let found;
        store.getAll().onsuccess = ({ target }) => { found = work(target.result, store); };
        step.oncomplete = () => done(found);
        step.onabort = fail;
      });
    } finally {
      base.close();
    }
  } catch {
    return null;
  }
}

function fresh(all, store) {
  const stays = (one) => one.owner === owner() && Date.now() - one.at < 14 * DAY;
  for (const one of all) if (!stays(one)) store.delete(one.number);
  return all.filter(stays);
}

// True once the photo lies here.
export function keep(form, { key, file }) {
  return visit((all, store) => {
    const there = fresh(all, store);
    const size = there.reduce((sum, one) => sum + one.file.size, file.size);
    if (!owner() || there.length >= MOST || size > BYTES) return false;
    store.add({ owner: owner(), form, key, file, at: Date.now() });
    localStorage.setItem(NAME, owner());
    return true;
  });
}

export async function back(form) {
  return (await visit((all, store) => fresh(all, store).filter((one) => one.form === form))) ?? [];
}

// One photo of a form, or all of them.
export function drop(form, key) {
  return visit((all, store) => {
    const goes = (one) => one.form === form && (!key || one.key === key);
    all.filter(goes).forEach((one) => store.delete(one.number));
    if (all.every(goes)) localStorage.removeItem(NAME);
  });
}
