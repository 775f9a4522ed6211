import { describe, expect, test } from "vitest";
import { noTicks, presentCauses } from "../../../src/web/presenters/chain.ts";
import { makeCandidate, makeControl } from "../make-shown.ts";

const present = (ticks = noTicks) => presentCauses(makeCandidate(), ticks, () => 4);

describe("causes with their controls", () => {
  test("causes and controls keep the numbers of the content", () => {
    expect(
      present().map(({ number, controls }) => [number, controls.map((c) => c.number)]),
    ).toEqual([
      [1, [2]],
      [2, [1]],
      [3, []],
    ]);
  });

  test("a control that acts on several causes is shown under the first and named under the others", () => {
    const [, second, third] = present();
    expect(second?.controls[0]?.alsoActsOn).toBe("also acts on cause 3");
    expect(third?.elsewhere).toEqual([{ number: 1, underCause: 2 }]);
  });

  test("nothing is ticked unless a person ticked it", () => {
    const ticked = (causes: ReturnType<typeof present>) =>
      causes.flatMap((c) => [c.ticked, ...c.controls.map((control) => control.ticked)]);
    expect(ticked(present())).toEqual([false, false, false, false, false]);
    expect(ticked(present({ causes: [2], controls: [1] }))).toEqual([
      false,
      false,
      true,
      true,
      false,
    ]);
  });

  test("a stated control has its line and words, a proposed one has neither", () => {
    const [first, second] = present();
    expect(first?.controls[0]?.stated).toEqual({
      line: 4,
      quote: "Codes are ticked by default.",
      href: "#words-control-2",
    });
    expect(second?.controls[0]?.stated).toBeNull();
  });

  test("a cause that nothing acts on says so", () => {
    const content = makeCandidate({ controls: [makeControl({ actsOn: [1] })] });
    expect(presentCauses(content, noTicks, () => 1).map((c) => c.uncontrolled)).toEqual([
      false,
      true,
      true,
    ]);
  });
});
