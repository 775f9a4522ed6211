import { controlOwners } from "../../../domain/bank/entry.ts";
import { unlessBlank, type Form } from "../../form.ts";
import { missingNumber, missingText, type HazardAct } from "./act.ts";

const statuses = ["open", "transferred", "closed"] as const;
const statusOf = (form: Form) => statuses.find((status) => status === form.text("status"));
const partyOf = (form: Form) => controlOwners.find((party) => party === form.text("action-party"));

const marking = (done: boolean, notice: string): HazardAct => ({
  notice,
  field: null,
  check: (form) => missingNumber(form, "action", "Choose the action"),
  act: (call, about, form, options) =>
    call("hazard.finish-action", { ...about, action: Number(form.text("action")), done }, options),
});

/** Actions, the status that they lead to, and the way out of the log. */
export const standingActs = {
  "add-action": {
    notice: "The action is added.",
    field: "action-summary",
    check: (form) => [
      ...missingText(form, "action-summary", "Say what is to be done"),
      ...missingText(form, "action-owner", "Say who does it"),
      ...(partyOf(form) === undefined
        ? [{ field: "action-party", text: "Choose whose action it is" }]
        : []),
      ...(/^(?:|\d{4}-\d{2}-\d{2})$/u.test(form.text("action-due").trim())
        ? []
        : [{ field: "action-due", text: "Enter the day such as 2026-03-31, or leave it empty" }]),
    ],
    act: (call, about, form, options) =>
      call(
        "hazard.add-action",
        {
          ...about,
          summary: form.text("action-summary"),
          owner: form.text("action-owner"),
          party: partyOf(form) ?? "maker",
          due: unlessBlank(form.text("action-due"))?.trim(),
        },
        options,
      ),
  },
  "finish-action": marking(true, "The action is marked as done."),
  "reopen-action": marking(false, "The action is marked as not done."),
  status: {
    notice: "The status is set.",
    field: "status",
    check: (form) =>
      statusOf(form) === undefined ? [{ field: "status", text: "Choose the status" }] : [],
    act: (call, about, form, options) =>
      call("hazard.status", { ...about, status: statusOf(form) ?? "open" }, options),
  },
  withdraw: {
    notice: "The hazard is withdrawn. Its number is not used again.",
    field: "withdraw-text",
    check: (form) => missingText(form, "withdraw-text", "Say why it is withdrawn"),
    act: (call, about, form, options) =>
      call("hazard.withdraw", { ...about, text: form.text("withdraw-text") }, options),
  },
} as const satisfies Readonly<Record<string, HazardAct>>;
