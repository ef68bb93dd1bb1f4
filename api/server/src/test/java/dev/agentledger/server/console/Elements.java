package dev.agentledger.server.console;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Finds what a page shows by what it is and what it is called, as people and screen readers do. */
final class Elements {

  private Elements() {}

  static Locator named(Page page, AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator named(Locator part, AriaRole role, String name) {
    return part.getByRole(role, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator labelled(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  static Locator labelled(Locator part, String label) {
    return part.getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
  }
}
