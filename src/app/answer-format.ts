/** How a server is told to answer: by a schema that it enforces, in any JSON, or in words alone. */
export const answerFormats = ["json-schema", "json-object", "text"] as const;
export type AnswerFormat = (typeof answerFormats)[number];
