/** A text in other signs; of each code unit, where what it was made of begins and ends in the kept text. */
export type Reading = {
  readonly text: string;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
};

const chunk = 4_096;
const textOf = (units: Uint16Array): string =>
  Array.from({ length: Math.ceil(units.length / chunk) }, (_, i) =>
    String.fromCharCode(...units.subarray(i * chunk, (i + 1) * chunk)),
  ).join("");

/** Writes a reading of some `size`, code unit by code unit: a description has up to a million. */
function createWriter(size: number) {
  let units = new Uint16Array(size);
  let from = new Uint32Array(size);
  let to = new Uint32Array(size);
  let length = 0;
  const grow = (): void => {
    const more = length * 2 + chunk;
    const [oldUnits, oldFrom, oldTo] = [units, from, to];
    [units, from, to] = [new Uint16Array(more), new Uint32Array(more), new Uint32Array(more)];
    units.set(oldUnits);
    from.set(oldFrom);
    to.set(oldTo);
  };
  return {
    write(unit: number, start: number, end: number): void {
      if (length === units.length) grow();
      units[length] = unit;
      from[length] = start;
      to[length] = end;
      length += 1;
    },
    /** What was written last goes on to there. */
    stretch(end: number): void {
      to[length - 1] = end;
    },
    made: (): Reading => ({
      text: textOf(units.subarray(0, length)),
      from: from.subarray(0, length),
      to: to.subarray(0, length),
    }),
  };
}

/** A text as it stands. */
export function readPlain(text: string): Reading {
  const from = new Uint32Array(text.length);
  const to = new Uint32Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    from[at] = at;
    to[at] = at + 1;
  }
  return { text, from, to };
}

/** What JSON escapes in a string, and how (RFC 8259 §7). */
const escaped = /\\(?:u(?<unit>[0-9a-fA-F]{4})|(?<sign>["\\/bfnrt]))/gu;
const signs = new Map(Object.entries({ b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }));

/** What a text says as part of a string of JSON; what is no escape stays. */
function readJson({ text, from, to }: Reading): Reading {
  const { write, made } = createWriter(text.length);
  const copy = (start: number, end: number): void => {
    for (let at = start; at < end; at += 1) write(text.charCodeAt(at), from[at] ?? 0, to[at] ?? 0);
  };
  let done = 0;
  for (const { index, 0: found, groups } of text.matchAll(escaped)) {
    const { unit, sign = "" } = groups ?? {};
    const end = index + found.length;
    const code =
      unit === undefined ? (signs.get(sign) ?? sign).charCodeAt(0) : Number.parseInt(unit, 16);
    copy(done, index);
    write(code, from[index] ?? 0, to[end - 1] ?? 0);
    done = end;
  }
  copy(done, text.length);
  return made();
}

/**
 * Where an answer cannot be read, the body around it is kept as it came: JSON, which holds JSON, in which a
 * model may have escaped what needed none.
 */
const mostReadings = 4;

/** What a text may say: as it stands, as JSON, as JSON within JSON. */
export function readingsOf(text: string): Reading[] {
  let last = readPlain(text);
  const readings = [last];
  while (last.text.includes("\\") && readings.length < mostReadings) {
    last = readJson(last);
    readings.push(last);
  }
  return readings;
}

/** The same, each character as `plain` writes it: nothing, or signs; spaces run into one. */
export function fold({ text, from, to }: Reading, plain: (code: number) => string): Reading {
  const { write, stretch, made } = createWriter(text.length);
  let before = "";
  for (let at = 0, width = 1; at < text.length; at += width) {
    const code = text.codePointAt(at) ?? 0;
    width = code > 0xffff ? 2 : 1;
    const sign = plain(code);
    const end = to[at + width - 1] ?? 0;
    if (sign === "") continue;
    if (sign === " " && before === " ") stretch(end);
    else for (let i = 0; i < sign.length; i += 1) write(sign.charCodeAt(i), from[at] ?? 0, end);
    before = sign;
  }
  return made();
}
