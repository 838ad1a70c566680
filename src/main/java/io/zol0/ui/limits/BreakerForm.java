package io.zol0.ui.limits;

import com.vaadin.flow.component.textfield.TextField;
import io.zol0.catalog.Problem;
import io.zol0.limits.BreakerSettings;
import io.zol0.ui.parts.Amounts;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.FieldReader;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The fields of a circuit breaker. */
class BreakerForm extends ProtectionForm<BreakerSettings> {
    private final TextField errorRate = field(
            "errorRate", "Opens at failed calls of", "Such as 50 %. A time-out, a 5xx or no connection is a failure");
    private final TextField slowRate =
            field("slowRate", "Opens at slow calls of", "Such as 80 %; 100 % for hardly ever");
    private final TextField slow = field("slow", "A call is slow from", "1 ms to 10 min");
    private final TextField window = field("window", "Judged over the last", "1 s to 1 h");
    private final TextField least =
            field("least", "By at least so many calls", "With fewer in that time it stays closed");
    private final TextField pause =
            field("pause", "Stays open for", "100 ms to 1 h. Calls get 503 with Retry-After until then");
    private final TextField trials =
            field("trials", "Then tries again with so many calls", "If they do well it closes; 1 to 100");

    BreakerForm(Function<BreakerSettings, List<Problem>> rules) {
        super("Hold calls back while an endpoint does not answer properly", rules);
    }

    @Override
    boolean isEnabled(BreakerSettings breaker) {
        return breaker.enabled();
    }

    @Override
    void write(BreakerSettings breaker) {
        errorRate.setValue(Amounts.writeShare(breaker.errorRate()));
        slowRate.setValue(Amounts.writeShare(breaker.slowRate()));
        slow.setValue(Durations.write(breaker.slow()));
        window.setValue(Durations.write(breaker.window()));
        least.setValue(Amounts.write(breaker.least()));
        pause.setValue(Durations.write(breaker.pause()));
        trials.setValue(Amounts.write(breaker.trials()));
    }

    @Override
    BreakerSettings typed(boolean enabled, FieldReader read) {
        return new BreakerSettings(
                enabled,
                read.share(errorRate.getValue(), "errorRate"),
                read.share(slowRate.getValue(), "slowRate"),
                read.time(slow.getValue(), "slow", Duration.ofSeconds(1)),
                read.time(window.getValue(), "window", Duration.ofSeconds(1)),
                read.number(least.getValue(), "least"),
                read.time(pause.getValue(), "pause", Duration.ofSeconds(1)),
                read.number(trials.getValue(), "trials"));
    }
}
