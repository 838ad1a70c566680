package io.zol0.insight;

import io.zol0.catalog.Upstream;
import io.zol0.metrics.Readings;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesSource;
import io.zol0.metrics.Subject;
import io.zol0.users.Itself;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What upstreams with a price spent this month, and the share of their budget that this is and will be, as series. */
@Component
class BudgetSeries implements SeriesSource {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetSeries.class);
    private static final SeriesName SPENT = SeriesName.gauge("cost.month", "");
    private static final SeriesName USED = SeriesName.gauge("cost.budget_used", "");
    private static final SeriesName FORECAST = SeriesName.gauge("cost.budget_forecast", "");

    private final Spending spending;
    private final PriceTable table;
    private final Whereabouts places;
    private final Clock clock;
    private volatile List<Costs.OfUpstream> newest = List.of();

    BudgetSeries(Spending spending, PriceTable table, Whereabouts places, Clock clock) {
        this.spending = spending;
        this.table = table;
        this.places = places;
        this.clock = clock;
    }

    /** Works it out anew from the history. */
    @Scheduled(initialDelay = 30, fixedDelay = 300, timeUnit = TimeUnit.SECONDS)
    void work() {
        try {
            Itself.run(() -> {
                List<Price> prices = table.all();
                Map<Long, Double> budgets = table.budgets();
                Instant now = clock.instant();
                Instant begin = now.atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .withDayOfMonth(1)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC);
                List<Costs.OfUpstream> all = new ArrayList<>();
                for (Upstream upstream : places.upstreams()) {
                    if (prices.stream().anyMatch(price -> price.upstreamId() == upstream.id())) {
                        all.add(spending.month(upstream, prices, budgets, begin, now));
                    }
                }
                newest = List.copyOf(all);
            });
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("What was spent is worked out when the database is back", away);
        }
    }

    @Override
    public void read(Readings into) {
        for (Costs.OfUpstream each : newest) {
            Subject subject = Subject.upstream(each.upstream().id());
            into.gauge(SPENT.of(subject), each.month().amount());
            each.budget().ifPresent(budget -> {
                into.gauge(USED.of(subject), each.month().amount() / budget);
                each.forecast().ifPresent(forecast -> into.gauge(FORECAST.of(subject), forecast.expected() / budget));
            });
        }
    }
}
