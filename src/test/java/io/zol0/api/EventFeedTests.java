package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.api.EventFeed.Event;
import io.zol0.api.EventFeed.Listener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFeedTests {
    private static final Event EVENT = new Event("ban-began", null, 1, "x");

    private final EventFeed feed = new EventFeed();

    @Test
    void everyone_hears_each_event() throws InterruptedException {
        Listener one = feed.join().orElseThrow();
        Listener other = feed.join().orElseThrow();
        feed.tell(EVENT);
        assertThat(one.next()).contains(EVENT);
        assertThat(other.next()).contains(EVENT);
        feed.leave(one);
        assertThat(feed.listeners()).isEqualTo(1);
    }

    @Test
    void only_so_many_listen() {
        List<Listener> all = new ArrayList<>();
        for (int i = 0; i < EventFeed.MOST_LISTENERS; i++) {
            all.add(feed.join().orElseThrow());
        }
        assertThat(feed.join()).isEmpty();
        feed.leave(all.getFirst());
        assertThat(feed.join()).isPresent();
    }

    @Test
    void a_slow_one_is_let_go_and_hurts_nobody() throws InterruptedException {
        Listener slow = feed.join().orElseThrow();
        Listener quick = feed.join().orElseThrow();
        for (int i = 0; i < EventFeed.MOST_BEHIND; i++) {
            feed.tell(EVENT);
            assertThat(quick.next()).contains(EVENT);
        }
        assertThat(slow.isDropped()).isFalse();
        feed.tell(EVENT);
        assertThat(slow.isDropped()).isTrue();
        assertThat(quick.isDropped()).isFalse();
        assertThat(quick.next()).contains(EVENT);
    }
}
