package io.zol0.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Minutes that wait for the database, oldest first. Beyond its bound of bytes neighbours become one coarser block, up to
 * a day, and then the oldest are folded. What has been tried is not touched any more, since it may have arrived.
 */
final class Waiting<P extends Portion<P>> {
    /** Lengths of blocks in minutes; each divides the next, and all divide a day, so that no block is of two days. */
    private static final int[] LADDER = {2, 4, 8, 16, 32, 96, 288, 1440};

    private final long mostBytes;
    private final List<P> blocks = new ArrayList<>();
    private boolean triedFirst;
    private long bytes;

    Waiting(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    synchronized void add(P block) {
        blocks.add(block);
        bytes += block.retained();
        while (bytes > mostBytes && (coarsen() || fold())) {
            // until it fits, or nothing is left to put together
        }
    }

    /** The oldest block, to be written; it stays the same until it is {@link #written}. */
    synchronized Optional<P> next() {
        triedFirst = !blocks.isEmpty();
        return blocks.stream().findFirst();
    }

    /** The block that {@link #next} gave is in the database. */
    synchronized void written() {
        bytes -= blocks.removeFirst().retained();
        triedFirst = false;
    }

    synchronized void forget(Subject gone) {
        blocks.replaceAll(block -> block.without(gone));
        bytes = blocks.stream().mapToLong(P::retained).sum();
    }

    /** How many minutes of traffic wait. */
    synchronized int minutes() {
        return blocks.stream().mapToInt(P::minutes).sum();
    }

    synchronized long bytes() {
        return bytes;
    }

    /** The oldest minute that waits, counted since 1970. */
    synchronized Optional<Long> oldest() {
        return blocks.stream().findFirst().map(P::minute);
    }

    private boolean coarsen() {
        for (int length : LADDER) {
            for (int i = triedFirst ? 1 : 0; i + 1 < blocks.size(); i++) {
                P block = blocks.get(i);
                P next = blocks.get(i + 1);
                if (block.minute() / length == next.minute() / length && next.minute() >= block.minute()) {
                    blocks.set(i, block.plus(next));
                    bytes += blocks.get(i).retained() - block.retained() - next.retained();
                    blocks.remove(i + 1);
                    return true;
                }
            }
        }
        return false;
    }

    private boolean fold() {
        for (int i = triedFirst ? 1 : 0; i < blocks.size(); i++) {
            P block = blocks.get(i);
            if (!block.isFolded()) {
                blocks.set(i, block.folded());
                bytes += blocks.get(i).retained() - block.retained();
                return true;
            }
        }
        return false;
    }
}
