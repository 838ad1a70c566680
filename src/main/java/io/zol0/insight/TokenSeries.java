package io.zol0.insight;

import io.zol0.metrics.Readings;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesSource;
import io.zol0.users.KnownTokens;
import org.springframework.stereotype.Component;

/** How often somebody showed a token that is none of ours, or no longer holds. */
@Component
class TokenSeries implements SeriesSource {
    static final SeriesKey REFUSED =
            SeriesName.counter("security.tokens_refused", "calls").ofWhole();

    private final KnownTokens tokens;

    TokenSeries(KnownTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void read(Readings into) {
        into.total(REFUSED, tokens.refused());
    }
}
