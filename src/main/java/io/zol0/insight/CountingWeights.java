package io.zol0.insight;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** The weights that hold, from memory; what another node saved is known after ten seconds at most. */
@Component
class CountingWeights {
    private static final Logger LOG = LoggerFactory.getLogger(CountingWeights.class);

    private final WeightTable table;
    private volatile HealthWeights current = HealthWeights.standard();

    CountingWeights(WeightTable table) {
        this.table = table;
    }

    HealthWeights current() {
        return current;
    }

    void set(HealthWeights saved) {
        current = saved;
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void read() {
        try {
            current = table.newest().orElseGet(HealthWeights::standard);
        } catch (DataAccessException | TransactionException away) {
            LOG.debug("The weights of the health score stay as they were", away);
        }
    }
}
