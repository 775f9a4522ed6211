import { html } from "hono/html";
import type { DocsModel, DocsOperation, SchemaPlace } from "./docs-model.ts";

/** Beside the pages' stylesheet: long addresses and schemas stay within the page. */
export const docsStylesheet = `
h3 code, td code { overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
nav ul { columns: 20rem; }
`;

const place = ({ name, text }: SchemaPlace) =>
  name === null ? html`${text}` : html`<a href="#schema-${name}">${text}</a>`;

const parameters = ({ parameters }: DocsOperation) =>
  parameters.length === 0
    ? ""
    : html`<table class="nhsuk-table">
        <caption class="nhsuk-table__caption nhsuk-table__caption--s">
          Parameters
        </caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">In</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          ${parameters.map(
            (parameter) =>
              html`<tr>
                <th scope="row"><code>${parameter.name}</code></th>
                <td>${parameter.in}, ${parameter.required ? "required" : "optional"}</td>
                <td>
                  ${parameter.description}
                  ${parameter.values.length === 0 ? "" : `One of ${parameter.values.join(", ")}.`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>`;

const bodies = ({ bodies }: DocsOperation) =>
  bodies.map((body) => html`<p>Body: <code>${body.mediaType}</code>, ${place(body)}.</p>`);

const responses = ({ responses }: DocsOperation) =>
  html`<table class="nhsuk-table">
    <caption class="nhsuk-table__caption nhsuk-table__caption--s">
      Answers
    </caption>
    <thead>
      <tr>
        <th scope="col">Status</th>
        <th scope="col">Meaning</th>
        <th scope="col">Content</th>
      </tr>
    </thead>
    <tbody>
      ${responses.map(
        ({ status, description, headers, contents }) =>
          html`<tr>
            <th scope="row">${status}</th>
            <td>${description} ${headers.length === 0 ? "" : `Headers: ${headers.join(", ")}.`}</td>
            <td>
              ${contents.map((content) => html`<code>${content.mediaType}</code> ${place(content)} `)}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;

const operation = (shown: DocsOperation) =>
  html`<section aria-labelledby="${shown.id}">
    <h3 class="nhsuk-heading-m" id="${shown.id}">
      <code>${shown.method} ${shown.path}</code>
    </h3>
    <p>${shown.summary}.</p>
    ${parameters(shown)} ${bodies(shown)} ${responses(shown)}
  </section>`;

/** The document as one plain page: no script, nothing from elsewhere. */
export const renderDocs = (docs: DocsModel) =>
  html`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${docs.title} API ${docs.version}</title>
        <link rel="stylesheet" href="/assets/nhsuk-frontend.css" />
        <link rel="stylesheet" href="/docs.css" />
      </head>
      <body>
        <a class="nhsuk-skip-link" href="#maincontent">Skip to main content</a>
        <div class="nhsuk-width-container">
          <main class="nhsuk-main-wrapper" id="maincontent">
            <h1 class="nhsuk-heading-l">${docs.title} API ${docs.version}</h1>
            <p>${docs.description}</p>
            <p>
              The same as a document for programs: <a href="/openapi.json">OpenAPI 3.1</a>.
              <a href="/">Back to the pages</a>.
            </p>
            <nav aria-label="Operations">
              ${docs.groups.map(
                (group) =>
                  html`<h2 class="nhsuk-heading-s">${group.description}</h2>
                    <ul class="nhsuk-list">
                      ${group.operations.map(
                        ({ id, method, path }) =>
                          html`<li><a href="#${id}">${method} ${path}</a></li>`,
                      )}
                    </ul>`,
              )}
            </nav>
            ${docs.groups.map(
              (group) =>
                html`<h2 class="nhsuk-heading-l">${group.description}</h2>
                  ${group.operations.map(operation)}`,
            )}
            <h2 class="nhsuk-heading-l">Schemas</h2>
            ${docs.schemas.map(
              ({ name, text }) =>
                html`<section aria-labelledby="schema-${name}">
                  <h3 class="nhsuk-heading-m" id="schema-${name}">${name}</h3>
                  <pre><code>${text}</code></pre>
                </section>`,
            )}
          </main>
        </div>
      </body>
    </html>`;
