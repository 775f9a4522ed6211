import { numbersOf, unlessBlank, type Form } from "../../form.ts";
import { missingNumber, type HazardAct } from "./act.ts";

const confirming = (state: "existing" | "proposed", notice: string): HazardAct => ({
  notice,
  field: "confirm-text",
  check: (form, { hazard }) =>
    form.texts("controls").length > 0
      ? []
      : [
          {
            field: `control-${hazard.controls[0]?.number ?? 1}`,
            text: "Tick at least one control: none is confirmed for you",
          },
        ],
  act: (call, about, form, options) =>
    call(
      "hazard.confirm",
      {
        ...about,
        controls: numbersOf(form.texts("controls")),
        state,
        text: unlessBlank(form.text("confirm-text")),
      },
      options,
    ),
});

const link = (form: Form) => ({
  control: Number(form.text("link-control")),
  cause: Number(form.text("link-cause")),
});
const checkLink: HazardAct["check"] = (form) => [
  ...missingNumber(form, "link-control", "Choose the control"),
  ...missingNumber(form, "link-cause", "Choose the cause"),
];

export const controlActs = {
  confirm: confirming("existing", "The controls are confirmed to exist."),
  unconfirm: confirming("proposed", "The controls are no longer confirmed to exist."),
  link: {
    notice: "The control acts on the cause.",
    field: "link-control",
    check: checkLink,
    act: (call, about, form, options) => call("hazard.link", { ...about, ...link(form) }, options),
  },
  unlink: {
    notice: "The control does not act on the cause any more.",
    field: "link-control",
    check: checkLink,
    act: (call, about, form, options) =>
      call("hazard.unlink", { ...about, ...link(form) }, options),
  },
} as const satisfies Readonly<Record<string, HazardAct>>;
