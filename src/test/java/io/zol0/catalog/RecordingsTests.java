package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.ApplicationTest;
import io.zol0.users.AsItself;
import io.zol0.users.AuditFilter;
import io.zol0.users.AuditTrail;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ApplicationTest
@AsItself
class RecordingsTests {
    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private Recordings recordings;

    @Autowired
    private ResumedRecordings resumed;

    @Autowired
    private AuditTrail audit;

    private Upstream upstream;
    private Endpoint endpoint;

    @BeforeEach
    void add() {
        upstream = upstreams.add(UpstreamDraft.of("recorded", "https://api.example.com"));
        endpoint = endpoints.resolve(upstream.id(), "GET", "/depth");
    }

    @AfterEach
    void remove() {
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
    }

    @Test
    void every_call_is_kept_until_the_time_is_over_or_somebody_ends_it() {
        Recording started = recordings.start(endpoint.id(), Duration.ofHours(1));
        assertThat(started.until()).isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1)));
        assertThat(recordings.all()).extracting(Recording::endpointId).containsExactly(endpoint.id());
        assertThat(resumed.resume()).as("after a restart").isEqualTo(1);
        recordings.stop(endpoint.id());
        assertThat(recordings.all()).isEmpty();
        assertThat(audit.page(AuditFilter.ALL, 0, 2))
                .extracting(each -> each.action())
                .containsExactly("RECORDING_CHANGED", "RECORDING_CHANGED");
    }

    @Test
    void it_goes_with_its_upstream() {
        recordings.start(endpoint.id(), Duration.ofHours(1));
        upstreams.remove(upstream.id());
        assertThat(recordings.all()).isEmpty();
    }

    @Test
    void no_time_beyond_a_day_and_no_unknown_endpoint_is_taken() {
        assertThatThrownBy(() -> recordings.start(endpoint.id(), Duration.ofHours(25)))
                .isInstanceOf(InvalidDraft.class)
                .hasMessageContaining("from a second to a day");
        assertThatThrownBy(() -> recordings.start(5, Duration.ofHours(1))).isInstanceOf(UnknownSetting.class);
    }
}
