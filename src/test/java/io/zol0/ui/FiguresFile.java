package io.zol0.ui;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;

/** A CSV file of one figure of the business, uploaded on its page. */
record FiguresFile(String metric, String unit, String csv) {
    void upload(Tab tab) {
        tab.go("business");
        Locator name = tab.page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Metric"));
        name.fill(metric);
        name.press("Enter");
        tab.page.getByLabel("Unit").fill(unit);
        tab.page.getByLabel("Unit").press("Tab");
        // The file goes by a request of its own, which must not overtake what was typed.
        tab.page.waitForFunction(
                "Object.values(Vaadin.Flow.clients).every(each => !each.isActive || !each.isActive())");
        tab.page
                .locator("vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload(metric + ".csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
    }
}
