package io.zol0.ui.parts;

import com.vaadin.flow.component.UI;
import java.time.ZoneId;
import java.util.function.Consumer;

/** The time zone in which whoever looks is told times: the one chosen in the browser, else the browser's own. */
public final class ViewerZone {
    private static final String ASK =
            "try { const zone = localStorage.getItem('zol0.zone'); if (zone) return zone; } catch {}"
                    + " return Intl.DateTimeFormat().resolvedOptions().timeZone;";

    private ViewerZone() {}

    /** Asks the browser and hands the zone on within the page; UTC where the browser names none that is known here. */
    public static void ask(UI ui, Consumer<ZoneId> told) {
        ui.getPage()
                .executeJs(ASK)
                .then(String.class, name -> told.accept(read(name)), failed -> told.accept(ZoneId.of("UTC")));
    }

    static ZoneId read(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : ZoneId.of("UTC");
    }
}
