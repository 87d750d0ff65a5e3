// Only on the local server: decide about findings, compare with last year's report.
(() => {
  const report = document.body.dataset.report;
  const progress = document.getElementById("progress");
  const say = (words) => (progress.textContent = words);
  const chinese = document.documentElement.lang.startsWith("zh");

  const count = () => {
    const cards = [...document.querySelectorAll(".card.contradiction, .card.doubt")];
    const done = cards.filter((c) => c.querySelector('[aria-pressed="true"]')).length;
    say(chinese ? `已复核 ${done} / ${cards.length}` : `decided ${done} of ${cards.length}`);
  };

  const keep = async (card) => {
    const pressed = card.querySelector('[aria-pressed="true"]');
    const decision = pressed ? pressed.dataset.decision : "open";
    const answer = await fetch(`/api/reports/${report}/findings/${card.dataset.finding}`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ decision, note: card.querySelector(".tools input").value }),
    });
    if (!answer.ok) {
      const told = await answer.json();
      say(`✗ ${told.error.message}`);
      return false;
    }
    // the same phrase may be found twice: a verdict is on both
    for (const twin of document.querySelectorAll(`.card[data-finding="${card.dataset.finding}"]`)) {
      twin.classList.toggle("confirmed", decision === "confirmed");
      twin.classList.toggle("dismissed", decision === "dismissed");
      twin.querySelectorAll("[data-decision]").forEach((b) =>
        b.setAttribute("aria-pressed", String(b.dataset.decision === decision)),
      );
    }
    count();
    return true;
  };

  const press = (card, decision) => {
    const before = [...card.querySelectorAll("[data-decision]")].map((b) => [b, b.getAttribute("aria-pressed")]);
    for (const [button, state] of before) {
      button.setAttribute("aria-pressed", String(button.dataset.decision === decision && state !== "true"));
    }
    keep(card).then((kept) => kept || before.forEach(([b, state]) => b.setAttribute("aria-pressed", state)));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-decision]");
    if (button) press(button.closest(".card"), button.dataset.decision);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches(".tools input")) keep(event.target.closest(".card"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea")) return;
    const card = document.activeElement.closest(".card");
    const key = event.key.toLowerCase();
    if (!card || !["c", "d", "n"].includes(key)) return;
    event.preventDefault();
    if (key === "n") card.querySelector(".tools input").focus();
    else press(card, key === "c" ? "confirmed" : "dismissed");
  });

  document.getElementById("previous").addEventListener("change", async (event) => {
    const form = new FormData();
    form.append("file", event.target.files[0]);
    say(chinese ? "正在对照…" : "comparing…");
    const answer = await fetch(`/api/reports/${report}/previous`, { method: "PUT", body: form });
    if (answer.ok) location.reload();
    else say(`✗ ${(await answer.json()).error.message}`);
  });
  count();
})();
