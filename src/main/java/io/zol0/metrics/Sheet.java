package io.zol0.metrics;

import java.util.List;

/**
 * What was counted of the endpoints of an upstream as one value, ascending: to be gone through once, where a row for each would take
 * longer. Several entries of one endpoint add up. Bytes of an entry: the endpoint's id in
 * eight, being a hash mostly, and a snapshot.
 */
final class Sheet {
    private final ByteSource source;
    private long endpointId;
    private boolean atEnd;

    /** @param data what {@link Writer#toBytes} gave, which nobody changes later */
    Sheet(byte[] data) {
        source = new ByteSource(data, 0, data.length);
        next();
    }

    /** Takes what was counted of an endpoint; the sum is cleared afterwards. */
    interface Visitor {
        void endpoint(long endpointId, Tally sum);
    }

    boolean isAtEnd() {
        return atEnd;
    }

    /** The endpoint at which it is. */
    long endpointId() {
        return endpointId;
    }

    /** Adds what was counted of the endpoint at which it is, and goes on to the next. */
    void addTo(Tally sum) {
        sum.add(source);
        next();
    }

    /** Goes through several together, endpoint by endpoint. */
    static void merge(List<Sheet> sheets, Tally sum, Visitor visitor) {
        sheets.removeIf(Sheet::isAtEnd);
        while (!sheets.isEmpty()) {
            long endpointId = sheets.getFirst().endpointId;
            for (Sheet sheet : sheets) {
                endpointId = Math.min(endpointId, sheet.endpointId);
            }
            for (Sheet sheet : sheets) {
                while (!sheet.atEnd && sheet.endpointId == endpointId) {
                    sheet.addTo(sum);
                }
            }
            visitor.endpoint(endpointId, sum);
            sum.clear();
            sheets.removeIf(Sheet::isAtEnd);
        }
    }

    private void next() {
        atEnd = source.isAtEnd();
        if (!atEnd) {
            endpointId = source.whole();
        }
    }

    /** Takes endpoints in ascending order. */
    static final class Writer {
        private final ByteSink sink = new ByteSink(1024);

        Writer add(long endpointId, Snapshot snapshot) {
            sink.whole(endpointId);
            snapshot.writeTo(sink);
            return this;
        }

        byte[] toBytes() {
            return sink.toBytes();
        }
    }
}
