// What the tests of the page do again and again.
import assert from "node:assert/strict";

/** Opens a page, does something, and expects no problem in the console. */
export async function visit(browser, at, act, options) {
  const opened = await browser.page(at, options);
  try {
    await act(opened.page, opened);
    assert.deepEqual(opened.problems, []);
  } finally {
    await opened.close();
  }
}

export const seen = (page, text) => page.getByText(text).first().waitFor();

/**
 * Types into an editor what replaces its text. The browser would keep the colours of replaced text as style attributes,
 * which the content security policy refuses, and the console would tell; so the text is deleted first.
 */
export async function fill(page, label, text) {
  await page.getByRole("textbox", { name: label }).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

export const dialog = (page) => page.getByRole("dialog");
