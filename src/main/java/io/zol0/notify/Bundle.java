package io.zol0.notify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The messages of one delivery: up to 40 are listed, the most urgent, and all are counted.
 *
 * @param listed the most urgent first, then as they came
 * @param begun how many tell that something began or became worse, listed or not
 * @param ended how many tell that something is over
 * @param gathered whether it was put together over some time
 */
record Bundle(List<Message> listed, int begun, int ended, boolean gathered) {
    static final int MOST_LISTED = 40;

    Bundle {
        listed = List.copyOf(listed);
    }

    static Bundle of(Message message) {
        return new Bundle(List.of(), 0, 0, false).and(List.of(message));
    }

    static Bundle gathering(List<Message> messages) {
        return new Bundle(List.of(), 0, 0, true).and(messages);
    }

    Bundle and(List<Message> more) {
        List<Message> all = new ArrayList<>(listed);
        all.addAll(more);
        all.sort(Comparator.comparing(Message::urgency).reversed());
        int over = (int) more.stream()
                .filter(message -> message.kind() == Message.Kind.RESOLVED)
                .count();
        return new Bundle(
                all.subList(0, Math.min(MOST_LISTED, all.size())), begun + more.size() - over, ended + over, gathered);
    }

    int count() {
        return begun + ended;
    }

    /** How many are counted and not listed. */
    int more() {
        return count() - listed.size();
    }

    Urgency urgency() {
        return listed.getFirst().urgency();
    }

    /** That of all that are listed; {@code *} where they are of several. */
    String environment() {
        String first = listed.getFirst().scope().environment();
        return listed.stream().allMatch(each -> each.scope().environment().equals(first)) ? first : "*";
    }
}
