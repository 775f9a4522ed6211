import type { Office } from "../../app/ports.ts";
import { readBook } from "./read-book.ts";
import { writeBook } from "./write-book.ts";
import { writeDocument } from "./write-document.ts";

/** Nothing is loaded before the first file. */
export const office: Office = { writeBook, readBook, writeDocument };
