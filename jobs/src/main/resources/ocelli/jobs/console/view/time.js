const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });
const STEPS = [
  [60, "second"],
  [60, "minute"],
  [24, "hour"],
  [7, "day"],
];

/** "5 min. ago" for what is young, a date for what is not. */
export function ago(iso, now = Date.now()) {
  if (!iso) return "";
  let amount = (Date.parse(iso) - now) / 1000;
  for (const [size, unit] of STEPS) {
    if (Math.abs(amount) < size) return Math.abs(amount) < 10 && unit === "second" ? "now" : RELATIVE.format(Math.round(amount), unit);
    amount /= size;
  }
  return new Date(iso).toLocaleDateString("en", { day: "numeric", month: "short", year: "numeric" });
}

export const clock = (iso) => new Date(iso).toLocaleTimeString("en", { hour12: false });

export const moment = (iso) => new Date(iso).toLocaleString("en", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false });
