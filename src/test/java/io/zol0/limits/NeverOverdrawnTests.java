package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random calls, quotas, edits, hang-ups and give-backs against a provider that counts by itself: it is never overdrawn. */
class NeverOverdrawnTests extends LimitsFixture {
    private static final int RUNS = 150;
    private static final int STEPS = 1500;
    private static final List<WindowKind> KINDS = List.of(WindowKind.values());

    /** A quota as it was set at first, and the providers of its windows, by budget. */
    private static final class Watched {
        private final Quota quota;
        private final Map<BudgetKey, List<ModelProvider>> providers = new HashMap<>();

        private Watched(Quota quota) {
            this.quota = quota;
        }

        private List<ModelProvider> of(BudgetKey budget) {
            return providers.computeIfAbsent(
                    budget,
                    made -> quota.windows().stream().map(ModelProvider::new).toList());
        }
    }

    @Test
    void whatever_happens_no_provider_gets_more_than_it_allows() {
        long granted = 0;
        long waited = 0;
        for (long seed = 1; seed <= RUNS; seed++) {
            Random random = new Random(seed);
            VirtualTime own = new VirtualTime();
            own.pass(Duration.ofMillis(random.nextInt(100_000)));
            Limits subject = new Limits(own, own::nanos, KeyHash.under(SECRET));
            List<Watched> all = quotas(random);
            all.forEach(watched -> subject.put(watched.quota));
            long[] counts = run(random, own, subject, all);
            granted += counts[0];
            waited += counts[1];
            for (Watched watched : all) {
                for (Map.Entry<BudgetKey, List<ModelProvider>> budget : watched.providers.entrySet()) {
                    for (int i = 0; i < budget.getValue().size(); i++) {
                        assertThat(budget.getValue().get(i).overdrawn())
                                .as("seed %s, %s, window %s", seed, watched.quota, i)
                                .isZero();
                    }
                }
            }
        }
        assertThat(granted).isGreaterThan(10_000);
        assertThat(waited).isGreaterThan(2_000);
    }

    private static List<Watched> quotas(Random random) {
        List<Watched> all = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int id = 1; id <= count; id++) {
            QuotaWindow[] windows = new QuotaWindow[1 + random.nextInt(3)];
            for (int i = 0; i < windows.length; i++) {
                WindowKind kind = KINDS.get(random.nextInt(4));
                windows[i] = new QuotaWindow(
                        kind, 10 + random.nextInt(90), Duration.ofMillis(100L + random.nextInt(20_000)));
            }
            TestQuota quota = TestQuota.of(WindowKind.ALIGNED, 1, SECOND)
                    .id(id)
                    .windows(windows)
                    .costs(
                            new Cost("GET /heavy", 7, null, List.of(), false),
                            new Cost("POST *", 2, null, List.of(), true))
                    .margin(random.nextInt(3) * 0.1)
                    .reserve(random.nextInt(3) * 0.1)
                    .control(0.1, 1)
                    .waiting(Duration.ofMillis(random.nextInt(60_000)));
            quota = random.nextBoolean() ? quota.perKey() : quota;
            quota = random.nextInt(3) == 0 ? quota.perCaller() : quota;
            quota = random.nextInt(3) == 0 ? quota.every(Duration.ofMillis(random.nextInt(50))) : quota;
            quota = random.nextInt(4) == 0 ? quota.whenEmpty(WhenEmpty.REJECT) : quota;
            all.add(new Watched(quota.make()));
        }
        return all;
    }

    private static long[] run(Random random, VirtualTime own, Limits subject, List<Watched> all) {
        long[] counts = new long[2];
        List<AskingCall> asked = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            AskingCall call = new AskingCall(own);
            int kind = random.nextInt(4);
            call.of(kind == 3 ? "POST" : "GET", kind == 2 ? "/heavy" : "/light")
                    .with("X-Key", "key-" + random.nextInt(3))
                    .by("bot-" + random.nextInt(2));
            if (random.nextInt(4) == 0) {
                call.patientFor(random.nextInt(2_000_000_000));
            }
            boolean neverSent = random.nextInt(10) == 0;
            call.then(() -> sent(call, neverSent, own, all, counts)).ask(subject);
            if (call.told().isEmpty() && call.isGranted()) {
                sent(call, neverSent, own, all, counts);
            }
            asked.add(call);
            something(random, own, subject, all, asked);
            if (random.nextInt(3) == 0) {
                own.passNanos(random.nextInt(400_000_000));
            }
        }
        own.pass(Duration.ofMinutes(2));
        assertThat(subject.waiting(1)).isZero();
        assertThat(asked).noneMatch(call -> call.told().size() > 1);
        return counts;
    }

    private static void sent(AskingCall call, boolean neverSent, VirtualTime own, List<Watched> all, long[] counts) {
        if (!(call.last() instanceof Granted granted)) {
            return;
        }
        if (neverSent) {
            // It takes a while until it is clear that it cannot be sent.
            own.after(1 + own.nanos() % 700_000_000, granted::giveBack);
            return;
        }
        counts[0]++;
        counts[1] += granted.queuedNanos() > 0 ? 1 : 0;
        for (Watched watched : all) {
            long id = watched.quota.id();
            granted.budget(id)
                    .ifPresent(budget -> watched.of(budget)
                            .forEach(provider -> provider.get(own.nanos(), own.wallNanos(), granted.weight(id))));
        }
    }

    /** Now and then a caller hangs up, a setting changes and changes back, a level moves, a freeze comes and goes. */
    private static void something(
            Random random, VirtualTime own, Limits subject, List<Watched> all, List<AskingCall> asked) {
        Quota quota = all.get(random.nextInt(all.size())).quota;
        switch (random.nextInt(60)) {
            case 0, 1, 2 -> {
                AskingCall call = asked.get(random.nextInt(asked.size()));
                if (call.waits()) {
                    call.cancel();
                }
            }
            case 3 -> subject.put(smaller(quota, random));
            case 4 -> subject.put(quota);
            case 5 -> subject.operatingLevel(quota.id(), 1 + random.nextInt(100));
            case 6 ->
                subject.freeze(
                        new Freeze.Scope.OfQuota(quota.id()),
                        new Freeze(own.instant().plusMillis(random.nextInt(3_000)), "For a test."));
            case 7 -> subject.thaw(new Freeze.Scope.OfQuota(quota.id()));
            case 8 -> subject.tidy();
            case 9 ->
                subject.observe(
                        quota.id(),
                        BudgetKey.SHARED,
                        ProviderCount.used(quota.windows().getFirst().period(), random.nextInt(120)));
            default -> {}
        }
    }

    private static Quota smaller(Quota quota, Random random) {
        QuotaWindow[] windows = quota.windows().stream()
                .map(window -> new QuotaWindow(
                        window.kind(), 1 + (long) (window.capacity() * random.nextDouble() * 0.9), window.period()))
                .toArray(QuotaWindow[]::new);
        return new Quota(
                quota.id(),
                quota.upstreamId(),
                quota.name(),
                true,
                null,
                quota.scope(),
                List.of(windows),
                quota.costs(),
                quota.margin(),
                random.nextInt(3) * 0.1,
                quota.minInterval(),
                quota.maxWait(),
                quota.whenEmpty(),
                quota.control(),
                quota.version() + 1);
    }
}
