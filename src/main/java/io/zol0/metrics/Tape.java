package io.zol0.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Snapshots one after the other in one array of bytes, each under the number of its second or minute, the oldest falling
 * off: a ring without an object for every entry, since thousands of endpoints have one each.
 */
final class Tape {
    private static final byte[] NOTHING = {};

    private final int length;
    private byte[] data = NOTHING;
    private int head;
    private int tail;
    private int lastEntry;
    private long firstKey;
    private long lastKey = Long.MIN_VALUE;

    /** A tape that keeps the newest {@code length} seconds or minutes. */
    Tape(int length) {
        this.length = length;
    }

    /** Takes an entry of the tape; the source holds a snapshot. */
    interface Visitor {
        void entry(long key, ByteSource snapshot);
    }

    /** Adds a snapshot; under the last key it is added to what is there. An older key counts as the last one. */
    void add(long key, Snapshot snapshot, ByteSink scratch) {
        Snapshot whole = snapshot;
        long at = Math.max(key, lastKey);
        if (isEmpty()) {
            firstKey = at;
            lastKey = at;
        } else if (at == lastKey) {
            ByteSource entry = new ByteSource(data, lastEntry, tail);
            long gap = entry.varint();
            whole = Snapshot.readFrom(entry.part(entry.varint())).plus(snapshot);
            tail = lastEntry;
            append(gap, whole, scratch);
            return;
        }
        append(at - lastKey, whole, scratch);
        lastKey = at;
        forgetBefore(at - length + 1);
    }

    /** Adds a snapshot under an older key, to what is there or in its place; one that would have fallen off is dropped. */
    void insert(long key, Snapshot snapshot, ByteSink scratch) {
        if (isEmpty() || key >= lastKey) {
            add(key, snapshot, scratch);
        } else if (key > lastKey - length) {
            ByteSource entries = new ByteSource(data, head, tail);
            int start = head;
            long before = firstKey - entries.varint();
            entries = new ByteSource(data, head, tail);
            while (true) {
                long gap = entries.varint();
                ByteSource body = entries.part(entries.varint());
                if (before + gap >= key) {
                    put(key, snapshot, new Found(start, entries.position(), before, gap, body), scratch);
                    return;
                }
                before += gap;
                start = entries.position();
            }
        }
    }

    /** An entry of the tape: from where to where, the key before it, the gap from there to its own, and its snapshot. */
    private record Found(int start, int end, long before, long gap, ByteSource body) {}

    /** Adds a snapshot to an entry of its key, or puts it before one of a newer key. */
    private void put(long key, Snapshot snapshot, Found found, ByteSink scratch) {
        long at = found.before + found.gap;
        boolean last = found.start == lastEntry;
        ByteSink replaced = new ByteSink(512);
        int lastAt = 0;
        if (at == key) {
            write(found.gap, Snapshot.readFrom(found.body).plus(snapshot), scratch, replaced);
        } else {
            write(Math.max(0, key - found.before), snapshot, scratch, replaced);
            lastAt = replaced.size();
            write(at - key, Snapshot.readFrom(found.body), scratch, replaced);
            firstKey = Math.min(firstKey, key);
        }
        replace(found.start, found.end, replaced.toBytes(), last ? lastAt : -1);
    }

    private static void write(long gap, Snapshot snapshot, ByteSink scratch, ByteSink to) {
        scratch.clear();
        snapshot.writeTo(scratch);
        to.varint(gap);
        to.varint(scratch.size());
        to.bytes(scratch.toBytes());
    }

    /** Puts bytes in the place of fewer others; where the last entry is among them, it begins so far into them. */
    private void replace(int from, int to, byte[] with, int lastAt) {
        int start = from - head;
        int end = to - head;
        int last = lastEntry - head;
        int more = with.length - (end - start);
        makeRoom(Math.max(0, more));
        System.arraycopy(data, head + end, data, head + start + with.length, tail - head - end);
        System.arraycopy(with, 0, data, head + start, with.length);
        tail += more;
        lastEntry = head + (lastAt >= 0 ? start + lastAt : last + more);
    }

    /** Adds all entries of other tapes, each under its own key. */
    void absorb(List<Tape> others, Tally scratch, ByteSink sink) {
        SortedMap<Long, List<ByteSource>> all = new TreeMap<>();
        Visitor collector = (key, snapshot) ->
                all.computeIfAbsent(key, k -> new ArrayList<>()).add(snapshot);
        forEach(Long.MIN_VALUE, Long.MAX_VALUE, collector);
        others.forEach(tape -> tape.forEach(Long.MIN_VALUE, Long.MAX_VALUE, collector));
        data = NOTHING;
        head = 0;
        tail = 0;
        lastKey = Long.MIN_VALUE;
        all.forEach((key, snapshots) -> {
            scratch.clear();
            snapshots.forEach(scratch::add);
            add(key, scratch.snapshot(), sink);
        });
    }

    /** Drops what is older than a key. */
    void forgetBefore(long key) {
        while (!isEmpty() && firstKey < key) {
            ByteSource entry = new ByteSource(data, head, tail);
            entry.varint();
            entry.part(entry.varint());
            head = entry.position();
            if (!isEmpty()) {
                firstKey += entry.varint();
            }
        }
        if (isEmpty()) {
            head = 0;
            tail = 0;
            data = NOTHING;
        }
    }

    /** Visits the entries from one key up to another, both included, oldest first. */
    void forEach(long from, long to, Visitor visitor) {
        ByteSource source = new ByteSource(data, head, tail);
        long key = firstKey;
        boolean first = true;
        while (!source.isAtEnd()) {
            long gap = source.varint();
            key += first ? 0 : gap;
            first = false;
            ByteSource snapshot = source.part(source.varint());
            if (key > to) {
                return;
            }
            if (key >= from) {
                visitor.entry(key, snapshot);
            }
        }
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** Bytes on the heap. */
    int retained() {
        return 56 + (data == NOTHING ? 0 : Heap.array(data.length, 1));
    }

    private void append(long gap, Snapshot snapshot, ByteSink scratch) {
        scratch.clear();
        snapshot.writeTo(scratch);
        byte[] body = scratch.toBytes();
        scratch.clear();
        scratch.varint(gap);
        scratch.varint(body.length);
        scratch.bytes(body);
        makeRoom(scratch.size());
        lastEntry = tail;
        System.arraycopy(scratch.toBytes(), 0, data, tail, scratch.size());
        tail += scratch.size();
    }

    /** Moves what is there to the front where a quarter of the array then stays free, or into a larger array. */
    private void makeRoom(int more) {
        if (tail + more <= data.length) {
            return;
        }
        int used = tail - head;
        int needed = used + more;
        byte[] room = needed <= data.length / 4 * 3 && needed > data.length / 4 ? data : new byte[needed + needed / 4];
        System.arraycopy(data, head, room, 0, used);
        data = room;
        head = 0;
        tail = used;
    }
}
