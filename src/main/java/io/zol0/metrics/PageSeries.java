package io.zol0.metrics;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Tells once a minute how pages feel, as series that rules can be about: of each page and class of device the 75th
 * percentiles of this hour and the one before, where there are enough samples.
 */
@Component
class PageSeries implements SeriesSource {
    private final PageVitals vitals;
    private final SubjectNames names;
    private final Clock clock;
    private Instant told = Instant.MIN;

    @Autowired
    PageSeries(PageVitals vitals, SubjectNames names, ObjectProvider<Clock> clock) {
        this(vitals, names, clock.getIfUnique(Clock::systemUTC));
    }

    PageSeries(PageVitals vitals, SubjectNames names, Clock clock) {
        this.vitals = vitals;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public void read(Readings into) {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (minute.equals(told)) {
            return;
        }
        told = minute;
        for (PageVital each : vitals.lately()) {
            // Resources would be many series that say in parts what that of their upstream says.
            if (each.isEnough() && each.vital() != Vital.RESOURCE) {
                names.subject(Subject.Kind.PAGE, subject(each))
                        .ifPresent(subject -> into.gauge(name(each.vital()).of(subject), each.p75()));
            }
        }
    }

    private static SeriesName name(Vital vital) {
        return SeriesName.gauge("page." + vital.name().toLowerCase(Locale.ROOT) + ".p75", vital.isTime() ? "ms" : "");
    }

    static String subject(PageVital vital) {
        return vital.device().name().toLowerCase(Locale.ROOT) + " " + vital.page();
    }
}
