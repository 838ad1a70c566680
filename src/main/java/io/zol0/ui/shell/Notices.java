package io.zol0.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.dom.Element;
import io.zol0.alerts.Alert;
import io.zol0.alerts.Alerts;
import io.zol0.alerts.AlertsChanged;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows new alerts outside of the page, where the browser allows it and whoever looks wants it: three at a time, of more how many. */
class Notices {
    private static final int MOST = 3;
    private static final int MOST_WAITING = 100;

    private final Alerts alerts;
    private final Element page;
    private final Queue<Long> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Runnable show;

    Notices(UI ui, Alerts alerts, Element page) {
        this.alerts = alerts;
        this.page = page;
        this.show = ui.accessLater(this::show, () -> {});
    }

    /** Called by whoever raised them; what whoever looks may see of it is read later, as that one. */
    void tell(AlertsChanged changed) {
        if (changed.raised().isEmpty()) {
            return;
        }
        changed.raised().stream().map(Alert::id).forEach(id -> {
            if (count.get() < MOST_WAITING) {
                count.incrementAndGet();
                waiting.add(id);
            }
        });
        show.run();
    }

    private void show() {
        List<Long> ids = new ArrayList<>();
        for (Long id = waiting.poll(); id != null; id = waiting.poll()) {
            count.decrementAndGet();
            ids.add(id);
        }
        List<Alert> seen = ids.stream()
                .map(alerts::byId)
                .flatMap(found -> found.stream())
                .filter(alert -> !alert.isQuiet())
                .toList();
        if (seen.size() > MOST) {
            notice("%,d new alerts".formatted(seen.size()), words(seen), "alerts");
        } else {
            seen.forEach(alert -> notice(
                    alert.severity().words() + ": " + alert.ruleName(),
                    alert.sentence(),
                    "alerts?alert=" + alert.id()));
        }
    }

    private static String words(Collection<Alert> alerts) {
        return alerts.stream().findFirst().map(Alert::sentence).orElse("");
    }

    private void notice(String title, String body, String path) {
        page.executeJs("window.zol0?.notice?.($0, $1, new URL($2, document.baseURI).href)", title, body, path);
    }
}
