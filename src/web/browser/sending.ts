/** How long a form that was sent may take before it can be sent again, in milliseconds. */
const patienceMs = 10_000;

/** Lets no form be sent a second time while its answer is awaited; says whether one is. */
export function guardSending(): () => boolean {
  let sentAt: number | null = null;
  const isSending = (): boolean => sentAt !== null && performance.now() - sentAt < patienceMs;
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (isSending()) event.preventDefault();
    else sentAt = performance.now();
  });
  window.addEventListener("pageshow", () => {
    sentAt = null;
  });
  return isSending;
}
