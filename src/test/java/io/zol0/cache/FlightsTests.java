package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FlightsTests {
    private static final CacheKey KEY = new CacheKey(1, "/a", "");
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private long nanos;
    private final Flights flights = new Flights(() -> nanos);
    private final List<String> told = new ArrayList<>();
    private final List<Flights.Flight> going = new ArrayList<>();

    private Flights.Boarding join(CacheKey key, String name) {
        return flights.join(key, WAIT, channel.eventLoop(), new Flights.Waiter() {
            @Override
            public void look() {
                told.add(name + " looks");
            }

            @Override
            public void go(Flights.Flight flight) {
                told.add(name + " goes");
                going.add(flight);
            }
        });
    }

    private Flights.Flight lead(String name) {
        return ((Flights.Boarding.Lead) join(KEY, name)).flight();
    }

    private Flights.Ticket waits(String name) {
        return ((Flights.Boarding.Wait) join(KEY, name)).ticket();
    }

    private void run() {
        channel.runPendingTasks();
    }

    @Test
    void the_first_leads_and_the_others_look_again_when_it_is_stored() {
        Flights.Flight flight = lead("a");
        waits("b");
        waits("c");
        assertThat(join(new CacheKey(1, "/a", "c=other"), "d")).isInstanceOf(Flights.Boarding.Lead.class);
        flight.stored();
        assertThat(told).isEmpty();
        run();
        assertThat(told).containsExactly("b looks", "c looks");
        assertThat(flights.underWay()).isEqualTo(1);
        lead("e");
    }

    @Test
    void when_the_leader_fails_the_next_one_leads_and_the_others_go_on_waiting() {
        lead("a").failed();
        Flights.Flight flight = lead("a");
        waits("b");
        waits("c");
        waits("d");
        flight.failed();
        run();
        assertThat(told).containsExactly("b goes");
        going.getFirst().failed();
        run();
        assertThat(told).containsExactly("b goes", "c goes");
        going.getLast().stored();
        run();
        assertThat(told).containsExactly("b goes", "c goes", "d looks");
        assertThat(flights.underWay()).isZero();
    }

    @Test
    void when_the_answer_cannot_be_shared_the_others_go_few_at_a_time() {
        Flights.Flight flight = lead("a");
        for (int i = 0; i < 20; i++) {
            waits("w" + i);
        }
        flight.notShared();
        run();
        assertThat(going).hasSize(Flights.AT_ONCE);
        for (int ended = 0; ended < 20; ended++) {
            assertThat(going.size() - ended).isLessThanOrEqualTo(Flights.AT_ONCE);
            going.get(ended).notShared();
            run();
        }
        assertThat(told).hasSize(20).allMatch(line -> line.endsWith("goes"));
        assertThat(flights.underWay()).isZero();
    }

    @Test
    void nobody_waits_for_what_others_waited_for_in_vain_lately() {
        lead("a").notShared();
        Flights.Flight flight = lead("a");
        waits("b");
        flight.notShared();
        run();
        going.getFirst().notShared();
        lead("b");
        lead("c");
        assertThat(flights.underWay()).isZero();
        nanos += Duration.ofSeconds(11).toNanos();
        lead("d");
        waits("e");
    }

    @Test
    void a_slow_leader_holds_nobody_longer_than_the_policy_says() {
        channel.freezeTime();
        Flights.Flight flight = lead("a");
        waits("b");
        channel.advanceTimeBy(4, TimeUnit.SECONDS);
        waits("c");
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(told).containsExactly("b goes");
        going.getFirst().failed();
        flight.stored();
        channel.runScheduledPendingTasks();
        run();
        assertThat(told).containsExactly("b goes", "c looks");
        channel.advanceTimeBy(1, TimeUnit.HOURS);
        channel.runScheduledPendingTasks();
        assertThat(told).hasSize(2);
    }

    @Test
    void who_went_away_is_told_nothing_and_does_not_lead() {
        Flights.Flight flight = lead("a");
        Flights.Ticket ticket = waits("b");
        waits("c");
        ticket.cancel();
        ticket.cancel();
        flight.failed();
        run();
        assertThat(told).containsExactly("c goes");
    }

    @Test
    void only_the_first_ending_counts() {
        Flights.Flight flight = lead("a");
        waits("b");
        waits("c");
        flight.failed();
        flight.stored();
        flight.notShared();
        run();
        assertThat(told).containsExactly("b goes");
    }

    @Test
    void without_a_time_to_wait_everyone_asks() {
        for (int i = 0; i < 3; i++) {
            assertThat(flights.join(KEY, Duration.ZERO, channel.eventLoop(), new NoWaiter()))
                    .isInstanceOf(Flights.Boarding.Lead.class);
        }
        assertThat(flights.underWay()).isZero();
    }

    @Test
    void the_queue_is_bounded() {
        lead("a");
        for (int i = 0; i < Flights.MOST_WAITING; i++) {
            flights.join(KEY, WAIT, channel.eventLoop(), new NoWaiter());
        }
        lead("one too many").failed();
    }

    private static final class NoWaiter implements Flights.Waiter {
        @Override
        public void look() {}

        @Override
        public void go(Flights.Flight flight) {
            flight.failed();
        }
    }

    @Test
    void across_many_loops_everyone_is_told_once_on_their_own() throws Exception {
        int threads = 4;
        int rounds = 500;
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicInteger done = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(threads * rounds);
        List<DefaultEventLoop> loops = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            loops.add(new DefaultEventLoop());
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                DefaultEventLoop loop = loops.get(i);
                pool.execute(() -> {
                    for (int round = 0; round < rounds; round++) {
                        CacheKey key = new CacheKey(1, "/" + round % 7, "");
                        int mine = round;
                        loop.execute(() -> {
                            AtomicInteger toldHere = new AtomicInteger();
                            Flights.Waiter waiter = new Flights.Waiter() {
                                @Override
                                public void look() {
                                    told();
                                }

                                @Override
                                public void go(Flights.Flight flight) {
                                    told();
                                    ask(flight, mine);
                                }

                                private void told() {
                                    if (!loop.inEventLoop() || toldHere.incrementAndGet() != 1) {
                                        wrong.add("told on another loop, or again");
                                    }
                                    done.incrementAndGet();
                                    all.countDown();
                                }
                            };
                            if (flights.join(key, Duration.ofMinutes(1), loop, waiter)
                                    instanceof Flights.Boarding.Lead(Flights.Flight flight)) {
                                done.incrementAndGet();
                                all.countDown();
                                loop.execute(() -> ask(flight, mine));
                            }
                        });
                    }
                });
            }

            assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            for (DefaultEventLoop loop : loops) {
                loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(done.get()).isEqualTo(threads * rounds);
    }

    private static void ask(Flights.Flight flight, int number) {
        if (number % 3 == 0) {
            flight.failed();
        } else {
            flight.stored();
        }
    }
}
