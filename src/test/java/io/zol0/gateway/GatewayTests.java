package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Scope;
import io.zol0.users.AsItself;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ApplicationTest
@AsItself
class GatewayTests {
    @Autowired
    Gateway gateway;

    @Autowired
    Upstreams upstreams;

    @Autowired
    LiveMetrics metrics;

    @Test
    void an_upstream_just_added_is_called_and_the_call_is_seen() throws Exception {
        String address = gateway.status().address();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        try (var upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
                var caller = new RawCaller(port)) {
            var added = upstreams.add(UpstreamDraft.of("seen", "http://127.0.0.1:" + upstream.port()));
            assertThat(caller.get("/seen/api/v3/time").answer().body()).isEqualTo("ok");
            Until.so(
                    "the call is seen",
                    () -> metrics.stats(new Scope.OfUpstream(added.id()), Duration.ofMinutes(1))
                                    .calls()
                            == 1);
            upstreams.remove(added.id());
            assertThat(caller.get("/seen/api/v3/time").answer().status()).isEqualTo(404);
        }
    }
}
