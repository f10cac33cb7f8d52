// Somebody adds a security key to their account, signs out, and signs in with it: a key that the browser's own test device plays. At an address of bare
// numbers, where browsers give no keys, the page says where they do.

import { COLOURS, noSidewaysScroll, sees, shot, signIn } from "../lib.mjs";

export const name = "signing in with a security key";

const WHO = "Marisol Dizon";

export async function run({ newPage, url, axe }) {
  const page = await newPage({ at: url.replace("127.0.0.1", "localhost") });
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "usb", automaticPresenceSimulation: true };
  await devices.send("WebAuthn.addVirtualAuthenticator", { options });
  const look = async (on, as) => {
    await axe(on);
    await on.emulateMedia({ colorScheme: "dark" });
    await axe(on, COLOURS);
    await shot(on, `passkey-${as}-dark`);
    await on.emulateMedia({ colorScheme: "light" });
    await noSidewaysScroll(on);
    await shot(on, `passkey-${as}`);
  };

  await signIn(page, WHO);
  await page.goto("/account");
  await page.getByRole("link", { name: "Add a passkey or security key" }).click();
  await look(page, "add");
  await page.getByLabel("A name for it").fill("Blue key");
  await page.getByRole("button", { name: "Add it now" }).click();
  await page.getByText("Your printed codes").or(page.getByText("Your key is added")).first().waitFor();
  await page.goto("/account");
  await sees(page, "Blue key");
  await look(page, "account");

  const email = (await page.locator("bdi[translate=no]").first().textContent()).trim();
  await page.goto("/demo");
  const password = (await page.locator("main p code").first().textContent()).trim();
  await page.context().clearCookies();
  const half = async (on) => {
    await on.goto("/sign-in");
    await on.getByLabel("E-mail address").fill(email);
    await on.getByLabel("Password", { exact: true }).fill(password);
    await on.getByRole("button", { name: "Sign in" }).click();
    await sees(on, "Or type a code");
  };
  await half(page);
  await look(page, "second-step");
  await page.getByRole("button", { name: "Use a passkey or security key" }).click();
  await page.waitForURL("**/today");

  const numbers = await newPage();
  await half(numbers);
  await numbers.getByRole("button", { name: "Use a passkey or security key" }).click();
  await sees(numbers, "Your browser offers keys only at http://localhost");
  await look(numbers, "elsewhere");
}
