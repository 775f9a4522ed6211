import type { Socket } from "node:net";

/** The longest line either side accepts, in UTF-16 code units. */
const maxLineLength = 64_000_000;

/**
 * Calls `onLine` with each line that a connection sends, in order. A line ends with a line feed and
 * nothing else (`node:readline` also ends one at U+2028 and U+2029, which JSON leaves in its texts);
 * what comes after the last one is no line. A line without end closes the connection.
 */
export function readLines(connection: Socket, onLine: (line: string) => void): void {
  let parts: string[] = [];
  let length = 0;
  connection.setEncoding("utf8");
  connection.on("data", (chunk: string) => {
    const pieces = chunk.split("\n");
    pieces.forEach((piece, i) => {
      parts.push(piece);
      length += piece.length;
      if (length > maxLineLength) {
        connection.destroy();
        parts = [];
      } else if (i < pieces.length - 1) {
        const line = parts.join("");
        parts = [];
        length = 0;
        onLine(line);
      }
    });
  });
}
