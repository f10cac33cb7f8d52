// The components of the design system that our pages use, started on whatever asks for them. Whoever uses another adds it here; its styles are told of in
// assets/build/styles.mjs.

import { Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, Scroll, SkipLink, createAll } from "nhsuk-frontend";

export function startAll() {
  for (const component of [Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, Scroll, SkipLink]) createAll(component);
}
