package io.zol0.alerts;

import io.zol0.insight.Happening;
import io.zol0.insight.Happenings;
import io.zol0.users.Itself;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks for what was changed just before something went wrong: settings of the upstream, and deployments that were told of. */
@Component
class ChangesBefore implements Causes {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final Happenings happenings;

    ChangesBefore(Happenings happenings) {
        this.happenings = happenings;
    }

    @Override
    public String before(Turning turning, String environment, Instant began) {
        Target target = turning.target();
        return Itself.ask(() -> of(target.subject().upstreamId(), environment, began, QUARTER, 1)).stream()
                .findFirst()
                .orElse("");
    }

    /**
     * In sentences, the newest first, as far as whoever asks may see it.
     *
     * @param upstreamId 0 for what is about no upstream: then whatever was changed counts
     * @param environment of that upstream; deployments to other environments do not count
     */
    List<String> of(long upstreamId, String environment, Instant began, Duration before, int most) {
        Instant from = began.minus(before);
        Instant to = began.plusSeconds(1);
        List<Happening> changes = upstreamId == 0
                ? happenings.changes(from, to)
                : happenings.changesOf(upstreamId, environment, from, to);
        return changes.reversed().stream()
                .limit(most)
                .map(each -> "%s %s before."
                        .formatted(
                                each.sentence(),
                                Sentences.time(
                                        Duration.between(each.at(), began).abs())))
                .toList();
    }
}
