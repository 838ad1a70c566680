package io.zol0.api;

import io.zol0.notify.Deliveries;
import io.zol0.notify.Delivery;
import io.zol0.notify.DeliveryState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was sent, what waits and what was given up, by REST. */
@RestController
@RequestMapping("/api/settings/deliveries")
class DeliveryController {
    private final Deliveries deliveries;

    DeliveryController(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** Whether it is on its way again; not so where it was not given up. */
    record SentAgain(boolean sentAgain) {}

    /** The newest first. */
    @GetMapping
    List<Delivery> all(
            @RequestParam(required = false) @Nullable DeliveryState state,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "50") int limit) {
        if (offset < 0 || limit < 1 || limit > Deliveries.MOST) {
            throw Unfit.sense(
                    "limit", "A page begins at 0 or later and has 1 to %,d deliveries.".formatted(Deliveries.MOST));
        }
        return deliveries.page(state == null ? Set.of() : Set.of(state), offset, limit);
    }

    @GetMapping("/{id}")
    Delivery one(@PathVariable long id) {
        return there(id);
    }

    /** Sends what was given up again. */
    @PostMapping("/{id}/send-again")
    SentAgain sendAgain(@PathVariable long id) {
        there(id);
        return new SentAgain(deliveries.sendAgain(List.of(id)) > 0);
    }

    private Delivery there(long id) {
        return deliveries.byId(id).orElseThrow(() -> new Missing("There is no delivery number %d.".formatted(id)));
    }
}
