"use strict";
// Hand in files one after the other, so that each shows how it goes and one that fails costs no other.
(() => {
  const chinese = document.documentElement.lang.startsWith("zh");
  const lang = chinese ? "zh" : "en";
  const form = document.getElementById("drop");
  const input = document.getElementById("files");
  const queue = document.getElementById("queue");
  const AT_ONCE = 3;

  const line = (name) => {
    const item = document.createElement("li");
    const words = [name, chinese ? "等候…" : "waiting…"].map((text) => {
      const part = document.createElement("span");
      part.textContent = text;
      return part;
    });
    item.append(...words);
    queue.append(item);
    return {
      say: (text, bad = false) => {
        words[1].textContent = text;
        item.classList.toggle("bad", bad);
      },
    };
  };

  // one after the other, so that an older list never replaces a newer one
  let refreshed = Promise.resolve();
  const refresh = () => (refreshed = refreshed.then(load, load));
  const load = async () => {
    const answer = await fetch(`/?lang=${lang}`);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.getElementById("reports").replaceWith(fresh.getElementById("reports"));
  };

  const hand = async (file, told) => {
    told.say(chinese ? "正在核对…" : "checking…");
    const data = new FormData();
    data.append("files", file);
    data.append("lang", lang);
    try {
      const answer = await fetch("/api/reports", { method: "POST", body: data });
      const found = await answer.json();
      if (!answer.ok) return told.say(`✗ ${found.error.message} ${found.error.cure}`, true);
      const failed = found.filter((f) => f.error);
      const read = found.length - failed.length;
      const words = failed.map((f) => `✗ ${f.error.message}：${f.error.cure}`);
      if (read) await refresh();
      if (read) words.unshift(chinese ? `✓ 已核对${read > 1 ? ` ${read} 份` : ""}` : `✓ checked${read > 1 ? ` ${read}` : ""}`);
      told.say(words.join(" "), failed.length > 0);
    } catch {
      told.say(chinese ? "✗ 服务没有应答" : "✗ no answer from the server", true);
    }
  };

  const take = async (files) => {
    const waiting = [...files].map((file) => [file, line(file.name)]);
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await hand(...next);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    form.reset();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(input.files);
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.toggle("over", name === "dragover");
      if (name === "drop") take(event.dataTransfer.files);
    });
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-away]");
    if (!button) return;
    await fetch(`/api/reports/${button.dataset.away}`, { method: "DELETE" });
    await refresh();
  });
})();
