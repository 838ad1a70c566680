package io.zol0.api;

import io.zol0.demo.Demo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The demo by REST. */
@RestController
@RequestMapping("/api/settings/demo")
class DemoController {
    private final Demo demo;

    DemoController(Demo demo) {
        this.demo = demo;
    }

    /**
     * Whether demo traffic is made.
     *
     * @param since when it began, in answers; null while there is none
     */
    record DemoBody(@Nullable Boolean running, @Nullable Instant since) {}

    @GetMapping
    DemoBody now() {
        return new DemoBody(demo.running(), demo.runningSince().orElse(null));
    }

    /** Starts it, or stops it and removes its upstream with all its data, which takes up to a few seconds. */
    @PutMapping
    DemoBody change(@RequestBody DemoBody body) {
        Needs needs = new Needs();
        boolean wanted = needs.of(body.running(), "running", false);
        needs.requireNoneMissing();
        if (wanted) {
            try {
                demo.start();
            } catch (IllegalStateException cannot) {
                throw new NotNow(String.valueOf(cannot.getMessage()));
            }
        } else {
            demo.remove();
        }
        return now();
    }
}
