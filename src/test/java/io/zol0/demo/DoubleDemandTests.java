package io.zol0.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.zol0.limits.Decision;
import io.zol0.limits.Granted;
import io.zol0.limits.KeyHash;
import io.zol0.limits.LimitedCall;
import io.zol0.limits.Limits;
import io.zol0.limits.Presets;
import io.zol0.limits.Refused;
import io.zol0.limits.VirtualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The demo's callers with twice the demand, in front of the demo's limit, by the quota that a new demo begins with; in virtual time. */
class DoubleDemandTests {
    private static final long UPSTREAM = 7;
    private static final long ANSWER_NANOS = 30_000_000;
    private static final double DEMAND = 2.2;

    private final VirtualTime time = new VirtualTime();
    private final Limits limits =
            new Limits(time, time::nanos, KeyHash.under("0123456789abcdef".getBytes(StandardCharsets.US_ASCII)));
    private final WeightLimit exchange = new WeightLimit(time);
    private final SplittableRandom random = new SplittableRandom(2026);
    private final Map<String, DemoCaller> callers = new HashMap<>();
    private final List<Duration> waitsOfOrders = new ArrayList<>();
    private final List<Duration> waitsOfOthers = new ArrayList<>();
    private final List<Integer> usedAtMinutesEnd = new ArrayList<>();
    private long asked;
    private long refused;
    private long lastOrder;

    @Test
    void all_of_the_limit_is_used_without_a_ban_and_orders_do_not_wait() {
        Presets.shipped().stream()
                .filter(preset -> preset.name().equals("demo"))
                .flatMap(preset -> preset.quotas().stream())
                .forEach(quota -> limits.put(quota.quota(UPSTREAM, "demo")));
        List<Errand> errands = new Errands(random.split()).all();
        errands.forEach(errand -> {
            callers.computeIfAbsent(errand.caller(), name -> new DemoCaller(name, null));
            schedule(errand);
        });
        assertThat(callers).hasSize(8);
        int minutes = 30;
        for (int minute = 0; minute < minutes; minute++) {
            time.pass(Duration.ofMillis(59_999));
            usedAtMinutesEnd.add(exchange.used());
            time.pass(Duration.ofMillis(1));
        }
        assertThat(asked / minutes).as("weight asked for a minute").isGreaterThan(2 * WeightLimit.PER_MINUTE);
        assertThat(refused).as("calls that the exchange refused").isZero();
        // Its margin is 2 %, and a call that weighs 10 may not fit any more.
        assertThat(usedAtMinutesEnd.subList(1, minutes))
                .allSatisfy(used -> assertThat(used).isBetween(1_150, 1_176));
        assertThat(waitsOfOrders).hasSizeGreaterThan(20 * minutes);
        assertThat(waitsOfOrders)
                .as("waits of orders, while others wait up to %s", longest(waitsOfOthers))
                .allMatch(wait -> wait.toMillis() < 200);
        assertThat(longest(waitsOfOthers)).isGreaterThan(Duration.ofSeconds(1));
    }

    private static Duration longest(List<Duration> waits) {
        return waits.stream().max(Duration::compareTo).orElseThrow();
    }

    private void schedule(Errand errand) {
        time.after(errand.pace().times(DEMAND).next(random) * 1_000_000, () -> {
            schedule(errand);
            run(errand);
        });
    }

    private void run(Errand errand) {
        Errand.Call call = errand.next().get();
        if (call == null) {
            return;
        }
        Asking asking = new Asking(errand, call);
        asked += asking.weight;
        if (!asking.by.mayCall(time.millis())) {
            return;
        }
        asking.by.sent();
        switch (limits.reserve(asking)) {
            case Decision.Final end -> asking.decided(end);
            case Decision.Waits waits -> {}
        }
    }

    /** A call from its asking to its answer. */
    private final class Asking implements LimitedCall {
        private static final Pattern LIMIT = Pattern.compile("[?&]limit=(\\d+)");

        private final Errand errand;
        private final HttpMethod method;
        private final String path;
        private final @Nullable String limit;
        private final DemoCaller by;
        private final int weight;
        private final long since = time.nanos();

        Asking(Errand errand, Errand.Call call) {
            this.errand = errand;
            method = call.method();
            path = call.target().replaceFirst("\\?.*", "").replaceFirst("/history/\\d+", "/history/{id}");
            Matcher asks = LIMIT.matcher(call.target());
            limit = asks.find() ? asks.group(1) : null;
            by = callers.get(errand.caller());
            weight = weight();
        }

        /** As the exchange charges it, which {@link DemoPresetTests} holds the preset against. */
        private int weight() {
            return switch (path) {
                case "/api/v3/depth" -> "1000".equals(limit) ? 10 : 1;
                case "/api/v3/exchangeInfo", "/api/cache/init" -> 10;
                case "/api/market/tickers", "/api/trading/positions" -> 2;
                case "/api/trading/statistics", "/api/trading/history" -> 5;
                default -> 1;
            };
        }

        @Override
        public void decided(Decision.Final decision) {
            switch (decision) {
                case Granted granted -> {
                    boolean order = !method.equals(HttpMethod.GET);
                    (order ? waitsOfOrders : waitsOfOthers).add(Duration.ofNanos(time.nanos() - since));
                    if (!(exchange.charge(weight) instanceof WeightLimit.Admitted)) {
                        refused++;
                    }
                    time.after(ANSWER_NANOS, this::answered);
                }
                case Refused no -> {
                    by.ended();
                    by.toldToWait("1", time.millis(), random);
                }
            }
        }

        private void answered() {
            by.ended();
            by.answered();
            Consumer<Buffer> learns = errand.learn();
            if (learns != null) {
                JsonObject row = new JsonObject().put("orderId", ++lastOrder).put("id", lastOrder);
                learns.accept(
                        path.endsWith("/history") ? new JsonArray().add(row).toBuffer() : row.toBuffer());
            }
        }

        @Override
        public long upstreamId() {
            return UPSTREAM;
        }

        @Override
        public String method() {
            return method.name();
        }

        @Override
        public String template() {
            return path;
        }

        @Override
        public String caller() {
            return by.name;
        }

        @Override
        public @Nullable CharSequence header(String name) {
            return null;
        }

        @Override
        public @Nullable CharSequence query(String name) {
            return name.equals("limit") ? limit : null;
        }

        @Override
        public Loop loop() {
            return time;
        }
    }
}
